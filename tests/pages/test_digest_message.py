"""A digest as a text for messengers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.pages.digest_message import MOST, Line, bold, compose, line_of, plain
from tests import factory

DIGEST = "https://berita.samudra.example/unit/kanim-teluk-biru/ringkasan/2024/06/01/"
LINES = [Line(f"Berita {number}", "Kanim Teluk Biru", f"https://x.example/{number}/") for number in range(1, 4)]


def test_a_message_has_bold_titles_their_unit_and_their_link() -> None:
    assert compose("Ringkasan Sabtu, 1 Juni 2024", "Kanwil Biru", LINES[:2], 2, DIGEST) == (
        "*Ringkasan Sabtu, 1 Juni 2024*\nKanwil Biru\n\n"
        "*Berita 1*\nKanim Teluk Biru\nhttps://x.example/1/\n\n"
        "*Berita 2*\nKanim Teluk Biru\nhttps://x.example/2/\n\n"
        f"Ringkasan ini di situs:\n{DIGEST}\n"
    )


def test_of_many_stories_it_tells_ten_and_how_many_there_are_besides() -> None:
    text = compose("Ringkasan", "Kanwil Biru", LINES * 4, 61, DIGEST)
    assert text.count("https://x.example/") == 10
    assert text.endswith(f"\n\ndan 51 berita lagi:\n{DIGEST}\n")


TEXTS = st.text(st.one_of(st.sampled_from("*_~`>-#\n\r\t \u202e\u200f\u2028\x00"), st.characters()), max_size=300)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=15), TEXTS)
def test_no_title_breaks_the_marks_or_the_length(texts: list[tuple[str, str]], name: str) -> None:
    lines = [Line(title, under, "https://x.example/" + "a" * 150) for title, under in texts]
    message = compose("Ringkasan", name, lines, 99, DIGEST)
    assert len(message) <= MOST
    for line in message.splitlines():
        assert not re.search(r"[_~`]|^[>#-]", line)
        assert line.count("*") in (0, 2)
        assert line.count("*") == 0 or re.fullmatch(r"\*\S(?:[^*]*\S)?\*", line)
    told = message.count("https://x.example/")
    assert f"dan {99 - told} berita lagi" in message


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("*Gratis* _sekarang_", "∗Gratis∗ ＿sekarang＿"),
        ("Dua\nbaris\u2028lagi", "Dua baris lagi"),
        ("> kutipan", "kutipan"),
        ("\u202egnalab", "gnalab"),
        ("", ""),
        ("a" * 201, "a" * 199 + "…"),
    ],
)
def test_what_a_messenger_takes_for_a_mark_is_another_letter(title: str, line: str) -> None:
    assert plain(title) == line


def test_nothing_is_not_made_bold() -> None:
    assert (bold(""), bold(" \n")) == ("", "")


def test_the_unit_is_told_where_it_is_not_the_digest_s_own_and_a_sample_says_so() -> None:
    card = factory.placed(factory.story(sample=True)).card
    own, other = (line_of(card, factory.SITE.absolute, unit) for unit in (factory.UNIT, ""))
    assert (own.under, other.under) == ("Contoh", "Kanim Teluk Biru · Contoh")
    assert own.address == f"{factory.SITE.url}/berita/kanim-teluk-biru/2024/antrean/"
