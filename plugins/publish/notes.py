"""What a run notes in the library about itself, for the next one to compare with."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

# Whether the output was swept of what no view has written: all of it, or but for what deferred views may write again.
# After `later` a round names the families of which something waited when it swept last.
SWEPT, YES, LATER = "swept", "yes", "later"

_MADE_UNDER = ("reading", "moves", "registers", "common")  # digests of the environment


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

    def hold_back(self, today: Mapping[str, object], as_of: int) -> None:
        """After a run that let out a part: the next one compares everything with commits, and does not trust what was
        made under a `today` that is another than the one before.
        """
        told = {name: "" for name in _MADE_UNDER if self[name] != today[name]}
        self.update({**told, "by_commit": "", "as_of": str(max(as_of, int(self["as_of"] or 0)))})
