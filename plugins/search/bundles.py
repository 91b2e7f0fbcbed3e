"""Into which bundles the stories of the full-text index are cut: stretches of the calendar of at most 5,000 stories.

A bundle is named after its stretch: `2024`, `2024-h1`, `2024-q3`, `2024-07`, `2024-07-05`, `2024-07-05-3`. A year with
many stories is cut in halves, a half in quarters, these in months, days, and parts of a day. A bundle depends on the
stories of its own stretch, and on how many the wider ones hold. Pure.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MOST = 5_000  # stories of a bundle, but for parts of a day
PARTS = 8  # of a day with more; the parts of a day with some 35,000 stories would be larger
_MONTHS = {"h1": range(1, 7), "h2": range(7, 13)} | {f"q{n}": range(3 * n - 2, 3 * n + 1) for n in (1, 2, 3, 4)}
_WITHIN = {"h1": ("q1", "q2"), "h2": ("q3", "q4")}


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that has stories. `stories` says how many; of a part of a day, how many the day has."""

    name: str
    stories: int


def cut(counts: Mapping[str, int], year: str) -> list[Bundle]:
    """The bundles of a year, newest first. `counts` gives the stories of the year's months (and of days where a month
    has more than `MOST`), as `2024-07` and `2024-07-05`; what is not in it has none.
    """
    return list(_cut(year, counts))


def _cut(name: str, counts: Mapping[str, int]) -> Iterator[Bundle]:
    stories = _count(name, counts)
    if 0 < stories <= MOST or (stories and _is_part(name)):
        yield Bundle(name, stories)
    elif stories:
        for narrower in reversed(_narrower(name)):
            yield from _cut(narrower, counts)


def _narrower(name: str) -> list[str]:
    """The stretches into which one is cut, oldest first."""
    year, _, rest = name.partition("-")
    if not rest:
        return [f"{year}-h1", f"{year}-h2"]
    if rest in _WITHIN:
        return [f"{year}-{quarter}" for quarter in _WITHIN[rest]]
    if rest in _MONTHS:
        return [f"{year}-{month:02}" for month in _MONTHS[rest]]
    if len(rest) == 2:
        return [f"{name}-{day:02}" for day in range(1, 32)]
    return [f"{name}-{part}" for part in range(1, PARTS + 1)]


def _count(name: str, counts: Mapping[str, int]) -> int:
    return sum(counts.get(period, 0) for period in periods(name))


def periods(name: str) -> list[str]:
    """The months, or the day, that a bundle covers, newest first."""
    year, _, rest = name.partition("-")
    if _is_part(name):
        return [name[:10]]
    if rest and rest not in _MONTHS:
        return [name]
    months = _MONTHS[rest] if rest else range(1, 13)
    return [f"{year}-{month:02}" for month in reversed(months)]


def holds(name: str, day: str, reference: str) -> bool:
    """Whether the stretch of a bundle, in the site's calendar, has room for a story of that day."""
    if not any(day.startswith(period) for period in periods(name)):
        return False
    return not _is_part(name) or part_of(reference) == int(name[11:])


def part_of(reference: str) -> int:
    """In which part of its day a story stands: the same whatever comes or goes beside it."""
    return zlib.crc32(reference.encode()) % PARTS + 1


def _is_part(name: str) -> bool:
    return len(name) > len("2024-07-05")
