"""The admin tree's own scripts, run in the node that the browser tests bring along."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import playwright
import pytest

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "plugins" / "editor" / "site"
_DRIVER = Path(playwright.__file__).parent / "driver" / "node"


def node() -> str:
    """Where node is; skips the test where there is none."""
    found = shutil.which("node") or (str(_DRIVER) if _DRIVER.is_file() else None)
    return found or pytest.skip("node is not here")


def asked(folder: Path, module: str, function: str, calls: list[list[Any]]) -> list[Any]:
    """What a function of a script gives for each list of arguments, as JSON holds both. One process for all."""
    for script in (*SITE.glob("*.js"), ROOT / "plugins" / "rules" / "rules.js"):
        shutil.copy(script, folder)
    (folder / "package.json").write_text('{"type": "module"}')
    (folder / "calls.json").write_text(json.dumps(calls))
    program = (
        f'import {{ {function} }} from "./{module}"; import {{ readFileSync }} from "node:fs";'
        f'const calls = JSON.parse(readFileSync("calls.json", "utf8"));'
        f"console.log(JSON.stringify(calls.map((call) => {function}(...call) ?? null)));"
    )
    (folder / "program.js").write_text(program)
    done = subprocess.run([node(), "program.js"], cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers
