"""A fabricated registry of 1,064 units: a ministry, 10 main units, 33 regional offices, 1,020 technical offices."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from tests.bench.vocabulary import HEADS, MAIN_UNITS, SORTS, TAILS, ZONES

MINISTRY = "kementerian-samudra-raya"
_REGIONAL, _TECHNICAL = 33, 1020
_UNDER_MAIN_UNITS = 20  # of the technical offices; all others stand under a regional office


@dataclass(frozen=True, slots=True)
class Office:
    """A unit of the register. `timezone` is an IANA name; `province_code` is empty where it has none."""

    id: str
    name: str
    short_name: str
    kind: str
    type: str
    parent: str
    unit_class: str
    province_code: str
    city: str
    timezone: str


def offices() -> tuple[Office, ...]:
    """All units, parents first; always the same."""
    ministry = Office(
        MINISTRY, "Kementerian Samudra Raya", "Kemensamudra", "instansi", "Kementerian", "", "", "", "", ZONES[0]
    )
    main = [Office(id, name, name, "utama", "Unit Utama", MINISTRY, "", "", "", ZONES[0]) for id, name in MAIN_UNITS]
    regional = [_regional(number) for number in range(_REGIONAL)]
    technical = [_technical(number, main, regional) for number in range(_TECHNICAL)]
    return (ministry, *main, *regional, *technical)


def write_registers(content: Path) -> None:
    """`register/units.csv`, `regions.csv` and an empty `unit_events.csv` in the newsroom's layout."""
    folder = content / "register"
    folder.mkdir(parents=True, exist_ok=True)
    fields = tuple(Office.__slots__)
    with (folder / "units.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(fields)
        rows.writerows([getattr(office, field) for field in fields] for office in offices())
    with (folder / "regions.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("code", "name", "level", "timezone"))
        rows.writerows((code(number), province(number), "provinsi", zone(number)) for number in range(_REGIONAL))
    events = "date,unit,event,name,parent,unit_class,successors,basis,source\n"
    (folder / "unit_events.csv").write_text(events, encoding="utf-8")


def province(number: int) -> str:
    """The name of a province, different from all others."""
    return f"{HEADS[number % len(HEADS)]} {TAILS[(number * 7 + number // len(HEADS)) % len(TAILS)]} Raya"


def code(number: int) -> str:
    """The code of a province, of the form that the ministry of home affairs uses."""
    return str(11 + number)


def zone(number: int) -> str:
    """The time zone of a province: west to east, as its number grows."""
    return ZONES[number * len(ZONES) // _REGIONAL]


def _regional(number: int) -> Office:
    name = province(number)
    return Office(
        id=f"kanwil-{_slug(name)}",
        name=f"Kantor Wilayah Kementerian Samudra Raya {name}",
        short_name=f"Kanwil {name}",
        kind="kanwil",
        type="Kanwil",
        parent=MINISTRY,
        unit_class="",
        province_code=code(number),
        city=name,
        timezone=zone(number),
    )


def _technical(number: int, main: list[Office], regional: list[Office]) -> Office:
    sort, name, short, unit_class = SORTS[number % len(SORTS)]
    place = number // len(SORTS)
    city = f"{HEADS[place % len(HEADS)]} {TAILS[place // len(HEADS)]}"
    above = main[number % len(main)] if number < _UNDER_MAIN_UNITS else regional[number % _REGIONAL]
    return Office(
        id=f"{sort}-{_slug(city)}",
        name=f"{name} {city}",
        short_name=f"{short} {city}",
        kind="upt",
        type=short,
        parent=above.id,
        unit_class=unit_class,
        province_code=above.province_code,
        city=city,
        timezone=above.timezone,
    )


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")
