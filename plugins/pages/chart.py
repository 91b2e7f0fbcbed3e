"""Numbers of stories over time as columns: where each stands and how high it is, in units of the drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plugins.pages.house import period_label

HEIGHT = 96  # of the highest column
WIDTH = 32  # from one column to the next
_GAP = 6
_LEAST = 2  # height of a column that stands for anything


@dataclass(frozen=True, slots=True)
class Column:
    """A period's column: `x` is its left edge, `middle` its axis, `top` where it begins, counted downwards."""

    label: str
    short: str  # what stands beneath it: `Jun`, `2024`
    count: int
    x: int
    middle: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Columns from the oldest period to the newest, those without stories among them."""

    columns: tuple[Column, ...]
    width: int
    most: Column
    total: int


def chart(
    counted: Sequence[Mapping[str, object]], within: str = "", shown: int = 12, *, locale: str = "id"
) -> Chart | None:
    """The newest of these months or years, without gaps, `shown` at most; with `within`, a year, all of its months.

    `counted` are `{period, count}` of one level, in any order. None where there is nothing to compare: fewer than
    two that hold stories.
    """
    counts = {str(row["period"]): int(str(row["count"])) for row in counted}
    periods = [f"{within}-{month:02}" for month in range(1, 13)] if within else _newest(sorted(counts), shown)
    values = [counts.get(period, 0) for period in periods]
    if sum(map(bool, values)) < 2:
        return None
    highest = max(values)
    columns = []
    for place, (period, value) in enumerate(zip(periods, values, strict=True)):
        label = period_label(period, locale)
        height = max(_LEAST, round(value * HEIGHT / highest)) if value else 0
        columns.append(
            Column(
                label=label,
                short=label[:3] if len(period) == 7 else label,
                count=value,
                x=place * WIDTH + _GAP // 2,
                middle=place * WIDTH + WIDTH // 2,
                top=HEIGHT - height,
                width=WIDTH - _GAP,
                height=height,
            )
        )
    most = max(columns, key=lambda column: (column.count, column.x))
    return Chart(tuple(columns), len(columns) * WIDTH, most, sum(values))


def _newest(periods: list[str], shown: int) -> list[str]:
    if not periods:
        return []
    found, last = [periods[-1]], periods[0]
    while len(found) < shown and found[-1] > last:
        found.append(_before(found[-1]))
    return found[::-1]


def _before(period: str) -> str:
    year, month = int(period[:4]), int(period[5:] or 0)
    if not month:
        return f"{year - 1:04}"
    return f"{year:04}-{month - 1:02}" if month > 1 else f"{year - 1:04}-12"
