"""Which files changed since the library last looked, as git tells it: from the commit taken in last to the one now.

Costs what changed, however many files there are: git compares trees, and passes over those that are the same. Files
that are not committed are not there.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from plugins.library.scan import FOLDERS, Scan
from plugins.stories import history, tree
from plugins.stories.roots import Roots

_Told = Iterable[tuple[str, str, str]]  # mode, blob id, path
_FILE, _LINK, _GONE = ("100644", "100755", "100664"), "120000", "000000"
_NO_FILE: dict[str, tree.Kind] = {_LINK: "symlink"}  # another mode: a repository within this one, which is none of ours


def scan_commits(
    connection: sqlite3.Connection, roots: Roots, before: Mapping[str, str], now: Mapping[str, str]
) -> Scan | None:
    """Compare the content of commits with what the library knows, which is that of the commits `before`.

    Both are by the prefix of a mounted root (a commit, a blank, and what tells apart what was taken of it), and by an
    empty text of the content folder itself; `before` is empty where it is not known. None where git cannot tell, or
    where nothing of the content folder is committed.
    """
    if before.keys() != now.keys():  # a folder comes from elsewhere than before: what is where has to be looked at
        before = {}
    found = _Found(connection)
    for prefix, state in sorted(now.items()):
        if before.get(prefix) == state:
            continue
        folder = roots.mounted[prefix].folder if prefix else roots.content
        under = (prefix,) if prefix else FOLDERS
        (commit, _, taken), (earlier, _, taken_before) = state.partition(" "), before.get(prefix, "").partition(" ")
        comparable = before and (earlier != commit or taken == taken_before)
        told = _difference(folder, earlier, commit, under) if comparable else None
        listing = _listing(folder, commit, under) if told is None else None
        if told is None and (listing is None or (not listing and not prefix)):
            return None
        entries: _Told = _parse_difference(told) if told is not None else _parse_listing(listing or b"")
        if prefix:  # of a unit's repository not everything is taken: what is not there has no say
            entries = _there(entries, folder)
        own = partial(_belongs, here=prefix, roots=now.keys())
        (found.take_whole if told is None else found.take)(entries, own)
    return found.scan(whole=not before)


def _there(entries: _Told, folder: Path) -> _Told:
    for mode, blob, path in entries:
        yield (mode if os.path.lexists(folder / path) else _GONE), blob, path


def _belongs(path: str, here: str, roots: Collection[str]) -> bool:
    return _root_of(path, roots) == here


def _root_of(path: str, roots: Collection[str]) -> str:
    top = "/".join(path.split("/", 2)[:2])
    return top if top in roots else ""


def touched_since(folder: Path, before: str, commit: str) -> frozenset[str] | None:
    """Every file that a commit after `before` touched, also where a later one put it back; None where git cannot tell.

    Which version of a broken file was the last good one can change only with such a commit.
    """
    if not before or history.git(folder, "merge-base", "--is-ancestor", before, commit) is None:
        return None
    options = ("-m", "--format=", "--name-only", "--no-renames", "--no-show-signature", "--no-ext-diff", "-z")
    told = history.git(folder, "log", *options, "--relative", f"{before}..{commit}", "--", *FOLDERS)
    return None if told is None else frozenset(told.decode("utf-8", "replace").replace("\n", "\0").split("\0"))


def _difference(folder: Path, before: str, commit: str, under: Sequence[str]) -> bytes | None:
    options = ("-r", "-z", "--no-renames", "--no-commit-id", "--no-ext-diff", "--relative")
    return history.git(folder, "diff-tree", *options, before, commit, "--", *under)


def _parse_difference(told: bytes) -> Iterator[tuple[str, str, str]]:
    parts = told.decode("utf-8", "surrogateescape").split("\0")
    for facts, path in zip(parts[0::2], parts[1::2], strict=False):
        _, mode, _, blob, _ = facts.split(" ")
        yield mode, blob, path


def _listing(folder: Path, commit: str, under: Sequence[str]) -> bytes | None:
    return history.git(folder, "ls-tree", "-r", "-z", commit, "--", *under)


def _parse_listing(told: bytes) -> Iterator[tuple[str, str, str]]:
    for entry in told.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        facts, _, path = entry.partition("\t")
        mode, _, blob = facts.split(" ")
        yield mode, blob, path


class _Found:
    """What git told, compared with what the library knows."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._strays: dict[str, tree.Kind] = {}
        self._entries: dict[str, tuple[str, str]] = {}
        self._gone: set[str] = set()
        self._looked_at: set[str] = set()

    def take(self, told: _Told, belongs: Callable[[str], bool]) -> None:
        """What differs between two commits; only what `belongs` counts."""
        for mode, blob, path in told:
            if belongs(path):
                self._note(mode, blob, path, self._digest(path))

    def take_whole(self, told: _Told, belongs: Callable[[str], bool]) -> None:
        """All that a commit holds: what else belongs there and is known is gone."""
        known = {path: digest for path, digest in self._db.execute("SELECT path, digest FROM files") if belongs(path)}
        for mode, blob, path in told:
            if belongs(path):
                self._note(mode, blob, path, known.pop(path, ""))
        self._gone.update(known)
        self._looked_at.update(known)

    def scan(self, *, whole: bool) -> Scan:
        """All of it; `whole`: there is nothing else."""
        changed, no_strays = frozenset(self._entries), None if whole else self._looked_at
        return Scan(changed, frozenset(self._gone), self._entries, self._strays, no_strays, by_commit=True)

    def _note(self, mode: str, blob: str, path: str, before: str) -> None:
        if any(map(tree.ignored, path.split("/"))):
            return
        shown = "".join(letter if letter.isprintable() else "�" for letter in path)
        self._looked_at.add(shown)
        if mode == _GONE:
            if before:
                self._gone.add(path)
        elif shown != path:
            self._strays[shown] = "misnamed"
        elif mode in _FILE:
            if blob != before:
                self._entries[path] = ("", blob)
        else:
            kind = self._strays[path] = _NO_FILE.get(mode, "other")
            if kind != before:
                self._entries[path] = ("", kind)

    def _digest(self, path: str) -> str:
        if not path.isprintable():  # never noted; and one that is not UTF-8 is no text that SQLite takes
            return ""
        row = self._db.execute("SELECT digest FROM files WHERE path = ?", (path,)).fetchone()
        return row[0] if row else ""
