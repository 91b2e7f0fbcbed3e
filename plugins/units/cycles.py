"""Circles in a parent relation: what a tree may not have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def find_cycles(parents: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The circles of a parent relation: each once, child before parent, in the order in which they are met."""
    done: set[str] = set()
    cycles = []
    for start in parents:
        path: dict[str, None] = {}
        unit_id = start
        while unit_id and unit_id not in done and unit_id not in path:
            path[unit_id] = None
            unit_id = parents.get(unit_id, "")
        if unit_id in path:
            walked = tuple(path)
            cycles.append(walked[walked.index(unit_id) :])
        done.update(path)
    return cycles


def show_cycle(cycle: Sequence[str]) -> str:
    """A circle as people read it: the first unit again at the end; long ones are shortened in the middle."""
    shown = [*cycle[:6], "…", cycle[-1]] if len(cycle) > 8 else list(cycle)
    return " → ".join([*shown, cycle[0]])
