"""Which views have to be made, what became of them, and which outputs they stand for: the library's `touched`,
`views` and `outputs`. What is planned is committed before it is made, so that a run cut short is completed by the next.

Keys of deferred families are not touched but queued (`queue`). Outputs that are to go belong to no family until then.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping

from plugins import addresses
from plugins.library import Library, Places
from plugins.library.changes import Change, MadeChange, StoryChange
from plugins.library.store import UNKNOWN
from plugins.publish.family import Family, Followed, recognises
from plugins.publish.gate import Ending
from plugins.publish.queue import Queue
from plugins.publish.registers import fingerprints
from plugins.publish.rendering import Rendered, Task

_PAGE = 2_000  # tasks that are fetched together


class Plan:
    """The plan of one run."""

    def __init__(self, connection: sqlite3.Connection, places: Places, families: Mapping[str, Family]) -> None:
        self._db = connection
        self._library = Library(connection, places)
        self._families = families
        self.queue = Queue(connection, self._library, families)

    @property
    def size(self) -> int:
        """How many views have to be made."""
        return int(self._db.execute("SELECT count(*) FROM touched").fetchone()[0])

    # What to make

    def distrust(self) -> None:
        """Make everything, whatever the library says of outputs: they are not there."""
        self._db.execute("UPDATE views SET digest = ?", (UNKNOWN,))
        self._db.execute("UPDATE meta SET value = '' WHERE name LIKE 'rendering:%'")

    def take_up(self) -> bool:
        """Whether a run was cut short: some of its files may stand already, and nobody knows which."""
        self.queue.take_shown()
        told = self._db.execute("INSERT OR REPLACE INTO views SELECT family, key, ? FROM touched", (UNKNOWN,))
        return told.rowcount > 0

    def touch(self, change: Change) -> None:
        """Make what a changed row touches."""
        self._touch_core(change)
        self.queue.touch(change)
        if isinstance(change, StoryChange) and takes_back(change):
            self._silence(change)

    def _silence(self, change: StoryChange) -> None:
        """Take away at once what may repeat a story that was taken back, should it say more: it is made anew later."""
        for family in self._families.values():
            if family.kind == "deferred":
                for key in family.touched(change, self._library):
                    if outputs := self.outputs(family.name, key):
                        self.part_with(outputs)
                        self._db.execute("DELETE FROM views WHERE family = ? AND key = ?", (family.name, key))
                        self._touch_shown(MadeChange(family.name, key))

    def touch_concerned(self, units: frozenset[str]) -> None:
        """Make what says something of units."""
        for family in self._families.values():
            self._add(family, family.concerned(units, self._library))

    def touch_everything(self) -> None:
        """Make every view, and look at each that there was."""
        for family in self._families.values():
            self._touch_all(family)

    def touch_outdated(self, rendering: Mapping[str, str], *, everything: bool) -> None:
        """Make the views of families that render otherwise than when they were made, and note how they do now.

        `everything`: all views are to be made anyway. What a family wrote that no code of today knows is to go.
        """
        before = dict(self._db.execute("SELECT substr(name, 11), value FROM meta WHERE name LIKE 'rendering:%'"))
        for name, digest in rendering.items():
            if before.pop(name, None) != digest:
                if not everything:
                    self._touch_all(self._families[name])
                self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"rendering:{name}", digest))
        for name in sorted(before):
            gone = self._db.execute("SELECT key FROM views WHERE family = ? ORDER BY key", (name,)).fetchall()
            for (key,) in gone:
                self._touch_shown(MadeChange(name, key))
            self._db.execute("UPDATE OR REPLACE outputs SET family = '', key = '' WHERE family = ?", (name,))
            self._db.execute("DELETE FROM views WHERE family = ?", (name,))
            self._db.execute("DELETE FROM touched WHERE family = ?", (name,))
            self._db.execute("DELETE FROM meta WHERE name = ?", (f"rendering:{name}",))
            self.queue.forget_family(name)

    def let_go(self) -> None:
        """Of what was queued, let go at once what is no more, with all that pages say of it."""
        for family, key in list(self.queue.departed()):
            self.part_with(self.outputs(family, key))
            self._db.execute("DELETE FROM views WHERE family = ? AND key = ?", (family, key))
            self.queue.forget(family, key)
            self._touch_shown(MadeChange(family, key))

    def hold_back(self, rendering: Mapping[str, str]) -> None:
        """After a run that made a part of the views: families that render otherwise than before are not settled."""
        for name, digest in rendering.items():
            note = f"rendering:{name}"
            self._db.execute("UPDATE meta SET value = '' WHERE name = ? AND value <> ?", (note, digest))

    def _touch_core(self, change: Change) -> None:
        for family in self._families.values():
            if family.kind == "core":
                self._add_touched(family.name, family.touched(change, self._library))

    def _touch_shown(self, change: MadeChange) -> None:
        """What shows outputs that go is made with what lets them go, whatever its kind."""
        for family in self._families.values():
            self._add_touched(family.name, family.touched(change, self._library))

    def _touch_all(self, family: Family) -> None:
        self._add(family, family.keys(self._library))
        if family.kind == "deferred":
            self.queue.add_views(family.name)
        else:
            own = "SELECT family, key FROM views WHERE family = ?"
            self._db.execute(f"INSERT OR IGNORE INTO touched {own}", (family.name,))

    def _add(self, family: Family, keys: Iterable[str]) -> None:
        if family.kind == "deferred":
            self.queue.add(family.name, keys)
        else:
            self._add_touched(family.name, keys)

    def _add_touched(self, family: str, keys: Iterable[str]) -> None:
        self._db.executemany("INSERT OR IGNORE INTO touched VALUES (?, ?)", ((family, key) for key in keys))

    def ending(self) -> Ending:
        """The feeds among the views to be made that are there and would be no more."""
        paths: list[str] = []
        out = 0
        for family in self._families.values():
            if family.kind == "core" and isinstance(family, Followed):
                asked = "SELECT count(*) FROM views WHERE family = ?"
                out += int(self._db.execute(asked, (family.name,)).fetchone()[0])
                rows = self._db.execute(
                    "SELECT t.key, min(o.path) FROM touched t JOIN outputs o ON o.family = t.family AND o.key = t.key"
                    " WHERE t.family = ? GROUP BY t.key",
                    (family.name,),
                ).fetchall()
                paths += [path for key, path in rows if not family.exists(self._library, key)]
        return Ending(tuple(paths), out)

    # What becomes of it

    def tasks(self) -> Iterator[Task]:
        """The views to be made, in order. What `record` notes meanwhile does not disturb it."""
        last = ("", "")
        while True:
            rows = self._db.execute(
                "SELECT t.family, t.key, coalesce(v.digest, '') FROM touched t"
                " LEFT JOIN views v ON v.family = t.family AND v.key = t.key"
                " WHERE (t.family, t.key) > (?, ?) ORDER BY t.family, t.key LIMIT ?",
                (*last, _PAGE),
            ).fetchall()
            if not rows:
                return
            yield from (Task(*row) for row in rows if row[0] in self._families)
            last = rows[-1][:2]

    def record(self, results: Collection[Rendered]) -> set[str]:
        """Note what the outputs of views are now; returns those that they had and have no more."""
        before: set[str] = set()
        for result in results:
            if result.task.digest:
                place = (result.task.family, result.task.key)
                had = self._db.execute("SELECT path FROM outputs WHERE family = ? AND key = ?", place)
                before.update(row[0] for row in had)
                self._db.execute("DELETE FROM outputs WHERE family = ? AND key = ?", place)
                if not result.digest:
                    self._db.execute("DELETE FROM views WHERE family = ? AND key = ?", place)
        self._db.executemany(
            "INSERT OR REPLACE INTO views VALUES (?, ?, ?)",
            [(result.task.family, result.task.key, result.digest) for result in results if result.digest],
        )
        outputs = _rows(results)
        self._db.executemany("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?)", outputs)
        return before - {path for path, _, _ in outputs}

    def outputs(self, family: str, key: str) -> list[str]:
        """What a view wrote."""
        asked = "SELECT path FROM outputs WHERE family = ? AND key = ? ORDER BY path"
        return [row[0] for row in self._db.execute(asked, (family, key))]

    def intend(self, results: Collection[Rendered]) -> None:
        """Note what is about to be written, and that nobody knows whether it stands; what stood is known too."""
        self._db.executemany(
            "INSERT OR REPLACE INTO views VALUES (?, ?, ?)",
            [(result.task.family, result.task.key, UNKNOWN) for result in results],
        )
        self._db.executemany("INSERT OR REPLACE INTO outputs VALUES (?, ?, ?)", _rows(results))

    def part_with(self, paths: Iterable[str]) -> None:
        """Note outputs that are to go."""
        self._db.executemany("INSERT OR REPLACE INTO outputs VALUES (?, '', '')", ((path,) for path in paths))

    @property
    def leaving(self) -> set[str]:
        """The outputs that are to go."""
        return {row[0] for row in self._db.execute("SELECT path FROM outputs WHERE family = ''")}

    def standing(self, among: Collection[str] | None) -> set[str]:
        """The outputs of all views (of those `among` the paths given)."""
        if among is None:
            return {row[0] for row in self._db.execute("SELECT path FROM outputs WHERE family <> ''")}
        asked = "SELECT 1 FROM outputs WHERE path = ? AND family <> ''"
        return {path for path in among if self._db.execute(asked, (path,)).fetchone()}

    def may_come_back(self, strangers: Iterable[str]) -> set[str]:
        """Of files that no view has written, those that a deferred view which waits may write again.

        What lies in the folder of a story that is out no more, or withdrawn, no view writes again.
        """
        waiting = [self._families[name] for name in self.queue.waiting()]
        found = [path for path in strangers if any(recognises(family, path) for family in waiting)]
        stories = {path: reference for path in found if (reference := addresses.reference_of(path))}
        ended = {reference for reference in set(stories.values()) if not self._is_out(reference)}
        return {path for path in found if stories.get(path) not in ended}

    def _is_out(self, reference: str) -> bool:
        placed = self._library.story(reference)
        return placed is not None and placed.state != "withdrawn"

    def finish(self) -> None:
        """All that was planned is made, and what was to go is gone."""
        self._db.execute("DELETE FROM touched")
        self.forget_leaving()

    def forget_leaving(self) -> None:
        """What was to go is gone."""
        self._db.execute("DELETE FROM outputs WHERE family = ''")


def _rows(results: Collection[Rendered]) -> list[tuple[str, str, str]]:
    return [(output.path, result.task.family, result.task.key) for result in results for output in result.outputs]


def is_unfinished(connection: sqlite3.Connection) -> bool:
    """Whether views that a run has committed itself to are still to be made: it was cut short."""
    return connection.execute("SELECT 1 FROM touched LIMIT 1").fetchone() is not None


def changed_units(connection: sqlite3.Connection, places: Places) -> frozenset[str]:
    """The units of which the registers say something else than in the last run; what they say now is noted."""
    before = dict(connection.execute("SELECT unit, digest FROM units"))
    now = fingerprints(places)
    connection.execute("DELETE FROM units")
    connection.executemany("INSERT INTO units VALUES (?, ?)", sorted(now.items()))
    return frozenset(unit for unit in before.keys() | now.keys() if before.get(unit) != now.get(unit))


def takes_back(change: StoryChange) -> bool:
    """Whether archives kept the story, and keep it no more."""
    return bool(change.old and change.old.archived) and not (change.new and change.new.archived)
