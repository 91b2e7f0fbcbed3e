"""A withdrawn story says why in whatever words; what must not be said is not shown, and nothing is held back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.problems import WARNING
from plugins.stories.masking import MASK, masked
from plugins.stories.reader import Reading

Read = Callable[[str], Reading]

HIDDEN = [
    "3273014507900003",
    "32.73.01.4507900003",
    "327301/4507/900003",
    "0812-3456-7890",
    "+62 (0) 812 3456 7890",
    "021 555 1234",
    "08.12.34.56.78.90",
    "99.999.999.9-999.000",
    "C 7654321",
    "warga@surat.example",
    "https://slot.example/gacor",
    "www.slot.example",
    "slot88.xyz/gacor",
]
SHOWN = [
    "Keliru.",
    "Dicabut 2024-11-20 08.00, bukan 20/11/2024 pukul 09.30",
    "Layanan pukul 08.00-16.00, 19 Mei 2024",
    "Kerugian Rp1.250.000.000",
    "Undang-Undang No. 12 Tahun 2022 Pasal 4 ayat 1",
    "Surat W.13.IMI.1-GR.01.01-1234",
    "dr.Siti, M.Si. dan Bapak A.B.",
    "Lihat imigrasi.go.id",
]


@pytest.mark.parametrize("text", HIDDEN)
def test_long_numbers_and_addresses_are_dots(text: str) -> None:
    told = masked(f"Data {text} tersebar").removeprefix("Data ").removesuffix(" tersebar")
    assert told in (MASK, f"+{MASK}", f"C {MASK}")


@pytest.mark.parametrize("text", SHOWN)
def test_days_sums_and_names_stay(text: str) -> None:
    assert masked(text) == text


@given(st.text("0123456789 .-/()", max_size=60), st.from_regex(r"[1-9][0-9]{15}", fullmatch=True))
def test_no_number_of_sixteen_digits_is_left_wherever_it_stands(around: str, number: str) -> None:
    assert number not in masked(f"{around} {number} {around}")


def test_what_a_withdrawn_story_still_says_is_made_harmless_and_that_is_told(read: Read) -> None:
    reading = read(
        "---\ntitle: Data 3273014507900003\ndate: 2024-06-01\n"
        "corrections: {date: 2024-06-02, kind: ralat, note: Telepon 081234567890 keliru.}\n"
        "withdrawn: {date: 2024-06-03, kind: pencabutan, reason: Tautan slot88.xyz disisipkan.}\n---\nIsi.\n"
    )
    row = reading.story
    assert row is not None
    assert row.withdrawn is not None
    assert (row.title, row.withdrawn.reason) == (f"Data {MASK}", f"Tautan {MASK} disisipkan.")
    assert [told.note for told in row.corrections] == [f"Telepon {MASK} keliru."]
    told = [(p.code, p.field, p.line, p.severity) for p in reading.problems]
    assert told == [
        ("withdrawn-masked", "title", 2, WARNING),
        ("withdrawn-masked", "corrections", 4, WARNING),
        ("withdrawn-masked", "withdrawn", 5, WARNING),
    ]
    assert "3273014507900003" not in "".join(f"{p.message}{p.value}" for p in reading.problems)
