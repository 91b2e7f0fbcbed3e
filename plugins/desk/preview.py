"""`desk preview`: the site with drafts and what is not yet due, shown on this computer."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path
from typing import Any

from plugins.desk.arguments import add_content
from plugins.desk.refusal import Refusal

_FOLDER = Path(".preview")
_PORTS = 10  # tried one after the other, where another program has the first


def add(commands: Any) -> None:
    """The command's arguments."""
    parser = commands.add_parser("preview", help="lihat hasilnya di komputer ini, termasuk draf")
    add_content(parser)
    parser.add_argument("--port", type=int, default=8000, help="nomor pada alamatnya; bila tidak disebut, 8000")
    parser.add_argument("--cache", type=Path, help="folder pustaka")
    parser.add_argument("--state", type=Path, help="folder catatan penerbitan")


def run(chosen: argparse.Namespace, settings: dict[str, Any]) -> int:
    """Build into .preview/ and show it until Ctrl-C: 0; 2 where it could not be built. Raises Refusal for no port."""
    from plugins.newsroom.command import main as newsroom

    folders = [f"--{name}={place}" for name in ("cache", "state") if (place := getattr(chosen, name))]
    # Cards, sizes of photos and search take most of the time, and nobody looks for them in a preview of one story.
    options = [f"--output={_FOLDER}", "--defer", f"-s={chosen.settings}", *folders]
    status = newsroom(["preview", str(chosen.content), *options])
    if status:
        return status
    running = _server(chosen.port)
    print(f"Buka http://127.0.0.1:{running.server_port} di peramban. Berhenti: Ctrl-C.", flush=True)
    with contextlib.suppress(KeyboardInterrupt), running:
        running.serve_forever()
    return 0


def _server(port: int) -> Any:
    from plugins.newsroom.serving import server

    for tried in range(port, port + _PORTS):
        with contextlib.suppress(OSError, OverflowError):
            return server(_FOLDER, tried)
    raise Refusal(f"Alamat http://127.0.0.1:{port} sedang dipakai program lain. Tutup pratinjau yang masih terbuka.")
