"""What is made after a publish: the keys of deferred families that wait in the queue, in bounded steps.

Views and bytes are made without the lock of a build, by processes of their own, from the library as it was last
committed. Each step then takes the lock, drops what was touched meanwhile, and puts the rest in place as a build does:
new files, changed ones, the pages that show them, deletions last. A step that is killed is completed by whoever comes
next, a build or another round. A key that ends the process which makes it holds up no other (`suspects`).
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial

from plugins.library import Library, store
from plugins.publish import rendering
from plugins.publish.job import Finished, Job
from plugins.publish.landing import Landing, Written
from plugins.publish.processes import apart, only_one, only_one_in, spread
from plugins.publish.queue import Entry, Queue
from plugins.publish.rendering import Rendered
from plugins.publish.suspects import Suspects
from plugins.publish.writing import close_later, is_ours, staging_for_later

_STEP = 50  # keys that are put in place together
_STEP_SECONDS = 2.0  # within which they are made: what a kill loses
_FETCHED = 100  # keys that are taken from the queue together
_FEW = 4  # keys for which starting processes would cost more than it saves
_FAILURES = 5  # in a row, after which the rest of a family waits for the next round
_LONGEST = 300  # characters that are told of a failure
_ALONE = "another process is at work on it"
_ENDED = "its process was ended from outside, for want of memory perhaps"
_NOTHING_BUILT = "nothing is built yet, or by other code: build or publish first"


def finish(
    job: Job, *, stop: Callable[[], bool] = lambda: False, landed: Callable[[Written], None] = lambda written: None
) -> Finished:
    """Make what waits, until nothing does or `stop` says so. What cannot be made is told and waits on.

    `landed` is told of each step, in order, before anybody else can build. Raises OSError or sqlite3.Error where the
    machine fails; then the site stands, and the next run goes on.
    """
    finished = Finished()
    while is_ours(job.output) and (connection := store.reconnect(job.library)):
        try:
            with closing(connection), only_one(job.library.with_suffix(".deferred.lock")):
                working = _Round(job, connection, finished, stop, landed)
                working.work()
        except BlockingIOError:
            finished.why = _ALONE
        # Who queued something while the lock was held has left it to us.
        if finished.why or stop() or not _more(job, working):
            return finished
    finished.why = _NOTHING_BUILT
    return finished


def _more(job: Job, working: _Round) -> bool:
    connection = store.reconnect(job.library)  # for writing: a reader that closes last leaves SQLite's log beside it
    if connection is None:
        return False
    with closing(connection):
        return bool(working.next(connection))


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A key and what became of it: its view and staged files, or why there are none."""

    entry: Entry
    rendered: Rendered | None
    wrong: str = ""


def _attempt(entry: Entry, suspects: Suspects, here: int) -> _Attempt:
    """`here`: the process that the round itself runs in, and that a key worked on there would take along."""
    if os.getpid() != here:
        return _try(entry)
    with suspects.trying(entry.view):
        return _try(entry)


def _try(entry: Entry) -> _Attempt:
    try:
        return _Attempt(entry, rendering.render(entry.task))
    except Exception as error:  # whatever a family meets: a program that is not there, a picture that cannot be read
        told = " ".join(f"{type(error).__name__}: {error}".split())
        return _Attempt(entry, None, told[:_LONGEST])


