"""What a build is asked for, and what it tells afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plugins.library import Places
from plugins.problems import Problem
from plugins.publish.environment import Environment
from plugins.publish.family import Family
from plugins.publish.outward import Outward
from plugins.stories.reader import Context

Progress = Callable[[str, int, int], None]  # phase, done, of how many


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be built, from what, and how."""

    content: Path
    output: Path
    library: Path
    places: Places
    context: Context
    environment: Environment
    make_families: Callable[[], Sequence[Family]]
    processes: int
    progress: Progress = lambda phase, done, total: None
    outward: Outward | None = None  # a publish: by commit, through the gate, into the publish log


@dataclass(slots=True)
class Finished:
    """What was made after a build. Where nothing could be, `why` says so; `failures` have a line each."""

    made: int = 0  # keys whose outputs are others now
    checked: int = 0  # keys that were looked at and found unchanged
    new: list[str] = field(default_factory=list)  # output paths, pages that show them among them
    changed: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    left: int = 0  # keys that still wait
    why: str = ""

    @property
    def written(self) -> list[str]:
        """The output paths with new bytes."""
        return [*self.new, *self.changed]


@dataclass(slots=True)
class Report:
    """What a build did. `vanished` are references that were public and, without a withdrawal, no longer are."""

    read: list[str] = field(default_factory=list)  # content paths
    stories: int = 0  # with a page
    waiting: int = 0  # drafts, scheduled and embargoed
    new: list[str] = field(default_factory=list)  # output paths, as are those of the next two
    changed: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    checked: int = 0  # views that were made and found unchanged
    vanished: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    commit: str = ""  # that was published, where a publish went by git
    refused: str = ""  # what the gate held back, and why
    queued: int = 0  # keys of deferred families that wait
    finished: Finished | None = None  # what was made of them, where that was done at once
    due: int | None = None  # when a story next appears or changes by itself, in seconds since 1970 (UTC)

    @property
    def written(self) -> list[str]:
        """The output paths with new bytes: in this order no reader meets a dead link, nor one who copies them."""
        return [*self.new, *self.changed]
