from __future__ import annotations

import pytest

from plugins.copies.words import FEWEST, LENGTH, shingles, words

_LONG = "kata " * FEWEST


def test_who_where_when_and_how_many_are_left_out() -> None:
    text = (
        "<p>PADANG, 21/9 – Kanim Teluk Biru melayani 45 pemohon pada Senin, dua puluh satu september pukul 09.30 WIB"
        " bersama <strong>Kepala Kantor</strong> Ratna Wijaya.</p>"
    )
    assert words(text) == ["melayani", "pemohon", "pada", "bersama"]


def test_a_byline_in_brackets_at_the_end_is_left_out() -> None:
    assert words("<p>loket dibuka (humas kanim/rw)</p>\n") == ["loket", "dibuka"]
    assert words("<p>loket (baru) dibuka</p>") == ["loket", "baru", "dibuka"]


def test_the_same_words_are_found_in_spite_of_markup_and_entities() -> None:
    assert words("<p>antre&shy;an <a href='x'>di loket</a></p>")[-2:] == ["di", "loket"]
    assert words("<p>satuan-kerja anak-anak</p>") == ["satuan-kerja", "anak-anak"]


def test_a_short_text_is_not_compared() -> None:
    assert shingles(f"<p>{'kata ' * (FEWEST - 1)}</p>") == []
    assert shingles(f"<p>{_LONG}</p>") == [" ".join(["kata"] * LENGTH)]


def test_what_is_long_is_looked_at_in_part() -> None:
    assert len(words("kata " * 50_000)) < 5_000


@pytest.mark.parametrize(("opening", "closing"), [('"', '"'), ("“", "”"), ("&quot;", "&quot;"), ("<em>“", "</em>”")])
def test_what_is_quoted_is_left_out(opening: str, closing: str) -> None:
    """Each office quotes its own head on the same event."""
    assert words(f"<p>{_LONG}{opening}jaga\nnama baik{closing}, kata kepala.</p>")[-2:] == ["kata", "kepala"]
    assert "baik" not in words(f"<p>{_LONG}{opening}jaga nama baik{closing}</p>")


def test_a_mark_that_nobody_closed_leads_no_further_than_its_paragraph() -> None:
    body = f'<p>{_LONG}"jaga nama baik</p><p>loket dibuka "lebih pagi" mulai besok</p>'
    assert words(body)[-7:] == ["jaga", "nama", "baik", "loket", "dibuka", "mulai", "besok"]


def test_a_text_that_is_a_quotation_is_compared_as_it_is() -> None:
    assert words("<p>“hadirin yang kami hormati”</p>") == ["hadirin", "yang", "kami", "hormati"]
