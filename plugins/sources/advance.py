"""One source: from its last good state to what its branch has now, or not at all."""

from __future__ import annotations

import contextlib
import re
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from plugins.problems import Rule

from . import checkout, texts
from .git import Failed, Git, GrewTooLarge, TookTooLong, size
from .mounts import TREES, State, read_state, write_state
from .register import Source
from .taking import NEWSROOM, Listed, Taken, parse_listed, take, terms

_MOST_LISTED = 1_000_000  # files of a commit that are looked at
_LONGEST_LIST = 256 << 20  # bytes of their list: long names, and few blobs in very many places, cost a sender nothing
_MANY_PACKS = 20  # from here on the packs of small fetches are joined
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one source may cost: `seconds` in all, `bytes` on disk, `files` taken."""

    seconds: float = 60
    bytes: int = 5 * 1024**3
    files: int = 200_000


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the operator allows: sources on this machine, and those (`git://`) of which nobody knows who answers; the
    names of those whose history may be another now.

    `configuration` is a file of git settings, for credentials, proxies and keys; without it git has none.
    """

    local: bool = False
    rewritten: frozenset[str] = frozenset()
    configuration: Path | None = None
    unencrypted: bool = False


class Refused(Exception):
    """The source keeps its last good state. `facts` fill the rule's text, `detail` is for engineers."""

    def __init__(self, rule: Rule, detail: str, **facts: str) -> None:
        super().__init__(detail)
        self.rule = rule
        self.detail = detail
        self.facts = facts


# What git says (in its own English, which is asked for), and what that means.
_COMPLAINTS: tuple[tuple[str, Rule], ...] = (
    ("couldn't find remote ref", texts.BRANCH_GONE),
    ("File too large", texts.TOO_LARGE),
    ("File size limit exceeded", texts.TOO_LARGE),
    ("died of signal 25", texts.TOO_LARGE),
    ("No space left", texts.NOT_STORED),
    ("fsck error", texts.DAMAGED),
    ("index-pack failed", texts.DAMAGED),
    ("invalid index-pack output", texts.DAMAGED),
)


