"""`python -m plugins.desk check CONTENT` and `new CONTENT --unit … --title …`: what the Makefile runs for humas.

Exit status: 0 done, 1 something in the content is wrong, 2 could not run.
"""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from pelican.settings import read_settings

from plugins import dates
from plugins.desk import check, new
from plugins.newsroom import setup
from plugins.newsroom.settings import as_of, processes, with_defaults
from plugins.newsroom.telling import on_any_terminal
from plugins.pages.house import KIND_NAMES
from plugins.problems import ERROR, nearest, show

_ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns its exit status."""
    on_any_terminal()
    parser = argparse.ArgumentParser(prog="desk", description="Alat bantu humas.")
    commands = parser.add_subparsers(required=True, dest="command")
    checking = commands.add_parser("check", help="periksa semua berkas")
    starting = commands.add_parser("new", help="mulai sebuah berita")
    for command in (checking, starting):
        command.add_argument("content", type=Path)
        command.add_argument("-s", "--settings", type=Path, default=_ROOT / "pelicanconf.py")
    starting.add_argument("--unit", default="")
    starting.add_argument("--title", default="")
    starting.add_argument("--kind", default="berita")
    starting.add_argument("--date", default="", help="waktu tayang, misalnya 2024-06-01 atau '2024-06-01 09.30'")
    chosen = parser.parse_args(arguments)
    if not chosen.content.is_dir():
        print(
            f"Folder isi {chosen.content} tidak ada. Jalankan perintah ini dari folder ruang berita, atau sebutkan "
            "foldernya: CONTENT=…",
            file=sys.stderr,
        )
        return 2
    settings: dict[str, Any] = read_settings(str(chosen.settings.absolute()), override={"PATH": str(chosen.content)})
    with_defaults(settings)
    return _check(chosen.content, settings) if chosen.command == "check" else _new(chosen, settings)


def _check(content: Path, settings: dict[str, Any]) -> int:
    texts, problems = check.check(content, setup.load(settings), processes(settings))
    for problem in problems:
        print(show(problem))
    print(check.closing_line(texts, problems))
    return 1 if any(problem.severity == ERROR for problem in problems) else 0


def _new(chosen: argparse.Namespace, settings: dict[str, Any]) -> int:
    places = setup.load(settings).places
    unit, candidates = new.find_unit(chosen.unit, places.registry)
    complaints = []
    if not unit:
        like = "".join(f"\n  {c}  {places.registry.units[c].name}" for c in candidates)
        asked = f"Unit “{chosen.unit}” tidak ditemukan." if chosen.unit else "Sebutkan unitnya: UNIT=kanim-padang."
        where = " Semua id unit ada di kolom pertama register/units.csv."
        complaints.append(asked + (f" Mungkin maksudnya:{like}" if like else where))
    if not chosen.title.strip():
        complaints.append('Sebutkan judulnya: TITLE="Judul berita".')
    if chosen.kind not in KIND_NAMES:
        near = nearest(chosen.kind, KIND_NAMES)
        hint = f" Mungkin maksudnya {near}." if near else ""
        complaints.append(f"Jenis “{chosen.kind}” tidak dikenal.{hint} Yang boleh: {', '.join(KIND_NAMES)}.")
    zone = places.registry.timezone(unit) if unit else places.timezone
    try:
        given = dates.parse_moment(chosen.date, zone) if chosen.date else None
    except ValueError:
        complaints.append(f"Tanggal “{chosen.date}” tidak terbaca. Tulis seperti 2024-06-01 atau '2024-06-01 09.30'.")
        given = None
    if complaints:
        print("\n".join(complaints), file=sys.stderr)
        return 2
    moment: datetime = given.at if given else dates.in_zone(as_of(), zone)
    folders = new.unit_folders(chosen.content, unit, places.registry)
    taken = [path.stem for folder in folders for path in (chosen.content / folder / f"{moment:%Y}").glob("*.md")]
    story = new.draft(
        unit,
        chosen.title.strip(),
        chosen.kind,
        moment,
        dates.zone_label(moment),
        new.slug_for(chosen.title, taken),
        folder=folders[0] if folders else "",
        has_time=given.has_time if given else True,
    )
    if places.registry.at(unit, moment.date()).ended:
        print(f"Perhatian: {unit} sudah berakhir pada tanggal itu; beritanya tetap tercatat atas nama unit ini.")
    path = chosen.content / story.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(story.text, encoding="utf-8")
    print(
        f"Berkas siap diisi: {path}\nIsinya masih draf. Setelah selesai, ganti status menjadi published, lalu periksa "
        "dengan: make check"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
