"""Git as a watch runs it: fixed arguments, a clean environment, nobody asked, nothing of the clone run, an end in time.

The remote's address, and how to log in there, are the operator's, in the clone's configuration. Hooks, filters,
submodules and file monitors of the clone are left alone.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"  # git knows it without having it
GONE, SYMLINK, REPOSITORY, EXECUTABLE = "000000", "120000", "160000", "100755"

_SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.symlinks=false",
    "core.autocrlf=false",
    "submodule.recurse=false",
    "fetch.recurseSubmodules=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "log.showSignature=false",
    "log.showRoot=true",
    "protocol.allow=never",
    *(f"protocol.{name}.allow=always" for name in ("file", "git", "http", "https", "ssh")),
)
_COMMAND = (
    "git",
    "--no-pager",
    "--literal-pathspecs",
    "--no-replace-objects",
    *(word for setting in _SETTINGS for word in ("-c", setting)),
)
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
}
_OWN_SECONDS = 600  # what looks at the clone alone; nothing of it should take a second
_MOST_TOLD = 256 << 20  # bytes that git may print: a tree of a few blobs can list files without end
_RAW = ("--raw", "-r", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff", "--no-textconv")


class Failed(Exception):
    """Git could not do what it was asked. The text is the last line of what it said."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A file that a commit changed: mode and blob id after it; the mode is GONE where it is gone."""

    path: str
    mode: str
    blob: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit with what it changed under the content folder (a merge: what it brought to its first parent).

    Dates are seconds since 1970 (UTC), as the committer's machine told them, 0 where it told none; paths are content
    paths as they are `shown`.
    """

    id: str
    authored: int
    committed: int
    changed: tuple[Changed, ...]


def environment() -> dict[str, str]:
    """In which git runs."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | _ENVIRONMENT


def command(*arguments: str) -> tuple[str, ...]:
    """The words of a git command."""
    return (*_COMMAND, *arguments)


