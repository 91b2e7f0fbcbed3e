"""People in office against the register: a name that is written otherwise, an office that another one has that day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from plugins.dates import parse_date
from plugins.rules import prose
from plugins.rules.draft import Draft
from plugins.rules.naming import Names, misspelt, names_of
from plugins.rules.rule import Found, Rule
from plugins.units import Official

# Between an office and a name: which office it is (`Kepala Kantor` Imigrasi Teluk Biru, …), and a comma.
_OF_WHAT = r"(?:\s+(?:[A-Z][\w'-]*|dan|di)){0,10}?,?\s+(?:[A-Za-z]{1,5}\.\s*){0,3}"
_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FORMER = re.compile(r"\b(?:mantan|eks|bekas|mendiang|calon|pelaksana\s+(?:tugas|harian)|pl[th]\.?)\s+$", re.I)


def find(draft: Draft, rule: Rule) -> Iterator[Found]:
    """Officials of the story's unit and of those above it, by the day of the event; fact `how`.

    Of other offices nothing is said: people of one name are many.
    """
    units = (draft.office.id, *draft.office.ancestors)
    known = tuple(official for unit in units for official in draft.known.officials.get(unit, ()))
    if not known or draft.keys is None:
        return
    day = parse_date(draft.keys.event_date) if draft.keys.event_date else draft.keys.date.at.date()
    names = _names(known)
    for passage in draft.passages:
        text = prose.read(passage.text)
        if names.words.isdisjoint(_WORDS.findall(text.lower())):
            continue  # a name with a slip has another word that is right
        for start, end, meant in misspelt(text, names):
            yield Found(passage, start, end, {"how": f"mungkin maksudnya {meant}"})
        for start, end, how in misplaced(text, known, day):
            yield Found(passage, start, end, {"how": how})


def misplaced(text: str, known: Sequence[Official], day: date) -> Iterator[tuple[int, int, str]]:
    """Start, end and what is told of each office that is given to a person who does not have it on `day`."""
    for one in dict.fromkeys((each.name, each.title) for each in known if not each.holds(day)):
        name, title = one
        if name not in text or any((each.name, each.title) == one and each.holds(day) for each in known):
            continue
        for match in _given(name, title).finditer(text):
            if not _FORMER.search(text, 0, match.start()):
                yield *match.span(), _told(name, title, known, day)


def _told(name: str, title: str, known: Sequence[Official], day: date) -> str:
    terms = [each for each in known if (each.name, each.title) == (name, title)]
    holders = sorted({each.name for each in known if each.title == title and each.holds(day)} - {name})
    if holders:
        return f"{title} pada {day:%Y-%m-%d} tercatat {', '.join(holders)}"
    begins, ends = min(each.begins for each in terms), max(each.ends for each in terms)
    when = f"sampai {ends:%Y-%m-%d}" if ends < day else f"sejak {begins:%Y-%m-%d}" if begins > day else "pada masa lain"
    return f"{name} tercatat sebagai {title} {when}"


@lru_cache(maxsize=4096)
def _given(name: str, title: str) -> re.Pattern[str]:
    """A title before a name, or behind it."""
    person, office = re.escape(name), rf"(?i:\b{re.escape(title)}\b)"
    return re.compile(rf"{office}{_OF_WHAT}{person}\b|\b{person},?\s+(?:selaku\s+|sebagai\s+)?{office}")


@lru_cache(maxsize=256)
def _names(known: Sequence[Official]) -> Names:
    return names_of([each.name for each in known])
