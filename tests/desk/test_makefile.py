"""What is said to `make` arrives at the desk as it was written, whatever letters it holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.building import ROOT

ODD = "Semula \"$5\" dan 'x'; kini `y` $(shell echo z) #1 & \\ 100% “ya”"
SITE = ["--content", "content", "--output", "output", "--cache", ".cache"]


def run(folder: Path, *arguments: str, **environment: str) -> dict[str, Any]:
    """What a target of the Makefile runs: the words of its command line, and the variables of its environment."""
    told = folder / "told.json"
    script = folder / "run.py"
    told_of = "dict(words=sys.argv[1:], environment=dict(os.environ))"
    script.write_text(f"import json, os, sys\nopen({str(told)!r}, 'w').write(json.dumps({told_of}))\n")
    ready = folder / "ready"
    ready.touch()
    subprocess.run(
        ["make", "-f", ROOT / "Makefile", f"RUN={sys.executable} {script}", f"READY={ready}", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
    )
    found: dict[str, Any] = json.loads(told.read_text())
    return found


def arrived(folder: Path, *arguments: str) -> list[str]:
    """The command line that a target of the Makefile runs, from the command on."""
    words: list[str] = run(folder, *arguments)["words"]
    return words[2:]


def test_modules_are_compiled_once_even_where_the_environment_wants_nothing_kept(tmp_path: Path) -> None:
    made = run(tmp_path, "check", PYTHONDONTWRITEBYTECODE="1")
    assert made["words"][2] == "check"
    assert "PYTHONDONTWRITEBYTECODE" not in made["environment"]


def test_a_target_that_there_is_not_is_told_of_and_runs_nothing(tmp_path: Path) -> None:
    odd = f"nwe'$(touch {tmp_path}/ran)"
    command = ["make", "-f", ROOT / "Makefile", odd]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert "“nwe" in done.stderr
    assert "make check FILE=" in done.stderr
    assert list(tmp_path.iterdir()) == []


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
        (["owns", f"RANGE={ODD}"], ["owns", "--", "content", ODD]),
        (["owns", "RANGE=a..b", f"PUSHER={ODD}"], ["owns", f"--identity={ODD}", "--", "content", "a..b"]),
        (["codeowners"], ["codeowners", "content"]),
        (["signers"], ["signers", "content"]),
        (["waiting", f"REPOSITORY={ODD}"], ["waiting", ODD]),
    ],
    ids=lambda value: " ".join(value[:2]) if "=" in "".join(value[1:]) else value[0],
)
def test_the_desk_is_told_what_make_was_told(tmp_path: Path, arguments: list[str], expected: list[str]) -> None:
    assert arrived(tmp_path, *arguments) == expected
