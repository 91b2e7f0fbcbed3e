import subprocess
import sys
from xml.etree import ElementTree

import feedparser
import pytest

from plugins.feeds import rss
from plugins.feeds.view import FeedView, ItemView

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
ATOM_LINK = "{http://www.w3.org/2005/Atom}link"


def an_item(number: int = 1, **fields: object) -> ItemView:
    made = {
        "id": f"tag:samudra.example,2024:kanim-teluk-biru/2024/berita-{number}",
        "title": f"Berita {number}",
        "link": f"https://berita.samudra.example/berita/kanim-teluk-biru/2024/berita-{number}/",
        "date": f"2024-06-{31 - number:02}T09:30:00+09:00",
        "description": "Ringkasan.",
        "content": "<p>Isi.</p>",
        "creators": ["Kanim Teluk Biru"],
        "categories": [{"domain": "https://berita.samudra.example/unit/kanim-teluk-biru/", "text": "Kanim"}],
        "language": "",
    }
    return ItemView(**{**made, **fields})  # type: ignore[typeddict-item]


def a_feed(*items: ItemView, **fields: object) -> FeedView:
    made = {
        "path": "unit/kanim-teluk-biru/feed.xml",
        "address": "https://berita.samudra.example/unit/kanim-teluk-biru/feed.xml",
        "link": "https://berita.samudra.example/unit/kanim-teluk-biru/",
        "title": "Kanim Teluk Biru – Ruang Berita Samudra",
        "description": "Berita terbaru dari Kanim Teluk Biru.",
        "language": "id",
        "updated": "2024-06-30T07:30:00+07:00",
        "items": list(items),
    }
    return FeedView(**{**made, **fields})  # type: ignore[typeddict-item]


def channel(view: FeedView) -> ElementTree.Element:
    found = ElementTree.fromstring(rss.render(view)).find("channel")
    assert found is not None
    return found


def test_the_channel_says_where_it_stands_and_what_page_shows_the_same() -> None:
    found = channel(a_feed(an_item()))
    assert found.findtext("link") == "https://berita.samudra.example/unit/kanim-teluk-biru/"
    (own,) = found.findall(ATOM_LINK)
    assert own.attrib == {
        "href": "https://berita.samudra.example/unit/kanim-teluk-biru/feed.xml",
        "rel": "self",
        "type": "application/rss+xml",
    }
    assert found.findtext("language") == "id"
    assert found.findtext("generator") == "Newsroom"
    assert found.findtext("ttl") == "15"


def test_items_stand_in_the_order_of_the_view() -> None:
    found = channel(a_feed(*(an_item(number) for number in range(1, 6))))
    assert [one.findtext("title") for one in found.findall("item")] == [f"Berita {number}" for number in range(1, 6)]


def test_an_item_carries_its_id_date_and_full_text() -> None:
    one = channel(a_feed(an_item(language="en"))).find("item")
    assert one is not None
    guid = one.find("guid")
    assert guid is not None
    assert guid.attrib == {"isPermaLink": "false"}
    assert guid.text == "tag:samudra.example,2024:kanim-teluk-biru/2024/berita-1"
    assert one.findtext("pubDate") == "Sun, 30 Jun 2024 09:30:00 +0900"
    assert one.findtext(CONTENT) == "<p>Isi.</p>"
    assert one.findtext(CREATOR) == "Kanim Teluk Biru"
    assert one.findtext("{http://purl.org/dc/elements/1.1/}language") == "en"
    assert [child.tag for child in one].index("description") < [child.tag for child in one].index(CONTENT)


def test_a_summary_only_item_has_no_content() -> None:
    one = channel(a_feed(an_item(content=""))).find("item")
    assert one is not None
    assert one.find(CONTENT) is None
    assert one.findtext("description") == "Ringkasan."


def test_the_build_date_is_that_of_the_newest_change_and_never_now() -> None:
    assert channel(a_feed(an_item())).findtext("lastBuildDate") == "Sun, 30 Jun 2024 07:30:00 +0700"
    assert channel(a_feed(updated="")).find("lastBuildDate") is None


@pytest.mark.parametrize("signs", ["R&D", "5 < 6", "]]>", "&lt;b&gt;", "'\"", "<b"])
def test_signs_in_a_title_come_out_as_they_were_written(signs: str) -> None:
    view = a_feed(an_item(title=signs), title=signs)
    found = channel(view)
    assert found.findtext("title") == signs
    assert found.findtext("item/title") == signs
    for line in rss.render(view).splitlines():
        assert b"<title>" not in line or b"&amp;" not in line  # numbered references only (RSS Best Practices Profile)


def test_the_end_of_a_cdata_section_in_the_text_does_no_harm() -> None:
    assert channel(a_feed(an_item(content="<p>]]&gt; ]]></p>"))).findtext(f"item/{CONTENT}") == "<p>]]&gt; ]]></p>"


@pytest.mark.parametrize("items", [0, 1, 50])
def test_a_common_reader_finds_nothing_to_forgive(items: int) -> None:
    view = a_feed(*(an_item(number % 30 + 1, id=f"tag:x.example,2024:{number}") for number in range(items)))
    read = feedparser.parse(rss.render(view))
    assert read.bozo == 0
    assert read.version == "rss20"
    assert len(read.entries) == items


_PROGRAM = """
import hashlib, sys
sys.path.insert(0, "tests/feeds")
from test_feed_rss import a_feed, an_item
from plugins.feeds import rss
print(hashlib.sha256(rss.render(a_feed(*(an_item(n) for n in range(1, 9))))).hexdigest())
"""


def test_the_same_view_gives_the_same_bytes_in_any_process() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ".", "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Jakarta"))
    }
    assert len(digests) == 1
