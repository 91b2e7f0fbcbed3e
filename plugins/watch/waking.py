"""What ends a wait: a moment, a signal, a child that ended, a touched file."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

_SLICE = 0.1  # seconds between two looks at the file
_ENDING = (signal.SIGINT, signal.SIGTERM)


@dataclass(slots=True)
class Wakes:
    """Signals and touches since the last look. SIGUSR1, or a touch of the file, says that there is news.

    `stops` counts how often an end was asked for: once is "when this is done", twice is "now".
    """

    trigger: Path
    stops: int = 0
    _news: bool = False
    _touched: int = 0
    _reading: int = field(default=-1)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Answer signals within this block."""
        self.trigger.parent.mkdir(parents=True, exist_ok=True)
        self.trigger.touch()
        self._touched = self._stamp()
        self._reading, writing = os.pipe()
        for end in (self._reading, writing):
            os.set_blocking(end, False)
        known = {number: signal.signal(number, self._take) for number in (*_ENDING, signal.SIGUSR1, signal.SIGCHLD)}
        before = signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        try:
            yield
        finally:
            signal.set_wakeup_fd(before)
            for number, handler in known.items():
                signal.signal(number, handler)
            os.close(self._reading)
            os.close(writing)

    def _take(self, number: int, frame: FrameType | None) -> None:
        if number in _ENDING:
            self.stops += 1
        elif number == signal.SIGUSR1:
            self._news = True

    def take_news(self) -> bool:
        """Whether somebody said that there is news, since this was last asked."""
        stamp = self._stamp()
        news = self._news or stamp != self._touched
        self._news, self._touched = False, stamp
        return news

    def wait(self, seconds: float, pipe: int = -1) -> bool:
        """Wait so long, or until something happens; returns whether there is something to read in `pipe`.

        With a pipe, news do not end the wait.
        """
        ends = time.monotonic() + seconds
        asked = [self._reading] if pipe < 0 else [self._reading, pipe]
        while (left := ends - time.monotonic()) > 0:
            ready, _, _ = select.select(asked, [], [], min(left, _SLICE) if pipe < 0 else left)
            if self._reading in ready:
                with contextlib.suppress(BlockingIOError):
                    os.read(self._reading, 512)
            if ready:
                return pipe in ready
            if pipe < 0 and (self._news or self._stamp() != self._touched):
                return False
        return False

    def _stamp(self) -> int:
        try:
            return self.trigger.stat().st_mtime_ns
        except OSError:
            return 0
