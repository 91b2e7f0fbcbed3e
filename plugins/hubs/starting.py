"""A sender in a process of its own, for which nobody waits."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from plugins.hubs.outbox import Outbox

_ROOT = Path(__file__).resolve().parents[2]
_LOG, _OLD_LOG = "log", "log.old"
_LONGEST_LOG = 256 * 1024  # bytes; then a new one is begun, and the one before the old one goes


def start(state: Path) -> subprocess.Popen[bytes] | None:
    """Start a sender, if anything waits in an output's folder of the state. What it says goes to a log there.

    It ends by itself, outlives whoever starts it, and hears none of their signals. Raises OSError where it cannot be.
    """
    outbox = Outbox(state)
    if not outbox.read():
        return None
    log = outbox.folder / _LOG
    if log.exists() and log.stat().st_size > _LONGEST_LOG:
        log.replace(log.with_name(_OLD_LOG))
    search = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    with log.open("ab") as said:
        return subprocess.Popen(
            [sys.executable, "-m", "plugins.hubs", str(state.absolute())],
            env={**os.environ, "PYTHONPATH": search},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
