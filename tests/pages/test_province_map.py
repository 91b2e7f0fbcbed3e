from __future__ import annotations

import csv
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.pages.province_map import GRID, Tile, islands, province_map, steps
from tests.pages.test_theme_style import contrast

REGISTER = Path(__file__).parents[2] / "content" / "register" / "regions.csv"

# Who borders on whom by land.
LAND = """
11-12 12-13 12-14 13-14 13-15 13-17 14-15 15-16 15-17 16-17 16-18 17-18 31-32 31-36 32-33 32-36 33-34 33-35
61-62 61-64 62-63 62-64 63-64 64-65 71-75 72-73 72-74 72-75 72-76 73-74 73-76
91-94 91-95 92-94 92-96 93-94 93-95 94-95
"""
# Who faces whom across a strait or a narrow sea.
SEA = """
14-21 16-19 18-36 35-51 51-52 52-53 71-82 81-82 81-96 82-96 15-21 16-21 19-21
"""


def rows(**changes: Any) -> list[dict[str, Any]]:
    return [
        {"code": code, "name": f"Provinsi {code}", "path": f"wilayah/{code}/", "count": 1, "units": 2, **changes}
        for code in sorted(GRID)
    ]


def tiles(provinces: list[dict[str, Any]], by: str = "count") -> list[Tile]:
    drawn = province_map(provinces, by)
    assert drawn is not None
    return [tile for half in drawn.halves for tile in half.tiles]


def apart(one: str, other: str) -> list[int]:
    """How many columns or rows two provinces are apart, the lesser number first."""
    (column, line, _), (other_column, other_line, _) = GRID[one], GRID[other]
    return sorted((abs(column - other_column), abs(line - other_line)))


def pairs(borders: str) -> set[tuple[str, str]]:
    return {(border[:2], border[3:]) for border in borders.split()}


# The grid


def test_the_grid_holds_each_province_of_the_register_once() -> None:
    with REGISTER.open(encoding="utf-8") as text:
        registered = {row["code"] for row in csv.DictReader(text) if row["level"] == "provinsi"}
    assert registered == set(GRID)
    assert len({(column, line) for column, line, _ in GRID.values()}) == 38


def test_provinces_that_share_a_border_touch() -> None:
    assert {pair for pair in pairs(LAND) if apart(*pair)[1] > 1} == set()


def test_provinces_across_a_strait_are_near_each_other() -> None:
    assert {pair for pair in pairs(SEA) if apart(*pair)[1] > 2} == set()


def test_tiles_side_by_side_are_neighbours() -> None:
    known = pairs(LAND) | pairs(SEA)
    side_by_side = {(one, other) for one in GRID for other in GRID if one < other and apart(one, other) == [0, 1]}
    assert side_by_side - known == set()


def test_west_stands_left_of_east_and_north_above_south() -> None:
    for west, east in pairs("11-16 16-61 36-32 32-33 33-35 61-63 63-73 73-74 74-81 81-96 96-92 92-94 94-91"):
        assert GRID[west][0] < GRID[east][0]
    for north, south in pairs("11-13 15-16 16-18 18-32 65-64 64-63 63-35 75-72 72-73 73-53 82-81 91-95 95-93"):
        assert GRID[north][1] < GRID[south][1]


# The drawing


def test_a_register_of_other_regions_has_no_map() -> None:
    assert province_map([]) is None
    assert province_map(rows()[1:]) is None
    assert province_map([*rows()[1:], {**rows()[0], "code": "US-CA"}]) is None


def test_a_region_that_the_grid_does_not_know_is_left_to_the_table() -> None:
    provinces = [*rows(), {**rows()[0], "code": "97"}]
    assert len(tiles(provinces)) == 38
    assert [(name, len(of)) for name, of in islands(provinces)][-1] == ("", 1)


def test_tiles_are_read_from_north_to_south_and_from_west_to_east_in_each_half() -> None:
    drawn = province_map(rows())
    assert drawn is not None
    for half in drawn.halves:
        assert [(tile.y, tile.x) for tile in half.tiles] == sorted((tile.y, tile.x) for tile in half.tiles)
    west, east = drawn.halves
    assert max(tile.x for tile in west.tiles) < min(tile.x for tile in east.tiles)
    assert (len(west.tiles), west.width) == (22, east.width)


def test_every_tile_lies_within_the_view_box_of_its_half() -> None:
    drawn = province_map(rows())
    assert drawn is not None
    for half in drawn.halves:
        left, top, width, height = map(int, half.box.split())
        assert (width, height) == (half.width, half.height)
        for tile in half.tiles:
            assert left <= tile.x <= tile.x + tile.size <= left + width
            assert top <= tile.y <= tile.y + tile.size <= top + height
            assert all(tile.y < line.y < tile.number_y < tile.y + tile.size for line in tile.lines)


