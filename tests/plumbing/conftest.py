"""A scratch repository of stories, the newsroom's program as it stands, and what stands in for a server."""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from py_compile import PycInvalidationMode

import pytest

from tests.building import ROOT, with_templates
from tests.publish.small import EVENTS, UNITS

_PROGRAM = ("plugins", "theme", "docs", "Makefile", "requirements.txt", "pelicanconf.py", "publishconf.py")
_STORY = "---\ntitle: {title}\ndate: {date}\n---\n\nLoket paspor dibuka lebih pagi di kantor ini sejak hari Senin.\n"
_CONTRIBUTORS = """\
account,identity,email,unit,role,from,until
budi,server:budi,budi@laut.example,kanim-teluk,penulis,2024-01-01,
sari,server:sari,sari@laut.example,,pusat,2024-01-01,
"""


@dataclass(frozen=True)
class Scratch:
    """`work` is a clone with the branch of a writer checked out; `base` and `head` are commits."""

    folder: Path
    work: Path
    base: str
    environment: dict[str, str]

    @property
    def newsroom(self) -> Path:
        """Where jobs put the program."""
        return self.folder / "runner/newsroom"

    @property
    def head(self) -> str:
        return git(self.work, "rev-parse", "HEAD")

    def after(self, step: str) -> None:
        """Give the cloned program the packages of these tests, and its own code compiled.

        A scratch clone has no network to install its own, and each would compile two hundred modules.
        """
        if (self.newsroom / "Makefile").exists() and not (self.newsroom / ".venv").exists():
            packages = self.newsroom / ".venv"
            packages.mkdir()
            shutil.copy(ROOT / ".venv/pyvenv.cfg", packages)
            for name in ("bin", "lib"):
                (packages / name).symlink_to(ROOT / ".venv" / name)
            (packages / ".ready").touch()
            program = Path(self.environment["NEWSROOM_URL"])
            for compiled in program.rglob("__pycache__"):
                shutil.copytree(compiled, self.newsroom / compiled.relative_to(program), dirs_exist_ok=True)

    def write(self, path: str, title: str, date: str = "2025-01-02 08:00", body: str = "") -> None:
        """Commit a story as its writer."""
        file = self.work / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_STORY.format(title=title, date=date) + body, encoding="utf-8")
        commit(self.work)

    def end_rights(self) -> None:
        """Let the server's main branch end what the writer may, after the branch was begun."""
        branch = git(self.work, "branch", "--show-current")
        git(self.work, "checkout", "--quiet", "main")
        register = self.work / "content/register/contributors.csv"
        register.write_text(register.read_text().replace("penulis,2024-01-01,", "penulis,2024-01-01,2024-12-31"))
        commit(self.work)
        git(self.work, "push", "--quiet", "origin", "main")
        git(self.work, "checkout", "--quiet", branch)


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Budi", "-c", "user.email=budi@laut.example", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "naskah")


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of the program as it stands, its version called v1."""
    folder = tmp_path_factory.mktemp("program")
    for name in _PROGRAM:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "--quiet")
    commit(folder)
    git(folder, "tag", "v1")
    # By what a module holds, not by when it was written: a clone is newer.
    assert compileall.compile_dir(folder, quiet=2, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
    return folder


@pytest.fixture
def scratch(program: Path, tmp_path: Path) -> Scratch:
    work = tmp_path / "work"
    (work / "content/register").mkdir(parents=True)
    (work / "content/register/units.csv").write_text(UNITS, encoding="utf-8")
    (work / "content/register/unit_events.csv").write_text(EVENTS, encoding="utf-8")
    (work / "content/register/contributors.csv").write_text(_CONTRIBUTORS, encoding="utf-8")
    (work / ".gitignore").write_text("/preview/\n/site/\n/.cache/\n/.state/\n", encoding="utf-8")
    with_templates(work / ".cache")
    git(tmp_path, "init", "--quiet", "--initial-branch=main", "work")
    made = Scratch(tmp_path, work, "", _environment(program, tmp_path))
    made.write("content/berita/kanim-teluk/2025/awal.md", "Loket paspor dibuka", "2025-01-01 08:00")
    base = git(work, "rev-parse", "HEAD")
    git(tmp_path, "clone", "--quiet", "--bare", "work", "server.git")
    git(work, "remote", "add", "origin", str(tmp_path / "server.git"))
    git(work, "fetch", "--quiet", "origin")
    git(work, "checkout", "--quiet", "-b", "usul")
    return Scratch(tmp_path, work, base, made.environment)


def _environment(program: Path, folder: Path) -> dict[str, str]:
    (folder / "runner").mkdir()
    (folder / "bin").mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return {
        **kept,
        "PATH": f"{folder / 'bin'}:{kept['PATH']}",
        "RUNNER_TEMP": str(folder / "runner"),
        "NEWSROOM_URL": str(program),
        "NEWSROOM_REF": "v1",
        "SOURCE_DATE_EPOCH": "1736935200",  # 2025-01-15 17:00 WIB
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "safe.directory",
        "GIT_CONFIG_VALUE_0": "*",
    }
