"""`desk owns CONTENT RANGE`: whether each commit touches only what its author may write."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from plugins.desk.arguments import add_content
from plugins.desk.owning import around, house_of
from plugins.newsroom.settings import as_of
from plugins.roster import telling
from plugins.roster.git import Failed
from plugins.roster.judging import MOST_COMMITS, Judged, TooMuch, judge_commits, judge_register, read_ground
from plugins.roster.vanishing import vanished


def add(commands: Any) -> None:
    """The command's line."""
    command = commands.add_parser(
        "owns", help="periksa apakah setiap commit hanya mengubah yang boleh diubah penulisnya"
    )
    add_content(command)
    command.add_argument("range", help="misalnya origin/main..HEAD; hak dibaca dari commit di sebelah kiri")
    command.add_argument("--identity", default="", help="pengirim menurut server, misalnya server:budi")
    command.add_argument("--format", choices=("text", "json"), default="text")


def run(chosen: argparse.Namespace, settings: dict[str, Any]) -> int:
    """0 where all is allowed, 1 where something is not, 2 where it could not be judged."""
    left, dots, right = chosen.range.partition("..")
    identity = chosen.identity
    try:
        if not dots or right.startswith(".") or not left or (identity and not identity.startswith("server:")):
            raise Failed("tulis rentangnya seperti origin/main..HEAD, dan identitasnya seperti server:budi")
        repository, folder = around(chosen.content)
        base, tip = (
            repository.run("rev-parse", "--verify", "--end-of-options", f"{name or 'HEAD'}^{{commit}}").decode().strip()
            for name in (left, right)
        )
        house = house_of(settings, as_of(), folder=folder, login=identity.removeprefix("server:"))
        ids = repository.commits(tip, (f"^{base}",), MOST_COMMITS)
        if len(ids) > MOST_COMMITS:
            raise Failed(f"lebih dari {MOST_COMMITS} commit")
        before = read_ground(repository, base, house)
        try:
            judged = judge_commits(repository, ids, before, house)
            refusals = {*judged.refusals, *judge_register(repository, tip, before, house, judged)}
            for since in repository.bases(base, tip)[:1]:
                refusals.update(vanished(repository, since, tip, before, house))
        except TooMuch as much:
            judged, refusals = Judged(), {much.refusal}
    except Failed as error:
        print(f"Rentang “{chosen.range}” tidak dapat diperiksa: {error}", file=sys.stderr)
        return 2
    if chosen.format == "json":
        print(telling.as_json(sorted(refusals), judged.noted))
    elif refusals:
        print(telling.as_text(sorted(refusals)))
        print(f"{len(ids)} commit diperiksa: {len(refusals)} hal tidak boleh.")
    else:
        print(f"{len(ids)} commit diperiksa: semuanya boleh.")
    return 1 if refusals else 0
