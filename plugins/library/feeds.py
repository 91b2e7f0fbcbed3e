"""What feeds ask: the newest stories of a list, its whole history, and what was corrected and withdrawn."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from plugins.library import store
from plugins.library.counts import Counts
from plugins.library.lists import CORRECTIONS, LENGTHS, Period
from plugins.library.placing import Placed, Places

ORDER = "ORDER BY instant DESC, unit, slug, year"
BODY = "(SELECT body FROM readings WHERE readings.path = stories.source)"
_WITHIN = "list = ? AND instant >= ? AND instant < ?"


@dataclass(frozen=True, slots=True)
class _Lists:
    """Of a placed story only this is read."""

    lists: tuple[str, ...]


_LISTS = store.Codec(_Lists)


class Feeds(Counts):
    """The library, as far as feeds ask; with the registers and the site's zone (`places`)."""

    def __init__(self, connection: sqlite3.Connection, places: Places) -> None:
        super().__init__(connection)
        self.places = places

    def fed(self, list_name: str, limit: int, whole: int | None = None) -> list[Placed]:
        """The newest stories that feeds carry; the first `whole` of them, or all, with their bodies."""
        chosen = f"SELECT story FROM listing WHERE list = ? AND fed {ORDER} LIMIT ? OFFSET ?"
        fast = limit if whole is None else min(whole, limit)
        carried = self._read(chosen, (list_name, fast, 0), whole=True)
        if fast < limit:
            carried += self._read(chosen, (list_name, limit - fast, fast), whole=False)
        return sorted(carried, key=rank)

    def fed_instants(self, list_name: str, limit: int) -> list[int]:
        """The instants of the newest stories (of `ralat:`, notices) that feeds carry, in seconds."""
        rows = self._db.execute(
            f"SELECT instant FROM listing WHERE list = ? AND fed {ORDER} LIMIT ?", (list_name, limit)
        )
        return [row[0] for row in rows]

    def history(self, list_name: str, period: str, *, whole: bool) -> list[Placed]:
        """Every story of a list in a period that has a page, expired and withdrawn ones too; with bodies if `whole`.

        Not for `ralat:`, where one story may stand several times: `noticed_in` tells these.
        """
        chosen = f"SELECT story FROM listing WHERE {_WITHIN}"
        return sorted(self._read(chosen, (list_name, *self._bounds(period)), whole=whole), key=rank)

    def _read(self, chosen: str, values: tuple[object, ...], *, whole: bool) -> list[Placed]:
        rows = self._db.execute(
            f"SELECT placed, {BODY if whole else 'NULL'} FROM ({chosen}) JOIN stories ON id = story", values
        )
        return [with_body(*row) for row in rows]

    def noticed(self, limit: int) -> list[tuple[int, Placed]]:
        """The newest corrections and withdrawals: their instant, and the story with its body.

        Newest first, then by unit, slug, year. A story stands there once for each distinct instant.
        """
        return self._noticed(f"list = ? {ORDER} LIMIT ?", (CORRECTIONS, limit))

    def noticed_in(self, period: str) -> list[tuple[int, Placed]]:
        """All corrections and withdrawals of a period, in the same order."""
        return self._noticed(f"{_WITHIN} {ORDER}", (CORRECTIONS, *self._bounds(period)))

    def _noticed(self, where: str, values: tuple[object, ...]) -> list[tuple[int, Placed]]:
        rows = self._db.execute(
            f"SELECT instant, placed, {BODY} FROM (SELECT instant, story FROM listing WHERE {where})"
            " JOIN stories ON id = story",
            values,
        )
        found = [(instant, with_body(placed, body)) for instant, placed, body in rows]
        return sorted(found, key=lambda notice: (-notice[0], *rank(notice[1])[1:]))

    def _bounds(self, period: str) -> tuple[int, int]:
        return Period(period).bounds(self.places.timezone)

    # Periods in which a list has any story with a page, expired and withdrawn ones too

    def feed_periods(self, list_name: str, level: str) -> list[str]:
        """Those of a level (`year`, `month`, `day`), newest first."""
        rows = self._db.execute(
            "SELECT period FROM counts WHERE level = ? AND list = ? ORDER BY period DESC", (LENGTHS[level], list_name)
        )
        return [row[0] for row in rows]

    def newest_feed_period(self, list_name: str, level: str) -> str | None:
        """The newest of a level."""
        return self._nearest(LENGTHS[level], list_name, "period > ''", "DESC")

    def feed_period_before(self, list_name: str, period: str) -> str | None:
        """The nearest earlier one of the same level."""
        return self._nearest(len(period), list_name, "period < ?", "DESC", period)

    def feed_period_after(self, list_name: str, period: str) -> str | None:
        """The nearest later one of the same level."""
        return self._nearest(len(period), list_name, "period > ?", "ASC", period)

    def _nearest(self, level: int, list_name: str, side: str, order: str, *period: str) -> str | None:
        row = self._db.execute(
            f"SELECT period FROM counts WHERE level = ? AND list = ? AND {side} ORDER BY period {order} LIMIT 1",
            (level, list_name, *period),
        ).fetchone()
        return row[0] if row else None

    def lists_of_units(self, units: Iterable[str]) -> list[str]:
        """The names of all lists in which stories of these units stand, in order."""
        names: set[str] = set()
        for unit in sorted(set(units)):
            rows = self._db.execute(
                "SELECT placed FROM stories WHERE reference > ? AND reference < ? AND visible", (f"{unit}/", f"{unit}0")
            )
            for (placed,) in rows:
                names.update(_LISTS.decode(placed).lists)
        return sorted(names)


def with_body(placed: bytes, body: str | None) -> Placed:
    """A placed story, with the body that is kept apart."""
    found = store.PLACED.decode(placed)
    if body:  # nobody else has seen the row that was just decoded; to copy it would cost as much as to decode it
        object.__setattr__(found.story, "body", body)
    return found


def rank(placed: Placed) -> tuple[int, str, str, str]:
    """The place of a story in every list."""
    unit, year, slug = placed.story.reference.split("/")
    return -placed.story.instant, unit, slug, year
