import subprocess
import sys
from xml.etree import ElementTree

import feedparser
import pytest

from plugins.feeds import rss
from plugins.feeds.view import AuthorView, FeedView
from tests.feeds.views import EDITOR, SITE, a_feed, a_full_feed, a_notice, a_photo, an_archive, an_item

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
MODIFIED = "{http://purl.org/dc/terms/}modified"
ATOM_LINK = "{http://www.w3.org/2005/Atom}link"
ARCHIVE = "{http://purl.org/syndication/history/1.0}archive"
REPLY = "{http://purl.org/syndication/thread/1.0}in-reply-to"
MEDIA = "{http://search.yahoo.com/mrss/}"


def channel(view: FeedView) -> ElementTree.Element:
    found = ElementTree.fromstring(rss.render(view)).find("channel")
    assert found is not None
    return found


def links(view: FeedView) -> list[dict[str, str]]:
    return [dict(link.attrib) for link in channel(view).findall(ATOM_LINK)]


def test_the_channel_says_where_it_stands_and_what_page_shows_the_same() -> None:
    found = channel(a_feed(an_item()))
    assert found.findtext("link") == f"{SITE}unit/kanim-teluk-biru/"
    assert links(a_feed(an_item())) == [
        {"href": f"{SITE}unit/kanim-teluk-biru/feed.xml", "rel": "self", "type": "application/rss+xml"}
    ]
    assert found.findtext("language") == "id"
    assert found.findtext("generator") == "Newsroom"
    assert found.findtext("ttl") == "15"
    assert found.find("managingEditor") is None
    assert found.find(ARCHIVE) is None


def test_the_channel_says_where_changes_are_announced_and_what_came_before() -> None:
    assert links(a_full_feed())[1:] == [
        {"href": "https://hub.samudra.example/?a=1&b=2", "rel": "hub"},
        {"href": "https://hub-dua.example/", "rel": "hub"},
        {
            "href": f"{SITE}unit/kanim-teluk-biru/2024/05/arsip.xml",
            "rel": "prev-archive",
            "type": "application/rss+xml",
        },
    ]


def test_an_archive_says_so_and_leads_to_the_feed_and_to_what_came_before() -> None:
    view = an_archive(an_item())
    assert channel(view).find(ARCHIVE) is not None
    assert {link["rel"]: link["href"] for link in links(view)} == {
        "self": f"{SITE}unit/kanim-teluk-biru/2024/05/arsip.xml",
        "prev-archive": f"{SITE}unit/kanim-teluk-biru/2024/04/arsip.xml",
        "current": f"{SITE}unit/kanim-teluk-biru/feed.xml",
    }


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Sari Laut", "Sari Laut"),
        ("Sari (Humas :) & <Ko>", "Sari [Humas :] & <Ko>"),
        ("", "Kanim Teluk Biru – Ruang Berita Samudra"),
    ],
)
def test_the_press_officer_is_the_editor(name: str, shown: str) -> None:
    view = a_feed(an_item(), editor=AuthorView(name=name, url="", email=EDITOR["email"]))
    assert channel(view).findtext("managingEditor") == f"humas@teluk-biru.example ({shown})"
    assert b"&amp;" not in rss.render(view)  # numbered references only, as in titles


def test_without_an_address_of_mail_there_is_no_editor() -> None:
    assert channel(a_feed(an_item(), editor=AuthorView(name="Sari", url="", email=""))).find("managingEditor") is None


def test_every_feed_declares_the_same_namespaces() -> None:
    heads = {rss.render(view).splitlines()[1] for view in (a_feed(), a_full_feed(), an_archive(an_item()))}
    assert len(heads) == 1


def test_items_stand_in_the_order_of_the_view() -> None:
    found = channel(a_feed(*(an_item(number) for number in range(1, 6))))
    assert [one.findtext("title") for one in found.findall("item")] == [f"Berita {number}" for number in range(1, 6)]


def test_an_item_carries_its_id_dates_authors_and_full_text() -> None:
    one = channel(a_feed(an_item(language="en", updated="2024-07-01T08:00:00+09:00"))).find("item")
    assert one is not None
    guid = one.find("guid")
    assert guid is not None
    assert guid.attrib == {"isPermaLink": "false"}
    assert guid.text == "tag:samudra.example,2024:kanim-teluk-biru/2024/berita-1"
    assert one.findtext("pubDate") == "Sun, 30 Jun 2024 09:30:00 +0900"
    assert one.findtext(MODIFIED) == "2024-07-01T08:00:00+09:00"
    assert one.findtext(CONTENT) == "<p>Isi.</p>"
    assert [creator.text for creator in one.findall(CREATOR)] == ["Budi Pantai", "Kanim Teluk Biru"]
    assert one.findtext("{http://purl.org/dc/elements/1.1/}language") == "en"
    assert one.find(REPLY) is None
    assert [child.tag for child in one].index("description") < [child.tag for child in one].index(CONTENT)


def test_a_category_is_an_id_within_the_page_that_lists_them() -> None:
    category = channel(a_feed(an_item())).find("item/category")
    assert category is not None
    assert (category.attrib, category.text) == ({"domain": f"{SITE}unit/"}, "kanim-teluk-biru")


def test_a_notice_leads_to_its_story() -> None:
    reply = channel(a_feed(a_notice())).find(f"item/{REPLY}")
    assert reply is not None
    assert reply.attrib == {"ref": an_item()["id"]}


def test_only_the_first_photo_is_enclosed_and_all_are_told() -> None:
    first, second = a_photo(), a_photo(url=f"{SITE}kedua.jpg", caption="", credit="", height=0)
    one = channel(a_feed(an_item(photos=[first, second]))).find("item")
    assert one is not None
    (enclosure,) = one.findall("enclosure")
    assert enclosure.attrib == {"url": first["url"], "length": "48211", "type": "image/jpeg"}
    told, bare = one.findall(f"{MEDIA}content")
    assert (told.get("fileSize"), told.get("width"), told.get("height")) == ("48211", "1200", "800")
    assert told.get("medium") == bare.get("medium") == "image"
    assert [child.text for child in told] == [first["caption"], first["alt"], first["credit"]]
    assert [child.tag for child in bare] == [f"{MEDIA}description"]
    assert bare.get("width") is None


def test_a_photo_whose_length_is_not_known_is_no_enclosure() -> None:
    one = channel(a_feed(an_item(photos=[a_photo(length=0), a_photo()]))).find("item")
    assert one is not None
    assert one.find("enclosure") is None
    assert [content.get("fileSize") for content in one.findall(f"{MEDIA}content")] == [None, "48211"]


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


@pytest.mark.parametrize(
    "view",
    [
        a_feed(),
        a_full_feed(),
        an_archive(an_item()),
        a_feed(*(an_item(number % 30 + 1, id=f"tag:x.example,2024:{number}") for number in range(50))),
    ],
    ids=["empty", "full", "archive", "long"],
)
def test_a_common_reader_finds_nothing_to_forgive(view: FeedView) -> None:
    read = feedparser.parse(rss.render(view))
    assert read.bozo == 0
    assert read.version == "rss20"
    assert [entry.id for entry in read.entries] == [item["id"] for item in view["items"]]


_PROGRAM = """
import hashlib
from plugins.feeds import atom, jsonfeed, rss
from tests.feeds.views import a_full_feed
for form in (rss, atom, jsonfeed):
    print(hashlib.sha256(form.render(a_full_feed())).hexdigest())
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
