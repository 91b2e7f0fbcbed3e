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
    return min(max(FULL, _recent(instants[:MOST])), len(instants), MOST)


def goes_on(instants: Sequence[int]) -> bool:
    """Whether stories behind these, the newest, may still be less than 7 days older than the newest of all."""
    return _recent(instants) == len(instants) < MOST


def _recent(instants: Sequence[int]) -> int:
    return sum(1 for instant in instants if instants[0] - instant < _DAYS * _SECONDS_A_DAY)
