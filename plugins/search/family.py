"""What is made after the publish: the bundles of the index, and the engine that searches them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Literal, cast

from plugins import dates
from plugins.addresses import made
from plugins.library import Library, ListName, Placed
from plugins.library.changes import Change, StoryChange
from plugins.publish.family import Output, View
from plugins.search import cbor, pagefind
from plugins.search.bundles import MOST, Bundle, cut, holds, periods
from plugins.search.document import Entry, document
from plugins.search.vocabulary import plain, vocabulary

BUNDLES, ENGINE = "search-bundle", "search-engine"
_EVERYTHING = "all:"
_KEY = "engine"
_ENGINE_FOLDER = "mesin-"  # no year begins so
VOCABULARY = "kata-"


class SearchBundles:
    """The index of a stretch of the calendar. Keys are names of bundles (`bundles`)."""

    name = BUNDLES
    kind: Literal["core", "deferred"] = "deferred"
    version = 1
    themed = ""
    libraries = (pagefind.DISTRIBUTION,)

    def keys(self, library: Library) -> Iterable[str]:
        """Every bundle that has stories."""
        for year in library.periods(_EVERYTHING):
            yield from (bundle.name for bundle in bundles(library, year.period))

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Bundles with stories of these units: they say its name on the story's day."""
        months = {
            count.period for unit in units for count in library.periods(str(ListName("unit", unit)), level="month")
        }
        for year in sorted({month[:4] for month in months}):
            for bundle in bundles(library, year):
                if any(period[:7] in months for period in periods(bundle.name)):
                    yield bundle.name

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The bundles that hold either side, and those that begin or end because a stretch is cut or joined."""
        if not isinstance(change, StoryChange):
            return
        for year, sides in _by_year(change.sides):
            now = {bundle.name for bundle in bundles(library, year)}
            then = set(library.made_keys(BUNDLES, year))
            yield from sorted(
                (now ^ then)
                | {name for name in now & then for side in sides if holds(name, side.day, side.story.reference)}
            )

    def exists(self, library: Library, key: str) -> bool:
        """Whether a bundle has stories, as the calendar is cut today."""
        return any(bundle.name == key for bundle in bundles(library, key[:4]))

    def writes(self, path: str) -> bool:
        """Whether it is a file of a bundle."""
        folder, _, rest = path.removeprefix(made.SEARCH).partition("/")
        return path.startswith(made.SEARCH) and folder[:4].isdigit() and bool(rest)

    def view(self, library: Library, key: str) -> View | None:
        """The stories that archives keep, with their texts, by path."""
        if not self.exists(library, key):
            return None
        found = (placed for period in periods(key) for placed in library.history(_EVERYTHING, period, whole=True))
        entries = [
            _entry(placed, library)
            for placed in found
            if placed.archived and holds(key, placed.day, placed.story.reference)
        ]
        return {"entries": sorted(entries, key=lambda entry: entry["path"])} if entries else None

    def render(self, key: str, view: View) -> Iterator[Output]:
        """The index's files, and the words by which mistyped ones are corrected.

        The name of these says how many stories there are, and bears a digest. Raises PagefindError where the program
        is missing or fails.
        """
        entries = cast(list[Entry], view["entries"])
        folder = made.search_bundle(key)
        texts = (" ".join((entry["title"], entry["unit"], entry["summary"], plain(entry["body"]))) for entry in entries)
        words = json.dumps(vocabulary(texts), separators=(",", ":")).encode()
        yield Output(f"{folder}{VOCABULARY}{len(entries)}-{cbor.digest(words)}.json", words)
        for name, content in pagefind.index((entry["path"], document(entry)) for entry in entries):
            yield Output(folder + name, content)


def bundles(library: Library, year: str) -> list[Bundle]:
    """The bundles of a year as the library counts its stories, newest first."""
    counts = {count.period: count.stories for count in library.periods(_EVERYTHING, year, "month")}
    for month in [month for month, stories in counts.items() if stories > MOST]:
        counts |= {count.period: count.stories for count in library.periods(_EVERYTHING, month, "day")}
    return cut(counts, year)


def _by_year(sides: Iterable[Placed]) -> list[tuple[str, list[Placed]]]:
    found: dict[str, list[Placed]] = {}
    for side in sides:
        if side.archived:
            found.setdefault(side.day[:4], []).append(side)
    return sorted(found.items())


def _entry(placed: Placed, library: Library) -> Entry:
    story = placed.story
    day = dates.in_zone(story.instant, story.timezone).date()
    lists = [ListName.parse(name) for name in placed.lists]
    return Entry(
        path=placed.path,
        title=story.title,
        day=day.isoformat(),
        unit=library.places.registry.at(story.unit, day).name,
        kind=story.kind,
        summary=story.summary,
        body=story.body,
        units=sorted({of.of for of in lists if of.sort in ("unit", "semua")}),
        provinces=sorted(of.of for of in lists if of.sort == "wilayah"),
        themes=sorted(of.of for of in lists if of.sort == "zona"),
    )


class SearchEngine:
    """What runs in the browser, once for all bundles. There is one key; another version has another folder."""

    name = ENGINE
    kind: Literal["core", "deferred"] = "deferred"
    version = 1
    themed = ""
    libraries = (pagefind.DISTRIBUTION,)

    def keys(self, library: Library) -> Iterable[str]:
        """The one."""
        return (_KEY,)

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Nothing."""
        return ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """Nothing: it is made where it is missing, and again with another version of the program."""
        return ()

    def exists(self, library: Library, key: str) -> bool:
        """Always."""
        return True

    def writes(self, path: str) -> bool:
        """Whether it is a file of the engine."""
        return path.startswith(made.search_bundle(_ENGINE_FOLDER).removesuffix("/"))

    def view(self, library: Library, key: str) -> View:
        """The version. Raises PagefindError where there is none."""
        return {"version": pagefind.version()}

    def render(self, key: str, view: View) -> Iterator[Output]:
        """Its files. Raises PagefindError where the program is missing or fails."""
        folder = made.search_bundle(f"{_ENGINE_FOLDER}{view['version']}")
        for name, content in pagefind.engine():
            yield Output(folder + name, content)


def engine_at(library: Library) -> str:
    """The site path of the folder of the engine that stands; empty where none does."""
    path = next((path for path in library.made(ENGINE, _KEY) if path.endswith("/pagefind.js")), "")
    return path.removesuffix("pagefind.js")
