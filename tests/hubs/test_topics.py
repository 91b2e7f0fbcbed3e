"""What is announced: the feeds among what was written, and what may be named as a hub."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins import addresses
from plugins.hubs.request import Verdict, body, hub_addresses, verdict
from plugins.hubs.topics import topics
from tests.factory import SITE

_PATHS = st.sampled_from(
    ["feed.xml", "atom.xml", "unit/kanim-teluk-biru/feed.json", "index.html", "feeds.opml", "2024/arsip.xml", "a.xml"]
)


def test_feeds_of_every_form_are_topics_and_nothing_else_is() -> None:
    written = ["feed.xml", "index.html", "unit/kanim-teluk-biru/atom.xml", "unit/kanim-teluk-biru/feed.json"]
    others = ["feeds.opml", "feed/index.html", addresses.archived_feed("berita/2024/06/"), "sitemap.xml"]
    assert topics(SITE, [*written, *others]) == (
        "https://berita.samudra.example/feed.xml",
        "https://berita.samudra.example/unit/kanim-teluk-biru/atom.xml",
        "https://berita.samudra.example/unit/kanim-teluk-biru/feed.json",
    )


@given(st.lists(_PATHS))
def test_each_is_told_once_whatever_the_order(paths: list[str]) -> None:
    told = topics(SITE, paths)
    assert told == topics(SITE, reversed(paths))
    assert len(set(told)) == len(told) == len({path for path in paths if addresses.is_feed(path)})


@given(st.text(min_size=1))
def test_an_announcement_says_the_topic_by_both_of_its_names(topic: str) -> None:
    form = parse_qs(body(topic).decode("ascii"), keep_blank_values=True, strict_parsing=True)
    assert form == {"hub.mode": ["publish"], "hub.url": [topic], "hub.topic": [topic]}


@pytest.mark.parametrize(
    ("statuses", "meaning"),
    [
        ((200, 202, 204), Verdict.TAKEN),
        ((0, 408, 425, 429, 500, 503), Verdict.LATER),
        ((301, 308, 400, 403, 404, 410), Verdict.REFUSED),
    ],
)
def test_what_an_answer_means(statuses: tuple[int, ...], meaning: Verdict) -> None:
    assert {verdict(status) for status in statuses} == {meaning}


def test_hubs_are_named_once_in_their_order() -> None:
    named = ["https://b.example/", "http://[::1]:8000/hub?kunci=1", "https://b.example/"]
    assert hub_addresses(named) == ("https://b.example/", "http://[::1]:8000/hub?kunci=1")
    assert hub_addresses(()) == ()


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("hub.example", "only http and https"),
        ("ftp://hub.example/", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("https:///hub", "host is missing"),
        ("https://nama:sandi@hub.example/", "password"),
        ("https://hub.example:banyak/", "ort"),
        ("https://hub.example/#atas", "#"),
        ("https://hub.example/\r\nX: y", "spaces"),
        ("https://hub.example/é", "ASCII"),
        ('https://hub.example/"', "quotes"),
        (None, "no text"),
    ],
)
def test_what_is_no_hub_is_told_with_its_reason(address: object, why: str) -> None:
    with pytest.raises(ValueError, match=why) as told:
        hub_addresses((address,))
    assert repr(address) in str(told.value)


@pytest.mark.parametrize("setting", ["https://hub.example/", 7, None])
def test_a_setting_that_is_no_tuple_is_told(setting: object) -> None:
    with pytest.raises(ValueError, match="has to be a tuple"):
        hub_addresses(setting)
