"""Git among strangers: commands that run nothing of what they fetch, ask nobody, and end in time and within bounds.

Each command gets fixed arguments, an environment without `GIT_*`, no configuration but ours and the operator's, and a
process group of its own, which is killed when it takes too long or writes too much.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

_SETTINGS = (
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.symlinks=false",
    "core.protectHFS=true",
    "core.protectNTFS=true",
    "core.logAllRefUpdates=false",
    "core.fsync=committed,reference",
    "core.packedGitLimit=256m",
    "core.packedGitWindowSize=32m",
    "pack.threads=1",
    "fetch.fsckObjects=true",
    "fetch.unpackLimit=1",  # packs are kept as packs, so that a fetch is taken over by moving two files
    "fetch.recurseSubmodules=false",
    "fetch.writeCommitGraph=false",
    "submodule.recurse=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "http.followRedirects=false",  # a server must not send us, and our credentials, to another
    # Should a pull be killed, its fetches end with their server's silence.
    "http.lowSpeedLimit=1",
    "http.lowSpeedTime=300",
    "protocol.allow=never",
)
# The kernel holds these for git and all that it starts: no core dump, the memory, the size of any one file. Where the
# shell does not know one of them, the watch below is what remains.
_BOUNDED = 'ulimit -c 0; ulimit -v "$1" 2>/dev/null; ulimit -f "$2" 2>/dev/null; shift 2; exec "$@"'
_MEMORY = 2 * 1024 * 1024  # kilobytes of address space
_TICK = 0.05  # seconds between two looks at a running command
_LONGEST_ANSWER = 1024 * 1024  # bytes of standard output, where it is read at once
_LONGEST_COMPLAINT = 4096  # bytes of standard error that are kept: the last
_CHUNK = 65536  # bytes


class Failed(Exception):
    """Git did not do what it was told. `said` is the end of what it wrote to standard error."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"git ended with {status}: {said}")
        self.status = status
        self.said = said


class TookTooLong(Exception):
    """The command was killed at its time limit."""


class GrewTooLarge(Exception):
    """What the command wrote, or answered, passed its bound."""


class Stopped(Exception):
    """Somebody asked for an end to all of it."""


@dataclass(frozen=True, slots=True)
class Git:
    """How git is run in one repository (a bare one).

    `incoming`, if set, is a folder for objects that are not yet believed; those of the repository are seen beneath.
    `ends` is the moment, of the monotonic clock, at which its commands are killed. `configuration` is the operator's
    file of git settings, for credentials, proxies and keys. `scheme` is the only way out that a fetch may take. No
    file may grow beyond `most_bytes`.
    """

    repository: Path
    ends: float
    most_bytes: int
    scheme: str = ""
    incoming: Path | None = None
    configuration: Path | None = None
    stop: threading.Event = field(default_factory=threading.Event)

    def run(self, *arguments: str, room: int = -1) -> bytes:
        """The standard output, at most a megabyte. Raises Failed, TookTooLong, GrewTooLarge or Stopped.

        `room`, unless negative, is how many bytes the folder `incoming` may hold.
        """
        with self.started(*arguments, room=room) as process:
            assert process.stdout  # noqa: S101 - it is a pipe
            told: bytes = process.stdout.read(_LONGEST_ANSWER + 1)
            if len(told) > _LONGEST_ANSWER:
                raise GrewTooLarge
        return told

    def records(self, *arguments: str) -> Iterator[bytes]:
        """The standard output, cut at its NUL bytes, as it comes. Raises as `run` does."""
        with self.started(*arguments) as process:
            assert process.stdout  # noqa: S101 - it is a pipe
            rest = b""
            while chunk := process.stdout.read(_CHUNK):
                *whole, rest = (rest + chunk).split(b"\0")
                yield from whole
                if len(rest) > _LONGEST_ANSWER:
                    raise GrewTooLarge

    def blobs(self, asked: Iterable[str]) -> Iterator[bytes]:
        """The bytes of each blob that is asked for by id, in order: whoever asks has seen to it that all are small.

        Raises as `run` does; Failed where one is missing or no blob.
        """
        with self.started("cat-file", "--batch") as process:
            assert process.stdin  # noqa: S101 - both are pipes
            assert process.stdout  # noqa: S101
            for blob in asked:
                try:
                    process.stdin.write(blob.encode("ascii") + b"\n")
                    process.stdin.flush()
                except BrokenPipeError:
                    return  # it ended, and why is raised on the way out
                _, _, rest = process.stdout.readline().partition(b" ")
                sort, _, size = rest.partition(b" ")
                if sort != b"blob":
                    raise Failed(1, f"{blob}: {rest.decode('ascii', 'replace').strip() or 'no answer'}")
                data = process.stdout.read(int(size) + 1)[:-1]
                if len(data) != int(size):
                    raise Failed(1, f"{blob}: cut short")
                yield data
            process.stdin.close()

    @contextmanager
    def started(self, *arguments: str, room: int = -1) -> Iterator[subprocess.Popen[bytes]]:
        """A running command, watched; waited for, or killed if the block is left early."""
        watch = _Watch(self.ends, None if room < 0 else self.incoming, room, self.stop)
        blocks = self.most_bytes // 512 + 1
        process = subprocess.Popen(
            ["sh", "-c", _BOUNDED, "sh", str(_MEMORY), str(blocks), *self._command(), *arguments],
            cwd=self.repository,
            env=self._environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,  # no terminal on which anything could ask, and one group to kill
        )
        thread = threading.Thread(target=watch.over, args=(process,), daemon=True)
        thread.start()
        try:
            yield process
            for pipe in (process.stdin, process.stdout):
                if pipe:
                    with contextlib.suppress(BrokenPipeError):
                        pipe.close()
            process.wait()
        finally:
            watch.kill(process)
            process.wait()
            thread.join(1.0)
            for pipe in (process.stdin, process.stdout, process.stderr):
                if pipe:
                    with contextlib.suppress(OSError):
                        pipe.close()
            if watch.verdict:
                raise watch.verdict
        if process.returncode:
            raise Failed(process.returncode, watch.complaint())

    def _command(self) -> list[str]:
        settings = [*_SETTINGS, f"protocol.{self.scheme}.allow=always"] if self.scheme else _SETTINGS
        return ["git", "--no-pager", "--literal-pathspecs", "--no-replace-objects", *_as_options(settings)]

    def _environment(self) -> dict[str, str]:
        dropped = ("SSH_ASKPASS", "DISPLAY", "WAYLAND_DISPLAY")
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("GIT_") and name not in dropped
        }
        environment |= {
            "LC_ALL": "C",
            "GIT_DIR": str(self.repository),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": str(self.configuration or os.devnull),
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_ASKPASS": "",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_NO_LAZY_FETCH": "1",
        }
        if self.incoming:
            environment["GIT_OBJECT_DIRECTORY"] = str(self.incoming)
        return environment


