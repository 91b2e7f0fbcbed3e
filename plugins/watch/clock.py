"""The clock of a watch: the one place of this room that asks what time it is."""

from __future__ import annotations

import time


def seconds() -> float:
    """Seconds since 1970 (UTC), with their fraction."""
    return time.time()
