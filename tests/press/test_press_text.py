from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.press.text import pictures, plain
from plugins.stories.body import render_body


def body(markdown: str) -> str:
    made = render_body(
        markdown, path="x.md", first_line=1, folder="berita/x/2024", site_url="", media_names=lambda name: None
    )
    return made.html


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Satu\ndua.\n\nTiga.", "Satu dua.\n\nTiga."),
        ("Satu  \ndua", "Satu\ndua"),
        ("# Judul\n\nIsi", "Judul\n\nIsi"),
        ("Kantor **bu**ka H<sub>2</sub>O", "Kantor buka H2O"),
        ("- a\n- b\n    - c\n- d\n\nAkhir", "- a\n- b\n  - c\n- d\n\nAkhir"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("> Kutipan\n>\n> lagi\n\nAkhir", "> Kutipan\n\n> lagi\n\nAkhir"),
        ("| a | b |\n|---|---|\n| 1 | |\n| | x<br>y |", "a\tb\n1\t\n\tx y"),
        ("```\nx   y\n\n\n   z\n```\n\nAkhir", "x   y\n\n\n   z\n\nAkhir"),
        ("A\n\n---\n\nB", "A\n\n---\n\nB"),
        ("Istilah\n: Arti", "Istilah\nArti"),
        ("Kata <q>begitu</q>.", "Kata “begitu”."),
        ("Isi[^1] lagi.\n\n[^1]: Catatan.", "Isi[1] lagi.\n\n---\n\n1. Catatan."),
        ("[Situs](https://a.example/x)", "Situs (https://a.example/x)"),
        ("[a.example](https://a.example/), titik", "a.example, titik"),
        ("[x@a.example](mailto:x@a.example) [telepon](tel:+62215550100)", "x@a.example telepon (+62215550100)"),
        ("Sebelum [situs](https://a.example/x) sesudah", "Sebelum situs (https://a.example/x) sesudah"),
        ("Antara **[situs](https://a.example/x)**nya", "Antara situs (https://a.example/x)nya"),
        ("5 &lt; 7 &amp; 8", "5 < 7 & 8"),
        ("", ""),
    ],
)
def test_a_body_is_told_in_plain_lines(markdown: str, text: str) -> None:
    assert plain(body(markdown)) == text


def test_a_picture_is_its_alternative_text() -> None:
    html = '<p>A <img src="newsroom-media:a.jpg" alt="Loket  baru"> B</p><p><img src="newsroom-media:b.jpg" alt=""></p>'
    assert plain(html) == "A [Gambar: Loket baru] B"
    figure = '<figure><img src="c.jpg" alt="C"><figcaption>Kata <b>tebal</b></figcaption></figure>'
    assert pictures(html + figure) == [
        ("newsroom-media:a.jpg", "Loket baru", ""),
        ("newsroom-media:b.jpg", "", ""),
        ("c.jpg", "C", "Kata tebal"),
    ]


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(str.strip)
BLOCKS = ("p", "h2", "li", "blockquote", "td", "dd", "div", "pre", "em", "summary")


@st.composite
def markup(draw: st.DrawFn, depth: int = 3) -> str:
    """Well-formed elements in any nesting."""
    parts = []
    for _ in range(draw(st.integers(1, 3))):
        if depth == 0 or draw(st.booleans()):
            parts.append(draw(TEXTS).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
        else:
            tag = draw(st.sampled_from((*BLOCKS, "ul", "ol", "table", "tr", "a", "q")))
            inner = draw(markup(depth - 1))
            parts.append(f'<a href="https://a.example/">{inner}</a>' if tag == "a" else f"<{tag}>{inner}</{tag}>")
    return "".join(parts)


def letters(text: str) -> str:
    return "".join(re.findall(r"\w", text))


@given(markup())
def test_no_letter_is_lost_or_comes_twice_whatever_stands_in_what(html: str) -> None:
    from bs4 import BeautifulSoup

    said = letters(BeautifulSoup(html, "html.parser").get_text())
    added = letters(re.sub(r" ?\(https://a\.example/\)", "", re.sub(r"(?m)^[> ]*\d+\. ", "", plain(html))))
    assert re.sub(r"\d", "", added) == re.sub(r"\d", "", said)


@given(markup())
def test_lines_are_tidy(html: str) -> None:
    text = plain(html)
    assert text == text.strip("\n")
    if "<pre>" not in html:
        assert "\n\n\n" not in text
        assert not [line for line in text.split("\n") if line != line.rstrip(" ") and not line.startswith((">", " "))]


@given(st.text(max_size=80))
def test_any_text_has_an_answer(text: str) -> None:
    assert isinstance(plain(text), str)
    assert isinstance(pictures(text), list)
