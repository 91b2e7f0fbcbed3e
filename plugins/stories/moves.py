"""`register/moves.csv`: stories that the centre lets move from one unit to another, with their old address and id."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

from plugins import addresses
from plugins.problems import Problem, Rule

PATH = "register/moves.csv"
COLUMNS = ("from", "to", "date", "basis")

UNREADABLE = Rule(
    "moves-unreadable",
    "Daftar perpindahan berita tidak dapat dibaca sebagai teks UTF-8.",
    "Simpan ulang sebagai UTF-8.",
)
NO_COLUMN = Rule(
    "moves-no-column", "Daftar perpindahan berita tidak memiliki kolom {field}.", "Tulis nama kolom pada baris pertama."
)
NO_REFERENCE = Rule(
    "moves-no-reference",
    "Kolom {field} harus menunjuk sebuah berita.",
    "Tulis unit, tahun dan nama berkas tanpa .md, misalnya kanim-padang/2024/nama-berita.",
)


def load_moves(content: Path) -> tuple[frozenset[tuple[str, str]], list[Problem]]:
    """The pairs (from, to) of story references that the register allows, and what is wrong in it."""
    try:
        text = (content / PATH).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return frozenset(), []
    except (OSError, UnicodeDecodeError):
        return frozenset(), [UNREADABLE.broken(PATH)]
    return read_moves(text)


def read_moves(text: str) -> tuple[frozenset[tuple[str, str]], list[Problem]]:
    """The same, of the text of the register."""
    rows = csv.DictReader(StringIO(text))
    missing = [name for name in COLUMNS[:2] if name not in (rows.fieldnames or ())]
    if missing:
        return frozenset(), [NO_COLUMN.broken(PATH, 1, field=name, allowed=COLUMNS) for name in missing]
    moves, problems = set(), []
    for row in rows:
        pair = ((row["from"] or "").strip(), (row["to"] or "").strip())
        wrong = [
            NO_REFERENCE.broken(PATH, rows.line_num, field=name, value=value, allowed="unit/tahun/nama")
            for name, value in zip(COLUMNS, pair, strict=False)
            if not addresses.STORY_REFERENCE.fullmatch(value)
        ]
        problems += wrong
        if not wrong:
            moves.add(pair)
    return frozenset(moves), problems
