"""`make bench-desk`: what the desk costs those who write, at the size of a ministry.

Checks of one story and of all, with and without what an earlier check kept; a push past the hook; the scan for what is
told too early; the editor's configurations. Each is a process from start to exit, as people start it.

Ends with 1 where an answer is wrong: a clean story refused, an identity number let through, a leak where there is none.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count, islice
from pathlib import Path

from tests.bench import corpus, newsroom, table
from tests.bench.__main__ import machine
from tests.bench.corpus import Facts
from tests.bench.files import Folder
from tests.bench.measuring import CommandFailed, Measurement, measure, read_once
from tests.bench.offices import offices, write_registers
from tests.bench.repository import EMAIL, Repository
from tests.bench.scenarios import middle
from tests.bench.story import Story

_PAGE = newsroom.ROOT / "docs" / "performance.md"
_HIDDEN = 50  # stories of days to come, which the scan for leaks looks for
_PUSHER = "NAMA_PENGIRIM"
# Seconds by the clock; of all stories at 20,000.
_STORY, _ALL, _PUSH = 1.0, 20.0, 2.0


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `goal` is how many seconds it may take by the clock, 0 where nothing is asked."""

    what: str
    cost: Measurement
    goal: float = 0


def lines(stories: int, rows: Sequence[Row]) -> Iterator[str]:
    """The lines of the table for a size."""
    for row in rows:
        goal = f"≤ {row.goal:.0f}" if row.goal else ""
        yield (
            f"| {stories:,} | {row.what} | {row.cost.wall:.2f} | {row.cost.cpu:.2f} | {row.cost.peak / 1e6:.0f} "
            f"| {goal} |"
        )


def main() -> int:
    """Measure, print, and write if asked; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, nargs="+", default=[20_000], help="how many, one or several sizes")
    parser.add_argument("--repeat", type=int, default=3, help="how often a short command is run; the middle one counts")
    parser.add_argument("--folder", type=Path, help="where the corpus is put; a temporary folder if not given")
    parser.add_argument("--whole", action="store_true", help="scan a site of every family, not only of those compared")
    parser.add_argument("--only", choices=_PARTS, nargs="+", default=list(_PARTS), help="measure these alone")
    parser.add_argument("--write", action="store_true", help="put the results into docs/performance.md")
    chosen = parser.parse_args()
    text = ["| stories | what | wall s | CPU s | peak MB | goal s |", "| ---: | --- | ---: | ---: | ---: | ---: |"]
    with tempfile.TemporaryDirectory(prefix="bench-desk-", ignore_cleanup_errors=True) as temporary:
        for number in chosen.stories:
            folder = (chosen.folder or Path(temporary)).absolute() / f"desk-{number}"
            shutil.rmtree(folder, ignore_errors=True)
            trial = _Trial(number, folder, chosen.repeat, newsroom.EVERY_FAMILY if chosen.whole else _PAGES)
            for part in chosen.only:
                try:
                    for row in _PARTS[part](trial):
                        text += lines(number, [row])
                        print(text[-1], flush=True)
                except CommandFailed as error:
                    print(error, file=sys.stderr)
                    return 1
            shutil.rmtree(folder)
    told = "\n\n".join((machine(), "\n".join(text)))
    print(f"\n{told}")
    if chosen.write:
        table.write(_PAGE, chosen.stories, told, "bench-desk")
    return 0


# A site on which most files are stories' pages, as the goals are said of it.
_PAGES = newsroom.COMPARED_FAMILIES


class _Trial:
    """A ministry's stories in a repository, with an account for every office."""

    def __init__(self, number: int, folder: Path, repeat: int, families: Sequence[str]) -> None:
        self._number, self._folder, self._repeat = number, folder, repeat
        self._repository, self._content = folder / "desk", folder / "desk" / "content"
        self._facts = _prepare(number, self._content)
        self._site = newsroom.Site(self._content, folder / "site", families)
        self._editing = newsroom.Editing(self._content, self._facts.unit, self._facts.month, self._facts.oldest)
        self._numbers = count()
        read_once(self._content)

    def check(self) -> Iterator[Row]:
        """Checks of one story and of all."""
        alone = self._folder / "alone" / "content"
        write_registers(alone)
        own = newsroom.Site(alone, self._folder / "alone")
        place = f"berita/{self._facts.oldest}.md"
        (alone / place).parent.mkdir(parents=True)
        shutil.copy(self._content / place, alone / place)
        yield Row("check of a folder of one story", self._often(own.desk("check")), _STORY)
        one_process = newsroom.Site(self._content, self._folder / "one", processes=1)
        yield Row("check of all, the first time, in one process", self._run(one_process.desk("check")))
        yield Row("check of all, the first time", self._run(self._site.desk("check")))
        yield Row("check of all, nothing changed", self._often(self._site.desk("check")), self._all)
        yield Row("check of one story, nothing changed", self._often(self._site.desk("check", place)), _STORY)
        costs = []
        for _ in range(self._repeat):
            added = self._add()
            costs.append(self._run(self._site.desk("check", added)))
        yield Row("check of one story, just written", middle(costs), _STORY)
        shutil.rmtree(self._site.cache, ignore_errors=True)
        yield Row("check of one story, the first time", self._run(self._site.desk("check", place)))
        shutil.rmtree(self._site.cache, ignore_errors=True)

    def push(self) -> Iterator[Row]:
        """Pushes of one story, with the hook and without, and what a job of a merge request asks."""
        server = self._folder / "server.git"
        _git(self._folder, "clone", "--quiet", "--bare", str(self._repository), str(server))
        push = ("git", "-C", self._repository, "push", "--quiet", server, "HEAD:main")
        yield Row("push of a story, no hook", self._pushed(push))
        hook = newsroom.ROOT / "plugins" / "roster" / "pre-receive"
        for name, value in {"code": str(newsroom.ROOT), "python": sys.executable, "pusher": _PUSHER}.items():
            _git(server, "config", f"newsroom.{name}", value)
        (server / "hooks" / "pre-receive").symlink_to(hook)
        yield Row("push of a story, with the hook", self._pushed(push), _PUSH)
        before = _git(self._repository, "rev-parse", "HEAD")
        self._add("Pemohon dengan NIK 3171234501900001 telah direkam.")
        yield Row("push of a story that is refused", self._often(push, ends=1), _PUSH)
        yield Row(
            "owns: one commit of a merge request",
            self._often(self._site.desk("owns", f"{before}..HEAD", "--identity", f"server:{self._facts.unit}")),
            _PUSH,
        )
        self._editing.reset()

    def leaks(self) -> Iterator[Row]:
        """The scan of the published site."""
        yield Row("publish, for the scan", self._run(self._site.publish()))
        yield Row(f"leaks, {_HIDDEN} stories of days to come", self._run(self._site.leaks()))

    def editor(self) -> Iterator[Row]:
        """The editor of every office; nothing where npm is missing."""
        if shutil.which("npm") is None:
            print("npm is missing: the editor is left out.", file=sys.stderr)
            return
        command = (sys.executable, "-m", "plugins.editor", self._content, "--admin", self._folder / "admin")
        self._run(command)  # fetches the editor itself
        shutil.rmtree(self._folder / "admin")
        yield Row(f"editor, {len(offices()):,} configurations", self._run(command))

    @property
    def _all(self) -> float:
        return _ALL if self._number <= 20_000 else 0

    def _add(self, more: str = "") -> str:
        """Commit one story more; its content path."""
        return self._editing.add(next(self._numbers), more)

    def _pushed(self, command: Sequence[str | Path]) -> Measurement:
        costs = []
        for _ in range(self._repeat):
            self._add()
            costs.append(self._run(command))
        return middle(costs)

    def _often(self, command: Sequence[str | Path], ends: int = 0) -> Measurement:
        return middle([self._run(command, ends) for _ in range(self._repeat)])

    def _run(self, command: Sequence[str | Path], ends: int = 0) -> Measurement:
        variables = {**newsroom.environment(), _PUSHER: self._facts.unit}
        return measure(command, self._site.cache, variables, ends)


