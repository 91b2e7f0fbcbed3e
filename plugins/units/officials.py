"""`register/officials.csv`: who heads what, from when to when. What stories say of people is compared with it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plugins.dates import parse_date
from plugins.problems import Problem, Rule

from .rules import CELL_MISSING, REGISTER_UNREADABLE
from .tables import Row, decode, read_table

OFFICIALS_PATH = "register/officials.csv"  # below the content folder
REQUIRED = ("unit", "name", "title")
OPTIONAL = ("from", "until")

UNKNOWN_UNIT = Rule(
    "official-unknown-unit",
    "Unit “{value}” tidak ada di register/units.csv, jadi baris ini diabaikan.",
    "Perbaiki id unitnya, atau daftarkan unit itu lebih dahulu.",
)
BAD_DAY = Rule(
    "official-bad-day",
    "“{value}” di kolom “{field}” bukan tanggal, jadi baris ini diabaikan.",
    "Tulis tahun-bulan-tanggal, misalnya 2026-03-01, atau kosongkan.",
)
ENDS_FIRST = Rule(
    "official-ends-first",
    "Masa jabatan ini berakhir ({value}) sebelum mulai ({begins}), jadi baris ini diabaikan.",
    "Perbaiki kolom “from” atau “until”.",
)

# Before and behind a name: `Drs.`, `H.`, `S.H., M.H.`; as a story leaves them out or writes them otherwise.
_BEFORE = re.compile(r"^(?:[^\W\d_]{1,5}\.\s*|Hj?\s+)+(?=\S)")


@dataclass(frozen=True, slots=True)
class Official:
    """A person in an office. `name` is without degrees and honours; both days included, in the unit's zone."""

    unit: str
    name: str
    title: str
    begins: date = date.min
    ends: date = date.max

    def holds(self, day: date) -> bool:
        """Whether the person has the office on a day."""
        return self.begins <= day <= self.ends


def read_officials(data: bytes, units: Collection[str]) -> tuple[tuple[Official, ...], list[Problem]]:
    """The officials in the bytes of the register, in its order, and all its problems in order of place.

    A row with a problem is left out.
    """
    text, problems = decode(data, OFFICIALS_PATH)
    rows, wrong = read_table(text, OFFICIALS_PATH, REQUIRED, OPTIONAL)
    problems += wrong
    found: list[Official] = []
    for row in rows:
        told = list(_wrong(row, units))
        problems += told
        if not told:
            begins, ends = (_day(row, name) for name in OPTIONAL)
            name = _BEFORE.sub("", row.cells["name"].split(",")[0].strip())
            found.append(Official(row.cells["unit"], name, row.cells["title"], begins or date.min, ends or date.max))
    return tuple(found), sorted(problems)


def load_officials(content: Path, units: Collection[str]) -> tuple[tuple[Official, ...], list[Problem]]:
    """The officials of a content folder; none, without a problem, where there is no register."""
    try:
        data = (content / OFFICIALS_PATH).read_bytes()
    except FileNotFoundError:
        return (), []
    except OSError as error:
        return (), [REGISTER_UNREADABLE.broken(OFFICIALS_PATH, reason=error.strerror or type(error).__name__)]
    return read_officials(data, units)


def _wrong(row: Row, units: Collection[str]) -> list[Problem]:
    cells, found = row.cells, []
    for name in REQUIRED:
        if not cells[name]:
            found.append(
                CELL_MISSING.broken(OFFICIALS_PATH, row.line, field=name, recovery=", jadi baris ini diabaikan")
            )
    if cells["unit"] and cells["unit"] not in units:
        found.append(
            UNKNOWN_UNIT.broken(OFFICIALS_PATH, row.line, field="unit", value=cells["unit"], options=sorted(units))
        )
    days: list[date | None] = []
    for name in OPTIONAL:
        try:
            days.append(_day(row, name))
        except ValueError:
            found.append(BAD_DAY.broken(OFFICIALS_PATH, row.line, field=name, value=cells[name]))
    if len(days) == len(OPTIONAL) and days[0] and days[1] and days[0] > days[1]:
        found.append(
            ENDS_FIRST.broken(OFFICIALS_PATH, row.line, field="until", value=cells["until"], begins=cells["from"])
        )
    return found


def _day(row: Row, name: str) -> date | None:
    """The day in a cell; None where it is empty. Raises ValueError."""
    return parse_date(row.cells[name]) if row.cells[name] else None
