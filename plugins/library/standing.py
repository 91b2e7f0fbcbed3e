"""What became of single stories, told to whoever waits for them: also of those that no view shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins import addresses
from plugins.library import store
from plugins.library.cards import State


@dataclass(frozen=True, slots=True)
class Standing:
    """A story's row. `source` is the content path of its file, `blob` git's id of the bytes that were read last.

    `instant`, when it appears, and `expires` are seconds since 1970 (UTC); `path` is its site path.
    """

    reference: str
    source: str
    blob: str
    state: State
    draft: bool
    instant: int
    timezone: str
    path: str


def standings(library: Path, references: Iterable[str]) -> dict[str, Standing]:
    """Of the stories that have a row, what it says, as it was last committed."""
    found = {}
    with _reading(library) as ask:
        for reference in references:
            for placed, source, blob in ask(_STANDING, reference):
                row = store.PLACED.decode(placed)
                draft = row.story.status == "draft"
                found[reference] = Standing(
                    reference, source, blob or "", row.state, draft, row.story.instant, row.story.timezone, row.path
                )
    return found


def moved(library: Path, references: Iterable[str]) -> dict[str, str]:
    """The site path of the story with a page that has moved away from each reference; others are missing."""
    with _reading(library) as ask:
        return {reference: path for reference in references for (path,) in ask(_MOVED, addresses.story(reference))}


def blobs(library: Path, paths: Iterable[str]) -> dict[str, str]:
    """Git's id of the bytes of each file as the library last took it in, by content path; gone ones are missing."""
    with _reading(library) as ask:
        return {path: blob for path in paths for (blob,) in ask("SELECT digest FROM files WHERE path = ?", path)}


def due(library: Path, moment: int) -> list[str]:
    """The references of stories whose state changes by itself up to a moment (seconds since 1970, UTC), in order."""
    with _reading(library) as ask:
        return [row[0] for row in ask("SELECT reference FROM stories WHERE due <= ? ORDER BY reference", moment)]


_STANDING = (
    "SELECT placed, source, (SELECT digest FROM files WHERE files.path = source) FROM stories WHERE reference = ?"
)
_MOVED = (
    "SELECT s.path FROM redirects r JOIN stories s ON s.reference = r.reference WHERE r.path = ? AND s.visible"
    " ORDER BY s.reference LIMIT 1"
)
_Ask = Callable[[str, object], list[Any]]


@contextmanager
def _reading(library: Path) -> Iterator[_Ask]:
    """How to ask; a library that is not there, or cannot be read, has no rows: the next build makes it anew."""
    try:
        connection = store.connect_to_read(library)
    except sqlite3.Error:
        yield lambda question, value: []
        return

    def ask(question: str, value: object) -> list[Any]:
        try:
            return connection.execute(question, (value,)).fetchall()
        except sqlite3.Error:
            return []

    try:
        yield ask
    finally:
        connection.close()
