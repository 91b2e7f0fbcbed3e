"""The library's file: its tables, and opening it. Only this room speaks SQL."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from plugins.library.cards import Card, Facts
from plugins.library.placing import Placed
from plugins.problems import Problem
from plugins.stories.reader import Page
from plugins.stories.story import Story

VERSION = 8  # of the tables; another version is another library, and the old one is dropped

UNKNOWN = "?"  # in place of a view's digest: what its outputs show now is not known

_CACHE = 32 * 1024  # kilobytes of the file that are kept in memory

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Every file seen under the content folder. The stamp finds what may have changed, the digest decides.
CREATE TABLE files (path TEXT PRIMARY KEY, stamp TEXT NOT NULL, digest TEXT NOT NULL, text INTEGER NOT NULL)
  WITHOUT ROWID;
CREATE TABLE strays (path TEXT PRIMARY KEY, kind TEXT NOT NULL) WITHOUT ROWID;  -- what is there and is no file

-- What reading each file gave: at most one story (its body apart) or page, and its problems.
CREATE TABLE readings (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, key TEXT NOT NULL, broken INTEGER NOT NULL,
  problems BLOB, page BLOB, story BLOB, body TEXT, signature BLOB);
CREATE INDEX readings_by_key ON readings (key);
CREATE INDEX readings_broken ON readings (path) WHERE broken;
CREATE INDEX readings_with_problems ON readings (path) WHERE problems IS NOT NULL;
CREATE TABLE needs (path TEXT, file TEXT, PRIMARY KEY (file, path)) WITHOUT ROWID;  -- files beside a story
CREATE INDEX needs_by_path ON needs (path);
-- The old addresses that files claim by moved_from; `instant` is the claiming story's.
CREATE TABLE claims (claimed TEXT, key TEXT, path TEXT, instant INTEGER NOT NULL, PRIMARY KEY (claimed, key, path))
  WITHOUT ROWID;
CREATE INDEX claims_by_key ON claims (key);
CREATE INDEX claims_by_path ON claims (path);
CREATE TABLE conflicts (key TEXT PRIMARY KEY, problems BLOB NOT NULL) WITHOUT ROWID;  -- between files

CREATE TABLE units (unit TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;  -- what registers said of each

-- The rows that views are made of.
CREATE TABLE stories (
  id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE, due INTEGER, path TEXT NOT NULL,
  source TEXT NOT NULL, visible INTEGER NOT NULL, media INTEGER NOT NULL,
  card BLOB NOT NULL, facts BLOB, placed BLOB NOT NULL);  -- `facts`: what data files add to the card, if anything
CREATE INDEX stories_with_media ON stories (reference) WHERE media AND visible;
CREATE INDEX stories_due ON stories (due) WHERE due IS NOT NULL;
-- A story stands at the address that its reference names, but for privacy's sake.
CREATE INDEX stories_elsewhere ON stories (path) WHERE path <> 'berita/' || reference || '/';
-- The units that stories name beside their own.
CREATE TABLE namings (unit TEXT, reference TEXT, PRIMARY KEY (unit, reference)) WITHOUT ROWID;
-- The stories that call themselves translations, by the story that they name.
CREATE TABLE translations (original TEXT, reference TEXT, PRIMARY KEY (original, reference)) WITHOUT ROWID;
-- Stories that archives keep, as they are compared with others of the same text (see `plugins.library.kin`). `number`
-- is made of the reference; `wide` and `hidden` are names of lists, a line each; `ends` is whose text a story retells,
-- by its own word, `line` what it leads.
CREATE TABLE kin (
  moment INTEGER NOT NULL, level INTEGER NOT NULL, number INTEGER PRIMARY KEY, reference TEXT NOT NULL,
  signature BLOB NOT NULL, first INTEGER NOT NULL, source TEXT NOT NULL, wide TEXT NOT NULL, ends TEXT NOT NULL,
  line TEXT NOT NULL, original TEXT NOT NULL, hidden TEXT NOT NULL, also INTEGER NOT NULL, alike INTEGER NOT NULL);
CREATE INDEX kin_by_source ON kin (source) WHERE source <> '';
CREATE INDEX kin_by_end ON kin (ends) WHERE ends <> '';
CREATE INDEX kin_by_original ON kin (original) WHERE original <> '';
CREATE TABLE bands (leads INTEGER, band BLOB, moment INTEGER, level INTEGER, number INTEGER,
  PRIMARY KEY (leads, band, moment, level, number)) WITHOUT ROWID;
CREATE TABLE pages (key TEXT PRIMARY KEY, page BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE listing (
  list TEXT, instant INTEGER, unit TEXT, slug TEXT, year TEXT, story INTEGER NOT NULL,
  listed INTEGER NOT NULL, archived INTEGER NOT NULL, fed INTEGER NOT NULL,
  PRIMARY KEY (list, instant DESC, unit, slug, year)) WITHOUT ROWID;
-- `level` is the length of the period, so that the periods of one level stand side by side, and so do all lists.
CREATE TABLE counts (level INTEGER, list TEXT, period TEXT, archived INTEGER NOT NULL, fed INTEGER NOT NULL,
  PRIMARY KEY (level, list, period)) WITHOUT ROWID;
CREATE TABLE links (target TEXT, source TEXT, PRIMARY KEY (target, source)) WITHOUT ROWID;  -- source: story or page key
CREATE INDEX links_by_source ON links (source);
CREATE TABLE dead_links (source TEXT, target TEXT, PRIMARY KEY (source, target)) WITHOUT ROWID;
CREATE TABLE redirects (path TEXT, reference TEXT, PRIMARY KEY (path, reference)) WITHOUT ROWID;
CREATE INDEX redirects_by_reference ON redirects (reference);

-- What each output was made of, and what is still to be done if a run was cut short.
CREATE TABLE touched (family TEXT, key TEXT, PRIMARY KEY (family, key)) WITHOUT ROWID;
-- Keys of deferred families; `shown`: of what shows their outputs. `stamp`: the run that touched the key last.
CREATE TABLE queue (family TEXT, key TEXT, stamp INTEGER NOT NULL, shown INTEGER NOT NULL, PRIMARY KEY (family, key))
  WITHOUT ROWID;
CREATE INDEX queue_shown ON queue (family, key) WHERE shown;
CREATE INDEX queue_by_stamp ON queue (stamp);
CREATE TABLE views (family TEXT, key TEXT, digest TEXT NOT NULL, PRIMARY KEY (family, key)) WITHOUT ROWID;
-- Outputs of no family are to go.
CREATE TABLE outputs (path TEXT PRIMARY KEY, family TEXT NOT NULL, key TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX outputs_by_view ON outputs (family, key);
"""

