"""How the desk was called, by make or by a launcher: messages name a command as their reader starts it."""

from __future__ import annotations

import os

CALLED = "NEWSROOM_DESK"  # what desk.sh and desk.cmd were called by, such as `./desk.sh`; empty: make runs the desk


def launcher() -> str:
    """What was typed before the command's own name; empty where make was."""
    return os.environ.get(CALLED, "desk" if os.name == "nt" else "")


def command(name: str, desk: str = "", make: str = "") -> str:
    """A command line to copy: `name` and what follows it, as the launchers and as make want that."""
    started, further = (launcher(), desk) if launcher() else ("make", make)
    return " ".join(filter(None, (started, name, further)))


def option(name: str, value: str) -> str:
    """An option with its value: `--unit kanim-padang`, or `UNIT=kanim-padang` for make."""
    return f"--{name} {value}" if launcher() else f"{name.upper()}={value}"
