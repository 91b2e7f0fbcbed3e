"""Dates that cannot be: a weekday that is another, a day that no month has, an event after its own news, late news."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from plugins.dates import parse_date, show_day
from plugins.rules import prose
from plugins.rules.draft import Draft
from plugins.rules.rule import Found, Rule

_DAYS = {
    name: number
    for number, names in enumerate(
        (("senin",), ("selasa",), ("rabu",), ("kamis",), ("jumat", "jum'at"), ("sabtu",), ("minggu", "ahad"))
    )
    for name in names
}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan", "februari pebruari feb", "maret mar", "april apr", "mei may", "juni jun", "juli jul",
            "agustus agu agt ags", "september sept sep", "oktober okt", "november nopember nov", "desember des",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DAY = rf"(?P<weekday>{'|'.join(_DAYS)})"
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})\b\.?"
_WRITTEN = re.compile(
    rf"(?:\b{_DAY}\b(?P<opened>,? ?\(|,? (?:tanggal )?))?(?<![\d/.,-])(?P<day>\d{{1,2}})"
    rf"(?:(?P<by>[/-])(?P<month>\d{{1,2}})(?:(?P=by)(?P<short>\d{{4}}|\d{{2}}))?(?![\d/.,-]*\d)"
    rf"|[ -]{_MONTH}(?:[ -](?P<year>\d{{4}})(?!\d))?)",
    re.IGNORECASE,
)
# `Jumat dan Sabtu, 31 Mei dan 1 Juni`: the first day of the month belongs to the first weekday.
_WEEKDAY_BEFORE = re.compile(
    rf"\b(?P<first>{'|'.join(_DAYS)})(?:,| dan|, dan|,? serta| atau| hingga| sampai| ?-) ?$", re.IGNORECASE
)
_LISTED = 20  # characters before a date in which such a weekday is looked for
_DIGIT = re.compile(r"\d")
_AHEAD = timedelta(days=60)  # a date without a year may be announced so long before


def find(draft: Draft, rule: Rule) -> Iterator[Found]:
    """Dates in texts that do not exist or fall on another weekday, and an event later than its news; fact `how`."""
    published = draft.keys.date.at.date() if draft.keys else None
    for passage in draft.passages:
        for start, end, how in impossible(passage.text, published):
            yield Found(passage, start, end, {"how": how})
    if draft.keys is None or published is None or not draft.keys.event_date or draft.keys.withdrawn:
        return
    embargo = draft.keys.embargo_until
    appears = max(published, embargo.at.date()) if embargo else published
    event = parse_date(draft.keys.event_date)
    ahead = rule.thresholds["ahead_kinds"]
    if event > appears + timedelta(days=rule.thresholds["ahead_days"] if draft.keys.kind in ahead else 0):
        how = f"kegiatan {show_day(event)} lebih kemudian daripada tayangnya, {show_day(appears)}"
        yield Found(draft.at_key("event_date"), 0, 0, {"how": how})


def misfiled(draft: Draft, rule: Rule) -> Iterator[Found]:
    """A story in the folder of another year than that of its date; facts `written` and `folder`."""
    folder = draft.reference.split("/")[1] if draft.reference else ""
    if draft.keys is None or draft.keys.withdrawn or not folder:
        return
    written = str(draft.keys.date.at.year)
    if written != folder:
        yield Found(draft.at_key("date"), 0, 0, {"written": written, "folder": folder})


def late(draft: Draft, rule: Rule) -> Iterator[Found]:
    """News that appears more than `most` days after the event; fact `days`. What is retold or translated may."""
    keys = draft.keys
    if keys is None or not keys.event_date or keys.withdrawn or keys.kind not in rule.thresholds["kinds"]:
        return
    if keys.source or keys.source_story or keys.translation_of:
        return
    days = (keys.date.at.date() - parse_date(keys.event_date)).days
    if days > rule.thresholds["most"]:
        yield Found(draft.at_key("event_date"), 0, 0, {"days": str(days)})


def impossible(text: str, published: date | None) -> Iterator[tuple[int, int, str]]:
    """Start, end and what is wrong (Indonesian) of each date that cannot be.

    Without a year a date is the latest that is not after `published`, or one announced up to 60 days ahead; without
    `published` it is not judged.
    """
    if not _DIGIT.search(text):
        return
    read = prose.read(text)
    for match in _WRITTEN.finditer(read):
        weekday, year = (match["weekday"] or "").lower(), match["year"] or match["short"] or ""
        if match["month"] and not year and "(" not in (match["opened"] or ""):
            continue  # 1/2 is half, 2-3 from two to three
        if match["by"] and not weekday and read[match.start() - 1 : match.end() + 1] != f"({match.group()})":
            continue  # the number of a letter
        if match["by"] == "-" and len(year) < 4:
            continue
        month = int(match["month"] or 0) or _MONTHS[match["name"].lower()]
        if not year and not weekday:
            continue
        if len(year) == 2:
            year = f"20{year}"
        years = [int(year)] if year else _years(int(match["day"]), month, published)
        if not years or not 1945 <= years[0] <= 2100:
            continue
        days = [day for day in (_day(number, month, int(match["day"])) for number in years) if day]
        if not days:
            yield match.start(), match.end(), "tanggal itu tidak ada dalam kalender"
        elif weekday and not {day.weekday() for day in days} & _weekdays(weekday, read[: match.start()]):
            yield match.start(), match.end(), f"tanggal itu jatuh pada {show_day(days[0])}"


def _weekdays(weekday: str, before: str) -> set[int]:
    """The weekdays that a date may fall on: its own, and one that stands in a list with it."""
    other = _WEEKDAY_BEFORE.search(before[-_LISTED:])
    return {_DAYS[weekday], *([_DAYS[other["first"].lower()]] if other else [])}


def _years(day: int, month: int, published: date | None) -> list[int]:
    """The years that a date without one may mean, the likeliest first."""
    if published is None:
        return []
    wanted = (month, day)
    latest = published.year if wanted <= (published.month, published.day) else published.year - 1
    if wanted == (2, 29):
        latest = next((year for year in range(latest, latest - 8, -1) if _day(year, 2, 29)), latest)
    coming = (_day(year, month, day) for year in (published.year, published.year + 1))
    return [latest, *(found.year for found in coming if found and published < found <= published + _AHEAD)][:2]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
