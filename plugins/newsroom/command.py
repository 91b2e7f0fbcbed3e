"""The commands `build`, `preview`, `publish`, `finish`, `announce` and `serve`.

Exit status: 0 done (also with files held back, or deferred views that could not be made; then 1 with --strict), 2 could
not run; of `announce` that of `plugins.hubs`.
"""

from __future__ import annotations

import argparse
import contextlib
import sqlite3
import sys
from pathlib import Path
from typing import Any

from plugins.newsroom.announcing import LATER, NOW
from plugins.newsroom.building import build
from plugins.newsroom.finishing import ALONE
from plugins.newsroom.finishing import LATER as LATER_MADE
from plugins.newsroom.serving import server
from plugins.newsroom.settings import state_path
from plugins.newsroom.telling import on_any_terminal, quarantined
from plugins.publish.gate import ALLOWED
from plugins.publish.job import Report

_ROOT = Path(__file__).resolve().parents[2]
_BUILDING = {
    "build": "build the site from the files as they lie in the folder",
    "preview": "build it with drafts and what is not yet due",
    "publish": "build what is committed, through the gate, and note what went out",
    "finish": "make what a build with --defer left, or could not make",
}


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns its exit status."""
    on_any_terminal()
    parser = argparse.ArgumentParser(prog="newsroom", description="Build the newsroom's site.")
    commands = parser.add_subparsers(required=True, dest="command")
    for name, meaning in _BUILDING.items():
        command = commands.add_parser(name, help=meaning)
        command.add_argument("content", type=Path)
        command.add_argument("-o", "--output", type=Path, required=True)
        command.add_argument("--cache", type=Path, help="the folder of the library")
        command.add_argument("-s", "--settings", type=Path, default=_ROOT / "pelicanconf.py")
        command.add_argument("--strict", action="store_true", help="end with 1 if something was held back or not made")
        if name != "finish":
            command.add_argument("--defer", action="store_true", help="leave cards, sizes and search to `finish`")
        command.add_argument("--state", type=Path, help="the folder of publish logs and of what was pulled")
        if name == "publish":
            command.add_argument("--allow", action="append", default=[], choices=sorted(ALLOWED))
            command.add_argument("--adopt", action="store_true", help="take what stands in the output as published")
            command.add_argument("--announce-later", action="store_true", help="leave the hubs to `announce`")
    announcing = commands.add_parser("announce", help="tell the hubs what `publish --announce-later` left")
    announcing.add_argument("-o", "--output", type=Path, required=True)
    announcing.add_argument("--state", type=Path, required=True, help="the folder of publish logs")
    serving = commands.add_parser("serve", help="show a built site on this machine")
    serving.add_argument("output", type=Path)
    serving.add_argument("--port", type=int, default=8000)
    chosen = parser.parse_args(arguments)
    if chosen.command == "serve":
        return _serve(chosen.output, chosen.port)
    if chosen.command == "announce":
        from plugins.hubs.__main__ import main as send  # an HTTP client, for which no build has to wait

        return send([str(state_path({"STATE_PATH": chosen.state}, chosen.output))])
    if not chosen.content.is_dir():
        print(f"newsroom: there is no content folder {chosen.content}; name one with CONTENT=…", file=sys.stderr)
        return 2
    try:
        return _build(chosen)
    except (OSError, RuntimeError, sqlite3.Error, ValueError) as error:
        print(f"newsroom: {error}", file=sys.stderr)
        return 2


def _serve(output: Path, port: int) -> int:
    if not (output / "index.html").is_file():
        print(f"newsroom: nothing is built in {output}; `make` builds it", file=sys.stderr)
        return 2
    try:
        running = server(output, port)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or "a port is a number from 1 to 65535"
        other = port + 1 if port < 65535 else 8001
        print(f"newsroom: port {port} cannot be used ({why}); try PORT={other}", file=sys.stderr)
        return 2
    print(f"http://127.0.0.1:{port} (Ctrl-C: stop, berhenti)", flush=True)
    with contextlib.suppress(KeyboardInterrupt), running:
        running.serve_forever()
    return 0


def _build(chosen: argparse.Namespace) -> int:
    override: dict[str, Any] = {
        "PATH": str(chosen.content.absolute()),
        "OUTPUT_PATH": str(chosen.output.absolute()),
        "PREVIEW": chosen.command == "preview",
    }
    if chosen.command == "publish":
        when = LATER if chosen.announce_later else NOW
        override["PUBLISH"] = {"allow": chosen.allow, "adopt": chosen.adopt, "announce": when}
    if chosen.command == "finish":
        override["DEFERRED"] = ALONE
    elif chosen.defer:
        override["DEFERRED"] = LATER_MADE
    if chosen.state:
        override["STATE_PATH"] = str(chosen.state.absolute())
    if chosen.cache:
        override["CACHE_PATH"] = str(chosen.cache.absolute())
    report = build(chosen.settings.absolute(), override)
    if report.refused:
        print(f"newsroom: {report.refused}", file=sys.stderr)
        return 2
    if chosen.command == "finish" and report.finished and report.finished.why:
        return 2
    return 1 if chosen.strict and (quarantined(report.problems) or _left(report)) else 0


def _left(report: Report) -> bool:
    """Whether something could not be made that was to be."""
    return report.finished is not None and bool(report.finished.why or report.finished.left)
