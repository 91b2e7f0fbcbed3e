"""Git as it is asked about a push: fixed arguments, nothing of the repository run, one process for many questions.

In a hook git tells by its environment where objects wait that are not yet accepted; that much of it is kept.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from . import changes

_QUARANTINE = (
    "GIT_DIR", "GIT_QUARANTINE_PATH", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
)  # fmt: skip
_SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.quotePath=false",
    "log.showSignature=false",
    "diff.ignoreSubmodules=none",
    "submodule.recurse=false",
    "protocol.allow=never",
    # No signer is known to git: it tells that a signature is good, and of which key; whose it is tells the roster.
    "gpg.ssh.allowedSignersFile=/dev/null",
)
_COMMAND = (
    "git", "--no-pager", "--literal-pathspecs", "--no-replace-objects",
    *(word for setting in _SETTINGS for word in ("-c", setting)),
)  # fmt: skip
_DIFF = ("--stdin", "--always", "--root", "--raw", "-r", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff")
_GOOD = ("G", "U")  # good; good, of a key that git has no reason to trust (gitformat-signature; `%G?` of git-log)
ZEROS = frozenset({"0" * 40, "0" * 64})
MOST_HELD = 1 << 30  # bytes of memory in which git may gather what a push changes: some 2 million files


class Failed(Exception):
    """Git could not answer, or would not come to an end. The text is the last line of what it said."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What git says of a signature: `identity` is empty where it is not good, `state` then says how."""

    identity: str
    state: str


