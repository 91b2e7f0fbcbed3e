"""One build, from the content folder to the site: look, read, take in, plan, render, write."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from itertools import chain

import msgspec

from plugins import addresses
from plugins.library import Library, store
from plugins.library.changes import Change, PageChange, Reading, StoryChange
from plugins.library.intake import Intake
from plugins.library.scan import Scan
from plugins.library.scan import problems as stray_problems
from plugins.publish import planning, reading, rendering, writing
from plugins.publish.finding import Finding
from plugins.publish.job import Job, Report
from plugins.publish.notes import LATER, SWEPT, YES, Notes
from plugins.publish.outward import Refused, Session, forget
from plugins.publish.processes import only_one, only_one_in, spread
from plugins.stories import history
from plugins.stories.roots import Roots

_TOOL_ERRORS = 20  # files: when more, and more than half of all, cannot be read, it is not the files that are broken
_BATCH = 500  # results that are noted together


def build(job: Job) -> Report:
    """Bring the output up to date with the content.

    Raises OSError where output or library cannot be written, or another build is at work on them; RuntimeError where
    reading itself fails. Then the site stays as it was.
    """
    job.output.mkdir(parents=True, exist_ok=True)
    with only_one(job.library.with_suffix(".lock")), only_one_in(job.output):
        try:
            return _build(job)
        except (sqlite3.DatabaseError, msgspec.DecodeError) as error:
            if not store.is_broken(error):
                raise
            store.set_aside(job.library)  # it is a cache, and made anew
            return _build(job)


def _build(job: Job) -> Report:
    connection = store.connect(job.library)
    try:
        try:
            return _Run(job, connection).build()
        except Refused as refused:
            connection.rollback()
            if not (refused.passing or planning.is_unfinished(connection) or _falls_due(connection, job, refused)):
                raise
            report = _Run(job, connection, only=refused.passing, due=not refused.announcing).build()
            report.refused = str(refused)
            return report
    finally:
        connection.close()


class _Run:
    def __init__(
        self, job: Job, connection: sqlite3.Connection, only: frozenset[str] | None = None, *, due: bool = True
    ) -> None:
        """`only`: the content paths of files to which this run is confined, because a gate holds back the others.

        `due`: whether what falls due appears; an embargo of one office does not wait for what another did.
        """
        self._job = job
        self._db = connection
        self._only = only
        self._due = due
        self._notes = Notes(connection)
        self._report = Report()
        self._intake = Intake(connection, job.places, partial(_elder, job.context.roots))
        self._families = {family.name: family for family in job.make_families()}
        self._rendering = {name: job.environment.of(family) for name, family in self._families.items()}
        self._plan = planning.Plan(connection, job.places, self._families)
        self._session: Session | None = None
        self._taken_back = False  # a story that archives kept, and keep no more

    def build(self) -> Report:
        try:
            if self._job.outward:
                vacant, confined = writing.is_vacant(self._job.output), self._only is not None
                self._session = self._job.outward.begin(self._db, self._notes, vacant=vacant, confined=confined)
            return self._build()
        finally:
            if self._session:
                self._session.close()

    def _build(self) -> Report:
        job = self._job
        finding = Finding(self._db, self._notes, job.context.roots, by_commit=job.outward is not None)
        found = finding.look() if self._only is None else finding.look().only(self._only)
        found.remember(self._db)
        vacant = writing.is_vacant(job.output)
        if not writing.is_ours(job.output):
            self._plan.distrust()
        # An output that outlived its library, or a run that was cut short, may hold files that no view has written.
        cut_short = self._plan.take_up()
        sweep = writing.may_sweep(job.output) and (self._notes[SWEPT] is None or cut_short)
        self._take_in(found, finding)
        self._remember_run(found, finding)
        self._db.commit()  # the rows, and what is still to be done for them: other processes read them now
        store.share(self._db)
        self._write(sweep, vacant)
        self._summarise()
        return self._report

    # Reading

    def _take_in(self, found: Scan, finding: Finding) -> None:
        """Read what has to be read, and plan what is to be made for it."""
        environment = self._job.environment
        paths, texts = finding.to_read(found, environment.reading, environment.moves)
        if self._only is not None:
            paths = [path for path in paths if path in self._only]
        affected = self._affected()
        before = int(self._notes["as_of"] or 0)
        set_back = (
            self._only is None and self._job.places.as_of < before
        )  # which may take much away: the gate's business
        everything = self._intake.blank or affected is None
        for change in chain(
            self._intake.take(self._read(paths, texts, found, finding), sorted(found.gone)),
            () if self._intake.blank or affected == frozenset() else self._intake.place_again(affected),
            self._intake.take_due(set_back) if self._due else (),
            self._intake.finish(),
        ):
            if vanished := _vanished(change):
                self._report.vanished.append(vanished)
            self._taken_back |= isinstance(change, StoryChange) and planning.takes_back(change)
            if self._session:
                self._session.see(change)
            if not everything:
                self._plan.touch(change)
        if everything:
            self._plan.touch_everything()
        elif affected:
            self._plan.touch_concerned(affected)
        if self._only is None:
            self._plan.touch_outdated(self._rendering, everything=everything)
        self._plan.let_go()
        if self._session:
            self._session.judge(self._plan.ending(), blank=self._intake.blank)

    def _affected(self) -> frozenset[str] | None:
        """The units of which the registers say something else than before; None where that may be all."""
        environment = self._job.environment
        if self._only is not None or self._notes["registers"] == environment.registers:
            return frozenset()
        changed = planning.changed_units(self._db, self._job.places)
        return changed if self._notes["common"] == environment.common else None

    def _read(self, paths: Iterable[str], texts: int, found: Scan, finding: Finding) -> Iterator[Reading]:
        prepare = partial(reading.set_up, self._job.context)
        results = spread(reading.read, paths, processes=self._job.processes, prepare=prepare)
        failed = 0
        for done, result in enumerate(results, 1):
            self._job.progress("read", done, texts)
            self._report.read.append(result.path)
            if found.by_commit:
                finding.check_committed(result)
            failed += reading.failed(result)
            if failed > _TOOL_ERRORS and failed * 2 > texts:
                raise RuntimeError(f"reading itself fails; nothing was changed. For instance {result.problems!r}")
            yield result

    # Rendering and writing

    def _write(self, sweep: bool, vacant: bool) -> None:
        job = self._job
        try:
            leaving = self._render(vacant) | self._plan.leaving
            writing.claim(job.output)
            writing.put_in_place(job.output)
            # Of a story taken back while strangers are spared, nothing may stay for as long as something waits.
            sweep = sweep or (self._taken_back and (self._notes[SWEPT] or "").startswith(LATER))
            if leaving or sweep:
                leaving -= self._plan.standing(None if sweep else leaving)
            if sweep:
                strangers = writing.strangers(job.output, self._plan.standing(None))
                spared = self._plan.may_come_back(strangers)
                leaving.update(path for path in strangers if path not in spared)
                self._notes[SWEPT] = LATER if spared else YES
            self._report.deleted = writing.remove(job.output, leaving)
        finally:
            rendering.tear_down()
            writing.close(job.output)
        self._plan.finish()
        if self._notes[SWEPT] is None:
            self._notes[SWEPT] = YES
        if self._session:
            self._session.finish()
        else:
            forget(self._notes)
        self._db.commit()

    def _render(self, vacant: bool) -> set[str]:
        """Stage what is to be written; returns outputs that views had and have no more."""
        job = self._job
        workshop = rendering.Workshop(
            library=job.library,
            places=job.places,
            output=job.output,
            staging=writing.staging(job.output),
            vacant=vacant,
            rendering=self._rendering,
            make_families=job.make_families,
        )
        leaving: set[str] = set()
        results = spread(
            rendering.render, self._plan.tasks(), processes=job.processes, prepare=partial(rendering.set_up, workshop)
        )
        waiting: list[rendering.Rendered] = []
        total = self._plan.size
        for done, result in enumerate(results, 1):
            job.progress("write", done, total)
            if result.unchanged:
                self._report.checked += 1
                continue
            for output in result.outputs:
                if output.novelty != "same":
                    (self._report.new if output.novelty == "new" else self._report.changed).append(output.path)
            waiting.append(result)
            if len(waiting) == _BATCH:
                leaving |= self._plan.record(waiting)
                waiting.clear()
        return leaving | self._plan.record(waiting)

    # Notes about the run

    def _remember_run(self, found: Scan, finding: Finding) -> None:
        environment = self._job.environment
        if self._only is not None:  # what was held back is still to be found, and compared with what it was
            self._notes.hold_back(asdict(environment), self._job.places.as_of)
            self._plan.hold_back(self._rendering)
            return
        self._notes.update(
            {
                "reading": environment.reading,
                "moves": environment.moves,
                "registers": environment.registers,
                "common": environment.common,
                "as_of": str(self._job.places.as_of),
            }
        )
        finding.remember(found)
        self._report.commit = finding.heads.get("", "") if found.by_commit else ""

    def _summarise(self) -> None:
        library = Library(self._db, self._job.places)
        self._report.stories, self._report.waiting = library.totals()
        self._report.due = library.next_due()
        self._report.queued = self._plan.queue.size
        self._report.vanished = sorted(r for r in self._report.vanished if not library.redirect(addresses.story(r)))
        told = (reading.with_line(problem, self._job.context) for problem in self._intake.problems())
        self._report.problems = sorted([*stray_problems(self._db), *told])


def _falls_due(connection: sqlite3.Connection, job: Job, refused: Refused) -> bool:
    moment = Library(connection, job.places).next_due()
    return not refused.announcing and moment is not None and moment <= job.places.as_of


def _elder(roots: Roots, paths: Sequence[str]) -> str:
    """Of files in one root the one that was there before the others; empty where no history holds them all."""
    folders = {roots.of(path) for path in paths}
    return history.elder(folders.pop(), paths) if len(folders) == 1 else ""


def _vanished(change: Change) -> str:
    if isinstance(change, PageChange) or change.old is None or not change.old.visible:
        return ""
    return "" if change.new is not None and change.new.visible else change.old.story.reference
