"""Building whole sites in tests: the real job in this process, and, sparingly, the real command in one of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any
from unittest.mock import patch

from plugins.newsroom import setup
from plugins.newsroom.settings import SETTINGS
from plugins.publish import run
from plugins.publish.job import Report
from tests import factory

ROOT = Path(__file__).resolve().parents[1]
SITE = Path(__file__).resolve().parent / "site"
AS_OF = factory.instant("2025-01-15 12:00")  # of every build, unless a test says otherwise
SITE_URL = factory.SITE.url

_SETTINGS: dict[str, object] = {
    **{setting.name: setting.default for setting in SETTINGS},
    "SITENAME": factory.SITE_NAME,
    "SITEURL": SITE_URL,
    "AUTHORITY": factory.SITE.authority,
    "ABOUT": "Berita kantor-kantor rekaan.",
    "TIMEZONE": factory.TIMEZONE,
    "DEFAULT_LANG": "id",
    "THEME": str(ROOT / "theme"),
    "MENU": (("Berita", "berita/"), ("Unit", "unit/"), ("Zona Integritas", "zona/"), ("Umpan RSS", "feed/")),
    "FOOTER": (("Arsip", "berita/"),),
    "JINJA_FILTERS": {},
    "PROCESSES": 1,
}


def build(content: Path, output: Path, *, cache: Path | None = None, as_of: int = AS_OF, **settings: object) -> Report:
    """Build `content` into `output` in this process, as `make` does but for Pelican.

    The library lies in `cache`, beside the output by default; `settings` are the newsroom's. All problems are in the
    report, those of the registers too.
    """
    chosen = {
        **_SETTINGS,
        "PATH": str(content),
        "OUTPUT_PATH": str(output),
        "CACHE_PATH": str(cache or output.with_name(output.name + ".cache")),
        "STATE_PATH": str(state_of(output)),
        **settings,
    }
    with patch.dict(os.environ, SOURCE_DATE_EPOCH=str(as_of)):
        job, registers = setup.job(chosen, None, lambda phase, done, total: None)
    report = run.build(job)
    report.problems = sorted([*registers.problems, *report.problems])
    return report


def publish(content: Path, output: Path, *, allow: Collection[str] = (), adopt: bool = False, **others: Any) -> Report:
    """Publish what is committed, as `make publish` does but for Pelican: `build` through the gate, with a log.

    `allow` are values of `gate.ALLOWED`; the others are those of `build`. Raises `Refused` as the job does.
    """
    return build(content, output, PUBLISH={"allow": allow, "adopt": adopt}, **others)


def state_of(output: Path) -> Path:
    """The folder of the publish log, in tests."""
    return output.with_name(output.name + ".state")


def command(
    content: Path, output: Path, *arguments: str, name: str = "build", as_of: int = AS_OF, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the true command (`build`, `publish`) in a process of its own. It costs a second or two."""
    cache = output.with_name(output.name + ".cache")
    if name == "publish":
        arguments = ("--state", str(state_of(output)), *arguments)
    return subprocess.run(
        [sys.executable, "-m", "plugins.newsroom", name, content, "-o", output, "--cache", cache, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": str(as_of), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def configuration(folder: Path) -> str:
    """A settings file in `folder`, for the command, with the id of the tests' sites."""
    path = folder / "conf.py"
    lines = ("import sys", f"sys.path.insert(0, {str(ROOT)!r})", "from pelicanconf import *")
    path.write_text("\n".join((*lines, f"AUTHORITY = {factory.SITE.authority!r}", "PROCESSES = 1", "")))
    return str(path)


def copy_site(folder: Path) -> Path:
    """A copy of the fabricated site that a test may change, away from any git repository."""
    return shutil.copytree(SITE, folder / "content")


def snapshot(output: Path) -> dict[str, bytes]:
    """Every file under `output` by its path."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes() for path in sorted(output.rglob("*")) if path.is_file()
    }
