"""What a run notes in the library about itself, for the next one to compare with."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping


class Notes:
    """Texts by name; None where nothing was noted."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def __getitem__(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def __setitem__(self, name: str, value: str) -> None:
        self.update({name: value})

    def update(self, notes: Mapping[str, str]) -> None:
        """Note several."""
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", sorted(notes.items()))
