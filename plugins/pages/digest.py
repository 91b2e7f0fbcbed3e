"""Digests: what a unit, a province or the whole newsroom published on a day, as a page and as a text for messengers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

from plugins import addresses
from plugins.addresses import made
from plugins.library import Library, ListName, digests
from plugins.library.cards import Card
from plugins.library.changes import Change, ListChange, MadeChange, StoryChange
from plugins.library.lists import level_of, levels
from plugins.pages import digest_message
from plugins.pages.house import Link, PageFamily, period_label
from plugins.publish.family import Output, View

_STORIES = 50  # of the page; the archive has all
SHEET = "sheet"  # the family of the same for the notice board
_OF_THE_HOUSE = ListName("all")
_AFTER_ALL_DAYS = "9999-99-99"


class Digests(PageFamily):
    """Keys are `day|list`: `2024-06-01|all:`, `2024-06-01|unit:kanim-padang`, `2024-06-01|wilayah:13`."""

    name = "digest"
    template = "ringkasan.html"

    def keys(self, library: Library) -> Iterable[str]:
        """Every day of these lists on which there are stories."""
        for name, period in library.archives():
            if period and level_of(period) == "day" and self._has_digests(name):
                yield f"{period}|{name}"

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Their own, which bear their names."""
        for unit in sorted(units):
            name = f"unit:{unit}"
            yield from (f"{count.period}|{name}" for count in library.periods(name, level="day"))

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The day of either side, in its lists; the next after one that began or ended; one whose sheet is there."""
        if isinstance(change, ListChange):
            if change.archive and level_of(change.period) == "day" and self._has_digests(change.name):
                later = library.period_after(change.name, change.period)
                yield from (f"{later}|{change.name}",) if later else ()
        elif isinstance(change, MadeChange):
            yield from (change.key,) if change.family == SHEET else ()
        else:
            yield from self.days_of(change)

    def days_of(self, change: Change) -> Iterable[str]:
        """The keys of the days on which either side of a changed story stands."""
        if isinstance(change, StoryChange):
            for side in change.sides:
                yield from (f"{side.day}|{name}" for name in side.lists if self._has_digests(name))

    def stands(self, library: Library, key: str) -> bool:
        """Whether there is a story on that day."""
        day, _, name = key.partition("|")
        of = ListName.parse(name)
        return bool(library.count(name, day)) and (of.sort != "unit" or of.of in library.places.registry.units)

    def view(self, library: Library, key: str) -> View | None:
        """The newest stories of the day, and how many there are. Names are those of the day."""
        day, _, name = key.partition("|")
        of, registry = ListName.parse(name), library.places.registry
        if not self.stands(library, key):
            return None
        long, short = self._names(of, day, library)
        path, label = digests.page_of(of.sort, of.of, day), self._label(day)
        total, stories = library.count(name, day), library.archived(name, day, _STORIES)
        archive = day if "day" in levels(of, registry) else day[:7]
        earlier = library.period_before(name, day)
        return {
            "page": self.house.frame(
                f"Ringkasan {short}: {label}",
                path,
                description=f"Berita {long} pada {label}.",
                crumbs=self._crumbs(of, short, archive),
            ),
            "of": {"name": long, "short": short, "path": of.path() if of.of else "", "unit": of.sort == "unit"},
            "day": day,
            "total": total,
            "stories": stories,
            "left": total - len(stories),
            "archive": self._archive(of, archive),
            "previous": self._digest(of, earlier) if earlier else None,
            "sheet": made.digest_sheet(path) if library.made(SHEET, key) else "",
            "message": made.digest_message(path),
        }

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The page and the message."""
        name = ListName.parse(key.partition("|")[2])
        cards, page = cast(list[Card], view["stories"]), cast(Mapping[str, str], view["page"])
        of, total, day = cast(Mapping[str, str], view["of"]), cast(int, view["total"]), self._label(str(view["day"]))
        absolute = self.house.site.absolute
        unit = name.of if name.sort == "unit" else ""
        lines = [digest_message.line_of(card, absolute, unit) for card in cards]
        text = digest_message.compose(f"Ringkasan {day}", of["name"], lines, total, absolute(page["path"]))
        yield from super().render(key, {**view, "text": text})
        yield Output(str(view["message"]), text.encode())

    def _has_digests(self, name: str) -> bool:
        return name.partition(":")[0] in digests.SORTS

    def _label(self, period: str) -> str:
        return period_label(period, self.house.language)

    def _names(self, of: ListName, day: str, library: Library) -> tuple[str, str]:
        """What the list is called on that day, in full and in short."""
        registry = library.places.registry
        if of.sort == "unit":
            state = registry.at(of.of, date.fromisoformat(day))
            return state.name, state.short_name or state.name
        name = self.house.name
        if of.sort == "wilayah":
            name = registry.regions[of.of].name if of.of in registry.regions else of.of
        return name, name

    def _crumbs(self, of: ListName, short: str, archive: str) -> list[Link]:
        if of == _OF_THE_HOUSE:
            return [Link(label="Arsip", path=addresses.archive()), self._archive(of, archive)]
        above = Link(label="Unit", path=addresses.DIRECTORY)
        if of.sort == "wilayah":
            above = Link(label="Wilayah", path=addresses.REGIONS)
        return [above, Link(label=short, path=of.path())]

    def _archive(self, of: ListName, period: str) -> Link:
        return Link(label=self._label(period), path=of.path(period))

    def _digest(self, of: ListName, day: str) -> Link:
        return Link(label=self._label(day), path=digests.page_of(of.sort, of.of, day))


def newest(name: str, library: Library, language: str) -> Link | None:
    """The digest of the newest day of a list (`all:`, `unit:…`, `wilayah:…`), called by that day; None without any."""
    day, of = library.period_before(name, _AFTER_ALL_DAYS), ListName.parse(name)
    return Link(label=period_label(day, language), path=digests.page_of(of.sort, of.of, day)) if day else None
