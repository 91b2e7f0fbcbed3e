"""The family of feeds: one key for each list that has a feed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, cast

from plugins import addresses, dates
from plugins.feeds import channel, item, rss, window
from plugins.feeds.characters import plain
from plugins.feeds.view import FeedView
from plugins.library import Library, ListName
from plugins.library.changes import Change, StoryChange
from plugins.library.lists import EVERYTHING
from plugins.publish.family import Output, View


class FeedFamily:
    """Feeds of all stories, units, roll-ups and themes. Keys are names of lists: `all:`, `unit:kanim-padang`, …"""

    name = "feed"
    kind: Literal["core", "deferred"] = "core"
    version = 2
    themed = ""

    def __init__(self, site: addresses.Site, site_name: str, language: str, zone_names: Mapping[str, str]) -> None:
        self._site = site
        self._site_name = site_name
        self._language = language
        self._zone_names = zone_names

    def keys(self, library: Library) -> Iterable[str]:
        """The feed of everything, of themes with stories, of every unit, of every roll-up there ever was."""
        yield EVERYTHING
        yield from (f"zona:{theme}" for theme, _ in library.lists("zona") if library.has_feed(f"zona:{theme}"))
        for unit in sorted(library.places.registry.units):
            yield from _of_unit(unit, library)

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Their feeds, and those of the units before and after them, which tell what happened to them."""
        registry = library.places.registry
        for unit in sorted(units & registry.units.keys()):
            for told in (unit, *registry.successors(unit), *(before for before, _ in registry.predecessors(unit))):
                yield from _of_unit(told, library)

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The feeds of all lists that the story is or was in."""
        if isinstance(change, StoryChange):
            names = {name for side in change.sides for name in side.lists}
            yield from sorted(name for name in names if ListName.parse(name).sort in channel.SORTS)

    def view(self, library: Library, key: str) -> View | None:
        """The `FeedView` of a list, or None where the list has no feed."""
        name = ListName.parse(key)
        if not channel.exists(library, name):
            return None
        about = channel.describe(library, name, self._site_name, self._zone_names)
        instants = library.fed_instants(key, window.FULL)
        if window.goes_on(instants):
            instants = library.fed_instants(key, window.MOST)
        carried = library.fed(key, window.size(instants), whole=window.FULL)
        style = item.Style(self._site, self._language, self._zone_names, library.resolve)
        updated = max((placed.story.updated for placed in carried), default=None)
        view = FeedView(
            path=about.path,
            address=self._site.absolute(about.path),
            link=self._site.absolute(about.page),
            title=plain(about.title),
            description=plain(about.description),
            language=self._language,
            updated=dates.in_zone(updated, library.places.timezone).isoformat() if updated is not None else "",
            items=[item.make(placed, style, full=place < window.FULL) for place, placed in enumerate(carried)],
        )
        return cast(View, view)

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The feed's one file."""
        feed = cast(FeedView, view)
        yield Output(feed["path"], rss.render(feed))


def _of_unit(unit: str, library: Library) -> tuple[str, ...]:
    own = f"unit:{unit}"
    return (own, f"semua:{unit}") if library.places.registry.had_children(unit) else (own,)
