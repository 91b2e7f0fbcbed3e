"""What a publish leaves for later is made by a child of lower priority, while the watch goes on publishing.

The child notes each step in a file, before anybody else can publish: what it wrote is handed on in the order in which
it was written, and when a watch is killed, the next one sees that there was something.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from plugins.newsroom.building import build
from plugins.newsroom.finishing import ALONE
from plugins.publish.job import Finished
from plugins.publish.landing import Written
from plugins.watch.deploying import Deployer
from plugins.watch.manifest import Manifest
from plugins.watch.pace import Pause
from plugins.watch.publishing import Site, in_child

_PAUSES = (60.0, 300.0, 900.0, 3600.0)  # seconds before what could not be made is tried again
_NICE = 10
_PATIENCE = 10.0  # seconds in which a child that is asked to end may put in place what it has made
_SHOWN = 3  # failures that are told


@dataclass(frozen=True, slots=True)
class Made:
    """What a child tells of itself."""

    made: int = 0
    left: int = 0
    failures: tuple[str, ...] = ()
    why: str = ""


@dataclass(slots=True)
class Finisher:
    """Starts the child when something waits, and hands on what it wrote. `log` takes a line of what it did."""

    site: Site
    deployer: Deployer
    folder: Path  # of what the child says, and of its steps
    log: Callable[[str], None]
    _moment: float = 0.0  # of the last publish: by its day names are told
    _commit: str = ""
    _wanted: bool = False
    _child: int = 0
    _pipe: int = -1
    _read: int = 0  # bytes of the steps that were handed on
    _pause: Pause = field(default_factory=Pause)

    @property
    def is_busy(self) -> bool:
        """Whether a child is at work, or one is to begin at once."""
        return bool(self._child) or (self._wanted and not self._pause.failures)

    @property
    def _steps(self) -> Path:
        return self.folder / "deferred.steps"

    def open(self) -> None:
        """Take up what an earlier watch left: which files its child wrote nobody knows."""
        if self._steps.exists():
            self.deployer.add_everything()
            self._steps.unlink()

    def want(self, moment: float, commit: str) -> None:
        """Something waits since a publish."""
        self._moment, self._commit, self._wanted = moment, commit, True
        self._pause.over()

    def wakes(self) -> float | None:
        """At which moment of the monotonic clock there is something to do; None where nothing is."""
        return self._pause.until if self._wanted and not self._child else None

    def step(self, now: float) -> None:
        """Start a child where it is time, or see whether it ended."""
        if self._child:
            ended, status = os.waitpid(self._child, os.WNOHANG)
            if ended:
                self._end(status)
            else:
                self.hand_over()
        elif self._wanted and now >= self._pause.until:
            self._start()

    def hand_over(self) -> None:
        """Hand on what the child has put in place so far; before a publish hands on what refers to it."""
        if not self._child or not self.deployer.is_set:
            return
        with contextlib.suppress(FileNotFoundError), self._steps.open("rb") as steps:
            steps.seek(self._read)
            for line in steps:
                if line.endswith(b"\n"):
                    self._read += len(line)
                    new, changed, deleted = msgspec.json.decode(line, type=tuple[list[str], list[str], list[str]])
                    self.deployer.add(Manifest(tuple(new), tuple(changed), tuple(deleted), self._commit))

    def stop(self) -> None:
        """Ask the child to end, and end it where it does not."""
        if not self._child:
            return
        os.kill(self._child, signal.SIGTERM)
        ends = time.monotonic() + _PATIENCE
        ended, status = 0, 0
        while not ended and time.monotonic() < ends:
            ended, status = os.waitpid(self._child, os.WNOHANG)
            time.sleep(0.02)
        if not ended:
            os.kill(self._child, signal.SIGKILL)
            _, status = os.waitpid(self._child, 0)
        self._end(status)

    def _start(self) -> None:
        self._wanted, self._read = False, 0
        steps = self._steps if self.deployer.is_set else None
        if steps:
            steps.parent.mkdir(parents=True, exist_ok=True)
            steps.write_bytes(b"")
        site, moment = self.site, self._moment
        self._child, self._pipe = in_child(lambda: make(site, moment, steps), self.folder / "deferred.log")

    def _end(self, status: int) -> None:
        with os.fdopen(self._pipe, "rb") as pipe:
            told = pipe.read()  # it is short, and whole: the child has ended
        self.hand_over()
        self._child = 0
        if not told and self._steps.exists():
            self.deployer.add_everything()
        self._steps.unlink(missing_ok=True)
        broke_off = f"it broke off (status {status}); {self.folder / 'deferred.log'} says how"
        self._tell(msgspec.json.decode(told, type=Made) if told else Made(why=broke_off))

    def _tell(self, made: Made) -> None:
        if made.made:
            self.log(f"{made.made} deferred views made")
        if made.left or made.why:
            if not self._wanted:
                self._pause.fail(_PAUSES)
            self._wanted = True
            why = made.why or f"{made.left} views wait. {'; '.join(made.failures[:_SHOWN])}"
            self.log(f"not all that waits could be made: {why}")
        elif not self._wanted:
            self._pause.over()


def make(site: Site, moment: float, steps: Path | None) -> Made:
    """Make what waits. For a child: it lowers its priority, sets the clock of the build, and answers to SIGTERM."""
    os.nice(_NICE)
    asked: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, frame: asked.append(number))
    os.environ["SOURCE_DATE_EPOCH"] = str(int(moment))
    finished = build(site.settings, _override(site, asked, steps)).finished or Finished()
    why = "" if asked else finished.why
    return Made(finished.made, finished.left, tuple(finished.failures[:_SHOWN]), why)


def _override(site: Site, asked: Sequence[int], steps: Path | None) -> dict[str, Any]:
    def note(written: Written) -> None:
        if steps:
            with steps.open("ab") as file:
                file.write(msgspec.json.encode(written) + b"\n")

    chosen = {name: value for name, value in site.override.items() if name != "PUBLISH"}
    return {**chosen, "DEFERRED": ALONE, "FINISHING": {"stop": lambda: bool(asked), "landed": note}}
