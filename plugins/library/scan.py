"""Which files under the content folder changed since the library last looked.

A stamp (size, times, inode) finds what may have changed; the digest of the content decides. A file so young that it
could still change within the clock's grain gets no stamp, and is looked at again by the next run.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from plugins.problems import Problem
from plugins.stories import history, tree

FOLDERS = ("berita", "halaman", "unit")
_YOUNG = 2_000_000_000  # nanoseconds: the coarsest time stamp of a common file system (FAT)


@dataclass(frozen=True, slots=True)
class Scan:
    """What is there now. Paths are relative to the content folder, with slashes."""

    texts: frozenset[str]  # every Markdown file
    changed: frozenset[str]  # files of any sort that are new or have other bytes
    gone: frozenset[str]
    gone_texts: list[str]
    problems: list[Problem]  # what is no file at all, or cannot be read
    head: str  # the commit checked out, or empty
    stamps: list[tuple[str, str, str]]  # path, stamp, digest of new and changed ones

    def remember(self, connection: sqlite3.Connection) -> None:
        """Note the files in the library."""
        connection.executemany("DELETE FROM files WHERE path = ?", [(path,) for path in sorted(self.gone)])
        connection.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", self.stamps)


def scan(connection: sqlite3.Connection, content: Path) -> Scan:
    """Compare the content folder with what the library knows of it. Never follows a link, never opens a non-file."""
    known = {row[0]: row[1:] for row in connection.execute("SELECT path, stamp, digest FROM files")}
    started = time.time_ns()
    problems: list[Problem] = []
    seen: set[str] = set()
    texts: set[str] = set()
    changed: set[str] = set()
    stamps: list[tuple[str, str, str]] = []
    for entry in (entry for folder in FOLDERS for entry in tree.walk(content, folder)):
        if entry.kind != "file":
            problems.append(tree.no_file(entry))
            if entry.kind in ("symlink", "other"):  # remembered, for a story may refer to it and is refused so
                seen.add(entry.path)
                if known.get(entry.path, ("", ""))[1] != entry.kind:
                    changed.add(entry.path)
                    stamps.append((entry.path, "", entry.kind))
            continue
        stamp = f"{entry.size}:{entry.mtime_ns}:{entry.ctime_ns}:{entry.inode}"
        before = known.get(entry.path, ("", ""))
        seen.add(entry.path)
        if tree.is_text(entry.path):
            texts.add(entry.path)
        if stamp == before[0]:
            continue
        try:
            digest = _digest(content / entry.path)
        except OSError:
            seen.discard(entry.path)
            texts.discard(entry.path)
            problems.append(tree.UNREADABLE.broken(entry.path))
            continue
        young = max(entry.mtime_ns, entry.ctime_ns) > started - _YOUNG
        stamps.append((entry.path, "" if young else stamp, digest))
        if digest != before[1]:
            changed.add(entry.path)
    gone = known.keys() - seen
    return Scan(
        texts=frozenset(texts),
        changed=frozenset(changed),
        gone=frozenset(gone),
        gone_texts=sorted(path for path in known if path not in texts and tree.is_text(path)),
        problems=sorted(problems),
        head=history.head(content),
        stamps=stamps,
    )


def _digest(path: Path) -> str:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
