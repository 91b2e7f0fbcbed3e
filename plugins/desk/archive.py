"""What the archive holds that is like the stories that are checked: the same text, the same photo."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from plugins import copies, dates
from plugins.copies.grouping import COMPARED, Release
from plugins.copies.photos import alike
from plugins.desk.pictured import hashes
from plugins.library import store
from plugins.library.placing import Placed
from plugins.rules.draft import Archive, Earlier
from plugins.rules.rule import Rule
from plugins.stories.roots import Roots
from plugins.units import Registry

_PHOTOS = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")
_MOST = 5  # stories that are named of each sort
_BAND = (
    "SELECT * FROM (SELECT number FROM bands WHERE leads = ? AND band = ? AND moment BETWEEN ? AND ?"
    " AND (moment, level, number) < (?, ?, ?) ORDER BY moment DESC LIMIT ?)"
)
_BANDS = " UNION ".join([_BAND] * copies.BANDS * 2)
_NEAR = f"SELECT reference, signature FROM kin WHERE number IN ({_BANDS}) ORDER BY moment, level, number"  # noqa: S608
_ALONE = (2**62, 0, 0)  # after every other: a draft comes after all that is out
# Of a blank library all texts are asked for; most share a band with none, and need not be looked at one by one.
_SHARING = (
    "SELECT DISTINCT k.reference FROM kin k JOIN bands b ON b.number = k.number AND b.leads IN (0, 1) WHERE b.band IN"
    " (SELECT band FROM bands GROUP BY band HAVING count(*) > 1)"
)


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: nothing where no rule asks. `least` is the share of a text from which on it counts."""

    texts: bool
    photos: bool
    least: float


def sought(rules: Sequence[Rule]) -> Sought:
    """What the rules that need the archive want to know."""
    asked = {rule.finder: rule.thresholds for rule in rules if rule.archive}
    limits = asked.get("repeating.text", {})
    return Sought(bool(limits), "repeating.photos" in asked, min(limits.get("like", 1.0), limits.get("own", 1.0)))


