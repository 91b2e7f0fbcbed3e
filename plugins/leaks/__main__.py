"""`python -m plugins.leaks CONTENT OUTPUT`: does the published site say anything that it may not say at this moment?

Exit status: 0 nothing, 1 something leaks, 2 could not tell.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from plugins import dates
from plugins.leaks import content, output, telling
from plugins.newsroom import configuration, setup
from plugins.newsroom.settings import as_of, processes
from plugins.newsroom.telling import on_any_terminal

_ROOT = Path(__file__).resolve().parents[2]
_MARKER = ".newsroom"


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    on_any_terminal()
    parser = argparse.ArgumentParser(prog="leaks", description="Look for hidden stories in a published site.")
    parser.add_argument("content", type=Path, help="the content folder")
    parser.add_argument("output", type=Path, help="the folder that is published")
    parser.add_argument("--as-of", default="", help="the moment, such as '2026-11-22 10.00' in the site's zone; now")
    parser.add_argument("--state", type=Path, help="where units' own repositories were fetched to; as STATE_PATH")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("-s", "--settings", type=Path, default=_ROOT / "pelicanconf.py")
    chosen = parser.parse_args(arguments)
    for folder, known in ((chosen.content, "berita"), (chosen.output, _MARKER)):
        if not (folder / known).exists():
            print(f"{folder} holds no {known}: is it the right folder?", file=sys.stderr)
            return 2
    override = {"PATH": str(chosen.content.absolute()), "OUTPUT_PATH": str(chosen.output.absolute())}
    override |= {"STATE_PATH": str(chosen.state)} if chosen.state else {}
    try:
        settings = configuration.read(chosen.settings.absolute(), override)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    timezone = settings["TIMEZONE"]
    try:
        moment = dates.parse_moment(chosen.as_of, timezone).instant if chosen.as_of else as_of()
    except ValueError:
        print(f"“{chosen.as_of}” is no moment: write 2026-11-22 10.00, or with an offset", file=sys.stderr)
        return 2
    try:
        os.environ["SOURCE_DATE_EPOCH"] = str(moment)  # names of offices and sources are those of that day
        registers = setup.load(settings)
        marks = content.load(registers, Path(settings["THEME"]), moment, processes(settings))
        looked = output.look(chosen.output, marks, moment, timezone, processes(settings))
    except (OSError, ValueError) as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return 2
    print(
        telling.as_json(looked, marks) if chosen.format == "json" else "\n".join(telling.lines(looked, marks, timezone))
    )
    return telling.status(looked)


if __name__ == "__main__":
    sys.exit(main())
