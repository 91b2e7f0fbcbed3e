"""RSS 2.0 from a plain view: the only place that knows feedgen.

feedgen writes the channel. It takes a third of a millisecond for each item, and sites have a hundred thousand, so items
are written here, as feedgen would; the tests hold them to what it writes. What it cannot write (links but that to
itself, the archive's mark, modification, replies, texts of photos) stands here alone.

Traps of feedgen that are dealt with here: the channel's link is the one that was given last; dates that are not given
are now; a character that XML does not allow raises.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache

from plugins.feeds import xml
from plugins.feeds.view import AuthorView, FeedView, ItemView

GENERATOR = "Newsroom"  # no version: a new one would change the bytes of every feed
MINUTES_TO_LIVE = 15
MEDIA_TYPE = "application/rss+xml"

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_BUILD_DATE = re.compile(rb"\s*<lastBuildDate>[^<]*</lastBuildDate>")
_TEXT_ELEMENT = re.compile(rb"<(?:title|description|managingEditor)>[^<]*")
_COMMENT_SIGNS = str.maketrans(
    {"(": "[", ")": "]", "\\": "/"}
)  # they mean something within a comment (RFC 5322, 3.2.2)
_END = b"  </channel>\n</rss>\n"

# All of them in every feed, used or not: a first photo changes no other line.
_NAMESPACES = b"".join(
    b'xmlns:%s="%s" ' % (prefix, name)
    for prefix, name in (
        (b"dc", b"http://purl.org/dc/elements/1.1/"),
        (b"dcterms", b"http://purl.org/dc/terms/"),
        (b"fh", b"http://purl.org/syndication/history/1.0"),
        (b"media", b"http://search.yahoo.com/mrss/"),
        (b"thr", b"http://purl.org/syndication/thread/1.0"),
    )
)


def render(view: FeedView) -> bytes:
    """The feed, or a document of its archive, as UTF-8 XML: the same bytes for the same view, in every process."""
    items = "".join([_item(item) for item in view["items"]])
    return _channel(view).removesuffix(_END) + (_history(view) + items).encode() + _END


def _channel(view: FeedView) -> bytes:
    from feedgen.feed import FeedGenerator  # heavy (lxml): only runs that write a feed pay for it

    feed = FeedGenerator()
    feed.title(view["title"])
    feed.link(href=view["site"] + view["path"], rel="self", type=MEDIA_TYPE)
    feed.link(href=view["link"], rel="alternate")  # last: this is the one that the channel shows
    feed.description(view["description"])
    feed.language(view["language"])
    feed.generator(GENERATOR)
    feed.ttl(MINUTES_TO_LIVE)
    feed.lastBuildDate(datetime.fromisoformat(view["updated"]) if view["updated"] else _NEVER)
    if view["editor"] and view["editor"]["email"]:
        feed.managingEditor(_editor(view["editor"], view["title"]))
    written: bytes = feed.rss_str(pretty=True)
    if not view["updated"]:
        written = _BUILD_DATE.sub(b"", written, count=1)
    return _TEXT_ELEMENT.sub(_refer_by_number, written).replace(b"<rss ", b"<rss " + _NAMESPACES, 1)


def _editor(editor: AuthorView, title: str) -> str:
    """`mail (name)`, as the RSS Best Practices Profile has it."""
    return f"{editor['email']} ({(editor['name'] or title).translate(_COMMENT_SIGNS)})"


def _refer_by_number(element: re.Match[bytes]) -> bytes:
    return element.group().replace(b"&lt;", b"&#x3C;").replace(b"&amp;", b"&#x26;")  # as `xml.element` does


def _history(view: FeedView) -> str:
    """Where changes are announced (WebSub), and what came before (RFC 5005, section 4)."""
    mark = "    <fh:archive/>\n" if view["current"] else ""
    before = (("prev-archive", view["previous"]), ("current", view["current"]))
    return "".join(
        [
            *(f'    <atom:link href="{xml.attribute(hub)}" rel="hub"/>\n' for hub in view["hubs"]),
            *(
                f'    <atom:link href="{xml.attribute(address)}" rel="{relation}" type="{MEDIA_TYPE}"/>\n'
                for relation, address in before
                if address
            ),
            mark,
        ]
    )


def _item(item: ItemView) -> str:
    categories = "".join([_category(category["scheme"], category["term"]) for category in item["categories"]])
    creators = "".join([_creator(author["name"]) for author in item["authors"]])
    content = f"      <content:encoded>{xml.section(item['content'])}</content:encoded>\n" if item["content"] else ""
    language = f"      <dc:language>{xml.element(item['language'])}</dc:language>\n" if item["language"] else ""
    return (
        f"    <item>\n      <title>{xml.element(item['title'])}</title>\n"
        f"      <link>{xml.attribute(item['link'])}</link>\n"
        f"      <description>{xml.element(item['description'])}</description>\n{content}"
        f'      <guid isPermaLink="false">{xml.attribute(item["id"])}</guid>\n{categories}{_enclosure(item)}'
        f"      <pubDate>{format_datetime(datetime.fromisoformat(item['date']))}</pubDate>\n"
        f"{creators}{language}      <dcterms:modified>{item['updated']}</dcterms:modified>\n"
        f"{xml.photos(item['photos'], '      ')}{_about(item['about'])}    </item>\n"
    )


def _enclosure(item: ItemView) -> str:
    """The story's own photo: a second enclosure is lost on most readers, and one without its length is not allowed."""
    if not item["photos"] or item["photos"][0]["length"] <= 0:
        return ""
    photo = item["photos"][0]
    address, media_type = xml.attribute(photo["url"]), xml.attribute(photo["type"])
    return f'      <enclosure url="{address}" length="{photo["length"]}" type="{media_type}"/>\n'


def _about(story_id: str) -> str:
    return f'      <thr:in-reply-to ref="{xml.attribute(story_id)}"/>\n' if story_id else ""  # RFC 4685


@lru_cache(8192)  # offices, themes, kinds: the same in nearly every item
def _category(scheme: str, term: str) -> str:
    return f'      <category domain="{xml.attribute(scheme)}">{xml.element(term)}</category>\n'


@lru_cache(8192)
def _creator(name: str) -> str:
    return f"      <dc:creator>{xml.element(name)}</dc:creator>\n"
