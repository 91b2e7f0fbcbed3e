from datetime import datetime, timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.feeds import atom
from plugins.feeds.view import FeedView, ItemView
from tests.feeds.views import SITE, a_feed, a_full_feed, a_notice, a_photo, a_withdrawn_item, an_item, items

A = "{http://www.w3.org/2005/Atom}"
GONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
COMMENT = "{http://purl.org/atompub/tombstones/1.0}comment"
REPLY = "{http://purl.org/syndication/thread/1.0}in-reply-to"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
MEDIA = "{http://search.yahoo.com/mrss/}"


def feed(view: FeedView) -> ElementTree.Element:
    return ElementTree.fromstring(atom.render(view))


def entry(item: ItemView) -> ElementTree.Element:
    (found,) = feed(a_feed(item)).findall(f"{A}entry")
    return found


def links(element: ElementTree.Element) -> list[tuple[str | None, str | None, str | None]]:
    return [(one.get("rel"), one.get("type"), one.get("href")) for one in element.findall(f"{A}link")]


def test_the_feed_has_the_id_of_the_view_and_its_own_address() -> None:
    view = a_full_feed()
    found = feed(view)
    assert found.findtext(f"{A}id") == view["id"]
    assert found.findtext(f"{A}title") == view["title"]
    assert found.findtext(f"{A}subtitle") == view["description"]
    assert found.findtext(f"{A}updated") == "2024-06-30T07:30:00+07:00"
    assert found.findtext(f"{A}generator") == "Newsroom"
    assert found.get(LANGUAGE) == "id"
    assert links(found) == [
        ("self", "application/atom+xml", f"{SITE}unit/kanim-teluk-biru/atom.xml"),
        ("alternate", "text/html", f"{SITE}unit/kanim-teluk-biru/"),
        ("hub", None, "https://hub.samudra.example/?a=1&b=2"),
        ("hub", None, "https://hub-dua.example/"),
        ("prev-archive", "application/rss+xml", f"{SITE}unit/kanim-teluk-biru/2024/05/arsip.xml"),
    ]


def test_a_feed_without_items_says_that_nothing_was_ever_updated() -> None:
    assert feed(a_feed()).findtext(f"{A}updated") == "2000-01-01T00:00:00Z"


def test_an_entry_carries_dates_authors_categories_and_full_text() -> None:
    found = entry(an_item(language="en"))
    assert found.get(LANGUAGE) == "en"
    assert found.findtext(f"{A}id") == "tag:samudra.example,2024:kanim-teluk-biru/2024/berita-1"
    assert found.findtext(f"{A}published") == "2024-06-30T09:30:00+09:00"
    assert [[(part.tag, part.text) for part in author] for author in found.findall(f"{A}author")] == [
        [(f"{A}name", "Budi Pantai")],
        [
            (f"{A}name", "Kanim Teluk Biru"),
            (f"{A}uri", f"{SITE}unit/kanim-teluk-biru/"),
            (f"{A}email", "humas@teluk-biru.example"),
        ],
    ]
    (category,) = found.findall(f"{A}category")
    assert category.attrib == {"term": "kanim-teluk-biru", "scheme": f"{SITE}unit/", "label": "Kanim Teluk Biru"}
    for name, text in (("summary", "Ringkasan."), ("content", "<p>Isi.</p>")):
        construct = found.find(f"{A}{name}")
        assert construct is not None
        assert (construct.get("type"), construct.text) == ("html", text)


def test_a_summary_only_entry_has_no_content_but_a_page() -> None:
    found = entry(an_item(content=""))
    assert found.find(f"{A}content") is None
    assert links(found) == [("alternate", "text/html", an_item()["link"])]


def test_every_photo_whose_length_is_known_is_enclosed_and_all_are_told() -> None:
    found = entry(an_item(photos=[a_photo(), a_photo(url=f"{SITE}dua.png", length=0)]))
    (enclosure,) = [one for one in found.findall(f"{A}link") if one.get("rel") == "enclosure"]
    assert (enclosure.get("href"), enclosure.get("type"), enclosure.get("length")) == (
        a_photo()["url"],
        "image/jpeg",
        "48211",
    )
    assert len(found.findall(f"{MEDIA}content")) == 2


def test_a_notice_leads_to_its_story() -> None:
    reply = entry(a_notice()).find(REPLY)
    assert reply is not None
    assert reply.attrib == {"ref": an_item()["id"], "type": "text/html", "href": an_item()["link"]}
    assert entry(an_item()).find(REPLY) is None


def test_a_withdrawn_story_keeps_its_entry_and_is_told_to_be_dropped() -> None:
    found = feed(a_feed(an_item(1), a_withdrawn_item(2)))
    assert [one.findtext(f"{A}title") for one in found.findall(f"{A}entry")] == ["Berita 1", "Dicabut: Berita 2"]
    (gone,) = found.findall(GONE)
    assert gone.attrib == {"ref": an_item(2)["id"], "when": "2024-07-02T10:00:01+09:00"}
    assert gone.findtext(COMMENT) == "Berita ini dicabut pada 2 Juli 2024. Alasan: data R&D keliru"


def test_entries_of_the_same_moment_are_told_apart_within_its_second() -> None:
    day = "2024-06-01T00:00:00+07:00"
    twins = [an_item(number, updated=day) for number in range(1, 30)] + [an_item(1, updated=day)]
    moments = [one.findtext(f"{A}updated", "") for one in feed(a_feed(*twins)).findall(f"{A}entry")]
    assert len(set(moments)) == len(moments) == 30
    for moment in moments:
        assert timedelta(0) <= datetime.fromisoformat(moment) - datetime.fromisoformat(day) < timedelta(seconds=1)


def test_the_moment_of_an_entry_depends_on_no_other() -> None:
    alone = entry(an_item(7)).findtext(f"{A}updated")
    among = feed(a_feed(*(an_item(number) for number in range(1, 9)))).findall(f"{A}entry")[6]
    assert among.findtext(f"{A}updated") == alone


@given(st.lists(items, max_size=2))
def test_whatever_a_view_holds_comes_out_as_it_was(items: list[ItemView]) -> None:
    found = feed(a_feed(*items)).findall(f"{A}entry")
    assert len(found) == len(items)
    for one, item in zip(found, items, strict=True):
        assert one.findtext(f"{A}id") == item["id"]
        assert one.findtext(f"{A}title") == item["title"]
        assert one.findtext(f"{A}published") == item["date"]
        assert one.findtext(f"{A}summary") == item["description"]
        assert one.findtext(f"{A}content", "") == item["content"]
        assert links(one)[0] == ("alternate", "text/html", item["link"])
        assert [dict(category.attrib) for category in one.findall(f"{A}category")] == item["categories"]
        assert [
            {name: author.findtext(f"{A}{tag}", "") for name, tag in (("name", "name"), ("url", "uri"), ("email",) * 2)}
            for author in one.findall(f"{A}author")
        ] == item["authors"]
        assert [
            [content.findtext(f"{MEDIA}{name}", "") for name in ("title", "description", "credit")]
            for content in one.findall(f"{MEDIA}content")
        ] == [[photo["caption"], photo["alt"], photo["credit"]] for photo in item["photos"]]


@pytest.mark.parametrize("view", [a_feed(), a_full_feed()], ids=["empty", "full"])
def test_a_common_reader_finds_nothing_to_forgive(view: FeedView) -> None:
    read = feedparser.parse(atom.render(view))
    assert read.bozo == 0
    assert read.version == "atom10"
    assert [one.id for one in read.entries] == [item["id"] for item in view["items"]]
