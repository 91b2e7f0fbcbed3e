"""One build, from the content folder to the site: scan, read, take in, plan, render, write."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path

from plugins import addresses
from plugins.library import Library, Places, store
from plugins.library.changes import Change, PageChange, Reading
from plugins.library.intake import Intake
from plugins.library.scan import Scan, scan
from plugins.problems import Problem
from plugins.publish import reading, rendering, writing
from plugins.publish.environment import Environment
from plugins.publish.family import Family
from plugins.publish.processes import only_one, spread
from plugins.stories import history
from plugins.stories.reader import Context

_UNKNOWN = "?"  # in place of a view's digest: what its outputs show now is not known
_TOOL_ERRORS = 20  # files: when more, and more than half of all, cannot be read, it is not the files that are broken

Progress = Callable[[str, int, int], None]  # phase, done, of how many


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be built, from what, and how."""

    content: Path
    output: Path
    library: Path
    places: Places
    context: Context
    environment: Environment
    make_families: Callable[[], Sequence[Family]]
    processes: int
    progress: Progress = lambda phase, done, total: None


@dataclass(slots=True)
class Report:
    """What a build did. `vanished` are references that were public and, without a withdrawal, no longer are."""

    read: list[str] = field(default_factory=list)  # content paths
    stories: int = 0  # with a page
    waiting: int = 0  # drafts, scheduled and embargoed
    written: list[str] = field(default_factory=list)  # output paths, new ones and changed ones
    new: int = 0
    removed: int = 0
    checked: int = 0  # views that were made and found unchanged
    vanished: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def build(job: Job) -> Report:
    """Bring the output up to date with the content.

    Raises OSError where output or library cannot be written, or another build is at work on them; RuntimeError where
    reading itself fails. Then the site stays as it was.
    """
    job.output.mkdir(parents=True, exist_ok=True)
    with only_one(job.library.with_suffix(".lock")):
        try:
            return _build(job)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # a broken library: it is a cache, and made anew
            store.set_aside(job.library)
            return _build(job)


def _build(job: Job) -> Report:
    connection = store.connect(job.library)
    try:
        return _Run(job, connection).build()
    finally:
        connection.close()


