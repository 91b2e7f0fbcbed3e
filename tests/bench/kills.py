"""`make bench-kills`: a publish is killed at random moments, and no reader ever meets a broken page.

Two states of a site are known from clean builds. Going from nothing to the first, or from one to the other, the
command is killed with SIGKILL at a moment that chance chooses, alone or with all its processes. Each time

* every page that exists, and every page and feed that a page leads to, is whole: byte for byte that of one of the two
  states, and no link inside the site is dead;
* the next run ends with what a clean build gives.

Ends with 1 at the first kill after which this is not so.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench import corpus, newsroom
from tests.bench.repository import BASE, Repository
from tests.bench.standing import Standing

_NOTHING = "nothing"
_OTHER = "other"  # the mark of the second state
_PATIENCE = 30  # seconds in which the processes of a killed build end


class Broken(AssertionError):
    """What a kill left behind, or what the next run made of it, is not as promised."""


def main() -> int:
    """Kill, look, and go on; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--clean-share", type=float, default=0.3, help="how many of them hit a clean build")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-kills-") as temporary:
        try:
            _Trial(Path(temporary), chosen.stories, chosen.seed).run(chosen.kills, chosen.clean_share)
        except Broken as error:
            print(error, file=sys.stderr)
            return 1
    return 0


class _Trial:
    def __init__(self, folder: Path, number: int, seed: int) -> None:
        self._random = random.Random(seed)
        self._content = folder / "newsroom" / "content"
        self._folder = folder
        self._repository = Repository(folder / "newsroom")
        corpus.write(number, [newsroom.Newsroom(self._content)])
        self._repository.create()
        self._edit()
        self._repository.mark(_OTHER)
        # How long each way takes without a kill, so that moments are spread over all of it.
        self._seconds: dict[tuple[str, str], float] = {}
        self._states: dict[str, Standing] = {}
        for state in (_OTHER, BASE):
            self._repository.become(state)
            clean = newsroom.Site(self._content, folder / state)
            self._seconds[_NOTHING, state] = _timed(clean.publish())
            self._states[state] = Standing(clean.output)
        self._site = newsroom.Site(self._content, folder / "site")
        self._at = _NOTHING
        for goal in (BASE, _OTHER, BASE):
            way = self._at, goal
            self._seconds[way] = self._complete(goal)

    def run(self, kills: int, clean_share: float) -> None:
        """So many kills."""
        done = 0
        while done < kills:
            if self._random.random() < clean_share:
                shutil.rmtree(self._folder / "site")
                self._site = newsroom.Site(self._content, self._folder / "site")
                self._at = _NOTHING
            goal = _OTHER if self._at == BASE else BASE
            self._repository.become(goal)
            moment = self._random.random() * self._seconds[self._at, goal]
            alone = self._random.random() < 0.5
            if not _kill(self._site.publish(), moment, alone):  # it was quicker
                self._complete(goal)
                continue
            done += 1
            how = "alone" if alone else "with all its processes"
            print(f"{done:4} from {self._at} to {goal}, killed after {moment:.3f} s, {how}", flush=True)
            self._look(goal)
            self._complete(goal)

    def _look(self, goal: str) -> None:
        known = [self._states[state] for state in (self._at, goal) if state in self._states]
        if wrong := Standing(self._site.output).wrong(known):
            raise Broken(f"{len(wrong)} things are wrong, for instance\n  " + "\n  ".join(wrong[:10]))

    def _complete(self, goal: str) -> float:
        """Publish a state, or what is left of it to do; returns the seconds."""
        self._repository.become(goal)
        seconds = _timed(self._site.publish())
        now, clean = Standing(self._site.output).digests, self._states[goal].digests
        if now != clean:
            paths = sorted(path for path in now.keys() | clean.keys() if now.get(path) != clean.get(path))
            raise Broken(f"the next run differs from a clean build: {paths[:10]}")
        self._at = goal
        return seconds

    def _edit(self) -> None:
        """The second state: of a hundred stories some are gone, some are new, many have another title; a new name."""
        paths = sorted(self._content.glob("berita/*/*/*.md"))
        chosen = self._random.sample(paths, min(len(paths) // 2, 100))
        gone, copied, retitled = chosen[:15], chosen[15:30], chosen[30:]
        new = [path.with_name(f"{path.stem[:80]}-lagi.md") for path in copied]
        for path, copy in zip(copied, new, strict=True):
            copy.write_bytes(path.read_bytes())
        for path in gone:
            path.unlink()
        for path in retitled:
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace('title: "', 'title: "Judul baru: ', 1), encoding="utf-8")
        events = self._content / "register" / "unit_events.csv"
        unit = paths[0].parts[-3]
        line = f"2026-10-30,{unit},renamed,Kantor Contoh,,,,Keputusan contoh,contoh\n"
        events.write_text(events.read_text(encoding="utf-8") + line, encoding="utf-8")
        root = self._content.parent
        self._repository.commit([path.relative_to(root).as_posix() for path in (*gone, *new, *retitled, events)])


def _timed(command: Sequence[str | Path]) -> float:
    """Run a command to its end; returns its seconds. Raises Broken where it fails."""
    began = time.monotonic()
    done = subprocess.run(command, env=newsroom.environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        raise Broken(f"the command ended with {done.returncode}: {done.stdout[-2000:].decode('utf-8', 'replace')}")
    return time.monotonic() - began


def _kill(command: Sequence[str | Path], seconds: float, alone: bool) -> bool:
    """Start a command and kill it after so many seconds; returns, when none of its processes is left, whether it was
    still at work.
    """
    with subprocess.Popen(
        command,
        env=newsroom.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        if process.returncode is not None:
            return False
        if alone:
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    deadline = time.monotonic() + _PATIENCE
    while _left(process.pid):
        if time.monotonic() > deadline:
            os.killpg(process.pid, signal.SIGKILL)
            raise Broken("processes of a killed publish are still at work")
        time.sleep(0.01)
    return True


def _left(group: int) -> bool:
    """Whether a process of a group is at work: one that has ended and waits to be collected is not."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, its_group = stat.read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == group and state != "Z":
                return True
    return False


if __name__ == "__main__":
    sys.exit(main())
