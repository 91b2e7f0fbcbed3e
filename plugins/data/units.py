"""The unit registry as rows, each unit as it is today: `data/units.json` and `.csv`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, cast

from plugins import addresses
from plugins.data import tables
from plugins.library import Library
from plugins.library.changes import Change
from plugins.publish.family import Output, View
from plugins.units import Registry, UnitState

KEY = "all"
COLUMNS = (
    "id", "name", "short_name", "kind", "type", "parent", "unit_class", "province_code", "city", "satker_code",
    "timezone", "aliases", "source", "status", "successors", "url", "feed", "rollup_feed",
)  # fmt: skip


class UnitDataFamily:
    """All registered units, under one key: it changes with the register, never with a story."""

    name = "data-units"
    kind: Literal["core", "deferred"] = "core"
    version = 2
    themed = ""

    def __init__(self, site: addresses.Site) -> None:
        self._site = site

    def keys(self, library: Library) -> Iterable[str]:
        """It always exists."""
        return (KEY,)

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """The table of units."""
        return (KEY,) if units else ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """Nothing."""
        return ()

    def view(self, library: Library, key: str) -> View | None:
        """`{units: [row, …]}`, by id."""
        registry = library.places.registry
        return {"units": [row(registry, unit, library.places.today, self._site) for unit in sorted(registry.units)]}

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The same rows as JSON and as CSV."""
        rows = [tuple(row.values()) for row in cast(list[dict[str, tables.Cell]], view["units"])]
        yield Output(addresses.data("units", "json"), tables.to_json("units", COLUMNS, rows))
        yield Output(addresses.data("units", "csv"), tables.to_csv(COLUMNS, rows))


def row(registry: Registry, unit_id: str, day: date, site: addresses.Site) -> dict[str, tables.Cell]:
    """A unit's row on `day`: the columns of the register, what became of it, and where it stands on the site."""
    unit, state = registry.units[unit_id], registry.at(unit_id, day)
    ended = [event for event in registry.events(unit_id) if event.successors and event.date <= day]
    return {
        "id": unit_id,
        "name": state.name,
        "short_name": state.short_name,
        "kind": state.kind,
        "type": unit.type,
        "parent": state.parent,
        "unit_class": state.unit_class,
        "province_code": unit.province_code,
        "city": unit.city,
        "satker_code": unit.satker_code,
        "timezone": registry.timezone(unit_id),
        "aliases": list(unit.aliases),
        "source": unit.source,
        "status": _status(state),
        "successors": [successor for event in ended for successor in event.successors],
        "url": site.absolute(addresses.unit(unit_id)),
        "feed": site.absolute(addresses.unit_feed(unit_id)),
        "rollup_feed": site.absolute(addresses.rollup_feed(unit_id)) if registry.had_children(unit_id) else "",
    }


def _status(state: UnitState) -> str:
    return "ended" if state.ended else "active" if state.begun else "planned"
