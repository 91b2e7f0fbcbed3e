"""Measuring a command from start to exit: wall and CPU seconds, memory of its whole process tree, what it wrote."""

from __future__ import annotations

import hashlib
import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_INTERVAL = 0.05  # seconds between two looks at the memory, at least
_RESTRAINT = 20  # a look may take this part of the time: reading the maps of a large process holds it up
_COARSE = 20_000_000  # nanoseconds by which times of files lag behind the clock, at most


@dataclass(frozen=True, slots=True)
class Measurement:
    """What a command cost. Seconds; bytes of proportional set size at its peak; files it wrote and their bytes."""

    wall: float
    cpu: float
    peak: int
    files: int
    written: int


class CommandFailed(RuntimeError):
    """The measured command ended with another status than it should."""


def measure(
    command: Sequence[str | Path],
    output: Path,
    environment: Mapping[str, str] | None = None,
    ends: int = 0,
) -> Measurement:
    """Run a command that writes into `output`. Raises CommandFailed, with the end of what it said, where it ends with
    another status than `ends`.

    Before it starts, what other programs wrote goes to disk, so that none pays for another's writing. What descends
    from the command counts, if it is waited for.
    """
    os.sync()
    time.sleep(2 * _COARSE / 1e9)
    before = time.time_ns() - _COARSE
    with subprocess.Popen(
        command, env=dict(environment or os.environ), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        began = time.monotonic()
        peaks = [0]
        ended = threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, ended, peaks), daemon=True)
        watcher.start()
        said = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        ended.set()
        watcher.join()
    if process.returncode != ends:
        raise CommandFailed(f"{command[0]} ended with {process.returncode}: {said[-2000:].decode('utf-8', 'replace')}")
    files, size = written_since(output, before)
    return Measurement(wall, usage.ru_utime + usage.ru_stime, peaks[0], files, size)


def _watch(root: int, ended: threading.Event, peaks: list[int]) -> None:
    while not ended.is_set():
        began = time.monotonic()
        peaks[0] = max(peaks[0], sum(_proportional(process) for process in _tree(root)))
        ended.wait(max(_INTERVAL, _RESTRAINT * (time.monotonic() - began)))


def _tree(process: int) -> Iterator[int]:
    """A process and all that descend from it."""
    yield process
    found: list[str] = []
    try:
        for thread in Path(f"/proc/{process}/task").iterdir():
            found += (thread / "children").read_text().split()
    except OSError:  # it ended just now
        pass
    for child in found:
        yield from _tree(int(child))


def _proportional(process: int) -> int:
    """The bytes of a process, where what several share counts in parts (proc(5), smaps_rollup)."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024


# What was written


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    folders = [str(folder)] if folder.is_dir() else []
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    yield entry


def written_since(folder: Path, instant: int) -> tuple[int, int]:
    """How many files of a folder were written or renamed after an instant (nanoseconds), and their bytes."""
    sizes = [
        status.st_size
        for status in (entry.stat(follow_symlinks=False) for entry in _files(folder))
        if status.st_ctime_ns > instant
    ]
    return len(sizes), sum(sizes)


def read_once(folder: Path) -> None:
    """Read every file of a folder, so that what is measured next finds it in memory, whoever comes first."""
    for entry in _files(folder):
        with open(entry.path, "rb") as file:  # noqa: PTH123 - many files
            file.read()


def digests(folder: Path) -> dict[str, str]:
    """The digest of every file of a folder by its path, to compare two outputs."""
    found = {}
    for entry in _files(folder):
        with open(entry.path, "rb") as file:  # noqa: PTH123 - many files
            found[os.path.relpath(entry.path, folder)] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def differing(one: Path, other: Path) -> list[str]:
    """The files that two folders do not hold alike, by path."""
    left, right = digests(one), digests(other)
    return sorted(path for path in left.keys() | right.keys() if left.get(path) != right.get(path))
