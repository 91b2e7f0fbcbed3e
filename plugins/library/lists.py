"""Lists of stories, and the stretches of the calendar by which their archives are cut.

A list has a name of the form `sort:of-what`: `all:`, `unit:kanim-padang`, `semua:kanwil-jambi`, `zona:wbk`,
`tag:paspor`, `jenis:klarifikasi`, `wilayah:13`. Every page and feed that shows stories shows one list.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from plugins import addresses, dates
from plugins.units import Registry

_ADDRESSES: dict[str, Callable[[str, str], str]] = {
    "unit": addresses.unit_archive,
    "semua": addresses.rollup_archive,
    "zona": addresses.zone,
    "tag": addresses.tag,
    "jenis": addresses.kind,
    "wilayah": addresses.region,
}


PERIOD = re.compile(r"(?:[0-9]{4}(?:-[0-9]{2}){0,2})?")
EVERYTHING = "all:"
VISIBLE, HIDDEN = "state:visible", "state:hidden"  # no lists, only counted like them: stories with a page, and without


@dataclass(frozen=True, slots=True, order=True)
class ListName:
    """A list's name in its two parts."""

    sort: str
    of: str = ""

    def __str__(self) -> str:
        return f"{self.sort}:{self.of}"

    @classmethod
    def parse(cls, text: str) -> ListName:
        """The reverse of `str`."""
        sort, _, of = text.partition(":")
        return cls(sort, of)

    def path(self, period: str = "") -> str:
        """The site path of the list's archive of `period`; its landing page where the period is empty."""
        if self.sort == "all":
            return addresses.archive(period)
        if self.sort == "semua" and not period:
            return addresses.unit(self.of)  # a roll-up lands on its unit's page
        return _ADDRESSES[self.sort](self.of, period)

    def paths(self, period: str = "") -> tuple[str, ...]:
        """All site paths that exist only where the list has stories in the period: archive, feed, data files."""
        found = [self.path(period)]
        if self.sort == "zona" and not period:
            found.append(addresses.zone_feed(self.of))
        if self.sort == "all" and level_of(period) == "month":
            found += [addresses.data(f"berita/{period}", ending) for ending in ("json", "csv")]
        return tuple(found)


def archive_at(head: str, rest: list[str]) -> tuple[ListName, str] | None:
    """The list and the period whose archive an address, in its first part and the others, seems to be."""
    if head == "berita":
        of, dated = ListName("all"), rest
    elif head == "unit" and len(rest) > 2:
        rollup = rest[1] == "semua"
        of, dated = ListName("semua" if rollup else "unit", rest[0]), rest[2 if rollup else 1 :]
    elif head in ("zona", "tag", "jenis", "wilayah") and rest:
        of, dated = ListName(head, rest[0]), rest[1:]
    else:
        return None
    period = "-".join(dated)
    return (of, period) if PERIOD.fullmatch(period) else None


@dataclass(frozen=True, slots=True)
class Period:
    """A year, month or day of the site's calendar, written `2024`, `2024-06` or `2024-06-01`."""

    text: str

    @property
    def level(self) -> str:
        """`year`, `month` or `day`."""
        return level_of(self.text)

    @property
    def first_day(self) -> date:
        """The day it begins with."""
        year, month, day = (*(int(part) for part in self.text.split("-")), 1, 1)[:3]
        return date(year, month, day)

    @property
    def day_after(self) -> date:
        """The first day that is no longer part of it."""
        first = self.first_day
        if self.level == "day":
            return first + timedelta(days=1)
        if self.level == "month":
            return date(first.year + first.month // 12, first.month % 12 + 1, 1)
        return date(first.year + 1, 1, 1)

    def bounds(self, timezone: str) -> tuple[int, int]:
        """Its first instant and the first instant after it, in seconds since 1970 (UTC), for the zone `timezone`."""
        return _bounds(self, timezone)


@lru_cache(maxsize=4096)  # many lists have archives of the same period
def _bounds(period: Period, timezone: str) -> tuple[int, int]:
    zone = dates.zone(timezone)
    begin, end = (datetime.combine(day, datetime.min.time(), zone) for day in (period.first_day, period.day_after))
    return int(begin.timestamp()), int(end.timestamp())


@lru_cache(maxsize=4096)
def periods_of(day: str) -> tuple[str, str, str, str]:
    """The periods that hold a day, widest first, beginning with the empty one: everything."""
    return "", day[:4], day[:7], day


def level_of(period: str) -> str:
    """`root` of the empty period, else `year`, `month` or `day`."""
    return {0: "root", 4: "year", 7: "month", 10: "day"}[len(period)]


def levels(of: ListName, registry: Registry) -> tuple[str, ...]:
    """By which periods a list is cut: everything, themes, kinds and roots by day, for a day of theirs is others' month.

    Raises KeyError for a roll-up of a unit that is not registered.
    """
    if of.sort == "all":
        return ("root", "year", "month", "day")
    if of.sort in ("zona", "jenis") or (of.sort == "semua" and registry.is_root_ever(of.of)):
        return ("year", "month", "day")
    return ("month",)


def wider_than(period: str) -> tuple[str, ...]:
    """The periods that hold a period, widest first: of `2024-06-01` the empty one, `2024` and `2024-06`."""
    return tuple(period[:length] for length in (0, 4, 7) if length < len(period))
