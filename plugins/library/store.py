"""The library's file: its tables, and opening it. Only this room speaks SQL."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pydantic import TypeAdapter

from plugins.library.placing import Placed
from plugins.problems import Problem
from plugins.stories.reader import Page
from plugins.stories.story import Story

VERSION = 3  # of the tables; another version is another library, and the old one is dropped

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Every file seen under the content folder. The stamp finds what may have changed, the digest decides.
CREATE TABLE files (path TEXT PRIMARY KEY, stamp TEXT NOT NULL, digest TEXT NOT NULL) WITHOUT ROWID;

-- What reading each file gave: at most one story or page, and its problems.
CREATE TABLE readings (path TEXT PRIMARY KEY, key TEXT NOT NULL, story TEXT, page TEXT, problems TEXT NOT NULL,
  broken INTEGER NOT NULL)
  WITHOUT ROWID;
CREATE INDEX readings_by_key ON readings (key);
CREATE INDEX readings_broken ON readings (path) WHERE broken;
CREATE TABLE needs (path TEXT, file TEXT, PRIMARY KEY (file, path)) WITHOUT ROWID;  -- files beside a story
CREATE INDEX needs_by_path ON needs (path);
CREATE TABLE claims (claimed TEXT, key TEXT, PRIMARY KEY (claimed, key)) WITHOUT ROWID;  -- moved_from
CREATE INDEX claims_by_key ON claims (key);
CREATE TABLE conflicts (key TEXT PRIMARY KEY, problems TEXT NOT NULL) WITHOUT ROWID;  -- between files

-- The rows that views are made of.
CREATE TABLE stories (
  id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE, due INTEGER, path TEXT NOT NULL, visible INTEGER NOT NULL,
  card TEXT NOT NULL, placed TEXT NOT NULL);
CREATE INDEX stories_due ON stories (due) WHERE due IS NOT NULL;
CREATE INDEX stories_by_path ON stories (path);
CREATE TABLE pages (key TEXT PRIMARY KEY, page TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE listing (
  list TEXT, instant INTEGER, unit TEXT, slug TEXT, year TEXT, story INTEGER NOT NULL,
  listed INTEGER NOT NULL, archived INTEGER NOT NULL, fed INTEGER NOT NULL,
  PRIMARY KEY (list, instant DESC, unit, slug, year)) WITHOUT ROWID;
CREATE TABLE counts (list TEXT, period TEXT, archived INTEGER NOT NULL, fed INTEGER NOT NULL,
  PRIMARY KEY (list, period)) WITHOUT ROWID;
CREATE TABLE links (target TEXT, source TEXT, PRIMARY KEY (target, source)) WITHOUT ROWID;  -- source: story or page key
CREATE INDEX links_by_source ON links (source);
CREATE TABLE dead_links (source TEXT, target TEXT, PRIMARY KEY (source, target)) WITHOUT ROWID;
CREATE TABLE redirects (path TEXT PRIMARY KEY, reference TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX redirects_by_reference ON redirects (reference);

-- What each output was made of, and what is still to be done if a run was cut short.
CREATE TABLE touched (family TEXT, key TEXT, PRIMARY KEY (family, key)) WITHOUT ROWID;
CREATE TABLE views (family TEXT, key TEXT, digest TEXT NOT NULL, PRIMARY KEY (family, key)) WITHOUT ROWID;
CREATE TABLE outputs (path TEXT PRIMARY KEY, family TEXT NOT NULL, key TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX outputs_by_view ON outputs (family, key);
"""

PLACED = TypeAdapter(Placed)
STORY = TypeAdapter(Story)
PAGE = TypeAdapter(Page)
PROBLEMS = TypeAdapter(list[Problem])


def connect(path: Path) -> sqlite3.Connection:
    """Open the library for writing, made anew where there is none or only one of another version or a broken one.

    Raises OSError or sqlite3.OperationalError where the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        connection = _usable(path)
        if connection:
            return connection
        set_aside(path)
    connection = sqlite3.connect(path)
    _prepare(connection)
    connection.executescript(TABLES)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.commit()
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open the library as it was last committed, for reading only. Raises sqlite3.OperationalError without one."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.execute("PRAGMA query_only = 1")
    return connection


def set_aside(path: Path) -> None:
    """Keep a broken or outdated library under another name, so that somebody can look at it."""
    path.replace(path.with_name(path.name + ".lama"))
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _usable(path: Path) -> sqlite3.Connection | None:
    connection = sqlite3.connect(path)
    try:
        _prepare(connection)
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute("SELECT count(*) FROM meta").fetchone()
        if found == VERSION:
            return connection
    except sqlite3.DatabaseError:
        pass
    connection.close()
    return None


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
