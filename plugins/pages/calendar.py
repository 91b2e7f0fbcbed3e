"""A month as a calendar shows it: weeks that begin on Monday, as they do in Indonesia (ISO 8601)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from plugins import dates
from plugins.pages.house import period_label


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month; the path is empty, and the count 0, where it has no stories."""

    number: int
    path: str
    count: int


@dataclass(frozen=True, slots=True)
class Month:
    """`Juni 2024`, the names of the seven days of a week, and weeks of seven days; None is a day of another month."""

    label: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[Day | None, ...], ...]


def month(counted: Iterable[Mapping[str, object]], period: str, *, locale: str = "id") -> Month:
    """The calendar of a month (`2024-06`); `counted` are its days with stories, `{period: 2024-06-01, path, count}`."""
    first = date.fromisoformat(f"{period}-01")
    found = {str(row["period"]): row for row in counted}
    days: list[Day | None] = [None] * first.weekday()
    day = first
    while day.month == first.month:
        row = found.get(day.isoformat())
        days.append(Day(day.day, str(row["path"]), int(str(row["count"]))) if row else Day(day.day, "", 0))
        day += timedelta(days=1)
    days += [None] * (-len(days) % 7)
    return Month(
        label=period_label(period, locale),
        weekdays=_weekdays(locale),
        weeks=tuple(tuple(days[at : at + 7]) for at in range(0, len(days), 7)),
    )


def _weekdays(locale: str) -> tuple[str, ...]:
    monday = date(2024, 1, 1)
    return tuple(dates.show_day(monday + timedelta(days=number), locale).partition(",")[0] for number in range(7))
