"""Regions: the page of all provinces, and each one's own with its units and stories."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from plugins import addresses
from plugins.library import Library
from plugins.library.changes import Change, StoryChange
from plugins.pages.archives import above, list_heading, periods
from plugins.pages.digest import newest as newest_digest
from plugins.pages.house import PageFamily
from plugins.pages.levels import by_level
from plugins.publish.family import View
from plugins.units import Registry, UnitState

_NEWEST = 50  # stories of a province's page


class Regions(PageFamily):
    """The page of all provinces."""

    name = "regions"
    template = "regions.html"
    version = 2

    def keys(self, library: Library) -> Iterable[str]:
        """The one page."""
        return ("regions",)

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """It says how many units a province has."""
        return self.keys(library) if units else ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """A story of any province is counted here."""
        return ("regions",) if isinstance(change, StoryChange) else ()

    def view(self, library: Library, key: str) -> View:
        """Each province with its number of stories and units."""
        counts = dict(library.lists("wilayah"))
        return {
            "page": self.house.frame("Berita menurut wilayah", addresses.REGIONS),
            "provinces": [
                {**province, "count": counts.get(str(province["code"]), 0)}
                for province in provinces(library.places.registry)
            ],
        }


class Region(PageFamily):
    """A province's page. Keys are the codes of provinces."""

    name = "region"
    template = "region.html"

    def keys(self, library: Library) -> Iterable[str]:
        """Every province that has a unit, or has ever had a story."""
        registry = library.places.registry
        with_units = {registry.province(unit) for unit in registry.units} - {""}
        return sorted(with_units | {code for code, _ in library.lists("wilayah")})

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """All, for they name their units: these may have gone from one to another."""
        return sorted(library.places.registry.regions) if units else ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The provinces of either side."""
        if isinstance(change, StoryChange):
            for side in change.sides:
                yield from (of for sort, _, of in (name.partition(":") for name in side.lists) if sort == "wilayah")

    def view(self, library: Library, key: str) -> View | None:
        """Its units by level, its newest stories, its archive."""
        name, registry = f"wilayah:{key}", library.places.registry
        states = [registry.at(unit, library.places.today) for unit in registry.units if registry.province(unit) == key]
        if not states and not library.exists(name):
            return None
        heading = list_heading(name, library, self.house)
        intro = "Berita dari kantor-kantor di wilayah ini." if key in registry.regions else ""
        return {
            "page": self.house.frame(
                heading,
                addresses.region(key),
                description=intro,
                crumbs=above("wilayah"),
                feed=addresses.region_feed(key) if library.has_feed(name) else "",
            ),
            "heading": heading,
            "intro": intro,
            "count": library.count(name),
            "newest": library.newest(name, _NEWEST),
            "digest": newest_digest(name, library, self.house.language),
            "months": periods(name, library, self.house),
            "groups": _groups(states, self.house.say),
        }


def provinces(registry: Registry) -> list[dict[str, object]]:
    """The widest regions of the register, by code, each with its number of units; the path is empty of one without."""
    units: dict[str, int] = {}
    for unit_id in registry.units:
        code = registry.province(unit_id)
        units[code] = units.get(code, 0) + 1
    return [
        {
            "code": code,
            "name": region.name,
            "path": addresses.region(code) if code in units else "",
            "units": units.get(code, 0),
        }
        for code, region in sorted(registry.regions.items())
        if region.parent not in registry.regions
    ]


def _groups(states: Iterable[UnitState], say: Callable[[str], str]) -> list[dict[str, object]]:
    return [
        {
            "label": label,
            "units": [
                {"name": state.short_name, "path": addresses.unit(state.id), "ended": state.ended} for state in group
            ],
        }
        for label, group in by_level(sorted(states, key=lambda state: (state.name, state.id)), say)
    ]
