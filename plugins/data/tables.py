"""Rows as JSON and as CSV. A row maps column names to text, lists of text, or truth values."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence

Cell = str | list[str] | bool
Row = Mapping[str, Cell]

# A cell that begins so is run as a formula by spreadsheets (OWASP, CSV Injection), and so is what follows a
# semicolon where that separates columns, as on Indonesian office PCs. The wide forms are read as the plain ones.
_FORMULA = re.compile(r"(^|;)(\s*)(?=[=+@＝＋－＠-])")


def to_json(name: str, rows: Iterable[Row]) -> bytes:
    """`{name: [row, …]}` in UTF-8, one row a line."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    text = f'{{"{name}": [\n{lines}\n]}}\n' if lines else f'{{"{name}": []}}\n'
    return _encode(text)


def to_csv(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A header and the rows (RFC 4180: CRLF, quotes where needed) in UTF-8; lists joined by `;`.

    A cell is one line, and no spreadsheet takes it for a formula: an apostrophe stands before what would begin one.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    return _encode(text.getvalue())


def _cell(value: Cell) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    joined = value if isinstance(value, str) else ";".join(value)
    return _FORMULA.sub(r"\1\2'", " ".join(joined.split()))


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "replace")  # a lone surrogate becomes a question mark
