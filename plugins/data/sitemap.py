"""The sitemap in shards, so that a new story rewrites only one of its month's, and robots.txt.

The protocol is that of sitemaps.org (0.9): at most 50,000 addresses a file. An index could date its shards, but then
each publish would have to know the newest change of every month; search engines read the dates inside the shards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Literal, TypedDict, cast

from plugins import addresses, dates
from plugins.addresses import made
from plugins.data import months
from plugins.library import Library
from plugins.library.changes import Change, PageChange, StoryChange
from plugins.library.counts import Count
from plugins.library.lists import EVERYTHING
from plugins.publish.family import Output, View

KEY = "all"
MOST = 45_000  # addresses in a file
_LISTS = {"zona": addresses.zone, "jenis": addresses.kind, "wilayah": addresses.region}


class Entry(TypedDict):
    """A page: its absolute address, and when it last changed (ISO 8601, or empty)."""

    url: str
    changed: str


class SitemapFamily:
    """What the families of sitemaps share."""

    name = ""
    kind: Literal["core", "deferred"] = "core"
    version = 1
    themed = ""

    def __init__(self, site: addresses.Site) -> None:
        self._site = site

    def keys(self, library: Library) -> Iterable[str]:
        """The one file, which always exists."""
        return (KEY,)

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Nothing."""
        return ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The one file, where a story came, went or moved."""
        return (KEY,) if isinstance(change, StoryChange) and change.sides else ()

    def _entries(self, paths: Iterable[str]) -> list[Entry]:
        return [Entry(url=self._site.absolute(path), changed="") for path in paths]


class SitemapIndexFamily(SitemapFamily):
    """`sitemap.xml`, which names the shards, and `robots.txt`, which names `sitemap.xml`."""

    name = "sitemap"

    def view(self, library: Library, key: str) -> View | None:
        """`{sitemaps: [absolute address, …], robots: text}`."""
        shards = [
            addresses.sitemap_shard(month.period + part.text, number)
            for month in library.periods(EVERYTHING, level="month")
            for part, stories in _parts(month, library)
            for number in range(files(stories))
        ]
        robots = f"User-agent: *\nAllow: /\n\nSitemap: {self._site.absolute(addresses.SITEMAP)}\n"
        if library.places.preview:
            robots = "User-agent: *\nDisallow: /\n"
        return {
            "sitemaps": [
                self._site.absolute(path)
                for path in (
                    addresses.SITEMAP_OF_PAGES,
                    addresses.SITEMAP_OF_ARCHIVES,
                    addresses.SITEMAP_OF_NEWS,
                    *shards,
                )
            ],
            "robots": robots,
        }

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The index and robots.txt."""
        lines = [f"<sitemap><loc>{escape(url)}</loc></sitemap>" for url in cast(list[str], view["sitemaps"])]
        yield Output(addresses.SITEMAP, _document("sitemapindex", lines))
        yield Output(addresses.ROBOTS, cast(str, view["robots"]).encode())


class MonthSitemapFamily(SitemapFamily):
    """The stories of a month, or of a part of a full one. Keys are `month|part`: `2024-06|`, `2024-06|-01-16`."""

    name = "sitemap-month"

    def keys(self, library: Library) -> Iterable[str]:
        """The parts of the months that have stories to be found."""
        for month in library.periods(EVERYTHING, level="month"):
            yield from (f"{month.period}|{part.text}" for part, _ in _parts(month, library))

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """Every part, small or large, that might hold the story, or stand beside one that does."""
        if isinstance(change, StoryChange):
            for day in sorted({side.day for side in change.sides}):
                yield from (f"{day[:7]}|{part.text}" for part in months.around(int(day[8:])))

    def view(self, library: Library, key: str) -> View | None:
        """`{entries: [Entry, …]}`, oldest first; None where the month is cut otherwise."""
        period, _, text = key.partition("|")
        month = Count(period, library.count(EVERYTHING, period))
        part = next((part for part, _ in _parts(month, library) if part.text == text), None)
        if part is None:
            return None
        return {
            "entries": [
                Entry(
                    url=self._site.absolute(card["path"]),
                    changed=dates.in_zone(card["updated"], card["timezone"]).isoformat(),
                )
                for stretch in _stretches(period, part, library)
                for card in reversed(library.archived(EVERYTHING, stretch))
            ]
        }

    def render(self, key: str, view: View) -> Iterable[Output]:
        """As many files as the entries need: one, but for a day of more stories than a file may name."""
        entries = cast(list[Entry], view["entries"])
        for number in range(files(len(entries))):
            path = addresses.sitemap_shard(key.replace("|", ""), number)
            yield Output(path, _urls(entries[number * MOST : (number + 1) * MOST]))


