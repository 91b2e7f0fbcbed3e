"""From rows of text to units, events and regions, with every problem of every row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from plugins import addresses
from plugins.dates import parse_date, zone
from plugins.problems import Problem

from . import rules
from .cycles import find_cycles, show_cycle
from .rows import EVENT_KINDS, NO_PARENT, REGION_CODE, EventKind, Region, Unit, UnitEvent
from .rules import EVENTS_PATH, REGIONS_PATH, UNITS_PATH
from .tables import Row, read_table

UNIT_COLUMNS = (
    ("id", "name", "kind", "parent"),
    ("short_name", "type", "unit_class", "province_code", "city", "satker_code", "timezone", "aliases", "source"),
)
EVENT_COLUMNS = (("date", "unit", "event"), ("name", "parent", "unit_class", "successors", "basis", "source"))
REGION_COLUMNS = (
    ("code", "name"),
    ("level", "parent", "short_name", "abbr", "iso_3166_2", "timezone", "kanwil_code", "source"),
)
# The three legal zones by the names that offices write (Keppres 41/1987).
_LEGAL_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event and the line of unit_events.csv that tells it."""

    line: int
    event: UnitEvent


def read_regions(text: str) -> tuple[dict[str, Region], list[Problem]]:
    """The regions of regions.csv by code."""
    rows, problems = read_table(text, REGIONS_PATH, *REGION_COLUMNS)
    regions: dict[str, Region] = {}
    lines: dict[str, int] = {}
    for row in rows:
        code = row.cells["code"]
        if not REGION_CODE.fullmatch(code):
            allowed = rules.CODE_ALLOWED
            problems.append(
                rules.BAD_REGION_CODE.broken(REGIONS_PATH, row.line, field="code", value=code, allowed=allowed)
            )
        elif code in regions:
            problems.append(_duplicate(REGIONS_PATH, row.line, "code", code, lines[code]))
        else:
            lines[code] = row.line
            timezone, wrong = _timezone(row, REGIONS_PATH)
            problems += wrong + _missing(row, REGIONS_PATH, {"name": "; yang ditampilkan kodenya"})
            cells = {name: row.cells[name] for name in ("level", "parent", "short_name", "abbr")}
            regions[code] = Region(code, row.cells["name"] or code, **cells, timezone=timezone)
    return regions, problems


def read_units(text: str, regions: Mapping[str, Region]) -> tuple[dict[str, Unit], list[Problem]]:
    """The units of units.csv by id, in the order of the file. Parents are known units and never form a circle."""
    rows, problems = read_table(text, UNITS_PATH, *UNIT_COLUMNS)
    units: dict[str, Unit] = {}
    lines: dict[str, int] = {}
    refused: set[str] = set()  # ids of rows that are reported already: whoever names them is not to blame
    for row in rows:
        unit_id = row.cells["id"]
        if not addresses.is_unit_id(unit_id):
            refused.add(unit_id)
            allowed = rules.ID_ALLOWED
            problems.append(rules.BAD_ID.broken(UNITS_PATH, row.line, field="id", value=unit_id, allowed=allowed))
        elif unit_id in units:
            problems.append(_duplicate(UNITS_PATH, row.line, "id", unit_id, lines[unit_id]))
        else:
            lines[unit_id] = row.line
            units[unit_id], wrong = _unit(row, regions)
            problems += wrong
    for unit_id, unit in units.items():
        if unit.parent and unit.parent not in units:
            if unit.parent not in refused:
                recovery = f"sampai diperbaiki “{unit_id}” diperlakukan sebagai unit tanpa induk"
                problems.append(_unknown_parent(UNITS_PATH, lines[unit_id], unit.parent, units, recovery))
            units[unit_id] = replace(unit, parent="")
    for cycle in find_cycles({unit_id: unit.parent for unit_id, unit in units.items()}):
        last = max(cycle, key=lines.__getitem__)
        facts = {"cycle": show_cycle(cycle), "unit": last}
        parent = units[last].parent
        problems.append(rules.PARENT_CYCLE.broken(UNITS_PATH, lines[last], field="parent", value=parent, **facts))
        units[last] = replace(units[last], parent="")
    return units, problems


def read_events(text: str, units: Mapping[str, Unit]) -> tuple[list[EventRow], list[Problem]]:
    """The events of unit_events.csv that are sound by themselves, in the order of the file."""
    rows, problems = read_table(text, EVENTS_PATH, *EVENT_COLUMNS)
    events: list[EventRow] = []
    for row in rows:
        event, wrong = _event(row, units)
        problems += wrong
        if event:
            events.append(EventRow(row.line, event))
    return events, problems


def _unit(row: Row, regions: Mapping[str, Region]) -> tuple[Unit, list[Problem]]:
    cells = row.cells
    problems = _missing(row, UNITS_PATH, {"name": "; yang ditampilkan id-nya", "kind": ""})
    timezone, wrong = _timezone(row, UNITS_PATH)
    problems += wrong
    province = cells["province_code"]
    if province and regions and province not in regions:
        problems.append(
            rules.UNKNOWN_REGION.broken(
                UNITS_PATH, row.line, field="province_code", value=province, options=_bounded(province, regions)
            )
        )
        province = ""
    elif province and not REGION_CODE.fullmatch(province):
        problems.append(
            rules.UNKNOWN_REGION.broken(
                UNITS_PATH, row.line, field="province_code", value=province, allowed=rules.CODE_ALLOWED
            )
        )
        province = ""
    own = {name: cells[name] for name in ("short_name", "kind", "type", "parent", "unit_class", "city", "satker_code")}
    unit = Unit(
        id=cells["id"],
        name=cells["name"] or cells["id"],
        **own,
        province_code=province,
        timezone=timezone,
        aliases=row.list("aliases"),
        source=cells["source"],
    )
    return unit, problems


