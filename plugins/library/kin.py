"""The tables of releases: what each story that is out is compared by, and what came of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from plugins import addresses, copies
from plugins.copies.grouping import COMPARED, Order, Standing, Told, number_of
from plugins.library.kinship import ALONE, Kinship
from plugins.library.lists import is_wide
from plugins.library.placing import Placed

_FIELDS = "reference, moment, level, signature, first, source, wide, ends, line, original, hidden, also, alike"
_LEADING = " UNION ".join(
    ["SELECT * FROM (SELECT number FROM bands WHERE leads = 1 AND band = ? AND moment >= ?"
     " AND (moment, level, number) < (?, ?, ?) ORDER BY moment, level, number LIMIT ?)"]
    * copies.BANDS
)  # fmt: skip
_LATER = " UNION ".join(
    ["SELECT moment, level, number FROM bands WHERE leads IN (0, 1) AND band = ? AND moment <= ?"
     " AND (moment, level, number) > (?, ?, ?)"]
    * copies.BANDS
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kin:
    """A story that archives keep. `line` is empty of one that does not lead."""

    release: copies.Release
    source: str  # the reference that it names in `source_story`, unless that is its own
    wide: tuple[str, ...]  # the wider lists that would hold it if it were alone
    ends: str = ""  # the story whose text it retells by its own word
    line: str = ""
    kinship: Kinship = ALONE


def kin_of(placed: Placed, signature: bytes) -> Kin | None:
    """What a placed story is compared by; None where archives do not keep it: nothing hidden or taken back is used."""
    if not placed.archived:
        return None
    story = placed.story
    named = story.extra.get("source_story")
    source = named if isinstance(named, str) else ""
    first = source in (story.reference, *story.moved_from)
    return Kin(
        release=copies.Release(story.reference, placed.moment, placed.level, signature, first),
        source="" if first else source,
        wide=tuple(sorted(name for name in (*placed.lists, *placed.hidden) if is_wide(name))),
    )


class KinTable:
    """`kin` and `bands`. A row has bands where it has a signature, and does not say whose text it retells."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def row(self, reference: str) -> Kin | None:
        """The row of a story."""
        return self.numbered(number_of(reference))

    def numbered(self, number: int) -> Kin | None:
        """The row of a number."""
        found = self._db.execute(f"SELECT {_FIELDS} FROM kin WHERE number = ?", (number,)).fetchone()
        return _kin(found) if found else None

    def insert(self, rows: Iterable[Kin]) -> None:
        """Put rows in, without bands."""
        ordered = sorted(rows, key=lambda row: row.release.order.number)
        places = ", ".join("?" * 14)
        self._db.executemany(f"INSERT INTO kin VALUES ({places})", [_values(row) for row in ordered])

    def drop(self, row: Kin) -> None:
        """Take a row and its bands out."""
        self.drop_bands(row)
        self._db.execute("DELETE FROM kin WHERE number = ?", (row.release.order.number,))

    def drop_bands(self, row: Kin) -> None:
        """Take a row's bands out."""
        where = "band = ? AND moment = ? AND level = ? AND number = ?"
        self._db.executemany(
            f"DELETE FROM bands WHERE leads = {int(bool(row.line))} AND {where}",
            [(band, *row.release.order) for band in copies.bands(row.release.signature)],
        )

    def insert_bands(self, releases: Iterable[tuple[copies.Release, bool]]) -> None:
        """Put the bands of releases in; of each it is said whether it leads."""
        rows = [(leads, band, *found.order) for found, leads in releases for band in copies.bands(found.signature)]
        self._db.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?, ?, ?, ?)", sorted(rows))

    def stand(self, reference: str, standing: Standing) -> None:
        """Note what a story is."""
        line = "" if standing.original else standing.line
        self._db.execute(
            "UPDATE kin SET line = ?, original = ? WHERE number = ?", (line, standing.original, number_of(reference))
        )

    def retell(self, reference: str, ends: str) -> None:
        """Note whose text a story retells by its own word, if any; it leads no more, or has to be judged."""
        self._db.execute("UPDATE kin SET ends = ?, line = '' WHERE number = ?", (ends, number_of(reference)))

    def join(self, reference: str, kinship: Kinship) -> None:
        """Note what follows of it for a story."""
        self._db.execute(
            "UPDATE kin SET original = ?, hidden = ?, also = ?, alike = ? WHERE number = ?",
            (kinship.original, "\n".join(kinship.hidden), kinship.also, kinship.alike, number_of(reference)),
        )

    # What is asked of all of them

    def leading(self, release: copies.Release) -> Iterator[Told]:
        """Those that lead, share a band with a release, and come before it in its window: of each band the earliest."""
        since = release.moment - copies.WINDOW
        values = [(band, since, *release.order, COMPARED) for band in copies.bands(release.signature)]
        for row in map(_kin, self._banded(f"SELECT {_FIELDS} FROM kin WHERE number IN ({_LEADING})", values)):
            yield Told(row.release, row.line)

    def later(self, release: copies.Release) -> list[Order]:
        """Those that share a band with a release and in whose window it comes before them."""
        until = release.moment + copies.WINDOW
        values = [(band, until, *release.order) for band in copies.bands(release.signature)]
        return [Order(*row) for row in self._banded(_LATER, values)]

    def _banded(self, query: str, values: Sequence[tuple[object, ...]]) -> list[tuple[Any, ...]]:
        flat = [value for band in values for value in band]
        return self._db.execute(query, flat).fetchall() if flat else []

    def releases(self) -> Iterator[copies.Release]:
        """All that do not say whose text they retell, in their order."""
        rows = self._db.execute(
            "SELECT reference, moment, level, signature, first FROM kin WHERE ends = '' ORDER BY moment, level, number"
        )
        for reference, moment, level, signature, first in rows:
            yield copies.Release(reference, moment, level, signature, bool(first))

    def naming(self, names: Iterable[str] | None = None) -> set[str]:
        """Those that name one of these references as their source (None: any)."""
        if names is None:
            return {row[0] for row in self._db.execute("SELECT reference FROM kin WHERE source <> ''")}
        asked = "SELECT reference FROM kin WHERE source = ?"
        return {row[0] for name in sorted(names) for row in self._db.execute(asked, (name,))}

    def retelling(self, end: str) -> list[str]:
        """Those that retell a story by their own word."""
        return [row[0] for row in self._db.execute("SELECT reference FROM kin WHERE ends = ?", (end,)).fetchall()]

    def copies(self, original: str) -> list[Kin]:
        """Those that are copies of a story."""
        rows = self._db.execute(f"SELECT {_FIELDS} FROM kin WHERE original = ?", (original,)).fetchall()
        return [_kin(row) for row in rows]

    def source(self, reference: str) -> str | None:
        """The story that a story names, at whatever address it stands now; None where it names none that is out."""
        row = self.row(reference)
        if row is None or not row.source:
            return None
        moved = self._db.execute(
            "SELECT reference FROM redirects WHERE path = ? ORDER BY reference", (addresses.story(row.source),)
        ).fetchall()
        return next((name for name in (row.source, *(found[0] for found in moved)) if self.row(name)), None)

    def names(self, reference: str) -> set[str]:
        """Every reference by which a story may be named."""
        rows = self._db.execute("SELECT path FROM redirects WHERE reference = ?", (reference,))
        return {reference, *(row[0].removeprefix("berita/").removesuffix("/") for row in rows)}


def _values(row: Kin) -> tuple[object, ...]:
    release, kinship = row.release, row.kinship
    compared = (*release.order, release.reference, release.signature, release.first)
    own = (row.source, "\n".join(row.wide), row.ends, row.line)
    return (*compared, *own, kinship.original, "\n".join(kinship.hidden), kinship.also, kinship.alike)


def _kin(row: tuple[Any, ...]) -> Kin:
    reference, moment, level, signature, first, source, wide, ends, line, original, hidden, also, alike = row
    return Kin(
        release=copies.Release(reference, moment, level, signature, bool(first)),
        source=source,
        wide=_names(wide),
        ends=ends,
        line=line,
        kinship=Kinship(original, _names(hidden), also, bool(alike)),
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()