class Advance:
    """One source on its way from its last good state to what counts from now on. `folder` is its home."""

    def __init__(self, source: Source, folder: Path, limits: Limits, allowed: Allowed, stop: threading.Event) -> None:
        self._source = source
        self._folder = folder
        self._good = read_state(folder)
        self._limits = limits
        self._allowed = allowed
        self._incoming = folder / "incoming"
        self._making = folder / "making"
        self._git = Git(
            repository=folder / "repository.git",
            ends=time.monotonic() + limits.seconds,
            most_bytes=limits.bytes,
            scheme=source.url.partition("://")[0],
            configuration=allowed.configuration,
            stop=stop,
        )
        self._doubtful = replace(self._git, incoming=self._incoming)

    def run(self) -> tuple[State, Taken, str]:
        """The new state, what was taken, and a line on it. Raises `Refused` and what git and the disk raise."""
        source = self._source
        if not source.url or not source.branch:
            raise Refused(texts.UNREACHABLE, "url or branch cannot be used")
        if self._git.scheme == "file" and not self._allowed.local:
            raise Refused(texts.FILE_NOT_ALLOWED, "a repository on this machine needs --allow-file")
        if self._git.scheme == "git" and not self._allowed.unencrypted:
            raise Refused(texts.GIT_NOT_ALLOWED, "git:// proves nothing of who answers; it needs --allow-git")
        self._prepare()
        try:
            return self._advance()
        except Exception:
            with contextlib.suppress(OSError):  # the next pull clears away what cannot be deleted now
                self._forget(self._incoming)
                self._forget(self._making)
            raise

    def _advance(self) -> tuple[State, Taken, str]:
        source, good = self._source, self._good
        head = self._fetch()
        taken = take(self._listed(head), source)
        if good and good.checkout == f"{head}-{terms(source)}":
            self._forget(self._incoming)
            return good, taken, f"{head[:12]} unchanged"
        self._check(head, taken)
        same = self._same(head, taken)
        new = State(f"{head}-{terms(source)}", source.folder, taken.prefixes)
        checkout.write(self._making, source.folder, taken.blobs, head, self._doubtful, same)
        self._believe(head)
        final = self._folder / "checkouts" / new.checkout
        self._forget(final)  # left by a pull that ended here
        final.parent.mkdir(exist_ok=True)
        self._making.rename(final)
        write_state(self._folder, new)
        self._tidy(new)
        return new, taken, f"{head[:12]}, {len(taken.blobs)} files, {len(taken.blobs) - len(same)} written"

    def _prepare(self) -> None:
        """An empty place for what comes, and nothing left over from a pull that was killed."""
        repository = self._git.repository
        repository.mkdir(parents=True, exist_ok=True)
        self._forget(self._incoming)
        self._forget(self._making)
        (self._incoming / "pack").mkdir(parents=True)
        (self._incoming / "info").mkdir()
        (self._incoming / "info" / "alternates").write_text("../repository.git/objects\n", "ascii")
        for pattern in ("tmp_*", ".tmp-*"):
            for path in (repository / "objects" / "pack").glob(pattern):
                path.unlink()
        if not (repository / "config").is_file():
            self._git.run("init", "--quiet", "--bare", "--template=", "--initial-branch=good")

    def _fetch(self) -> str:
        """The newest commit of the branch; its objects lie in `incoming`."""
        room = self._limits.bytes - size(self._git.repository)
        options = ("--quiet", "--no-tags", "--no-auto-maintenance", "--no-show-forced-updates")
        branch = f"refs/heads/{self._source.branch}"
        try:
            self._doubtful.run("fetch", *options, "--", self._source.url, branch, room=max(room, 0))
        except Failed as failed:
            rule = next((rule for words, rule in _COMPLAINTS if words in failed.said), texts.UNREACHABLE)
            raise Refused(rule, failed.said, branch=self._source.branch) from None
        told = (self._git.repository / "FETCH_HEAD").read_text("utf-8", "replace").partition("\t")[0]
        if self._good and told == self._good.head:
            return told
        told = self._doubtful.run("rev-parse", "--verify", "--quiet", "FETCH_HEAD^{commit}").decode("ascii").strip()
        if not _COMMIT.fullmatch(told):
            raise Refused(texts.DAMAGED, "the branch is no commit")
        return told

    def _listed(self, head: str) -> Iterator[Listed]:
        """The files of a commit that lie where a content folder has its own."""
        inside = f"{self._source.folder}/" if self._source.folder else ""
        trees = (f"{inside}{tree}" for tree in sorted((*TREES, *NEWSROOM)))
        command = ("ls-tree", "-r", "-l", "-z", "--full-tree", head, "--", *trees)
        told = 0
        for count, record in enumerate(self._doubtful.records(*command), 1):
            told += len(record)
            if count > _MOST_LISTED or told > _LONGEST_LIST:
                raise GrewTooLarge
            listed = parse_listed(record)
            yield Listed(listed.mode, listed.blob, listed.size, listed.path[len(inside) :])

    def _check(self, head: str, taken: Taken) -> None:
        good, source = self._good, self._source
        if len(taken.blobs) > self._limits.files or taken.size > self._limits.bytes:
            raise GrewTooLarge
        if good and not self._continues(good.head, head) and source.name not in self._allowed.rewritten:
            detail = f"{head} does not descend from {good.head}"
            raise Refused(texts.REWRITTEN, detail, head=head[:12], before=good.head[:12])
        if good and good.prefixes and not taken.blobs:
            raise Refused(texts.EMPTIED, f"{head} has no file of its units")

    def _continues(self, before: str, head: str) -> bool:
        try:
            self._doubtful.run("merge-base", "--is-ancestor", before, head)
        except Failed as failed:
            if failed.status == 1:
                return False
            raise
        return True

    def _same(self, head: str, taken: Taken) -> dict[str, Path]:
        """The files of the checkout that counts now which are what they were, as far as they are there."""
        good = self._good
        if good is None or good.terms != terms(self._source):
            return {}
        command = ("diff-tree", "-r", "-z", "--name-only", "--no-renames", good.head, head)
        inside = f"{self._source.folder}/".encode() if self._source.folder else b""
        changed = {record.removeprefix(inside) for record in self._doubtful.records(*command)}
        top = self._folder / "checkouts" / good.checkout / good.folder
        return {path: top / path for path in taken.blobs if path.encode() not in changed}

    def _believe(self, head: str) -> None:
        """Move what came to where it stays. The index of a pack last: git sees no pack without it."""
        packs = self._git.repository / "objects" / "pack"
        packs.mkdir(parents=True, exist_ok=True)
        found = [path for path in (self._incoming / "pack").iterdir() if path.suffix in (".pack", ".rev", ".idx")]
        for path in sorted(found, key=lambda path: (path.suffix == ".idx", path.name)):
            path.replace(packs / path.name)
        self._git.run("update-ref", "refs/heads/good", head)
        self._forget(self._incoming)

    def _tidy(self, new: State) -> None:
        """Keep this checkout and the one before, which a build may still be reading; join the packs when many."""
        kept = {new.checkout, self._good.checkout if self._good else ""}
        packs = self._git.repository / "objects" / "pack"
        # What fails here costs room alone: the new state is whole and counts, and the next pull with news tries again.
        with contextlib.suppress(Failed, TookTooLong, GrewTooLarge, OSError):
            for path in sorted((self._folder / "checkouts").iterdir()):
                if path.name not in kept:
                    self._forget(path)
            if self._source.name in self._allowed.rewritten:
                self._git.run("repack", "-a", "-d", "--quiet")  # what the new history left out is deleted
            elif len(list(packs.glob("*.pack"))) >= _MANY_PACKS:
                self._git.run("repack", "-d", "--quiet", "--geometric=2")

    @staticmethod
    def _forget(folder: Path) -> None:
        if folder.exists():
            shutil.rmtree(folder)
