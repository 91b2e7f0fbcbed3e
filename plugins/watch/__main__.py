"""`python -m plugins.watch run CLONE …`: what `make watch` runs; and `status`, which answers "sudah tayang belum?".

Exit status of `run`: 0 it was asked to end, 1 (with --once) something could not be published, 2 it could not run; of
`status`: 0 yes, 1 no, 2 it could not tell.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from plugins.watch import answers
from plugins.watch.clone import Unusable
from plugins.watch.git import Failed
from plugins.watch.shelf import STATUS, Shelf, Unreadable

_ROOT = Path(__file__).resolve().parents[2]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # what a terminal cannot show ends no command
    chosen = _parser().parse_args(arguments)
    if chosen.command == "status":
        return _answer(chosen)
    from plugins.watch.running import run  # all that a build needs: whoever only asks does not wait for it

    try:
        return run(chosen)
    except (OSError, Failed, Unusable, ValueError) as error:
        print(f"watch: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="watch", description="Publish what arrives in a clone.")
    commands = parser.add_subparsers(required=True, dest="command")
    run = commands.add_parser("run", help="own a clone: fetch, publish, note what went out")
    run.add_argument("clone", type=Path)
    run.add_argument("--content", default="content", help="the content folder in the clone; `.` is the clone itself")
    run.add_argument("--output", type=Path, required=True)
    run.add_argument("--cache", type=Path, required=True, help="the folder of the library")
    run.add_argument("--state", type=Path, required=True, help="the folder of publish logs")
    run.add_argument("--internal", type=Path, required=True, help="the folder of receipts; never published")
    run.add_argument("--admin", type=Path, help="the editor's tree, if there is one: the states of stories go there")
    run.add_argument("--settings", type=Path, default=_ROOT / "publishconf.py")
    run.add_argument("--remote", default="origin")
    run.add_argument("--branch", default="main")
    run.add_argument("--every", type=float, default=1.0, help="seconds between two looks at the remote")
    run.add_argument("--deploy", default="", help="a command that takes the list of what changed on standard input")
    run.add_argument("--adopt", action="store_true", help="take what stands in the output as published")
    run.add_argument("--accept-rewritten", action="store_true", help="follow a rewritten history, once")
    run.add_argument("--once", action="store_true", help="end when what is there now is out")
    status = commands.add_parser("status", help="sudah tayang belum?")
    status.add_argument("asked", help="unit/tahun/nama-berkas, unit, atau nomor commit")
    status.add_argument("--internal", type=Path, required=True)
    return parser


def _answer(chosen: argparse.Namespace) -> int:
    if not (chosen.internal / STATUS).is_dir():
        print(answers.elsewhere(chosen.internal), file=sys.stderr)
        return 2
    shelf = Shelf(chosen.internal / STATUS)
    asked = chosen.asked.strip().strip("/").removeprefix("berita/").removesuffix(".md")
    try:
        receipt = shelf.newest(asked) or shelf.of_commit(asked)
    except (OSError, Unreadable) as error:
        print(f"watch: {error}", file=sys.stderr)
        return 2
    if receipt is None:
        text, yes = answers.nothing(asked)
    else:
        text, yes = answers.of_story(receipt, asked) if asked.count("/") == 2 else answers.of_all(receipt)
    print(text)
    return 0 if yes else 1


if __name__ == "__main__":
    sys.exit(main())