def _parts(month: Count, library: Library) -> list[tuple[months.Part, int]]:
    """The parts of a month of so many stories, each with its own number of them."""
    if month.stories <= months.MOST:  # days are looked at only where the month is cut
        return [(months.WHOLE, month.stories)] if month.stories else []
    days = {int(count.period[8:]): count.stories for count in library.periods(EVERYTHING, month.period, "day")}
    return months.cut(days)


class LandingSitemapFamily(SitemapFamily):
    """The landing pages of lists that have stories: years, themes, kinds, regions."""

    name = "sitemap-landings"

    def view(self, library: Library, key: str) -> View | None:
        """`{entries: [Entry, …]}`."""
        years = [addresses.archive(count.period) for count in library.periods(EVERYTHING)]
        lists = [path(of) for sort, path in _LISTS.items() for of, stories in library.lists(sort) if stories]
        return {"entries": self._entries([addresses.archive(), *years, *lists][:MOST])}

    def render(self, key: str, view: View) -> Iterable[Output]:
        """One file."""
        yield Output(addresses.SITEMAP_OF_ARCHIVES, _urls(cast(list[Entry], view["entries"])))


class StandingSitemapFamily(SitemapFamily):
    """The pages that stand without stories: front, directory, units, standing pages. At most 45,000, units first."""

    name = "sitemap-standing"

    def __init__(self, site: addresses.Site, *, english: bool = False) -> None:
        """`english`: those that have an English edition are named twice."""
        super().__init__(site)
        self._english = english

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Every unit has a page."""
        return (KEY,) if units else ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The one file, where a standing page came, went or changed."""
        return (KEY,) if isinstance(change, PageChange) else ()

    def view(self, library: Library, key: str) -> View | None:
        """`{entries: [Entry, …]}`."""
        fixed = [
            "",
            addresses.DIRECTORY,
            addresses.ZONES,
            addresses.REGIONS,
            addresses.FEED_PAGE,
            addresses.CORRECTIONS,
            addresses.URGENT,
        ]
        units = [addresses.unit(unit) for unit in sorted(library.places.registry.units)]
        pages = [
            Entry(url=self._site.absolute(page.site_path), changed=page.updated)
            for folder in ("halaman/", addresses.DIRECTORY)
            for page in library.pages(folder)
        ]
        own = [*fixed, *units]
        english = [made.in_english(path) for path in own if made.has_english(path)] if self._english else []
        return {"entries": [*self._entries(own), *pages, *self._entries(english)][:MOST]}

    def render(self, key: str, view: View) -> Iterable[Output]:
        """One file."""
        yield Output(addresses.SITEMAP_OF_PAGES, _urls(cast(list[Entry], view["entries"])))


def _stretches(month: str, part: months.Part, library: Library) -> list[str]:
    """The periods that make up a part of a month, oldest first."""
    if part == months.WHOLE:
        return [month]
    days = (count.period for count in library.periods(EVERYTHING, month, "day"))
    return sorted(day for day in days if part.first <= int(day[8:]) <= part.last)


def files(count: int) -> int:
    """Into how many files so many addresses go."""
    return -(-count // MOST)


def _urls(entries: Sequence[Entry]) -> bytes:
    return _document("urlset", [_url(entry) for entry in entries])


def _url(entry: Entry) -> str:
    changed = f"<lastmod>{escape(entry['changed'])}</lastmod>" if entry["changed"] else ""
    return f"<url><loc>{escape(entry['url'])}</loc>{changed}</url>"


def _document(root: str, lines: Sequence[str]) -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join([head, *lines, f"</{root}>", ""]).encode()
