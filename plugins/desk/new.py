"""`desk new`: start a story, in the right folder, with its keys explained."""

from __future__ import annotations

import argparse
import os
from datetime import date, datetime
from pathlib import Path
from typing import Any

from plugins import dates
from plugins.addresses import is_slug
from plugins.desk import asking, drafts
from plugins.desk.amending import moment_written, within
from plugins.desk.arguments import add_content
from plugins.desk.calling import command, option
from plugins.desk.refusal import Refusal
from plugins.library import Places
from plugins.newsroom import setup
from plugins.newsroom.settings import as_of
from plugins.problems import nearest
from plugins.stories.fields import KINDS
from plugins.stories.slips import OTHER_VALUES, slug_of
from plugins.units import Registry
from plugins.zones import Taxonomy, tag

_MOST_OFFICES = 12  # more are no choice but a list


def add(commands: Any) -> None:
    """The command's arguments."""
    parser = commands.add_parser("new", help="mulai sebuah berita")
    add_content(parser)
    parser.add_argument("--unit", default="", help="id unit, atau namanya")
    parser.add_argument("--title", default="", help="judul berita")
    parser.add_argument("--kind", default="", help=f"{', '.join(KINDS)}; bila tidak disebut, berita")
    parser.add_argument("--date", default="", help='waktu tayang, misalnya 2024-06-01, atau "2024-06-01 09.30"')
    parser.add_argument("--event", default="", help="tanggal kegiatan; bila tidak disebut, tanggal tayang")
    parser.add_argument("--slug", default="", help="nama berkas tanpa .md; bila tidak disebut, dari judul")


def run(chosen: argparse.Namespace, settings: dict[str, Any]) -> int:
    """Write a draft: 0 where it stands. Raises Refusal where something is missing or unknown."""
    registers = setup.load(settings)
    places = registers.places
    asked = asking.is_possible() and not (chosen.unit.strip() and chosen.title.strip())
    if asked:
        _ask(chosen, places)
    unit = _checked(chosen, places)
    zone = places.registry.timezone(unit)
    now = dates.in_zone(as_of(), zone)
    given = dates.parse_moment(chosen.date, zone) if chosen.date else None
    moment = given.at if given else now
    event = dates.parse_moment(chosen.event, zone).at.date() if chosen.event else moment.date()
    folders = drafts.unit_folders(chosen.content, unit, places.registry)
    taken = [path.stem for folder in folders for path in (chosen.content / folder / f"{moment:%Y}").glob("*.md")]
    story = drafts.draft(
        unit,
        chosen.title.strip(),
        chosen.kind or KINDS[0],
        moment,
        dates.zone_label(moment),
        _slug(chosen, taken, asked=asked),
        folder=folders[0] if folders else "",
        has_time=given.has_time if given else True,
        event=event,
        city=drafts.city_of(unit, places.registry),
        themes=_themes(chosen.title, registers.taxonomy),
    )
    _remark(unit, moment, event, places.registry)
    path = within(chosen.content, story.path)
    _write_new(path, story.text)
    print(
        f"Berkas siap diisi: {path}\nIsinya masih draf. Setelah selesai, ganti draft menjadi published, lalu periksa "
        f"dengan: {command('check', str(path), f'FILE={path}')}"
    )
    return 0


def _ask(chosen: argparse.Namespace, places: Places) -> None:
    """Ask for what is missing, and put it among what was chosen."""
    print("Berita baru. Tekan Enter untuk menerima yang tertulis dalam [ ], Ctrl-C untuk membatalkan.")
    unit, units = "", places.registry.units
    while not unit:
        wanted = chosen.unit.strip() or asking.ask("Unit (id atau nama kantor)")
        chosen.unit = ""
        unit, candidates = drafts.find_unit(wanted, places.registry)
        if len(candidates) > _MOST_OFFICES:
            print(_too_many(wanted, candidates))
        elif candidates:
            unit = asking.choose(
                "Maksudnya yang mana", [(candidate, units[candidate].name) for candidate in candidates]
            )
        elif not unit:
            print("Unit itu tidak ditemukan. Coba jenis dan kotanya, misalnya: imigrasi padang. Berhenti: Ctrl-C.")
    chosen.unit = unit
    print(f"  {unit}: {units[unit].name}")
    while not chosen.title.strip():
        chosen.title = asking.ask("Judul")
    chosen.kind = chosen.kind or asking.ask_until(f"Jenis ({', '.join(KINDS)})", KINDS[0], _wrong_kind)
    zone = places.registry.timezone(chosen.unit) if chosen.unit else places.timezone
    today = f"{dates.in_zone(as_of(), zone):%Y-%m-%d}"
    question = "Tanggal kegiatan (tahun-bulan-tanggal)"
    chosen.event = chosen.event or asking.ask_until(question, today, lambda text: _wrong_date(text, zone))


