"""Text is cut into sentences and words without losing any."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugins.zones.words import LONGEST_SENTENCE, WORD, sentences


def test_a_full_stop_after_an_abbreviation_ends_no_sentence() -> None:
    text = "Rapat dipimpin Drs. Amat, S.H., M.H. di Jl. Melati No. 13. Acara selesai. Peserta pulang"
    assert [s.words[0] for s in sentences(text)] == ["Rapat", "Acara", "Peserta"]


def test_a_blank_line_ends_a_sentence_and_a_line_break_does_not() -> None:
    assert [s.words for s in sentences("Teluk Biru\nhari ini\n \nKegiatan dr.\n\nusai")] == [
        ("Teluk", "Biru", "hari", "ini"),
        ("Kegiatan", "dr"),
        ("usai",),
    ]


def test_a_word_keeps_its_place_in_the_text() -> None:
    text = "Satu dua. “Tiga empat,” katanya!"
    second = list(sentences(text))[1]
    start, end = second.span(text, 0, 2)
    assert text[start:end] == "Tiga empat"


def test_the_mark_of_a_list_item_is_no_word() -> None:
    assert [run.words for run in sentences("Syarat:\n1. kartu\nb) foto")] == [("Syarat",), ("kartu",), ("foto",)]


@given(st.text(alphabet="AB. \n!”_-", max_size=400))  # without what may be the mark of a list item
def test_no_word_is_lost_or_doubled(text: str) -> None:
    assert [word for sentence in sentences(text) for word in sentence.words] == WORD.findall(text)


@given(st.integers(0, 500))
def test_a_sentence_never_exceeds_its_limit(count: int) -> None:
    text = "kata " * count
    runs = list(sentences(text))
    assert all(len(run.words) <= LONGEST_SENTENCE for run in runs)
    assert all(text[slice(*run.span(text, 0, len(run.words)))].split() == list(run.words) for run in runs)