def test_on_a_phone_of_360_pixels_a_tile_is_large_enough_to_be_hit() -> None:
    drawn = province_map(rows())
    assert drawn is not None
    assert all(tile.size * 328 / half.width >= 24 for half in drawn.halves for tile in half.tiles)  # WCAG 2.2, 2.5.8


def test_a_tile_has_the_number_that_is_asked_for_and_its_name_in_full() -> None:
    (tile,) = [tile for tile in tiles(rows(name="Sumatera Barat", count=12, units=24)) if tile.path == "wilayah/13/"]
    assert (tile.name, tile.spoken, tile.count, tile.units) == ("Sumatera Barat", "Sumbar", 12, 24)
    assert {tile.step for tile in tiles(rows(count=0))} == {0}
    assert {tile.step for tile in tiles(rows(count=0), "units")} == {4}


def test_names_that_no_tile_of_a_phone_can_hold_are_pressed_together() -> None:
    pressed = {line.text: line.width for tile in tiles(rows()) for line in tile.lines if line.width}
    assert {"Sumbar", "Sumsel", "Maluku", "Tengah", "Bengkulu", "Gorontalo"} <= pressed.keys()
    assert not {"Aceh", "Jatim", "Kalsel", "Papua", "DIY"} & pressed.keys()
    assert all(0 < width < tiles(rows())[0].size for width in pressed.values())


# The steps of colour


@given(st.lists(st.integers(0, 10**6), max_size=40))
def test_steps_are_few_and_each_holds_a_number(numbers: list[int]) -> None:
    bounds = steps(numbers)
    assert list(bounds) == sorted(set(bounds))
    assert len(bounds) <= 4
    assert bool(bounds) == any(numbers)
    ends = [*bounds[1:], 10**7]
    assert all(any(low <= number < high for number in numbers) for low, high in zip(bounds, ends, strict=False))
    assert all(number >= bounds[0] for number in numbers if number)


def test_a_step_holds_about_a_quarter_of_the_provinces() -> None:
    assert steps(range(1, 41)) == (1, 11, 21, 31)
    assert steps([0, 0, 7]) == (7,)
    assert steps([1, 1, 1, 9]) == (1, 9)


def test_the_legend_says_which_numbers_a_colour_stands_for() -> None:
    provinces = [{**row, "count": number} for number, row in enumerate(rows())]
    drawn = province_map(provinces)
    assert drawn is not None
    told = [number for step in drawn.legend for number in range(step.first, step.last + 1)]
    assert told == list(range(1, 38))
    by_step = {step.step: range(step.first, step.last + 1) for step in drawn.legend}
    assert all(tile.count in by_step[tile.step] for half in drawn.halves for tile in half.tiles if tile.count)


@pytest.mark.parametrize("number", [0, 1])
def test_there_is_a_legend_only_where_there_is_something_to_tell(number: int) -> None:
    drawn = province_map(rows(count=number))
    assert drawn is not None
    assert bool(drawn.legend) == bool(number)


# Its colours

CSS = (Path(__file__).parents[2] / "theme" / "static" / "style.css").read_text()
TOKENS = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in re.findall(r":root {(.*?)}", CSS, re.S)]
LIGHT, DARK, MORE, MORE_DARK = TOKENS[:4]
SCHEMES = [LIGHT, {**LIGHT, **DARK}, {**LIGHT, **MORE}, {**LIGHT, **DARK, **MORE, **MORE_DARK}]


def mixed(over: str, under: str, opacity: float) -> str:
    parts = ((int(over[at : at + 2], 16), int(under[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(high * opacity + low * (1 - opacity)):02x}" for high, low in parts)


STEPS = [0.0, *(float(of) for of in re.findall(r"\.tile-[1-4] rect { fill-opacity: (.*?);", CSS))]


def grounds(scheme: dict[str, str]) -> list[str]:
    return [mixed(scheme["link"], scheme["paper"], opacity) for opacity in STEPS]


def test_the_text_of_a_tile_is_readable_on_every_step_of_colour() -> None:
    for scheme in SCHEMES:
        *others, last = grounds(scheme)
        assert len(others) == 4
        assert contrast(last, scheme["paper"]) >= 4.5  # WCAG 2.2, 1.4.3
        assert min(contrast(ground, scheme["ink"]) for ground in others) >= 4.5


def test_a_step_of_colour_is_told_from_the_next() -> None:
    assert min(contrast(*two) for scheme in SCHEMES for two in pairwise(grounds(scheme))) > 1.1
