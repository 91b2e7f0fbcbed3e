"""What a publish does to the stories that are out: each one told by what matters most of it. Pure.

What was out is asked of whoever knows it (`Standing`), what is shown now comes from the caller.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

State = Literal["live", "expired", "withdrawn"]
Kind = Literal[
    "adopted",  # it stood in the output before the log began
    "published",  # its id was not out before
    "changed",
    "moved",  # to another reference, with its id
    "redated",
    "reidentified",  # same reference, and its old id is shown nowhere any more
    "corrected",  # a correction more than before
    "withdrawn",  # it is withdrawn now, or its broken file takes it down
    "removed",  # its id is shown nowhere any more
]


@dataclass(frozen=True, slots=True)
class Shown:
    """A story as the site shows it. `instant` is in seconds since 1970 (UTC), `digest` the SHA-256 of its row."""

    reference: str  # unit/year/slug: where it stands
    id: str  # its tag URI
    unit: str
    instant: int
    digest: str
    state: State
    corrections: int = 0  # how many are shown


@dataclass(frozen=True, slots=True)
class Out:
    """A story that is out, and when it first was: seconds since 1970 (UTC)."""

    story: Shown
    first: int


@dataclass(frozen=True, slots=True)
class Change:
    """A reference at which something may be shown otherwise than before: `now` is None where nothing is.

    `taken_down` says that nothing is because a broken file there names a withdrawal, an embargo or a draft.
    """

    reference: str
    now: Shown | None
    taken_down: bool = False


@dataclass(frozen=True, slots=True)
class Movement:
    """What happens to one story; of `before` and `now` at most one is None. A log holds one line for each."""

    kind: Kind
    before: Shown | None
    now: Shown | None

    @property
    def story(self) -> Shown:
        """The story as it is now, or as it last was."""
        story = self.now or self.before
        assert story is not None  # noqa: S101 - what never was and is not does not move
        return story


class Standing(Protocol):
    """What is out, as the publish log knows it."""

    @property
    def total(self) -> int:
        """How many stories are out."""

    def of_unit(self, unit: str) -> int:
        """How many of them are this unit's own."""

    def at(self, reference: str) -> Out | None:
        """The story that is out at a reference."""


def movements(changes: Iterable[Change], standing: Standing) -> list[Movement]:
    """What the changes do to what is out, by reference; nothing for what stays as it was.

    Both ends of a move must be among the changes: a story whose old reference is not is taken for a new one.
    """
    found = {change.reference: change for change in changes}
    before = {reference: out.story for reference in found if (out := standing.at(reference))}
    leaving = _leaving(before, found)
    moved = {now.reference: leaving[now.id].pop(0) for now in _arriving(before, found) if leaving.get(now.id)}
    stay_gone = {old.reference for rest in leaving.values() for old in rest}
    told: list[Movement | None] = []
    for reference in sorted(found):
        now, old, gone = found[reference].now, before.get(reference), reference in stay_gone
        if now is None or reference in moved:
            if old is not None and gone:
                told.append(movement(old, None, taken_down=now is None and found[reference].taken_down))
            if now is not None:
                told.append(movement(moved[reference], now))
        elif old is not None and old.id != now.id and not gone:  # the story that stood here stands elsewhere
            told.append(movement(None, now))
        else:
            told.append(movement(old, now))
    return [one for one in told if one is not None]


def movement(before: Shown | None, now: Shown | None, *, taken_down: bool = False) -> Movement | None:
    """What happens to one story, told by what matters most of it; None where nothing does."""
    kind = _kind(before, now, taken_down)
    return Movement(kind, before, now) if kind else None


def passing(moves: Iterable[Movement]) -> set[str]:
    """The references, both ends of a move, whose change is a withdrawal or a correction: no refusal holds them back."""
    return {
        side.reference
        for move in moves
        if move.kind in ("withdrawn", "corrected")
        for side in (move.before, move.now)
        if side is not None
    }


def _kind(before: Shown | None, now: Shown | None, taken_down: bool) -> Kind | None:
    if before == now:
        return None
    if now is None:
        return "withdrawn" if taken_down else "removed"
    if before is None:
        return "published"
    if now.state == "withdrawn":  # one that was withdrawn before, too: privacy may be asked for later
        return "withdrawn"
    told: tuple[tuple[Kind, bool], ...] = (
        ("reidentified", now.id != before.id),
        ("redated", now.instant != before.instant),
        ("corrected", now.corrections > before.corrections),  # after these: a line of correction excuses neither
        ("moved", now.reference != before.reference),
        ("changed", True),
    )
    return next(kind for kind, is_so in told if is_so)


def _leaving(before: dict[str, Shown], found: dict[str, Change]) -> dict[str, list[Shown]]:
    """By id, the stories that no longer stand where they stood, in order of reference."""
    leaving: dict[str, list[Shown]] = defaultdict(list)
    for reference, old in sorted(before.items()):
        now = found[reference].now
        if now is None or now.id != old.id:
            leaving[old.id].append(old)
    return leaving


def _arriving(before: dict[str, Shown], found: dict[str, Change]) -> Iterator[Shown]:
    """The stories that stand where they did not, in order of reference."""
    for reference, change in sorted(found.items()):
        old = before.get(reference)
        if change.now is not None and (old is None or old.id != change.now.id):
            yield change.now
