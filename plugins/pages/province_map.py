"""The 38 provinces of Indonesia as tiles of one size, each where its neighbours are, in two halves.

The halves stand side by side where there is room and below each other on a phone. The codes are Kemendagri's
(Kepmendagri 300.2.2-2430/2025), which registers bear too; of a register that lacks one of them, there is no map.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

TILE = 64  # from one tile to the next, in units of the drawing
_GAP = 4
_STEPS = 4  # of colour
_HALF = 8  # columns of a half
_LONG = 4  # of a line's width in the widest of usual fonts, in em; what is wider is pressed together

# Code: column, row, and the name that people use; `/` parts two lines.
GRID: Mapping[str, tuple[int, int, str]] = {
    "11": (0, 0, "Aceh"),
    "12": (0, 1, "Sumut"),
    "13": (0, 2, "Sumbar"),
    "14": (1, 1, "Riau"),
    "15": (1, 2, "Jambi"),
    "16": (2, 3, "Sumsel"),
    "17": (1, 3, "Bengkulu"),
    "18": (2, 4, "Lampung"),
    "19": (3, 3, "Babel"),
    "21": (2, 1, "Kepri"),
    "31": (4, 4, "Jakarta"),
    "32": (4, 5, "Jabar"),
    "33": (5, 5, "Jateng"),
    "34": (5, 6, "DIY"),
    "35": (6, 5, "Jatim"),
    "36": (3, 5, "Banten"),
    "51": (7, 6, "Bali"),
    "52": (8, 6, "NTB"),
    "53": (9, 6, "NTT"),
    "61": (5, 2, "Kalbar"),
    "62": (5, 3, "Kalteng"),
    "63": (6, 3, "Kalsel"),
    "64": (6, 2, "Kaltim"),
    "65": (6, 1, "Kaltara"),
    "71": (10, 2, "Sulut"),
    "72": (9, 3, "Sulteng"),
    "73": (8, 4, "Sulsel"),
    "74": (9, 4, "Sultra"),
    "75": (9, 2, "Gorontalo"),
    "76": (8, 3, "Sulbar"),
    "81": (11, 3, "Maluku"),
    "82": (11, 2, "Malut"),
    "91": (15, 3, "Papua"),
    "92": (13, 3, "Papua/Barat"),
    "93": (15, 5, "Papua/Selatan"),
    "94": (14, 4, "Papua/Tengah"),
    "95": (15, 4, "Papua/Peg."),
    "96": (12, 3, "Papua/Brt Daya"),
}


# The islands by the first digit of a code.
ISLANDS: Mapping[str, str] = {
    "1": "sumatera",
    "2": "sumatera",
    "3": "jawa",
    "5": "nusa-tenggara",
    "6": "kalimantan",
    "7": "sulawesi",
    "8": "maluku",
    "9": "papua",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a tile's text, on the axis of the tile; `width` is that to which a long one is pressed, else 0."""

    text: str
    y: int
    width: int


@dataclass(frozen=True, slots=True)
class Tile:
    """A province: its name in full and as the tile has it, its number and the step of colour (0: none)."""

    name: str
    spoken: str  # the tile's own name, where it is another
    path: str
    count: int
    units: int
    step: int
    x: int
    y: int
    middle: int
    size: int
    lines: tuple[Line, ...]
    number_y: int


@dataclass(frozen=True, slots=True)
class Half:
    """Tiles from north to south, in each row from west to east; the view box of their drawing."""

    tiles: tuple[Tile, ...]
    box: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Step:
    """The numbers that one colour stands for, first and last."""

    step: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ProvinceMap:
    """West and east, and what the colours mean."""

    halves: tuple[Half, Half]
    legend: tuple[Step, ...]


def province_map(provinces: Sequence[Mapping[str, object]], by: str = "count") -> ProvinceMap | None:
    """The map of rows `{code, name, path, units, count}`, coloured `by` one of their numbers.

    A path may be empty: there is no page. Rows of other codes are left out. None where one of the 38 is missing.
    """
    rows = {str(row["code"]): row for row in provinces}
    if not rows.keys() >= GRID.keys():
        return None
    numbers = {code: int(str(rows[code][by])) for code in GRID}
    bounds = steps(numbers.values())
    placed = sorted(GRID, key=lambda code: (GRID[code][1], GRID[code][0]))
    tiles = [(GRID[code][0] // _HALF, _tile(code, rows[code], numbers[code], bounds)) for code in placed]
    west, east = ([tile for half, tile in tiles if half == side] for side in (0, 1))
    ends = [*(bound - 1 for bound in bounds[1:]), max(numbers.values())]
    legend = tuple(
        Step(step, first, last) for step, (first, last) in enumerate(zip(bounds, ends, strict=False), _darker(bounds))
    )
    return ProvinceMap((_half(west), _half(east)), legend)


def islands(provinces: Sequence[Mapping[str, object]]) -> list[tuple[str, list[Mapping[str, object]]]]:
    """The rows by island, in the order of their codes; all together, of no island, where there is no map."""
    if not {str(row["code"]) for row in provinces} >= GRID.keys():
        return [("", list(provinces))]
    found: dict[str, list[Mapping[str, object]]] = {}
    for row in provinces:
        code = str(row["code"])
        found.setdefault(ISLANDS[code[0]] if code in GRID else "", []).append(row)
    return list(found.items())


def steps(numbers: Iterable[int]) -> tuple[int, ...]:
    """Where each step of colour begins: at most four, each for about as many of the numbers above 0."""
    found = sorted(number for number in numbers if number > 0)
    return tuple(sorted({found[len(found) * quarter // _STEPS] for quarter in range(_STEPS)})) if found else ()


def _darker(bounds: Sequence[int]) -> int:
    """The first step that is used: where there are fewer than four, the lightest are left out."""
    return _STEPS + 1 - len(bounds)


def _tile(code: str, row: Mapping[str, object], number: int, bounds: Sequence[int]) -> Tile:
    column, line, label = GRID[code]
    x, y = column * TILE + _GAP // 2, line * TILE + _GAP // 2
    parts, size = label.split("/"), TILE - _GAP
    heights, number_y = ((26,), 48) if len(parts) == 1 else ((18, 33), 53)
    spoken, name = label.replace("/", " "), str(row["name"])
    return Tile(
        name=name,
        spoken=spoken if spoken != name else "",
        path=str(row["path"]),
        count=int(str(row.get("count", 0))),
        units=int(str(row["units"])),
        step=bisect_right(bounds, number) + _darker(bounds) - 1 if number else 0,
        x=x,
        y=y,
        middle=x + size // 2,
        size=size,
        lines=tuple(
            Line(part, y + height, size - 4 if _width(part) > _LONG else 0)
            for part, height in zip(parts, heights, strict=True)
        ),
        number_y=y + number_y,
    )


def _width(text: str) -> float:
    """At most this many em of a bold sans serif (such as Verdana, DejaVu Sans), letters taken by their kind."""
    return sum(0.5 if letter in "Jfijlrt. " else 1.05 if letter in "MWmw" else 0.72 for letter in text)


def _half(tiles: Sequence[Tile]) -> Half:
    left = min(tile.x for tile in tiles) // (TILE * _HALF) * TILE * _HALF
    top = min(tile.y for tile in tiles) - _GAP // 2
    bottom = max(tile.y for tile in tiles) - _GAP // 2 + TILE
    width, height = TILE * _HALF, bottom - top
    return Half(tuple(tiles), f"{left} {top} {width} {height}", width, height)
