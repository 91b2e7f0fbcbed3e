"""RSS 2.0 from a plain view: the only place that knows feedgen.

Traps of feedgen that are dealt with here: it puts new entries first unless told otherwise; the channel's link is the
one that was given last; dates that are not given are now; a character that XML does not allow raises.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from plugins.feeds.view import FeedView, ItemView

GENERATOR = "Newsroom"  # no version: a new one would change the bytes of every feed
MINUTES_TO_LIVE = 15

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_BUILD_DATE = re.compile(rb"\s*<lastBuildDate>[^<]*</lastBuildDate>")
_TEXT_ELEMENT = re.compile(rb"<(?:title|description|category|dc:creator)[ >][^<]*")


def render(view: FeedView) -> bytes:
    """The feed as UTF-8 XML: the same bytes for the same view, in every process."""
    from feedgen.feed import FeedGenerator  # heavy (lxml): only runs that write a feed pay for it

    feed = FeedGenerator()
    feed.load_extension("dc", atom=False, rss=True)
    feed.title(view["title"])
    feed.link(href=view["address"], rel="self", type="application/rss+xml")
    feed.link(href=view["link"], rel="alternate")  # last: this is the one that the channel shows
    feed.description(view["description"])
    feed.language(view["language"])
    feed.generator(GENERATOR)
    feed.ttl(MINUTES_TO_LIVE)
    feed.lastBuildDate(datetime.fromisoformat(view["updated"]) if view["updated"] else _NEVER)
    for item in view["items"]:
        _fill(feed.add_entry(order="append"), item)
    xml: bytes = feed.rss_str(pretty=True)
    if not view["updated"]:
        xml = _BUILD_DATE.sub(b"", xml, count=1)
    return _TEXT_ELEMENT.sub(_refer_by_number, xml)


def _fill(entry: Any, item: ItemView) -> None:
    entry.guid(item["id"], permalink=False)
    entry.title(item["title"])
    entry.link(href=item["link"])
    entry.pubDate(datetime.fromisoformat(item["date"]))
    entry.description(item["description"])
    if item["content"]:
        entry.content(item["content"])
    entry.category([{"term": c["text"], "label": c["text"], "scheme": c["domain"]} for c in item["categories"]])
    entry.dc.dc_creator(item["creators"])
    if item["language"]:
        entry.dc.dc_language(item["language"])


def _refer_by_number(element: re.Match[bytes]) -> bytes:
    """Hexadecimal references: the form that most readers show rightly (RSS Best Practices Profile, Character Data)."""
    return element.group().replace(b"&lt;", b"&#x3C;").replace(b"&amp;", b"&#x26;")
