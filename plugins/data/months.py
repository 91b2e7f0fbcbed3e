"""A month in parts, so that one more story changes one small part of it. Pure.

A month with many stories is cut in half, at fixed days, and so is each half that still has many: a part depends on the
stories of its own days and of its half, and on no others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MOST = 1_000  # stories of a part, but for a single day with more
_LONGEST = 31  # days of a month; in a shorter one the last days of a part may be missing


@dataclass(frozen=True, slots=True)
class Part:
    """The days of a month from `first` to `last`."""

    first: int
    last: int

    @property
    def text(self) -> str:
        """Empty for the whole month, `-17` for a day, `-17-31` for several."""
        if self == WHOLE:
            return ""
        return f"-{self.first:02}" if self.first == self.last else f"-{self.first:02}-{self.last:02}"

    @property
    def halves(self) -> tuple[Part, ...]:
        """The two parts into which it is cut; none of a day."""
        length = self.last - self.first + 1
        if length == 1:
            return ()
        middle = self.first + (1 << (length - 1).bit_length() - 1)
        return Part(self.first, middle - 1), Part(middle, self.last)


WHOLE = Part(1, _LONGEST)


def cut(days: Mapping[int, int], part: Part = WHOLE) -> list[tuple[Part, int]]:
    """The parts that hold stories, by day, each with its number of them. `days` gives the stories of each day."""
    stories = sum(days.get(day, 0) for day in range(part.first, part.last + 1))
    if stories == 0:
        return []
    if stories <= MOST or not part.halves:
        return [(part, stories)]
    return [found for half in part.halves for found in cut(days, half)]


def around(day: int, part: Part = WHOLE) -> Iterator[Part]:
    """Every part that may come, change or go with a story of a day: those that hold it, and the halves beside them."""
    yield part
    for half in part.halves:
        if half.first <= day <= half.last:
            yield from around(day, half)
        else:
            yield half
