"""`desk receive`: what the server's pre-receive hook runs. Reads from standard input what git says is pushed."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from plugins.desk.arguments import add_content
from plugins.desk.owning import house_of, judge_stories
from plugins.newsroom.settings import as_of
from plugins.roster import refs, telling
from plugins.roster.git import Failed, Repository
from plugins.roster.pushes import judge_push


def add(commands: Any) -> None:
    """The command's line."""
    command = commands.add_parser("receive", help="periksa kiriman di server (dijalankan kait pre-receive)")
    add_content(command)
    command.add_argument("--branch", default="main", help="cabang yang diterbitkan")
    command.add_argument("--folder", default="content", help="folder isi di dalam repositori; titik: repositori itu")
    command.add_argument("--pusher", default="", help="variabel tempat server menyebut nama pengirim")


def run(chosen: argparse.Namespace, settings: dict[str, Any]) -> int:
    """0 where the push is taken, 1 where it is refused, 2 where it could not be judged (it is not taken then)."""
    login = os.environ.get(chosen.pusher, "") if chosen.pusher else ""
    at = as_of()
    house = house_of(settings, at, main=chosen.branch, folder=chosen.folder, login=login)
    repository = Repository(chosen.content, quarantined=True)
    try:
        pushes = refs.parse(sys.stdin.read())
        verdict = judge_push(repository, pushes, house, judge_stories(settings, repository, house))
        if not verdict.refusals:
            telling.note(Path(repository.line("rev-parse", "--absolute-git-dir")), verdict.noted, at)
    except (Failed, OSError, ValueError) as error:
        print(f"Kiriman tidak dapat diperiksa, jadi tidak diterima: {error}\nHubungi pengelola server.")
        return 2
    if verdict.refusals:
        print(f"Kiriman ini tidak diterima: {len(verdict.refusals)} hal perlu diperbaiki.\n")
        print(telling.as_text(verdict.refusals))
        return 1
    for one in verdict.noted:
        print(telling.as_line(one))
    return 0
