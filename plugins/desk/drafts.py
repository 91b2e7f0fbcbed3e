"""Starting a story: the right folder, the right name, and a front matter that explains itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from plugins.problems import nearest
from plugins.stories.slips import slug_of
from plugins.units import Registry

_TEMPLATE = """---
title: {title}
date: {date:<16}                  # waktu tayang{clock}
event_date: {day}                  # tanggal kegiatan
summary:                                # satu atau dua kalimat: siapa, apa, di mana, kapan
location: {location:<29} # kota tempat kejadian{guess}
kind: {kind:<16}                  # berita | siaran-pers | pengumuman | sambutan | klarifikasi
tags: []                                # misalnya [paspor, layanan]
{zones}
# image: {{file: foto.jpg, alt: "…", caption: "…", credit: "…", consent: "…"}}
author:
status: draft                           # ganti menjadi published bila siap tayang
---

{dateline}‹Teras berita: siapa, apa, kapan, di mana, mengapa, dan bagaimana›
"""
_ZONES = "# zones: [wbk, area-6]                  # hanya bila tanda zona integritas otomatis keliru"
_SUGGESTED = "# zones: [{zones}]  # usul menurut judul; dibaca sendiri dari isi, tulis hanya bila keliru"
_PLAIN = re.compile(r"[A-Za-z][A-Za-z .'-]*")
_LONGEST_SLUG = 60  # characters: an address that can still be read aloud


@dataclass(frozen=True, slots=True)
class Draft:
    """A new story: its path relative to the content folder, and its text."""

    path: str
    text: str


def draft(
    unit: str,
    title: str,
    kind: str,
    moment: datetime,
    zone: str,
    slug: str,
    *,
    folder: str = "",
    has_time: bool = True,
    event: date | None = None,
    city: str = "",
    themes: Sequence[str] = (),
) -> Draft:
    """A ready file for a story of `unit`, appearing at `moment` (aware, in the unit's zone, shown as `zone`).

    `folder` is the content path of the unit's folder, where it does not lie directly in berita/. Without `has_time`
    no hour is written. `event` is the day of the event, that of `moment` by default; `city` and `themes` are suggested.
    """
    location = city if _PLAIN.fullmatch(city) else _quoted(city) if city else ""
    text = _TEMPLATE.format(
        title=_quoted(title),
        date=f"{moment:%Y-%m-%d %H.%M}" if has_time else f"{moment:%Y-%m-%d}",
        clock=f", jam {zone}; hapus jamnya bila tidak perlu" if has_time else "",
        day=(event or moment.date()).isoformat(),
        location=location,
        guess="; ganti bila di tempat lain" if city else "",
        kind=kind,
        zones=_SUGGESTED.format(zones=", ".join(themes)) if themes else _ZONES,
        dateline=f"{city} – " if city else "",
    )
    return Draft(f"{folder or f'berita/{unit}'}/{moment:%Y}/{slug}.md", text)


def city_of(unit: str, registry: Registry) -> str:
    """The city in which a unit sits: by the registry, or the region after which it is called; empty where unknown."""
    row = registry.units[unit]
    if row.city:
        return row.city
    names = {
        region.short_name or region.name for region in registry.regions.values() if region.parent in registry.regions
    }
    found = [name for name in names if any(own.endswith(f" {name}") for own in (row.name, row.short_name))]
    return max(found, key=lambda name: (len(name), name), default="")


def unit_folders(content: Path, unit: str, registry: Registry) -> list[str]:
    """The content paths of a unit's folders that are there: in berita/ itself, or inside those of its ancestors.

    Asks for these names alone and lists no folder: those of other offices cost nothing.
    """
    found = _inside(content / "berita", unit, registry.ancestors_ever(unit))
    paths = (folder.relative_to(content).as_posix() for folder in found)
    return sorted(paths, key=lambda path: (path.count("/"), path))


def _inside(folder: Path, unit: str, ancestors: Sequence[str]) -> Iterator[Path]:
    if (folder / unit).is_dir():
        yield folder / unit
    for ancestor in ancestors:
        if (folder / ancestor).is_dir():
            yield from _inside(folder / ancestor, unit, [other for other in ancestors if other != ancestor])


def slug_for(title: str, taken: Iterable[str] = ()) -> str:
    """A file name for a title: a slug of at most 60 characters, cut at a word, unlike every one in `taken`."""
    slug = slug_of(title)
    if len(slug) > _LONGEST_SLUG:
        slug = slug[:_LONGEST_SLUG].rpartition("-")[0] or slug[:_LONGEST_SLUG]
    used = set(taken)
    candidates = (slug, *(f"{slug}-{number}" for number in range(2, len(used) + 3)))
    return next(candidate for candidate in candidates if candidate not in used)


def find_unit(text: str, registry: Registry) -> tuple[str, list[str]]:
    """The unit that `text` names, by id or by any of its names; else none, and the ids of those most like it."""
    wanted = text.strip().casefold()
    names: dict[str, list[str]] = {}
    for unit_id, unit in sorted(registry.units.items()):
        for name in filter(None, (unit_id, unit.name, unit.short_name, *unit.aliases)):
            names.setdefault(name.casefold(), []).append(unit_id)
    exact = sorted(set(names.get(wanted, [])))
    if len(exact) == 1:
        return exact[0], []
    if exact:
        return "", exact
    words = re.findall(r"\w+", wanted)
    holding = {unit_id for name, ids in names.items() if words and all(w in name for w in words) for unit_id in ids}
    like = nearest(wanted, names) if wanted else ""
    return "", sorted({*names.get(like, []), *holding} if len(holding) <= 1 else holding)


def _quoted(title: str) -> str:
    """The title as YAML that cannot be misread, on one line: three dashes on one of their own would end all of it."""
    return '"' + " ".join(title.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'
