"""`make bench`: how long a clean build takes, a build without changes, and one more story; at two sizes in one run.

Stories are fabricated. Compare the ratios, not the seconds: machines differ, and are busy with other things.
"""

from __future__ import annotations

import argparse
import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_PARAGRAPH = (
    "Kantor membuka loket tambahan agar antrean lebih singkat. Petugas mencatat waktu tunggu setiap hari, lalu "
    "mengumumkannya di papan informasi. Pemohon dapat memilih jam datang dan membatalkannya tanpa biaya. "
)


def main() -> None:
    """Fabricate, build and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, nargs="+", default=[500, 2000])
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'stories':>9} {'clean':>9} {'unchanged':>10} {'one more':>9} {'memory':>9}")
        for number in parser.parse_args().stories:
            tree = Path(folder, str(number))
            fabricate(tree / "content", number)
            clean, unchanged = build(tree), build(tree)
            write(tree / "content", number, 0)
            more = build(tree)
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            print(f"{number:9} {clean:8.2f}s {unchanged:9.2f}s {more:8.2f}s {peak:6.0f} MB")


def fabricate(content: Path, number: int) -> None:
    """A content folder of `number` stories, by a thousand offices over three years."""
    register = content / "register"
    register.mkdir(parents=True)
    with (register / "units.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("id", "name", "kind", "parent"))
        rows.writerow(("kementerian", "Kementerian Contoh", "instansi", ""))
        rows.writerows((f"kanwil-{n}", f"Kantor Wilayah {n}", "kanwil", "kementerian") for n in range(33))
        rows.writerows((f"upt-{n}", f"Kantor {n}", "upt", f"kanwil-{n % 33}") for n in range(1000))
    for position in range(number):
        write(content, position, 1 + position * 1000 // number)


def write(content: Path, position: int, days: int) -> None:
    """One story, so many days before 31 December 2025."""
    day = time.strftime("%Y-%m-%d", time.gmtime(1_767_139_200 - 86_400 * days))
    folder = content / "berita" / f"upt-{position % 1000}" / day[:4]
    folder.mkdir(parents=True, exist_ok=True)
    text = f"---\ntitle: Loket tambahan nomor {position} dibuka\ndate: {day} 09.{position % 60:02}\n---\n\n"
    (folder / f"loket-{position}.md").write_text(text + "\n\n".join([_PARAGRAPH] * 6), encoding="utf-8")


def build(tree: Path) -> float:
    """The seconds that the whole command takes."""
    command = (sys.executable, "-m", "plugins.newsroom", "build", "content", "-o", "output", "--cache", "cache")
    began = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=tree, env=environment, check=True, capture_output=True)
    return time.monotonic() - began


if __name__ == "__main__":
    main()