class _Round:
    """One round through the queue, under the lock that lets others build and no other round begin."""

    def __init__(
        self,
        job: Job,
        connection: sqlite3.Connection,
        finished: Finished,
        stop: Callable[[], bool],
        landed: Callable[[Written], None],
    ) -> None:
        self._job = job
        self._db = connection
        self._finished = finished
        self._stop, self._landed = stop, landed
        self._families = {family.name: family for family in job.make_families()}
        self._busy: set[Entry] = set()  # under way
        self._failed: set[Entry] = set()
        self._suspects = Suspects(job.library.with_suffix(".suspects.json"))
        self._in_a_row: Counter[str] = Counter()  # failures, by family
        self._workshop = rendering.Workshop(
            library=job.library,
            places=job.places,
            output=job.output,
            staging=staging_for_later(job.output),
            vacant=False,
            rendering={name: job.environment.of(family) for name, family in self._families.items()},
            make_families=job.make_families,
        )
        self._landing = Landing(job, connection, self._families, self._workshop)

    def work(self) -> None:
        """Make all that waits."""
        try:
            self._land(())  # completes what was cut short
            while self._goes_on and (found := self.next(self._db)):
                if found[0].view in self._suspects:
                    self._make_apart(found)
                else:
                    self._make()
            if self._goes_on:
                with self._alone():
                    self._tell(self._landing.sweep())
            queue = self._queue(self._db)
            self._suspects.keep(view for view in self._suspects if queue.entry(*view))
            self._finished.left = queue.size
        finally:
            rendering.tear_down()
            close_later(self._job.output)

    @property
    def _goes_on(self) -> bool:
        return not self._finished.why and not self._stop()

    def next(self, connection: sqlite3.Connection) -> list[Entry]:
        """What is to be made next: what this round has not tried. Suspects come when nothing else waits."""
        return self._unsuspected(connection) or self._suspected(connection)

    def _unsuspected(self, connection: sqlite3.Connection) -> list[Entry]:
        given_up = [name for name in self._families if self._gave_up(name)]
        number = _FETCHED + len(self._suspects)
        found = self._queue(connection).entries(number, self._busy | self._failed, given_up)
        return [entry for entry in found if entry.view not in self._suspects]

    def _suspected(self, connection: sqlite3.Connection) -> list[Entry]:
        queue = self._queue(connection)
        found = [queue.entry(*view) for view in self._suspects if not self._gave_up(view[0])]
        return [entry for entry in found if entry and entry not in self._failed]

    def _gave_up(self, family: str) -> bool:
        return self._in_a_row[family] >= _FAILURES

    def _queue(self, connection: sqlite3.Connection) -> Queue:
        return Queue(connection, Library(connection, self._job.places), self._families)

    def _taken(self) -> Iterator[Entry]:
        """Keys as processes ask for them, those touched last first; each is with one process at a time."""
        while self._goes_on and (found := self._unsuspected(self._db)):
            for entry in found:
                if not self._gave_up(entry.task.family):
                    self._busy.add(entry)
                    yield entry

    def _make(self) -> None:
        rendering.tear_down()  # no process inherits an open library
        total, done, began = self._queue(self._db).size, 0, 0.0
        made: list[_Attempt] = []
        attempts = spread(
            partial(_attempt, suspects=self._suspects, here=os.getpid()),
            self._taken(),
            processes=self._job.processes,
            prepare=partial(rendering.set_up, self._workshop),
            few=_FEW,
            batch=1,
        )
        with closing(attempts):
            try:
                for attempt in attempts:
                    began = began if made else time.monotonic()
                    made.append(attempt)
                    done += 1
                    self._see(attempt)
                    self._job.progress("finish", done, max(total, done))
                    if len(made) >= _STEP or time.monotonic() - began >= _STEP_SECONDS:
                        self._land(made)
                        made = []
                    if not self._goes_on:
                        return
            except BrokenProcessPool:  # by one of those under way: nobody knows which
                self._land(made)
                under_way = sorted(self._busy, key=lambda entry: entry.view)
                self._busy.clear()
                self._suspects.add(entry.view for entry in under_way)
                self._make_apart(under_way)
                return
            self._land(made)

    def _make_apart(self, entries: Sequence[Entry]) -> None:
        """Make suspects, each in a process of its own: who ends that is told, and the others are cleared."""
        for entry in entries:
            if not self._goes_on:
                return
            if self._gave_up(entry.task.family):
                continue
            rendering.tear_down()  # no process inherits an open library
            try:
                attempt = apart(_try, entry, prepare=partial(rendering.set_up, self._workshop))
                self._suspects.clear(entry.view)
            except BrokenProcessPool:
                attempt = _Attempt(entry, None, _ENDED)
            self._see(attempt)
            self._land([attempt])

    def _see(self, attempt: _Attempt) -> None:
        family = attempt.entry.task.family
        self._in_a_row[family] = 0 if attempt.rendered else self._in_a_row[family] + 1

    def _land(self, attempts: Sequence[_Attempt]) -> None:
        """Put in place what was made of keys that nothing touched meanwhile."""
        if self._finished.why:
            return
        with self._alone():
            self._finished.why = self._landing.unsettled()
            if self._finished.why:
                return
            queue = self._queue(self._db)
            current = [attempt for attempt in attempts if queue.holds(attempt.entry)]
            made = {attempt.entry: attempt.rendered for attempt in current if attempt.rendered}
            self._tell(self._landing.land(made))
        for attempt in current:
            self._count(attempt)
        self._busy.difference_update(attempt.entry for attempt in attempts)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Within this block nobody builds. It waits for who does, and who wants to waits for it."""
        with only_one(self._job.library.with_suffix(".lock"), brief=True), only_one_in(self._job.output):
            yield

    def _count(self, attempt: _Attempt) -> None:
        family, key = attempt.entry.view
        if attempt.rendered is None:
            self._failed.add(attempt.entry)
            self._finished.failures.append(f"{family} {key}: {attempt.wrong}")
        elif attempt.rendered.unchanged:
            self._finished.checked += 1
        else:
            self._finished.made += 1

    def _tell(self, written: Written) -> None:
        new, changed, deleted = written
        self._finished.new += new
        self._finished.changed += changed
        self._finished.deleted += deleted
        if any(written):
            self._landed(written)
