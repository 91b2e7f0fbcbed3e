"""What may follow what: the events of all units brought into one order that makes sense, and each unit day by day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby, pairwise

from plugins.problems import Problem

from . import rules
from .cycles import find_cycles, show_cycle
from .reading import EventRow
from .rows import EVENT_KINDS, NO_PARENT, Unit, UnitEvent, UnitState
from .rules import EVENTS_PATH


@dataclass(frozen=True, slots=True)
class Timeline:
    """The states of one unit: `states[0]` until the first of `days`, then one from 00:00 of each day on."""

    days: tuple[date, ...]
    states: tuple[UnitState, ...]

    def at(self, day: date) -> UnitState:
        """The state at the end of `day`."""
        return self.states[bisect_right(self.days, day)]


def settle(
    units: Mapping[str, Unit], rows: Iterable[EventRow]
) -> tuple[dict[str, tuple[UnitEvent, ...]], list[Problem]]:
    """The events that hold, by unit and date (file order within a day), and why the others do not.

    An event that contradicts an earlier one is left out and reported; dates in disorder are sorted and reported.
    """
    own: dict[str, list[EventRow]] = {}
    for row in rows:
        own.setdefault(row.event.unit, []).append(row)
    problems: list[Problem] = []
    for unit_id, written in own.items():
        own[unit_id], wrong = _order(unit_id, written)
        problems += wrong
    refused, wrong = _refuse_cycles(units, own.values())
    problems += wrong
    kept = {unit_id: [row for row in rows if row.line not in refused] for unit_id, rows in own.items()}
    for rows_of_unit in kept.values():
        problems += _judge_successors(rows_of_unit, kept)
        problems += _stale_names(units, rows_of_unit)
    return {unit_id: tuple(row.event for row in rows) for unit_id, rows in kept.items() if rows}, problems


def timeline(unit: Unit, events: Iterable[UnitEvent]) -> Timeline:
    """The states of `unit` through its settled `events`; several of one day count as one change."""
    ordered = tuple(events)
    state = UnitState(
        id=unit.id,
        name=unit.name,
        short_name=unit.short_name or unit.name,
        kind=unit.kind,
        parent=unit.parent,
        unit_class=unit.unit_class,
        ended=False,
        begun=not (ordered and ordered[0].event == "created"),
    )
    days, states = [], [state]
    for day, same_day in groupby(ordered, key=lambda event: event.date):
        for event in same_day:
            state = apply(state, event)
        days.append(day)
        states.append(state)
    return Timeline(tuple(days), tuple(states))


def apply(state: UnitState, event: UnitEvent) -> UnitState:
    """The state after an event. A new name drops the old short name, unless only the class changed."""
    if EVENT_KINDS[event.event].ends:
        return replace(state, ended=True)
    name = event.name or state.name
    keeps_short_name = name == state.name or (event.event == "class_changed" and state.short_name != state.name)
    return replace(
        state,
        name=name,
        short_name=state.short_name if keeps_short_name else name,
        parent={"": state.parent, NO_PARENT: ""}.get(event.parent, event.parent),
        unit_class=event.unit_class or state.unit_class,
        begun=True,
    )


def _order(unit_id: str, written: list[EventRow]) -> tuple[list[EventRow], list[Problem]]:
    problems = [
        rules.DATES_OUT_OF_ORDER.broken(
            EVENTS_PATH,
            row.line,
            field="date",
            value=row.event.date.isoformat(),
            unit=unit_id,
            previous=previous.event.date.isoformat(),
            first=previous.line,
        )
        for previous, row in pairwise(written)
        if row.event.date < previous.event.date
    ]
    kept: list[EventRow] = []
    end: EventRow | None = None
    for row in sorted(written, key=lambda row: row.event.date):  # stable: file order within a day
        event = row.event
        if end:
            problems.append(
                rules.EVENT_AFTER_END.broken(
                    EVENTS_PATH,
                    row.line,
                    field="event",
                    value=event.event,
                    unit=unit_id,
                    end=f"{end.event.event} {end.event.date}",
                    first=end.line,
                )
            )
        elif event.event == "created" and kept:
            problems.append(
                rules.CREATED_NOT_FIRST.broken(EVENTS_PATH, row.line, field="event", value=event.event, unit=unit_id)
            )
        else:
            kept.append(row)
            end = row if EVENT_KINDS[event.event].ends else None
    return kept, problems


def _refuse_cycles(units: Mapping[str, Unit], histories: Iterable[list[EventRow]]) -> tuple[set[int], list[Problem]]:
    """The lines of moves that would close a circle at the end of their day: of each circle, the last in the file."""
    parents = {unit_id: unit.parent for unit_id, unit in units.items()}
    moves = [row for history in histories for row in history if row.event.parent]
    moves.sort(key=lambda row: (row.event.date, row.line))
    refused: set[int] = set()
    problems: list[Problem] = []
    for _, rows_of_day in groupby(moves, key=lambda row: row.event.date):
        accepted = list(rows_of_day)
        while True:
            after = {row.event.unit: row.event.parent.removeprefix(NO_PARENT) for row in accepted}
            circles = find_cycles(_chains(after, parents))
            if not circles:
                break
            for circle in circles:
                last = max((row for row in accepted if row.event.unit in circle), key=lambda row: row.line)
                facts = {"cycle": show_cycle(circle)}
                problems.append(
                    rules.MOVE_CYCLE.broken(EVENTS_PATH, last.line, field="parent", value=last.event.parent, **facts)
                )
                refused.add(last.line)
            accepted = [row for row in accepted if row.line not in refused]
        parents.update(after)
    return refused, problems


def _chains(moved: Mapping[str, str], parents: Mapping[str, str]) -> dict[str, str]:
    """The parents of the moved units and of all above them: a new circle has a moved unit in it."""
    found: dict[str, str] = {}
    for unit_id in moved:
        while unit_id and unit_id not in found:
            found[unit_id] = moved.get(unit_id, parents.get(unit_id, ""))
            unit_id = found[unit_id]
    return found


def _judge_successors(rows: list[EventRow], histories: Mapping[str, list[EventRow]]) -> list[Problem]:
    problems = []
    for row in rows:
        for successor in row.event.successors:
            others = histories.get(successor, [])
            begins = others[0].event.date if others and others[0].event.event == "created" else date.min
            ends = others[-1].event.date if others and EVENT_KINDS[others[-1].event.event].ends else date.max
            if begins > row.event.date:
                why = f"baru ada sejak {begins}, sesudah {row.event.date}"
            elif ends <= row.event.date:
                why = f"sudah berakhir pada {ends}"
            else:
                continue
            problems.append(
                rules.SUCCESSOR_ABSENT.broken(EVENTS_PATH, row.line, field="successors", value=successor, why=why)
            )
    return problems


def _stale_names(units: Mapping[str, Unit], rows: list[EventRow]) -> list[Problem]:
    if not rows:
        return []
    problems = []
    state = timeline(units[rows[0].event.unit], ()).states[0]
    for row in rows:
        event, old = row.event, f"Kelas {state.unit_class}"
        if event.event == "class_changed" and state.unit_class and not event.name and old in state.name:
            suggestion = state.name.replace(old, f"Kelas {event.unit_class}")
            facts = {"unit": state.id, "name": state.name, "suggestion": suggestion}
            problems.append(
                rules.NAME_KEEPS_CLASS.broken(
                    EVENTS_PATH, row.line, field="unit_class", value=event.unit_class, **facts
                )
            )
        state = apply(state, event)
    return problems
