"""Misspelt words, and what must not be taken for one."""

from __future__ import annotations

import pytest

from plugins.rules import table
from plugins.rules.spelling import misspelt, twice

RULE = next(rule for rule in table.rules() if rule.code == "F-EJAAN")
PAIRS, ALWAYS = RULE.thresholds["pairs"], frozenset(RULE.thresholds["always"])


def told(text: str, *, capitals: bool = False) -> list[tuple[str, str]]:
    return [(text[start:end], right) for start, end, right in misspelt(text, PAIRS, ALWAYS, capitals)]


@pytest.mark.parametrize("wrong", PAIRS)
def test_every_pair_is_found_and_its_right_word_passes(wrong: str) -> None:
    assert wrong == wrong.lower()
    assert told(f"kata {wrong} itu") == [(wrong, PAIRS[wrong])]
    assert told(f"kata {PAIRS[wrong]} itu") == []


def test_words_that_are_wrong_even_in_names_are_in_the_table() -> None:
    assert set(PAIRS) >= ALWAYS


def test_capitals_are_kept() -> None:
    assert told("Aktifitas berjalan. Ijin keluar.") == [("Aktifitas", "Aktivitas"), ("Ijin", "Izin")]
    assert told("AKTIFITAS BERJALAN", capitals=True) == [("AKTIFITAS", "AKTIVITAS")]
    assert told("Kerjasama itu") == [("Kerjasama", "Kerja sama")]


def test_a_capital_within_a_sentence_is_a_name_but_in_titles() -> None:
    assert told("Menurut Supir Wibowo dan PT Aktifitas Jaya.") == []
    assert told("Menurut Kementrian Hukum") == [("Kementrian", "Kementerian")]
    assert told("Aktifitas Belajar Bersama", capitals=True) == [("Aktifitas", "Aktivitas")]


@pytest.mark.parametrize(
    "text",
    [
        "[baca](https://contoh.go.id/ijin/aktifitas) dan https://ijin.example/resiko",
        "`ijin` dan surel ijin@contoh.go.id, berkas ijin.pdf, tagar #ijin, akun @ijin",
        '<a href="x" title="ijin">izin</a>',
        "perijinannya? ijin-ijinan? sub-ijin?",
        "Tolak, ukur",
    ],
)
def test_what_is_no_prose_passes(text: str) -> None:
    assert told(text) == []


def test_small_words_that_stand_there_twice() -> None:
    text = "Petugas yang yang berjaga, di di-di, anak anak, Dan dan"
    assert [text[start:end] for start, end, _ in twice(text, RULE.thresholds["twice"])] == ["yang yang", "Dan dan"]
