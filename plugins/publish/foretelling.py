"""What a change of a few files will bring: the outputs that the next run writes, told without writing any.

The run is planned in the library as it is, in a transaction that is taken back; each touched view is made as it would
be and as it is, and what differs is what will change.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain

from plugins.library import Library, store
from plugins.library.changes import Reading
from plugins.library.intake import Intake
from plugins.publish import planning, reading
from plugins.publish.family import Family
from plugins.publish.job import Job
from plugins.publish.processes import only_one

_View = tuple[str, str]  # family and key


@dataclass(frozen=True, slots=True)
class Foretold:
    """Output paths, in order, that will have other bytes, and those that will go; what deferred views write follows."""

    written: tuple[str, ...]
    deleted: tuple[str, ...]


def foretell(job: Job, changed: Sequence[str], gone: Sequence[str] = ()) -> Foretold | None:
    """What the next run writes because of files that changed or are gone (content paths), as they stand now.

    None where there is no library of that content and output, where it is in use, or where a build was cut short: then
    nobody knows what stands.
    """
    reading.set_up(job.context)
    readings = [reading.examine(path)[0] for path in changed]
    try:
        with only_one(job.library.with_suffix(".lock"), brief=True):
            connection = store.reconnect(job.library)
            if connection is None:
                return None
            with closing(connection):
                if planning.is_unfinished(connection):
                    return None
                return _foretell(job, connection, readings, gone)
    except (OSError, sqlite3.Error):
        return None


def _foretell(job: Job, connection: sqlite3.Connection, readings: Iterable[Reading], gone: Sequence[str]) -> Foretold:
    families = _families(job)
    plan = planning.Plan(connection, job.places, families)
    intake = Intake(connection, job.places)
    try:
        for change in chain(intake.take(readings, gone), intake.finish()):
            plan.touch(change)
        plan.let_go()
        views: list[_View] = connection.execute("SELECT family, key FROM touched ORDER BY family, key").fetchall()
        leaving = plan.leaving
        after = _outputs(families, Library(connection, job.places), views)
    finally:
        connection.rollback()
    before = _outputs(_families(job), Library(connection, job.places), views)
    return Foretold(
        written=tuple(sorted(path for path, content in after.items() if before.get(path) != content)),
        deleted=tuple(sorted((before.keys() - after.keys()) | leaving)),
    )


def _families(job: Job) -> dict[str, Family]:
    return {family.name: family for family in job.make_families()}


def _outputs(families: dict[str, Family], library: Library, views: Sequence[_View]) -> dict[str, bytes]:
    """The files of views by their paths, as the library has it."""
    found: dict[str, bytes] = {}
    for name, key in views:
        view = families[name].view(library, key)
        if view is not None:
            found.update((output.path, output.content) for output in families[name].render(key, view))
    return found