def told_by(state: str, mark: str, primary: str) -> Signature:
    """What `%G?`, `%GF` and `%GP` of git-log say: a key's fingerprint counts only where the signature is good."""
    kind = "ssh" if mark.startswith("SHA256:") else "gpg"
    return Signature(f"{kind}:{primary or mark}" if state in _GOOD and mark else "", state)


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository, bare or not. `quarantined`: it is asked from within a hook that git runs."""

    folder: Path
    quarantined: bool = False

    def run(self, *arguments: str, asked: bytes = b"", bounded: bool = False, keyring: Path | None = None) -> bytes:
        """What git prints. Raises Failed, where it is `bounded` also if it needs more memory than `MOST_HELD`.

        `keyring` is the folder in which gpg, if git starts it, finds keys.
        """
        try:
            done = subprocess.run(
                [*_COMMAND, *arguments],
                cwd=self.folder,
                env=self._environment() | ({"GNUPGHOME": str(keyring)} if keyring else {}),
                input=asked,
                capture_output=True,
                preexec_fn=_bound if bounded and os.name == "posix" else None,  # there are no threads
            )
        except OSError as error:
            raise Failed(str(error)) from error
        if done.returncode:
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise Failed(said[-1] if said else f"git {arguments[0]}: {done.returncode}")
        return done.stdout

    def line(self, *arguments: str) -> str:
        """The one line that git prints, or an empty text where it fails."""
        try:
            return self.run(*arguments).decode("utf-8", "replace").strip()
        except Failed:
            return ""

    def commits(self, new: str, excluded: Sequence[str], most: int) -> list[str]:
        """The ids of the commits that `new` has and none of `excluded`, parents first; at most one more than `most`.

        `--not --branches` may stand in `excluded` as options of git-rev-list.
        """
        told = self.run("rev-list", "--topo-order", f"--max-count={most + 1}", new, *excluded)
        return told.decode("ascii").split()[::-1]

    def objects(self, names: Iterable[str], most: int) -> Iterator[tuple[str, str, int, bytes]]:
        """For each object name: its id, sort, size in bytes, and the bytes where they are at most `most`.

        The id is empty where there is none.
        """
        wanted = list(names)
        if not wanted:
            return
        # A line end parts one question from the next: no object that is asked for has one in its name.
        lines = "".join(name.replace("\n", "\0") + "\n" for name in wanted).encode("utf-8", "surrogateescape")
        facts = []
        for line in self.run("cat-file", "--batch-check", asked=lines).split(b"\n")[:-1]:
            words = line.rsplit(b" ", 2)
            known = len(words) == 3 and words[2].isdigit()
            facts.append((words[0].decode("ascii"), words[1].decode("ascii"), int(words[2])) if known else ("", "", 0))
        small = dict.fromkeys(name for name, _, size in facts if name and size <= most)
        held = self._held(list(small)) if small else {}
        for name, sort, size in facts:
            yield name, sort, size, held.get(name, b"")

    def _held(self, names: Sequence[str]) -> dict[str, bytes]:
        told = self.run("cat-file", "--batch", asked="".join(f"{name}\n" for name in names).encode())
        held, at = {}, 0
        for name in names:
            end = told.index(b"\n", at)
            size = int(told[at:end].rsplit(b" ", 1)[1])
            held[name] = told[end + 1 : end + 1 + size]
            at = end + size + 2
        return held

    def differences(self, pairs: Sequence[tuple[str, str]]) -> list[dict[str, changes.Change]]:
        """What each commit has otherwise than another; than nothing where the other is empty. In order."""
        if not pairs:
            return []
        lines = "".join(f"{commit} {other}".rstrip() + "\n" for commit, other in pairs)
        records = self.run("diff-tree", *_DIFF, asked=lines.encode(), bounded=True).split(b"\0")[:-1]
        try:
            found = list(changes.parse(records))
        except ValueError as error:
            raise Failed(str(error)) from error
        if [commit for commit, _ in found] != [commit for commit, _ in pairs]:
            raise Failed("git diff-tree did not answer for every commit")
        return [change for _, change in found]

    def bases(self, first: str, second: str) -> list[str]:
        """The best common ancestors of two commits; none where their histories have nothing in common."""
        return self.line("merge-base", "--all", first, second).split()

    def sort(self, name: str) -> str:
        """What an object is (`commit`, `tree`, …); empty where there is none."""
        return self.line("cat-file", "-t", name)

    def aliases(self, refs: Sequence[str]) -> frozenset[str]:
        """Those of some refs that only name another one."""
        form = "--format=%(if)%(symref)%(then)%(refname)%(end)"
        told = self.run("for-each-ref", form, *refs).decode("utf-8", "replace")
        return frozenset(told.splitlines()) & frozenset(refs)

    def precedes(self, commit: str, other: str) -> bool:
        """Whether `commit` is `other`, or an ancestor of it."""
        try:
            self.run("merge-base", "--is-ancestor", commit, other)
        except Failed:
            return False
        return True

    def signatures(self, commits: Sequence[str], keyring: Path | None = None) -> dict[str, Signature]:
        """What git says of the signature of each commit, by the keys of GPG in a folder."""
        if not commits:
            return {}
        form = "--format=%H%x00%G?%x00%GF%x00%GP%x00"
        asked = "".join(f"{commit}\n" for commit in commits).encode()
        fields = iter(
            self.run("log", "--no-walk=unsorted", "--stdin", form, asked=asked, keyring=keyring).decode().split("\0")
        )
        told = {}
        while len(row := list(islice(fields, 4))) == 4:
            commit, state, mark, primary = (text.strip() for text in row)
            told[commit] = told_by(state, mark, primary)
        return told

    def branches(self) -> dict[str, str]:
        """The commit of each branch, by its name without `refs/heads/`, in order."""
        told = self.run("for-each-ref", "--format=%(objectname) %(refname)", "refs/heads").decode("utf-8", "replace")
        pairs = (line.split(" ", 1) for line in told.splitlines())
        return {name.removeprefix("refs/heads/"): commit for commit, name in sorted(pairs, key=lambda pair: pair[1])}

    def _environment(self) -> dict[str, str]:
        kept = _QUARANTINE if self.quarantined else ()
        told = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in kept}
        return told | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}


def _bound() -> None:
    """Set the limit, in the new process: a few kilobytes of trees can stand for a thousand million files."""
    import resource  # Windows has none, and no hook either

    resource.setrlimit(resource.RLIMIT_DATA, (MOST_HELD, MOST_HELD))
