"""`desk signers CONTENT`: the roster as an allowed-signers file, with which git itself shows whose a signature is."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from plugins.desk.arguments import add_content
from plugins.desk.owning import house_of
from plugins.newsroom.settings import as_of
from plugins.problems import errors, show
from plugins.roster.register import load_roster
from plugins.roster.signing import allowed_signers
from plugins.units import load_registry


def add(commands: Any) -> None:
    """The command's line."""
    command = commands.add_parser("signers", help="tulis kunci SSH para kontributor sebagai berkas allowed signers")
    add_content(command)


def run(chosen: argparse.Namespace, settings: dict[str, Any]) -> int:
    """0 where the register is sound, 1 where some of its rows are not (they are left out)."""
    registry, _ = load_registry(chosen.content, settings["TIMEZONE"])
    roster, problems = load_roster(chosen.content, registry, house_of(settings, as_of()).day)
    print("\n".join(allowed_signers(roster)))
    for problem in problems:
        print(show(problem), file=sys.stderr)
    return 1 if errors(problems) else 0
