"""Building whole sites in tests: the real job in this process, and, sparingly, the real command in one of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar
from unittest.mock import patch

import jinja2
from jinja2.bccache import Bucket

from plugins.newsroom import setup
from plugins.newsroom.settings import SETTINGS
from plugins.publish import deferred, environment, registers, run
from plugins.publish.job import Finished, Job, Report
from plugins.publish.registers import Registers
from tests import factory

ROOT = Path(__file__).resolve().parents[1]
SITE = Path(__file__).resolve().parent / "site"
AS_OF = factory.instant("2025-01-15 12:00")  # of every build, unless a test says otherwise
SITE_URL = factory.SITE.url
_TEMPLATES = ROOT / ".pytest_cache" / "templates"  # compiled: to do so for each of hundreds of sites takes minutes

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


def build(
    content: Path,
    output: Path,
    *,
    cache: Path | None = None,
    as_of: int = AS_OF,
    defer: bool = False,
    **settings: object,
) -> Report:
    """Build `content` into `output` in this process, as `make` does but for Pelican; what waits is made too.

    With `defer` it waits on: `finish` makes it. The library lies in `cache`, beside the output by default; `settings`
    are the newsroom's. All problems are in the report, those of the registers too.
    """
    with patch.object(jinja2, "FileSystemBytecodeCache", _Compiled):
        made, registers = job(content, output, cache, as_of, settings)
        report = run.build(made)
        report.problems = sorted([*registers.problems, *report.problems])
        if not defer:
            report.finished = deferred.finish(made)
            assert report.refused or not report.finished.why, report.finished.why
    return report


def finish(
    content: Path, output: Path, *, cache: Path | None = None, as_of: int = AS_OF, **settings: object
) -> Finished:
    """Make what waits, as `make finish` does but for Pelican."""
    with patch.object(jinja2, "FileSystemBytecodeCache", _Compiled):
        return deferred.finish(job(content, output, cache, as_of, settings)[0])


def job(
    content: Path, output: Path, cache: Path | None, as_of: int, settings: Mapping[str, object]
) -> tuple[Job, Registers]:
    """The job of a build, and its registers."""
    chosen = {
        **_SETTINGS,
        "PATH": str(content),
        "OUTPUT_PATH": str(output),
        "CACHE_PATH": str(with_templates(cache or output.with_name(output.name + ".cache"))),
        "STATE_PATH": str(state_of(output)),
        **settings,
    }
    with (
        patch.dict(os.environ, SOURCE_DATE_EPOCH=str(as_of)),
        patch.object(environment, "_digest_files", _digest_files),
    ):
        return setup.job(chosen, None, lambda phase, done, total: None)


def _digest_files(folder: Path, without: str = "") -> dict[str, str]:
    """As the environment does, but of the program's own files once: no test changes these, and many are built."""
    own = folder.is_relative_to(ROOT / "plugins") or folder.is_relative_to(ROOT / "theme")
    return _digest_own(folder, without) if own else _digest_any(folder, without)


class _Compiled(jinja2.FileSystemBytecodeCache):
    """Compiled templates that are read from their files once in a process: forty of them, for each of many sites."""

    codes: ClassVar[dict[tuple[str, str], CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        key = (self.pattern % bucket.key, bucket.checksum)
        if key not in self.codes:
            super().load_bytecode(bucket)
            if bucket.code is not None:
                self.codes[key] = bucket.code
        else:
            bucket.code = self.codes[key]


_TAXONOMIES: dict[str, Any] = {}
_kept_any = registers.kept
_digest_any = environment._digest_files
_digest_own = cache(_digest_any)


def kept(folder: Path | None, name: str, key: str, make: Callable[[], Any]) -> Any:
    """As registers are kept, but the taxonomy in memory: one that is read again is compiled again, for each build."""
    if name != "zones":
        return _kept_any(folder, name, key, make)
    if key not in _TAXONOMIES:
        _TAXONOMIES[key] = _kept_any(folder, name, key, make)
    return _TAXONOMIES[key]


def with_templates(cache: Path) -> Path:
    """A cache folder, with the templates that others have compiled: their names say what they are of."""
    compiled = cache / "templates"
    if not compiled.exists():
        _TEMPLATES.mkdir(parents=True, exist_ok=True)
        cache.mkdir(parents=True, exist_ok=True)
        compiled.symlink_to(_TEMPLATES, target_is_directory=True)
    return cache


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
    cache = with_templates(output.with_name(output.name + ".cache"))
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
    root, found = f"{output}/", list[str]()
    for folder, _, names in os.walk(output):
        found += [f"{folder}/{name}".removeprefix(root) for name in names]
    return {path: _bytes(root + path) for path in sorted(found)}


def _bytes(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123  # a Path for each file takes longer than to read it
        return file.read()
