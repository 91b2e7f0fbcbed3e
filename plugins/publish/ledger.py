"""What is out, by reference and by id, with counts kept: an index of the publish log that can be made anew from it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from plugins.publish.chain import GENESIS, Entry
from plugins.publish.movements import Out, Shown

_VERSION = 1  # of the tables; an index of another version is made anew
_TABLES = """
CREATE TABLE out (reference TEXT PRIMARY KEY, id TEXT NOT NULL, unit TEXT NOT NULL, instant INTEGER NOT NULL,
  digest TEXT NOT NULL, state TEXT NOT NULL, corrections INTEGER NOT NULL, first INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX out_by_id ON out (id);
CREATE TABLE gone (id TEXT PRIMARY KEY, first INTEGER NOT NULL) WITHOUT ROWID;  -- was out: it may come back
CREATE TABLE counts (unit TEXT PRIMARY KEY, stories INTEGER NOT NULL) WITHOUT ROWID;  -- of all units: under ''
CREATE TABLE stands_for (size INTEGER NOT NULL, head TEXT NOT NULL);  -- how far into the log, in bytes; its hash there
"""
_COLUMNS = "SELECT reference, id, unit, instant, digest, state, corrections, first FROM out"
_INSERT = "INSERT OR IGNORE INTO out VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_NOT_ITS_FAULT = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN,
                  sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PERM)  # fmt: skip


class BrokenLedger(RuntimeError):
    """An index of the publish log that cannot be used: it has to be made anew from the log."""


class Ledger:
    """One SQLite file. Every method raises BrokenLedger where it is broken, OSError where it cannot be written."""

    def __init__(self, path: Path) -> None:
        """Open the index at a path; an empty one is made where there is none."""
        self._counts: Counter[str] = Counter()  # changes of counts that are not yet written
        with _told_apart():
            self._db = sqlite3.connect(path)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")  # what a power cut loses of it is in the log
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version == 0 and not self._db.execute("SELECT 1 FROM sqlite_master").fetchone():
            self._db.executescript("BEGIN;" + _TABLES)
            self._db.execute("INSERT INTO stands_for VALUES (0, ?)", (GENESIS,))
            self._db.execute(f"PRAGMA user_version = {_VERSION}")
            self._db.commit()
        elif version != _VERSION:
            raise BrokenLedger(f"the index of the publish log has tables of another version, {version}")
        self._some_gone = bool(self._db.execute("SELECT EXISTS (SELECT 1 FROM gone)").fetchone()[0])

    def stands_for(self) -> tuple[int, str]:
        """How far into the log it goes, in bytes, and the hash of the line that ends there."""
        row: tuple[int, str] | None = self._row("SELECT size, head FROM stands_for")
        if row is None:
            raise BrokenLedger("the index of the publish log does not say what it stands for")
        return row

    def count(self, unit: str = "") -> int:
        """How many stories of a unit are out, or of all units."""
        row: tuple[int] | None = self._row("SELECT stories FROM counts WHERE unit = ?", (unit,))
        return row[0] if row else 0

    def at(self, reference: str) -> Out | None:
        """The story that is out at a reference."""
        return _out(self._row(f"{_COLUMNS} WHERE reference = ?", (reference,)))

    def out(self, id: str) -> Out | None:
        """The story that is out under an id."""
        return _out(self._row(f"{_COLUMNS} WHERE id = ? ORDER BY reference LIMIT 1", (id,)))

    def first(self, id: str) -> int | None:
        """When an id was first out: seconds since 1970 (UTC); None where it never was. It may be out no more."""
        question = (
            "SELECT first FROM out WHERE id = ?1 UNION SELECT first FROM gone WHERE id = ?1 ORDER BY first LIMIT 1"
        )
        row: tuple[int] | None = self._row(question, (id,))
        return row[0] if row else None

    def references(self) -> Iterator[str]:
        """Every reference that is out, in order."""
        with _told_apart():
            for (reference,) in self._db.execute("SELECT reference FROM out ORDER BY reference"):
                yield reference

    def take(self, entries: Iterable[Entry]) -> None:
        """Take in what lines of the log say, in their order. It stands when `keep` was called."""
        with _told_apart():
            for entry in entries:
                # What leaves goes only if it still stands there: another story may have come in its place.
                if entry.origin:
                    self._leave(entry.origin, entry.story.id)
                if entry.out:
                    self._stand(entry.story, entry.first)
                else:
                    self._leave(entry.story.reference, entry.story.id)

    def keep(self, size: int, head: str) -> None:
        """Commit what was taken in: the index now stands for the log up to there."""
        with _told_apart():
            self._db.executemany(
                "INSERT INTO counts VALUES (?1, ?2) ON CONFLICT (unit) DO UPDATE SET stories = stories + ?2",
                sorted(item for item in self._counts.items() if item[1]),
            )
            self._db.execute("UPDATE stands_for SET size = ?, head = ?", (size, head))
            self._db.commit()
            self._counts.clear()

    def forget(self) -> None:
        """Undo what was taken in and not kept."""
        self._counts.clear()
        with _told_apart():
            self._db.rollback()

    def close(self) -> None:
        """Close the file; what was not kept is undone."""
        self._db.close()

    def _leave(self, reference: str, id: str | None = None) -> None:
        """Take out what stands at a reference, if it has this id or none is given."""
        row = self._db.execute("SELECT id, unit, first FROM out WHERE reference = ?", (reference,)).fetchone()
        if row is None or (id is not None and row[0] != id):
            return
        self._db.execute("DELETE FROM out WHERE reference = ?", (reference,))
        self._db.execute("INSERT OR REPLACE INTO gone VALUES (?, ?)", (row[0], row[2]))
        self._counts.subtract((row[1], ""))
        self._some_gone = True

    def _stand(self, story: Shown, first: int) -> None:
        row = (
            story.reference,
            story.id,
            story.unit,
            story.instant,
            story.digest,
            story.state,
            story.corrections,
            first,
        )
        if not self._db.execute(_INSERT, row).rowcount:
            self._leave(story.reference)
            self._db.execute(_INSERT, row)
        if self._some_gone:
            self._db.execute("DELETE FROM gone WHERE id = ?", (story.id,))
        self._counts[story.unit] += 1
        self._counts[""] += 1

    def _row(self, question: str, values: Sequence[str] = ()) -> Any:
        with _told_apart():
            return self._db.execute(question, values).fetchone()


def _out(row: tuple[Any, ...] | None) -> Out | None:
    return Out(Shown(*row[:-1]), row[-1]) if row else None


def discard(path: Path) -> None:
    """Delete an index, with the files that SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


@contextmanager
def _told_apart() -> Iterator[None]:
    """Tell an index that is broken from a disk that is full, read-only or in use; no error of SQLite gets out."""
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_ITS_FAULT:  # the rest are extended codes of these
            raise OSError(f"the index of the publish log cannot be used: {error}") from error
        raise BrokenLedger(f"the index of the publish log is broken: {error}") from error
