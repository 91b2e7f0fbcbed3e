"""Taking readings into the library: which story stands where, which lists hold it, and what changed by that.

One transaction holds all of it; `touched` keys are committed with it, so that a run cut short is completed by the next.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator

from plugins.library import deadlinks, store
from plugins.library.acceptance import Acceptance, Elder
from plugins.library.changes import Change, PageChange, Reading, StoryChange
from plugins.library.lists import ListName, periods_of
from plugins.library.placing import Placed, Places, place
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
        self._fresh: set[str] = set()  # rows that were put in anew
        self._moved_paths: set[str] = set()  # site paths at which something may have appeared or vanished

    def take(self, readings: Iterable[Reading], gone: Iterable[str]) -> Iterator[Change]:
        """Take in what was read and what files are gone, and yield the rows that changed by it."""
        keys: set[str] = set()
        for path in gone:
            keys |= self._forget(path)
        for reading in readings:
            keys |= self._forget(reading.path)
            keys |= self._remember(reading)
        for key in sorted(keys - {""}):  # a file in the wrong place stands for nothing
            yield from self._page_change(key) if key.endswith("/") else self._story_change(key)

    def take_due(self, now_is_earlier: bool) -> Iterator[StoryChange]:
        """Place again the stories whose moment has come (all of them, where the clock was set back)."""
        where, values = ("1", ()) if now_is_earlier else ("due <= ?", (self._places.as_of,))
        rows = self._db.execute(f"SELECT reference FROM stories WHERE {where} ORDER BY reference", values).fetchall()
        for (reference,) in rows:
            yield from self._story_change(reference)

    def finish(self) -> Iterator[Change]:
        """Bring the counts up to date, and yield those rows that link to a page which appeared or vanished."""
        for (list_name, period), (archived, fed) in sorted(self._counts.items()):
            if archived or fed:
                self._add_count(list_name, period, archived, fed)
        self._db.execute("DELETE FROM counts WHERE archived = 0 AND fed = 0")
        sources: set[str] = set()
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

    def everything(self) -> Iterator[Change]:
        """Every row, as if it were new: for a run after which no earlier output counts."""
        for (row,) in self._db.execute("SELECT placed FROM stories WHERE visible ORDER BY reference"):
            yield StoryChange(None, store.PLACED.validate_json(row))
        for (row,) in self._db.execute("SELECT page FROM pages ORDER BY key"):
            yield PageChange(None, store.PAGE.validate_json(row))

    def problems(self) -> list[Problem]:
        """All problems of all files, in order of place."""
        rows = self._db.execute(
            "SELECT problems FROM readings WHERE problems <> '[]' UNION ALL SELECT problems FROM conflicts"
        )
        told = [problem for (row,) in rows for problem in store.PROBLEMS.validate_json(row)]
        return sorted([*told, *deadlinks.problems(self._db)])

    # Readings

    def _forget(self, path: str) -> set[str]:
        row = self._db.execute("SELECT key FROM readings WHERE path = ?", (path,)).fetchone()
        if row is None:
            return set()
        keys = {row[0]} | self._acceptance.rivals(row[0])
        self._db.execute("DELETE FROM readings WHERE path = ?", (path,))
        self._db.execute("DELETE FROM needs WHERE path = ?", (path,))
        self._acceptance.claim(row[0])
        return keys

    def _remember(self, reading: Reading) -> set[str]:
        self._db.execute(
            "INSERT INTO readings VALUES (?, ?, ?, ?, ?, ?)",
            (
                reading.path,
                reading.key,
                reading.story or None,
                reading.page or None,
                reading.problems,
                reading.broken,
            ),
        )
        self._db.executemany("INSERT INTO needs VALUES (?, ?)", [(reading.path, file) for file in reading.needs])
        self._acceptance.claim(reading.key)
        return {reading.key} | self._acceptance.rivals(reading.key)

    def _note_conflicts(self, key: str, problems: list[Problem]) -> None:
        self._db.execute("DELETE FROM conflicts WHERE key = ?", (key,))
        if problems:
            self._db.execute("INSERT INTO conflicts VALUES (?, ?)", (key, store.PROBLEMS.dump_json(problems).decode()))

    # Stories

    def _story_change(self, reference: str) -> Iterator[StoryChange]:
        story, problems = self._acceptance.story(reference)
        self._note_conflicts(reference, problems)
        old, new = self._placed(reference), place(story, self._places) if story else None
        if old == new:
            return
        if old is not None:
            self._withdraw_row(old)
        if new is not None:
            self._insert_row(new)
        yield StoryChange(old, new)

    def _placed(self, reference: str) -> Placed | None:
        row = self._db.execute("SELECT placed FROM stories WHERE reference = ?", (reference,)).fetchone()
        return store.PLACED.validate_json(row[0]) if row else None

    def _withdraw_row(self, old: Placed) -> None:
        unit, year, slug = old.story.reference.split("/")
        for name in old.lists:
            self._db.execute(
                "DELETE FROM listing WHERE list = ? AND instant = ? AND unit = ? AND slug = ? AND year = ?",
                (name, old.story.instant, unit, slug, year),
            )
        self._count(old, -1)
        self._db.execute("DELETE FROM stories WHERE reference = ?", (old.story.reference,))
        self._db.execute("DELETE FROM redirects WHERE reference = ?", (old.story.reference,))
        self._unlink(old.story.reference)
        self._moved_paths.update((old.path, *old.redirects))

    def _insert_row(self, new: Placed) -> None:
        reference = new.story.reference
        unit, year, slug = reference.split("/")
        row = self._db.execute(
            "INSERT INTO stories (reference, due, path, visible, card, placed) VALUES (?, ?, ?, ?, ?, ?)",
            (
                reference,
                new.due,
                new.path,
                new.visible,
                json.dumps(new.card, ensure_ascii=False),
                store.PLACED.dump_json(new).decode(),
            ),
        ).lastrowid
        flags = (row, new.listed, new.archived, new.fed)
        self._db.executemany(
            "INSERT INTO listing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(name, new.story.instant, unit, slug, year, *flags) for name in new.lists],
        )
        self._count(new, 1)
        self._db.executemany("INSERT OR REPLACE INTO redirects VALUES (?, ?)", [(p, reference) for p in new.redirects])
        self._db.executemany("INSERT OR IGNORE INTO links VALUES (?, ?)", [(t, reference) for t in new.story.links])
        self._moved_paths.update((new.path, *new.redirects))
        self._fresh.add(reference)

    def _unlink(self, source: str) -> None:
        self._db.execute("DELETE FROM links WHERE source = ?", (source,))
        self._db.execute("DELETE FROM dead_links WHERE source = ?", (source,))

    def _count(self, placed: Placed, step: int) -> None:
        for name in placed.lists:
            for period in periods_of(placed.day):
                count = self._counts[name, period]
                count[0] += step * placed.archived
                count[1] += step * placed.fed

    def _add_count(self, list_name: str, period: str, archived: int, fed: int) -> None:
        before = self._db.execute(
            "SELECT archived, fed FROM counts WHERE list = ? AND period = ?", (list_name, period)
        ).fetchone() or (0, 0)
        after = (before[0] + archived, before[1] + fed)
        self._db.execute("INSERT OR REPLACE INTO counts VALUES (?, ?, ?, ?)", (list_name, period, *after))
        if any((a > 0) != (b > 0) for a, b in zip(before, after, strict=True)):
            self._moved_paths.update(ListName.parse(list_name).paths(period))

    # Standing pages

    def _page_change(self, key: str) -> Iterator[PageChange]:
        old = self._stored_page(key)
        text, problems = self._acceptance.sole(key, "page")
        new = store.PAGE.validate_json(text) if text else None
        self._note_conflicts(key, problems)
        if old == new:
            return
        self._db.execute("DELETE FROM pages WHERE key = ?", (key,))
        self._unlink(key)
        if new is not None:
            self._db.execute("INSERT INTO pages VALUES (?, ?)", (key, store.PAGE.dump_json(new).decode()))
            self._db.executemany("INSERT OR IGNORE INTO links VALUES (?, ?)", [(target, key) for target in new.links])
            self._fresh.add(key)
        if old is None or new is None:
            self._moved_paths.add(key)
        yield PageChange(old, new)

    def _stored_page(self, key: str) -> Page | None:
        row = self._db.execute("SELECT page FROM pages WHERE key = ?", (key,)).fetchone()
        return store.PAGE.validate_json(row[0]) if row else None
