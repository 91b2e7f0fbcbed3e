"""What happened to a unit, told in the sentences of a feed's description."""

from __future__ import annotations

from datetime import date, timedelta

from plugins import dates
from plugins.units import EVENT_KINDS, Registry, UnitEvent

UNKNOWN_SUCCESSOR = "penerus belum tercatat"

_SENTENCES = {
    "created": "Unit ini dibentuk pada {day}.",
    "renamed": "Sejak {day} unit ini bernama {name}; sebelumnya {old_name}.",
    "moved": "Sejak {day} unit ini berada di bawah {parent}.",
    "class_changed": "Sejak {day} unit ini berkelas {unit_class}.",
    "merged": "Unit ini berakhir pada {day} dan digabungkan ke {successors}.",
    "replaced": "Unit ini berakhir pada {day} dan digantikan oleh {successors}.",
    "split": "Unit ini berakhir pada {day} dan dipecah menjadi {successors}.",
    "closed": "Unit ini berakhir pada {day}; {receiver}.",
    "transferred": "Unit ini berakhir pada {day}; {receiver}.",
}


def tell(registry: Registry, unit_id: str, day: date) -> str:
    """What had happened to a unit by `day`, as sentences with a space between them; empty where nothing had."""
    told = [(event.date, sentence(registry, event)) for event in registry.events(unit_id)]
    for old, event in registry.predecessors(unit_id):
        when = dates.show_date(event.date)
        told.append((event.date, f"Unit ini meneruskan {registry.at(old, event.date).name} sejak {when}."))
    told.sort(key=lambda pair: pair[0])
    return " ".join([*(sentence for at, sentence in told if at <= day), *_orphaned(registry, unit_id, day)])


def sentence(registry: Registry, event: UnitEvent) -> str:
    """What one event did to its unit."""
    return _SENTENCES[event.event].format(**_facts(registry, event))


def _orphaned(registry: Registry, unit_id: str, day: date) -> list[str]:
    """A sentence for a unit that stands beneath one that has ended, and of which nobody has said what became."""
    if registry.at(unit_id, day).ended:
        return []
    for above in registry.ancestors(unit_id, day):
        ends = [event.date for event in registry.events(above) if EVENT_KINDS[event.event].ends and event.date <= day]
        if ends:
            name, when = registry.at(above, day).name, dates.show_date(ends[0])
            return [f"Induknya, {name}, berakhir pada {when}; penerus unit ini belum tercatat."]
    return []


def _facts(registry: Registry, event: UnitEvent) -> dict[str, str]:
    before = registry.at(event.unit, event.date - timedelta(days=1))
    after = registry.at(event.unit, event.date)
    successors = [registry.at(successor, event.date).name for successor in event.successors]
    return {
        "day": dates.show_date(event.date),
        "name": event.name,
        "old_name": before.name,
        "parent": registry.at(after.parent, event.date).name if after.parent else "tidak satu unit pun",
        "unit_class": event.unit_class,
        "successors": join(successors) or UNKNOWN_SUCCESSOR,
        "receiver": f"tugasnya dialihkan kepada {event.name}" if event.name else UNKNOWN_SUCCESSOR,
    }


def join(names: list[str]) -> str:
    """`A`, `A dan B`, `A, B, dan C`."""
    if len(names) < 3:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"
