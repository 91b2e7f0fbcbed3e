"""What is said to `make` arrives at the desk as it was written, whatever letters it holds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.building import ROOT

ODD = "Semula \"$5\" dan 'x'; kini `y` $(shell echo z) #1 & \\ 100% “ya”"
SITE = ["--content", "content", "--output", "output", "--cache", ".cache"]


def arrived(folder: Path, *arguments: str) -> list[str]:
    """The command line that a target of the Makefile runs."""
    told = folder / "told.json"
    script = folder / "run.py"
    script.write_text(f"import json, sys\nopen({str(told)!r}, 'w').write(json.dumps(sys.argv[1:]))\n")
    ready = folder / "ready"
    ready.touch()
    subprocess.run(
        ["make", "-f", ROOT / "Makefile", f"RUN={sys.executable} {script}", f"READY={ready}", *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    found: list[str] = json.loads(told.read_text())
    return found[2:]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ["correct", "STORY=a/2026/b", f"NOTE={ODD}"],
            ["correct", *SITE, f"--note={ODD}", "--date=", "--", "a/2026/b"],
        ),
        (
            ["withdraw", f"STORY={ODD}", f"REASON={ODD}", "KIND=privasi", "DATE=2026-11-14"],
            ["withdraw", *SITE, f"--reason={ODD}", "--kind=privasi", "--date=2026-11-14", "--", ODD],
        ),
        (["move", "STORY=a/2026/b", "NEW=c"], ["move", *SITE, "--basis=", "--", "a/2026/b", "c"]),
        (
            ["move", "STORY=a/2026/b", "NEW=d/2026/b", "REGISTER=1", f"BASIS={ODD}"],
            ["move", *SITE, "--register", f"--basis={ODD}", "--", "a/2026/b", "d/2026/b"],
        ),
        (["new", f"TITLE={ODD}"], ["new", "content", "--unit=", f"--title={ODD}", "--kind=", "--date=", "--event="]),
        (["tidy", "FILES=content/berita/x y"], ["tidy", "--content", "content", "--", "content/berita/x y"]),
    ],
    ids=["correct", "withdraw", "move", "move from another unit", "new", "tidy"],
)
def test_the_desk_is_told_what_make_was_told(tmp_path: Path, arguments: list[str], expected: list[str]) -> None:
    assert arrived(tmp_path, *arguments) == expected
