"""`desk waiting`: stories on branches that wait for a second person, and how often somebody went past one."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from plugins.desk.arguments import add_content
from plugins.desk.owning import house_of
from plugins.newsroom.settings import as_of
from plugins.problems import show
from plugins.roster import telling
from plugins.roster.git import Failed, Repository
from plugins.roster.waiting import WAITING_HOURS, overdue, waiting


def add(commands: Any) -> None:
    """The command's line. The folder is the repository on the server, or a clone of it."""
    command = commands.add_parser("waiting", help="berita di cabang yang menunggu orang kedua lebih dari dua jam")
    add_content(command)
    command.add_argument("--branch", default="main", help="cabang yang diterbitkan")
    command.add_argument("--folder", default="content", help="folder isi di dalam repositori; titik: repositori itu")


def run(chosen: argparse.Namespace, settings: dict[str, Any]) -> int:
    """0 where nothing waits too long, 1 where something does, 2 where it cannot be told."""
    at = as_of()
    house = house_of(settings, at, main=chosen.branch, folder=chosen.folder)
    repository = Repository(chosen.content)
    try:
        found = list(waiting(repository, house))
        git_folder = Path(repository.run("rev-parse", "--absolute-git-dir").decode().strip())
    except Failed as error:
        print(f"Repositori ini tidak dapat dibaca: {error}", file=sys.stderr)
        return 2
    late = overdue(found, at, house.main)
    for problem in late:
        print(show(problem))
    for line in telling.counted(git_folder, at):
        print(f"Pengecualian: {line}.")
    print(f"{len(found)} berita menunggu, {len(late)} di antaranya lebih dari {WAITING_HOURS} jam.")
    return 1 if late else 0
