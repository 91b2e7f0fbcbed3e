"""Units: each one's page with its history, and the directory of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from plugins import addresses, dates
from plugins.library import Library
from plugins.library.changes import Change, PageChange
from plugins.pages.archives import periods
from plugins.pages.house import LEVEL_NAMES, Link, PageFamily
from plugins.publish.family import View
from plugins.units import Profile, UnitEvent, UnitState

_NEWEST = 20
_NEWEST_UNDER = 10

# What a unit's page says of an event; the columns of its row fill the placeholders.
EVENT_TEXTS: Mapping[str, str] = {
    "created": "Dibentuk",
    "renamed": "Berganti nama menjadi {name}",
    "moved": "Pindah ke bawah unit lain",
    "class_changed": "Berubah menjadi kelas {unit_class}",
    "merged": "Digabung",
    "replaced": "Digantikan",
    "split": "Dipecah",
    "closed": "Ditutup",
    "transferred": "Diserahkan kepada {name}",
}


class Units(PageFamily):
    """Keys are unit ids."""

    name = "unit"
    template = "unit.html"

    def keys(self, library: Library) -> Iterable[str]:
        """Every registered unit."""
        return library.places.registry.units

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """They themselves, and all that name them: those above and below, before and after."""
        registry = library.places.registry
        for unit in sorted(units):  # those too that are registered no more
            yield unit
            yield from filter(None, (*registry.parents_ever.get(unit, ()), *registry.children_ever.get(unit, ())))
            yield from (*registry.successors(unit), *(before for before, _ in registry.predecessors(unit)))

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The units in whose lists, or whose roll-ups, either side stands; the unit of a standing page."""
        if isinstance(change, PageChange):
            yield from (side.unit for side in change.sides if side.unit)
            return
        for side in change.sides:
            for name in side.lists:
                sort, _, of = name.partition(":")
                if sort in ("unit", "semua"):
                    yield of

    def view(self, library: Library, key: str) -> View | None:
        """Who it is, how to reach it, what became of it, its newest stories and those of the units under it."""
        registry, today = library.places.registry, library.places.today
        if key not in registry.units:
            return None
        row, state = registry.units[key], registry.at(key, today)
        ancestors = [self._link(unit_id, library) for unit_id in registry.ancestors(key, today)]
        own, rollup = f"unit:{key}", f"semua:{key}"
        newest = library.newest(own, _NEWEST)
        shown = {card["reference"] for card in newest}
        under = library.newest(rollup, _NEWEST + _NEWEST_UNDER) if registry.had_children(key) else []
        successors = [self._place(unit_id, library) for unit_id in registry.successors(key)]
        province = registry.regions.get(registry.province(key))
        feeds = [Link(label="Berita unit ini", path=addresses.unit_feed(key))]
        if registry.had_children(key):
            feeds.append(Link(label="Berita unit ini dan jajarannya", path=addresses.rollup_feed(key)))
        return {
            "page": self.house.frame(
                state.name,
                addresses.unit(key),
                description=f"Berita dan informasi {state.name}.",
                crumbs=[Link(label="Unit", path=addresses.DIRECTORY), *reversed(ancestors)],
                feed=addresses.unit_feed(key),
            ),
            "unit": {
                "id": key,
                "name": state.name,
                "short_name": state.short_name,
                "kind": state.kind,
                "kind_label": LEVEL_NAMES.get(state.kind, row.type or state.kind),
                "unit_class": state.unit_class,
                "city": row.city,
                "province": {"name": province.name, "path": addresses.region(province.code)} if province else None,
                "parent": {"name": ancestors[0]["label"], "path": ancestors[0]["path"]} if ancestors else None,
                "ancestors": [{"name": link["label"], "path": link["path"]} for link in ancestors],
                "ended": state.ended,
                "ended_note": self._end(key, library) if state.ended else "",
            },
            "profile": _contacts(library.places.profiles.get(key)),
            "history": [self._event(event, library) for event in registry.events(key) if event.date <= today],
            "successors": successors if state.ended else [],
            "predecessors": [
                self._place(unit_id, library) for unit_id, event in registry.predecessors(key) if event.date <= today
            ],
            "successor_unknown": state.ended and not successors and not self._received(key, library),
            "newest": newest,
            "newest_under": [card for card in under if card["reference"] not in shown][:_NEWEST_UNDER],
            "groups": self._children(key, library),
            "months": periods(own, library, self.house),
            "rollup_months": periods(rollup, library, self.house) if registry.had_children(key) else [],
            "pages": [Link(label=page.title, path=page.site_path) for page in library.pages(addresses.unit(key))],
            "feeds": feeds,
            "opml": addresses.unit_opml(key),
        }

    def _link(self, unit_id: str, library: Library) -> Link:
        state = library.places.registry.at(unit_id, library.places.today)
        return Link(label=state.short_name, path=addresses.unit(unit_id))

    def _place(self, unit_id: str, library: Library) -> dict[str, str]:
        name = library.places.registry.at(unit_id, library.places.today).name
        return {"name": name, "path": addresses.unit(unit_id)}

    def _event(self, event: UnitEvent, library: Library) -> dict[str, object]:
        registry = library.places.registry
        named = [*event.successors, *([event.parent] if event.parent in registry.units else [])]
        label = EVENT_TEXTS.get(event.event, event.event)
        return {
            "date": event.date.isoformat(),
            "label": label.format(name=event.name, unit_class=event.unit_class),
            "basis": event.basis,
            "source": event.source,
            "links": [self._place(unit_id, library) for unit_id in named],
        }

    def _last_event(self, key: str, library: Library) -> UnitEvent:
        registry = library.places.registry
        return [event for event in registry.events(key) if event.date <= library.places.today][-1]

    def _received(self, key: str, library: Library) -> bool:
        return bool(self._last_event(key, library).name)

    def _end(self, key: str, library: Library) -> str:
        event = self._last_event(key, library)
        label = EVENT_TEXTS.get(event.event, event.event)
        told = label.format(name=event.name or "instansi lain", unit_class=event.unit_class)
        return f"{told} pada {dates.show_date(event.date, self.house.language)}."

    def _children(self, key: str, library: Library) -> list[dict[str, object]]:
        registry, today = library.places.registry, library.places.today
        states = [registry.at(child, today) for child in registry.children(key, today)]
        return [
            {"label": label, "units": [{"name": s.short_name, "path": addresses.unit(s.id)} for s in group]}
            for label, group in _by_level(states, library)
        ]


