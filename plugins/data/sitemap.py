"""The sitemap in shards, so that a new story rewrites only its month's, and robots.txt.

The protocol is that of sitemaps.org (0.9): at most 50,000 addresses a file. An index could date its shards, but then
each publish would have to know the newest change of every month; search engines read the dates inside the shards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Literal, TypedDict, cast

from plugins import addresses, dates
from plugins.library import Library
from plugins.library.changes import Change, PageChange, StoryChange
from plugins.library.lists import EVERYTHING
from plugins.publish.family import Output, View

KEY = "all"
MOST = 45_000  # addresses in a file
_LISTS = {"zona": addresses.zone, "jenis": addresses.kind, "wilayah": addresses.region}


class Entry(TypedDict):
    """A page: its absolute address, and when it last changed (ISO 8601, or empty)."""

    url: str
    changed: str


class _Family:
    """What the families of this file share."""

    name = ""
    kind: Literal["core", "deferred"] = "core"
    version = 1

    def __init__(self, site: addresses.Site) -> None:
        self._site = site

    def standing(self, library: Library) -> Iterable[str]:
        """The one file, which always exists."""
        return (KEY,)

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The one file, where a story came, went or moved."""
        return (KEY,) if isinstance(change, StoryChange) and change.sides else ()

    def _entries(self, paths: Iterable[str]) -> list[Entry]:
        return [Entry(url=self._site.absolute(path), changed="") for path in paths]


class SitemapIndexFamily(_Family):
    """`sitemap.xml`, which names the shards, and `robots.txt`, which names `sitemap.xml`."""

    name = "sitemap"

    def view(self, library: Library, key: str) -> View | None:
        """`{sitemaps: [absolute address, …], robots: text}`."""
        shards = [
            addresses.sitemap_shard(count.period, part)
            for count in library.periods(EVERYTHING, level="month")
            for part in range(parts(count.stories))
        ]
        robots = f"User-agent: *\nAllow: /\n\nSitemap: {self._site.absolute(addresses.SITEMAP)}\n"
        if library.places.preview:
            robots = "User-agent: *\nDisallow: /\n"
        return {
            "sitemaps": [
                self._site.absolute(path)
                for path in (addresses.SITEMAP_OF_PAGES, addresses.SITEMAP_OF_ARCHIVES, *shards)
            ],
            "robots": robots,
        }

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The index and robots.txt."""
        lines = [f"<sitemap><loc>{escape(url)}</loc></sitemap>" for url in cast(list[str], view["sitemaps"])]
        yield Output(addresses.SITEMAP, _document("sitemapindex", lines))
        yield Output(addresses.ROBOTS, cast(str, view["robots"]).encode())


class MonthSitemapFamily(_Family):
    """The stories of a month: `sitemap-2024-06.xml`, and where there are too many, `sitemap-2024-06-2.xml`, …"""

    name = "sitemap-month"

    def standing(self, library: Library) -> Iterable[str]:
        """Only months with stories exist."""
        return ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The months in which the story stands or stood."""
        if isinstance(change, StoryChange):
            yield from sorted({side.day[:7] for side in change.sides})

    def view(self, library: Library, key: str) -> View | None:
        """`{entries: [Entry, …]}`, oldest first, so that a new story leaves the full files of its month alone."""
        entries = [
            Entry(
                url=self._site.absolute(card["path"]),
                changed=dates.in_zone(card["updated"], card["timezone"]).isoformat(),
            )
            for card in reversed(library.archived(EVERYTHING, key))
        ]
        return {"entries": entries} if entries else None

    def render(self, key: str, view: View) -> Iterable[Output]:
        """As many files as the entries need."""
        entries = cast(list[Entry], view["entries"])
        for part in range(parts(len(entries))):
            yield Output(addresses.sitemap_shard(key, part), _urls(entries[part * MOST : (part + 1) * MOST]))


class LandingSitemapFamily(_Family):
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


class StandingSitemapFamily(_Family):
    """The pages that stand without stories: front, directory, units, standing pages. At most 45,000, units first."""

    name = "sitemap-standing"

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The one file, where a standing page came, went or changed."""
        return (KEY,) if isinstance(change, PageChange) else ()

    def view(self, library: Library, key: str) -> View | None:
        """`{entries: [Entry, …]}`."""
        fixed = ["", addresses.DIRECTORY, addresses.ZONES, addresses.REGIONS, addresses.FEED_PAGE]
        units = [addresses.unit(unit) for unit in sorted(library.places.registry.units)]
        pages = [
            Entry(url=self._site.absolute(page.site_path), changed=page.updated)
            for folder in ("halaman/", addresses.DIRECTORY)
            for page in library.pages(folder)
        ]
        return {"entries": [*self._entries([*fixed, *units]), *pages][:MOST]}

    def render(self, key: str, view: View) -> Iterable[Output]:
        """One file."""
        yield Output(addresses.SITEMAP_OF_PAGES, _urls(cast(list[Entry], view["entries"])))


def parts(count: int) -> int:
    """Into how many files a month of `count` stories is cut."""
    return -(-count // MOST)


def _urls(entries: Sequence[Entry]) -> bytes:
    return _document("urlset", [_url(entry) for entry in entries])


def _url(entry: Entry) -> str:
    changed = f"<lastmod>{escape(entry['changed'])}</lastmod>" if entry["changed"] else ""
    return f"<url><loc>{escape(entry['url'])}</loc>{changed}</url>"


def _document(root: str, lines: Sequence[str]) -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join([head, *lines, f"</{root}>", ""]).encode()
