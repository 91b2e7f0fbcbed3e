"""`python -m tests.bench.watching`: a watch over a corpus whose repository receives commits from many clones at once.

Ends with 1 where a story is not live, a receipt is missing, or the median from commit to live is above the goal.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from plugins.watch.receipts import Receipt, seconds
from plugins.watch.shelf import STATUS, Shelf
from tests.bench import corpus, newsroom
from tests.bench.offices import offices
from tests.bench.repository import Repository

_GOAL = 2.0  # seconds from commit to live, for the median
_PATIENCE = 120  # seconds in which all of it is live


def main() -> int:
    """Publish, push, look; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=20_000)
    parser.add_argument("--clones", type=int, default=10)
    parser.add_argument("--commits", type=int, default=50)
    parser.add_argument("--folder", type=Path, help="where all of it is put, and left; a temporary folder if not given")
    chosen = parser.parse_args()
    if chosen.folder:
        shutil.rmtree(chosen.folder, ignore_errors=True)
        chosen.folder.mkdir(parents=True)
        return _try(chosen.folder, chosen.stories, chosen.clones, chosen.commits)
    with tempfile.TemporaryDirectory(prefix="bench-watching-") as temporary:
        return _try(Path(temporary), chosen.stories, chosen.clones, chosen.commits)


def _try(folder: Path, stories: int, clones: int, commits: int) -> int:
    content = folder / "corpus" / "content"
    corpus.write(stories, [newsroom.Newsroom(content)])
    Repository(folder / "corpus").create()
    _git(folder, "clone", "--quiet", "--bare", "corpus", "remote.git")
    _git(folder, "clone", "--quiet", f"file://{folder}/remote.git", "clone")
    site = newsroom.Site(folder / "clone" / "content", folder / "site")
    shelf = Shelf(folder / "internal" / STATUS)
    made = [_Office(folder, number, commits // clones + (number < commits % clones)) for number in range(clones)]
    with _watching(folder, site) as log:
        began = time.monotonic()
        _until(lambda: any(words in log.read_text() for words in (" is live: ", " failed: ")), 3600)
        if " failed: " in log.read_text():
            print(log.read_text(), file=sys.stderr)
            return 1
        print(f"{stories} stories published first: {time.monotonic() - began:.1f} s", flush=True)
        _settle()
        for office in made:
            office.start()
        for office in made:
            office.join()
        pushed = {commit: at for office in made for commit, at in office.pushed.items()}
        _until(lambda: all(_live(shelf, commit) for commit in pushed), _PATIENCE)
    receipts = {commit: receipt for commit in pushed if (receipt := _live(shelf, commit))}
    missing = sorted({commit for commit in pushed if commit not in receipts} | {*_wrong(receipts, site.output)})
    for commit in missing:
        print(f"{commit}: not live, or its receipt is not complete", file=sys.stderr)
    times = [seconds(receipt.live) - pushed[commit] for commit, receipt in receipts.items()]
    arrivals = [receipt.seconds_from_arrival or 0.0 for receipt in receipts.values()]
    print(
        f"{len(receipts)} of {commits} commits from {clones} clones are live; from commit to live: median"
        f" {statistics.median(times):.2f} s, longest {max(times):.2f} s; from arrival: median"
        f" {statistics.median(arrivals):.2f} s; {log.read_text().count(' is live: ') - 1} publishes"
    )
    return 1 if missing or len(receipts) != commits or statistics.median(times) > _GOAL else 0


def _settle() -> None:
    """What the first publish wrote goes to disk first."""
    os.sync()
    time.sleep(1)


def _live(shelf: Shelf, commit: str) -> Receipt | None:
    receipt = shelf.of_commit(commit)
    return receipt if receipt and receipt.state == "tayang" else None


def _wrong(receipts: dict[str, Receipt], output: Path) -> Iterator[str]:
    for commit, receipt in receipts.items():
        told = [story for story in receipt.stories if story.state == "tayang"]
        pages = [output / "berita" / story.reference / "index.html" for story in told]
        whole = receipt.units and receipt.feeds and receipt.log_head and receipt.seconds_from_commit is not None
        if len(told) != 1 or not whole or not all(page.is_file() for page in pages):
            yield commit


@dataclass
class _Office:
    """A clone that writes stories of one unit, commits and pushes each, and tries again where another was faster."""

    folder: Path
    number: int
    stories: int
    pushed: dict[str, float] = field(default_factory=dict)  # by commit, when it was made

    def __post_init__(self) -> None:
        self._clone = self.folder / f"humas-{self.number}.git"
        self._unit = [unit for unit in offices() if unit.kind == "upt"][self.number * 7]
        _git(self.folder, "clone", "--quiet", "--bare", "--shared", "remote.git", self._clone.name)
        self._thread = threading.Thread(target=self._work)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def join(self) -> None:
        """Wait until all is pushed."""
        self._thread.join()

    def _work(self) -> None:
        for story in range(self.stories):
            while not self._push(story):
                pass

    def _push(self, story: int) -> bool:
        _git(self._clone, "fetch", "--quiet", "--no-tags", "origin", "main")
        at = time.time()
        path = f"content/berita/{self._unit.id}/2026/kabar-pagi-{self.number}-{story}.md"
        text = (
            f"---\ntitle: Kabar pagi nomor {story}\ndate: 2026-10-31 08:{story:02}\n---\n\nLoket dibuka lebih pagi.\n"
        )
        stream = (
            f"commit refs/heads/kabar\ncommitter Humas <humas@samudra.example> {int(at)} +0700\ndata 6\nBerita\n"
            f"from {_git(self._clone, 'rev-parse', 'FETCH_HEAD')}\nM 100644 inline {path}\ndata {len(text)}\n{text}\n"
        )
        _git(self._clone, "fast-import", "--quiet", "--force", asked=stream)
        commit = _git(self._clone, "rev-parse", "refs/heads/kabar")
        try:
            _git(self._clone, "push", "--quiet", "origin", "refs/heads/kabar:refs/heads/main")
        except subprocess.CalledProcessError:
            return False
        self.pushed[commit] = at
        return True


@contextmanager
def _watching(folder: Path, site: newsroom.Site) -> Iterator[Path]:
    """The watch at work; gives the file of what it says. Its clock is the true one."""
    places = {"output": site.output, "internal": folder / "internal"}
    places |= {name: folder / "site" / name for name in ("cache", "state")}
    options = [word for name, path in places.items() for word in (f"--{name}", str(path))]
    settings = str(folder / "site" / "settings.py")
    command = [sys.executable, "-m", "plugins.watch", "run", str(folder / "clone"), *options, "--settings", settings]
    log = folder / "watch.log"
    with log.open("wb") as said, subprocess.Popen(command, env=_environment(), stdout=said, stderr=said) as process:
        try:
            yield log
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(_PATIENCE)


def _until(so: Callable[[], bool], patience: float) -> None:
    ends = time.monotonic() + patience
    while not so() and time.monotonic() < ends:
        time.sleep(0.1)


def _environment() -> dict[str, str]:
    kept = newsroom.environment()
    del kept["SOURCE_DATE_EPOCH"]
    return kept


def _git(folder: Path, *arguments: str, asked: str = "") -> str:
    """Run git as an office or a server of repositories would: on machines of their own, so here it comes second."""
    done = subprocess.run(
        ("nice", "git", "-c", "gc.auto=0", *arguments),
        cwd=folder,
        input=asked,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
