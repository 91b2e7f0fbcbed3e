"""`python -m plugins.desk COMMAND …`: what the Makefile runs for humas.

A command is a file of this folder with two functions: `add(commands)` says its name, help and arguments,
`run(chosen, settings)` does it and returns the exit status. Settings are read where the command has a content folder
(`arguments.add_content`), and are empty elsewhere. Only the command that is asked for is imported.

Exit status: 0 done, 1 something in the content is wrong, 2 could not run.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from plugins.desk import parsing
from plugins.desk.arguments import USUAL, settle
from plugins.desk.calling import launcher
from plugins.desk.refusal import Refusal
from plugins.newsroom.telling import on_any_terminal

# In the order of the help.
COMMANDS = (
    "new", "check", "preview", "tidy", "correct", "withdraw", "move",
    "owns", "codeowners", "signers", "waiting", "receive",
)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns its exit status."""
    on_any_terminal()
    given = sys.argv[1:] if arguments is None else arguments
    parser = parsing.desk()
    commands = parser.add_subparsers(dest="command", metavar="PERINTAH", title="perintah")
    wanted = [name for name in COMMANDS if given[:1] == [name]] or COMMANDS
    rooms = {name: import_module(f"plugins.desk.{name}") for name in wanted}
    for room in rooms.values():
        room.add(commands)
    if wanted is COMMANDS and given[:1] not in (["-h"], ["--help"]):
        more = f"Semua perintah: {parser.prog} --help"
        told = f"{parsing.unknown(given[0], COMMANDS)}\n{more}" if given else parser.format_help().rstrip()
        print(told, file=sys.stderr)
        return 2
    chosen, strange = parser.parse_known_args(given)
    if strange:
        commands.choices[chosen.command].error(f"unrecognized arguments: {' '.join(strange)}")
    settings: dict[str, Any] = {}
    if hasattr(chosen, "content"):
        settle(chosen)
        if not chosen.content.is_dir():
            print(_absent(chosen.content), file=sys.stderr)
            return 2
        try:
            settings = _settings(chosen)
        except ValueError as error:  # of those who run the newsroom, in their language
            print(error, file=sys.stderr)
            return 2
    try:
        return int(rooms[chosen.command].run(chosen, settings))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except BrokenPipeError:  # `desk check | head`: who reads has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _absent(content: Path) -> str:
    if content != USUAL:
        return f"Folder {content} tidak ada. Periksa ejaannya."
    named = "" if launcher() else ", atau sebutkan foldernya: CONTENT=…"
    return (
        f"Folder isi {content} tidak ada. Jalankan perintah ini dari folder ruang berita, yaitu yang memuat folder "
        f"{content} (cd ruang-berita){named}."
    )


def _settings(chosen: argparse.Namespace) -> dict[str, Any]:
    from plugins.newsroom.configuration import read

    return read(chosen.settings.absolute(), {"PATH": str(chosen.content.absolute())})


if __name__ == "__main__":
    gc.disable()  # a command ends soon: looking for cycles, while modules are imported above all, frees nothing
    sys.exit(main())
