"""What views ask of the library. Every answer is plain data in a total order: newest first, then unit, then slug."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from plugins import addresses
from plugins.library import store
from plugins.library.lists import ListName, Period, level_of, levels
from plugins.library.placing import Card, Placed, Places
from plugins.stories.reader import Page

_PERIOD = re.compile(r"(?:[0-9]{4}(?:-[0-9]{2}){0,2})?")
_ORDER = "ORDER BY instant DESC, unit, slug, year"
_FIXED = frozenset(
    {"", addresses.DIRECTORY, addresses.ZONES, addresses.REGIONS, addresses.FEED_PAGE, addresses.archive()}
    | {addresses.FEED, addresses.OPML, addresses.SITEMAP}
    | {addresses.data("units", ending) for ending in ("json", "csv")}
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many stories of a list an archive of `period` holds."""

    period: str
    stories: int


class Library:
    """The library for reading, with the registers that views also need (`places`)."""

    def __init__(self, connection: sqlite3.Connection, places: Places) -> None:
        self._db = connection
        self.places = places

    @classmethod
    def open(cls, path: Path, places: Places) -> Library:
        """The library as it was last committed."""
        return cls(store.connect_to_read(path), places)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    # Stories

    def story(self, reference: str) -> Placed | None:
        """A story that has a page, or None."""
        row = self._db.execute("SELECT placed FROM stories WHERE reference = ? AND visible", (reference,)).fetchone()
        return store.PLACED.validate_json(row[0]) if row else None

    def newest(self, list_name: str, limit: int) -> list[Card]:
        """The newest stories that landing pages show."""
        return self._cards(f"list = ? AND listed {_ORDER} LIMIT ?", (list_name, limit))

    def fed(self, list_name: str, limit: int) -> list[Placed]:
        """The newest stories that feeds carry, whole."""
        rows = self._db.execute(
            "SELECT (SELECT placed FROM stories WHERE id = story) FROM listing"
            f" WHERE list = ? AND fed {_ORDER} LIMIT ?",
            (list_name, limit),
        )
        return [store.PLACED.validate_json(row[0]) for row in rows]

    def fed_instants(self, list_name: str, limit: int) -> list[int]:
        """The instants of the newest stories that feeds carry, in seconds."""
        rows = self._db.execute(
            f"SELECT instant FROM listing WHERE list = ? AND fed {_ORDER} LIMIT ?", (list_name, limit)
        )
        return [row[0] for row in rows]

    def archived(self, list_name: str, period: str) -> list[Card]:
        """The stories that the archive of a period keeps."""
        begin, end = Period(period).bounds(self.places.timezone)
        where = f"list = ? AND instant >= ? AND instant < ? AND archived {_ORDER}"
        return self._cards(where, (list_name, begin, end))

    def published(self, list_name: str, period: str) -> list[Placed]:
        """Every story of a period that has a page, withdrawn ones too, whole."""
        begin, end = Period(period).bounds(self.places.timezone)
        rows = self._db.execute(
            "SELECT (SELECT placed FROM stories WHERE id = story) FROM listing"
            f" WHERE list = ? AND instant >= ? AND instant < ? {_ORDER}",
            (list_name, begin, end),
        )
        return [store.PLACED.validate_json(row[0]) for row in rows]

    def older(self, list_name: str, than: Placed, limit: int) -> list[Card]:
        """The stories that stand directly behind `than` in a list's landing order."""
        return self._cards(
            f"list = ? AND (-instant, unit, slug, year) > (?, ?, ?, ?) AND instant <= ? AND listed {_ORDER} LIMIT ?",
            (list_name, *_rank(than), than.story.instant, limit),
        )

    def newer(self, list_name: str, than: Placed, limit: int) -> list[str]:
        """References of the stories that stand before `than`'s place, the nearest first.

        As many as have fewer than `limit` stories of landing pages between: those to which it is among the `older`.
        """
        rows = self._db.execute(
            "SELECT unit, year, slug, listed FROM listing WHERE list = ?"
            " AND (-instant, unit, slug, year) < (?, ?, ?, ?) AND instant >= ?"
            " ORDER BY instant, unit DESC, slug DESC, year DESC",
            (list_name, *_rank(than), than.story.instant),
        )
        found: list[str] = []
        for unit, year, slug, listed in rows:
            found.append(f"{unit}/{year}/{slug}")
            limit -= listed  # pages of withdrawn and expired stories offer older ones too, and stand in nobody's way
            if not limit:
                break
        return found

    def _cards(self, where: str, values: tuple[object, ...]) -> list[Card]:
        query = f"SELECT (SELECT card FROM stories WHERE id = story) FROM listing WHERE {where}"
        rows = self._db.execute(query, values)
        return [cast(Card, json.loads(row[0])) for row in rows]

    # Counts

    def count(self, list_name: str, period: str = "") -> int:
        """How many stories the archive of a period keeps (of everything, where the period is empty)."""
        return self._count(list_name, period)[0]

    def has_feed(self, list_name: str) -> bool:
        """Whether feeds have, or would have, an item of this list."""
        return self._count(list_name, "")[1] > 0

    def exists(self, list_name: str, period: str = "") -> bool:
        """Whether a list, or its archive of a period, has ever a story to show or to say that it is withdrawn."""
        archived, fed = self._count(list_name, period)
        return archived > 0 or (period == "" and fed > 0)

    def periods(self, list_name: str, within: str = "", level: str = "year") -> list[Count]:
        """The periods of a level (`year`, `month`, `day`) within another that hold stories, newest first."""
        length = {"year": 4, "month": 7, "day": 10}[level]
        rows = self._db.execute(
            "SELECT period, archived FROM counts WHERE list = ? AND period >= ? AND period < ? AND length(period) = ?"
            " AND archived > 0 ORDER BY period DESC",
            (list_name, within, within + "~", length),
        )
        return [Count(*row) for row in rows]

    def period_before(self, list_name: str, period: str) -> str | None:
        """The nearest earlier period of the same level that holds stories."""
        return self._neighbour(list_name, period, "<", "DESC")

    def period_after(self, list_name: str, period: str) -> str | None:
        """The nearest later period of the same level that holds stories."""
        return self._neighbour(list_name, period, ">", "ASC")

    def _neighbour(self, list_name: str, period: str, side: str, order: str) -> str | None:
        row = self._db.execute(
            f"SELECT period FROM counts WHERE list = ? AND period {side} ? AND length(period) = ? AND archived > 0"
            f" ORDER BY period {order} LIMIT 1",
            (list_name, period, len(period)),
        ).fetchone()
        return row[0] if row else None

    def lists(self, sort: str) -> Iterator[tuple[str, int]]:
        """The lists of a sort that exist, by name, each with the number of stories its archive keeps."""
        rows = self._db.execute(
            "SELECT list, archived FROM counts WHERE list >= ? AND list < ? AND period = '' AND archived + fed > 0"
            " ORDER BY list",
            (f"{sort}:", f"{sort};"),
        )
        yield from ((row[0].partition(":")[2], row[1]) for row in rows)

    def _count(self, list_name: str, period: str) -> tuple[int, int]:
        row = self._db.execute(
            "SELECT archived, fed FROM counts WHERE list = ? AND period = ?", (list_name, period)
        ).fetchone()
        return (row[0], row[1]) if row else (0, 0)

    # Standing pages, redirects, links

    def page(self, key: str) -> Page | None:
        """A standing page by its site path."""
        row = self._db.execute("SELECT page FROM pages WHERE key = ?", (key,)).fetchone()
        return store.PAGE.validate_json(row[0]) if row else None

    def pages(self, folder: str) -> list[Page]:
        """The standing pages whose site path begins with `folder`, in their own order, then by name."""
        rows = self._db.execute("SELECT page FROM pages WHERE key >= ? AND key < ?", (folder, folder + "~"))
        return sorted((store.PAGE.validate_json(row[0]) for row in rows), key=lambda page: (page.order, page.slug))

    def redirect(self, path: str) -> str | None:
        """Where an old site path of a visible story leads, or None."""
        if self._stands_at(path):
            return None  # a story stands there itself
        row = self._db.execute(
            "SELECT s.path FROM redirects r JOIN stories s ON s.reference = r.reference WHERE r.path = ? AND s.visible",
            (path,),
        ).fetchone()
        return row[0] if row else None

    def _stands_at(self, path: str) -> bool:
        found = self._db.execute("SELECT 1 FROM stories WHERE path = ? AND visible", (path,)).fetchone()
        return found is not None

    def resolve(self, target: str) -> str | None:
        """The site path to which an internal link leads today, or None where nothing stands there."""
        if target in _FIXED or target in self.places.landings or self._feed_or_data(target):
            return target
        head, *rest = target.rstrip("/").split("/")
        if head == "berita" and len(rest) == 3 and not rest[0].isdigit():
            return target if self._stands_at(target) else self.redirect(target)
        if head == "unit" and len(rest) == 1:
            return target if rest[0] in self.places.registry.units else None
        if (head == "unit" and len(rest) == 2) or head == "halaman":
            return target if self._db.execute("SELECT 1 FROM pages WHERE key = ?", (target,)).fetchone() else None
        found = _archive(head, rest)
        return target if found and self._archive_stands(*found, target) else None

    def _feed_or_data(self, target: str) -> bool:
        match target.split("/"):
            case ["unit", unit, addresses.FEED]:
                return unit in self.places.registry.units
            case ["unit", unit, "semua", addresses.FEED]:
                return unit in self.places.registry.units and self.places.registry.had_children(unit)
            case ["zona", theme, addresses.FEED]:
                return self.has_feed(f"zona:{theme}")
            case ["data", "berita", name]:
                month, _, ending = name.partition(".")
                whole = len(month) == 7 and _PERIOD.fullmatch(month) and ending in ("json", "csv")
                return bool(whole) and any(self._count("all:", month))
        return False

    def _archive_stands(self, of: ListName, period: str, target: str) -> bool:
        if of.sort in ("unit", "semua") and of.of not in self.places.registry.units:
            return False
        cut = not period or level_of(period) in levels(of, self.places.registry)
        return cut and of.path(period) == target and self.exists(str(of), period)


def _archive(head: str, rest: list[str]) -> tuple[ListName, str] | None:
    """The list and the period whose archive an address seems to be."""
    if head == "berita":
        of, dated = ListName("all"), rest
    elif head == "unit" and len(rest) > 2:
        rollup = rest[1] == "semua"
        of, dated = ListName("semua" if rollup else "unit", rest[0]), rest[2 if rollup else 1 :]
    elif head in ("zona", "tag", "jenis", "wilayah") and rest:
        of, dated = ListName(head, rest[0]), rest[1:]
    else:
        return None
    period = "-".join(dated)
    return (of, period) if _PERIOD.fullmatch(period) else None


def _rank(placed: Placed) -> tuple[int, str, str, str]:
    unit, year, slug = placed.story.reference.split("/")
    return -placed.story.instant, unit, slug, year
