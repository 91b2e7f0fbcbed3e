"""What the values of one story are judged by."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terms:
    """`timezone` (IANA) is that of the story's unit, `reference` its address; the others are what may be named."""

    timezone: str
    reference: str
    unit_ids: Set[str]
    zone_ids: tuple[str, ...]
    moves: frozenset[tuple[str, str]] = frozenset()
