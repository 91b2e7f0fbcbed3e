"""`desk withdraw`: take a story back. Its page stays, and says when and why."""

from __future__ import annotations

import argparse
from typing import Any

from plugins.desk import amending, asking, effects
from plugins.desk.locating import locate
from plugins.desk.refusal import Refusal
from plugins.newsroom import setup
from plugins.newsroom.settings import as_of
from plugins.stories import editing
from plugins.stories.fields import WITHDRAWAL_KINDS

_AFTER = {
    "pencabutan": "Halamannya tetap ada dengan judul, tanggal, dan alasan. Isi di dalam berkas boleh dihapus.",
    "privasi": (
        "Yang tersisa hanya unit, tanggal, dan alasan. Hapus judul dan isi dari berkas, pastikan alasan tidak "
        "mengulang data pribadinya, dan beri tahu pengelola: riwayat berkas masih menyimpan versi lama."
    ),
}


def add(commands: Any) -> None:
    """The command's arguments."""
    command = commands.add_parser("withdraw", help="cabut berita yang sudah tayang")
    amending.add_arguments(command, WITHDRAWAL_KINDS)
    command.add_argument("--reason", default="", help="alasan yang dapat diumumkan")


def run(chosen: argparse.Namespace, settings: dict[str, Any]) -> int:
    """Write the withdrawal: 0 where it stands. Raises Refusal where it does not."""
    registers = setup.load(settings)
    story = amending.subject(locate(chosen.story, registers.context), registers)
    kind = amending.known_kind(chosen.kind, WITHDRAWAL_KINDS)
    before = story.placed.story.withdrawn if story.placed else None
    if before and (before.kind == "privasi" or before.kind == kind):
        raise Refusal(
            f"Berita ini sudah dicabut ({before.kind}). Alasannya dapat diperbaiki di berkas, pada withdrawn."
        )
    if story.placed and story.placed.state == "hidden":
        raise Refusal(
            "Berita ini belum tayang, jadi tidak ada yang perlu dicabut. Tulis status: draft agar tidak terbit, atau "
            "hapus berkasnya."
        )
    reason = chosen.reason
    if not reason.strip() and asking.is_possible():
        reason = asking.ask("Alasan yang dapat diumumkan")
    reason = amending.sentence(reason, "reason", "alasan yang dapat diumumkan")
    record = {"date": amending.moment_written(chosen.date, story.timezone, as_of()), "kind": kind, "reason": reason}
    data = amending.amended(
        story,
        "withdrawn",
        lambda data: editing.put(data, "withdrawn", record),
        editing.as_written("withdrawn", record, listed=False),
        registers.context,
    )
    path = amending.within(chosen.content, story.place.path)
    amending.write(path, data)
    print(f"Dicabut di {path}: {kind}, {record['date']}.\n{_AFTER[kind]}")
    print(effects.effects(chosen, settings, story.placed, [story.place.path], []))
    print(amending.next_step(path))
    return 0