class _Run:
    def __init__(self, job: Job, connection: sqlite3.Connection) -> None:
        self._job = job
        self._db = connection
        self._report = Report()
        self._intake = Intake(connection, job.places, partial(history.elder, job.content))
        self._families = {family.name: family for family in job.make_families()}

    def build(self) -> Report:
        ours = writing.is_ours(self._job.output)
        everything = not ours or self._meta("rendering") != self._job.environment.rendering
        # The tasks of a run that was cut short: some of their files may stand already, nobody knows which.
        cut_short = self._db.execute("INSERT OR REPLACE INTO views SELECT family, key, ? FROM touched", (_UNKNOWN,))
        # An output that outlived its library, or such a run, may hold files that no view has written.
        sweep = writing.may_sweep(self._job.output) and (self._meta("swept") is None or cut_short.rowcount > 0)
        found = scan(self._db, self._job.content)
        self._plan(self._take_in(found, keep=not everything), everything)
        self._remember_run(found)
        self._db.commit()  # the rows, and what is still to be done for them: other processes read them now
        writing.claim(self._job.output)
        self._render(sweep)
        self._note({"swept": "yes"})
        self._db.commit()
        self._summarise(found)
        return self._report

    # Reading

    def _take_in(self, found: Scan, keep: bool) -> list[Change]:
        """Read what has to be read. Returns the changed rows if `keep`: where all is made anew nobody asks for them."""
        anew = self._meta("reading") != self._job.environment.reading
        self._report.read = sorted(found.texts) if anew else self._to_read(found)
        before = self._meta("as_of")
        changes: list[Change] = []
        for change in chain(
            self._intake.take(self._read(self._report.read, len(found.texts)), found.gone_texts),
            self._intake.take_due(self._job.places.as_of < int(before)) if before is not None else (),
            self._intake.finish(),
        ):
            if vanished := _vanished(change):
                self._report.vanished.append(vanished)
            if keep:
                changes.append(change)
        return changes

    def _to_read(self, found: Scan) -> list[str]:
        beside = found.changed | found.gone
        needing = {
            path
            for file in _with_folders(beside)
            for (path,) in self._db.execute("SELECT path FROM needs WHERE file = ?", (file,)).fetchall()
        }
        held_back: set[str] = set()
        if self._meta("head") != found.head:  # the last good version of a broken file may be another now
            rows = self._db.execute(
                "SELECT path FROM readings WHERE broken"
                " UNION SELECT r.path FROM conflicts c JOIN readings r ON r.key = c.key"
            )
            held_back = {row[0] for row in rows}
        return sorted((beside | needing | held_back) & found.texts)

    def _read(self, paths: Sequence[str], texts: int) -> Iterable[Reading]:
        prepare = partial(reading.set_up, self._job.context)
        results = spread(reading.read, paths, processes=self._job.processes, prepare=prepare)
        failed = 0
        for done, result in enumerate(results, 1):
            self._job.progress("read", done, len(paths))
            failed += reading.failed(result)
            if failed > _TOOL_ERRORS and failed * 2 > texts:
                raise RuntimeError(f"reading itself fails; nothing was changed. For instance {result.problems}")
            yield result

    # Planning

    def _plan(self, changes: list[Change], everything: bool) -> None:
        library = Library(self._db, self._job.places)
        touched: set[tuple[str, str]] = set()
        for change in changes:
            touched |= self._touched(change, library)
        if everything or self._meta("registers") != self._job.environment.registers:
            for family in self._families.values():
                touched |= {(family.name, key) for key in family.standing(library)}
            for change in self._intake.everything():
                touched |= self._touched(change, library)
            touched |= set(self._db.execute("SELECT family, key FROM views"))
        if everything:
            self._db.execute("UPDATE views SET digest = ?", (_UNKNOWN,))
        self._db.executemany("INSERT OR IGNORE INTO touched VALUES (?, ?)", sorted(touched))

    def _touched(self, change: Change, library: Library) -> set[tuple[str, str]]:
        return {(family.name, key) for family in self._families.values() for key in family.touched(change, library)}

    # Rendering and writing

    def _render(self, sweep: bool) -> None:
        job = self._job
        rows = self._db.execute(
            "SELECT t.family, t.key, coalesce(v.digest, '') FROM touched t"
            " LEFT JOIN views v ON v.family = t.family AND v.key = t.key ORDER BY t.family, t.key"
        ).fetchall()
        known = [rendering.Task(*row) for row in rows]
        tasks = [task for task in known if task.family in self._families]
        staging = writing.staging(job.output)
        workshop = rendering.Workshop(
            job.library, job.places, job.output, staging, job.environment.rendering, job.make_families
        )
        prepare = partial(rendering.set_up, workshop)
        staged: list[rendering.Staged] = []
        leaving: set[str] = set()
        for task in known:
            if task.family not in self._families:  # no code of today knows it
                leaving |= self._record(rendering.Rendered(task, "", ()))
        results = spread(rendering.render, tasks, processes=job.processes, prepare=prepare) if tasks else ()
        for done, result in enumerate(results, 1):
            job.progress("write", done, len(tasks))
            if result.unchanged:
                self._report.checked += 1
                continue
            staged += [output for output in result.outputs if output.file]
            leaving |= self._record(result)
        rendering.tear_down()
        writing.put_in_place(job.output, staged)
        kept = {row[0] for row in self._db.execute("SELECT path FROM outputs")} if leaving or sweep else set()
        leaving -= kept
        if sweep:
            leaving.update(writing.strangers(job.output, kept))
        self._report.removed = writing.remove(job.output, leaving)
        self._report.written = [item.path for item in staged]
        self._report.new = sum(item.new for item in staged)
        self._db.execute("DELETE FROM touched")
        writing.close(job.output)

    def _record(self, result: rendering.Rendered) -> set[str]:
        """Note what a view's outputs are now; returns those that it had and has no more."""
        place = (result.task.family, result.task.key)
        before = {row[0] for row in self._db.execute("SELECT path FROM outputs WHERE family = ? AND key = ?", place)}
        self._db.execute("DELETE FROM views WHERE family = ? AND key = ?", place)
        self._db.execute("DELETE FROM outputs WHERE family = ? AND key = ?", place)
        if result.digest:
            self._db.execute("INSERT INTO views VALUES (?, ?, ?)", (*place, result.digest))
        self._db.executemany(
            "INSERT OR REPLACE INTO outputs VALUES (?, ?, ?)", [(output.path, *place) for output in result.outputs]
        )
        return before - {output.path for output in result.outputs}

    # Notes about the run

    def _meta(self, name: str) -> str | None:
        row = self._db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def _note(self, notes: dict[str, str]) -> None:
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", sorted(notes.items()))

    def _remember_run(self, found: Scan) -> None:
        found.remember(self._db)
        environment = self._job.environment
        self._note(
            {
                "reading": environment.reading,
                "registers": environment.registers,
                "rendering": environment.rendering,
                "as_of": str(self._job.places.as_of),
                "head": found.head,
            }
        )

    def _summarise(self, found: Scan) -> None:
        count = "SELECT count(*) FROM stories WHERE "
        self._report.stories = self._db.execute(count + "visible").fetchone()[0]
        library = Library(self._db, self._job.places)
        self._report.vanished = sorted(r for r in self._report.vanished if not library.redirect(addresses.story(r)))
        self._report.waiting = self._db.execute(count + "NOT visible").fetchone()[0]
        told = (reading.with_line(problem, self._job.context) for problem in self._intake.problems())
        self._report.problems = sorted([*found.problems, *told])


def _with_folders(paths: Iterable[str]) -> set[str]:
    """All that a story may have looked for where these paths are, as `needs` says it.

    That is the path itself, as a file or as a folder on the way, and the folders above it as if they were files.
    """
    found: set[str] = set()
    for path in paths:
        form = unicodedata.normalize("NFC", path)
        parts = form.split("/")
        found.update((form, form + "/", *("/".join(parts[:end]) for end in range(1, len(parts)))))
    return found


def _vanished(change: Change) -> str:
    if isinstance(change, PageChange) or change.old is None or not change.old.visible:
        return ""
    return "" if change.new is not None and change.new.visible else change.old.story.reference