def run(folder: Path, *arguments: str, asked: bytes = b"", seconds: float = _OWN_SECONDS) -> bytes:
    """What git prints. Raises Failed where it fails, is not there, or takes longer: it is then killed with its kin."""
    try:
        with tempfile.TemporaryFile() as asking:
            asking.write(asked)
            asking.seek(0)
            process = subprocess.Popen(
                command(*arguments),
                cwd=folder,
                env=environment(),
                stdin=asking if asked else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,  # no terminal to ask on, and none that interrupts
            )
    except OSError as error:
        raise Failed(str(error)) from error
    with process:
        try:
            told, said = _heard(process, arguments[0], seconds)
        except BaseException as error:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            if isinstance(error, subprocess.TimeoutExpired):
                raise Failed(f"git {arguments[0]} took more than {seconds:g} seconds") from error
            raise
    if process.returncode:
        lines = [line for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
        shown = next((line for line in lines if line.startswith(("fatal:", "error:"))), lines[-1] if lines else "")
        raise Failed(shown or f"git {arguments[0]} ended with {process.returncode}")
    return told


def _heard(process: subprocess.Popen[bytes], name: str, seconds: float) -> tuple[bytes, bytes]:
    """What a git prints and what it complains. Raises subprocess.TimeoutExpired, or Failed where it says too much."""
    assert process.stdout is not None and process.stderr is not None  # noqa: S101 - both are pipes
    ends = time.monotonic() + seconds
    heard = {process.stdout.fileno(): bytearray(), process.stderr.fileno(): bytearray()}
    with selectors.DefaultSelector() as open_pipes:
        for pipe in heard:
            open_pipes.register(pipe, selectors.EVENT_READ)
        while open_pipes.get_map():
            ready = open_pipes.select(max(ends - time.monotonic(), 0))
            if not ready:
                raise subprocess.TimeoutExpired(name, seconds)
            for key, _ in ready:
                chunk = os.read(key.fd, 1 << 18)
                heard[key.fd] += chunk
                if not chunk:
                    open_pipes.unregister(key.fd)
            if sum(map(len, heard.values())) > _MOST_TOLD:
                raise Failed(f"git {name} says more than {_MOST_TOLD >> 20} MB")
    process.wait(max(ends - time.monotonic(), 0.1))
    told, said = heard.values()
    return bytes(told), bytes(said)


def resolve(folder: Path, name: str) -> str:
    """The commit of a name; empty where there is none."""
    try:
        return _text(run(folder, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"))
    except Failed:
        return ""


def is_ancestor(folder: Path, old: str, new: str) -> bool:
    """Whether `new` continues the history of `old`."""
    try:
        run(folder, "merge-base", "--is-ancestor", old, new)
    except Failed:
        return False
    return True


def remote_head(folder: Path, remote: str, branch: str, seconds: float) -> str:
    """The commit of a branch of the remote; empty where there is no such branch. Raises Failed."""
    told = _text(run(folder, "ls-remote", "--quiet", "--", remote, f"refs/heads/{branch}", seconds=seconds))
    return told.partition("\t")[0]


def fetch(folder: Path, remote: str, branch: str, into: str, seconds: float) -> None:
    """Bring a branch of the remote to the ref `into`, rewritten or not. Raises Failed."""
    options = ("--quiet", "--no-tags", "--no-recurse-submodules", "--no-auto-maintenance", "--no-write-fetch-head")
    run(folder, "fetch", *options, "--", remote, f"+refs/heads/{branch}:{into}", seconds=seconds)


def difference(folder: Path, old: str, new: str) -> list[Changed]:
    """The files that differ between two commits (or trees), with paths from the clone's top. Raises Failed."""
    told = run(folder, "diff-tree", *_RAW[1:], old, new)
    return list(_changed(iter(_names(told).split("\0")[:-1])))


def commits(folder: Path, content: str, old: str, new: str) -> list[Commit]:
    """The commits of `new` that `old` has not, parents before children. Where `old` is empty, `new` alone.

    `content` is the content folder's path in the clone, empty where it is the clone. Raises Failed.
    """
    which = (f"{old}..{new}",) if old else ("--max-count=1", new)
    order = ("--reverse", "--topo-order", "--diff-merges=first-parent", "--format=format:%x01%H %at %ct")
    relative = (f"--relative={content}",) if content else ()
    told = _names(run(folder, "log", *order, *_RAW, *relative, *which, "--"))
    return list(_parse(told))


def _parse(told: str) -> Iterator[Commit]:
    parts = iter(told.split("\0"))
    head: list[str] = []
    changed: list[Changed] = []
    for part in parts:
        if part.startswith("\x01"):
            if head:
                yield _commit(head, changed)
            first, _, part = part[1:].partition("\n")
            head, changed = first.split(" "), []
        if part.startswith(":"):
            changed.append(_change(part, shown(next(parts))))
    if head:
        yield _commit(head, changed)


def _commit(head: Sequence[str], changed: Sequence[Changed]) -> Commit:
    return Commit(head[0], _seconds(head[1]), _seconds(head[2]), tuple(changed))


def _seconds(told: str) -> int:
    """A commit may be made by hand: with no date, or with one of thousands of digits, which `int` refuses."""
    return int(told[:15]) if told.isascii() and told.isdigit() else 0


def shown(path: str) -> str:
    """A path as it can be written down: what is no UTF-8, or cannot be printed, becomes `�`."""
    return "".join(letter if letter.isprintable() else "�" for letter in path)


def _changed(parts: Iterator[str]) -> Iterator[Changed]:
    for facts in parts:
        yield _change(facts, next(parts))


def _change(facts: str, path: str) -> Changed:
    _, mode, _, blob, _ = facts.split(" ")
    return Changed(path, mode, blob)


def _names(told: bytes) -> str:
    return told.decode("utf-8", "surrogateescape")


def _text(told: bytes) -> str:
    return told.decode("ascii", "replace").strip()
