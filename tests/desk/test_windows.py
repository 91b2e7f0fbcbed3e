"""The commands of the desk need nothing that only Unix has, and write the same bytes on every computer."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.building import ROOT
from tests.publish.small import Small, small

# Takes away what Python lacks on Windows, gives the console its old code page, and runs a command of the desk.
_ELSEWHERE = """
import io, json, os, signal, sys
for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_DIRECTORY", "O_CLOEXEC", "fork", "getuid", "geteuid"):
    if hasattr(os, name):
        delattr(os, name)
for name in ("SIGALRM", "setitimer", "ITIMER_REAL", "SIGHUP"):
    delattr(signal, name)
for name in ("fcntl", "pwd", "grp", "resource"):
    sys.modules[name] = None
sys.stdout, sys.stderr = (io.TextIOWrapper(s.buffer, "cp1252") for s in (sys.stdout, sys.stderr))
from plugins.desk.__main__ import main
for command in json.loads(sys.argv[1]):
    if status := main(command):
        sys.exit(status)
"""


@pytest.fixture
def site(tmp_path: Path) -> Small:
    return small(tmp_path)


def test_a_story_is_started_checked_corrected_moved_and_withdrawn(site: Small) -> None:
    commands = (
        ["new", "--unit", "kanim-teluk", "--title", "Loket → “buka”"],
        ["tidy", "content/berita"],
        ["check"],
        ["correct", r"content\berita\kanim-teluk\2024\lama.md", "--note", "Semula 13.00 → 12.00."],
        ["move", "kanim-teluk/2024/lama", "baru"],
        ["withdraw", "kanim-teluk/2024/baru", "--reason", "Keliru."],
    )
    done = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE, json.dumps(commands)],
        cwd=site.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1736917200"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr).decode("cp1252")
    told = done.stdout.decode("cp1252")
    assert "Dicabut di content" in told
    for path in (site.content / "berita").rglob("*.md"):
        assert b"\r" not in path.read_bytes()


def test_the_launchers_for_windows_and_others_run_the_same_commands() -> None:
    windows, others = (ROOT / "desk.cmd").read_bytes(), (ROOT / "desk.sh").read_text(encoding="utf-8")
    assert windows.count(b"\r\n") == windows.count(b"\n")  # without these the command shell of Windows loses its labels
    assert windows.isascii()
    commands = [re.findall(r"-m (plugins\.\w+)", text) for text in (windows.decode(), others)]
    assert set(commands[0]) == set(commands[1]) == {"plugins.desk"}
    assert "NEWSROOM_DESK" in others
    assert b"NEWSROOM_DESK" in windows
    labels = re.findall(r"goto (\w+)", windows.decode())
    assert {*labels} <= {*re.findall(r"^:(\w+)", windows.decode(), re.MULTILINE)}
    assert (ROOT / "desk.sh").stat().st_mode & 0o111
