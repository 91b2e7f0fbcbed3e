"""Units: each one's page with its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from plugins import addresses, dates
from plugins.addresses import made
from plugins.library import Library
from plugins.library.changes import Change, PageChange
from plugins.pages.archives import periods
from plugins.pages.contact import ask, contacts
from plugins.pages.digest import newest as newest_digest
from plugins.pages.house import LEVEL_NAMES, Link, PageFamily
from plugins.pages.levels import by_level
from plugins.pages.urgent import noticed
from plugins.publish.family import View
from plugins.units import EVENT_KINDS, UnitEvent

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
        registry, today, say = library.places.registry, library.places.today, self.house.say
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
        profile = contacts(library.places.profiles.get(key))
        feeds = [Link(label=say("Berita unit ini"), path=addresses.unit_feed(key))]
        if registry.had_children(key):
            feeds.append(Link(label=say("Berita unit ini dan jajarannya"), path=addresses.rollup_feed(key)))
        return {
            "page": self.house.frame(
                state.name,
                addresses.unit(key),
                description=say("Berita dan informasi {name}.").format(name=state.name),
                crumbs=[Link(label=say("Unit"), path=addresses.DIRECTORY), *reversed(ancestors)],
                feed=addresses.unit_feed(key),
                card=made.card(addresses.unit(key)),
            ),
            "unit": {
                "id": key,
                "name": state.name,
                "short_name": state.short_name,
                "kind": state.kind,
                "kind_label": say(LEVEL_NAMES.get(state.kind, row.type or state.kind)),
                "unit_class": state.unit_class,
                "city": row.city,
                "province": {"name": province.name, "path": addresses.region(province.code)} if province else None,
                "parent": {"name": ancestors[0]["label"], "path": ancestors[0]["path"]} if ancestors else None,
                "ancestors": [{"name": link["label"], "path": link["path"]} for link in ancestors],
                "ended": state.ended,
                **_life(registry.events(key), today),
                "ended_note": self._end(key, library) if state.ended else "",
            },
            "profile": profile,
            "ask": None if profile or state.ended else ask(key, library),
            "history": [self._event(event, library) for event in registry.events(key) if event.date <= today],
            "successors": successors if state.ended else [],
            "predecessors": [
                self._place(unit_id, library) for unit_id, event in registry.predecessors(key) if event.date <= today
            ],
            "successor_unknown": state.ended and not successors and not self._received(key, library),
            "urgent": noticed(library, key),
            "newest": newest,
            "digest": newest_digest(own, library, self.house.language),
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
        label = self.house.say(EVENT_TEXTS.get(event.event, event.event))
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
        say, day = self.house.say, dates.show_date(event.date, self.house.language)
        label = say(EVENT_TEXTS.get(event.event, event.event))
        told = label.format(name=event.name or say("instansi lain"), unit_class=event.unit_class)
        return say("{what} pada {day}.").format(what=told, day=day)

    def _children(self, key: str, library: Library) -> list[dict[str, object]]:
        registry, today = library.places.registry, library.places.today
        states = [registry.at(child, today) for child in registry.children(key, today)]
        return [
            {"label": label, "units": [{"name": s.short_name, "path": addresses.unit(s.id)} for s in group]}
            for label, group in by_level(states, self.house.say)
        ]


def _life(events: Iterable[UnitEvent], today: date) -> dict[str, str]:
    """The days (ISO 8601) on which a unit was founded and dissolved, as far as its events up to today tell."""
    past = [event for event in events if event.date <= today]
    begun = [event.date.isoformat() for event in past if event.event == "created"]
    ended = [event.date.isoformat() for event in past if EVENT_KINDS[event.event].ends]
    return {"founded": begun[0] if begun else "", "dissolved": ended[-1] if ended else ""}
