"""Checking a content folder: every problem of every file at once, as the files stand, whatever was published before.

What was read and judged is kept in the cache folder, in a library of its own: the next check reads only what changed.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from plugins.desk import names
from plugins.desk.gone import gone
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
from plugins.roster.register import load_roster
from plugins.rules import checking
from plugins.rules.checking import Shared, Verdict, Waived
from plugins.rules.drafting import Desk, draft_of
from plugins.rules.known import known
from plugins.rules.rule import Rule
from plugins.stories import history
from plugins.zones import Taxonomy

_VERDICTS = "CREATE TABLE IF NOT EXISTS verdicts (path TEXT PRIMARY KEY, verdict BLOB NOT NULL) WITHOUT ROWID"
_ROOMS = ("rules", "desk", "publish")  # beside those by which files are read
_FEW = 200  # texts: so many are read in a second, and keeping what they gave would only litter the cache
_VERDICT = store.Codec(Verdict)


@dataclass(frozen=True, slots=True)
class Checked:
    """How many texts were looked at, and what is told of them, in order of place."""

    texts: int
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
    return Judges(
        tuple(rules), Desk(places.registry, known(places.registry, places.profiles, places.site.url), language)
    )


def check(
    content: Path,
    registers: Registers,
    by: Judges,
    processes: int,
    *,
    library: Path | None = None,
    only: Callable[[str], bool] | None = None,
) -> Checked:
    """What is wrong in a content folder and its registers. Writes nothing but the `library`, where one is named.

    With `only`, it is told what is wrong in the files (by content path) for which that is true.
    Raises RuntimeError where the content passes for a repository.
    """
    key = _made_under(registers, by)
    with ExitStack() as stack:
        connection = sqlite3.connect(":memory:")
        stack.callback(connection.close)
        if library is not None and library.exists():
            try:
                stack.enter_context(only_one(library.with_suffix(".lock"), brief=True))
                connection = _opened(library, key) or connection
                stack.callback(connection.close)
            except (OSError, sqlite3.Error):  # in use, or broken: it is only kept to be quick
                library = None
        checked = _check(connection, content, registers, by, processes, key)
        connection.commit()
        if library is not None and not _file_of(connection) and checked.texts > _FEW:
            _keep(connection, library)
    if only is None:
        return checked
    problems = [problem for problem in checked.problems if only(problem.path)]
    texts = checked.texts
    return Checked(texts, problems, [one for one in checked.waived if only(one.problem.path)])


def _made_under(registers: Registers, by: Judges) -> str:
    """What readings and verdicts depend on beside the files: another digest, and none of them holds."""
    environment, registry = registers.environment, registers.places.registry
    code = [environment.code[room] for room in _ROOMS]
    known = [registry.units, registry.histories, registry.regions, registers.places.profiles]
    return digest([environment.reading, code, known, by.rules, by.desk.language])


def _check(
    connection: sqlite3.Connection, content: Path, registers: Registers, by: Judges, processes: int, key: str
) -> Checked:
    context, places = registers.context, registers.places
    if not connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
        connection.executescript(store.TABLES)
        connection.execute(_VERDICTS)
    notes = Notes(connection)
    before = int(notes["as_of"] or 0)
    finding = Finding(connection, notes, context.roots, by_commit=False)
    found = scan(connection, context.roots)
    found.remember(connection)
    paths, _ = finding.to_read(found, key, registers.environment.moves)
    connection.executemany("DELETE FROM verdicts WHERE path = ?", [(path,) for path in sorted(found.gone)])
    intake = Intake(connection, places, partial(history.elder, content))
    readings = spread(_judge, list(paths), processes=processes, prepare=partial(_set_up, registers, by))
    for _ in chain(
        intake.take(_remembered(connection, readings), sorted(found.gone)),
        intake.take_due(places.as_of < before),
        intake.finish(),
    ):
        pass
    finding.remember(found)
    notes.update({"reading": key, "moves": registers.environment.moves, "as_of": str(places.as_of)})
    verdicts = [_VERDICT.decode(row[0]) for row in connection.execute("SELECT verdict FROM verdicts ORDER BY path")]
    told = (reading.with_line(problem, context) for problem in intake.problems())
    problems = {*registers.problems, *stray_problems(connection), *told}
    problems |= set(load_roster(content, places.registry, places.today)[1])
    problems |= set(
        gone(
            context,
            places,
            visible={row[0] for row in connection.execute("SELECT reference FROM stories WHERE visible")},
            broken={problem.path for problem in problems if problem.severity == ERROR},
            moved={row[0] for row in connection.execute("SELECT claimed FROM claims")},
        )
    )
    problems |= {problem for verdict in verdicts for problem in verdict.problems}
    problems |= set(_alone(shared for verdict in verdicts for shared in verdict.shared))
    texts = connection.execute("SELECT count(*) FROM files WHERE text").fetchone()[0]
    problems = names.told(problems, [row[0] for row in connection.execute("SELECT path FROM files")])
    return Checked(texts, sorted(problems), sorted(one for verdict in verdicts for one in verdict.waived))


def _alone(shared: Iterable[Shared]) -> Iterator[Problem]:
    """Those whose fact no other file shares."""
    pairs = sorted(set(shared), key=lambda one: (one.problem, one.fact))
    files = Counter(fact for fact, _ in {(one.fact, one.problem.path) for one in pairs})
    return (one.problem for one in pairs if files[one.fact] == 1)


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


def _judge(path: str) -> tuple[Reading, bytes]:
    """What the library takes in of a file, and what the rules say of it (nothing: no bytes)."""
    read, seen = reading.examine(path)
    if seen is None:
        return read, b""
    by, file = _judges[0], seen
    found = reading.guarded(
        lambda: checking.judge(draft_of(file.data, file.place, file.opened, by.desk), by.rules), path
    )
    verdict = Verdict((found,)) if isinstance(found, Problem) else found
    return read, _VERDICT.encode(verdict) if verdict != Verdict() else b""


def _remembered(connection: sqlite3.Connection, judged: Iterable[tuple[Reading, bytes]]) -> Iterator[Reading]:
    for read, verdict in judged:
        connection.execute("DELETE FROM verdicts WHERE path = ?", (read.path,))
        if verdict:
            connection.execute("INSERT INTO verdicts VALUES (?, ?)", (read.path, verdict))
        yield read


# What is kept


def _opened(library: Path, key: str) -> sqlite3.Connection | None:
    """What was kept under the same key; None where nothing was, and a library of another is taken away."""
    connection = sqlite3.connect(library)
    connection.execute("PRAGMA synchronous = OFF")
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == store.VERSION and Notes(connection)["reading"] == key:
            return connection
    except sqlite3.DatabaseError:
        pass
    connection.close()
    library.unlink()
    return None


def _file_of(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA database_list").fetchone()[2] or "")


def _keep(connection: sqlite3.Connection, library: Path) -> None:
    try:
        library.parent.mkdir(parents=True, exist_ok=True)
        with only_one(library.with_suffix(".lock"), brief=True):
            library.unlink(missing_ok=True)
            connection.execute(f"PRAGMA user_version = {store.VERSION}")
            connection.commit()
            target = sqlite3.connect(library)
            target.execute("PRAGMA synchronous = OFF")
            connection.backup(target)
            target.close()
    except (OSError, sqlite3.Error):
        return
