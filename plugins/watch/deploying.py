"""What is to be copied to where the public reads: a list that loses nothing, and the command that takes it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shlex
import signal
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import msgspec

from plugins.watch.files import write
from plugins.watch.manifest import Manifest, everything

SECONDS = 600  # of one run of the command
_PENDING, _UNCERTAIN, _MANIFEST, _SAID, _LOCK = "pending", "uncertain", "manifest", "said", "lock"
_LOCKED_SECONDS = 2.0  # between two looks whether the command of a watch that was killed is still at work
_LAST_WORDS = 300  # characters of what a failed command said that are told


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run of the command ended: the receipts that waited for it, and what went wrong (empty: nothing)."""

    receipts: tuple[str, ...]
    wrong: str


class Deployer:
    """Hands lists to a command, one at a time; what it has not taken is in a file, and survives a crash."""

    def __init__(
        self, command: str, folder: Path, output: Path, taken: Callable[[Manifest], None] = lambda manifest: None
    ) -> None:
        """`command` is split into words as a shell would, and run by none. Raises ValueError where it cannot be.

        `taken` is told of each list that the command took, before that is noted as taken.
        """
        self._words = shlex.split(command)
        self._taken = taken
        self._folder, self._output = folder, output
        self._process: subprocess.Popen[bytes] | None = None
        self._ends = 0.0
        self._handed, self._waiting = Manifest(), Manifest()
        self._failures, self._next = 0, 0.0
        self._certain = True

    @property
    def is_set(self) -> bool:
        """Whether there is a command at all."""
        return bool(self._words)

    @property
    def is_running(self) -> bool:
        """Whether the command is at work now."""
        return self._process is not None

    @property
    def is_certain(self) -> bool:
        """Whether all is known that publishes before this one wrote; if not, this one hands on the whole site."""
        return self._certain

    @property
    def fails(self) -> bool:
        """Whether the command failed when it was run last."""
        return bool(self._failures)

    def wakes(self) -> float | None:
        """At which moment of the monotonic clock there is something to do; None where nothing is."""
        if self._process:
            return self._ends
        return self._next if self._waiting else None

    def open(self) -> None:
        """Take up what was left, at the start of a watch. What went out unnoticed, or never, is all of the site."""
        if not self.is_set:
            return
        first = not (self._folder / _PENDING).exists()
        self._waiting = self._read()
        if (first or (self._folder / _UNCERTAIN).exists()) and self._output.is_dir():
            self._waiting = self._waiting.then(self._all())
            self._keep()

    def before_publish(self) -> None:
        """From now on the output may change without our knowing how, until `after_publish`."""
        if self.is_set:
            self._certain = not (self._folder / _UNCERTAIN).exists()
            write(self._folder / _UNCERTAIN, b"")

    def after_publish(self, manifest: Manifest) -> None:
        """Add what a publish wrote; or the whole site, if one before it broke off, and what that wrote nobody knows."""
        if not self.is_set:
            return
        if not self._certain:
            manifest = manifest.then(self._all(manifest.commit))
        self._waiting = self._waiting.then(manifest)
        self._keep()
        (self._folder / _UNCERTAIN).unlink(missing_ok=True)

    def add(self, manifest: Manifest) -> None:
        """Add what was written beside publishes, as far as it stands: a publish may have taken it away since."""
        if self.is_set:
            self._waiting = self._waiting.then(manifest.standing(self._output))
            self._keep()

    def add_everything(self) -> None:
        """Add the whole site: what was written beside publishes nobody knows."""
        if self.is_set:
            self._waiting = self._waiting.then(self._all())
            self._keep()

    def step(self, now: float) -> Ended | None:
        """Start the command where it is time, or see whether it ended. `now` is the monotonic clock's."""
        if self._process:
            return self._look(now)
        if self._waiting and now >= self._next:
            return self._start(now)
        return None

    def wait(self, hurried: Callable[[], bool] = lambda: False) -> Ended | None:
        """Wait for the run at work, for no longer than it may take; where it is `hurried`, it is ended."""
        if not self._process:
            return None
        for _ in range(SECONDS * 10):
            if hurried():
                break
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(0.1)
                break
        return self._look(float("inf"))

    def _start(self, now: float) -> Ended | None:
        try:
            lock = os.open(self._folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            return self._end(str(error), now)
        try:
            if not _locked(lock):
                self._next = now + _LOCKED_SECONDS
                return None
            self._handed, self._waiting = self._waiting, Manifest()
            self._run(lock)
        except OSError as error:
            return self._end(str(error), now)
        finally:
            os.close(lock)  # the command has it too, and keeps it until it ends, whatever becomes of the watch
        self._ends = now + SECONDS
        return None

    def _run(self, lock: int) -> None:
        manifest = self._folder / _MANIFEST
        write(manifest, "".join(self._handed.lines()).encode("utf-8", "surrogateescape"))
        environment = {
            **os.environ,
            "NEWSROOM_OUTPUT": str(self._output),
            "NEWSROOM_COMMIT": self._handed.commit,
            "NEWSROOM_WHOLE": "1" if self._handed.whole else "",
        }
        with manifest.open("rb") as asked, (self._folder / _SAID).open("wb") as said:
            self._process = _begin(self._words, environment, asked, said, lock)

    def _look(self, now: float) -> Ended | None:
        assert self._process is not None  # noqa: S101 - asked by the callers
        status = self._process.poll()
        if status is None and now < self._ends:
            return None
        if status is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        return self._end("" if status == 0 else self._wrong(status), now)

    def _end(self, wrong: str, now: float) -> Ended:
        handed, self._handed, self._process = self._handed, Manifest(), None
        if wrong:
            self._waiting = handed.then(self._waiting)
        else:
            self._taken(handed)
        self._failures = self._failures + 1 if wrong else 0
        self._next = now + min(2.0 ** min(self._failures, 9), 300) if wrong and now != float("inf") else 0.0
        with contextlib.suppress(OSError):  # what is noted then names too much, and that does no harm
            self._keep()
        return Ended(handed.receipts, wrong)

    def _wrong(self, status: int | None) -> str:
        try:
            said = (self._folder / _SAID).read_bytes()[-_LAST_WORDS:].decode("utf-8", "replace")
        except OSError as error:
            said = str(error)
        words = "".join(letter if letter.isprintable() else " " for letter in said).strip()
        how = f"was ended (it may take {SECONDS} seconds)" if status is None else f"ended with {status}"
        return f"{how}: {words}" if words else how

    def _all(self, commit: str = "") -> Manifest:
        return Manifest(new=everything(self._output), commit=commit, whole=True)

    def _keep(self) -> None:
        """Note all that the command has not yet taken; of what it is at work on, nobody knows."""
        write(self._folder / _PENDING, msgspec.json.encode(self._handed.then(self._waiting)))

    def _read(self) -> Manifest:
        try:
            return msgspec.json.decode((self._folder / _PENDING).read_bytes(), type=Manifest)
        except FileNotFoundError:
            return Manifest()
        except msgspec.DecodeError:
            return self._all()


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _begin(
    words: Sequence[str], environment: dict[str, str], asked: IO[bytes], said: IO[bytes], lock: int
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        words,
        env=environment,
        stdin=asked,
        stdout=said,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        pass_fds=(lock,),
    )
