from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.pages import share
from plugins.pages.story import Stories
from tests import factory
from tests.pages import facts
from tests.pages.facts import library, view

LINK = "https://berita.samudra.example/berita/kanim-teluk-biru/2024/antrean/"
TOLD = share.Told(
    title="Loket buka Sabtu",
    summary="Kuota tambahan sampai akhir Juni.",
    link=LINK,
    unit="Kanim Teluk Biru",
    day="Sabtu, 1 Juni 2024",
    tags=("paspor", "layanan-publik", "2024"),
)
ANYTHING = st.text(st.characters(exclude_categories=("Cs",)), max_size=400)
TITLES = ANYTHING | st.lists(
    st.sampled_from(
        ["*tebal*", "_miring_", "~coret~", "`kode`", "contoh.go.id/a", "https://x.test/?a=1", "😀", "🇮🇩", "a" * 90]
    ),
    max_size=60,
).map(" ".join)


def told(**changes: object) -> share.Told:
    return share.Told(**{**{name: getattr(TOLD, name) for name in share.Told.__slots__}, **changes})  # type: ignore[arg-type]


def text(network: str, of: share.Told = TOLD) -> str:
    return next(copy["text"] for copy in share.copies(of) if copy["id"] == network)


def test_a_message_has_its_title_in_bold_then_what_it_is_about_whose_it_is_and_the_link() -> None:
    assert text("whatsapp") == (
        "*Loket buka Sabtu*\n\nKuota tambahan sampai akhir Juni.\n\n"
        f"Kanim Teluk Biru, Sabtu, 1 Juni 2024\nSelengkapnya: {LINK}"
    )


def test_a_caption_of_instagram_has_no_link_and_leads_to_the_one_in_the_bio() -> None:
    caption = text("instagram")
    assert "://" not in caption
    assert "Selengkapnya: tautan di bio." in caption
    assert caption.endswith("#Paspor #LayananPublik")


def test_a_post_on_x_drops_its_hashtags_before_its_words() -> None:
    assert text("x") == f"Loket buka Sabtu\n#Paspor #LayananPublik\n{LINK}"
    long = "Kata " * 49 + "akhir"
    assert text("x", told(title=long)) == f"{long}\n{LINK}"


def test_the_words_around_a_story_are_in_its_own_language() -> None:
    english = told(lang="en")
    assert "Read more:" in text("whatsapp", english) and "link in bio" in text("instagram", english)


@pytest.mark.parametrize("network", ["whatsapp", "x", "facebook", "instagram"])
def test_a_sample_travels_as_one(network: str) -> None:
    assert "[CONTOH] Loket" in text(network, told(sample=True))


@pytest.mark.parametrize(
    ("post", "length"),
    [
        ("", 0),
        ("abc", 3),
        (LINK, len(LINK)),  # counts as 23 there: never less here
        ("lihat a.id", 6 + 23),
        ("日本", 4),
        ("“kutip” – …", 10 + 2),
        ("😀", 2),
    ],
)
def test_length_is_counted_as_x_counts_or_a_little_longer(post: str, length: int) -> None:
    assert share.x_length(post) == length


@given(TITLES, ANYTHING)
def test_no_post_on_x_is_longer_than_it_may_be(title: str, summary: str) -> None:
    post, link = text("x", told(title=title, summary=summary)).rsplit("\n", 1)
    assert link == LINK
    assert share.x_length(post) + 1 + share.X_LINK <= share.X_LONGEST


def test_the_length_that_is_shown_of_a_post_counts_its_link_as_x_does() -> None:
    (shown,) = [copy["length"] for copy in share.copies(told(link=LINK + "a" * 200)) if copy["id"] == "x"]
    assert shown == len("Loket buka Sabtu\n#Paspor #LayananPublik\n") + share.X_LINK


@given(TITLES, ANYTHING, st.lists(st.from_regex(r"[a-z0-9-]{1,50}", fullmatch=True), max_size=40))
def test_no_caption_is_longer_than_it_may_be_nor_has_too_many_hashtags(
    title: str, summary: str, tags: list[str]
) -> None:
    caption = text("instagram", told(title=title, summary=summary * 10, tags=tuple(tags)))
    assert len(caption) <= share.INSTAGRAM_LONGEST
    assert len(re.findall(r"#\w", caption.rpartition("\n\n")[2])) <= share.INSTAGRAM_HASHTAGS


@given(TITLES, TITLES)
def test_no_headline_changes_how_a_message_looks(title: str, summary: str) -> None:
    bold, *rest = text("whatsapp", told(title=title, summary=summary)).split("\n")
    assert bold[0] == bold[-1] == "*" and len(bold) > 2
    for line in (bold[1:-1], *rest[:-1]):
        assert not set(line) & set("*~`")
        assert not re.search(r"(?<!\w)_|_(?!\w)", line)
        assert not re.match(r"(?:[-•>#]|\d+\.)\s", line)
        assert not any(ord(sign) < 32 or sign in "\u202a\u202e\u2066\u2028" for sign in line)


@given(TITLES)
def test_links_lead_to_the_networks_alone_with_the_story_in_them(title: str) -> None:
    hosts = {"wa.me", "x.com", "www.facebook.com", "t.me", ""}
    for target in share.targets(told(title=title)):
        parts = urlsplit(target["address"])
        assert parts.scheme in ("https", "mailto") and parts.netloc in hosts
        assert LINK in "\n".join(value for values in parse_qs(parts.query).values() for value in values)
        assert not re.search(r"[\s\"'<>]", target["address"])


@pytest.mark.parametrize(
    ("tag", "made"), [("layanan-publik", ["#LayananPublik"]), ("2024", []), ("-", []), ("a-1", ["#A1"])]
)
def test_hashtags_are_one_word_each(tag: str, made: list[str]) -> None:
    assert share.hashtags([tag, tag]) == made


# Where a page offers them


def test_a_page_offers_its_own_canonical_address(tmp_path: Path) -> None:
    story = factory.story()
    with library(tmp_path, story) as shelf:
        offered = view(Stories(facts.house()), shelf, story.reference)["story"]["share"]
    assert [target["network"] for target in offered["targets"]] == ["WhatsApp", "X", "Facebook", "Telegram", "Surel"]
    assert offered["copies"][1]["text"].endswith(f"\n{factory.SITE.url}/berita/{story.reference}/")


def test_what_is_withdrawn_expired_or_not_yet_out_is_not_passed_on(tmp_path: Path) -> None:
    story = factory.story()
    gone = [
        factory.withdrawn(story),
        factory.withdrawn(story, "privasi"),
        factory.story(expires=factory.instant("2024-07-01")),
    ]
    for number, row in enumerate(gone):
        (tmp_path / str(number)).mkdir()
        with library(tmp_path / str(number), row) as shelf:
            assert view(Stories(facts.house()), shelf, row.reference)["story"]["share"] is None
    with library(tmp_path, story, at=factory.places(preview=True)) as shelf:
        assert view(Stories(facts.house()), shelf, story.reference)["story"]["share"] is None
