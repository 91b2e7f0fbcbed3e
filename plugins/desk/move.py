"""`desk move`: give a story another address. The old one leads to it, and feeds know it as the same story."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from plugins.addresses import STORY_REFERENCE, is_slug
from plugins.desk import amending, beside, effects
from plugins.desk.arguments import add_content
from plugins.desk.calling import command, launcher
from plugins.desk.drafts import find_unit, unit_folders
from plugins.desk.locating import locate
from plugins.desk.refusal import Refusal
from plugins.newsroom import setup
from plugins.problems import nearest, show
from plugins.stories import editing, moves, tree
from plugins.stories.reader import Context
from plugins.stories.slips import slug_of
from plugins.stories.tree import Place


def add(commands: Any) -> None:
    """The command's arguments."""
    parser = commands.add_parser("move", help="pindahkan berita ke alamat lain")
    add_content(parser, option=True)
    parser.add_argument("story", metavar="BERITA", help="unit/tahun/nama-berkas, letak berkas, atau alamat di situs")
    parser.add_argument("new", metavar="NAMA-BARU", help="nama berkas yang baru, atau unit/tahun/nama-berkas")
    parser.add_argument("--register", action="store_true", help="tulis juga barisnya di register/moves.csv")
    parser.add_argument("--basis", default="", help="dasar pemindahan, untuk register/moves.csv")
    amending.add_options(parser)


def run(chosen: argparse.Namespace, settings: dict[str, Any]) -> int:
    """Move the file and what lies beside it: 0 where it stands. Raises Refusal where it does not."""
    registers = setup.load(settings)
    context = registers.context
    content = context.roots.content
    story = amending.subject(locate(chosen.story, context), registers)
    old, new = story.place, target(chosen.new, story.place, context)
    if story.placed is None:
        raise Refusal(f"{old.path} memuat kesalahan. Jalankan {command('check')} dan perbaiki dahulu, baru pindahkan.")
    row = story.placed.story
    if new.reference in row.moved_from:
        raise Refusal(f"{new.reference} adalah alamat lama berita ini. Pilih nama yang belum pernah dipakai.")
    if (content / new.path).exists():
        raise Refusal(f"{new.path} sudah ada. Pilih nama lain.")
    public = row.status == "published"
    former = (*row.moved_from, old.reference) if public else row.moved_from
    lines = [f"{was},{new.reference}" for was in former if not _may(was, new.reference, context)]
    registered = ""
    if lines and not chosen.register:
        raise Refusal(
            f"Pindah dari unit lain harus tercatat dahulu. Minta pengelola register menambahkan di {moves.PATH} (kolom "
            f"{','.join(moves.COLUMNS)}):\n" + "\n".join(f"  {line},," for line in lines) + "\n"
            "Pengelola register dapat menambahkannya langsung dengan "
            + ('--register --basis "…"' if launcher() else 'REGISTER=1 BASIS="…"')
            + "."
        )
    if lines:
        registered = _register(content, lines, amending.today(registers.places.as_of, context.timezone), chosen.basis)
        pairs = {(was, new.reference) for was in former}
        context = Context(
            context.registry, context.taxonomy, context.site_url, context.timezone, context.roots, context.moves | pairs
        )
    data = story.data
    if public:
        moved = amending.Subject(new, story.data, story.placed, story.timezone)
        data = amending.amended(
            moved,
            "moved_from",
            lambda data: editing.append(data, "moved_from", old.reference),
            editing.as_written("moved_from", old.reference),
            context,
        )
    plan = beside.plan(content, old, new, context)
    amending.write(amending.within(content, new.path), data)
    if registered:
        amending.write(amending.within(content, moves.PATH), registered.encode())
    told = beside.carry_out(content, plan)
    (content / old.path).unlink()
    print(f"Dipindahkan: {chosen.content / old.path}\n         ke: {chosen.content / new.path}")
    print("\n".join(told), end="\n" if told else "")
    if registered:
        print(f"Tercatat di {moves.PATH}: {'; '.join(lines)}")
    if public:
        print("Alamat lamanya mengantar pembaca ke alamat baru; umpan tidak menganggapnya berita baru.")
        print(effects.effects(chosen, settings, story.placed, [new.path], [old.path]))
    else:
        print("Berita ini masih draf: alamat lamanya belum pernah tayang dan tidak dicatat.")
    print(amending.next_step(chosen.content / new.path))
    return 0


def target(text: str, old: Place, context: Context) -> Place:
    """Where a story is to lie: beside `old`, or in the folder of another unit or year. Raises Refusal."""
    written = text.strip().strip("/").removesuffix(".md")
    if "/" not in written:
        unit, year, slug = old.unit, old.year, written
    else:
        match = STORY_REFERENCE.fullmatch(written)
        if match is None:
            raise Refusal(f"“{text}” bukan alamat berita. Tulis nama-berkas, atau unit/tahun/nama-berkas.")
        unit, year, slug = match["unit"], match["year"], match["slug"]
    if not is_slug(slug):
        raise Refusal(f"Nama “{slug}” tidak dapat dipakai sebagai alamat. Tulis misalnya: {slug_of(slug)}")
    if unit not in context.registry.units:
        near = nearest(unit, context.registry.units) or next(iter(find_unit(unit, context.registry)[1]), "")
        raise Refusal(f"Unit “{unit}” tidak ada di register." + (f" Mungkin maksudnya: {near}" if near else ""))
    if unit == old.unit:
        folder = old.folder.rpartition("/")[0]
    else:
        folder = next(iter(unit_folders(context.roots.content, unit, context.registry)), f"berita/{unit}")
    if context.roots.is_mounted(f"{folder}/"):
        raise Refusal(f"Berita {unit} disimpan di repositori unit itu sendiri; pindahkan berkasnya di sana.")
    if (unit, year, slug) == (old.unit, old.year, old.slug):
        raise Refusal("Alamat baru sama dengan alamat lama; tidak ada yang dipindahkan.")
    place = tree.classify(f"{folder}/{year}/{slug}.md", context.registry)
    if not isinstance(place, Place):
        raise Refusal(show(place) if place else f"“{text}” bukan alamat berita.")
    return place


def _may(was: str, reference: str, context: Context) -> bool:
    return was.split("/")[0] == reference.split("/")[0] or (was, reference) in context.moves


def _register(content: Path, lines: list[str], day: str, basis: str) -> str:
    """The text of the register of moves with more lines, in the order of the columns that it has. Raises Refusal."""
    path = content / moves.PATH
    header = ",".join(moves.COLUMNS) + "\n"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
    except FileNotFoundError:
        text = header
    except (OSError, UnicodeDecodeError):
        raise Refusal(f"{moves.PATH} tidak dapat dibaca sebagai teks UTF-8. Simpan ulang sebagai UTF-8.") from None
    first = text.removeprefix("\ufeff").splitlines()[0] if text.strip() else ""
    columns = [name.strip() for name in first.split(",")]
    if columns[:2] != list(moves.COLUMNS[:2]):
        raise Refusal(f"Baris pertama {moves.PATH} harus dimulai dengan from,to. Tambahkan barisnya sendiri.")
    end = "\r\n" if "\r\n" in text else "\n"
    reason = '"' + " ".join(basis.split()).replace('"', '""') + '"' if basis.strip() else ""
    cells = {"date": day, "basis": reason}
    rest = "".join(f",{cells.get(name, '')}" for name in columns[2:])
    return text.rstrip("\r\n") + end + "".join(f"{line}{rest}{end}" for line in lines)
