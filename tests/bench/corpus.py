"""A deterministic corpus of any number of stories, in the newsroom's layout, in Hugo's and in stock Pelican's.

`python -m tests.bench.corpus --stories 20000 --ours folder/content --hugo folder/hugo --stock folder/stock`

Stories come in order of time, one after the other: none but the latest of each unit is remembered, so a million cost
no more memory than a thousand. The same number gives the same stories on every machine.
"""

from __future__ import annotations

import argparse
import random
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from tests.bench import hugo, newsroom, prose, stock
from tests.bench.offices import Office, offices
from tests.bench.story import Story
from tests.bench.vocabulary import AUTHORS, KIND_WEIGHTS, KINDS, TAGS

FIRST_DAY, LAST_DAY = date(2021, 11, 1), date(2026, 10, 31)
_SEED = "newsroom"

_DAYS = tuple(FIRST_DAY + timedelta(days) for days in range((LAST_DAY - FIRST_DAY).days + 1))
_BY_WEEKDAY = (10, 11, 11, 10, 9, 3, 2)  # offices rest at weekends, but their visitors do not
_BY_MONTH = (9, 9, 10, 8, 10, 10, 10, 13, 10, 10, 11, 9)  # August has the national day
_UPTO = tuple(accumulate(_BY_WEEKDAY[day.weekday()] * _BY_MONTH[day.month - 1] for day in _DAYS))
_OPENING, _OFFICE_HOURS = 7, 11  # stories are published from 07.00 to 18.00

_LEVELS = ("instansi", "utama", "kanwil", "upt")
_LEVEL_WEIGHTS = (2, 6, 17, 75)
_SKEW = 1.4  # of units of a level the first write more than the last

# What editors write under `zones`, and how often in a hundred stories; wbk and wbbm bring zi with them.
_ZONES: tuple[tuple[tuple[str, ...], int], ...] = (
    ((), 65), (("zi",), 4), (("zi", "wbk"), 3), (("zi", "wbbm"), 2), (("zi", "area-1"), 3), (("area-2",), 4),
    (("area-3",), 4), (("area-4",), 3), (("area-5",), 3), (("area-6",), 4), (("zi", "wbk", "area-6"), 2),
    (("zi", "area-4", "area-5"), 1), (("area-1", "area-6"), 2),
)  # fmt: skip
_ZONE_CHOICES, _ZONE_WEIGHTS = zip(*_ZONES, strict=True)


class Layout(Protocol):
    """A generator's content folder."""

    def begin(self, units: Sequence[Office]) -> None:
        """Write what is there without stories."""

    def add(self, story: Story) -> None:
        """Write a story."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Of a corpus: its size, the month with most stories, the technical office under a regional one that wrote most,
    and that office's oldest story.
    """

    stories: int
    month: str
    unit: str
    oldest: str


def stories(number: int) -> Iterator[Story]:
    """So many stories in order of time, over the five years before November 2026, unevenly by weekday and month."""
    by_level = {level: tuple(unit for unit in offices() if unit.kind == level) for level in _LEVELS}
    zones = {unit.timezone: ZoneInfo(unit.timezone) for unit in offices()}
    latest: dict[str, str] = {}
    for position in range(number):
        chance = random.Random(f"{_SEED}-{position}")
        units = by_level[chance.choices(_LEVELS, _LEVEL_WEIGHTS)[0]]
        unit = units[int(len(units) * chance.random() ** _SKEW)]
        moment = _moment(position, number).replace(tzinfo=zones[unit.timezone])
        story = _story(chance, position, unit, moment, latest.get(unit.id, ""))
        latest[unit.id] = story.reference
        yield story


def _moment(position: int, number: int) -> datetime:
    """When the story at a position of so many appears: the weights of all days are one long line, evenly filled."""
    place = position * _UPTO[-1] / number
    index = bisect(_UPTO, place)
    begin = _UPTO[index - 1] if index else 0
    minutes = int((place - begin) / (_UPTO[index] - begin) * _OFFICE_HOURS * 60)
    day = _DAYS[index]
    return datetime(day.year, day.month, day.day, _OPENING + minutes // 60, minutes % 60)


def _story(chance: random.Random, position: int, unit: Office, moment: datetime, earlier: str) -> Story:
    place = unit.city or "Kota Samudra"
    title = prose.title(chance, place)
    return Story(
        unit=unit,
        slug=f"{prose.slug(title)}-{position:07}",
        date=moment,
        title=title,
        summary=prose.sentence(chance, place),
        location=place,
        kind=chance.choices(KINDS, KIND_WEIGHTS)[0],
        tags=tuple(sorted(chance.sample(TAGS, chance.randrange(4)))),
        zones=chance.choices(_ZONE_CHOICES, _ZONE_WEIGHTS)[0],
        author=f"{chance.choice(AUTHORS)} {unit.short_name}",
        body=prose.body(chance, place, earlier),
    )


def write(number: int, layouts: Sequence[Layout]) -> Facts:
    """Write so many stories in every layout; returns what is to be known of them."""
    for layout in layouts:
        layout.begin(offices())
    regional = {unit.id for unit in offices() if unit.kind == "kanwil"}
    months: Counter[str] = Counter()
    units: Counter[str] = Counter()
    oldest: dict[str, str] = {}
    for story in stories(number):
        for layout in layouts:
            layout.add(story)
        months[f"{story.date:%Y-%m}"] += 1
        if story.unit.kind == "upt" and story.unit.parent in regional:
            units[story.unit.id] += 1
            oldest.setdefault(story.unit.id, story.reference)
    (unit,), (month,) = (sorted(counts, key=lambda key: (-counts[key], key))[:1] for counts in (units, months))
    return Facts(number, month, unit, oldest[unit])


def main() -> None:
    """Write the corpus that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=20_000)
    parser.add_argument("--ours", type=Path, help="the newsroom's content folder")
    parser.add_argument("--hugo", type=Path, help="Hugo's site folder")
    parser.add_argument("--stock", type=Path, help="the content folder of stock Pelican")
    chosen = parser.parse_args()
    layouts: dict[str, Callable[[Path], Layout]] = {"ours": newsroom.Newsroom, "hugo": hugo.Hugo, "stock": stock.Stock}
    asked = [make(getattr(chosen, name)) for name, make in layouts.items() if getattr(chosen, name)]
    print(write(chosen.stories, asked))


if __name__ == "__main__":
    main()
