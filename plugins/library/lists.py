"""Lists of stories, and the stretches of the calendar by which their archives are cut.

A list has a name of the form `sort:of-what`: `all:`, `unit:kanim-padang`, `semua:kanwil-jambi`, `zona:wbk`,
`tag:paspor`, `jenis:klarifikasi`, `wilayah:13`. Every page and feed that shows stories shows one list. Some have a feed
and no archive: `unit-zona:kanim-padang/wbk`, `darurat:`, and `ralat:`, which holds corrections and withdrawals. Some
have neither, and hold a story for a while: `genting:` what is urgent now, `genting-unit:kanwil-jambi` what that unit or
one under it says is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from plugins import addresses, dates
from plugins.library import digests
from plugins.units import Registry

_ADDRESSES: dict[str, Callable[[str, str], str]] = {
    "unit": addresses.unit_archive,
    "semua": addresses.rollup_archive,
    "zona": addresses.zone,
    "tag": addresses.tag,
    "jenis": addresses.kind,
    "wilayah": addresses.region,
    "unit-zona": lambda of, period: addresses.unit(of.partition("/")[0]),
    "darurat": lambda of, period: addresses.URGENT,
    "ralat": lambda of, period: addresses.corrections(period),
}
_FEEDS: dict[str, Callable[[str], str]] = {
    "all": lambda of: addresses.FEED,
    "unit": addresses.unit_feed,
    "semua": addresses.rollup_feed,
    "zona": addresses.zone_feed,
    "tag": addresses.tag_feed,
    "jenis": addresses.kind_feed,
    "wilayah": addresses.region_feed,
    "unit-zona": lambda of: addresses.unit_zone_feed(*of.split("/")),
    "darurat": lambda of: addresses.URGENT_FEED,
    "ralat": lambda of: addresses.CORRECTIONS_FEED,
}
_ALWAYS_FED = frozenset({"all", "unit", "semua", "ralat"})  # their feeds stand even without stories
_FEED_ONLY = frozenset({"unit-zona", "darurat", "ralat"})  # no archive, and no page that comes with their stories

_BY_MONTH, _BY_DAY = ("month",), ("year", "month", "day")
_LEVELS = {
    "all": ("root", *_BY_DAY),
    "unit": _BY_MONTH,
    "semua": _BY_MONTH,
    "semua of a root": _BY_DAY,
    "zona": _BY_DAY,
    "tag": _BY_MONTH,
    "jenis": _BY_DAY,
    "wilayah": _BY_MONTH,
}
_HISTORY = {
    "all": "day",
    "unit": "month",
    "semua": "month",
    "semua of a root": "day",
    "zona": "month",
    "wilayah": "month",
    "ralat": "month",
}

# Sorts in which the stories of several units mix: they show a release once, whoever else put it out.
_WIDE = frozenset({"all", "semua", "zona", "tag", "jenis", "wilayah"})
_SHADOWED = ("all:", "jenis:")  # how names of lists begin of which data hold every story, copies too

PERIOD = re.compile(r"(?:[0-9]{4}(?:-[0-9]{2}){0,2})?")
EVERYTHING, CORRECTIONS, URGENT = "all:", "ralat:", "darurat:"
URGENT_NOW, URGENT_NOW_OF = PASSING = ("genting:", "genting-unit:")  # how names of lists of a while begin
SHADOW = "salinan:"  # + the name of a list: no list, but what would stand there if it were no copy
VISIBLE, HIDDEN = "state:visible", "state:hidden"  # no lists, only counted like them: stories with a page, and without


def is_wide(name: str) -> bool:
    """Whether a list shows a release once, whoever put it out."""
    return name.partition(":")[0] in _WIDE


def is_shadowed(name: str) -> bool:
    """Whether it is kept what a list leaves out because it shows the same release already."""
    return name.startswith(_SHADOWED)


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
        """The site path of the list's archive of `period`; its landing page where the period is empty.

        A list with a feed only has the page that comes nearest, corrections the folder of their feeds' archive.
        """
        if self.sort == "all":
            return addresses.archive(period)
        if self.sort == "semua" and not period:
            return addresses.unit(self.of)  # a roll-up lands on its unit's page
        return _ADDRESSES[self.sort](self.of, period)

    @property
    def feed(self) -> str:
        """The site path of the list's feed, in its RSS form."""
        return _FEEDS[self.sort](self.of)

    @property
    def feeds(self) -> tuple[str, ...]:
        """The site paths of the feed in every form that it may have."""
        return tuple(addresses.feed_in(form, self.feed) for form in addresses.forms_of(self.feed))

    @property
    def may_be_fed(self) -> bool:
        """Whether lists of its sort have feeds at all: stories are also counted in ways that nobody follows."""
        return self.sort in _FEEDS

    @property
    def always_fed(self) -> bool:
        """Whether the feed stands even where the list has no story; that of a unit stands as long as the unit does."""
        return self.sort in _ALWAYS_FED

    def paths(self, period: str = "") -> tuple[str, ...]:
        """All site paths that exist only where the list has stories in the period: archive, feeds, data files."""
        found = [] if self.sort in _FEED_ONLY else [self.path(period)]
        if not period and not self.always_fed:
            found += self.feeds
        if not period and self.sort == "wilayah":
            found.append(addresses.region_opml(self.of))
        if self.sort in digests.SORTS and level_of(period) == "day":
            found += digests.files_of(digests.page_of(self.sort, self.of, period))
        if self.sort == "all" and level_of(period) == "month":
            found += [addresses.data(f"berita/{period}", ending) for ending in ("json", "csv")]
        return tuple(found)


