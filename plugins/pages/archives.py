"""Archives: every list of stories, cut by the calendar. A page of an earlier period never changes for a newer story."""

from __future__ import annotations

from collections.abc import Iterable

from plugins import addresses
from plugins.library import Library, ListName, digests
from plugins.library.changes import Change, ListChange, StoryChange
from plugins.library.counts import Count
from plugins.library.lists import level_of, levels, periods_of, wider_than
from plugins.pages.house import House, Link, PageFamily, period_label
from plugins.publish.family import View

_UNITS, _STORIES = ("Unit", addresses.DIRECTORY), ("Berita", addresses.archive())
_ABOVE = {
    "unit": (_UNITS,),
    "semua": (_UNITS,),
    "zona": (("Zona Integritas", addresses.ZONES),),
    "wilayah": (("Wilayah", addresses.REGIONS),),
    "tag": (_STORIES,),
    "jenis": (_STORIES,),
}
_DEEPER = {"root": "year", "year": "month", "month": "day", "day": ""}


class Archives(PageFamily):
    """Keys are `period|list`: `2024-06-01|all:`, `2024-06|unit:kanim-padang`.

    The period comes first, so that pages which show the same stories are made one after the other: in order of keys.
    """

    name = "archive"
    template = "archive.html"
    version = 2

    def keys(self, library: Library) -> Iterable[str]:
        """The root of all archives, even of an empty newsroom, and every period of each list by which it is cut."""
        yield "|all:"
        for name, period in library.archives():
            if period and level_of(period) in self._cut(name, library):
                yield f"{period}|{name}"

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Their own archives and those of their roll-ups, which bear their names; by day too, should one be a root."""
        for unit in sorted(units):
            for name in (f"unit:{unit}", f"semua:{unit}"):
                for level in ("year", "month", "day"):
                    yield from (f"{count.period}|{name}" for count in library.periods(name, level=level))

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """Every period that holds either side, in each of its lists; the next after one that began or ended."""
        if isinstance(change, ListChange):
            if change.archive and level_of(change.period) in self._cut(change.name, library):
                later = library.period_after(change.name, change.period)
                yield from (f"{later}|{change.name}",) if later else ()
        elif isinstance(change, StoryChange):
            for side in change.sides:
                for name in side.lists:
                    cut = self._cut(name, library)
                    yield from (f"{period}|{name}" for period in periods_of(side.day) if level_of(period) in cut)

    def view(self, library: Library, key: str) -> View | None:
        """The periods within, or where there are none to be told apart, the stories."""
        period, _, name = key.partition("|")
        of = ListName.parse(name)
        level, cut = level_of(period), levels(of, library.places.registry)
        if level not in cut or (of.sort in ("unit", "semua") and of.of not in library.places.registry.units):
            return None
        deeper = _DEEPER[level] if _DEEPER[level] in cut else ""
        counts = library.periods(name, period, deeper) if deeper else []
        stories = [] if deeper else library.archived(name, period)
        if period and not counts and not stories:
            return None
        heading = list_heading(name, library, self.house)
        title = f"Arsip {heading}: {self._label(period)}" if period else f"Arsip {heading}"
        crumbs = self._crumbs(of, period, heading, cut)
        return {
            "page": self.house.frame(title, of.path(period), crumbs=crumbs),
            "heading": title,
            "level": level,
            "period": period,
            "periods": _counted(counts, of, self.house),
            "stories": stories,
            "kinds": _kinds(library, self.house) if name == "all:" and not period else [],
            "data": _data(period) if name == "all:" and level == "month" else [],
            "digest": digests.page_of(of.sort, of.of, period) if level == "day" and of.sort in digests.SORTS else "",
            "up": crumbs[-1] if crumbs else None,
            "previous": self._previous(library, of, period),
        }

    def _cut(self, name: str, library: Library) -> tuple[str, ...]:
        """By which periods a list is cut; by which it may have been, where its unit is registered no more."""
        of, registry = ListName.parse(name), library.places.registry
        gone = of.sort in ("unit", "semua") and of.of not in registry.units
        return ("year", "month", "day") if gone else levels(of, registry)

    def _label(self, period: str) -> str:
        return period_label(period, self.house.language)

    def _crumbs(self, of: ListName, period: str, heading: str, cut: tuple[str, ...]) -> list[Link]:
        own = [] if of.sort == "all" else [*above(of.sort), Link(label=heading, path=of.path())]
        return own + [
            Link(label=self._label(wider) if wider else "Arsip", path=of.path(wider))
            for wider in wider_than(period)
            if level_of(wider) in cut
        ]

    def _previous(self, library: Library, of: ListName, period: str) -> Link | None:
        earlier = library.period_before(str(of), period) if period else None
        return Link(label=self._label(earlier), path=of.path(earlier)) if earlier else None


def _kinds(library: Library, house: House) -> list[dict[str, object]]:
    return [
        {"label": house.kind_name(kind), "path": addresses.kind(kind), "count": count}
        for kind, count in library.lists("jenis")
    ]


def _data(month: str) -> list[Link]:
    """The month's stories as rows (see docs/data.md), which are cut as the archive is."""
    return [Link(label=ending.upper(), path=addresses.data(f"berita/{month}", ending)) for ending in ("csv", "json")]


def above(sort: str) -> list[Link]:
    """What stands above the page of a list of that sort."""
    return [Link(label=label, path=path) for label, path in _ABOVE[sort]]


def list_heading(name: str, library: Library, house: House) -> str:
    """What a list is called, today."""
    of, places = ListName.parse(name), library.places
    if of.sort in ("unit", "semua"):
        unit = places.registry.at(of.of, places.today)
        label = unit.short_name or unit.name
        return f"{label} dan jajarannya" if of.sort == "semua" else label
    if of.sort == "wilayah" and of.of in places.registry.regions:
        return places.registry.regions[of.of].name
    return {"all": "berita", "zona": house.zone_name(of.of), "jenis": house.kind_name(of.of)}.get(of.sort, f"#{of.of}")


def periods(name: str, library: Library, house: House) -> list[dict[str, object]]:
    """The widest periods of a list's archive, newest first, for its landing page."""
    of = ListName.parse(name)
    level = next(level for level in levels(of, library.places.registry) if level != "root")
    return _counted(library.periods(name, "", level), of, house)


def _counted(counts: Iterable[Count], of: ListName, house: House) -> list[dict[str, object]]:
    return [
        {
            "period": count.period,
            "label": period_label(count.period, house.language),
            "path": of.path(count.period),
            "count": count.stories,
        }
        for count in counts
    ]