class Directory(PageFamily):
    """The directory of all units, by root, level and province."""

    name = "directory"
    template = "directory.html"

    def keys(self, library: Library) -> Iterable[str]:
        """The one page."""
        return ("directory",)

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """All units."""
        return self.keys(library) if units else ()

    def view(self, library: Library, key: str) -> View:
        """Every unit once, with the name it has today."""
        registry, today = library.places.registry, library.places.today
        roots = [registry.at(unit_id, today) for unit_id in registry.roots(today)]
        provinces = sorted({code for code in map(registry.province, registry.units) if code in registry.regions})
        return {
            "page": self.house.frame("Direktori unit", addresses.DIRECTORY),
            "roots": [self._root(state, library) for state in sorted(roots, key=lambda s: (s.ended, s.name, s.id))],
            "provinces": [
                {"code": code, "name": registry.regions[code].name, "path": addresses.region(code)}
                for code in provinces
            ],
            "total": len(registry.units),
        }

    def _root(self, root: UnitState, library: Library) -> dict[str, object]:
        below = _descendants(root.id, library)
        return {
            "id": root.id,
            "name": root.name,
            "path": addresses.unit(root.id),
            "ended": root.ended,
            "groups": [
                {"kind": group[0].kind, "label": label, "sections": _by_province(group, library)}
                for label, group in _by_level(below, library)
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


def _by_level(states: Iterable[UnitState], library: Library) -> list[tuple[str, list[UnitState]]]:
    """Groups of units of one level, in the order of the levels we know; others follow by name."""
    groups: dict[str, list[UnitState]] = {}
    for state in states:
        if state.begun:
            groups.setdefault(state.kind, []).append(state)
    order = [*LEVEL_NAMES, *sorted(groups)]
    return [(LEVEL_NAMES.get(kind, kind.capitalize()), groups[kind]) for kind in sorted(groups, key=order.index)]


def _by_province(states: list[UnitState], library: Library) -> list[dict[str, object]]:
    """A long group in sections by province, a short one whole."""
    registry = library.places.registry
    sections: dict[str, list[UnitState]] = {}
    for state in states:
        sections.setdefault(registry.province(state.id) if len(states) > 40 else "", []).append(state)
    return [
        {
            "label": "" if len(sections) == 1 else _region_name(code, library),
            "region_path": addresses.region(code) if code in registry.regions else "",
            "units": [
                {
                    "id": state.id,
                    "name": state.name,
                    "short_name": state.short_name,
                    "path": addresses.unit(state.id),
                    "ended": state.ended,
                    "city": registry.units[state.id].city,
                }
                for state in group
            ],
        }
        for code, group in sorted(sections.items(), key=lambda item: (item[0] == "", item[0]))
    ]


def _contacts(profile: Profile | None) -> dict[str, object] | None:
    if profile is None:
        return None
    press = profile.press_contact
    return {
        "address": profile.address,
        "hours": profile.hours,
        "phone": profile.phone,
        "email": profile.email,
        "whatsapp": profile.whatsapp,
        "website": profile.website,
        "complaint": profile.complaint,
        "press_contact": {"name": press.name, "phone": press.phone, "email": press.email} if press else None,
        "social": [{"network": network, "url": url} for network, url in profile.social],
    }


def _region_name(code: str, library: Library) -> str:
    region = library.places.registry.regions.get(code)
    return region.name if region else "Lainnya"
