"""The history of feeds: the archive documents of RFC 5005 (section 4), in which a reader finds what it has missed.

A document holds every story of a list in a month (or on a day, see `history_level`), and changes only when one of these
does, comes or goes. None leads to a later one: what is new today changes today's alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, cast

from plugins import addresses, dates
from plugins.feeds import channel, item, notice, rss
from plugins.feeds.channel import Publisher
from plugins.feeds.view import FeedView, ItemView
from plugins.library import Library, ListName, Period
from plugins.library.changes import Change, ListChange, StoryChange
from plugins.library.lists import CORRECTIONS, EVERYTHING, LENGTHS, history_level, level_of
from plugins.publish.family import Output, View

_WHOLE = frozenset({"all", "unit", "ralat"})  # with whole texts: each story once, and once more in its unit's
_KEPT = ("unit", "semua", "zona", "wilayah")  # sorts with a history, beside the lists that there is one of


class FeedArchiveFamily:
    """Keys are `period|list`: `2024-06-01|all:`, `2024-06|unit:kanim-padang`.

    The period comes first, so that documents which hold the same stories are made one after the other.
    """

    name = "feed-archive"
    kind: Literal["core", "deferred"] = "core"
    version = 1
    themed = ""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher

    def keys(self, library: Library) -> Iterable[str]:
        """Every document of every list that has a history."""
        yield from _documents(EVERYTHING, library)
        yield from _documents(CORRECTIONS, library)
        for sort in _KEPT:
            for of, _ in library.lists(sort):
                yield from _documents(f"{sort}:{of}", library)

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Their documents, which bear their names of that time; by day and by month, should one have become a root."""
        for unit in sorted(units):
            for name, levels in ((f"unit:{unit}", ("month",)), (f"semua:{unit}", ("month", "day"))):
                for level in levels:
                    yield from (f"{period}|{name}" for period in library.feed_periods(name, level))

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The period of either side in each of its lists; where one begins or ends, the next, which leads to it."""
        if isinstance(change, ListChange):
            name, period = change.name, change.period
            if level_of(period) == _level(name, library):
                later = library.feed_period_after(name, period)
                yield from (f"{one}|{name}" for one in (period, later) if one)
        elif isinstance(change, StoryChange):
            for side in change.sides:
                for name in side.lists:
                    days = side.notice_days if name == CORRECTIONS else (side.day,)
                    yield from (f"{day[:length]}|{name}" for day in days for length in _lengths(name, library))

    def view(self, library: Library, key: str) -> View | None:
        """The `FeedView` of a period, or None where it has no document."""
        period, _, text = key.partition("|")
        if not period or level_of(period) != _level(text, library) or not any(library.kept(text, period)):
            return None
        name, site = ListName.parse(text), self._publisher.site
        earlier = library.feed_period_before(text, period)
        said = self._describe(library, name, period)
        view = channel.document(
            name, self._items(library, name, period), said, self._publisher, library.places.timezone
        )
        view["path"] = addresses.archived_feed(name.path(period))
        view["forms"] = ["rss"]
        view["previous"] = site.absolute(addresses.archived_feed(name.path(earlier))) if earlier else ""
        view["current"] = site.absolute(name.feed)
        return cast(View, view)

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The document's one file."""
        document = cast(FeedView, view)
        yield Output(document["path"], rss.render(document))

    def _items(self, library: Library, name: ListName, period: str) -> list[ItemView]:
        style = self._publisher.style(library, {})
        if str(name) == CORRECTIONS:
            told = library.noticed_in(period)
            return [made for instant, placed in told for made in notice.make(instant, placed, style, full=True)]
        whole = name.sort in _WHOLE
        kept = [item.make(placed, style, full=whole) for placed in library.history(str(name), period, whole=whole)]
        return kept if whole else [{**one, "photos": []} for one in kept]

    def _describe(self, library: Library, name: ListName, period: str) -> tuple[str, str]:
        """With the names that units had when the period began: no later one changes the document."""
        first = Period(period).first_day
        title, _ = channel.describe(library.places.registry, name, first, self._publisher)
        stretch = dates.show_date(first) if level_of(period) == "day" else dates.show_month(first.year, first.month)
        return f"{title}: {stretch}", f"Arsip umpan {title} untuk {stretch}."


def newest(library: Library, name: str) -> str:
    """The newest period of a list that has a document, or an empty text."""
    level = _level(name, library)
    return (library.newest_feed_period(name, level) or "") if level else ""


def _documents(name: str, library: Library) -> Iterable[str]:
    level = _level(name, library)
    return (f"{period}|{name}" for period in library.feed_periods(name, level)) if level else ()


def _lengths(name: str, library: Library) -> Iterable[int]:
    """How long the periods of a list's documents are written; may have been, where its unit is registered no more."""
    of, registry = ListName.parse(name), library.places.registry
    gone = of.sort in ("unit", "semua") and of.of not in registry.units
    cut = ("month", "day") if gone else filter(None, (history_level(of, registry),))
    return (LENGTHS[level] for level in cut)


def _level(name: str, library: Library) -> str:
    """By which periods the history of a list is cut; empty where it has none, or no feed."""
    of, registry = ListName.parse(name), library.places.registry
    if of.sort in ("unit", "semua") and of.of not in registry.units:
        return ""
    return history_level(of, registry)
