from __future__ import annotations

import html
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.leaks.words import place_of, readable, runs, words, words_of

SENTENCE = "Rapat “tertutup” di Kafé Ōkami membahas 3/4 anggaran & utang"
SAID = b" rapat tertutup di kaf\xc3\xa9 \xc5\x8dkami membahas 3 4 anggaran utang "
WRAPPINGS = {
    "plain": lambda text: text,
    "html": lambda text: f"<p>{html.escape(text)}</p>",
    "attribute": lambda text: f'<img src="a.jpg" alt="{html.escape(text)}">',
    "numeric entities": lambda text: "".join(f"&#{ord(c)};" for c in text),
    "json": lambda text: json.dumps({"title": text}),
    "json, ascii": lambda text: json.dumps([text], ensure_ascii=True),
    "html in xml": lambda text: f"<description>{html.escape('<p>' + html.escape(text) + '</p>')}</description>",
    "html in json": lambda text: json.dumps({"content_html": f"<p>{html.escape(text)}</p>"}),
    "address": lambda text: f'<a href="https://wa.example/?text={quote(text)}">',
    "capitals": str.upper,
    "soft hyphens": lambda text: text.replace("tt", "t\u00adt").replace("ang", "an\u00adg"),
    "decomposed": lambda text: text.replace("é", "e\u0301"),
    "bold words": lambda text: html.escape(text).replace("Rapat", "<b>Rapat</b>").replace("utang", "<i>utang</i>"),
}


@pytest.mark.parametrize("wrapped", WRAPPINGS)
def test_a_sentence_is_found_however_it_is_wrapped(wrapped: str) -> None:
    assert SAID in words_of(f"sebelum {WRAPPINGS[wrapped](SENTENCE)} sesudah")


def test_words_beside_a_tag_stay_together_and_what_the_tag_says_stands_apart() -> None:
    assert words_of('satu <img alt="empat lima"> dua') == b" satu dua img alt empat lima "


@given(st.text())
def test_any_text_has_words_with_one_blank_between(text: str) -> None:
    said = words_of(text)
    assert said.startswith(b" ") and said.endswith(b" ")
    assert b"  " not in said.strip()
    assert words(readable(said.decode("utf-8", "replace"))).split() == said.split()


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=8), min_size=1, max_size=30))
def test_each_run_of_six_words_is_one(text: list[str]) -> None:
    found = list(runs(words_of(" ".join(text)), 6))
    assert len(found) == max(1, len(text) - 5)
    assert all(run.split() == [w.encode() for w in text[n : n + 6]] for n, run in enumerate(found))


def test_what_was_found_is_shown_where_it_begins() -> None:
    data = b"x" * 100 + b" rapat lain. <p>Rapat &#34;tertutup&#34; di Kaf\xc3\xa9</p>"
    assert data[place_of(SAID, data) :].startswith(b"Rapat &#34;")


def test_what_is_not_there_has_no_place() -> None:
    assert place_of(b" tidak ada di sini ", b"tidak pernah ada di sini") == -1
