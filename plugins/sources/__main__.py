"""`python -m plugins.sources pull CONTENT --state .state`: what `make pull` runs.

Exit status: 0 every source is fresh (also where some of its files were refused), 1 some kept their last good state or
the register has an error, 2 could not run.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import time
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from types import FrameType

from plugins import dates
from plugins.problems import errors, show
from plugins.units import load_registry

from .advance import Allowed, Limits
from .mounts import hidden, mounts
from .pulling import Outcome, pull
from .register import load


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    chosen = _parser().parse_args(arguments)
    if not chosen.content.is_dir():
        print(f"Folder isi {chosen.content} tidak ada. Sebutkan foldernya: CONTENT=…", file=sys.stderr)
        return 2
    if shutil.which("git") is None:
        print("git is not installed.", file=sys.stderr)
        return 2
    registry, _ = load_registry(chosen.content, chosen.timezone)
    moment = int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    sources, problems = load(chosen.content, registry, dates.in_zone(moment, chosen.timezone).date())
    known = {source.name for source in sources}
    for name in sorted(set(chosen.accept_rewritten) - known):
        print(f"Sumber “{name}” tidak ada dalam register/sources.toml.", file=sys.stderr)
        return 2
    limits = Limits(seconds=chosen.timeout, bytes=chosen.largest_mb * 1024**2)
    configuration = chosen.git_config.absolute() if chosen.git_config else None
    allowed = Allowed(chosen.allow_file, frozenset(chosen.accept_rewritten), configuration, chosen.allow_git)
    try:
        outcomes = pull(sources, chosen.state, limits=limits, allowed=allowed, each=tell)
    except OSError as error:
        print(f"Could not pull: {error}", file=sys.stderr)
        return 2
    problems = sorted([*problems, *hidden(chosen.content, mounts(chosen.state, sources), sources)])
    for problem in problems:
        print(show(problem))
    fresh = sum(outcome.fresh for outcome in outcomes)
    print(f"{fresh} dari {len(outcomes)} sumber terbaru; {len(outcomes) - fresh} tetap pada keadaan sebelumnya.")
    return 1 if fresh < len(outcomes) or errors(problems) else 0


def tell(outcome: Outcome) -> None:
    """One source: a line for engineers on standard error, what is wrong for those who write on standard output."""
    state = "fresh" if outcome.fresh else f"kept {outcome.before[:12]}" if outcome.before else "never fetched"
    print(f"{outcome.source}: {state} ({outcome.detail})", file=sys.stderr)
    for problem in outcome.problems:
        print(show(problem))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sources", description="Stories from the units' own git repositories.")
    commands = parser.add_subparsers(required=True, dest="command")
    command = commands.add_parser("pull", help="fetch what is new in every source")
    command.add_argument("content", type=Path)
    command.add_argument("--state", type=Path, default=Path(".state"), help="the folder that keeps what is fetched")
    command.add_argument("--timeout", type=float, default=60, metavar="SECONDS", help="for each source")
    command.add_argument(
        "--largest-mb", type=int, default=5 * 1024, metavar="MB", help="that a source may take on disk"
    )
    command.add_argument("--allow-file", action="store_true", help="sources on this machine too (file://)")
    command.add_argument("--allow-git", action="store_true", help="sources without encryption too (git://)")
    command.add_argument(
        "--accept-rewritten", action="append", default=[], metavar="NAME", help="take this source's new history"
    )
    command.add_argument(
        "--git-config", type=Path, metavar="FILE", help="git settings for credentials, proxies and keys"
    )
    command.add_argument("--timezone", default="Asia/Jakarta", help="of the site: whose day it is")
    return parser


def _end(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)  # as an exception, so that what was started is ended too


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)
    sys.exit(main())
