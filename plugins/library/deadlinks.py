"""Links of stories and pages that lead nowhere inside the site: shown as their text, and reported."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from plugins.library.placing import Places
from plugins.library.queries import Library
from plugins.problems import WARNING, Problem, Rule

NOWHERE = Rule(
    "dead-link",
    "Tautan ke /{value} tidak menuju halaman yang ada, sehingga hanya teksnya yang ditampilkan.",
    "Perbaiki alamatnya, atau tunggu sampai halaman yang dituju tayang.",
    WARNING,
)


def note(connection: sqlite3.Connection, places: Places, sources: Iterable[str]) -> None:
    """Note afresh which links of `sources` (story references, site paths of pages) lead nowhere today."""
    library = Library(connection, places)
    for source in sorted(sources):
        connection.execute("DELETE FROM dead_links WHERE source = ?", (source,))
        targets = connection.execute("SELECT target FROM links WHERE source = ?", (source,)).fetchall()
        dead = [(source, target) for (target,) in targets if library.resolve(target) is None]
        connection.executemany("INSERT INTO dead_links VALUES (?, ?)", dead)


def problems(connection: sqlite3.Connection) -> Iterator[Problem]:
    """A warning for each, at the file that holds it; the line is not known here."""
    rows = connection.execute(
        "SELECT r.path, d.target FROM dead_links d CROSS JOIN readings r ON r.key = d.source ORDER BY r.path, d.target"
    )
    for path, target in rows:
        yield NOWHERE.broken(path, value=target)
