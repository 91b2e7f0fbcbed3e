"""From a file to a draft: every text with the place at which the file has it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugins.rules.draft import Photo
from plugins.rules.drafting import draft_of
from plugins.stories.reader import open_story
from tests.rules.desk import CONTEXT, DESK, PLACE, draft

STORY = """---
title: "Loket: dibuka"
date: 2024-06-01 09.00
summary: Warga datang.
image: {file: loket.jpg, alt: Antrean di loket}
corrections:
  - {date: 2024-06-02, kind: ralat, note: Nama diperbaiki.}
---

Padang – Alinea pertama
berlanjut di sini.

  - butir [tautan](https://contoh.example/a(b)) dan https://contoh.example/lain.

![Peta loket](peta.png)
"""


def test_texts_have_their_places() -> None:
    places = {(p.field, p.text): (p.line, p.column) for p in draft(STORY).passages}
    assert places["title", "Loket: dibuka"] == (2, 9)
    assert places["summary", "Warga datang."] == (4, 10)
    assert places["image.alt", "Antrean di loket"] == (5, 31)
    assert places["corrections.0.note", "Nama diperbaiki."] == (7, 43)
    assert places["body", "Padang – Alinea pertama\nberlanjut di sini."] == (10, 1)


def test_line_ends_and_byte_order_mark_change_no_place() -> None:
    plain = draft(STORY).passages
    assert draft(b"\xef\xbb\xbf" + STORY.replace("\n", "\r\n").encode()).passages == plain


def test_values_that_are_no_text_are_left_out() -> None:
    assert {p.field for p in draft(STORY).passages} == {"title", "summary", "image.alt", "corrections.0.note", "body"}


def test_links_and_pictures_are_found() -> None:
    found = draft(STORY)
    assert [(link.text, link.address) for link in found.links] == [
        ("tautan", "https://contoh.example/a(b)"),
        ("https://contoh.example/lain", "https://contoh.example/lain"),
    ]
    for link in found.links:
        assert link.passage.text[link.start : link.end] == link.address
    assert found.photos == (
        Photo("image", "loket.jpg", 5, alt="Antrean di loket"),
        Photo("body", "peta.png", 15, alt="Peta loket"),
    )


def test_a_file_that_cannot_be_read_is_one_text_all_the_same() -> None:
    for broken in (b"tanpa kepala 3171234501900001", b"---\ntitle: [x\n---\nNIK", b"\xff\xfe\x00NIK", b"---\ntitle: x"):
        found = draft(broken)
        assert found.keys is None
        assert found.passages


def test_the_office_is_that_of_its_day() -> None:
    office = draft(STORY).office
    assert (office.id, office.short_name) == ("kanim-teluk-biru", "Kanim Teluk Biru")
    assert office.ancestors == ("kanwil-biru", "kementerian-samudra")


def test_contacts_of_all_units_are_known_in_one_form() -> None:
    assert DESK.known.contacts == {"627515550100", "6281255501000", "kanimtelukbiru@gmail.com"}


@given(st.text(alphabet=st.sampled_from("ab \n\t\r-[]()!.é😀"), max_size=200))
def test_every_block_stands_where_it_says(body: str) -> None:
    data = f"---\ntitle: a\ndate: 2024-06-01\n---\n{body}".encode()
    lines = data.decode().replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for passage in draft_of(data, PLACE, open_story(data, PLACE, CONTEXT), DESK).passages:
        for at, sign in enumerate(passage.text):
            line, column = passage.place(at)
            assert (lines[line - 1] + "\n")[column - 1] == sign
