"""`python -m plugins.desk COMMAND …`: what the Makefile runs for humas.

A command is a file of this folder with two functions: `add(commands)` says its name, help and arguments,
`run(chosen, settings)` does it and returns the exit status. Settings are read where the command has a content folder
(`arguments.add_content`), and are empty elsewhere. Only the command that is asked for is imported.

Exit status: 0 done, 1 something in the content is wrong, 2 could not run.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from typing import Any

from plugins.desk.arguments import settle
from plugins.desk.refusal import Refusal
from plugins.newsroom.telling import on_any_terminal

# In the order of the help.
COMMANDS = (
    "check", "new", "correct", "withdraw", "move", "tidy",
    "owns", "codeowners", "signers", "waiting", "receive",
)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns its exit status."""
    on_any_terminal()
    given = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="desk", description="Alat bantu humas.")
    commands = parser.add_subparsers(required=True, dest="command")
    wanted = [name for name in COMMANDS if given[:1] == [name]] or COMMANDS
    rooms = {name: import_module(f"plugins.desk.{name}") for name in wanted}
    for room in rooms.values():
        room.add(commands)
    chosen = parser.parse_args(given)
    settings: dict[str, Any] = {}
    if hasattr(chosen, "content"):
        settle(chosen)
        if not chosen.content.is_dir():
            print(
                f"Folder isi {chosen.content} tidak ada. Jalankan perintah ini dari folder ruang berita, atau sebutkan "
                "foldernya: CONTENT=…",
                file=sys.stderr,
            )
            return 2
        settings = _settings(chosen)
    try:
        return int(rooms[chosen.command].run(chosen, settings))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2


def _settings(chosen: argparse.Namespace) -> dict[str, Any]:
    from pelican.settings import read_settings

    from plugins.newsroom.settings import with_defaults

    override = {"PATH": str(chosen.content.absolute())}  # Pelican would look beside the settings
    settings: dict[str, Any] = read_settings(str(chosen.settings.absolute()), override=override)
    with_defaults(settings)
    return settings


if __name__ == "__main__":
    sys.exit(main())
