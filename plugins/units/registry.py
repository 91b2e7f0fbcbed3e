"""The registry: every unit with its names and parents on every day. Pure, immutable, the same in every process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from plugins.problems import Problem

from .history import Timeline, settle, timeline
from .reading import read_events, read_regions, read_units
from .rows import EVENT_KINDS, NO_PARENT, Region, Unit, UnitEvent, UnitState
from .rules import ENDED_PARENT, EVENTS_PATH, PARENT_NOT_BEGUN, REGISTER_MISSING, UNITS_PATH

_NAMES_SHOWN = 5  # of the children in one warning


@dataclass(frozen=True, slots=True)
class Registry:
    """Units, their events and regions. A day is a date in the site's zone: an event of day D holds from 00:00 of D.

    Methods raise KeyError for a unit that is not in `units`. The fields after `regions` are derived by `build`.
    """

    units: Mapping[str, Unit]
    regions: Mapping[str, Region]
    default_timezone: str
    histories: Mapping[str, tuple[UnitEvent, ...]]
    timelines: Mapping[str, Timeline]
    parents_ever: Mapping[str, tuple[str, ...]]  # sorted; an empty id among them: it was a root
    children_ever: Mapping[str, tuple[str, ...]]
    succeeded: Mapping[str, tuple[tuple[str, UnitEvent], ...]]

    def at(self, unit_id: str, day: date) -> UnitState:
        """The unit on that day: its name, parent and class, whether it has begun and ended."""
        return self.timelines[unit_id].at(day)

    def ancestors(self, unit_id: str, day: date) -> tuple[str, ...]:
        """The units above it on that day, nearest first, up to the root; ended ones stay above their children."""
        above = []
        parent = self.at(unit_id, day).parent
        while parent:
            above.append(parent)
            parent = self.at(parent, day).parent
        return tuple(above)

    def ancestors_ever(self, unit_id: str) -> tuple[str, ...]:
        """Every unit that was above it, or above one of these, at any date; sorted by id, without itself."""
        found: set[str] = set()
        waiting = list(self.parents_ever[unit_id])
        while waiting:
            parent = waiting.pop()
            if parent and parent not in found:
                found.add(parent)
                waiting += self.parents_ever[parent]
        return tuple(sorted(found - {unit_id}))

    def is_ancestor_ever(self, ancestor: str, unit_id: str) -> bool:
        """Whether `ancestor` was above the unit at any date, by any number of steps: a folder may hold its folder."""
        return ancestor in self.ancestors_ever(unit_id)

    def roots(self, day: date) -> tuple[str, ...]:
        """The units without a parent on that day, by name, then id.

        Roots and the children of every unit hold each registered unit exactly once: ended ones (whose children stay
        beneath them) and not yet begun ones too. Ask `at` where these are not to be shown.
        """
        return self._by_name(self.children_ever.get("", ()), "", day)

    def children(self, unit_id: str, day: date) -> tuple[str, ...]:
        """The units directly beneath it on that day, by name, then id; also those that have ended (see `roots`)."""
        return self._by_name(self.children_ever.get(unit_id, ()), unit_id, day)

    def had_children(self, unit_id: str) -> bool:
        """Whether a unit was ever beneath it: only then is there a roll-up."""
        return unit_id in self.children_ever

    def is_root_ever(self, unit_id: str) -> bool:
        """Whether it is registered and had no parent at some date: roots have archives by day."""
        return "" in self.parents_ever.get(unit_id, ())

    def events(self, unit_id: str) -> tuple[UnitEvent, ...]:
        """What happened to it, by date; within a day in the order of the file."""
        return self.histories.get(unit_id, ())

    def predecessors(self, unit_id: str) -> tuple[tuple[str, UnitEvent], ...]:
        """The units that it succeeded, each with the event that ended it, by date, then id."""
        return self.succeeded.get(unit_id, ())

    def successors(self, unit_id: str) -> tuple[str, ...]:
        """The units that its end names, in the order of the file; none where it lives on or no successor is known."""
        return tuple(successor for event in self.events(unit_id) for successor in event.successors)

    def timezone(self, unit_id: str) -> str:
        """IANA zone: its own, else its province's, else that of the nearest unit above it, else the site's.

        Above is meant as in units.csv: a later move leaves the zone alone, and with it the hours of old stories.
        """
        while unit_id:
            unit = self.units[unit_id]
            region = self.regions.get(unit.province_code)
            if unit.timezone or (region and region.timezone):
                return unit.timezone or (region.timezone if region else "")
            unit_id = unit.parent
        return self.default_timezone

    def province(self, unit_id: str) -> str:
        """The code of its province (2 digits in Indonesia), also where units.csv names a regency; or empty."""
        code = self.units[unit_id].province_code
        for _ in range(len(self.regions)):  # a bound, should regions form a circle
            region = self.regions.get(code)
            if region is None or region.parent not in self.regions:
                break
            code = region.parent
        return code

    def _by_name(self, candidates: Iterable[str], parent: str, day: date) -> tuple[str, ...]:
        states = [state for state in (self.at(unit_id, day) for unit_id in candidates) if state.parent == parent]
        return tuple(state.id for state in sorted(states, key=lambda state: (state.name.casefold(), state.id)))


def build(
    units: Mapping[str, Unit],
    histories: Mapping[str, tuple[UnitEvent, ...]],
    regions: Mapping[str, Region],
    default_timezone: str,
) -> Registry:
    """The registry of sound rows (see `read_registry` for rows as people write them)."""
    parents: dict[str, tuple[str, ...]] = {}
    children: dict[str, list[str]] = {}
    succeeded: dict[str, list[tuple[str, UnitEvent]]] = {}
    for unit_id, unit in units.items():
        events = histories.get(unit_id, ())
        moves = {event.parent.removeprefix(NO_PARENT) for event in events if event.parent}
        parents[unit_id] = tuple(sorted({unit.parent} | moves))
        for parent in parents[unit_id]:
            children.setdefault(parent, []).append(unit_id)
        for event in events:
            for successor in event.successors:
                succeeded.setdefault(successor, []).append((unit_id, event))
    return Registry(
        units=units,
        regions=regions,
        default_timezone=default_timezone,
        histories=histories,
        timelines={unit_id: timeline(unit, histories.get(unit_id, ())) for unit_id, unit in units.items()},
        parents_ever=parents,
        children_ever={parent: tuple(sorted(found)) for parent, found in children.items()},
        succeeded={
            successor: tuple(sorted(found, key=lambda pair: (pair[1].date, pair[0])))
            for successor, found in succeeded.items()
        },
    )


def read_registry(
    units_csv: str, events_csv: str, regions_csv: str, default_timezone: str
) -> tuple[Registry, list[Problem]]:
    """The registry of three CSV texts (the last two may be empty), and all their problems in order of place.

    A bad row never hides the others: each problem says what is done until it is mended.
    """
    regions, problems = read_regions(regions_csv)
    units, wrong = read_units(units_csv, regions)
    problems += wrong
    if not units_csv.removeprefix("\ufeff").strip():
        problems.append(REGISTER_MISSING.broken(UNITS_PATH))
    rows, wrong = read_events(events_csv, units)
    problems += wrong
    histories, wrong = settle(units, rows)
    return build(units, histories, regions, default_timezone), sorted(problems + wrong)


def warnings(registry: Registry, day: date) -> list[Problem]:
    """What is odd about the tree on `day`: living units beneath one that has ended or not begun, a line per parent."""
    problems = []
    for parent in sorted(registry.children_ever.keys() - {""}):
        above = registry.at(parent, day)
        if above.begun and not above.ended:
            continue
        states = [registry.at(child, day) for child in registry.children(parent, day)]
        living = [state.short_name for state in states if state.begun and not state.ended]
        if not living:
            continue
        shown = ", ".join(living[:_NAMES_SHOWN]) + (", …" if len(living) > _NAMES_SHOWN else "")
        ends = [event.date for event in registry.events(parent) if EVENT_KINDS[event.event].ends]
        problems.append(
            (ENDED_PARENT if above.ended else PARENT_NOT_BEGUN).broken(
                EVENTS_PATH,
                value=parent,
                name=above.name,
                count=len(living),
                children=shown,
                end="".join(map(str, ends)),
            )
        )
    return problems
