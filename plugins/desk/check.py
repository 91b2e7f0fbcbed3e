"""Checking a content folder: every problem of every file at once, as the files stand, whatever was published before."""

from __future__ import annotations

import sqlite3
from functools import partial
from itertools import chain
from pathlib import Path

from plugins.desk.gone import gone
from plugins.library import store
from plugins.library.intake import Intake
from plugins.library.scan import problems as stray_problems
from plugins.library.scan import scan
from plugins.problems import ERROR, Problem
from plugins.publish import reading
from plugins.publish.processes import spread
from plugins.publish.registers import Registers
from plugins.stories import history


def check(content: Path, registers: Registers, processes: int) -> tuple[int, list[Problem]]:
    """How many texts there are, and all problems in them and in the registers, in order of place. Writes nothing."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(store.TABLES)
    scan(connection, registers.context.roots).remember(connection)
    texts = [row[0] for row in connection.execute("SELECT path FROM files WHERE text ORDER BY path")]
    prepare = partial(reading.set_up, registers.context)
    intake = Intake(connection, registers.places, partial(history.elder, content))
    readings = spread(reading.check, texts, processes=processes, prepare=prepare)
    for _ in chain(intake.take(readings), intake.finish()):
        pass
    told = (reading.with_line(problem, registers.context) for problem in intake.problems())
    problems = {*registers.problems, *stray_problems(connection), *told}
    problems |= set(
        gone(
            registers.context,
            registers.places,
            visible={row[0] for row in connection.execute("SELECT reference FROM stories WHERE visible")},
            broken={problem.path for problem in problems if problem.severity == ERROR},
            moved={row[0] for row in connection.execute("SELECT claimed FROM claims")},
        )
    )
    connection.close()
    return len(texts), sorted(problems)


def closing_line(texts: int, problems: list[Problem]) -> str:
    """What a check found, in one sentence."""
    wrong = sum(problem.severity == ERROR for problem in problems)
    if not problems:
        return f"{texts} berkas diperiksa: semuanya baik."
    files = len({problem.path for problem in problems if problem.severity == ERROR})
    held = f"{files} berkas belum dapat tayang." if files else "Semua berkas dapat tayang."
    return f"{texts} berkas diperiksa: {wrong} kesalahan, {len(problems) - wrong} peringatan. {held}"
