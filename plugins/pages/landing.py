"""Landing pages: the front page, themes and areas, tags, kinds of story, regions. Each is bounded, whatever exists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from plugins import addresses
from plugins.library import Library, ListName
from plugins.library.changes import Change, StoryChange
from plugins.pages.archives import above, list_heading, periods
from plugins.pages.house import Link, PageFamily
from plugins.publish.family import View
from plugins.zones import Theme

_NEWEST = 50  # stories of a landing page
_FRONT = 21  # the lead and the latest
_PANEL = 3  # stories of a theme on the front page
_CLARIFICATIONS = 3
_FEEDS = {"tag": addresses.tag_feed, "jenis": addresses.kind_feed, "wilayah": addresses.region_feed}


class Front(PageFamily):
    """The front page."""

    name = "front"
    template = "front.html"

    def keys(self, library: Library) -> Iterable[str]:
        """The one page."""
        return ("front",)

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """It says how many units there are."""
        return self.keys(library) if units else ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """Any story may show here; the digest tells whether it does."""
        return ("front",) if isinstance(change, StoryChange) else ()

    def view(self, library: Library, key: str) -> View:
        """The lead story is the newest with a photo among the newest five, or simply the newest."""
        latest = library.newest("all:", _FRONT)
        lead = next((card for card in latest[:5] if card["image"]), latest[0] if latest else None)
        registry = library.places.registry
        return {
            "page": self.house.frame("", "", description=self.house.about, feed=addresses.FEED),
            "lead": lead,
            "latest": [card for card in latest if card is not lead],
            "zones": [
                {
                    "theme": theme.id,
                    "name": theme.name,
                    "path": addresses.zone(theme.id),
                    "count": library.count(f"zona:{theme.id}"),
                    "newest": library.newest(f"zona:{theme.id}", _PANEL),
                }
                for theme in self.house.taxonomy.themes
                if not theme.is_area and library.exists(f"zona:{theme.id}")
            ],
            "regions": [
                {"code": code, "name": registry.regions[code].name, "path": addresses.region(code), "count": count}
                for code, count in library.lists("wilayah")
                if code in registry.regions
            ],
            "clarifications": library.newest("jenis:klarifikasi", _CLARIFICATIONS),
            "units_total": len(registry.units),
        }


class Zones(PageFamily):
    """The page that explains the integrity zone and leads to its themes and areas."""

    name = "zones"
    template = "zones.html"

    def keys(self, library: Library) -> Iterable[str]:
        """The one page."""
        return ("zones",)

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """Any story with a theme is counted here."""
        if isinstance(change, StoryChange) and any(side.story.zones for side in change.sides):
            yield "zones"

    def view(self, library: Library, key: str) -> View:
        """Themes and areas in the order of the taxonomy."""
        themes, counts = self.house.taxonomy.themes, dict(library.lists("zona"))
        return {
            "page": self.house.frame("Zona Integritas", addresses.ZONES),
            "themes": [_counted(theme, counts) for theme in themes if not theme.is_area],
            "areas": [_counted(theme, counts) for theme in themes if theme.is_area],
        }


def _counted(theme: Theme, counts: Mapping[str, int]) -> dict[str, object]:
    return {
        "theme": theme.id,
        "name": theme.name,
        "path": addresses.zone(theme.id),
        "about": theme.description,
        "count": counts.get(theme.id, 0),
    }


class Zone(PageFamily):
    """A theme's or area's page. Keys are theme ids."""

    name = "zone"
    template = "zone.html"

    def keys(self, library: Library) -> Iterable[str]:
        """Every theme and area explains itself, with or without stories."""
        return self.house.taxonomy.ids

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The themes of either side."""
        if isinstance(change, StoryChange):
            yield from (tag.theme for side in change.sides for tag in side.story.zones)

    def view(self, library: Library, key: str) -> View | None:
        """What it means, what belongs to it, its newest stories."""
        if key not in self.house.taxonomy.ids:
            return None
        theme, name = self.house.taxonomy.theme(key), f"zona:{key}"
        return {
            "page": self.house.frame(
                theme.name,
                addresses.zone(key),
                description=theme.description,
                crumbs=[Link(label="Zona Integritas", path=addresses.ZONES)],
                feed=addresses.zone_feed(key) if library.has_feed(name) else "",
            ),
            "zone": {
                "theme": key,
                "name": theme.name,
                "about": theme.description,
                "kind": "area" if theme.is_area else "theme",
                "components": [{"label": part.name, "part": part.part} for part in theme.components],
            },
            "newest": library.newest(name, _NEWEST),
            "years": periods(name, library, self.house),
        }


class Lists(PageFamily):
    """The pages of tags, kinds and regions. Keys are list names."""

    name = "list"
    template = "list.html"
    _sorts = tuple(_FEEDS)

    def keys(self, library: Library) -> Iterable[str]:
        """Every province that has a unit, and what has ever had a story."""
        found = {f"{sort}:{of}" for sort in self._sorts for of, _ in library.lists(sort)}
        return sorted(found | self._provinces(library))

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """The provinces, which name their units: these may have gone from one to another."""
        return sorted(f"wilayah:{code}" for code in library.places.registry.regions) if units else ()

    def _provinces(self, library: Library) -> set[str]:
        registry = library.places.registry
        return {f"wilayah:{code}" for code in map(registry.province, registry.units) if code}

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The lists of either side."""
        if isinstance(change, StoryChange):
            for side in change.sides:
                yield from (name for name in side.lists if name.partition(":")[0] in self._sorts)

    def view(self, library: Library, key: str) -> View | None:
        """The newest stories, the archive; of a region its units too."""
        of, registry = ListName.parse(key), library.places.registry
        units = _units_of_region(of.of, library) if of.sort == "wilayah" else []
        if not units and not library.exists(key):
            return None
        heading = list_heading(key, library, self.house)
        intro = "Berita dari kantor-kantor di wilayah ini." if of.of in registry.regions else ""
        return {
            "page": self.house.frame(
                heading,
                of.path(),
                description=intro,
                crumbs=above(of.sort),
                feed=_FEEDS[of.sort](of.of) if library.has_feed(key) else "",
            ),
            "heading": heading,
            "intro": intro,
            "newest": library.newest(key, _NEWEST),
            "months": periods(key, library, self.house),
            "units": units,
        }


class Regions(PageFamily):
    """The list of provinces."""

    name = "regions"
    template = "regions.html"

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
        """Each province that has a unit, with its number of stories and units."""
        registry, counts = library.places.registry, dict(library.lists("wilayah"))
        units: dict[str, int] = {}
        for unit_id in sorted(registry.units):
            code = registry.province(unit_id)
            units[code] = units.get(code, 0) + 1
        return {
            "page": self.house.frame("Berita menurut wilayah", addresses.REGIONS),
            "provinces": [
                {
                    "code": code,
                    "name": registry.regions[code].name,
                    "path": addresses.region(code),
                    "count": counts.get(code, 0),
                    "units": number,
                }
                for code, number in sorted(units.items())
                if code in registry.regions
            ],
        }


def _units_of_region(code: str, library: Library) -> list[dict[str, str]]:
    registry, today = library.places.registry, library.places.today
    states = [registry.at(unit_id, today) for unit_id in sorted(registry.units) if registry.province(unit_id) == code]
    return [
        {"name": state.short_name or state.name, "path": addresses.unit(state.id)}
        for state in sorted(states, key=lambda state: (state.name, state.id))
    ]
