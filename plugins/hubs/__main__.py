"""`python -m plugins.hubs STATE`: send what waits in an output's folder of the state; what `publish` starts.

Exit status: 0 nothing is left (or another sends it), 1 something waits for a hub that is down, 2 it could not run.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from plugins.hubs.outbox import Outbox
from plugins.hubs.sending import Limits, Sender


def main(arguments: Sequence[str] | None = None) -> int:
    """Send what waits; returns the exit status."""
    parser = argparse.ArgumentParser(prog="hubs", description="Tell WebSub hubs which feeds changed.")
    parser.add_argument("state", type=Path, help="the folder of one output's publish log")
    chosen = parser.parse_args(arguments)
    try:
        return 0 if Sender(Outbox(chosen.state), Limits(), time.time, _log).run() else 1
    except OSError as error:
        print(f"hubs: {error}", file=sys.stderr)
        return 2


def _log(text: str) -> None:
    print(f"{datetime.fromtimestamp(time.time(), UTC):%Y-%m-%dT%H:%M:%SZ} {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
