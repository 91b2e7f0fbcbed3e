"""Checking a content folder: every problem of every file at once, as the files stand, whatever was published before.

What was read and judged is kept in the cache folder, in a library of its own: the next check reads only what changed.
Reading is a tenth of the work: where some files are asked for, these alone are judged, and all others wait for a whole
check.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from plugins.desk import keeping, names, rows, tidying, unread
from plugins.desk.gone import gone
from plugins.desk.verdicts import Judged, Verdicts, judged
from plugins.library import store
from plugins.library.changes import Reading
from plugins.library.intake import Intake
from plugins.library.scan import problems as stray_problems
from plugins.library.scan import scan
from plugins.problems import ERROR, Problem
from plugins.publish import reading
from plugins.publish.environment import digest
from plugins.publish.finding import Finding
from plugins.publish.notes import Notes
from plugins.publish.processes import only_one, spread
from plugins.publish.registers import Registers
from plugins.roster.register import FILE_NAME as ROSTER_PATH
from plugins.roster.register import load_roster
from plugins.rules import checking
from plugins.rules.checking import Verdict, Waived
from plugins.rules.draft import Archive
from plugins.rules.drafting import Desk, draft_of
from plugins.rules.known import known
from plugins.rules.rule import Rule
from plugins.stories import history
from plugins.stories.tree import is_text
from plugins.units.officials import OFFICIALS_PATH, load_officials
from plugins.zones import Taxonomy

_ROOMS = ("desk", "publish")  # beside those by which files are read
_FEW = 50  # texts: so many are judged in a second, and keeping what they gave would only litter the cache


@dataclass(frozen=True, slots=True)
class Checked:
    """How many files were asked for, texts where there are any, and what is told of them, in order of place."""

    files: int
    problems: list[Problem]
    waived: list[Waived]


@dataclass(frozen=True, slots=True)
class Judges:
    """What files are judged by."""

    rules: tuple[Rule, ...]
    desk: Desk


def judges(registers: Registers, rules: Sequence[Rule], language: str) -> Judges:
    """The rules, with what they know of the newsroom; `language` is that of stories that do not say theirs."""
    places = registers.places
    officials, _ = load_officials(registers.context.roots.content, places.registry.units)
    all_known = known(places.registry, places.profiles, places.site.url, officials)
    return Judges(tuple(rules), Desk(places.registry, all_known, language))


def check(
    content: Path,
    registers: Registers,
    by: Judges,
    processes: int,
    *,
    library: Path | None = None,
    only: Collection[str] | None = None,
    fresh: Collection[str] | None = None,
    announce: Callable[[int], None] = lambda _: None,
) -> Checked:
    """What is wrong in a content folder and its registers. Writes nothing but the `library`, where one is named, and
    beside it what photos show (`photos.sqlite`).

    With `only`, it is told what is wrong in these files (content paths). `fresh` are those that are not out yet: of
    them alone it is told what is new in them. Where they are not named, these are those that are asked for.
    `announce` is told how many files are to be read, before they are.
    Raises RuntimeError where the content passes for a repository.
    """
    only = None if only is None else frozenset(only)
    fresh = only if fresh is None else frozenset(fresh)
    photos = library.with_name("photos.sqlite") if library is not None else None
    key = _read_under(registers)
    with ExitStack() as stack:
        connection = sqlite3.connect(":memory:")
        stack.callback(connection.close)
        if library is not None and library.exists():
            try:
                stack.enter_context(only_one(library.with_suffix(".lock"), brief=True))
                connection = keeping.opened(library, key) or connection
                stack.callback(connection.close)
            except (OSError, sqlite3.Error):  # in use, or broken: it is only kept to be quick
                library = None
        run = _Run(connection, content, registers, by, processes)
        run.read(key, only, announce)
        checked = run.told(only, fresh, photos)
        connection.commit()
        if library is not None and not keeping.file_of(connection) and run.texts() > _FEW:
            keeping.keep(connection, library)
    return checked


def _read_under(registers: Registers) -> str:
    """What readings depend on beside the files: under another digest none of them holds."""
    environment, registry = registers.environment, registers.places.registry
    code = [environment.code[room] for room in _ROOMS]
    return digest([environment.reading, code, registry.units, registry.histories, registry.regions])


def _judged_under(registers: Registers, by: Judges) -> str:
    """What verdicts depend on beside that. Many write in these registers: a check of a few judges these alone again."""
    known = [registers.places.profiles, by.desk.known.officials]
    return digest([registers.environment.code["rules"], known, by.rules, by.desk.language])


class _Run:
    """One check: files are read and judged, then told of."""

    def __init__(
        self, connection: sqlite3.Connection, content: Path, registers: Registers, by: Judges, processes: int
    ) -> None:
        self._db = connection
        self._content = content
        self._registers = registers
        self._by = by
        self._processes = processes
        self._under = _judged_under(registers, by)
        self._verdicts = Verdicts(connection, self._under)
        self._intake: Intake | None = None

    def read(self, key: str, only: Collection[str] | None, announce: Callable[[int], None]) -> None:
        """Bring the library up to date: read what changed, and judge it, as far as it is asked for."""
        connection, registers = self._db, self._registers
        context, places = registers.context, registers.places
        if not connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
            connection.executescript(store.TABLES)
            self._verdicts.make()
        notes = Notes(connection)
        before = int(notes["as_of"] or 0)
        finding = Finding(connection, notes, context.roots, by_commit=False)
        found = scan(connection, context.roots)
        found.remember(connection)
        paths, _ = finding.to_read(found, key, registers.environment.moves)
        self._verdicts.forget(sorted(found.gone))
        changed = sorted({*paths, *self._verdicts.outdated(only)})
        all_of_them = only is None or len(changed) <= _FEW
        asked = [(path, all_of_them or path in (only or ())) for path in changed]
        announce(len(asked))
        self._intake = intake = Intake(connection, places, partial(history.elder, self._content))
        prepare = partial(_set_up, registers, self._by)
        readings = spread(_judge, asked, processes=self._processes, prepare=prepare)
        for _ in chain(
            intake.take(self._remembered(readings), sorted(found.gone)),
            intake.take_due(places.as_of < before),
            intake.finish(),
        ):
            pass
        finding.remember(found)
        notes.update({"reading": key, "moves": registers.environment.moves, "as_of": str(places.as_of)})

    def _remembered(self, readings: Iterable[tuple[Reading, Judged | None]]) -> Iterator[Reading]:
        for read, said in readings:
            if said is None:
                self._verdicts.leave(read.path)
            else:
                self._verdicts.keep(said)
            yield read

    def told(self, only: Collection[str] | None, fresh: Collection[str] | None, photos: Path | None) -> Checked:
        """What is wrong with the files (None: with all). Which are `fresh`, may be unknown."""
        connection, context = self._db, self._registers.context
        verdicts = dict(self._verdicts.of(only))
        late = list(self._by_archive(only, verdicts, photos))
        problems = {problem for problem in self._of_files(only) if only is None or problem.path in only}
        cache, by = photos.parent if photos else None, self._by
        problems |= set(rows.problems(self._content, by.rules, by.desk, only, cache=cache, under=self._under))
        problems |= {problem for verdict in (*verdicts.values(), *late) for problem in verdict.problems}
        if self._verdicts.are_whole():  # else nobody knows what other files have
            for path in sorted(verdicts.keys() & (fresh or ())):
                problems |= set(self._verdicts.new(verdicts[path]))
        if fresh is not None:  # git may write the ends of lines itself, as Windows wants them
            problems = {one for one in problems if one.code != tidying.LINE_ENDS.code or one.path in fresh}
        problems = {reading.with_line(problem, context) for problem in problems}
        there = [path for path in only or () if (self._content / path).exists()]
        asked = self.texts() if only is None else len([path for path in there if is_text(path)] or there)
        listed = (row[0] for row in connection.execute("SELECT path FROM files"))
        named = (problem for problem in names.told(problems, listed, only) if only is None or problem.path in only)
        waived = (one for verdict in (*verdicts.values(), *late) for one in verdict.waived)
        return Checked(asked, sorted(named), sorted(waived))

    def texts(self) -> int:
        """How many texts there are in all."""
        return int(self._db.execute("SELECT count(*) FROM files WHERE text").fetchone()[0])

    def _of_files(self, only: Collection[str] | None) -> Iterator[Problem]:
        """What is wrong but for the rules; of files outside of `only` it may be left out."""
        connection, registers = self._db, self._registers
        registry = registers.places.registry
        read = self._intake.problems() if self._intake else []
        yield from (*registers.problems, *stray_problems(connection), *read)
        yield from unread.told(connection, self._content)
        if only is None or ROSTER_PATH in only:
            yield from load_roster(self._content, registry, registers.places.today)[1]
        if only is None or OFFICIALS_PATH in only:
            yield from load_officials(self._content, registry.units)[1]
        broken = {problem.path for problem in (*registers.problems, *read) if problem.severity == ERROR}
        yield from gone(registers.context, registers.places, self._is_found, broken, only)

    def _is_found(self, reference: str) -> bool:
        """Whether a story is public, or its address leads on."""
        asked = "SELECT 1 FROM stories WHERE reference = ?1 AND visible UNION SELECT 1 FROM claims WHERE claimed = ?1"
        return self._db.execute(asked, (reference,)).fetchone() is not None

    def _by_archive(
        self, only: Collection[str] | None, verdicts: Mapping[str, Verdict], photos: Path | None
    ) -> Iterator[Verdict]:
        """What the rules say that need the archive: of files that are like others, and of those that excuse it."""
        if not any(rule.archive for rule in self._by.rules):
            return
        from plugins.desk import archive

        context = self._registers.context
        past = archive.Past(self._db, self._registers.places.registry)
        like = past.alike(only, archive.sought(self._by.rules), photos, context.roots, self._processes)
        excusing = {path for path, verdict in verdicts.items() if verdict.excuses}
        asked = [(path, like.get(path, Archive())) for path in sorted(like.keys() | excusing)]
        known = {path: self._verdicts.by_archive(path, digest(of)) for path, of in asked}
        missing = [(path, of) for path, of in asked if known[path] is None]
        prepare = partial(_set_up, self._registers, self._by)
        for (path, of), verdict in zip(
            missing, spread(_again, missing, processes=self._processes, prepare=prepare), strict=True
        ):
            self._verdicts.keep_by_archive(path, digest(of), verdict)
            known[path] = verdict
        yield from (verdict for verdict in known.values() if verdict)


# In each process

_judges: list[Judges] = []


def _set_up(registers: Registers, by: Judges) -> None:
    context = registers.context
    reading.set_up(replace(context, taxonomy=_without_phrases(context.taxonomy)))
    _judges[:] = [by]


def _without_phrases(taxonomy: Taxonomy) -> Taxonomy:
    """The same ids: which themes a story has by its words is nothing that is wrong with it, and takes time to find."""
    themes = tuple(replace(theme, rules=()) for theme in taxonomy.themes)
    return replace(taxonomy, themes=themes, stages=(), groups=(), acronyms=())


def _judge(asked: tuple[str, bool]) -> tuple[Reading, Judged | None]:
    """What the library takes in of a file, and what the rules say of it, if that is asked for."""
    path, judging = asked
    if not judging:
        return reading.check(path), None
    read, seen = reading.examine(path)
    if seen is None:
        return read, judged(path, Verdict())
    found, untidy = _verdict(seen, None), tidying.note(path, seen.data)
    return read, judged(path, replace(found, problems=(*found.problems, untidy)) if untidy else found)


def _again(asked: tuple[str, Archive]) -> Verdict:
    """What the rules say of a file that need to know what is like it."""
    path, archive = asked
    seen = reading.examine(path)[1]
    return _verdict(seen, archive) if seen else Verdict()


def _verdict(file: reading.Seen, archive: Archive | None) -> Verdict:
    by = _judges[0]

    def judge() -> Verdict:
        draft = draft_of(file.data, file.place, file.opened, by.desk)
        return checking.judge(replace(draft, archive=archive), by.rules)

    found = reading.guarded(judge, file.place.path)
    return Verdict((found,)) if isinstance(found, Problem) else found
