"""The clone that a watch owns: what its remote has, and bringing its files to that, whenever it is killed.

Where it stands is told by refs of its own: `incoming` is what was fetched last, `target` a commit whose files are
being written, `indexed` the commit that git's index stands for, `live` the newest commit that is out with its receipt
(at first the one that was there when the watch began).
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from plugins.watch import checkout, clock, git
from plugins.watch.git import EMPTY_TREE, Changed, Commit, Failed

_INCOMING, _TARGET, _INDEXED, _LIVE = (f"refs/newsroom/{name}" for name in ("incoming", "target", "indexed", "live"))
_LOOK_SECONDS, _FETCH_SECONDS = 15.0, 120.0
_OWNED = "newsroom.owned"  # git's setting: there was nothing when the watch began, so nobody else's work is there
_LOCK_SECONDS = 600.0  # no git of the watch lives longer, so an older lock is nobody's
# Of all attributes those in this file of the clone count first: git then compares files as they are, too.
_ATTRIBUTES = "* -text -eol -filter -ident -working-tree-encoding\n"


class Unusable(Exception):
    """The folder cannot be owned; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Clone:
    """A clone. `content` is the path of the content folder in it (empty: the clone itself).

    `kept` are paths in the clone that no commit may write: the site's own folders, where they lie in it.
    """

    folder: Path
    content: str
    remote: str = "origin"
    branch: str = "main"
    kept: tuple[str, ...] = ()

    @property
    def git_folder(self) -> Path:
        """Git's own folder. Raises Unusable where there is no clone."""
        return _git_folder(self.folder)

    # What there is

    @property
    def head(self) -> str:
        """The commit whose files are there; empty in a clone of nothing."""
        return git.resolve(self.folder, "HEAD")

    @property
    def incoming(self) -> str:
        """The commit that was fetched last."""
        return git.resolve(self.folder, _INCOMING)

    @property
    def live(self) -> str:
        """The newest commit of which, and of all before it, no receipt is open."""
        return git.resolve(self.folder, _LIVE)

    def remote_head(self) -> str:
        """The commit that the remote's branch has now; empty where there is none. Raises Failed."""
        return git.remote_head(self.folder, self.remote, self.branch, _LOOK_SECONDS)

    def commits(self, old: str, new: str) -> list[Commit]:
        """The commits of `new` that `old` has not; `new` alone where `old` is empty."""
        return git.commits(self.folder, self.content, old, new)

    def content_changed(self, old: str, new: str) -> list[Changed]:
        """The content files that differ between two commits (`old` may be empty), with content paths as `shown`."""
        folder = f"{self.content}/" if self.content else ""
        changed = git.difference(self.folder, old or EMPTY_TREE, new)
        return [replace(c, path=git.shown(c.path[len(folder) :])) for c in changed if c.path.startswith(folder)]

    def continues(self, new: str) -> bool:
        """Whether a commit continues what is there."""
        head = self.head
        return not head or git.is_ancestor(self.folder, head, new)

    # What is done

    def adopt(self, log: Callable[[str], None] = lambda line: None) -> list[str]:
        """Make the clone ours, and whole, whatever was cut short; returns the paths of files that were put back.

        What was cut short and still cannot be done is logged, and left to the next `advance`. Raises Unusable where
        somebody works in it: files that differ from the commit are lost only in a clone that a watch has owned before.
        """
        attributes = self.git_folder / "info" / "attributes"
        standing = attributes.read_text(encoding="utf-8", errors="replace") if attributes.exists() else ""
        if _ATTRIBUTES not in standing:
            attributes.parent.mkdir(exist_ok=True)
            attributes.write_text(standing + _ATTRIBUTES, encoding="utf-8")
        self._unlock()
        self._forget_broken()
        if not (head := self.head):
            git.run(self.folder, "config", _OWNED, "true")
            return []
        (self.git_folder / "index.lock").unlink(missing_ok=True)  # of a git that was killed: nobody else works here
        if not git.resolve(self.folder, _INDEXED) and not self._is_owned():
            if mine := self._differing():
                some = ", ".join(mine[:3])
                raise Unusable(
                    f"{self.folder} has changes that are not committed, such as {some};"
                    " commit them elsewhere, or name a fresh clone: a watch owns its clone"
                )
            git.run(self.folder, "config", "core.symlinks", "false")
            git.run(self.folder, "config", "core.autocrlf", "false")
            self._write([change for change in self._all(head) if change.mode == git.SYMLINK])
            git.run(self.folder, "update-ref", _INDEXED, head)
            self.note_live(head)  # receipts begin with what comes now
        if target := git.resolve(self.folder, _TARGET):
            try:
                self._go(head, target)
            except (Failed, OSError) as error:
                log(f"{target[:10]}, whose files were being written, cannot be completed: {error}")
        self.tidy(log)
        return self._put_back()

    def fetch(self, patience: int = 1) -> str:
        """Bring what the remote has; returns its commit. `patience`: how many times the usual time it may take.

        Raises Failed.
        """
        self._unlock()
        try:
            git.fetch(self.folder, self.remote, self.branch, _INCOMING, _FETCH_SECONDS * patience)
        except Failed:
            self._forget_broken()
            raise
        return self.incoming

    def advance(self, new: str) -> tuple[list[str], list[str]]:
        """Bring files and branch to a commit. Returns the paths it changed, and those that it may not write.

        Raises Failed or OSError; then it is done by the next call, or the next `adopt`.
        """
        self._unlock()
        if (stale := git.resolve(self.folder, _TARGET)) and stale != new:  # what an advance that broke off has written
            self._write(git.difference(self.folder, stale, new))
        git.run(self.folder, "update-ref", _TARGET, new)
        return self._go(self.head, new)

    def _go(self, old: str, new: str) -> tuple[list[str], list[str]]:
        changed = git.difference(self.folder, old or EMPTY_TREE, new)
        left = self._write(changed)
        steps = f"update HEAD {new}\ndelete {_TARGET}\n"
        git.run(self.folder, "update-ref", "--stdin", asked=steps.encode())
        return [change.path for change in changed], left

    def note_live(self, commit: str) -> None:
        """Remember that a commit is out, with its receipt. Raises Failed."""
        self._unlock()
        git.run(self.folder, "update-ref", _LIVE, commit)

    def tidy(self, log: Callable[[str], None] = lambda line: None) -> None:
        """Bring git's index to the commit, for those who look at the clone with git. Its cost grows with all files.

        Where that fails it is logged: nothing but the look of things depends on it.
        """
        try:
            self._index()
        except (Failed, OSError) as error:
            log(f"git's index could not be brought up to date: {error}")

    def _index(self) -> None:
        before, head = git.resolve(self.folder, _INDEXED), self.head
        if before == head:
            return
        changed = git.difference(self.folder, before or EMPTY_TREE, head)
        changed.sort(key=lambda change: change.mode != git.GONE)  # a folder may come where a file goes
        lines = "".join(f"{change.mode} {change.blob}\t{change.path}\0" for change in changed)
        git.run(self.folder, "update-index", "-z", "--index-info", asked=lines.encode("utf-8", "surrogateescape"))
        git.run(self.folder, "update-ref", _INDEXED, head)

    def sweep(self) -> None:
        """Pack what many fetches left lying about, where it is worth while."""
        with contextlib.suppress(Failed):  # housekeeping: the next time, then
            git.run(self.folder, "-c", "gc.auto=6700", "gc", "--auto", "--quiet", "--no-detach")
        self._forget_broken()

    def _is_owned(self) -> bool:
        try:
            return bool(git.run(self.folder, "config", "--get", _OWNED))
        except Failed:
            return False

    def _unlock(self) -> None:
        """Remove the locks that a git left which was killed."""
        try:
            top = self.git_folder
        except Unusable:
            return
        names = ("HEAD.lock", "packed-refs.lock", "refs/newsroom/*.lock", "refs/heads/**/*.lock")
        for lock in (lock for name in names for lock in top.glob(name)):
            with contextlib.suppress(OSError):
                if clock.seconds() - lock.stat().st_mtime > _LOCK_SECONDS:
                    lock.unlink()

    def _forget_broken(self) -> None:
        """Remove what a fetch left that was killed: no git looks at it again, and it may be all that the disk holds."""
        with contextlib.suppress(OSError, Unusable):
            for path in (self.git_folder / "objects" / "pack").glob("tmp_*"):
                path.unlink()

    def _write(self, changed: list[Changed]) -> list[str]:
        return checkout.write(self.folder, changed, self.kept)

    def _all(self, commit: str) -> list[Changed]:
        return git.difference(self.folder, EMPTY_TREE, f"{commit}^{{tree}}")

    def _differing(self) -> list[str]:
        told = git.run(self.folder, "diff", "--name-only", "-z", "--no-ext-diff", "--no-textconv", "HEAD", "--")
        paths = told.decode("utf-8", "surrogateescape").split("\0")[:-1]
        return [path for path in paths if checkout.may_write(path, self.kept)]

    def _put_back(self) -> list[str]:
        differing = set(self._differing())
        if differing:
            self._write([change for change in self._all(self.head) if change.path in differing])
        return sorted(differing)


@functools.cache  # it stays where it is, and is asked for with each commit
def _git_folder(folder: Path) -> Path:
    try:
        told = git.run(folder, "rev-parse", "--absolute-git-dir", "--show-prefix").decode().splitlines()
    except Failed as error:
        raise Unusable(f"{folder} is no clone that git can work in ({error})") from error
    if told[1:] not in ([], [""]):
        raise Unusable(f"{folder} is a folder within a clone; name the clone's own")
    return Path(told[0])
