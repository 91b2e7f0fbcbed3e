"""The family of feeds: one key for each list that has a feed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, cast

from plugins import addresses
from plugins.feeds import archive, atom, channel, ending, history, item, jsonfeed, notice, rss, window
from plugins.feeds.channel import Publisher
from plugins.feeds.view import FeedView, ItemView
from plugins.library import Library, ListName
from plugins.library.changes import Change, StoryChange
from plugins.library.lists import CORRECTIONS, EVERYTHING
from plugins.publish.family import Output, View

_FORMS: Mapping[str, Callable[[FeedView], bytes]] = {
    "rss": rss.render,
    "atom": atom.render,
    "json": jsonfeed.render,
}
_BEGUN_BY_STORIES = ("zona", "jenis", "wilayah", "tag", "unit-zona", "darurat")  # sorts whose feeds have to begin


class FeedFamily:
    """Feeds in all their forms. Keys are names of lists: `all:`, `ralat:`, `unit:kanim-padang`, …"""

    name = "feed"
    kind: Literal["core", "deferred"] = "core"
    version = 3
    themed = ""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher

    def keys(self, library: Library) -> Iterable[str]:
        """Feeds that there always are, those that stories began, those of every unit and roll-up there ever was."""
        yield EVERYTHING
        yield CORRECTIONS
        for sort in _BEGUN_BY_STORIES:
            yield from (name for of, _ in library.lists(sort) if library.has_feed(name := f"{sort}:{of}"))
        for unit in sorted(library.places.registry.units):
            yield from _of_unit(unit, library)

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Their feeds, those of the units before and after them, which tell what happened to them, and all others in
        which their stories stand with their contact; roll-ups of ended units, which may be closed for good now.
        """
        registry = library.places.registry
        for unit in sorted(units):  # those too that are registered no more, or have nothing beneath them any more
            near = (*registry.successors(unit), *(before for before, _ in registry.predecessors(unit)))
            yield from (f"{sort}:{told}" for told in (unit, *near) for sort in ("unit", "semua"))
        if units:
            yield from library.lists_of_units(units)
            yield from (f"unit-zona:{of}" for of, _ in library.lists("unit-zona") if of.partition("/")[0] in units)
            day = library.places.today
            ended = (unit for unit in sorted(registry.children_ever.keys() - {""}) if registry.at(unit, day).ended)
            yield from (f"semua:{unit}" for unit in ended)

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The feeds of all lists that the story is or was in."""
        if isinstance(change, StoryChange):
            yield from sorted({name for side in change.sides for name in side.lists})

    def exists(self, library: Library, key: str) -> bool:
        """Whether a list has a feed."""
        return library.feed_stands(ListName.parse(key))

    def view(self, library: Library, key: str) -> View | None:
        """The `FeedView` of a list, or None where the list has no feed."""
        if not self.exists(library, key):
            return None
        name = ListName.parse(key)
        publisher, places = self._publisher, library.places
        day = places.today
        title, description = channel.describe(places.registry, name, day, publisher)
        items = self._items(library, key)
        last = None
        if name.sort in ("unit", "semua"):
            description = " ".join(filter(None, (description, history.tell(places.registry, name.of, day))))
            last = ending.make(places.registry, name.of, day, publisher.site)
        view = channel.document(
            name, [last, *items] if last else items, (title, description), publisher, places.timezone
        )
        if earlier := archive.newest(library, key):
            view["previous"] = publisher.site.absolute(addresses.archived_feed(name.path(earlier)))
        view["hubs"] = list(publisher.hubs)
        if last:
            view["ended"] = name.sort == "unit" or not ending.goes_on(places.registry, name.of, day)
        if name.sort == "unit":
            view["editor"] = channel.editor(name.of, places.registry.at(name.of, day).name, places.profiles)
        return cast(View, view)

    def render(self, key: str, view: View) -> Iterable[Output]:
        """A file for each of the feed's forms."""
        feed = cast(FeedView, view)
        for form in feed["forms"]:
            yield Output(addresses.feed_in(form, feed["path"]), _FORMS[form](feed))

    def _items(self, library: Library, key: str) -> list[ItemView]:
        """The newest, in order; those after the first `window.FULL` without their text."""
        instants = library.fed_instants(key, window.FULL)
        if window.goes_on(instants):
            instants = library.fed_instants(key, window.MOST)
        style = self._publisher.style(library, library.places.profiles)
        most = window.size(instants)
        if key == CORRECTIONS:
            told = enumerate(library.noticed(most))
            return [
                made
                for place, (instant, placed) in told
                for made in notice.make(instant, placed, style, full=place < window.FULL)
            ]
        carried = enumerate(library.fed(key, most, whole=window.FULL))
        return [item.make(placed, style, full=place < window.FULL) for place, placed in carried]


def _of_unit(unit: str, library: Library) -> tuple[str, ...]:
    own = f"unit:{unit}"
    return (own, f"semua:{unit}") if library.places.registry.had_children(unit) else (own,)
