"""Opening hours as offices write them, in the form that machines read: only where every line of them is understood."""

from __future__ import annotations

import re

# In the order of the week; the two letters of schema.org's `openingHours`.
_DAYS = {
    "senin": "Mo",
    "selasa": "Tu",
    "rabu": "We",
    "kamis": "Th",
    "jumat": "Fr",
    "jum'at": "Fr",
    "sabtu": "Sa",
    "minggu": "Su",
    "ahad": "Su",
}
_ZONE = r"(?:\s*(?:wib|wita|wit))?"
_HOUR = r"(\d{1,2})[.:](\d{2})"
_TO = r"\s*(?:-|–|—|s[./]?d\.?|sampai(?: dengan)?)\s*"
_DAY = "(" + "|".join(re.escape(day) for day in _DAYS) + ")"
_LINE = re.compile(rf"{_DAY}(?:{_TO}{_DAY})?\s*[:,]?\s*(?:pukul\s+)?{_HOUR}{_ZONE}{_TO}{_HOUR}{_ZONE}\.?")


def opening_hours(text: str) -> list[str]:
    """`Mo-Th 08:00-16:00` of each line such as `Senin–Kamis 08.00–16.00 WIB`; none where any line says something else.

    A pause at noon, a closed day or a holiday is no such line: half the truth would send people to a closed door.
    """
    found = []
    for line in re.split(r"[\n;]+", text.lower().replace("’", "'")):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            return []
        first, last, *numbers = match.groups()
        from_hour, from_minute, to_hour, to_minute = map(int, numbers)
        opens, closes = (from_hour, from_minute), (to_hour, to_minute)
        if not (opens < closes <= (24, 0) and from_minute < 60 and to_minute < 60):
            return []
        days = _DAYS[first] + (f"-{_DAYS[last]}" if last else "")
        found.append(f"{days} {from_hour:02}:{from_minute:02}-{to_hour:02}:{to_minute:02}")
    return found
