"""Moments as Indonesian offices write and read them: day first, a dot between hour and minute, WIB, WITA and WIT.

Zones have no daylight saving in Indonesia (Keppres 41/1987), but every zone of the IANA database works.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

EARLIEST_YEAR, LATEST_YEAR = 1945, 2100  # a year outside this is a slip of the pen, not news

_MOMENT = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:[T ]+(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:](?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<offset>Z|[+-]\d{2}:?\d{2}|WIB|WITA|WIT)?)?"
)
_ZONE_LABELS = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}
# As Babel writes them (CLDR); a test holds them to it. Babel itself, which is slow to load, knows all other languages.
_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_LABEL_HOURS = {"WIB": 7, "WITA": 8, "WIT": 9}


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant with its zone, and whether an hour was written at all (if not, none is shown)."""

    at: datetime
    has_time: bool

    @property
    def instant(self) -> int:
        """Seconds since 1970-01-01T00:00Z: what is sorted and compared."""
        return int(self.at.timestamp())


def parse_moment(text: str, zone: str) -> Moment:
    """Read `2024-06-01`, `2024-06-01 09.30`, `2024-06-01 09:30:15 -0400` or `2024-06-01T09:30Z`.

    Without an offset the hour is one of `zone` (an IANA name); the result is shown in `zone` all the same.
    Raises ValueError where the text is no moment, or its year lies outside 1945 to 2100.
    """
    match = _MOMENT.fullmatch(text.strip())
    if not match:
        raise ValueError(text)
    part = match.groupdict()
    day = date(int(part["year"]), int(part["month"]), int(part["day"]))
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise ValueError(text)
    clock = time(int(part["hour"] or 0), int(part["minute"] or 0), int(part["second"] or 0))
    home = ZoneInfo(zone)
    at = datetime.combine(day, clock, _offset(part["offset"]) or home).astimezone(home)
    return Moment(at, part["hour"] is not None)


def parse_date(text: str) -> date:
    """Read `2024-06-01`. Raises ValueError where the text is no date, or its year lies outside 1945 to 2100."""
    return parse_moment(text[:10] if _MOMENT.fullmatch(text.strip()) else text, "UTC").at.date()


def _offset(text: str | None) -> timezone | None:
    if not text:
        return None
    if text == "Z":
        return UTC
    if text in _LABEL_HOURS:
        return timezone(timedelta(hours=_LABEL_HOURS[text]))
    sign = -1 if text[0] == "-" else 1
    hours, minutes = int(text[1:3]), int(text[-2:])
    return timezone(sign * timedelta(hours=hours, minutes=minutes))


@cache
def zone(name: str) -> ZoneInfo:
    """The zone of an IANA name, loaded once a process. Raises ZoneInfoNotFoundError (a KeyError)."""
    return ZoneInfo(name)


def zone_label(at: datetime) -> str:
    """`WIB`, `WITA`, `WIT`, or what the IANA database calls the zone at that moment."""
    return _ZONE_LABELS.get(str(at.tzinfo), at.tzname() or "UTC")


def in_zone(instant: int, name: str) -> datetime:
    """The aware moment of `instant` (seconds since 1970, UTC) in zone `name`."""
    return datetime.fromtimestamp(instant, zone(name))


def show_day(day: date, locale: str = "id") -> str:
    """`Sabtu, 1 Juni 2024`, or the same in another language."""
    if locale in _DAYS:
        return f"{_DAYS[locale][day.weekday()]}, {show_date(day, locale)}"
    return _in_language(day, "EEEE, d MMMM y", locale)


def show_date(day: date, locale: str = "id") -> str:
    """`1 Juni 2024`."""
    if locale in _MONTHS:
        return f"{day.day} {show_month(day.year, day.month, locale)}"
    return _in_language(day, "d MMMM y", locale)


def show_month(year: int, month: int, locale: str = "id") -> str:
    """`Juni 2024`."""
    if locale in _MONTHS:
        return f"{_MONTHS[locale][month - 1]} {year}"
    return _in_language(date(year, month, 1), "LLLL y", locale)


@lru_cache(8192)  # it takes some 50 microseconds, and all pages show the same few thousand days
def _in_language(day: date, form: str, locale: str) -> str:
    from babel.dates import format_date  # heavy: the language that offices write in does without

    return format_date(day, form, locale=locale)


def show_instant(instant: int, has_time: bool, timezone: str) -> str:
    """An instant (seconds since 1970, UTC) as people read it in a zone: `Sabtu, 1 Juni 2024 | 09.30 WIB`."""
    return show_moment(Moment(in_zone(instant, timezone), has_time))


def show_moment(moment: Moment, locale: str = "id") -> str:
    """`Sabtu, 1 Juni 2024 | 09.30 WIB`; without an hour where none was written."""
    day = show_day(moment.at.date(), locale)
    return f"{day} | {moment.at:%H.%M} {zone_label(moment.at)}" if moment.has_time else day
