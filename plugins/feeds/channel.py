"""Which lists have a feed, where it stands, and what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from plugins import addresses, dates
from plugins.feeds import history
from plugins.library import Library, ListName
from plugins.library.lists import EVERYTHING

SORTS = ("all", "unit", "semua", "zona")


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed without its items: `path` its own site path, `page` that of the page that shows the same."""

    path: str
    page: str
    title: str
    description: str


def exists(library: Library, name: ListName) -> bool:
    """Whether a list has a feed: units always, roll-ups where units ever were beneath, themes with a story."""
    if name.sort == "zona":
        return library.has_feed(str(name))
    if name.sort in ("unit", "semua"):
        registry = library.places.registry
        return name.of in registry.units and (name.sort == "unit" or registry.had_children(name.of))
    return str(name) == EVERYTHING


def describe(library: Library, name: ListName, site_name: str, zone_names: Mapping[str, str]) -> Channel:
    """The channel of a list that has a feed."""
    if name.sort == "all":
        return Channel(addresses.FEED, "", site_name, f"Berita terbaru dari semua unit di {site_name}.")
    if name.sort == "zona":
        theme = zone_names.get(name.of, name.of)
        text = f"Berita terbaru bertema {theme} dari semua unit di {site_name}."
        return Channel(addresses.zone_feed(name.of), addresses.zone(name.of), f"{theme} – {site_name}", text)
    registry = library.places.registry
    day = today(library)
    unit = registry.at(name.of, day).name
    told = history.tell(registry, name.of, day)
    if name.sort == "semua":
        path, whose = addresses.rollup_feed(name.of), f"{unit} dan semua unit di bawahnya"
    else:
        path, whose = addresses.unit_feed(name.of), unit
    text = " ".join(part for part in (f"Berita terbaru dari {whose}.", told) if part)
    return Channel(path, addresses.unit(name.of), f"{whose} – {site_name}", text)


def today(library: Library) -> date:
    """The day by which registers are read: that of the library's clock, in the site's zone."""
    return dates.in_zone(library.places.as_of, library.places.timezone).date()
