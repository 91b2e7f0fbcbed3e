"""One step of what is made after a publish: staged files to their places, and what the library says of them.

All of it under the lock of a build. What is about to be written is noted before: whenever it is killed, every file that
stands is known, and what was not noted as made is made again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from plugins.library import Library, store
from plugins.library.changes import MadeChange
from plugins.publish import planning, rendering, writing
from plugins.publish.family import Family
from plugins.publish.job import Job
from plugins.publish.notes import LATER, SWEPT, YES, Notes
from plugins.publish.queue import Entry
from plugins.publish.rendering import Rendered, Workshop

Written = tuple[list[str], list[str], list[str]]  # output paths: new, changed, deleted

_DEEPEST = 5  # how far what shows what was made is followed: lists of lists
_CUT_SHORT = "the last build was cut short: build or publish first"
_OTHERWISE = "code, settings, registers or theme are not those of the last build: build or publish first"
_MADE_ANEW = "the library was made anew meanwhile; the next run goes on"


class Landing:
    """Puts steps in place, one after the other."""

    def __init__(
        self, job: Job, connection: sqlite3.Connection, families: Mapping[str, Family], workshop: Workshop
    ) -> None:
        self._job = job
        self._db = connection
        self._workshop = workshop
        self._families = families
        self._library = Library(connection, job.places)
        self._plan = planning.Plan(connection, job.places, families)
        self._queue = self._plan.queue
        self._notes = Notes(connection)
        self._file = _identity(job)

    def unsettled(self) -> str:
        """Why nothing can be put in place now: the library's rows are not what views were made of, or empty."""
        environment = self._job.environment
        notes = {
            "reading": environment.reading,
            "registers": environment.registers,
            "common": environment.common,
            **{f"rendering:{name}": digest for name, digest in self._workshop.rendering.items()},
        }
        if _identity(self._job) != self._file:
            return _MADE_ANEW
        if planning.is_unfinished(self._db):
            return _CUT_SHORT
        return "" if all(self._notes[name] == value for name, value in notes.items()) else _OTHERWISE

    def land(self, made: Mapping[Entry, Rendered]) -> Written:
        """Put in place what was made, render what shows it, and let go of what is no more; also of an earlier step."""
        new: list[str] = []
        changed: list[str] = []
        entries, results = list(made), list(made.values())
        self._queue.next_run()
        for _ in range(_DEEPEST):
            moved = [rendered for rendered in results if not rendered.unchanged]
            before = [self._library.made(result.task.family, result.task.key) for result in moved]
            self._put(moved, new, changed)
            self._queue.remove(entries)
            for result, paths in zip(moved, before, strict=True):
                self._tell_of(result, paths)
            self._db.commit()
            entries, results = self._shown()
            if not results:
                break
        deleted = writing.remove(self._job.output, self._plan.leaving)
        self._plan.forget_leaving()
        self._db.commit()
        gone = set(deleted)
        return [path for path in new if path not in gone], [path for path in changed if path not in gone], deleted

    def _shown(self) -> tuple[list[Entry], list[Rendered]]:
        """What shows what was put in place, as it shows it now. What of it is deferred and fails is left to wait."""
        entries, results = [], []
        for entry in self._queue.shown():
            if not rendering.is_set_up():
                rendering.set_up(self._workshop)
            try:
                results.append(rendering.render(entry.task))
                entries.append(entry)
            except Exception:
                if self._families[entry.task.family].kind == "core":
                    raise
                self._queue.leave(entry)
        return entries, results

    def sweep(self) -> Written:
        """Where a build has spared files that deferred views might write again: those that none wrote go.

        They go with the families that recognise them, once nothing of these waits: one that fails keeps its own only.
        """
        swept, waiting = self._notes[SWEPT] or "", self._swept_but_for
        if not swept.startswith(LATER) or swept == waiting or self.unsettled():
            return [], [], []
        strangers = writing.strangers(self._job.output, self._plan.standing(None))
        spared = self._plan.may_come_back(strangers)
        deleted = writing.remove(self._job.output, [path for path in strangers if path not in spared])
        self._notes[SWEPT] = waiting if spared else YES
        self._db.commit()
        return [], [], deleted

    @property
    def _swept_but_for(self) -> str:
        """The note of an output that is swept but for what families spare of which something waits."""
        return " ".join([f"{LATER}:", *self._queue.waiting()])

    def _put(self, results: list[Rendered], new: list[str], changed: list[str]) -> None:
        """Put in place what was rendered, and add its paths to those of the step."""
        if not results:
            return
        self._plan.intend(results)
        self._db.commit()
        staged = [output for result in results for output in result.outputs if output.novelty != "same"]
        writing.put_in_place_later(self._job.output, [(output.novelty, output.path) for output in staged])
        leaving = self._plan.record(results)
        self._plan.part_with(sorted(leaving - self._plan.standing(leaving)))
        new += _of("new", staged)
        changed += [path for path in _of("changed", staged) if path not in new]

    def _tell_of(self, result: Rendered, before: tuple[str, ...]) -> None:
        family, key = result.task.family, result.task.key
        if self._families[family].kind == "core":
            return
        if result.task.digest == store.UNKNOWN or self._library.made(family, key) != before:
            self._queue.touch_shown(MadeChange(family, key))


def _of(novelty: str, staged: Iterable[rendering.Staged]) -> list[str]:
    return sorted(output.path for output in staged if output.novelty == novelty)


def _identity(job: Job) -> tuple[int, int]:
    status = job.library.stat()
    return status.st_dev, status.st_ino
