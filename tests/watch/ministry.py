"""A remote repository, offices that push to it, and the clone that a watch owns: all on this machine, all made up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from plugins.watch import clock
from plugins.watch.clone import Clone
from plugins.watch.deploying import Deployer
from plugins.watch.finishing import Finisher
from plugins.watch.house import House
from plugins.watch.pace import Pace
from plugins.watch.publishing import Settings, Site
from plugins.watch.shelf import Shelf
from plugins.watch.waking import Wakes
from plugins.watch.watching import Watch
from tests.building import ROOT, with_templates
from tests.publish.small import small

SITE_URL = "https://berita.samudra.example"
_SETTINGS = f"""\
from pathlib import Path

import plugins.newsroom

SITENAME = "Ruang Berita Samudra"
SITEURL = "{SITE_URL}"
AUTHORITY = "samudra.example"
TIMEZONE = "Asia/Jakarta"
DEFAULT_LANG = "id"
THEME = str(Path(plugins.newsroom.__file__).resolve().parents[2] / "theme")
PLUGINS = ["plugins.newsroom"]
PROCESSES = 1
"""
_PATIENCE = 60  # seconds for what should take one: machines are busy


def git(folder: Path, *arguments: str) -> str:
    """Run git as an office would."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    identity = ("-c", "user.name=Humas", "-c", "user.email=humas@laut.example", "-c", "gc.auto=0")
    done = subprocess.run(
        ["git", *identity, *arguments],
        cwd=folder,
        env={**kept, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def wait_for(what: Callable[[], bool]) -> None:
    """Wait until something is so. Fails where it never is."""
    ends = time.monotonic() + _PATIENCE
    while not what():
        assert time.monotonic() < ends, "it never happened"
        time.sleep(0.02)


@dataclass
class Office:
    """An office's own clone."""

    folder: Path

    def story(self, reference: str, date: str = "2024-06-01 09:30", body: str = "Loket dibuka.", **keys: str) -> None:
        """Write a story, without committing it."""
        unit, year, slug = reference.split("/")
        front = {"title": f"Berita {slug}", "date": date, **keys}
        lines = "".join(f"{key}: {value}\n" for key, value in front.items())
        self.write(f"content/berita/{unit}/{year}/{slug}.md", f"---\n{lines}---\n\n{body}\n")

    def write(self, path: str, text: str) -> None:
        """Write a file, without committing it."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def commit(self) -> str:
        """Commit all; returns the id."""
        git(self.folder, "add", "--all")
        git(self.folder, "commit", "--quiet", "--allow-empty", "--message", "sunting")
        return git(self.folder, "rev-parse", "HEAD")

    def push(self, *options: str) -> None:
        """Push, after taking in what others pushed before, as often as it takes."""
        while True:
            try:
                git(self.folder, "push", "--quiet", *options, "origin", "HEAD:main")
                return
            except subprocess.CalledProcessError:
                git(self.folder, "pull", "--quiet", "--no-rebase", "--no-edit", "origin", "main")

    def log(self) -> list[str]:
        """The commits of the remote, the newest first."""
        git(self.folder, "fetch", "--quiet", "origin")
        return git(self.folder, "log", "--format=%H", "origin/main").split()

    def publish(self, reference: str, **keys: str) -> str:
        """Write, commit and push a story; returns the commit."""
        self.story(reference, **keys)
        commit = self.commit()
        self.push()
        return commit


@dataclass
class Ministry:
    """The remote, the watched clone, and where its site lies."""

    folder: Path
    now: float = 0.0  # what the clock of a watch in this process says; 0: the true one
    lines: list[str] = field(default_factory=list)  # that it logged

    @property
    def remote(self) -> Path:
        return self.folder / "remote.git"

    @property
    def clone(self) -> Path:
        return self.folder / "clone"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @property
    def cache(self) -> Path:
        return with_templates(self.folder / "cache")

    @property
    def internal(self) -> Path:
        return self.folder / "internal"

    @property
    def shelf(self) -> Shelf:
        return Shelf(self.internal / "status")

    def office(self, name: str = "humas") -> Office:
        """An office with a clone of its own."""
        if not (self.folder / name).exists():
            git(self.folder, "clone", "--quiet", f"file://{self.remote}", name)
        return Office(self.folder / name)

    def page(self, reference: str) -> Path:
        """The file of a story's page."""
        return self.output / "berita" / reference / "index.html"

    # A watch in this process

    @contextmanager
    def watch(self, deploy: str = "", *, accept_rewritten: bool = False) -> Iterator[Watch]:
        """A watch that takes a turn when it is told to."""
        settings = self.folder / "settings.py"
        site = Site(settings, self.clone / "content", self.output, self.cache, self.folder / "state")
        wakes = Wakes(self.internal / "watch" / "trigger")
        with wakes.listening():
            clone = Clone(self.clone, "content")
            deployer = Deployer(deploy, self.internal / "deploy", self.output)
            made = Watch(
                clone=clone,
                site=site,
                settings=Settings(SITE_URL, "Asia/Jakarta"),
                shelf=self.shelf,
                deployer=deployer,
                finisher=Finisher(site, deployer, self.internal / "watch", self.lines.append),
                house=House(clone, self.lines.append),
                wakes=wakes,
                pace=Pace(0.0, lambda: self.now or clock.seconds()),
                said=self.internal / "watch" / "publish.log",
                log=self.lines.append,
                accept_rewritten=accept_rewritten,
            )
            made.begin()
            yield made
            made.finish()

    # The command, in a process of its own

    def command(self, name: str, *arguments: str) -> list[str]:
        """The words of the command."""
        run = [sys.executable, "-m", "plugins.watch", name, *arguments, "--internal", str(self.internal)]
        if name == "status":
            return run
        places = {"output": self.output, "cache": self.cache, "state": self.folder / "state"}
        run += [word for option, path in places.items() for word in (f"--{option}", str(path))]
        return [*run, "--settings", str(self.folder / "settings.py")]

    def call(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command to its end."""
        return subprocess.run(
            self.command(name, *arguments), env=_environment(), capture_output=True, text=True, timeout=120
        )

    @contextmanager
    def running(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """The command at work; it is asked to end afterwards, and has to."""
        words = self.command("run", str(self.clone), "--every", "0.1", *arguments)
        with subprocess.Popen(words, env=_environment(), stdout=subprocess.PIPE, text=True) as process:
            try:
                yield process
            finally:
                if process.poll() is None:
                    process.send_signal(signal.SIGTERM)
                self.lines += process.communicate(timeout=120)[0].splitlines()


def ministry(folder: Path) -> Ministry:
    """A remote with four offices and one story, a clone of it, and settings."""
    seed = folder / "seed"
    small(seed)
    git(seed, "init", "--quiet", "--initial-branch=main")
    Office(seed).commit()
    git(folder, "clone", "--quiet", "--bare", "seed", "remote.git")
    git(folder, "clone", "--quiet", f"file://{folder}/remote.git", "clone")
    (folder / "settings.py").write_text(_SETTINGS, encoding="utf-8")
    return Ministry(folder)


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    return {**kept, "PYTHONPATH": str(ROOT)}