def _as_options(settings: Iterable[str]) -> list[str]:
    return [word for setting in settings for word in ("-c", setting)]


class _Watch:
    """Ends a command that takes too long, writes too much or is not wanted any more, and keeps its last words."""

    def __init__(self, ends: float, folder: Path | None, room: int, stop: threading.Event) -> None:
        self.verdict: Exception | None = None
        self._ends = ends
        self._folder = folder
        self._room = room
        self._stop = stop
        self._said = b""
        self._killing = threading.Lock()

    def over(self, process: subprocess.Popen[bytes]) -> None:
        """Look on until the command has ended."""
        open_pipe: IO[bytes] | None = process.stderr
        while process.poll() is None:
            open_pipe = self._listen(open_pipe, _TICK)
            verdict = self._judge()
            if verdict and process.poll() is None:
                self.verdict = verdict
                self.kill(process)
                return
        while open_pipe and select.select([open_pipe], [], [], 0)[0]:
            open_pipe = self._listen(open_pipe, 0)
        if self._folder and not self.verdict and size(self._folder) > self._room:
            self.verdict = GrewTooLarge()

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """Kill the whole group of a command that still runs."""
        with self._killing:
            if process.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    def complaint(self) -> str:
        """The end of standard error, as one line."""
        return " ".join(self._said.decode("utf-8", "replace").split())

    def _listen(self, pipe: IO[bytes] | None, seconds: float) -> IO[bytes] | None:
        if pipe is None:
            time.sleep(seconds)
            return None
        if select.select([pipe], [], [], seconds)[0]:
            heard = os.read(pipe.fileno(), _CHUNK)
            self._said = (self._said + heard)[-_LONGEST_COMPLAINT:]
            return pipe if heard else None
        return pipe

    def _judge(self) -> Exception | None:
        if self._stop.is_set():
            return Stopped()
        if time.monotonic() > self._ends:
            return TookTooLong()
        if self._folder and size(self._folder) > self._room:
            return GrewTooLarge()
        return None


def size(folder: Path) -> int:
    """The bytes of all files in a folder and beneath it, as far as they stay while they are counted."""
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError):
                total += (Path(path) / name).lstat().st_size
    return total
