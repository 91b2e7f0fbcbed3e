"""`make bench-edits`: random edits on a large site; what was published step by step is what a clean publish gives.

The edits are those of the tests of a small site, made on stories of the corpus too. Ends with 1 and the paths that
differ at the first comparison that fails.
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from tests.bench import corpus, newsroom
from tests.bench.measuring import differing
from tests.publish.editing import Tree

_SAMPLE = 300  # stories of the corpus that are edited
_OWN = ("kanim-teluk", "lapas-bukit")  # in the names of offices of the small site, for whom it has rules of its own
_REGISTERS = ("register/units.csv", "register/regions.csv")


class LargeTree(Tree):
    """The small site's units and stories amid a corpus of so many stories; edits take either."""

    def __init__(self, root: Path, seed: int, number: int) -> None:
        corpus.write(number, [newsroom.Newsroom(root)])
        paths = sorted(path.relative_to(root).as_posix() for path in root.glob("berita/*/*/*.md"))
        super().__init__(root, seed)
        foreign = [path for path in paths if not any(name in path for name in _OWN)]
        for path in self.random.sample(foreign, min(_SAMPLE, len(foreign))):
            self.stories[path] = _taken_apart((root / path).read_text(encoding="utf-8"))

    def _write(self, path: str, text: str) -> None:
        present = self.root / path
        merged = path in _REGISTERS and present.is_file()
        super()._write(path, _merged(present.read_text(encoding="utf-8"), text) if merged else text)


def _taken_apart(text: str) -> tuple[dict[str, str], str]:
    """Front matter as the edits take it, and the body."""
    _, front, body = text.split("---\n", 2)
    lines = [line.partition(": ") for line in front.splitlines()]
    return {key: f"zones: {value}" if key == "zones" else value for key, _, value in lines}, body.strip()


def _merged(*tables: str) -> str:
    """Tables one beneath the other, with the columns of all."""
    read = [list(csv.DictReader(StringIO(table))) for table in tables]
    columns = list(dict.fromkeys(column for rows in read for row in rows for column in row))
    into = StringIO(newline="")
    rows = csv.DictWriter(into, columns, restval="", lineterminator="\n")
    rows.writeheader()
    rows.writerows(row for table in read for row in table)
    return into.getvalue()


def main() -> int:
    """Edit, publish and compare; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=20_000)
    parser.add_argument("--edits", type=int, default=50)
    parser.add_argument("--compare-every", type=int, default=25, help="edits between two clean builds")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-edits-") as temporary:
        folder = Path(temporary)
        tree = LargeTree(folder / "repository", chosen.seed, chosen.stories)
        site = newsroom.Site(tree.root, folder / "site")
        _run(site.publish(), tree.as_of)
        for number in range(1, chosen.edits + 1):
            name = tree.edit()
            compared = number % chosen.compare_every == 0 or number == chosen.edits
            # Either command, in any order: one sees what is committed, the other what lies there.
            published = compared or tree.random.random() < 0.5
            if published:
                tree.commit()  # what lies there otherwise, and has to be read, makes it refuse
            _run(site.publish() if published else site.build(), tree.as_of)
            print(f"{number:4} {name}", flush=True)
            if compared:
                again = newsroom.Site(tree.root, folder / f"clean-{number}")
                _run(again.publish(), tree.as_of)
                if found := differing(site.output, again.output):
                    print(f"{len(found)} files differ from a clean build:", *found[:20], sep="\n  ")
                    return 1
                shutil.rmtree(again.output.parent)
                print("     as a clean build gives it", flush=True)
    return 0


def _run(command: Sequence[str | Path], as_of: int) -> None:
    environment = {**newsroom.environment(), "SOURCE_DATE_EPOCH": str(as_of)}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        sys.exit(f"{os.fspath(command[3])} ended with {done.returncode}: {done.stdout[-2000:].decode()}")


if __name__ == "__main__":
    sys.exit(main())
