"""What photos show, by the digest of their file: each is decoded once, in whichever tree it lies."""

from __future__ import annotations

import posixpath
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from plugins.copies.photos import BITS, photo_hash
from plugins.publish.processes import spread
from plugins.stories import media
from plugins.stories.media_kinds import Refusal
from plugins.stories.roots import Roots

# NULL: says nothing. Where a hash means something else, the table has another number.
_TABLE = "CREATE TABLE IF NOT EXISTS photos_1 (digest TEXT PRIMARY KEY, hash BLOB) WITHOUT ROWID"
_SMALLEST = 200  # pixels of the shorter side: what is smaller is a logo
_ENOUGH = (72, 72)  # pixels to which a JPEG is decoded
_PATIENCE = 0.3  # seconds for whoever has the file
_BATCH = 4  # photos are sent to a process at once: each is work enough


def hashes(file: Path | None, wanted: Mapping[str, str], roots: Roots, processes: int) -> dict[str, int]:
    """The hash of every photo that was ever looked at, by the digest of its file, and of those that are `wanted` now.

    `wanted` are content paths by digest. Who says nothing (too small, too plain, no picture) is not among them. What
    is found is kept in `file`; where that is in use or broken, it is found anew the next time.
    """
    with _kept(file) as connection:
        rows: dict[str, bytes | None] = dict(connection.execute("SELECT digest, hash FROM photos_1"))
        missing = sorted(wanted.items() - {(digest, wanted[digest]) for digest in rows.keys() & wanted.keys()})
        paths = [path for _, path in missing]
        found = spread(_hash, paths, processes=processes, prepare=partial(_set_up, roots), few=_BATCH, batch=_BATCH)
        for (digest, _), shown in zip(missing, found, strict=True):
            rows[digest] = shown
            connection.execute("INSERT INTO photos_1 VALUES (?, ?)", (digest, shown))
    return {digest: int.from_bytes(shown, "big") for digest, shown in rows.items() if shown is not None}


@contextmanager
def _kept(file: Path | None) -> Iterator[sqlite3.Connection]:
    """The file of hashes for the length of a run; in memory where it cannot be had."""
    try:
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(file or ":memory:", timeout=_PATIENCE)
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute(_TABLE)
        connection.execute("BEGIN IMMEDIATE")
    except (OSError, sqlite3.Error):
        connection = sqlite3.connect(":memory:")
        connection.execute(_TABLE)
    with closing(connection):
        yield connection
        connection.commit()


_roots: list[Roots] = []


def _set_up(roots: Roots) -> None:
    _roots[:] = [roots]


def _hash(path: str) -> bytes | None:
    """The hash of the photo at a content path; None where it says nothing."""
    folder, name = posixpath.split(path)
    root = _roots[0].of(path)
    data = media.read_beside(root / folder, name, root)
    if isinstance(data, Refusal):
        return None
    try:
        with media.opened(data) as picture:
            if min(picture.size) < _SMALLEST or picture.width * picture.height > media.MAX_PIXELS:
                return None
            picture.draft("L", _ENOUGH)
            found = photo_hash(picture)
    except ValueError:
        return None
    return None if found is None else found.to_bytes(BITS // 8, "big")
