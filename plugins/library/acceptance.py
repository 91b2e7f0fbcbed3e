"""Which story stands at an address, where files disagree: two files of one story, two that claim one old address.

A function of the files and of git's history alone: it is of no matter in which order the files came.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from plugins.library import store
from plugins.library.changes import Reading
from plugins.library.rows import digest_of
from plugins.problems import Problem, Rule
from plugins.stories.reader import Page
from plugins.stories.story import Story
from plugins.stories.texts import PLACE_TWICE

STILL_THERE = Rule(
    "moved-from-still-there",
    "Kunci moved_from menyebut {value}, tetapi berkas berita itu masih ada.",
    "Hapus berkas lamanya bila berita dipindahkan, atau hapus moved_from bila berita ini baru.",
)
CLAIMED_TWICE = Rule(
    "moved-from-claimed-twice",
    "Kunci moved_from menyebut {value}, yang sudah diteruskan oleh berita lain: {others}.",
    "Hanya satu berita dapat meneruskan alamat lama itu; hapus moved_from dari berkas ini bila beritanya baru.",
)
MOVED_AWAY = Rule(
    "moved-to-another-unit",
    "Berita {value} sudah pindah ke {others} menurut register/moves.csv, sehingga berkas ini tidak tayang.",
    "Hapus berkas ini, atau beri nama lain bila isinya berita baru.",
)


class Accepted(NamedTuple):
    """A story, the digest of its body, and the signature by which others of the same text are found."""

    story: Story
    digest: str
    signature: bytes


Elder = Callable[[Sequence[str]], str]  # of content paths, the one that was there before the others, or empty


class Acceptance:
    """Asks the library's `readings` and `claims`."""

    def __init__(self, connection: sqlite3.Connection, elder: Elder) -> None:
        self._db = connection
        self._elder = elder

    def story(self, reference: str) -> tuple[Accepted | None, list[Problem]]:
        """The story that stands at a reference, and what speaks against files that want to."""
        path, problems = self._sole(reference)
        row = self._db.execute("SELECT story, body, signature FROM readings WHERE path = ?", (path,)).fetchone()
        if row is None or row[0] is None:
            return None, problems
        story = store.STORY.decode(row[0])
        if heirs := [key for key in self._claimants(reference) if _unit(key) != story.unit]:
            return None, [*problems, MOVED_AWAY.broken(story.path, value=reference, others=", ".join(heirs))]
        objections = [problem for claimed in story.moved_from for problem in self._objections(story, claimed)]
        accepted = Accepted(story, digest_of(row[1] or ""), row[2] or b"")
        return (None if objections else accepted), [*problems, *objections]

    def page(self, key: str) -> tuple[Page | None, list[Problem]]:
        """The standing page of a site path, and what speaks against the files that want to be it."""
        path, problems = self._sole(key)
        row = self._db.execute("SELECT page FROM readings WHERE path = ?", (path,)).fetchone()
        return (store.PAGE.decode(row[0]) if row and row[0] else None), problems

    def _sole(self, key: str) -> tuple[str, list[Problem]]:
        """The file that stands for a key, or an empty text. Of two files the elder stays; both are errors."""
        paths = [row[0] for row in self._db.execute("SELECT path FROM readings WHERE key = ? ORDER BY path", (key,))]
        if len(paths) < 2:
            return "".join(paths), []
        problems = [
            PLACE_TWICE.broken(path, reference=key, other=", ".join(p for p in paths if p != path)) for path in paths
        ]
        return self._elder(paths), problems

    def claim(self, reading: Reading) -> None:
        """Note which old addresses a file claims."""
        if reading.claims:
            self._db.executemany(
                "INSERT OR IGNORE INTO claims VALUES (?, ?, ?, ?)",
                [(claimed, reading.key, reading.path, reading.instant) for claimed in reading.claims],
            )

    def disputed(self) -> set[str]:
        """Every key that more than one file wants to be, and every story that claims another's, or whose is claimed."""
        rows = self._db.execute(
            "SELECT key FROM readings WHERE key <> '' GROUP BY key HAVING count(*) > 1"
            " UNION SELECT key FROM claims UNION SELECT claimed FROM claims"
        )
        return {row[0] for row in rows}

    def rivals(self, key: str) -> set[str]:
        """Stories whose acceptance depends on this one's file.

        Those that claim its address, or the same old one, and those whose address it claims.
        """
        rows = self._db.execute(
            "SELECT key FROM claims WHERE claimed = ?1 UNION SELECT claimed FROM claims WHERE key = ?1 UNION"
            " SELECT b.key FROM claims a JOIN claims b ON a.claimed = b.claimed WHERE a.key = ?1",
            (key,),
        )
        return {row[0] for row in rows}

    def _objections(self, story: Story, claimed: str) -> Iterator[Problem]:
        claimants = self._claimants(claimed)
        # Only the central register lets another unit claim: nothing in the old unit's folder stands against that.
        heirs = [key for key in claimants if _unit(key) != _unit(claimed)]
        if story.reference in heirs:
            others = heirs[: heirs.index(story.reference)]  # a copy made later hurts only itself
        else:
            own = [key for key in claimants if key not in heirs]
            others = [*heirs, *own[: own.index(story.reference)]]
            if self._db.execute("SELECT 1 FROM readings WHERE key = ?", (claimed,)).fetchone():
                yield STILL_THERE.broken(story.path, field="moved_from", value=claimed)
        if others:
            yield CLAIMED_TWICE.broken(story.path, field="moved_from", value=claimed, others=", ".join(others))

    def _claimants(self, claimed: str) -> list[str]:
        """The references that claim an old address, that of the earliest story first."""
        rows = self._db.execute(
            "SELECT key FROM claims WHERE claimed = ? GROUP BY key ORDER BY min(instant), key", (claimed,)
        )
        return [row[0] for row in rows]


def _unit(reference: str) -> str:
    return reference.partition("/")[0]
