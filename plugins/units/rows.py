"""The rows of the registers: units, what happened to them, regions. Plain data, the same in every process."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

REGION_CODE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,30}[A-Za-z0-9])?")  # part of an address: wilayah/13.71/
NO_PARENT = "-"  # in an event's `parent`: from that day the unit has none (an empty cell leaves it where it is)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it was before its first event. `parent` is empty for a root; `timezone` is IANA, or empty."""

    id: str
    name: str
    short_name: str = ""
    kind: str = ""  # its level: instansi, utama, kanwil, upt, or whatever another institution uses
    type: str = ""
    parent: str = ""
    unit_class: str = ""
    province_code: str = ""
    city: str = ""
    timezone: str = ""
    aliases: tuple[str, ...] = ()
    satker_code: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class UnitEvent:
    """What happened to a unit, from 00:00 of `date` on (in the site's zone).

    `name`, `parent` and `unit_class` are the new ones, empty where they stay; `parent` may be `NO_PARENT`.
    For `closed` and `transferred`, `name` is the receiver outside the registry.
    """

    date: date
    unit: str
    event: str
    name: str = ""
    parent: str = ""
    unit_class: str = ""
    successors: tuple[str, ...] = ()
    basis: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class UnitState:
    """A unit on one day. An ended unit keeps the name and parent that it had last; `short_name` is never empty."""

    id: str
    name: str
    short_name: str
    kind: str
    parent: str
    unit_class: str
    ended: bool
    begun: bool


@dataclass(frozen=True, slots=True)
class Region:
    """A region by its code (in Indonesia: Kemendagri). `timezone` is IANA, or empty."""

    code: str
    name: str
    level: str = ""
    parent: str = ""
    short_name: str = ""
    abbr: str = ""
    timezone: str = ""


@dataclass(frozen=True, slots=True)
class EventKind:
    """What an event of this name does: what it needs, how many successors it has, whether the unit ends."""

    required: tuple[str, ...] = ()  # columns that may not be empty
    ends: bool = False
    successors: tuple[int, int | None] = (0, 0)  # the fewest and the most; None: no upper bound
    uses: tuple[str, ...] = ("name", "parent", "unit_class")  # columns that mean something for this event


EVENT_KINDS: dict[str, EventKind] = {
    "created": EventKind(),
    "renamed": EventKind(required=("name",)),
    "moved": EventKind(required=("parent",)),
    "class_changed": EventKind(required=("unit_class",)),
    "merged": EventKind(ends=True, successors=(1, 1), uses=()),
    "replaced": EventKind(ends=True, successors=(1, 1), uses=()),
    "split": EventKind(ends=True, successors=(2, None), uses=()),
    "closed": EventKind(ends=True, uses=("name",)),
    "transferred": EventKind(required=("name",), ends=True, uses=("name",)),
}
