"""The rules are those of jsonfeed.org/version/1.1."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.feeds import jsonfeed
from plugins.feeds.view import CategoryView, FeedView, ItemView
from tests.feeds.views import EDITOR, SITE, a_feed, a_full_feed, a_notice, a_photo, a_withdrawn_item, an_item, items

Rules = Mapping[str, type]
FEED: Rules = {
    "version": str,
    "title": str,
    "home_page_url": str,
    "feed_url": str,
    "description": str,
    "user_comment": str,
    "next_url": str,
    "icon": str,
    "favicon": str,
    "authors": list,
    "language": str,
    "expired": bool,
    "hubs": list,
    "items": list,
}
ITEM: Rules = {
    "id": str,
    "url": str,
    "external_url": str,
    "title": str,
    "content_html": str,
    "content_text": str,
    "summary": str,
    "image": str,
    "banner_image": str,
    "date_published": str,
    "date_modified": str,
    "authors": list,
    "tags": list,
    "language": str,
    "attachments": list,
}
AUTHOR: Rules = {"name": str, "url": str, "avatar": str}
HUB: Rules = {"type": str, "url": str}
ATTACHMENT: Rules = {"url": str, "mime_type": str, "title": str, "size_in_bytes": int, "duration_in_seconds": int}


def check(found: dict[str, Any], rules: Rules, required: set[str]) -> None:
    """Only names that the format knows, of the types that it says; all else begins with an underscore."""
    assert required <= found.keys()
    for name, value in found.items():
        if name.startswith("_"):
            assert isinstance(value, dict)
            assert "about" not in value  # the format keeps it for the address of the extension's documentation
        else:
            assert type(value) is rules[name]


def read(view: FeedView) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(jsonfeed.render(view))
    check(found, FEED, {"version", "title", "items"})
    assert found["version"] == "https://jsonfeed.org/version/1.1"
    for hub in found.get("hubs", []):
        check(hub, HUB, {"type", "url"})
    for item in found["items"]:
        check(item, ITEM, {"id", "content_html", "date_published", "date_modified"})
        for author in item["authors"]:
            check(author, AUTHOR, {"name"})
        for attachment in item.get("attachments", []):
            check(attachment, ATTACHMENT, {"url", "mime_type"})
        assert all(isinstance(tag, str) for tag in item.get("tags", []))
        for moment in (item["date_published"], item["date_modified"]):
            assert datetime.fromisoformat(moment).tzinfo is not None
    return found


def read_item(item: ItemView) -> dict[str, Any]:
    (found,) = read(a_feed(item))["items"]
    assert isinstance(found, dict)
    return found


def test_the_feed_says_where_it_stands_and_where_changes_are_announced() -> None:
    found = read(a_full_feed())
    del found["items"]
    assert found == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Kanim Teluk Biru – Ruang Berita Samudra",
        "home_page_url": f"{SITE}unit/kanim-teluk-biru/",
        "feed_url": f"{SITE}unit/kanim-teluk-biru/feed.json",
        "description": "Berita terbaru dari Kanim Teluk Biru.",
        "language": "id",
        "hubs": [
            {"type": "WebSub", "url": "https://hub.samudra.example/?a=1&b=2"},
            {"type": "WebSub", "url": "https://hub-dua.example/"},
        ],
        "_newsroom": {
            "id": "tag:samudra.example,2024:umpan/unit/kanim-teluk-biru",
            "updated": "2024-06-30T07:30:00+07:00",
            "prev_archive": f"{SITE}unit/kanim-teluk-biru/2024/05/arsip.xml",
            "editor": {"name": EDITOR["name"], "email": EDITOR["email"]},
        },
    }


def test_the_feed_of_an_ended_unit_says_that_it_is_over() -> None:
    assert read(a_feed(an_item(), ended=True))["expired"] is True
    assert "expired" not in read(a_feed(an_item()))


def test_a_feed_without_items_is_one() -> None:
    assert read(a_feed())["items"] == []


def test_an_item_carries_dates_authors_tags_and_full_text() -> None:
    unit = an_item()["categories"][0]
    twice = CategoryView(scheme=f"{SITE}tag/", term=unit["term"], label="kanim")
    tag = CategoryView(scheme=f"{SITE}tag/", term="paspor", label="paspor")
    assert read_item(an_item(language="en", categories=[unit, twice, tag])) == {
        "id": "tag:samudra.example,2024:kanim-teluk-biru/2024/berita-1",
        "url": f"{SITE}berita/kanim-teluk-biru/2024/berita-1/",
        "title": "Berita 1",
        "summary": "Ringkasan.",
        "content_html": "<p>Isi.</p>",
        "date_published": "2024-06-30T09:30:00+09:00",
        "date_modified": "2024-06-30T09:30:00+09:00",
        "authors": [{"name": "Budi Pantai"}, {"name": "Kanim Teluk Biru", "url": f"{SITE}unit/kanim-teluk-biru/"}],
        "tags": ["kanim-teluk-biru", "paspor"],
        "language": "en",
    }


def test_a_summary_is_plain_and_stands_for_the_text_where_there_is_none() -> None:
    found = read_item(an_item(description="R&amp;D &lt;b&gt;", content=""))
    assert (found["summary"], found["content_html"]) == ("R&D <b>", "R&amp;D &lt;b&gt;")


def test_photos_are_attached_with_all_that_is_known_of_them() -> None:
    found = read_item(an_item(photos=[a_photo(), a_photo(url=f"{SITE}dua.png", length=0, caption="", credit="")]))
    assert found["image"] == a_photo()["url"]
    assert found["attachments"] == [
        {
            "url": a_photo()["url"],
            "mime_type": "image/jpeg",
            "title": "Loket baru di lantai dua.",
            "size_in_bytes": 48211,
        },
        {"url": f"{SITE}dua.png", "mime_type": "image/jpeg", "title": "Loket paspor dengan tiga petugas"},
    ]
    first, second = found["_newsroom"]["photos"]
    assert (first["caption"], first["credit"]) == ("Loket baru di lantai dua.", "Humas Kanim Teluk Biru")
    assert second == {
        "url": f"{SITE}dua.png",
        "width": 1200,
        "height": 800,
        "alt": "Loket paspor dengan tiga petugas",
    }


def test_a_withdrawn_story_says_so() -> None:
    assert read_item(a_withdrawn_item())["_newsroom"] == {"expired": True, "withdrawn": "2024-07-02T10:00:00+09:00"}


def test_a_notice_leads_to_its_story() -> None:
    assert read_item(a_notice())["_newsroom"] == {"in_reply_to": an_item()["id"]}


@pytest.mark.parametrize("number", [0, 1, 3])
def test_every_item_has_a_line_of_its_own(number: int) -> None:
    written = jsonfeed.render(a_feed(*(an_item(one) for one in range(1, number + 1))))
    assert written.count(b"\n") == number + 2
    assert written.endswith(b"\n]}\n")


@given(st.lists(items, max_size=2))
def test_whatever_a_view_holds_comes_out_as_it_was(items: list[ItemView]) -> None:
    found = read(a_feed(*items))["items"]
    assert [one["id"] for one in found] == [item["id"] for item in items]
    for one, item in zip(found, items, strict=True):
        assert one["title"] == item["title"]
        assert one["content_html"] == (item["content"] or item["description"])
        assert [author["name"] for author in one["authors"]] == [author["name"] for author in item["authors"]]
        assert one.get("tags", []) == sorted(
            {category["term"] for category in item["categories"]},
            key=[category["term"] for category in item["categories"]].index,
        )
