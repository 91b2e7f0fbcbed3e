"""The directory of all units, by root, level and province."""

from __future__ import annotations

from collections.abc import Iterable

from plugins import addresses
from plugins.library import Library
from plugins.pages.house import PageFamily
from plugins.pages.levels import by_level
from plugins.pages.regions import provinces
from plugins.publish.family import View
from plugins.units import UnitState


class Directory(PageFamily):
    """The directory of all units, by root, level and province."""

    name = "directory"
    template = "directory.html"
    version = 2

    def keys(self, library: Library) -> Iterable[str]:
        """The one page."""
        return ("directory",)

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """All units."""
        return self.keys(library) if units else ()

    def view(self, library: Library, key: str) -> View:
        """Every unit once, with the name it has today."""
        registry, today, say = library.places.registry, library.places.today, self.house.say
        roots = [registry.at(unit_id, today) for unit_id in registry.roots(today)]
        everyone = by_level((registry.at(unit, today) for unit in registry.units), say)
        return {
            "page": self.house.frame(say("Direktori unit"), addresses.DIRECTORY),
            "roots": [self._root(state, library) for state in sorted(roots, key=lambda s: (s.ended, s.name, s.id))],
            "levels": [{"kind": states[0].kind, "label": label} for label, states in everyone],
            "provinces": provinces(registry),
            "total": len(registry.units),
        }

    def _root(self, root: UnitState, library: Library) -> dict[str, object]:
        below, others = _descendants(root.id, library), self.house.say("Lainnya")
        return {
            "id": root.id,
            "name": root.name,
            "path": addresses.unit(root.id),
            "ended": root.ended,
            "groups": [
                {
                    "kind": group[0].kind,
                    "label": label,
                    "sections": _by_province(group, library, others),
                }
                for label, group in by_level(below, self.house.say)
            ],
        }


def _descendants(unit_id: str, library: Library) -> list[UnitState]:
    registry, today = library.places.registry, library.places.today
    found: list[UnitState] = []
    waiting = list(registry.children(unit_id, today))
    while waiting:
        child = waiting.pop(0)
        found.append(registry.at(child, today))
        waiting += registry.children(child, today)
    return sorted(found, key=lambda state: (state.name, state.id))


def _by_province(states: list[UnitState], library: Library, others: str) -> list[dict[str, object]]:
    """A long group in sections by province, a short one whole; `others` is what lies in none."""
    registry = library.places.registry
    sections: dict[str, list[UnitState]] = {}
    for state in states:
        sections.setdefault(registry.province(state.id) if len(states) > 40 else "", []).append(state)
    return [
        {
            "label": "" if len(sections) == 1 else registry.regions[code].name if code in registry.regions else others,
            "region_path": addresses.region(code) if code in registry.regions else "",
            "units": [
                {
                    "id": state.id,
                    "name": state.name,
                    "short_name": state.short_name,
                    "path": addresses.unit(state.id),
                    "ended": state.ended,
                    "city": registry.units[state.id].city,
                    "province": registry.province(state.id),
                }
                for state in group
            ],
        }
        for code, group in sorted(sections.items(), key=lambda item: (item[0] == "", item[0]))
    ]
