"""The shortcuts before Python-Markdown: on any text they give what the library gives."""

from __future__ import annotations

import markdown
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension

from plugins.stories.body_library import parser
from plugins.stories.body_simple import convert

_PLAIN = (
    "Kantor dibuka.",
    "“Baik,” katanya (dua\nbaris) - ya!",
    "2024 adalah tahun",
    "Élan 1. dan #1 {x}: a=b ~~ $5/hari",
)
_MARKED = (
    *("# Judul", "## Judul", "a\n# b", "Judul\n===", "Judul\n---", "---", "* * *", "1. satu\n2. dua", "- satu\n- dua"),
    *(
        "    - anak",
        "    kode",
        "    - a\n\n    b",
        "> kutip",
        "> - dalam",
        "3. tiga",
        "- a\n- # b",
        "-",
        "1.",
        "*",
        "#",
    ),
    *("| a | b |\n|---|--:|\n| 1 | *2* |", "| a |\n| - |", "Istilah\n: arti", ": arti", "  : arti", "[x]: /a\n: arti"),
    *(
        "[^1]: Catatan.",
        "[^1]: Catatan.\n    lagi",
        "kata[^1] dan [^1]",
        "[x]: https://a.example 'judul'",
        "[x] dan [y][x]",
    ),
    *(
        "*[PNS]: pegawai",
        "PNS dan *PNS*",
        "```\nkode",
        "```",
        "~~~",
        "~~~\nx\n~~~",
        "`kode`",
        "``a ` b``",
        "\\*bukan\\*",
    ),
    *(
        "<div>",
        "</div>",
        "<p>x</p>",
        "<b>x</b>",
        "<!-- x",
        "-->",
        "<https://a.example>",
        "<a@b.example>",
        "<",
        "a < b > c",
    ),
    *(
        "&amp; &x; & &#65;",
        "&",
        "*a* **b** ***c*** _d_",
        "**a",
        "[a](b.md)",
        "![a](b.jpg 'c')",
        "[a",
        "a]",
        "a  \nb",
        "a \nb",
    ),
    *(" a", "\ta", "a\t", "a ", "\n", "", "  ", "\u00a0a", "a\u2028b", "///Footnotes Go Here///", "[TOC]", "wzxhzdk:0"),
)
_SPANS = st.sampled_from(
    """**tebal** *miring$satu* [kata$dua](/a/b/) [x](https://a.example/?b=1#c) kata dua$kata $ $ . , ** * _ [ ]( ) !
    (a) “ ” # 1. -$ a*b*c **a*b [*a*](b) [a](b$"c") é""".replace("\n", " ").split(" ")
).map(lambda span: span.replace("$", " "))
_LINES = st.lists(_SPANS, min_size=1, max_size=8).map("".join)
_STARTS = st.sampled_from(("", "", "", "- ", "1. ", "2. ", "> ", "# ", "### ", "* ", ">", "-", "    "))
_WRITTEN = st.lists(st.tuples(_STARTS, _LINES), min_size=1, max_size=3).map(
    lambda lines: "\n".join(start + line for start, line in lines)
)
_BLOCKS = st.sampled_from(_PLAIN + _MARKED) | _WRITTEN
_GAPS = st.sampled_from(("\n\n", "\n\n", "\n\n", "\n", "\n\n\n", "\n \n"))


def bodies(blocks: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.tuples(blocks, _GAPS), max_size=8).map(
        lambda pieces: "".join(block + gap for block, gap in pieces)
    )


def read(text: str) -> str:
    return convert(text, parser().convert)


def by_the_library(text: str) -> str:
    """What a new instance of the library makes of it."""
    return markdown.markdown(
        text,
        extensions=[
            TableExtension(use_align_attribute=True),
            FootnoteExtension(BACKLINK_TITLE="{}", SEPARATOR="."),
            TocExtension(marker=""),
            *("def_list", "fenced_code", "abbr", "sane_lists"),
        ],
        output_format="html",
    )


@settings(max_examples=300)
@given(bodies(_BLOCKS) | bodies(_WRITTEN))
@example("Satu.\n\nDua.\n\n*tiga*\n\nEmpat.\n")
@example("Satu\n\nDua\n\n: arti")
@example("Kata[^1].\n\n[^1]: Isi.\n\n///Footnotes Go Here///\n\nAkhir.")
@example("PNS\n\n*[PNS]: pegawai")
@example("# PNS\n\n- PNS\n\n*[PNS]: pegawai")
@example("```\n\nSatu.\n\n```")
@example("<div>\n\nSatu.\n\n</div>")
def test_any_body_reads_as_the_library_reads_it(text: str) -> None:
    assert read(text) == by_the_library(text)


@given(st.text(alphabet="ab1.:=-#*_[]()!<>&|~`\\'\"“ \t\n", max_size=60))
def test_any_handful_of_marks_reads_as_the_library_reads_it(text: str) -> None:
    assert read(text) == by_the_library(text)


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=40), st.sampled_from(_MARKED))
def test_any_letters_read_as_the_library_reads_them(text: str, marked: str) -> None:
    body = f"{text}\n\n{marked}\n\n{text}"
    assert read(body) == by_the_library(body)


def test_simple_bodies_never_reach_the_library() -> None:
    text = "Satu **dua** [tiga](/berita/a/).\n\n## Jam\n\n- *a*\n- b\n\nEmpat\nlima.\n\n1. c\n2. d\n\n## Jam\n\n> Enam."
    seen: list[str] = []
    assert convert(text, lambda rest: str(seen.append(rest))) == by_the_library(text)
    assert seen == []


def test_of_other_bodies_paragraphs_never_reach_the_library() -> None:
    seen: list[str] = []
    text = "Satu.\n\nDua.\n\n_tiga_\n\nEmpat.\n\n- lima"
    assert convert(text, lambda rest: (seen.append(rest), by_the_library(rest))[1]) == by_the_library(text)
    assert seen == ["\x01\n\n_tiga_\n\n\x01\n\n- lima"]
