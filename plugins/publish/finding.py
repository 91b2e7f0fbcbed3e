"""Which files a run has to look at: what changed, and what has to be read again because something else did."""

from __future__ import annotations

import json
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator

from plugins.library.changes import Reading
from plugins.library.revision import scan_commits, touched_since
from plugins.library.scan import Scan, scan
from plugins.publish.notes import Notes
from plugins.stories import history
from plugins.stories.roots import Roots

# Texts that cannot be read, or lie in a folder that cannot.
_UNREADABLE = (
    "SELECT f.path FROM strays s JOIN files f ON f.path = s.path OR (f.path > s.path || '/' AND f.path < s.path || '0')"
    " WHERE s.kind = 'unreadable' AND f.text"
)


class Finding:
    """Asks git, the folder and the library. `heads` are the commits checked out, by root; empty without git."""

    def __init__(self, connection: sqlite3.Connection, notes: Notes, roots: Roots, *, by_commit: bool) -> None:
        """`by_commit`: what is not committed is not there; without git, the folder is looked at all the same."""
        self._db = connection
        self._notes = notes
        self._roots = roots
        self._by_commit = by_commit
        if history.passes_for_a_repository(roots.content):
            raise RuntimeError(f"{roots.content} holds HEAD and objects, as a git repository does: take them away")
        head = history.head(roots.content)
        self.heads = {
            **({"": head} if head else {}),
            **{prefix: f"{root.head} {root.taken}" for prefix, root in roots.heads()},
        }
        self._touched: dict[str, frozenset[str] | None] = {}  # by root, files that commits since then touched
        self._before: dict[str, str] = json.loads(notes["heads"] or "{}")

    def look(self) -> Scan:
        """What is there now."""
        if self._by_commit and "" in self.heads:
            known = self._before if self._notes["by_commit"] else {}
            found = scan_commits(self._db, self._roots, known, self.heads)
            if found is not None:
                return found
        return scan(self._db, self._roots)

    def check_committed(self, reading: Reading) -> None:
        """Raise RuntimeError where what was read is not what is committed: a publish by commit has no say in it."""
        asked = self._db.execute("SELECT digest FROM files WHERE path = ?", (reading.path,)).fetchone()
        if reading.blob and asked and len(asked[0]) == len(reading.blob) and asked[0] != reading.blob:
            raise RuntimeError(f"{reading.path} is not as it was committed: commit it, or take the change back")

    def remember(self, found: Scan) -> None:
        """Note what was looked at."""
        heads = json.dumps(self.heads, sort_keys=True)
        self._notes.update({"heads": heads, "by_commit": "yes" if found.by_commit else ""})

    def to_read(self, found: Scan, reading: str, moves: str) -> tuple[Iterable[str], int]:
        """The stories and pages that have to be read, and how many; `reading` and `moves` are digests of today."""
        unreadable = set(self._column(_UNREADABLE))
        # Read when they can be: they count as changed then, whatever is read again meanwhile.
        forgotten = [(path,) for path in sorted(unreadable)]
        self._db.executemany("UPDATE files SET stamp = '', digest = '' WHERE path = ?", forgotten)
        if self._notes["reading"] != reading:
            number = self._db.execute("SELECT count(*) FROM files WHERE text").fetchone()[0]
            texts = self._db.execute("SELECT path FROM files WHERE text ORDER BY path")
            return (row[0] for row in texts if row[0] not in unreadable), number - len(unreadable)
        beside = found.changed | found.gone
        wanted = set(beside)
        for file in _with_folders(beside):
            wanted.update(self._column("SELECT path FROM needs WHERE file = ?", file))
        if self._notes["moves"] != moves:
            wanted.update(self._column("SELECT path FROM readings WHERE broken UNION SELECT path FROM claims"))
        wanted.update(self._held_back())
        asked = "SELECT 1 FROM files WHERE text AND path = ?"
        found_texts = [path for path in sorted(wanted - unreadable) if any(self._column(asked, path))]
        return found_texts, len(found_texts)

    def _held_back(self) -> set[str]:
        """Files of which the last good version, or the elder, may be another since the last run."""
        if self._before == self.heads:
            return set()
        waiting = set(
            self._column(
                "SELECT path FROM readings WHERE broken"
                " UNION SELECT r.path FROM conflicts c CROSS JOIN readings r ON r.key = c.key"
            )
        )
        return {path for path in waiting if self._may_be_another(path)}

    def _may_be_another(self, path: str) -> bool:
        prefix = next((prefix for prefix, _ in self._roots.heads() if path.startswith(f"{prefix}/")), "")
        before, now = (heads.get(prefix, "").partition(" ")[0] for heads in (self._before, self.heads))
        if prefix not in self._touched:
            self._touched[prefix] = touched_since(self._roots.of(path), before, now) if before != now else frozenset()
        touched = self._touched[prefix]
        return touched is None or path in touched

    def _column(self, question: str, *values: str) -> Iterator[str]:
        return (row[0] for row in self._db.execute(question, values).fetchall())


def _with_folders(paths: Iterable[str]) -> set[str]:
    """All that a story may have looked for where these paths are, as `needs` says it.

    That is the path itself, as a file or as a folder on the way, and the folders above it as if they were files.
    """
    found: set[str] = set()
    for path in paths:
        form = unicodedata.normalize("NFC", path)
        parts = form.split("/")
        found.update((form, form + "/", *("/".join(parts[:end]) for end in range(1, len(parts)))))
    return found
