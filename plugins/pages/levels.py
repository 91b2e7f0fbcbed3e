"""Units in groups of one level."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from plugins.pages.house import LEVEL_NAMES
from plugins.units import UnitState


def by_level(states: Iterable[UnitState], say: Callable[[str], str]) -> list[tuple[str, list[UnitState]]]:
    """Groups of units of one level, in the order of the levels we know; others follow by name.

    `say` puts the names of the levels we know into the language of the page.
    """
    groups: dict[str, list[UnitState]] = {}
    for state in states:
        if state.begun:
            groups.setdefault(state.kind, []).append(state)
    order = [*LEVEL_NAMES, *sorted(groups)]
    return [(level_name(kind, say), groups[kind]) for kind in sorted(groups, key=order.index)]


def level_name(kind: str, say: Callable[[str], str]) -> str:
    """What people call a level of units."""
    return say(LEVEL_NAMES[kind]) if kind in LEVEL_NAMES else kind.capitalize()
