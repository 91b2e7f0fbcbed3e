"""The unit registry: dated names and parents, roll-ups, time zones, and whose a folder is. See docs/units.md."""

from .contacts import dialled
from .load import load_profiles, load_registry
from .officials import Official, load_officials, read_officials
from .paths import holds_rows, locate
from .profiles import PressContact, Profile, read_profile
from .registry import Registry, read_registry, warnings
from .rows import EVENT_KINDS, NO_PARENT, Region, Unit, UnitEvent, UnitState

__all__ = [
    "EVENT_KINDS",
    "NO_PARENT",
    "Official",
    "PressContact",
    "Profile",
    "Region",
    "Registry",
    "Unit",
    "UnitEvent",
    "UnitState",
    "dialled",
    "holds_rows",
    "load_officials",
    "load_profiles",
    "load_registry",
    "locate",
    "read_officials",
    "read_profile",
    "read_registry",
    "warnings",
]
