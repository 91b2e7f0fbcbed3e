"""Which files under the content folder changed since the library last looked, as they lie there.

A stamp (size, times, inode) finds what may have changed; the digest of the content decides. A file so young that it
could still change within the clock's grain gets no stamp, and is looked at again by the next run. `revision` answers
the same question by git.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from plugins.problems import Problem
from plugins.stories import tree
from plugins.stories.roots import Roots

FOLDERS = ("berita", "halaman", "unit")
# No link is followed and nothing waited for; Windows knows neither, and has to be told that files are no text.
FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_YOUNG = 2_000_000_000  # nanoseconds: the coarsest time stamp of a common file system (FAT)
_NOT_OPENED = ("symlink", "other")  # remembered, for a story may refer to it and is refused so


@dataclass(frozen=True, slots=True)
class Scan:
    """What is there now. Paths are relative to the content folder, with slashes."""

    changed: frozenset[str] = frozenset()  # files of any sort that are new or have other bytes
    gone: frozenset[str] = frozenset()
    entries: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # stamp and digest of those to be noted
    strays: Mapping[str, tree.Kind] = field(default_factory=dict)  # what is no file at all, or cannot be read
    no_strays: Collection[str] | None = None  # what is no stray any more; None: all that is not in `strays`
    by_commit: bool = False  # the files are those of commits, not those that lie in the folder

    def remember(self, connection: sqlite3.Connection) -> None:
        """Note the files in the library."""
        connection.executemany("DELETE FROM files WHERE path = ?", [(path,) for path in sorted(self.gone)])
        connection.executemany(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)",
            [(path, *of, tree.is_text(path) and of[1] not in _NOT_OPENED) for path, of in sorted(self.entries.items())],
        )
        if self.no_strays is None:
            connection.execute("DELETE FROM strays")
        else:
            connection.executemany("DELETE FROM strays WHERE path = ?", [(path,) for path in sorted(self.no_strays)])
        connection.executemany("INSERT OR REPLACE INTO strays VALUES (?, ?)", sorted(self.strays.items()))

    def only(self, paths: Collection[str]) -> Scan:
        """The same, as if nothing but the files at `paths` had changed; what these are a change of stays unknown."""
        return replace(
            self,
            changed=self.changed & frozenset(paths),
            gone=self.gone & frozenset(paths),
            entries={path: of for path, of in self.entries.items() if path in paths},
            strays={},
            no_strays=(),
        )


def scan(connection: sqlite3.Connection, roots: Roots) -> Scan:
    """Compare the content folder, and what is mounted in it, with what the library knows of it.

    Never follows a link, never opens a non-file.

    What cannot be read counts as unchanged, for it is the machine that fails, and no story should vanish by that.
    """
    known: dict[str, tuple[str, str, str]] = {
        row[2]: row for row in connection.execute("SELECT stamp, digest, path FROM files")
    }
    started = time.time_ns()
    strays: dict[str, tree.Kind] = {}
    entries: dict[str, tuple[str, str]] = {}
    changed: set[str] = set()
    seen: set[str] = set()
    for entry in _walk(roots):
        before = known.get(entry.path, ("", "", ""))
        if entry.kind == "unreadable":
            strays[entry.path] = entry.kind
            seen.update(path for path in known if path.startswith(f"{entry.path}/"))
        elif entry.kind != "file":
            strays[entry.path] = entry.kind
            if entry.kind in _NOT_OPENED:
                seen.add(entry.path)
                if before[1] != entry.kind:
                    changed.add(entry.path)
                    entries[entry.path] = ("", entry.kind)
        else:
            seen.add(entry.path)
            stamp = f"{entry.size}:{entry.mtime_ns}:{entry.ctime_ns}:{entry.inode}"
            if stamp == before[0]:
                continue
            try:
                digest = blob_id(roots.of(entry.path) / entry.path)
            except OSError:
                strays[entry.path] = "unreadable"
                continue
            young = max(entry.mtime_ns, entry.ctime_ns) > started - _YOUNG
            entries[entry.path] = ("" if young else stamp, digest)
            if digest != before[1]:
                changed.add(entry.path)
    gone = known.keys() - seen
    return Scan(frozenset(changed), frozenset(gone), entries, strays)


def problems(connection: sqlite3.Connection) -> Iterator[Problem]:
    """What is wrong with that which is no file."""
    for path, kind in connection.execute("SELECT path, kind FROM strays ORDER BY path"):
        yield tree.stray(path, kind)


def blob_id(path: Path) -> str:
    """The id that git gives to a file's bytes, so that both ways of looking know a file by the same digest.

    Raises OSError where there is no readable file.
    """
    descriptor = os.open(path, FLAGS)
    with os.fdopen(descriptor, "rb") as file:
        return blob_id_of(file.read())


def blob_id_of(data: bytes) -> str:
    """The id that git gives to these bytes, in a repository that names them by SHA-1."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _walk(roots: Roots) -> Iterator[tree.Entry]:
    for folder in FOLDERS:
        yield from (entry for entry in tree.walk(roots.content, folder) if not roots.is_mounted(entry.path))
    for prefix, root in roots.heads():
        yield from tree.walk(root.folder, prefix)
