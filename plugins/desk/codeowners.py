"""`desk codeowners CONTENT`: the roster as a CODEOWNERS file."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from plugins.desk.arguments import add_content
from plugins.desk.owning import around, house_of
from plugins.newsroom.settings import as_of
from plugins.problems import errors, show
from plugins.roster.git import Failed
from plugins.roster.owners import codeowners
from plugins.roster.register import load_roster
from plugins.units import load_registry


def add(commands: Any) -> None:
    """The command's line."""
    command = commands.add_parser("codeowners", help="tulis daftar kontributor sebagai CODEOWNERS")
    add_content(command)


def run(chosen: argparse.Namespace, settings: dict[str, Any]) -> int:
    """0 where the register is sound, 1 where some of its rows are not (they are left out)."""
    try:
        folder = around(chosen.content)[1]
    except Failed:
        folder = chosen.content.name
    house = house_of(settings, as_of(), folder=folder)
    registry, _ = load_registry(chosen.content, settings["TIMEZONE"])
    roster, problems = load_roster(chosen.content, registry, house.day)
    print("\n".join(codeowners(roster, registry, house.day, house.content)))
    for problem in problems:
        print(show(problem), file=sys.stderr)
    return 1 if errors(problems) else 0
