"""Keeping the counts as rows come and go: how many stories each list and period holds."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

from plugins.library.changes import ListChange
from plugins.library.lists import HIDDEN, LENGTHS, SHADOW, VISIBLE, ListName, finest, wider_than
from plugins.library.rows import Row


class Tally:
    """What is counted in one run. `changes`: the lists that began or ended by it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
        self._lengths: dict[str, int] = {}  # of the periods by which a list is counted
        self.changes: list[ListChange] = []

    def count(self, row: Row, step: int) -> None:
        """Count a row that came (1) or goes (-1)."""
        self._counts[VISIBLE if row.visible else HIDDEN, ""][0] += step
        for entry in row.entries:
            count = self._counts[entry.list, entry.day[: self._length(entry.list)]]
            count[0] += step * entry.archived
            count[1] += step * entry.fed

    def flush(self, *, blank: bool) -> set[str]:
        """Add what was counted by a period to it, and to the wider periods that hold it.

        Returns the site paths at which something may have appeared or vanished; none where all is counted for the first
        time (`blank`).
        """
        total: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
        for (name, period), (archived, fed) in self._counts.items():
            for wider in (*wider_than(period), period):
                count = total[name, wider]
                count[0] += archived
                count[1] += fed
        self._counts.clear()
        changed = sorted(((len(period), name, period), count) for (name, period), count in total.items() if any(count))
        if blank:
            rows = ((*place, *count) for place, count in changed)
            self._db.executemany("INSERT INTO counts VALUES (?, ?, ?, ?, ?)", rows)
            return set()
        return {path for place, count in changed for path in self._add(place, *count)}

    def _length(self, name: str) -> int:
        if name not in self._lengths:
            self._lengths[name] = LENGTHS[finest(ListName.parse(name))]
        return self._lengths[name]

    def _add(self, place: tuple[int, str, str], archived: int, fed: int) -> tuple[str, ...]:
        where = "level = ? AND list = ? AND period = ?"
        found = self._db.execute(f"SELECT archived, fed FROM counts WHERE {where}", place).fetchone()
        before = found or (0, 0)
        after = (before[0] + archived, before[1] + fed)
        if any(after):
            self._db.execute("INSERT OR REPLACE INTO counts VALUES (?, ?, ?, ?, ?)", (*place, *after))
        else:
            self._db.execute(f"DELETE FROM counts WHERE {where}", place)
        _, name, period = place
        archive, feed = (before[0] > 0) != (after[0] > 0), any(before) != any(after)
        if not (archive or feed) or name in (VISIBLE, HIDDEN):
            return ()
        if not name.startswith(SHADOW):
            self.changes.append(ListChange(name, period, archive, feed))
        return ListName.parse(name.removeprefix(SHADOW)).paths(period)