class Past:
    """The stories of a library, asked for those that are like others."""

    def __init__(self, connection: sqlite3.Connection, registry: Registry) -> None:
        self._db = connection
        self._registry = registry
        self._placed = lru_cache(maxsize=4_096)(self._read)

    def alike(
        self, paths: Collection[str] | None, want: Sought, photos: Path | None, roots: Roots, processes: int
    ) -> dict[str, Archive]:
        """By the path of each story (None: of all) that is like others: these. `photos` keeps what photos show."""
        found = {path: Archive() for path in sorted(paths)} if paths is not None else {}
        for path, texts in self._texts(paths, want.least) if want.texts else ():
            found[path] = Archive(texts)
        for path, shown in self._photos(paths, photos, roots, processes) if want.photos else ():
            found[path] = replace(found.get(path, Archive()), photos=shown)
        return {path: archive for path, archive in found.items() if archive != Archive()}

    # Texts

    def _texts(
        self, paths: Collection[str] | None, least: float
    ) -> Iterator[tuple[str, tuple[tuple[Earlier, float], ...]]]:
        for path, reference, signature in self._stories(paths):
            placed = self._placed(reference)
            if placed is None or not signature or placed.state == "withdrawn":
                continue
            release = Release(reference, placed.moment, placed.level, signature)
            near = [(name, copies.similarity(signature, other)) for name, other in self._near(release, placed)]
            best = sorted(((name, share) for name, share in near if share >= least), key=lambda pair: -pair[1])
            told = tuple((self._earlier(name), share) for name, share in best[:_MOST])
            if told:
                yield path, told

    def _near(self, release: Release, placed: Placed) -> list[tuple[str, bytes]]:
        """Stories that are out and share a band with one: of the seven days before it, of a draft also those after."""
        until = release.moment if placed.archived else release.moment + copies.WINDOW
        order = tuple(release.order) if placed.archived else _ALONE
        values = [
            value
            for band in copies.bands(release.signature)
            for leads in (1, 0)
            for value in (leads, band, release.moment - copies.WINDOW, until, *order, COMPARED)
        ]
        rows = self._db.execute(_NEAR, values).fetchall()
        return [(name, other) for name, other in rows if name != release.reference]

    def _stories(self, paths: Collection[str] | None) -> list[tuple[str, str, bytes]]:
        """Path, reference and signature of stories; of all, those alone that may be like another."""
        asked = "SELECT path, key, signature FROM readings WHERE story IS NOT NULL AND signature IS NOT NULL"
        if paths is not None:
            return [row for path in sorted(paths) for row in self._db.execute(f"{asked} AND path = ?", (path,))]
        hidden = "SELECT reference FROM stories WHERE NOT visible"
        return self._db.execute(f"{asked} AND key IN ({_SHARING} UNION {hidden}) ORDER BY path").fetchall()

    # Photos

    def _photos(
        self, paths: Collection[str] | None, kept: Path | None, roots: Roots, processes: int
    ) -> Iterator[tuple[str, Mapping[str, tuple[Earlier, ...]]]]:
        wanted = self._pictures(paths)
        if not wanted:
            return
        known = hashes(kept, {digest: file for _, file, digest in reversed(wanted)}, roots, processes)
        asked = {known[digest] for _, _, digest in wanted if digest in known}
        near = alike(asked, set(known.values()))
        showing = self._showing({other for others in near.values() for other in others}, known)
        shown: dict[str, dict[str, tuple[Earlier, ...]]] = {}
        for path, file, digest in wanted:
            others = {other for one in near.get(known.get(digest, -1), ()) for other in showing.get(one, ())}
            if told := self._before(path, others):
                shown.setdefault(path, {})[file] = told
        yield from sorted(shown.items())

    def _pictures(self, paths: Collection[str] | None) -> list[tuple[str, str, str]]:
        """Path, file and the file's digest of each picture beside stories."""
        asked = "SELECT n.path, n.file, f.digest FROM needs n JOIN files f ON f.path = n.file"
        if paths is None:
            rows = self._db.execute(f"{asked} ORDER BY n.path, n.file").fetchall()
        else:
            each = f"{asked} WHERE n.path = ? ORDER BY n.file"
            rows = [row for path in sorted(paths) for row in self._db.execute(each, (path,))]
        return [row for row in rows if row[1].lower().endswith(_PHOTOS)]

    def _showing(self, hashed: Collection[int], known: Mapping[str, int]) -> dict[int, set[str]]:
        """The stories that show photos with these hashes, by hash: the paths of their files."""
        digests = {digest: one for digest, one in known.items() if one in hashed}
        self._db.execute("CREATE TEMP TABLE IF NOT EXISTS sought (digest TEXT PRIMARY KEY) WITHOUT ROWID")
        self._db.execute("DELETE FROM temp.sought")
        self._db.executemany("INSERT INTO temp.sought VALUES (?)", [(digest,) for digest in digests])
        found: dict[int, set[str]] = {}
        asked = "SELECT f.digest, n.path FROM files f JOIN needs n ON n.file = f.path WHERE f.digest IN temp.sought"
        for digest, path in self._db.execute(asked):
            found.setdefault(digests[digest], set()).add(path)
        return found

    def _before(self, path: str, others: Collection[str]) -> tuple[Earlier, ...]:
        """Of the files of other stories those that are out and came before that of the one at `path`."""
        own = self._at(path)
        if own is None:
            return ()
        limit = (own.moment, own.story.reference) if own.archived else (_ALONE[0], "")
        placed = [found for other in others if other != path and (found := self._at(other)) and found.archived]
        ordered = sorted((one.moment, one.story.reference) for one in placed)
        return tuple(self._earlier(name) for moment, name in ordered if (moment, name) < limit)[:_MOST]

    # Stories

    def _at(self, path: str) -> Placed | None:
        row = self._db.execute("SELECT key FROM readings WHERE path = ?", (path,)).fetchone()
        return self._placed(row[0]) if row else None

    def _read(self, reference: str) -> Placed | None:
        row: tuple[Any, ...] | None = self._db.execute(
            "SELECT placed FROM stories WHERE reference = ?", (reference,)
        ).fetchone()
        return store.PLACED.decode(row[0]) if row else None

    def _earlier(self, reference: str) -> Earlier:
        placed = self._placed(reference)
        assert placed is not None  # noqa: S101 - whoever asks has found it in a table of stories that are out
        story = placed.story
        day = dates.in_zone(story.instant, story.timezone).date()
        unit, row = self._registry.at(story.unit, day), self._registry.units[story.unit]
        names = (unit.name, unit.short_name, *row.aliases)
        return Earlier(
            story.reference, story.path, story.title, unit.short_name or unit.name, story.event_date or day.isoformat(),
            tuple(filter(None, names)),
        )  # fmt: skip