def feed_at(path: str) -> ListName | None:
    """The list whose feed, in one of its forms, an address seems to be."""
    match path.split("/"):
        case [_]:
            of = ListName("all")
        case ["unit", unit, _]:
            of = ListName("unit", unit)
        case ["unit", unit, "semua", _]:
            of = ListName("semua", unit)
        case ["unit", unit, "zona", theme, _]:
            of = ListName("unit-zona", f"{unit}/{theme}")
        case ["ralat" | "darurat" as sort, _]:
            of = ListName(sort)
        case ["zona" | "tag" | "jenis" | "wilayah" as sort, name, _]:
            of = ListName(sort, name)
        case _:
            return None
    return of if path in of.feeds else None


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


LENGTHS = {"root": 0, "year": 4, "month": 7, "day": 10}  # of a period's text, by its level
_OF_LENGTH = {length: level for level, length in LENGTHS.items()}


def level_of(period: str) -> str:
    """`root` of the empty period, else `year`, `month` or `day`."""
    return _OF_LENGTH[len(period)]


def levels(of: ListName, registry: Registry) -> tuple[str, ...]:
    """By which periods a list is cut: everything, themes, kinds and roots by day, for a day of theirs is others' month.

    None for lists that have only a feed.
    """
    return _LEVELS.get(_sort(of, registry), ())


def history_level(of: ListName, registry: Registry) -> str:
    """By which periods the history of a list's feed (RFC 5005, section 4) is cut; empty where it has none."""
    return _HISTORY.get(_sort(of, registry), "")


def finest(of: ListName) -> str:
    """The shortest period by which anything of a list may be cut: `day`, `month`, or `root` where nothing is.

    Every roll-up is counted by day, for its unit may become a root, and rows do not change by that; so is whatever has
    digests of its days.
    """
    sort = "semua of a root" if of.sort == "semua" else of.sort
    cut = {*_LEVELS.get(sort, ()), _HISTORY.get(sort, ""), "day" if of.sort in digests.SORTS else ""}
    cut.add("month" if str(of).startswith(SHADOW) else "")
    return next((level for level in ("day", "month") if level in cut), "root")


def _sort(of: ListName, registry: Registry) -> str:
    return "semua of a root" if of.sort == "semua" and registry.is_root_ever(of.of) else of.sort


def wider_than(period: str) -> tuple[str, ...]:
    """The periods that hold a period, widest first: of `2024-06-01` the empty one, `2024` and `2024-06`."""
    return tuple(period[:length] for length in (0, 4, 7) if length < len(period))
