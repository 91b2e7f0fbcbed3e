"""Landing pages: the front page, themes and areas, tags, kinds of story. Each is bounded, whatever exists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from plugins import addresses, dates
from plugins.library import Library, ListName
from plugins.library.cards import Card
from plugins.library.changes import Change, StoryChange
from plugins.library.lists import EVERYTHING
from plugins.pages import photos
from plugins.pages.archives import above, list_heading, periods
from plugins.pages.digest import newest as newest_digest
from plugins.pages.house import Link, PageFamily
from plugins.pages.urgent import concerns_notices, noticed
from plugins.publish.family import View
from plugins.zones import Theme

_NEWEST = 50  # stories of a landing page
_FRONT = 15  # the lead and the latest
_PICTURES = 3  # photos beside the lead's
_PANEL = 2  # stories of a panel of the front page
_PANELS = ("jenis:klarifikasi", "jenis:pengumuman")  # lists; a list of campaigns or of dates to come stands here too
_FEEDS = {"tag": addresses.tag_feed, "jenis": addresses.kind_feed}


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
        """Any story may show here, and its photo; the digest tells whether it does."""
        return ("front",) if isinstance(change, StoryChange) or photos.story_of(change) else ()

    def view(self, library: Library, key: str) -> View:
        """The lead story is the newest with a photo among the newest five, or simply the newest.

        The others stand under their days in the site's calendar. A panel whose list holds nothing is left out.
        """
        latest = library.newest(EVERYTHING, _FRONT)
        lead = next((card for card in latest[:5] if card["image"]), latest[0] if latest else None)
        others = _illustrated([card for card in latest if card is not lead])
        registry = library.places.registry
        return {
            "page": self.house.frame("", "", description=self.house.about, feed=addresses.FEED),
            "urgent": noticed(library),
            "lead": next(iter(photos.pictured(library, [lead] if lead else [])), None),
            "days": [
                {"day": day, "stories": list(stories)}
                for day, stories in groupby(photos.pictured(library, others), self._day)
            ],
            "digest": newest_digest(EVERYTHING, library, self.house.language),
            "panels": [
                {"list": name, "path": ListName.parse(name).path(), "newest": newest}
                for name in _PANELS
                if (newest := library.newest(name, _PANEL))
            ],
            "zones": self._zones(library),
            "regions": [
                {"code": code, "name": registry.regions[code].name, "path": addresses.region(code), "count": count}
                for code, count in library.lists("wilayah")
                if code in registry.regions
            ],
            "units_total": len(registry.units),
        }

    def _zones(self, library: Library) -> list[dict[str, object]]:
        """The themes with their newest stories, each once if it can be: who aims at one predicate names the next."""
        found: list[dict[str, object]] = []
        shown: set[str] = set()
        themes = [theme for theme in self.house.taxonomy.themes if not theme.is_area]
        for theme in themes:
            name = f"zona:{theme.id}"
            if not library.exists(name):
                continue
            newest = library.newest(name, _PANEL * len(themes))
            newest = ([card for card in newest if card["reference"] not in shown] or newest)[:_PANEL]
            shown |= {card["reference"] for card in newest}
            count = library.count(name)
            found.append({**_named(theme), "count": count, "newest": newest})
        return found

    def _day(self, card: Mapping[str, Any]) -> str:
        return dates.in_zone(card["instant"], self.house.timezone).date().isoformat()


def _illustrated(cards: list[Card]) -> list[Card]:
    """Cards of which the first few with a photo keep it."""
    shown = [card["reference"] for card in cards if card["image"]][:_PICTURES]
    return [card if card["reference"] in shown else {**card, "image": None} for card in cards]


class Zones(PageFamily):
    """The page that explains the integrity zone and leads to its themes and areas."""

    name = "zones"
    template = "zones.html"

    def keys(self, library: Library) -> Iterable[str]:
        """The one page."""
        return ("zones",)

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """Any story with a theme is counted here; what is urgent shows."""
        counted = isinstance(change, StoryChange) and any(side.story.zones for side in change.sides)
        return ("zones",) if counted or concerns_notices(change) else ()

    def view(self, library: Library, key: str) -> View:
        """Themes and areas in the order of the taxonomy."""
        themes, counts = self.house.taxonomy.themes, dict(library.lists("zona"))
        return {
            "page": self.house.frame("Zona Integritas", addresses.ZONES),
            "urgent": noticed(library),
            "themes": [_counted(theme, counts) for theme in themes if not theme.is_area],
            "areas": [_counted(theme, counts) for theme in themes if theme.is_area],
        }


def _counted(theme: Theme, counts: Mapping[str, int]) -> dict[str, object]:
    return {**_named(theme), "about": theme.description, "count": counts.get(theme.id, 0)}


def _named(theme: Theme) -> dict[str, object]:
    return {"theme": theme.id, "name": theme.name, "path": addresses.zone(theme.id)}


class Zone(PageFamily):
    """A theme's or area's page. Keys are theme ids."""

    name = "zone"
    template = "zone.html"

    def keys(self, library: Library) -> Iterable[str]:
        """Every theme and area explains itself, with or without stories."""
        return self.house.taxonomy.ids

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The themes of either side; all, where something is or was urgent."""
        if concerns_notices(change):
            yield from self.keys(library)
        elif isinstance(change, StoryChange):
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
            "urgent": noticed(library),
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
    """The pages of tags and kinds. Keys are list names."""

    name = "list"
    template = "list.html"
    _sorts = tuple(_FEEDS)

    def keys(self, library: Library) -> Iterable[str]:
        """What has ever had a story."""
        return sorted(f"{sort}:{of}" for sort in self._sorts for of, _ in library.lists(sort))

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The lists of either side."""
        if isinstance(change, StoryChange):
            for side in change.sides:
                yield from (name for name in side.lists if name.partition(":")[0] in self._sorts)

    def view(self, library: Library, key: str) -> View | None:
        """The newest stories and the archive."""
        if not library.exists(key):
            return None
        of, heading = ListName.parse(key), list_heading(key, library, self.house)
        return {
            "page": self.house.frame(
                heading, of.path(), crumbs=above(of.sort), feed=_FEEDS[of.sort](of.of) if library.has_feed(key) else ""
            ),
            "heading": heading,
            "newest": library.newest(key, _NEWEST),
            "months": periods(key, library, self.house),
        }
