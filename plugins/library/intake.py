"""Taking readings into the library: which story stands where, which lists hold it, and what changed by that.

One transaction holds all of it; `touched` keys are committed with it, so that a run cut short is completed by the next.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from plugins.library import deadlinks, store
from plugins.library.acceptance import Acceptance, Elder
from plugins.library.changes import Change, PageChange, Reading, StoryChange
from plugins.library.gathering import Gathering
from plugins.library.placing import Placed, Places, joined, place
from plugins.library.rows import Row, digest_of, row_of
from plugins.library.tally import Tally
from plugins.problems import Problem
from plugins.stories.reader import Page


class Intake:
    """The library for writing, for the length of one run."""

    def __init__(self, connection: sqlite3.Connection, places: Places, elder: Elder = lambda paths: "") -> None:
        """`elder` tells of two files of one story which was there before the other."""
        self._db = connection
        self._acceptance = Acceptance(connection, elder)
        self._places = places
        self._tally = Tally(connection)
        self._gathering = Gathering(connection)
        self._fresh: set[str] = set()  # rows that were put in anew and have links
        self._moved_paths: set[str] = set()  # site paths at which something may have appeared or vanished
        self.blank = connection.execute("SELECT 1 FROM readings LIMIT 1").fetchone() is None

    def take(self, readings: Iterable[Reading], gone: Iterable[str] = ()) -> Iterator[Change]:
        """Take in what was read and what files are gone, and yield the rows that changed by it.

        Into a blank library a reading goes as it comes, so that nothing waits in memory; what files dispute is settled
        when all are there.
        """
        keys: set[str] = set()
        for path in gone:
            keys |= self._forget(path)
        for reading in readings:
            if self.blank:
                self._remember(reading)
                yield from self._take_first(reading)
            else:
                keys |= self._forget(reading.path)
                self._remember(reading)
                keys |= {reading.key} | self._acceptance.rivals(reading.key)
        if self.blank:
            keys |= self._acceptance.disputed()
        for key in sorted(keys - {""}):  # a file in the wrong place stands for nothing
            yield from self._page_change(key) if key.endswith("/") else self._story_change(key)

    def take_due(self, now_is_earlier: bool) -> Iterator[StoryChange]:
        """Place again the stories whose moment has come (all of them, where the clock was set back)."""
        if now_is_earlier:
            yield from self.place_again(None)
            return
        rows = self._db.execute(
            "SELECT reference FROM stories WHERE due <= ? ORDER BY +reference", (self._places.as_of,)
        ).fetchall()
        for (reference,) in rows:
            yield from self._story_change(reference)

    def place_again(self, units: Iterable[str] | None) -> Iterator[StoryChange]:
        """Place again the stories of units about which the registers say something else than before (None: of all)."""
        found: list[str] = []
        if units is None:
            found = [row[0] for row in self._db.execute("SELECT reference FROM stories ORDER BY reference")]
        for unit in sorted(units or ()):
            bounds = (f"{unit}/", f"{unit}0")  # `0` follows the slash
            rows = self._db.execute("SELECT reference FROM stories WHERE reference > ? AND reference < ?", bounds)
            found += sorted(row[0] for row in rows)
        for reference in found:
            yield from self._story_change(reference)

    def finish(self) -> Iterator[Change]:
        """Bring the counts up to date, and yield the lists that begin or end by them, and the rows that link to a
        page which appeared or vanished.
        """
        yield from self._gather()
        self._flush()
        yield from self._tally.changes
        sources: set[str] = set()
        if not self.blank:  # else nothing has been shown yet, and what links anywhere is fresh itself
            for path in sorted(self._moved_paths):
                sources.update(row[0] for row in self._db.execute("SELECT source FROM links WHERE target = ?", (path,)))
        deadlinks.note(self._db, self._places, sources | self._fresh)
        for source in sorted(sources):
            if source.endswith("/"):
                page = self._stored_page(source)
                yield PageChange(page, page)
            else:
                placed = self._placed(source)
                yield StoryChange(placed, placed)

    def problems(self) -> list[Problem]:
        """All problems of all files, in order of place."""
        rows = self._db.execute(
            "SELECT problems FROM readings WHERE problems IS NOT NULL UNION ALL SELECT problems FROM conflicts"
        )
        told = [problem for (row,) in rows for problem in store.PROBLEMS.decode(row)]
        return sorted([*told, *deadlinks.problems(self._db)])

    # Readings

    def _forget(self, path: str) -> set[str]:
        row = self._db.execute("SELECT key FROM readings WHERE path = ?", (path,)).fetchone()
        if row is None:
            return set()
        keys = {row[0]} | self._acceptance.rivals(row[0])
        for table in ("readings", "needs", "claims"):
            self._db.execute(f"DELETE FROM {table} WHERE path = ?", (path,))
        return keys

    def _remember(self, reading: Reading) -> None:
        self._db.execute(
            "INSERT INTO readings (path, key, broken, problems, page, story, body, signature)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                reading.path,
                reading.key,
                reading.broken,
                reading.problems,
                reading.page,
                reading.story,
                reading.body or None,
                reading.signature or None,
            ),
        )
        if reading.needs:
            self._db.executemany("INSERT INTO needs VALUES (?, ?)", [(reading.path, file) for file in reading.needs])
        self._acceptance.claim(reading)

    def _note_conflicts(self, key: str, problems: list[Problem]) -> None:
        self._db.execute("DELETE FROM conflicts WHERE key = ?", (key,))
        if problems:
            self._db.execute("INSERT INTO conflicts VALUES (?, ?)", (key, store.PROBLEMS.encode(problems)))

    # Stories

    def _take_first(self, reading: Reading) -> Iterator[Change]:
        """What stands where nothing stood before, if no other file wants to stand there."""
        if reading.page:
            yield from self._page_change(reading.key)
        elif reading.story and self._placed(reading.key) is None:
            placed = place(store.STORY.decode(reading.story), self._places, digest_of(reading.body))
            self._insert_row(row_of(placed))
            self._gathering.note_first(placed, reading.signature)
            yield self._counted_change(None, placed)

    def _story_change(self, reference: str) -> Iterator[StoryChange]:
        found, problems = self._acceptance.story(reference)
        self._note_conflicts(reference, problems)
        old, new = self._placed(reference), None
        if found is not None:
            new = place(found.story, self._places, found.digest, self._gathering.kinship(reference))
        signature = found.signature if found else b""
        self._gathering.note(old, new, signature)
        if old != new:
            yield self._replace(old, new)

    def _gather(self) -> Iterator[StoryChange]:
        """Place again what became a copy of another story, or is one no more; what a copy is, and of what, is known
        only when all rows are there.
        """
        for reference in self._gathering.settle(blank=self.blank):
            old = self._placed(reference)
            if old is not None and (new := joined(old, self._gathering.kinship(reference))) != old:
                yield self._replace(old, new)

    def _replace(self, old: Placed | None, new: Placed | None) -> StoryChange:
        if old is not None:
            self._withdraw_row(row_of(old))
        if new is not None:
            self._insert_row(row_of(new))
        return self._counted_change(old, new)

    def _counted_change(self, old: Placed | None, new: Placed | None) -> StoryChange:
        """A change that is in the counts already: who is told of it asks the library as it is afterwards."""
        if not self.blank:  # else all is made anyway, and counted at once in the end
            self._flush()
        return StoryChange(old, new)

    def _flush(self) -> None:
        self._moved_paths |= self._tally.flush(blank=self.blank)

    def _placed(self, reference: str) -> Placed | None:
        row = self._db.execute("SELECT placed FROM stories WHERE reference = ?", (reference,)).fetchone()
        return store.PLACED.decode(row[0]) if row else None

    def _withdraw_row(self, old: Row) -> None:
        self._db.executemany(
            "DELETE FROM listing WHERE list = ? AND instant = ? AND unit = ? AND slug = ? AND year = ?",
            [(entry.list, entry.instant, *old.rank) for entry in old.entries],
        )
        self._tally.count(old, -1)
        named = [(unit, old.reference) for unit in old.named]
        self._db.executemany("DELETE FROM namings WHERE unit = ? AND reference = ?", named)
        if old.translates:
            translated = (old.translates, old.reference)
            self._db.execute("DELETE FROM translations WHERE original = ? AND reference = ?", translated)
        self._db.execute("DELETE FROM stories WHERE reference = ?", (old.reference,))
        self._db.execute("DELETE FROM redirects WHERE reference = ?", (old.reference,))
        self._unlink(old.reference)
        self._moved_paths.update((old.path, *old.redirects))

    def _insert_row(self, new: Row) -> None:
        number = self._db.execute(
            "INSERT INTO stories (reference, due, path, source, visible, media, card, facts, placed)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (new.reference, new.due, new.path, new.source, new.visible, new.media, new.card, new.facts, new.placed),
        ).lastrowid
        self._db.executemany(
            "INSERT INTO listing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(name, instant, *new.rank, number, *flags) for name, instant, _, *flags in new.entries],
        )
        self._tally.count(new, 1)
        if new.named:
            named = [(unit, new.reference) for unit in new.named]
            self._db.executemany("INSERT OR IGNORE INTO namings VALUES (?, ?)", named)
        if new.translates:
            self._db.execute("INSERT OR IGNORE INTO translations VALUES (?, ?)", (new.translates, new.reference))
        if new.redirects:
            redirects = [(path, new.reference) for path in new.redirects]
            self._db.executemany("INSERT OR IGNORE INTO redirects VALUES (?, ?)", redirects)
        if new.links:
            links = [(target, new.reference) for target in new.links]
            self._db.executemany("INSERT OR IGNORE INTO links VALUES (?, ?)", links)
            self._fresh.add(new.reference)
        if not self.blank:
            self._moved_paths.update((new.path, *new.redirects))

    def _unlink(self, source: str) -> None:
        self._db.execute("DELETE FROM links WHERE source = ?", (source,))
        self._db.execute("DELETE FROM dead_links WHERE source = ?", (source,))

    # Standing pages

    def _page_change(self, key: str) -> Iterator[PageChange]:
        old = self._stored_page(key)
        new, problems = self._acceptance.page(key)
        self._note_conflicts(key, problems)
        if old == new:
            return
        self._db.execute("DELETE FROM pages WHERE key = ?", (key,))
        self._unlink(key)
        if new is not None:
            self._db.execute("INSERT INTO pages VALUES (?, ?)", (key, store.PAGE.encode(new)))
            self._db.executemany("INSERT OR IGNORE INTO links VALUES (?, ?)", [(target, key) for target in new.links])
            self._fresh.add(key)
        if old is None or new is None:
            self._moved_paths.add(key)
        yield PageChange(old, new)

    def _stored_page(self, key: str) -> Page | None:
        row = self._db.execute("SELECT page FROM pages WHERE key = ?", (key,)).fetchone()
        return store.PAGE.decode(row[0]) if row else None
