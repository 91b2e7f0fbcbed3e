"""What views ask of the library. Every answer is plain data in a total order: newest first, then unit, then slug."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import cast

from plugins import addresses
from plugins.addresses import made
from plugins.library import digests, store
from plugins.library.cards import Card, Facts
from plugins.library.feeds import BODY, ORDER, rank, with_body
from plugins.library.lists import PERIOD, SHADOW, ListName, Period, archive_at, feed_at, level_of, levels
from plugins.library.placing import Placed, Places
from plugins.library.releases import Releases
from plugins.stories.reader import Page

_RANKED = "ORDER BY listing.instant DESC, listing.unit, listing.slug, listing.year"
_NO_FACTS = Facts()
_FIXED = frozenset(
    {"", addresses.DIRECTORY, addresses.ZONES, addresses.REGIONS, addresses.FEED_PAGE, addresses.archive()}
    | {addresses.corrections(), addresses.URGENT, addresses.OPML, addresses.SITEMAP}
    | {addresses.data("units", ending) for ending in ("json", "csv")}
    | {made.newest(""), made.frame(""), made.WIDGET_SCRIPT, made.WIDGET_GUIDE}
)
# The newest stories of a list as other sites show them: the data, and the page for an <iframe>.
_LISTED = re.compile(r"(?P<page>(?:unit|zona)/[^/]+/)(?P<rollup>semua/)?(?:terbaru\.json|sematan/)")


class Library(Releases):
    """The library for reading, with the registers that views also need (`places`)."""

    @classmethod
    def open(cls, path: Path, places: Places) -> Library:
        """The library as it was last committed."""
        return cls(store.connect_to_read(path), places)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    # Stories

    def story(self, reference: str) -> Placed | None:
        """A story that has a page, with its body, or None."""
        row = self._db.execute(
            f"SELECT placed, {BODY} FROM stories WHERE reference = ? AND visible", (reference,)
        ).fetchone()
        return with_body(*row) if row else None

    def newest(self, list_name: str, limit: int) -> list[Card]:
        """The newest stories that landing pages show."""
        return self._cards(f"list = ? AND listed {ORDER} LIMIT ?", (list_name, limit))

    def archived(self, list_name: str, period: str, limit: int = -1) -> list[Card]:
        """The stories that the archive of a period keeps, or the newest so many of them."""
        begin, end = Period(period).bounds(self.places.timezone)
        where = f"list = ? AND instant >= ? AND instant < ? AND archived {ORDER} LIMIT ?"
        return self._cards(where, (list_name, begin, end, limit))

    def published(self, list_name: str, period: str) -> Iterator[tuple[Card, Facts]]:
        """Every story of a period that has a page: withdrawn ones too, and copies, for which the list has an original.

        Copies are known of the list of everything, and of kinds.
        """
        begin, end = Period(period).bounds(self.places.timezone)
        rows = self._db.execute(
            "SELECT card, facts FROM listing JOIN stories ON id = story"
            f" WHERE list IN (?, ?) AND instant >= ? AND instant < ? {_RANKED}",
            (list_name, SHADOW + list_name, begin, end),
        )
        for card, facts in rows:
            yield store.CARD.decode(card), store.FACTS.decode(facts) if facts else _NO_FACTS

    def older(self, list_name: str, than: Placed, limit: int) -> list[Card]:
        """The stories that stand directly behind `than` in a list's landing order."""
        return self._cards(
            f"list = ? AND (-instant, unit, slug, year) > (?, ?, ?, ?) AND instant <= ? AND listed {ORDER} LIMIT ?",
            (list_name, *rank(than), than.story.instant, limit),
        )

    def newer(self, list_name: str, than: Placed, limit: int) -> list[str]:
        """References of the stories that stand before `than`'s place, the nearest first.

        As many as have fewer than `limit` stories of landing pages between: those to which it is among the `older`.
        """
        rows = self._db.execute(
            "SELECT unit, year, slug, listed FROM listing WHERE list = ?"
            " AND (-instant, unit, slug, year) < (?, ?, ?, ?) AND instant >= ?"
            " ORDER BY instant, unit DESC, slug DESC, year DESC",
            (list_name, *rank(than), than.story.instant),
        )
        found: list[str] = []
        for unit, year, slug, listed in rows:
            found.append(f"{unit}/{year}/{slug}")
            limit -= listed  # pages of withdrawn and expired stories offer older ones too, and stand in nobody's way
            if not limit:
                break
        return found

    def references(self, unit: str = "") -> Iterator[str]:
        """The references of all stories that have a page, or of a unit's own."""
        where, values = ("reference > ? AND reference < ?", (f"{unit}/", f"{unit}0")) if unit else ("1", ())
        yield from (
            row[0] for row in self._db.execute(f"SELECT reference FROM stories WHERE visible AND {where}", values)
        )

    def placed(self, *, with_media: bool = False) -> Iterator[Placed]:
        """Every story that has a page (and refers to files), without its body."""
        where = "media AND visible" if with_media else "visible"
        rows = self._db.execute(f"SELECT placed FROM stories WHERE {where} ORDER BY reference")
        yield from (store.PLACED.decode(row[0]) for row in rows)

    def naming(self, units: Iterable[str]) -> Iterator[str]:
        """The references of stories of others that name one of these units."""
        for unit in sorted(units):
            yield from (row[0] for row in self._db.execute("SELECT reference FROM namings WHERE unit = ?", (unit,)))

    def _cards(self, where: str, values: tuple[object, ...]) -> list[Card]:
        query = f"SELECT (SELECT card FROM stories WHERE id = story) FROM listing WHERE {where}"
        rows = self._db.execute(query, values)
        return [_card(row[0]) for row in rows]

    def made(self, family: str, key: str) -> tuple[str, ...]:
        """The site paths of a deferred key's outputs that stand; none while it is not known which of them do.

        Whoever shows them is told by `MadeChange` when they come or go.
        """
        rows = self._db.execute(
            "SELECT o.path FROM views v JOIN outputs o ON o.family = v.family AND o.key = v.key"
            " WHERE v.family = ? AND v.key = ? AND v.digest <> ? ORDER BY o.path",
            (family, key, store.UNKNOWN),
        )
        return tuple(row[0] for row in rows)

    def made_keys(self, family: str, begin: str = "") -> list[str]:
        """The keys of a family, those that begin with `begin`, that have or had outputs, in order."""
        rows = self._db.execute(
            "SELECT key FROM views WHERE family = ? AND key >= ? AND key < ? ORDER BY key",
            (family, begin, f"{begin}~"),
        )
        return [row[0] for row in rows]

    def made_at(self, begin: str) -> str | None:
        """The first site path that begins with `begin` among the outputs of deferred families that stand."""
        row = self._db.execute(
            "SELECT o.path FROM outputs o JOIN views v ON v.family = o.family AND v.key = o.key"
            " WHERE o.path >= ? AND o.path < ? AND v.digest <> ? ORDER BY o.path LIMIT 1",
            (begin, f"{begin}~", store.UNKNOWN),
        ).fetchone()
        return row[0] if row else None

    def next_due(self) -> int | None:
        """When the state of a story next changes, in seconds since 1970 (UTC); None where nothing is due."""
        return cast("int | None", self._db.execute("SELECT min(due) FROM stories WHERE due IS NOT NULL").fetchone()[0])

    # Standing pages, redirects, links

    def redirects(self) -> Iterator[str]:
        """Every old site path that a story claims."""
        yield from (row[0] for row in self._db.execute("SELECT DISTINCT path FROM redirects ORDER BY path"))

    def page(self, key: str) -> Page | None:
        """A standing page by its site path."""
        row = self._db.execute("SELECT page FROM pages WHERE key = ?", (key,)).fetchone()
        return store.PAGE.decode(row[0]) if row else None

    def pages(self, folder: str) -> list[Page]:
        """The standing pages whose site path begins with `folder`, in their own order, then by name."""
        rows = self._db.execute("SELECT page FROM pages WHERE key >= ? AND key < ?", (folder, folder + "~"))
        return sorted((store.PAGE.decode(row[0]) for row in rows), key=lambda page: (page.order, page.slug))

    def redirect(self, path: str) -> str | None:
        """Where an old site path of a visible story leads, or None."""
        if self._stands_at(path):
            return None  # a story stands there itself
        row = self._db.execute(
            "SELECT s.path FROM redirects r JOIN stories s ON s.reference = r.reference WHERE r.path = ? AND s.visible"
            " ORDER BY s.reference LIMIT 1",
            (path,),
        ).fetchone()
        return row[0] if row else None

    def _stands_at(self, path: str) -> bool:
        row = self._db.execute(
            "SELECT 1 FROM stories WHERE reference = ?2 AND path = ?1 AND visible UNION ALL"
            " SELECT 1 FROM stories WHERE path = ?1 AND path <> 'berita/' || reference || '/' AND visible",
            (path, path.removeprefix("berita/").removesuffix("/")),
        ).fetchone()
        return row is not None

    def resolve(self, target: str) -> str | None:
        """The site path to which an internal link leads today, or None where nothing stands there."""
        if target in _FIXED or target in self.places.landings or self._feed_or_data(target):
            return target
        if digest := digests.at(target):
            return target if self._digest_stands(*digest) else None
        if widget := _LISTED.fullmatch(target):
            return target if self._widget_stands(widget["page"], bool(widget["rollup"])) else None
        head, *rest = target.rstrip("/").split("/")
        if head == "berita" and len(rest) == 3 and not rest[0].isdigit():
            return target if self._stands_at(target) else self.redirect(target)
        if head == "unit" and len(rest) == 1:
            return target if rest[0] in self.places.registry.units else None
        if (head == "unit" and len(rest) == 2) or head == "halaman":
            return target if self._db.execute("SELECT 1 FROM pages WHERE key = ?", (target,)).fetchone() else None
        found = archive_at(head, rest)
        return target if found and self._archive_stands(*found, target) else None

    def _feed_or_data(self, target: str) -> bool:
        if addresses.is_feed(target):
            of = feed_at(target)
            written = {addresses.feed_in(form, of.feed) for form in self.places.site.forms_of(of.feed)} if of else ()
            return of is not None and target in written and self.feed_stands(of)
        match target.split("/"):
            case ["unit", unit, addresses.OPML]:
                return unit in self.places.registry.units
            case ["wilayah", code, addresses.OPML]:
                return self.has_feed(f"wilayah:{code}")
            case ["data", "berita", name]:
                month, _, ending = name.partition(".")
                whole = len(month) == 7 and PERIOD.fullmatch(month) and ending in ("json", "csv")
                return bool(whole) and any((*self.kept("all:", month), *self.kept(f"{SHADOW}all:", month)))
        return False

    def feed_stands(self, of: ListName) -> bool:
        """Whether a list has a feed: some always, units' as long as they are registered, others once it has a story."""
        if not of.always_fed:
            return of.may_be_fed and self.has_feed(str(of))
        registry = self.places.registry
        if of.sort == "semua":
            return of.of in registry.units and registry.had_children(of.of)
        return of.of in registry.units if of.sort == "unit" else not of.of

    def _digest_stands(self, name: str, day: str) -> bool:
        unit = name.removeprefix("unit:")
        return (unit == name or unit in self.places.registry.units) and self.exists(name, day)

    def _widget_stands(self, page: str, rollup: bool) -> bool:
        """Whether other sites may show the list that lands on a page, or the roll-up of the unit whose page it is."""
        registry, head, of = self.places.registry, *page.split("/")[:2]
        if head == "unit":
            return of in registry.units and (not rollup or registry.had_children(of))
        return head == "zona" and page in self.places.landings and not rollup

    def _archive_stands(self, of: ListName, period: str, target: str) -> bool:
        if of.sort in ("unit", "semua") and of.of not in self.places.registry.units:
            return False
        cut = not period or level_of(period) in levels(of, self.places.registry)
        return cut and of.path(period) == target and self.exists(str(of), period)


@lru_cache(2_048)  # the same stories stand in many lists, and decoding takes as long as all else
def _card(row: bytes) -> Card:
    return store.CARD.decode(row)
