"""RSS 2.0 from a plain view: the only place that knows feedgen.

feedgen writes the channel. It takes a third of a millisecond for each item, and sites have a hundred thousand, so items
are written here, as feedgen would; the tests hold them to what it writes.

Traps of feedgen that are dealt with here: the channel's link is the one that was given last; dates that are not given
are now; a character that XML does not allow raises.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache
from html import escape

from plugins.feeds.view import FeedView, ItemView

GENERATOR = "Newsroom"  # no version: a new one would change the bytes of every feed
MINUTES_TO_LIVE = 15

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_BUILD_DATE = re.compile(rb"\s*<lastBuildDate>[^<]*</lastBuildDate>")
_TEXT_ELEMENT = re.compile(rb"<(?:title|description)>[^<]*")
_END = b"  </channel>\n</rss>\n"


def render(view: FeedView) -> bytes:
    """The feed as UTF-8 XML: the same bytes for the same view, in every process."""
    items = "".join([_item(item) for item in view["items"]])
    return _channel(view).removesuffix(_END) + items.encode() + _END


def _channel(view: FeedView) -> bytes:
    from feedgen.feed import FeedGenerator  # heavy (lxml): only runs that write a feed pay for it

    feed = FeedGenerator()
    from feedgen.ext.dc import DcExtension  # only now: it takes for granted that all of lxml is there

    feed.register_extension("dc", DcExtension, atom=False, rss=True)  # for its namespace, which items use
    feed.title(view["title"])
    feed.link(href=view["address"], rel="self", type="application/rss+xml")
    feed.link(href=view["link"], rel="alternate")  # last: this is the one that the channel shows
    feed.description(view["description"])
    feed.language(view["language"])
    feed.generator(GENERATOR)
    feed.ttl(MINUTES_TO_LIVE)
    feed.lastBuildDate(datetime.fromisoformat(view["updated"]) if view["updated"] else _NEVER)
    xml: bytes = feed.rss_str(pretty=True)
    if not view["updated"]:
        xml = _BUILD_DATE.sub(b"", xml, count=1)
    return _TEXT_ELEMENT.sub(_refer_by_number, xml)


def _refer_by_number(element: re.Match[bytes]) -> bytes:
    """Hexadecimal references: the form that most readers show rightly (RSS Best Practices Profile, Character Data)."""
    return element.group().replace(b"&lt;", b"&#x3C;").replace(b"&amp;", b"&#x26;")


def _item(item: ItemView) -> str:
    categories = "".join([_category(category["domain"], category["text"]) for category in item["categories"]])
    creators = "".join([f"      <dc:creator>{_text(name)}</dc:creator>\n" for name in item["creators"]])
    content = f"      <content:encoded>{_cdata(item['content'])}</content:encoded>\n" if item["content"] else ""
    language = f"      <dc:language>{_text(item['language'])}</dc:language>\n" if item["language"] else ""
    return (
        f"    <item>\n      <title>{_text(item['title'])}</title>\n      <link>{escape(item['link'])}</link>\n"
        f"      <description>{_text(item['description'])}</description>\n{content}"
        f'      <guid isPermaLink="false">{escape(item["id"])}</guid>\n{categories}'
        f"      <pubDate>{format_datetime(datetime.fromisoformat(item['date']))}</pubDate>\n"
        f"{creators}{language}    </item>\n"
    )


@lru_cache(8192)  # offices, themes, kinds: the same in nearly every item
def _category(domain: str, text: str) -> str:
    return f'      <category domain="{escape(domain)}">{_text(text)}</category>\n'


def _text(text: str) -> str:
    """Text between tags: no carriage return in it would reach a reader unless by number (XML 1.0, 2.11)."""
    return text.replace("&", "&#x26;").replace("<", "&#x3C;").replace(">", "&gt;").replace("\r", "&#13;")


def _cdata(html: str) -> str:
    """HTML as it is, but for the end of such a section and for carriage returns, which stand between two of them."""
    safe = html.replace("]]>", "]]]]><![CDATA[>").replace("\r", "]]>&#13;<![CDATA[")
    return f"<![CDATA[{safe}]]>"
