"""`desk correct`: note that a story which is out was wrong, or that things have changed since."""

from __future__ import annotations

import argparse
from typing import Any

from plugins.desk import amending, asking, effects
from plugins.desk.locating import locate
from plugins.desk.refusal import Refusal
from plugins.newsroom import setup
from plugins.newsroom.settings import as_of
from plugins.stories import editing
from plugins.stories.fields import CORRECTION_KINDS


def add(commands: Any) -> None:
    """The command's arguments."""
    command = commands.add_parser("correct", help="catat ralat, koreksi, hak jawab atau pemutakhiran")
    amending.add_arguments(command, CORRECTION_KINDS)
    command.add_argument("--note", default="", help="yang semula dan yang benar")


def run(chosen: argparse.Namespace, settings: dict[str, Any]) -> int:
    """Write the correction: 0 where it stands. Raises Refusal where it does not."""
    registers = setup.load(settings)
    story = amending.subject(locate(chosen.story, registers.context), registers)
    kind = amending.known_kind(chosen.kind, CORRECTION_KINDS)
    state = story.placed.state if story.placed else "live"
    if state == "hidden":
        raise Refusal("Berita ini belum tayang. Perbaiki saja isinya; catatan ralat hanya untuk yang sudah tayang.")
    if state == "withdrawn":
        raise Refusal("Berita ini sudah dicabut; ralat tidak lagi ditampilkan.")
    note = chosen.note
    if not note.strip() and asking.is_possible():
        note = asking.ask("Yang semula dan yang benar")
    note = amending.sentence(note, "note", "yang semula dan yang benar")
    item = {"date": amending.moment_written(chosen.date, story.timezone, as_of()), "kind": kind, "note": note}
    data = amending.amended(
        story,
        "corrections",
        lambda data: editing.append(data, "corrections", item),
        editing.as_written("corrections", item),
        registers.context,
    )
    path = amending.within(chosen.content, story.place.path)
    amending.write(path, data)
    print(f"Tercatat di {path}: {kind}, {item['date']}.")
    print("Bila isinya belum diperbaiki, perbaiki sekarang: catatan menyebut yang berubah, isi memuat yang benar.")
    print(effects.effects(chosen, settings, story.placed, [story.place.path], []))
    print(amending.next_step(path))
    return 0
