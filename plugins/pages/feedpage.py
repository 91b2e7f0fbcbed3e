"""The page on which a journalist finds every feed, and picks those to follow.

Feed readers do not merge the same story from two feeds. So that none comes twice, one follows either units, or
provinces, or a theme, or everything; and of units none whose stories may stand in the feed of another that was picked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from plugins import addresses
from plugins.library import Library
from plugins.library.changes import Change, ListChange
from plugins.pages.house import PageFamily
from plugins.publish.family import View
from plugins.units import PressContact, Profile

_BEGIN_AND_END = (
    "zona",
    "jenis",
    "wilayah",
    "darurat",
)  # sorts of lists with feeds for as long as they have stories


class FeedPage(PageFamily):
    """The one page: everything, provinces, themes and areas, the tree of units; corrections, urgent news, kinds."""

    name = "feed-page"
    template = "feeds.html"
    version = 2

    def keys(self, library: Library) -> Iterable[str]:
        """The one page."""
        return ("feeds",)

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """The tree of units."""
        return self.keys(library) if units else ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """A feed begins with its first story and ends with its last; units have theirs without."""
        if isinstance(change, ListChange) and any(change.is_feed_of(sort) for sort in _BEGIN_AND_END):
            yield "feeds"

    def view(self, library: Library, key: str) -> View:
        """Feeds by what one may follow; units as a tree."""
        registry, today = library.places.registry, library.places.today
        return {
            "page": self.house.frame(self.house.say("Umpan RSS"), addresses.FEED_PAGE, feed=addresses.FEED),
            "opml": addresses.OPML,
            "data": [{"label": ending.upper(), "path": addresses.data("units", ending)} for ending in ("csv", "json")],
            "archive": addresses.archive(),
            "everything": addresses.FEED,
            "corrections_feed": addresses.CORRECTIONS_FEED,
            "urgent_feed": addresses.URGENT_FEED if library.has_feed("darurat:") else "",
            "provinces": [
                {"id": code, "label": name, "feed": addresses.region_feed(code), "opml": addresses.region_opml(code)}
                for code, name in _provinces(library)
            ],
            "themes": [
                {"id": theme.id, "label": theme.name, "feed": addresses.zone_feed(theme.id)}
                for theme in self.house.taxonomy.themes
                if library.has_feed(f"zona:{theme.id}")
            ],
            "kinds": [
                {"label": self.house.kind_name(kind), "feed": addresses.kind_feed(kind)}
                for kind, _ in library.lists("jenis")
                if library.has_feed(f"jenis:{kind}")
            ],
            "units": [_branch(root, frozenset(), library) for root in registry.roots(today)],
        }


class Branch(TypedDict):
    """A unit, and those beneath it today. `feed` is the one to follow: of all under it, where units ever were.

    Its stories may also stand in the feeds of the units `under` which it was once, beside those above it in this tree;
    and in its own feed those of the units that it `takes` into its lists. `beneath` counts the units of its branch.
    """

    id: str
    label: str
    name: str  # where it is another than the label
    ended: bool
    feed: str
    own_feed: str
    opml: str
    under: list[str]
    takes: list[str]
    press_contact: dict[str, str] | None
    beneath: int
    children: list[Branch]


def _provinces(library: Library) -> list[tuple[str, str]]:
    regions = library.places.registry.regions
    return [
        (code, regions[code].name if code in regions else code)
        for code, _ in library.lists("wilayah")
        if library.has_feed(f"wilayah:{code}")
    ]


def _branch(unit_id: str, above: frozenset[str], library: Library) -> Branch:
    """A unit beneath the units `above` in the tree."""
    places = library.places
    registry = places.registry
    unit, profile = registry.at(unit_id, places.today), places.profiles.get(unit_id)
    rollup = registry.had_children(unit_id)
    label = unit.short_name or unit.name
    children = [_branch(child, above | {unit_id}, library) for child in registry.children(unit_id, places.today)]
    return Branch(
        id=unit_id,
        label=label,
        name=unit.name if unit.name != label else "",
        ended=unit.ended,
        feed=addresses.rollup_feed(unit_id) if rollup else addresses.unit_feed(unit_id),
        own_feed=addresses.unit_feed(unit_id) if rollup else "",
        opml=addresses.unit_opml(unit_id),
        under=sorted({*registry.ancestors_ever(unit_id)} - above),
        takes=_taken(unit_id, profile, library),
        press_contact=_contact(profile.contact) if profile and profile.contact else None,
        beneath=sum(1 + child["beneath"] for child in children),
        children=children,
    )


def _taken(unit_id: str, profile: Profile | None, library: Library) -> list[str]:
    """The units of which stories, all or single ones, may enter a unit's lists."""
    owners = {accepted.partition("/")[0] for accepted in profile.accepts} if profile else set()
    return sorted((owners & library.places.registry.units.keys()) - {unit_id})


def _contact(officer: PressContact) -> dict[str, str]:
    return {"name": officer.name, "phone": officer.phone, "email": officer.email}