def _checked(chosen: argparse.Namespace, places: Places) -> str:
    """The unit, if everything that was chosen is sound. Raises Refusal with all that is not."""
    unit, candidates = drafts.find_unit(chosen.unit, places.registry)
    complaints = []
    if not unit:
        like = "".join(f"\n  {c}  {places.registry.units[c].name}" for c in candidates)
        wanted = f"Sebutkan unitnya: {option('unit', 'kanim-padang')}."
        asked = f"Unit “{chosen.unit}” tidak ditemukan." if chosen.unit else wanted
        where = " Semua id unit ada di kolom pertama register/units.csv."
        near = f" Mungkin maksudnya salah satu ini; ulangi dengan id-nya (kata yang pertama):{like}"
        many = len(candidates) > _MOST_OFFICES
        complaints.append(_too_many(chosen.unit, candidates) if many else asked + (near if like else where))
    if not chosen.title.strip():
        quoted = '"Judul berita"'
        complaints.append(f"Sebutkan judulnya: {option('title', quoted)}.")
    complaints += filter(None, [_wrong_kind(chosen.kind)])
    zone = places.registry.timezone(unit) if unit else places.timezone
    complaints += filter(None, (_wrong_date(text, zone) for text in (chosen.date, chosen.event)))
    if chosen.slug and not is_slug(chosen.slug):
        complaints.append(f"Nama berkas “{chosen.slug}” tidak dapat dipakai. Tulis misalnya: {_as_slug(chosen.slug)}")
    if complaints:
        raise Refusal("\n".join(complaints))
    return unit


def _wrong_kind(kind: str) -> str:
    if not kind or kind in KINDS:
        return ""
    near = OTHER_VALUES.get(kind.lower()) or nearest(kind, KINDS)
    hint = f" Mungkin maksudnya {near}." if near in KINDS else ""
    return f"Jenis “{kind}” tidak dikenal.{hint} Yang boleh: {', '.join(KINDS)}."


def _wrong_date(text: str, zone: str) -> str:
    try:
        moment_written(text, zone, 0)
    except Refusal as refusal:
        return str(refusal)
    return ""


def _slug(chosen: argparse.Namespace, taken: list[str], *, asked: bool) -> str:
    """The name of the file: as chosen, or after the title. Raises Refusal where a story has it already."""
    suggested = drafts.slug_for(chosen.title, taken)
    slug: str = chosen.slug
    if asked and not slug:
        question = "Nama berkas, yang menjadi alamatnya"
        return _as_slug(asking.ask_until(question, suggested, lambda text: _wrong_slug(_as_slug(text), taken)))
    if wrong := _wrong_slug(slug, taken):
        raise Refusal(wrong)
    return slug or suggested


def _wrong_slug(slug: str, taken: list[str]) -> str:
    return f"{slug}.md sudah ada. Pilih nama lain, misalnya {drafts.slug_for(slug, taken)}." if slug in taken else ""


def _as_slug(name: str) -> str:
    return name if is_slug(name) else slug_of(name.strip().removesuffix(".md"))


def _too_many(wanted: str, candidates: list[str]) -> str:
    """What is said where a word fits more offices than anyone reads."""
    return f"Ada {len(candidates)} kantor yang cocok dengan “{wanted}”. Sebut juga kotanya, misalnya: imigrasi padang."


def _themes(title: str, taxonomy: Taxonomy) -> tuple[str, ...]:
    return tag(title, "", "", taxonomy).themes


def _remark(unit: str, moment: datetime, event: date, registry: Registry) -> None:
    if registry.at(unit, moment.date()).ended:
        print(f"Perhatian: {unit} sudah berakhir pada tanggal itu; beritanya tetap tercatat atas nama unit ini.")
    if event > moment.date():
        print("Perhatian: tanggal kegiatan sesudah waktu tayang. Untuk rencana kegiatan itu benar; selain itu periksa.")


def _write_new(path: Path, text: str) -> None:
    """Write a file that is not there. Raises Refusal where it is, or cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Refusal(f"{path} sudah ada; tidak ditimpa. Pilih nama lain.") from None
    except OSError as error:
        raise Refusal(f"{path} tidak dapat ditulis: {error.strerror or os.strerror(error.errno or 0)}.") from None