_PARTS = {"check": _Trial.check, "push": _Trial.push, "leaks": _Trial.leaks, "editor": _Trial.editor}


def _prepare(number: int, content: Path) -> Facts:
    """The corpus, stories of days to come and the roster, committed."""
    facts = corpus.write(number, [newsroom.Newsroom(content)])
    stories = Folder(content / "berita")
    for hours, story in enumerate(islice(corpus.stories(number + _HIDDEN), number, None), start=1):
        hidden = _secret(story, hours)
        stories.write(f"{hidden.reference}.md", newsroom.text(hidden))
    rows = [f"{unit.id},server:{unit.id},{unit.id}@samudra.example,{unit.id},penulis,," for unit in offices()]
    mine = next(at for at, row in enumerate(rows) if row.startswith(f"{facts.unit},"))
    rows[mine] = f"{facts.unit},server:{facts.unit},{EMAIL},{facts.unit},penulis,,"
    rows.append("pusat,server:pusat,pusat@samudra.example,,pusat,,")
    (content / "register" / "contributors.csv").write_text(
        "\n".join(["account,identity,email,unit,role,from,until", *rows]) + "\n", encoding="utf-8"
    )
    Repository(content.parent).create()
    return facts


def _secret(story: Story, hours: int) -> Story:
    """The story for so many hours after the moment of the bench, in words that no public one has in this order."""
    chance = random.Random(story.slug)

    def mixed(text: str) -> str:
        words = text.split(" ")
        chance.shuffle(words)
        return " ".join(words)

    body = "\n\n".join(mixed(part) for part in story.body.split("\n\n") if not part.startswith(("#", "|", "-", ">")))
    date = datetime.fromtimestamp(int(newsroom.AS_OF), story.date.tzinfo) + timedelta(hours=hours)
    return replace(story, date=date, title=mixed(story.title), body=body)


def _git(folder: Path, *arguments: str) -> str:
    variables = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    done = subprocess.run(("git", *arguments), cwd=folder, env=variables, check=True, capture_output=True, text=True)
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
