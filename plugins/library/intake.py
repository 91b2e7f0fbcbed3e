"""Taking readings into the library: which story stands where, which lists hold it, and what changed by that.

One transaction holds all of it; `touched` keys are committed with it, so that a run cut short is completed by the next.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator

from plugins.library import deadlinks, store
from plugins.library.acceptance import Acceptance, Elder
from plugins.library.changes import Change, ListChange, PageChange, Reading, StoryChange
from plugins.library.lists import HIDDEN, LENGTHS, VISIBLE, ListName, finest, wider_than
from plugins.library.placing import Placed, Places, place
from plugins.library.rows import Row, digest_of, row_of
from plugins.problems import Problem
from plugins.stories.reader import Page


class Intake:
    """The library for writing, for the length of one run."""

    def __init__(self, connection: sqlite3.Connection, places: Places, elder: Elder = lambda paths: "") -> None:
        """`elder` tells of two files of one story which was there before the other."""
        self._db = connection
        self._acceptance = Acceptance(connection, elder)
        self._places = places
        self._counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
        self._counted: dict[str, int] = {}  # the length of the periods by which a list is counted
        self._lists: list[ListChange] = []
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
        self._flush_counts()
        yield from self._lists
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
            "INSERT INTO readings (path, key, broken, problems, page, story, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                reading.path,
                reading.key,
                reading.broken,
                reading.problems,
                reading.page,
                reading.story,
                reading.body or None,
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
            yield self._counted_change(None, placed)

    def _story_change(self, reference: str) -> Iterator[StoryChange]:
        story, problems = self._acceptance.story(reference)
        self._note_conflicts(reference, problems)
        old, new = self._placed(reference), place(story[0], self._places, story[1]) if story else None
        if old == new:
            return
        if old is not None:
            self._withdraw_row(row_of(old))
        if new is not None:
            self._insert_row(row_of(new))
        yield self._counted_change(old, new)

    def _counted_change(self, old: Placed | None, new: Placed | None) -> StoryChange:
        """A change that is in the counts already: who is told of it asks the library as it is afterwards."""
        if not self.blank:  # else all is made anyway, and counted at once in the end
            self._flush_counts()
        return StoryChange(old, new)

    def _placed(self, reference: str) -> Placed | None:
        row = self._db.execute("SELECT placed FROM stories WHERE reference = ?", (reference,)).fetchone()
        return store.PLACED.decode(row[0]) if row else None

    def _withdraw_row(self, old: Row) -> None:
        self._db.executemany(
            "DELETE FROM listing WHERE list = ? AND instant = ? AND unit = ? AND slug = ? AND year = ?",
            [(entry.list, entry.instant, *old.rank) for entry in old.entries],
        )
        self._count(old, -1)
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
        self._count(new, 1)
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

    # Counts

    def _count(self, row: Row, step: int) -> None:
        self._counts[VISIBLE if row.visible else HIDDEN, ""][0] += step
        for entry in row.entries:
            count = self._counts[entry.list, entry.day[: self._length(entry.list)]]
            count[0] += step * entry.archived
            count[1] += step * entry.fed

    def _length(self, name: str) -> int:
        if name not in self._counted:
            self._counted[name] = LENGTHS[finest(ListName.parse(name))]
        return self._counted[name]

    def _flush_counts(self) -> None:
        """Add what was counted by a period to it, and to the wider periods that hold it."""
        total: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
        for (name, period), (archived, fed) in self._counts.items():
            for wider in (*wider_than(period), period):
                count = total[name, wider]
                count[0] += archived
                count[1] += fed
        self._counts.clear()
        changed = sorted(((len(period), name, period), count) for (name, period), count in total.items() if any(count))
        if self.blank:
            rows = ((*place, *count) for place, count in changed)
            self._db.executemany("INSERT INTO counts VALUES (?, ?, ?, ?, ?)", rows)
        else:
            for place, count in changed:
                self._add_count(place, *count)

    def _add_count(self, place: tuple[int, str, str], archived: int, fed: int) -> None:
        where = "level = ? AND list = ? AND period = ?"
        found = self._db.execute(f"SELECT archived, fed FROM counts WHERE {where}", place).fetchone()
        before = found or (0, 0)
        after = (before[0] + archived, before[1] + fed)
        if any(after):
            self._db.execute("INSERT OR REPLACE INTO counts VALUES (?, ?, ?, ?, ?)", (*place, *after))
        else:
            self._db.execute(f"DELETE FROM counts WHERE {where}", place)
        _, name, period = place
        counted_only = name in (VISIBLE, HIDDEN)
        archive, feed = (before[0] > 0) != (after[0] > 0), any(before) != any(after)
        if (archive or feed) and not counted_only:
            self._moved_paths.update(ListName.parse(name).paths(period))
            self._lists.append(ListChange(name, period, archive, feed))

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
