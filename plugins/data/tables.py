"""Rows as JSON and as CSV. A row is a sequence of cells: text, lists of text, or truth values.

A month may have twenty thousand rows, and each new story in it writes them all again: so what has to be done to few
cells is looked for in a whole column at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

_BATCH = 256  # rows whose columns are looked at together: few enough for the processor's own memory
_JSON = msgspec.json.Encoder()

Cell = str | list[str] | bool
Row = Sequence[Cell]

# A cell that begins so is run as a formula by spreadsheets (OWASP, CSV Injection), and so is what follows a
# semicolon where that separates columns, as on Indonesian office PCs. The wide forms are read as the plain ones.
_SIGNS = "=+@＝＋－＠-"
_FORMULA = re.compile(rf"(^|;)(\s*)(?=[{_SIGNS}])")
_BETWEEN = "\0"  # cells, where a column is looked at whole
_AFTER_SEMICOLON = re.compile(rf";\s*[{_SIGNS}]")
_SUSPECT = ("  ", f"{_BETWEEN} ", f" {_BETWEEN}", *(_BETWEEN + sign for sign in _SIGNS))


def to_json(name: str, columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """`{name: [row, …]}` in UTF-8, one row a line, each an object with the columns as its keys."""
    record = _record(tuple(columns))
    lines = _JSON.encode_lines([record(*row) for row in rows])[:-1].replace(b"\n", b",\n")  # texts have it escaped
    between = b"\n" if lines else b""
    return b'{"%b": [%b%b%b]}\n' % (name.encode(), between, lines, between)


def to_csv(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    """A header and the rows (RFC 4180: CRLF, quotes where needed) in UTF-8; lists joined by `;`.

    A cell is one line, and no spreadsheet takes it for a formula: an apostrophe stands before what would begin one.
    """
    lines = [",".join(columns)]
    for begin in range(0, len(rows), _BATCH):
        texts = map(_column, zip(*rows[begin : begin + _BATCH], strict=True))
        lines += map(",".join, zip(*texts, strict=True))
    return "\r\n".join([*lines, ""]).encode()


@cache
def _record(columns: tuple[str, ...]) -> type[msgspec.Struct]:
    """What msgspec writes faster than a dictionary, in the same way."""
    return msgspec.defstruct("Record", columns, gc=False)


def _column(cells: Sequence[Cell]) -> list[str]:
    texts = [cell if isinstance(cell, str) else _joined(cell) for cell in cells]
    whole = _BETWEEN.join(("", *texts, ""))
    odd = not whole.replace(_BETWEEN, "").isprintable()  # of all white space only a blank is printable
    if odd or any(sign in whole for sign in _SUSPECT) or _AFTER_SEMICOLON.search(whole):
        texts = [_safe(text) for text in texts]
    if "," in whole or '"' in whole:
        texts = [_quoted(text) for text in texts]
    return texts


def _joined(cell: list[str] | bool) -> str:
    return ("true" if cell else "false") if isinstance(cell, bool) else ";".join(cell)


def _safe(text: str) -> str:
    line = " ".join(text.split())
    may_run = line and (line[0] in _SIGNS or ";" in line)
    return _FORMULA.sub(r"\1\2'", line) if may_run else line


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if "," in text or '"' in text else text
