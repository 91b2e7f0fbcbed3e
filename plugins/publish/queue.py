"""What waits to be made after the publish: keys of deferred families, and of core views that show what these made.

It lies in the library's `queue`. Each key bears the stamp of the run that touched it last, so that whoever made it
meanwhile sees whether what was made is still right.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from plugins.library import Library
from plugins.library.changes import Change, MadeChange
from plugins.publish.family import Family, Followed
from plugins.publish.notes import Notes
from plugins.publish.rendering import Task

_STAMP = "stamp"  # the note that counts runs which queued something


_ADD = "INSERT INTO queue VALUES (?, ?, ?, 0) ON CONFLICT DO UPDATE SET stamp = excluded.stamp"
_ADD_SHOWN = "INSERT INTO queue VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET stamp = excluded.stamp, shown = 1"
_ADD_VIEWS = (
    "INSERT INTO queue SELECT family, key, ?, 0 FROM views WHERE family = ?"
    " ON CONFLICT DO UPDATE SET stamp = excluded.stamp"
)
# Without these indexes named, the backlog of a first build would be walked through for every few keys.
_WAITING = (
    "SELECT q.family, q.key, coalesce(v.digest, ''), q.stamp FROM queue q INDEXED BY queue_by_stamp"
    " LEFT JOIN views v ON v.family = q.family AND v.key = q.key WHERE q.family IN (SELECT value FROM json_each(?))"
    " ORDER BY q.stamp DESC, q.family DESC, q.key DESC LIMIT ?"
)
_ONE = (
    "SELECT q.family, q.key, coalesce(v.digest, ''), q.stamp FROM queue q"
    " LEFT JOIN views v ON v.family = q.family AND v.key = q.key WHERE q.family = ? AND q.key = ?"
)
_SHOWN = (
    "SELECT q.family, q.key, coalesce(v.digest, ''), q.stamp FROM queue q INDEXED BY queue_shown"
    " LEFT JOIN views v ON v.family = q.family AND v.key = q.key WHERE q.shown ORDER BY q.family, q.key"
)
_OF_RUN = (
    "SELECT q.key FROM queue q INDEXED BY queue_by_stamp JOIN views v ON v.family = q.family AND v.key = q.key"
    " WHERE q.stamp = ? AND q.family = ? ORDER BY q.key"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A key that waits. `stamp` is that of the run which touched it last."""

    task: Task
    stamp: int

    @property
    def view(self) -> tuple[str, str]:
        """Its family and key."""
        return self.task.family, self.task.key


class Queue:
    """The queue, as one run sees it: what it adds bears a stamp of its own. Nothing is committed here."""

    def __init__(self, connection: sqlite3.Connection, library: Library, families: Mapping[str, Family]) -> None:
        self._db = connection
        self._library = library
        self._core = [family for family in families.values() if family.kind == "core"]
        self._deferred = [family for family in families.values() if family.kind == "deferred"]
        self._stamp = 0

    # What waits

    def touch(self, change: Change) -> None:
        """Let wait what a change touches of deferred families."""
        for family in self._deferred:
            self.add(family.name, family.touched(change, self._library))

    def touch_shown(self, change: MadeChange) -> None:
        """Let wait what shows the outputs that a change tells of, in any family: `shown` gives it."""
        for family in (*self._core, *self._deferred):
            rows = self._stamped(family.name, family.touched(change, self._library))
            self._db.executemany(_ADD_SHOWN, rows)

    def add(self, family: str, keys: Iterable[str]) -> None:
        """Let keys wait; those that wait already, from now on."""
        self._db.executemany(_ADD, self._stamped(family, keys))

    def add_views(self, family: str) -> None:
        """Let all keys of a family wait that have a view."""
        self._db.execute(_ADD_VIEWS, (self._run(), family))

    def _stamped(self, family: str, keys: Iterable[str]) -> list[tuple[str, str, int]]:
        return [(family, key, self._run()) for key in keys]

    def _run(self) -> int:
        if not self._stamp:
            notes = Notes(self._db)
            self._stamp = int(notes[_STAMP] or 0) + 1
            notes[_STAMP] = str(self._stamp)
        return self._stamp

    def next_run(self) -> None:
        """What is added from now on is of another run."""
        self._stamp = 0

    # What becomes of it

    def departed(self) -> Iterator[tuple[str, str]]:
        """Of the keys that this run let wait, the views that stand and whose family says that they are no more."""
        for family in self._deferred:
            if self._stamp and isinstance(family, Followed):
                rows = self._db.execute(_OF_RUN, (self._stamp, family.name)).fetchall()
                yield from ((family.name, key) for (key,) in rows if not family.exists(self._library, key))

    def take_shown(self) -> None:
        """Turn what shows outputs that came or went into touched views: the run that was to make them was cut short."""
        self._db.execute("INSERT OR IGNORE INTO touched SELECT family, key FROM queue WHERE shown")
        self._db.execute("DELETE FROM queue WHERE shown")

    def entries(self, number: int, without: Collection[Entry] = (), given_up: Collection[str] = ()) -> list[Entry]:
        """So many that wait of deferred families, but for some `given_up`: those touched last first."""
        names = [family.name for family in self._deferred if family.name not in given_up]
        rows = self._db.execute(
            _WAITING,
            (json.dumps(names), number + len(without)),
        ).fetchall()
        known = {(*entry.view, entry.stamp) for entry in without}
        found = (Entry(Task(*row[:3]), row[3]) for row in rows if (row[0], row[1], row[3]) not in known)
        return list(found)[:number]

    def entry(self, family: str, key: str) -> Entry | None:
        """One key, if it waits."""
        row = self._db.execute(_ONE, (family, key)).fetchone()
        return Entry(Task(*row[:3]), row[3]) if row else None

    def waiting(self) -> list[str]:
        """The deferred families of which something waits."""
        asked = "SELECT 1 FROM queue WHERE family = ? LIMIT 1"
        return [family.name for family in self._deferred if self._db.execute(asked, (family.name,)).fetchone()]

    def shown(self) -> list[Entry]:
        """What shows outputs that came or went, and is still to be made."""
        rows = self._db.execute(_SHOWN).fetchall()
        return [Entry(Task(*row[:3]), row[3]) for row in rows]

    def leave(self, entry: Entry) -> None:
        """What shows outputs cannot be made: it waits as others do."""
        self._db.execute("UPDATE queue SET shown = 0 WHERE family = ? AND key = ?", entry.view)

    def holds(self, entry: Entry) -> bool:
        """Whether nothing touched a key since."""
        row = self._db.execute("SELECT stamp FROM queue WHERE family = ? AND key = ?", entry.view).fetchone()
        return bool(row == (entry.stamp,))

    def remove(self, entries: Iterable[Entry]) -> None:
        """Forget what is made; what was touched since waits on."""
        rows = [(*entry.view, entry.stamp) for entry in entries]
        self._db.executemany("DELETE FROM queue WHERE family = ? AND key = ? AND stamp = ?", rows)

    def forget(self, family: str, key: str) -> None:
        """Forget a key, whoever touched it."""
        self._db.execute("DELETE FROM queue WHERE family = ? AND key = ?", (family, key))

    def forget_family(self, family: str) -> None:
        """Forget all keys of a family."""
        self._db.execute("DELETE FROM queue WHERE family = ?", (family,))

    @property
    def size(self) -> int:
        """How many keys wait."""
        return int(self._db.execute("SELECT count(*) FROM queue").fetchone()[0])
