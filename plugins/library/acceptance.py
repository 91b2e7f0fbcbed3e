"""Which story stands at an address, where files disagree: two files of one story, two that claim one old address.

A function of the files and of git's history alone: it is of no matter in which order the files came.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence

from plugins.library import store
from plugins.problems import Problem, Rule
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

Elder = Callable[[Sequence[str]], str]  # of content paths, the one that was there before the others, or empty


class Acceptance:
    """Asks the library's `readings` and `claims`."""

    def __init__(self, connection: sqlite3.Connection, elder: Elder) -> None:
        self._db = connection
        self._elder = elder

    def story(self, reference: str) -> tuple[Story | None, list[Problem]]:
        """The story that stands at a reference, and what speaks against the files that want to."""
        text, problems = self.sole(reference, "story")
        if text is None:
            return None, problems
        story = store.STORY.validate_json(text)
        if heirs := [key for key in self._claimants(reference) if _unit(key) != story.unit]:
            return None, [*problems, MOVED_AWAY.broken(story.path, value=reference, others=", ".join(heirs))]
        objections = [problem for claimed in story.moved_from for problem in self._objections(story, claimed)]
        return (None if objections else story), [*problems, *objections]

    def sole(self, key: str, column: str) -> tuple[str | None, list[Problem]]:
        """What the file of a key gave (`story` or `page`, as JSON). Of two files the elder stays; both are errors."""
        rows = self._db.execute(f"SELECT path, {column} FROM readings WHERE key = ? ORDER BY path", (key,)).fetchall()
        if len(rows) < 2:
            return (rows[0][1] if rows else None), []
        paths = [path for path, _ in rows]
        problems = [
            PLACE_TWICE.broken(path, reference=key, other=", ".join(p for p in paths if p != path)) for path in paths
        ]
        return dict(rows).get(self._elder(paths)), problems

    def claim(self, key: str) -> None:
        """Note which old addresses the files of a key claim: of all of them, so that their order is of no matter."""
        if not key:
            return
        self._db.execute("DELETE FROM claims WHERE key = ?", (key,))
        rows = self._db.execute("SELECT story FROM readings WHERE key = ? AND story IS NOT NULL", (key,)).fetchall()
        self._db.executemany(
            "INSERT OR IGNORE INTO claims VALUES (?, ?)",
            [(claimed, key) for (row,) in rows for claimed in json.loads(row).get("moved_from", ())],
        )

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
        others = claimants[: claimants.index(story.reference)]  # a copy made later hurts only itself
        if _unit(claimed) != story.unit:
            # Only the central register lets such a claim pass: nothing in the old unit's folder stands against it.
            others = [key for key in others if _unit(key) != _unit(claimed)]
        elif self._db.execute("SELECT 1 FROM readings WHERE key = ?", (claimed,)).fetchone():
            yield STILL_THERE.broken(story.path, field="moved_from", value=claimed)
        if others:
            yield CLAIMED_TWICE.broken(story.path, field="moved_from", value=claimed, others=", ".join(others))

    def _claimants(self, claimed: str) -> list[str]:
        """The references that claim an old address, that of the earliest story first."""
        rows = self._db.execute(
            "SELECT c.key FROM claims c JOIN readings r ON r.key = c.key WHERE c.claimed = ? AND r.story IS NOT NULL"
            " GROUP BY c.key ORDER BY min(json_extract(r.story, '$.instant')), c.key",
            (claimed,),
        )
        return [row[0] for row in rows]


def _unit(reference: str) -> str:
    return reference.partition("/")[0]
