from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.pages.opening import opening_hours


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Senin–Kamis 08.00–16.00\nJumat 08.00–16.30", ["Mo-Th 08:00-16:00", "Fr 08:00-16:30"]),
        ("Senin s.d. Jumat, pukul 8.00 – 15.30 WIB", ["Mo-Fr 08:00-15:30"]),
        ("senin s/d jumat: 08:00 WITA - 16:00 WITA; sabtu 08.00-12.00", ["Mo-Fr 08:00-16:00", "Sa 08:00-12:00"]),
        ("Jum’at 13.30 sampai 16.00.", ["Fr 13:30-16:00"]),
        ("", []),
    ],
)
def test_hours_that_are_understood_are_written_as_machines_read_them(text: str, hours: list[str]) -> None:
    assert opening_hours(text) == hours


@pytest.mark.parametrize(
    "text",
    [
        "Senin–Jumat 08.00–16.00, istirahat 12.00–13.00",
        "Senin–Jumat 08.00–16.00\nHari libur tutup",
        "Senin–Jumat 16.00–08.00",
        "Senin–Jumat 08.00–25.00",
        "Senin–Jumat 08.70–16.00",
        "Setiap hari kerja",
    ],
)
def test_half_the_truth_is_told_to_nobody(text: str) -> None:
    assert opening_hours(text) == []


@given(st.text(st.sampled_from("senijumatk 0189.:–-\n"), max_size=200))
def test_no_text_is_too_odd(text: str) -> None:
    assert all(line[2] in " -" for line in opening_hours(text))
