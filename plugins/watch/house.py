"""What a watch does for its clone when it is quiet: git's index follows, and what git no longer needs goes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from plugins.watch.clone import Clone

_TIDY_AFTER = 2.0  # seconds of quiet before git's index is brought up to date
_SWEEP_EVERY = 3600.0


@dataclass(slots=True)
class House:
    """Keeps a clone tidy. `log` takes a line of what goes wrong."""

    clone: Clone
    log: Callable[[str], None]
    _untidy: bool = False
    _quiet_since: float = 0.0
    _next_sweep: float = 0.0

    def open(self) -> None:
        """Begin to keep it."""
        self._next_sweep = time.monotonic() + _SWEEP_EVERY

    def disturb(self) -> None:
        """Files were written."""
        self._untidy, self._quiet_since = True, time.monotonic()

    def keep(self) -> None:
        """Do what is due."""
        now = time.monotonic()
        if self._untidy and now - self._quiet_since > _TIDY_AFTER:
            self.tidy()
        if now >= self._next_sweep and not self._untidy:
            self._next_sweep = now + _SWEEP_EVERY
            self.clone.sweep()

    def tidy(self) -> None:
        """Bring git's index up to date."""
        self.clone.tidy(self.log)
        self._untidy = False
