"""QR codes of addresses."""

from __future__ import annotations

import re

import pytest

from plugins.pages import qr

ADDRESS = "https://berita.samudra.example/unit/kanim-teluk-biru/ringkasan/2024/06/01/"


def test_a_code_is_square_with_a_finder_in_three_corners() -> None:
    rows = qr.matrix(ADDRESS)
    finder = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
    assert {len(row) for row in rows} == {len(rows)}
    assert [row[:7] for row in rows[:7]] == [row[-7:] for row in rows[:7]] == [row[:7] for row in rows[-7:]] == finder


def test_another_address_is_another_code_and_the_same_is_the_same() -> None:
    assert qr.symbol(ADDRESS) == qr.symbol(ADDRESS) != qr.symbol(ADDRESS.replace("06", "07"))


def test_what_is_too_long_is_refused() -> None:
    with pytest.raises(ValueError):
        qr.symbol("x" * 2400)


def test_the_path_draws_the_dark_modules_within_the_quiet_zone() -> None:
    rows = qr.matrix(ADDRESS)
    symbol = qr.symbol(ADDRESS)
    assert symbol.size == len(rows) + 2 * qr.QUIET
    drawn, x, y = set(), 0, 0
    for dx, dy, width in re.findall(r"m(-?\d+) (\d+)h(\d+)", symbol.path.removeprefix("m0 .5")):
        x, y = x + int(dx), y + int(dy)
        drawn |= {(y - qr.QUIET, column - qr.QUIET) for column in range(x, x + int(width))}
        x += int(width)
    assert drawn == {(row, at) for row, line in enumerate(rows) for at, module in enumerate(line) if module == "1"}
