"""The library of a check between two checks: it is only kept to be quick, and may be deleted at any time."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from plugins.library import store
from plugins.publish.notes import Notes
from plugins.publish.processes import only_one


def opened(library: Path, key: str) -> sqlite3.Connection | None:
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


def file_of(connection: sqlite3.Connection) -> str:
    """The file of a library; empty of one in memory."""
    return str(connection.execute("PRAGMA database_list").fetchone()[2] or "")


def keep(connection: sqlite3.Connection, library: Path) -> None:
    """Write a library from memory to its file, unless that cannot be written."""
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
