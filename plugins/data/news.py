"""The news sitemap: the stories of the newest two days, for search engines that look for news.

The protocol is Google's (developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap): at most 1,000
stories, of the last two days. They are counted from the newest story, not from the clock, so that the file changes only
when a story does; engines pass over what is older by their own clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from html import escape
from typing import TypedDict, cast

from plugins import addresses, dates
from plugins.data.sitemap import SitemapFamily
from plugins.library import Library
from plugins.library.lists import EVERYTHING
from plugins.publish.family import Output, View

_MOST = 1_000
_SITEMAP, _NEWS = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.google.com/schemas/sitemap-news/0.9"


class NewsEntry(TypedDict):
    """A story: its absolute address, when it appeared (ISO 8601), its language (ISO 639-1) and title."""

    url: str
    date: str
    language: str
    title: str


class NewsSitemapFamily(SitemapFamily):
    """`sitemap-berita.xml`, under one key."""

    name = "sitemap-news"

    def __init__(self, site: addresses.Site, site_name: str) -> None:
        super().__init__(site)
        self._site_name = site_name

    def view(self, library: Library, key: str) -> View | None:
        """`{name, stories: [NewsEntry, …]}`, newest first; without samples, which are no news."""
        zone = library.places.timezone
        newest = library.newest(EVERYTHING, 1)
        last = dates.in_zone(newest[0]["instant"], zone).date() if newest else None
        days = [last, last - timedelta(days=1)] if last else []
        cards = [card for day in days for card in library.archived(EVERYTHING, day.isoformat())]
        stories = [
            NewsEntry(
                url=self._site.absolute(card["path"]),
                date=dates.in_zone(card["instant"], card["timezone"]).isoformat(),
                language=card["lang"],
                title=card["title"],
            )
            for card in cards
            if card["state"] == "live" and not card["sample"]
        ]
        return {"name": self._site_name, "stories": stories[:_MOST]}

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The one file."""
        lines = [_url(entry, cast(str, view["name"])) for entry in cast(list[NewsEntry], view["stories"])]
        head = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SITEMAP}" xmlns:news="{_NEWS}">'
        yield Output(addresses.SITEMAP_OF_NEWS, "\n".join([head, *lines, "</urlset>", ""]).encode())


def _url(entry: NewsEntry, name: str) -> str:
    publication = f"<news:name>{escape(name)}</news:name><news:language>{entry['language']}</news:language>"
    return (
        f"<url><loc>{escape(entry['url'])}</loc><news:news><news:publication>{publication}</news:publication>"
        f"<news:publication_date>{entry['date']}</news:publication_date>"
        f"<news:title>{escape(entry['title'])}</news:title></news:news></url>"
    )
