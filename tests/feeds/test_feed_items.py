"""Items are written here and not by feedgen: they are held to what it writes, and to the view in what it cannot."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import canonicalize

from feedgen.feed import FeedGenerator
from hypothesis import given
from hypothesis import strategies as st

from plugins.feeds import rss
from plugins.feeds.view import ItemView, PhotoView
from tests.feeds.views import a_feed, items

MODIFIED = "{http://purl.org/dc/terms/}modified"
REPLY = "{http://purl.org/syndication/thread/1.0}in-reply-to"
MEDIA = "{http://search.yahoo.com/mrss/}"


def by_feedgen(items: list[ItemView]) -> str:
    feed = FeedGenerator()
    feed.load_extension("dc", atom=False, rss=True)
    feed.load_extension("media", atom=False, rss=True)
    feed.title("Judul")
    feed.link(href="https://x.example/feed.xml", rel="self", type="application/rss+xml")
    feed.link(href="https://x.example/", rel="alternate")
    feed.description("Uraian")
    feed.language("id")
    feed.generator(rss.GENERATOR)
    feed.ttl(rss.MINUTES_TO_LIVE)
    feed.lastBuildDate(datetime(2024, 6, 1, tzinfo=UTC))
    for item in items:
        entry = feed.add_entry(order="append")
        entry.guid(item["id"], permalink=False)
        entry.title(item["title"])
        entry.link(href=item["link"])
        entry.pubDate(datetime.fromisoformat(item["date"]))
        entry.description(item["description"])
        if item["content"]:
            entry.content(item["content"])
        entry.category([{"term": one["term"], "scheme": one["scheme"]} for one in item["categories"]])
        for photo in item["photos"][:1]:
            if photo["length"]:
                entry.enclosure(photo["url"], str(photo["length"]), photo["type"])
        for photo in item["photos"]:
            entry.media.content(content_of(photo), group=None)
        entry.dc.dc_creator([author["name"] for author in item["authors"]])
        if item["language"]:
            entry.dc.dc_language(item["language"])
    return str(feed.rss_str(pretty=True), "utf-8")


def content_of(photo: PhotoView) -> dict[str, str | None]:
    sizes = {"width": str(photo["width"]), "height": str(photo["height"])}
    length = {"fileSize": str(photo["length"])} if photo["length"] else {}
    return {
        "url": photo["url"],
        "type": photo["type"],
        "medium": "image",
        **length,
        **(sizes if photo["width"] and photo["height"] else {}),
    }


def texts_of(photo: PhotoView) -> list[tuple[str, dict[str, str], str]]:
    named = [
        ("title", {"type": "plain"}, photo["caption"]),
        ("description", {"type": "plain"}, photo["alt"]),
        ("credit", {"role": "photographer", "scheme": "urn:ebu"}, photo["credit"]),
    ]
    return [(MEDIA + name, attributes, text) for name, attributes, text in named if text]


def taken_out(root: ElementTree.Element) -> list[list[object]]:
    """What feedgen cannot write, of each item; it is removed from the tree."""
    found: list[list[object]] = []
    for item in root.iter("item"):
        contents = item.findall(f"{MEDIA}content")
        texts = [[(text.tag, dict(text.attrib), text.text) for text in content] for content in contents]
        for content in contents:
            content[:], content.text = [], None
        apart = [child for child in item if child.tag in (MODIFIED, REPLY)]
        found.append([*((child.tag, dict(child.attrib), child.text) for child in apart), *texts])
        for child in apart:
            item.remove(child)
    return found


@given(st.lists(items, max_size=2))
def test_a_feed_reads_as_if_feedgen_had_written_its_items(items: list[ItemView]) -> None:
    view = a_feed(
        *items,
        path="feed.xml",
        site="https://x.example/",
        link="https://x.example/",
        title="Judul",
        description="Uraian",
        updated="2024-06-01T00:00:00+00:00",
    )
    ours = ElementTree.fromstring(rss.render(view))
    assert taken_out(ours) == [
        [
            (MODIFIED, {}, item["updated"]),
            *([(REPLY, {"ref": item["about"]}, None)] if item["about"] else []),
            *map(texts_of, item["photos"]),
        ]
        for item in items
    ]
    assert plain_form(ours) == plain_form(ElementTree.fromstring(by_feedgen(items)))


def plain_form(root: ElementTree.Element) -> str:
    """Indentation aside, and wherever extensions stand among themselves."""
    for item in root.iter("item"):
        core = [child for child in item if not child.tag.startswith((MEDIA, "{http://purl.org/dc/"))]
        item[:] = [*core, *sorted((child for child in item if child not in core), key=lambda child: child.tag)]
        for child in item:
            child.tail = None
    return canonicalize(ElementTree.tostring(root, "unicode"))
