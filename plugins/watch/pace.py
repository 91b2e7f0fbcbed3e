"""How a watch keeps time."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)  # seconds before what failed is tried again


@dataclass(frozen=True, slots=True)
class Pace:
    """How a watch keeps time: seconds between two looks at the remote, and its clock (seconds since 1970, UTC)."""

    every: float
    clock: Callable[[], float]


@dataclass(slots=True)
class Pause:
    """When something that failed is tried again: later after each failure."""

    failures: int = 0
    until: float = 0.0  # of the monotonic clock

    def fail(self, pauses: Sequence[float] = PAUSES) -> float:
        """Note a failure; returns the seconds to wait."""
        seconds = pauses[min(self.failures, len(pauses) - 1)]
        self.failures += 1
        self.until = time.monotonic() + seconds
        return seconds

    def over(self) -> None:
        """Note a success, or that somebody says to try at once."""
        self.failures, self.until = 0, 0.0
