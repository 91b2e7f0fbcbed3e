"""What a build says on the terminal: how far it is, what is wrong in the content, and what was done."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from plugins.problems import ERROR, WARNING, Problem, Severity, show

if TYPE_CHECKING:  # commands that build nothing tell what is wrong too
    from plugins.publish.job import Finished, Progress, Report

_FAILURES_SHOWN = 5
_MOST_SHOWN: dict[Severity, int] = {ERROR: 200, WARNING: 20}  # written out by a build; `make check` shows every one


def on_any_terminal() -> None:
    """What a terminal cannot show becomes a question mark: no message may end a command that did its work."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on a terminal, silence elsewhere."""
    if not sys.stderr.isatty():
        yield lambda phase, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Drawn by ourselves: a drawing thread could hold a lock at the moment when processes are forked.
    with Bar(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        tasks = {name: bar.add_task(label, total=None, visible=False) for name, label in _PHASES.items()}
        drawn = 0.0

        def draw(phase: str, done: int, total: int) -> None:
            nonlocal drawn
            bar.update(tasks[phase], completed=done, total=total, visible=True)
            if done == total or time.monotonic() - drawn > _REDRAWN_EVERY:
                drawn = time.monotonic()
                bar.refresh()

        yield draw


_REDRAWN_EVERY = 0.1  # seconds
_PHASES = {"read": "Reading", "write": "Rendering", "finish": "Making what waited"}


def tell(report: Report, output: Path, seconds: float, *, preview: bool = False) -> None:
    """Problems to standard error, the closing line to standard output: of a preview, which humas make, Indonesian."""
    for severity, most in _MOST_SHOWN.items():
        found = [problem for problem in report.problems if problem.severity == severity]
        for problem in found[:most]:
            print(show(problem), file=sys.stderr)
        if len(found) > most:
            print(f"… and {len(found) - most} more {severity}s: `make check` shows all.", file=sys.stderr)
    for reference in report.vanished:
        print(f"{reference}: was public and is gone without a withdrawal or moved_from.", file=sys.stderr)
    print(preview_line(report) if preview else closing_line(report, output, seconds))


def preview_line(report: Report) -> str:
    """What a preview shows, and what it cannot show."""
    held = len(quarantined(report.problems))
    line = f"Pratinjau memuat {report.stories} berita, termasuk draf dan yang belum waktunya tayang."
    return f"{line} {held} berkas belum dapat tampil karena kesalahan di atas." if held else line


def closing_line(report: Report, output: Path, seconds: float) -> str:
    """What was built, skipped, quarantined, and where."""
    return (
        f"{report.stories} stories published, {report.waiting} waiting for their time or as drafts, "
        f"{len(quarantined(report.problems))} files held back; {len(report.read)} files read, "
        f"{len(report.new)} pages and files new, {len(report.changed)} changed, {len(report.deleted)} removed, "
        f"{report.checked} found unchanged; {seconds:.1f} s → {output}"
    )


def tell_finished(finished: Finished, seconds: float, *, preview: bool = False) -> None:
    """What was made after a build: failures and what stood in the way to standard error, a line to standard output."""
    for failure in finished.failures[:_FAILURES_SHOWN]:
        print(f"newsroom: not made: {failure}", file=sys.stderr)
    if len(finished.failures) > _FAILURES_SHOWN:
        print(f"newsroom: … and {len(finished.failures) - _FAILURES_SHOWN} more like these", file=sys.stderr)
    if finished.why:
        print(f"newsroom: what waits could not be made: {finished.why}", file=sys.stderr)
    elif finished.left:
        print(f"newsroom: {finished.left} views still wait; `make finish` or the next build goes on", file=sys.stderr)
    if preview:
        print(f"Gambar, kartu dan pencarian: {finished.made} dibuat, {finished.left} belum.")
    elif not finished.why:
        print(
            f"then {finished.made} deferred views made, {finished.checked} found unchanged: {len(finished.new)} files "
            f"new, {len(finished.changed)} changed, {len(finished.deleted)} removed; {seconds:.1f} s"
        )


def quarantined(problems: list[Problem]) -> list[str]:
    """The files that an error holds back."""
    return sorted({problem.path for problem in problems if problem.severity == ERROR})
