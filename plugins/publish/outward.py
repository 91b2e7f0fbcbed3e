"""What a publish is beside a build: what it does to the stories that are out passes the gate, and is logged."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from plugins.library import store
from plugins.library.changes import Change, PageChange
from plugins.publish import gate
from plugins.publish.log import Log
from plugins.publish.movements import Change as Shift
from plugins.publish.movements import Kind, Movement, Shown, State, movements, passing
from plugins.publish.notes import Notes
from plugins.publish.reading import TAKEN_DOWN

_FIRST = "first"  # the note that a first publish is under way, with the name of its log
_PUBLISHED = "published"  # the note that says for which head of the log the library's rows stand


class Refused(RuntimeError):
    """A publish that the gate stops. `passing` are the content paths of files whose changes go out all the same.

    `announcing`: too much would appear at once, and part of it may be what fell due by itself.
    """

    def __init__(self, message: str, passing: frozenset[str] = frozenset(), *, announcing: bool = False) -> None:
        super().__init__(message)
        self.passing = passing
        self.announcing = announcing


@dataclass(frozen=True, slots=True)
class Outward:
    """Where the publish log of an output lies, and what whoever publishes has allowed."""

    state: Path
    output: Path
    as_of: int  # seconds since 1970 (UTC)
    allowed: frozenset[str] = frozenset()  # values of `gate.ALLOWED`
    adopt: bool = False

    def begin(self, connection: sqlite3.Connection, notes: Notes, *, vacant: bool, confined: bool) -> Session:
        """Begin a publish. `vacant`: nothing is out yet. `confined`: only what no gate holds back is in it.

        Raises Refused where something is out of which no log knows, RuntimeError where the log is broken.
        """
        log = Log(self.state)
        vacant = vacant or notes[_FIRST] == self.state.name  # a first publish was cut short: what stands is its own
        if log.is_empty and not vacant and not self.adopt:
            log.close()
            raise Refused(gate.adoption_message(str(self.output)))
        return Session(self, connection, notes, log, vacant, confined)


@dataclass(slots=True)
class Session:
    """One publish: told of every change of a row, asked once whether it may go on, finished when all is out."""

    outward: Outward
    connection: sqlite3.Connection
    notes: Notes
    log: Log
    vacant: bool
    confined: bool
    in_step: bool = False  # whether the library's rows before this publish were those that the log knows to be out
    _seen: dict[str, Shown | None] = field(default_factory=dict)
    _paths: dict[str, set[str]] = field(default_factory=dict)  # by reference, the files behind a change
    _moves: list[Movement] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.in_step = not self.log.is_empty and self.notes[_PUBLISHED] == self.log.head

    def see(self, change: Change) -> None:
        """Take note of a changed row."""
        if isinstance(change, PageChange) or (change.old is None and not self.in_step):
            return
        for side in (change.old, change.new):
            if side is not None:
                reference = side.story.reference
                self._paths.setdefault(reference, set()).add(side.story.path)
                if self.in_step:
                    self._seen[reference] = _shown(store.PLACED.encode(side)) if side is change.new else None

    def judge(self, ending: gate.Ending, *, blank: bool) -> None:
        """Raise Refused where the limits of a publish are exceeded. A blank library cannot publish a part."""
        if self.log.is_empty or self.is_first:  # or adoption: no gate stops it, and no list of it is kept
            self.notes[_FIRST] = self.outward.state.name if self.vacant else ""
            return
        self._moves = list(self._movements())
        if not self.confined:
            allowed = self.outward.allowed
            refusals, too_many = gate.judge(self._moves, self.log, allowed=allowed), ending.exceeds(allowed)
            if refusals or too_many:
                let_out = set() if blank else passing(self._moves)
                paths = frozenset(path for reference in let_out for path in self._paths.get(reference, ()))
                announcing = any(part.kind == "published" for refusal in refusals for part in refusal.parts)
                raise Refused(gate.message(refusals, ending if too_many else None), paths, announcing=announcing)
        if self._moves:  # committed with the rows: if this run is cut short, the next one compares all with the log
            forget(self.notes)

    def finish(self) -> None:
        """Note in the log what went out."""
        if self.log.is_empty or self.is_first:
            self.log.append(self._first(), self.outward.as_of)
            self.notes[_FIRST] = ""
        else:
            self.log.append(self._moves, self.outward.as_of)
        if self.in_step or not self.confined:
            self.notes[_PUBLISHED] = self.log.head

    def close(self) -> None:
        """Let go of the log."""
        self.log.close()

    @property
    def is_first(self) -> bool:
        """Whether this is the first publish, or completes one that was cut short."""
        return self.notes[_FIRST] == self.outward.state.name

    def _first(self) -> Iterator[Movement]:
        kind: Kind = "published" if self.vacant else "adopted"
        for shown in self._all_shown():
            if self.log.at(shown.reference) is None:  # else the one that was cut short wrote it
                yield Movement(kind, None, shown)

    def _movements(self) -> Iterator[Movement]:
        if not self.in_step:
            self._seen = dict.fromkeys(self.log.references())
            self._seen.update((shown.reference, shown) for shown in self._all_shown())
        shifts = (
            Shift(reference, shown, taken_down=shown is None and self._is_taken_down(reference))
            for reference, shown in self._seen.items()
        )
        for move in movements(shifts, self.log):
            # What the rows were before is not known: of what differs, only what no gate holds back is of this publish.
            if self.in_step or not self.confined or passing([move]):
                yield move

    def _all_shown(self) -> Iterator[Shown]:
        for (row,) in self.connection.execute("SELECT placed FROM stories WHERE visible ORDER BY reference"):
            if shown := _shown(row):
                yield shown

    def _is_taken_down(self, reference: str) -> bool:
        told = self.connection.execute("SELECT problems FROM readings WHERE key = ?", (reference,)).fetchall()
        return any(row and f'"code":"{TAKEN_DOWN.code}"'.encode() in row for (row,) in told)


def forget(notes: Notes) -> None:
    """Say that the library's rows are no longer those that a log knows: something was built past it."""
    if notes[_PUBLISHED]:
        notes[_PUBLISHED] = ""


class _Story(msgspec.Struct):
    reference: str
    unit: str
    instant: int
    corrections: list[Any]


class _Card(msgspec.Struct):
    id: str


class _Glance(msgspec.Struct):
    """Of a placed story what the log wants: the rest is passed over unread."""

    story: _Story
    card: _Card
    state: str


_GLANCE = msgspec.json.Decoder(_Glance)


def _shown(row: bytes) -> Shown | None:
    """What is shown of a story, by its row; None where it has no page."""
    placed = _GLANCE.decode(row)
    if placed.state == "hidden":
        return None
    state: State = placed.state  # type: ignore[assignment]
    return Shown(
        reference=placed.story.reference,
        id=placed.card.id,
        unit=placed.story.unit,
        instant=placed.story.instant,
        digest=sha256(row).hexdigest(),
        state=state,
        corrections=len(placed.story.corrections),
    )