Row = TypeVar("Row")


class Codec(Generic[Row]):
    """Rows as JSON bytes and back, by msgspec: fast, and ready without building a schema first."""

    def __init__(self, of: type[Row]) -> None:
        self._decoder: msgspec.json.Decoder[Row] = msgspec.json.Decoder(of)
        self._encoder = msgspec.json.Encoder()

    def encode(self, row: Row) -> bytes:
        """The row as JSON, in UTF-8."""
        return self._encoder.encode(row)

    def decode(self, text: bytes) -> Row:
        """The reverse. Raises msgspec.DecodeError where the text is no such row."""
        return self._decoder.decode(text)


PLACED = Codec(Placed)
STORY = Codec(Story)
PAGE = Codec(Page)
PROBLEMS = Codec(list[Problem])
CARD = Codec(Card)
FACTS = Codec(Facts)


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
    # While it is filled for the first time nobody reads it, and a journal for going back would have nothing to hold.
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    connection.execute("PRAGMA synchronous = OFF")
    connection.executescript(TABLES)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.commit()
    return connection


def reconnect(path: Path) -> sqlite3.Connection | None:
    """Open a library for writing that is there and of this version; None where there is none such."""
    return _usable(path) if path.exists() else None


def share(connection: sqlite3.Connection) -> None:
    """Let others read what is committed while this connection writes on. Not within a transaction."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open the library as it was last committed, for reading only. Raises sqlite3.OperationalError without one."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    connection.execute("PRAGMA query_only = 1")
    return connection


def is_broken(error: sqlite3.DatabaseError | msgspec.DecodeError) -> bool:
    """Whether an error means that the library itself is broken, and not its disk, its place or another process."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)  # that of a table or column that is missing
    return not isinstance(error, sqlite3.OperationalError) or code == sqlite3.SQLITE_ERROR


def set_aside(path: Path) -> None:
    """Keep a broken or outdated library under another name, so that somebody can look at it."""
    path.replace(path.with_name(path.name + ".lama"))
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _usable(path: Path) -> sqlite3.Connection | None:
    connection = sqlite3.connect(path)
    try:
        share(connection)
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        found = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute("SELECT count(*) FROM meta").fetchone()
        if found == VERSION:
            return connection
    except sqlite3.DatabaseError:
        pass
    connection.close()
    return None
