"""How far back a feed reaches."""

from __future__ import annotations

from collections.abc import Sequence

FULL = 50  # items that a feed always carries, with their whole text
MOST = 500
_DAYS = 7
_SECONDS_A_DAY = 86_400


def size(instants: Sequence[int]) -> int:
    """How many of the newest items a feed carries, from their instants (seconds, newest first).

    The newest 50, and beyond them whatever is less than 7 days older than the newest, up to 500: a reader that comes
    once a week misses nothing. The clock plays no part, so a feed changes only when a story does.
    """
    if not instants:
        return 0
    recent = sum(1 for instant in instants[:MOST] if instants[0] - instant < _DAYS * _SECONDS_A_DAY)
    return min(max(FULL, recent), len(instants), MOST)
