"""What was and what became of it, money and its parts, a house and who lives there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.rules.comparing import amount, contradictions
from plugins.rules.numbers import shown

some = st.integers(20, 2_000_000)


def told(sentence: str) -> list[str]:
    return [how for _, _, how in contradictions(sentence)]


@pytest.mark.parametrize(
    ("text", "value"),
    [("250", 250), ("1.020", 1020), ("Rp2,5 miliar", 2.5e9), ("Rp 300 juta", 3e8), ("Rp. 10 ribu", 1e4), ("3,2", 3.2)],
)
def test_amounts_are_read(text: str, value: float) -> None:
    assert amount(text) == value


@given(some, st.integers(-90, 300), st.sampled_from([0, 12, -12]))
def test_a_change_is_told_where_it_is_another(before: int, share: int, off: int) -> None:
    after = round(before * (1 + share / 100))
    real = abs(after - before) / before * 100
    if after == before or real + off < 1:
        return
    word, tells = ("naik" if after > before else "turun"), shown(round(real + off, 1))
    for sentence in (
        f"Jumlahnya {word} {tells} persen dari {shown(before)} menjadi {shown(after)} orang.",
        f"Jumlahnya {word} dari {shown(before)} orang menjadi {shown(after)} orang, atau {tells} persen.",
    ):
        assert bool(told(sentence)) == (abs(off) > max(1.0, real * 0.02)), sentence


@given(st.lists(st.integers(1, 900), min_size=2, max_size=4), st.sampled_from([0, 1]))
def test_parts_of_a_sum_of_money_add_up(parts: list[int], off: int) -> None:
    total = sum(parts) + off
    listed = ", ".join(f"Rp{shown(part)} juta belanja {name}" for part, name in zip(parts, "abcd", strict=False))
    sentence = f"Pagu Rp{shown(total)} juta terdiri dari {listed}."
    assert bool(told(sentence)) == (off > 0 and off <= 0.1 * total)


@pytest.mark.parametrize(
    "sentence",
    [
        "Layanan naik 20 persen dari 2022 menjadi 2023.",
        "Kehadiran naik dari 70 persen menjadi 77 persen, atau naik 10 persen.",
        "Target naik 10 persen menjadi 110 ribu paspor dari 90 ribu yang tercapai.",
        "Pendapatan naik dari 2 menjadi 2,5 juta rupiah, atau 25 persen.",
        "Nilai naik dari 3,2 menjadi 3,6, atau sekitar 12 persen.",
        "Anggaran Rp1,2 miliar terdiri dari Rp0,7 miliar belanja modal dan Rp0,6 miliar belanja barang.",
        "Anggaran Rp9 miliar, termasuk hibah, terdiri dari Rp5 miliar belanja modal dan Rp3,5 miliar belanja barang.",
        "Rutan berkapasitas 300 orang dihuni 450 orang, atau kelebihan 50 persen.",
        "Rutan berkapasitas 300 orang dihuni 450 orang, melebihi kapasitas hingga 150 persen.",
        "Rutan berkapasitas 300 orang dihuni 250 orang, turun 10 persen.",
    ],
)
def test_what_may_be_right_passes(sentence: str) -> None:
    assert told(sentence) == []


def test_both_figures_are_told() -> None:
    (how,) = told("Lapas berkapasitas 300 orang dihuni 450 orang, atau kelebihan 60 persen.")
    assert "kelebihan 50 persen" in how and "tertulis 60 persen" in how
