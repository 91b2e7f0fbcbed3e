"""What a family of views is: the interface between those who know what a page says and those who write files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from plugins.library import Library
from plugins.library.changes import Change

View = dict[str, object]  # plain data: what JSON can hold, and nothing that depends on the process or the clock


@dataclass(frozen=True, slots=True)
class Output:
    """A file to be published: its path under output/, with slashes, and its bytes."""

    path: str
    content: bytes


class Family(Protocol):
    """A family of views over the library: pages of one sort, feeds of one sort, data files of one sort.

    Keys are strings that the family alone understands. When a view is due again is not a family's business: rows know
    when they change (`Placed.due`), and a due row touches keys like any other change.
    """

    name: str
    kind: Literal["core", "deferred"]  # deferred ones (cards, search, …) are made after the publish, from a queue
    version: int  # raise it when the same view renders to other bytes

    themed: str  # the part of the theme that its bytes depend on: `templates`, `static`, or none

    def keys(self, library: Library) -> Iterable[str]:
        """Every key that has a view."""

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """The keys whose views say something of these units that is no part of the rows of their stories."""

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The keys whose views may differ after a change. The library is as it is after the change."""

    def view(self, library: Library, key: str) -> View | None:
        """What is shown under a key, or None if there is nothing (any more)."""

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The files of a view: a function of key and view, and of what the family was made with."""


@runtime_checkable
class Followed(Family, Protocol):
    """A family that knows which of its keys are no more.

    Of core ones people follow the outputs: the gate asks before many of them go. Of deferred ones what is no more goes
    at once, and does not wait for what is made after the publish.
    """

    def exists(self, library: Library, key: str) -> bool:
        """Whether a key has a view, answered without making it."""


@runtime_checkable
class Recognised(Family, Protocol):
    """A deferred family whose outputs bear its mark: where no library knows them any more, they are spared."""

    def writes(self, path: str) -> bool:
        """Whether a file at that path under output/ may be one of the family's."""


def libraries_of(family: Family) -> tuple[str, ...]:
    """The distributions that a family alone renders with: another version of one makes its outputs again.

    A family names them in an attribute `libraries`, which it may leave out.
    """
    return tuple(getattr(_whole(family), "libraries", ()))


def room_of(family: Family) -> str:
    """The room whose code a family is."""
    return type(_whole(family)).__module__.split(".")[1]


def recognises(family: Family, path: str) -> bool:
    """Whether an output at a path may be the family's own."""
    whole = _whole(family)
    return isinstance(whole, Recognised) and whole.writes(path)


def _whole(family: Family) -> Family:
    """The family of which this may be a part."""
    return getattr(family, "whole", family)
