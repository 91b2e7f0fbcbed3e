"""CSV as offices save it: with or without a byte-order mark, any line end, comma or semicolon; one line, one row."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plugins.problems import Problem

from .rules import COLUMN_MISSING, COLUMN_TWICE, COLUMN_UNKNOWN, CONTROL_CHARACTER, NOT_UTF8, ROW_BROKEN, ROW_TOO_LONG

_LINE_END = re.compile(r"\r\n|\r|\n")
# What XML 1.0 (section 2.2) cannot hold, and line or direction marks that have no place in a name.
_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: every known column has a cell, empty where nothing was written."""

    line: int
    cells: Mapping[str, str]

    def list(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that are joined by `;`, in order, without empty ones."""
        return tuple(part for part in (part.strip() for part in self.cells[column].split(";")) if part)


def read_table(
    text: str, path: str, required: Sequence[str], optional: Sequence[str]
) -> tuple[list[Row], list[Problem]]:
    """The rows of a CSV text, and all that is wrong with its form. Blank lines are skipped.

    Each line is parsed for itself, so that an open quote spoils one row and not all that follow.
    """
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    first = next((number for number, line in enumerate(lines, 1) if line.strip()), 0)
    if not first:
        return [], []
    delimiter = ";" if ";" in lines[first - 1] and "," not in lines[first - 1] else ","
    header = [name.strip().lower() for name in _cells(lines[first - 1], delimiter) or []]
    known = (*required, *optional)
    problems = _judge_header(header, path, first, required, known)
    if any(name not in header for name in required):
        return [], problems
    rows: list[Row] = []
    for number, line in enumerate(lines[first:], first + 1):
        cells = _cells(line, delimiter)
        if cells is None:
            problems.append(ROW_BROKEN.broken(path, number, value=line))
        elif any(cells[len(header) :]):
            problems.append(ROW_TOO_LONG.broken(path, number, value=line, count=len(cells), expected=len(header)))
        elif any(cells):
            row = dict.fromkeys(known, "")
            # Read from the right, so that of a column named twice the first stays.
            for name, cell in reversed(list(zip(header, cells, strict=False))):
                if name in row:
                    row[name] = cell
            if _CONTROL.search(line):
                wrong = {name: cell for name, cell in row.items() if _CONTROL.search(cell)}
                problems += [CONTROL_CHARACTER.broken(path, number, field=n, value=cell) for n, cell in wrong.items()]
                row |= {name: _CONTROL.sub("", cell).strip() for name, cell in wrong.items()}
            rows.append(Row(number, row))
    return rows, problems


def decode(data: bytes, path: str) -> tuple[str, list[Problem]]:
    """Bytes as text. What is not UTF-8 becomes `�`, and the first such line is reported."""
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = len(_LINE_END.split(data[: error.start].decode("latin-1")))
        return data.decode("utf-8-sig", "replace"), [NOT_UTF8.broken(path, line)]


def has_control_characters(text: str) -> bool:
    """Whether `text` holds a character that no name, feed or page may hold (line ends among them)."""
    return bool(_CONTROL.search(text))


def _cells(line: str, delimiter: str) -> list[str] | None:
    try:
        found = next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return None
    return [cell.strip() for cell in found]


def _judge_header(
    header: Sequence[str], path: str, line: int, required: Sequence[str], known: Sequence[str]
) -> list[Problem]:
    problems = [
        COLUMN_MISSING.broken(path, line, field=name, value=", ".join(header), allowed=known)
        for name in required
        if name not in header
    ]
    seen: set[str] = set()
    for name in header:
        if name in seen and name in known:
            problems.append(COLUMN_TWICE.broken(path, line, field=name, value=name))
        elif name and name not in known:
            problems.append(COLUMN_UNKNOWN.broken(path, line, field=name, value=name, allowed=known, options=known))
        seen.add(name)
    return problems