def _event(row: Row, units: Mapping[str, Unit]) -> tuple[UnitEvent | None, list[Problem]]:
    cells = row.cells
    unit_id, name = cells["unit"], cells["event"]
    problems: list[Problem] = []
    day: date | None = None
    try:
        day = parse_date(cells["date"])
    except ValueError:
        allowed = rules.DATE_ALLOWED
        problems.append(
            rules.BAD_DATE.broken(EVENTS_PATH, row.line, field="date", value=cells["date"], allowed=allowed)
        )
    if unit_id not in units:
        problems.append(
            rules.UNKNOWN_UNIT.broken(
                EVENTS_PATH, row.line, field="unit", value=unit_id, options=_bounded(unit_id, units)
            )
        )
    kind = EVENT_KINDS.get(name)
    if kind is None:
        problems.append(
            rules.UNKNOWN_EVENT.broken(
                EVENTS_PATH, row.line, field="event", value=name, allowed=EVENT_KINDS, options=EVENT_KINDS
            )
        )
        return None, problems
    problems += [
        rules.EVENT_CELL_MISSING.broken(EVENTS_PATH, row.line, field=column, event=name)
        for column in kind.required
        if not cells[column]
    ]
    parent = cells["parent"]
    if parent and "parent" in kind.uses and parent != NO_PARENT and parent not in units:
        problems.append(_unknown_parent(EVENTS_PATH, row.line, parent, units, "peristiwa ini diabaikan"))
    successors = row.list("successors")
    problems += _judge_successors(row, kind, successors, units)
    if problems or day is None:
        return None, problems
    unused = [column for column in ("name", "parent", "unit_class") if cells[column] and column not in kind.uses]
    problems = [
        rules.EVENT_CELL_UNUSED.broken(EVENTS_PATH, row.line, field=column, value=cells[column], event=name)
        for column in unused
    ]
    new = {column: cells[column] if column in kind.uses else "" for column in ("name", "parent", "unit_class")}
    event = UnitEvent(day, unit_id, name, **new, successors=successors, basis=cells["basis"], source=cells["source"])
    return event, problems


def _judge_successors(
    row: Row, kind: EventKind, successors: tuple[str, ...], units: Mapping[str, Unit]
) -> list[Problem]:
    unit_id, name = row.cells["unit"], row.cells["event"]
    problems = []
    for successor in successors:
        if successor not in units:
            rule, options = rules.UNKNOWN_SUCCESSOR, _bounded(successor, units)
        elif successor == unit_id:
            rule, options = rules.SUCCESSOR_SELF, ()
        else:
            continue
        problems.append(rule.broken(EVENTS_PATH, row.line, field="successors", value=successor, options=options))
    fewest, most = kind.successors
    count = len(set(successors))
    if count < fewest or (most is not None and count > most) or count < len(successors):
        expected = {(0, 0): "nol unit penerus", (1, 1): "tepat satu unit penerus"}.get(
            (fewest, -1 if most is None else most), f"paling sedikit {fewest} unit penerus yang berbeda"
        )
        value = ";".join(successors)
        problems.append(
            rules.SUCCESSOR_COUNT.broken(
                EVENTS_PATH, row.line, field="successors", value=value, event=name, expected=expected, count=count
            )
        )
    return problems


def _timezone(row: Row, path: str) -> tuple[str, list[Problem]]:
    written = row.cells["timezone"]
    name = _LEGAL_ZONES.get(written.upper(), written)
    if not name:
        return "", []
    try:
        zone(name)
    except (KeyError, ValueError, OSError):  # OSError: a folder of the database, such as “Asia”
        allowed = rules.TIMEZONE_ALLOWED
        return "", [rules.UNKNOWN_TIMEZONE.broken(path, row.line, field="timezone", value=written, allowed=allowed)]
    return name, []


def _missing(row: Row, path: str, recoveries: Mapping[str, str]) -> list[Problem]:
    return [
        rules.CELL_MISSING.broken(path, row.line, field=column, recovery=recovery)
        for column, recovery in recoveries.items()
        if not row.cells[column]
    ]


def _duplicate(path: str, line: int, column: str, value: str, first: int) -> Problem:
    return rules.DUPLICATE_ID.broken(path, line, field=column, value=value, first=first)


def _unknown_parent(path: str, line: int, parent: str, units: Iterable[str], recovery: str) -> Problem:
    return rules.UNKNOWN_PARENT.broken(
        path, line, field="parent", value=parent, options=_bounded(parent, units), recovery=recovery
    )


def _bounded(value: str, options: Iterable[str]) -> Iterable[str]:
    # Likeness costs the product of the lengths: a value far longer than any id is like none of them.
    return options if len(value) <= 100 else ()
