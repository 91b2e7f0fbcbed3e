"""How many stories each list and period holds: kept as stories come and go, never counted here."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.library.lists import EVERYTHING, HIDDEN, SHADOW, VISIBLE


@dataclass(frozen=True, slots=True)
class Count:
    """How many stories of a list an archive of `period` holds."""

    period: str
    stories: int


class Counts:
    """What the library keeps in numbers."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def totals(self) -> tuple[int, int]:
        """How many stories have a page, and how many wait for theirs."""
        return self.count(VISIBLE), self.count(HIDDEN)

    def count(self, list_name: str, period: str = "") -> int:
        """How many stories the archive of a period keeps (of everything, where the period is empty)."""
        return self.kept(list_name, period)[0]

    def has_feed(self, list_name: str) -> bool:
        """Whether the list has a story that feeds carry, or carried until it expired: a feed that began stays."""
        return any(self.kept(list_name, ""))

    def exists(self, list_name: str, period: str = "") -> bool:
        """Whether a list, or its archive of a period, has ever a story to show or to say that it is withdrawn."""
        archived, fed = self.kept(list_name, period)
        return archived > 0 or (period == "" and fed > 0)

    def periods(self, list_name: str, within: str = "", level: str = "year") -> list[Count]:
        """The periods of a level (`year`, `month`, `day`) within another that hold stories, newest first."""
        length = {"year": 4, "month": 7, "day": 10}[level]
        rows = self._db.execute(
            "SELECT period, archived FROM counts WHERE level = ? AND list = ? AND period >= ? AND period < ?"
            " AND archived > 0 ORDER BY period DESC",
            (length, list_name, within, within + "~"),
        )
        return [Count(*row) for row in rows]

    def period_before(self, list_name: str, period: str) -> str | None:
        """The nearest earlier period of the same level that holds stories."""
        return self._neighbour(list_name, period, "<", "DESC")

    def period_after(self, list_name: str, period: str) -> str | None:
        """The nearest later period of the same level that holds stories."""
        return self._neighbour(list_name, period, ">", "ASC")

    def _neighbour(self, list_name: str, period: str, side: str, order: str) -> str | None:
        row = self._db.execute(
            f"SELECT period FROM counts WHERE level = ? AND list = ? AND period {side} ? AND archived > 0"
            f" ORDER BY period {order} LIMIT 1",
            (len(period), list_name, period),
        ).fetchone()
        return row[0] if row else None

    def lists(self, sort: str) -> Iterator[tuple[str, int]]:
        """The lists of a sort that exist, by name, each with the number of stories its archive keeps."""
        rows = self._db.execute(
            "SELECT list, archived FROM counts WHERE level = 0 AND list >= ? AND list < ? AND archived + fed > 0"
            " ORDER BY list",
            (f"{sort}:", f"{sort};"),
        )
        yield from ((row[0].partition(":")[2], row[1]) for row in rows)

    def archives(self) -> Iterator[tuple[str, str]]:
        """Every list that exists with every period of which its archive holds stories (and the empty one)."""
        rows = self._db.execute("SELECT list, period FROM counts WHERE archived > 0 OR (period = '' AND fed > 0)")
        yield from ((name, period) for name, period in rows if name not in (VISIBLE, HIDDEN))

    def kept(self, list_name: str, period: str) -> tuple[int, int]:
        """How many stories of a list, in a period, archives keep, and how many feeds carry."""
        row = self._db.execute(
            "SELECT archived, fed FROM counts WHERE level = ? AND list = ? AND period = ?",
            (len(period), list_name, period),
        ).fetchone()
        return (row[0], row[1]) if row else (0, 0)

    def months(self) -> Iterator[str]:
        """Every month of the site's calendar that has a published or a withdrawn story."""
        rows = self._db.execute(
            "SELECT DISTINCT period FROM counts WHERE level = 7 AND list IN (?, ?) ORDER BY period",
            (EVERYTHING, SHADOW + EVERYTHING),
        )
        yield from (row[0] for row in rows)
