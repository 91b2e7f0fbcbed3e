"""Figures that contradict each other, and figures that only stand near each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.rules.figures import contradictions
from plugins.rules.numbers import decimal, shown, table, whole

ONES = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
counts = st.integers(1, 400)


def spelled(number: int) -> str:
    if number >= 1000:
        thousands = "seribu" if number < 2000 else f"{spelled(number // 1000)} ribu"
        return f"{thousands} {spelled(number % 1000)}".strip()
    if number >= 100:
        hundreds = "seratus" if number < 200 else f"{ONES[number // 100]} ratus"
        return f"{hundreds} {spelled(number % 100)}".strip()
    if number >= 20:
        return f"{ONES[number // 10]} puluh {ONES[number % 10]}".strip()
    if number >= 12:
        return f"{ONES[number - 10]} belas"
    return {10: "sepuluh", 11: "sebelas"}.get(number) or ONES[number]


def told(text: str) -> list[str]:
    return [how for _, _, how in contradictions(text)]


@given(st.integers(1, 999_999))
def test_numbers_in_words_are_read(number: int) -> None:
    assert whole(spelled(number)) == number
    assert whole(spelled(number).title()) == number


@given(st.integers(0, 999_999_999))
def test_numbers_in_figures_are_read_as_shown(number: int) -> None:
    assert whole(shown(number)) == number
    assert decimal(shown(number)) == number


@pytest.mark.parametrize("words", ["belas", "puluh satu", "ratus"])
def test_words_that_make_no_number_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match=words):
        whole(words)


@given(counts, counts, st.integers(-3, 3), st.booleans())
def test_both_sexes_make_the_total(men: int, women: int, off: int, in_words: bool) -> None:
    write = spelled if in_words else str
    total = max(1, men + women + off)
    text = f"Hadir {write(men)} peserta laki-laki dan {write(women)} peserta perempuan, total {total} orang."
    assert bool(told(text)) == (total != men + women)


@given(counts, counts, st.integers(-2, 2))
def test_named_parts_make_what_they_are_parts_of(one: int, other: int, off: int) -> None:
    total = one + other + off
    text = f"Tercatat {total} berkas, terdiri dari {one} paspor baru dan {other} paspor lama."
    assert bool(told(text)) == (off != 0 and max(one, other) < total and abs(off) <= max(1, 0.1 * total))


@given(st.integers(1, 500), st.integers(1, 500))
def test_a_share_is_that_of_the_numbers(part: int, more: int) -> None:
    right = round(100 * part / (part + more))
    assert told(f"Sebanyak {part} dari {part + more} kantor ({right} persen) melapor.") == []
    assert told(f"Sebanyak {part} dari {part + more} kantor ({right + 3} persen) melapor.")


@pytest.mark.parametrize(
    "text",
    [
        "Tercatat 20 orang, di antaranya 5 laki-laki dan 4 perempuan dari luar kota, total 20 orang.",
        "Satu tim terdiri dari 3 pemeriksa dan 40 berkas.",
        "Sebanyak 50 peserta, yakni 30 pegawai dan sisanya 20 tamu.",
        "Ada 12 laki-laki dan 8 perempuan pada 21 Juni 2024.",
        "Realisasi 110 persen dari target, naik dari 90 persen.",
        "Nilai 3,92 dari 4 pada 2024, 12 dari 20 daerah, 5 persen di antaranya desa.",
        "Sebanyak 40 persen puas, 35 persen cukup puas, sisanya 25 persen tidak puas.",
        "Pukul 09.00–11.30, tiga sesi, masing-masing 40 orang, yakni 20 pegawai dan 15 tamu.",
        "Bertemu 2 dari 3 pihak (kira-kira).",
    ],
)
def test_what_may_well_be_meant_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_a_wrong_sum_says_what_it_should_be() -> None:
    text = "Kabar. Tercatat 293 perjanjian, terdiri dari 26 nota dan 268 perjanjian kerja sama."
    ((start, end, how),) = contradictions(text)
    assert text[start:end] == "293 perjanjian, terdiri dari 26 nota dan 268 perjanjian kerja sama"
    assert how == "26 + 268 = 294, tetapi tertulis 293"


def test_columns_of_a_table_are_added_where_the_last_row_is_a_sum() -> None:
    rows = "| Bulan | Masuk | Persen |\n| --- | ---: | ---: |\n| Juli | 1.000 | 40 |\n| Agustus | 20 | 50 |\n"
    assert told(f"{rows}| Jumlah | 1.020 | 45 |") == []
    assert told(f"{rows}| Jumlah | 1.030 | 45 |") == ["kolom “Masuk” berjumlah 1.020, tetapi tertulis 1.030"]
    assert told(f"{rows}| September | 1.030 | 45 |") == []


def test_what_is_no_table_has_no_rows() -> None:
    assert table("a | b\nc | d\ne | f") == []
    assert table("| a |\n| - |\n| b |") == [(0, ["a"]), (12, ["b"])]
