"""What the rules said of each file, kept beside the tables of the library; and what only one file has."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from plugins.library import store
from plugins.problems import Problem
from plugins.rules.checking import Verdict

_TABLES = """
-- Of every file that was read; `made_under`: by what it was judged, beside the file; empty where it was only read.
-- An empty verdict says nothing.
CREATE TABLE verdicts (path TEXT PRIMARY KEY, made_under TEXT NOT NULL, verdict BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE facts (fact TEXT, path TEXT, PRIMARY KEY (fact, path)) WITHOUT ROWID;
CREATE INDEX facts_by_path ON facts (path);
-- What the rules say that need the archive, and the digest of what that held.
CREATE TABLE by_archive (path TEXT PRIMARY KEY, archive TEXT NOT NULL, verdict BLOB NOT NULL) WITHOUT ROWID;
"""
_CODEC = store.Codec(Verdict)


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules say of the file at `path`: empty bytes where nothing; `facts` of what may be new in it."""

    path: str
    verdict: bytes
    facts: tuple[str, ...] = ()


def judged(path: str, verdict: Verdict) -> Judged:
    """A verdict as other processes are given it."""
    if verdict == Verdict():
        return Judged(path, b"")
    return Judged(path, _CODEC.encode(verdict), tuple(sorted({one.fact for one in verdict.shared})))


class Verdicts:
    """The tables."""

    def __init__(self, connection: sqlite3.Connection, made_under: str) -> None:
        """`made_under` is a digest of what files are judged by now."""
        self._db = connection
        self._under = made_under

    def make(self) -> None:
        """Make the tables, where they are not there."""
        self._db.executescript(_TABLES)

    def forget(self, paths: Iterable[str]) -> None:
        """Take out what was said of files."""
        gone = [(path,) for path in paths]
        self._db.executemany("DELETE FROM verdicts WHERE path = ?", gone)
        self._db.executemany("DELETE FROM facts WHERE path = ?", gone)
        self._db.executemany("DELETE FROM by_archive WHERE path = ?", gone)

    def keep(self, one: Judged) -> None:
        """Put in what is said of a file, in place of what was."""
        self._put(one.path, self._under, one.verdict)
        self._db.executemany("INSERT INTO facts VALUES (?, ?)", [(fact, one.path) for fact in one.facts])

    def leave(self, path: str) -> None:
        """Note of a file that it was read, and waits to be judged."""
        self._put(path, "", b"")

    def _put(self, path: str, under: str, verdict: bytes) -> None:
        self.forget([path])
        self._db.execute("INSERT INTO verdicts VALUES (?, ?, ?)", (path, under, verdict))

    def are_whole(self) -> bool:
        """Whether every file was judged by what files are judged by now."""
        waiting = self._db.execute("SELECT 1 FROM verdicts WHERE made_under <> ? LIMIT 1", (self._under,))
        return waiting.fetchone() is None

    def outdated(self, paths: Collection[str] | None) -> list[str]:
        """Of files (None: of all) those that were judged by something else, or by nothing yet."""
        asked = "SELECT path FROM verdicts WHERE made_under <> ?"
        if paths is None:
            return [row[0] for row in self._db.execute(asked, (self._under,))]
        each = f"{asked} AND path = ?"
        return [row[0] for path in sorted(paths) for row in self._db.execute(each, (self._under, path))]

    def of(self, paths: Collection[str] | None) -> Iterator[tuple[str, Verdict]]:
        """What is said of files (None: of all), by path."""
        asked = "SELECT path, verdict FROM verdicts WHERE verdict <> x''"
        if paths is None:
            rows = self._db.execute(f"{asked} ORDER BY path").fetchall()
        else:
            each = f"{asked} AND path = ?"
            rows = [row for path in sorted(paths) for row in self._db.execute(each, (path,))]
        return ((path, _CODEC.decode(verdict)) for path, verdict in rows)

    def by_archive(self, path: str, archive: str) -> Verdict | None:
        """What the rules that need the archive said of a file when it held what has this digest; None: not known."""
        asked = "SELECT verdict FROM by_archive WHERE path = ? AND archive = ?"
        row = self._db.execute(asked, (path, self._under + archive)).fetchone()
        return _CODEC.decode(row[0]) if row else None

    def keep_by_archive(self, path: str, archive: str, verdict: Verdict) -> None:
        """Keep that."""
        row = (path, self._under + archive, _CODEC.encode(verdict))
        self._db.execute("INSERT OR REPLACE INTO by_archive VALUES (?, ?, ?)", row)

    def new(self, verdict: Verdict) -> Iterator[Problem]:
        """Of what may be new in a file, that which no other file has."""
        for one in verdict.shared:
            asked = "SELECT count(*) FROM (SELECT 1 FROM facts WHERE fact = ? LIMIT 2)"
            if self._db.execute(asked, (one.fact,)).fetchone()[0] == 1:
                yield one.problem
