"""What a push does to a ref, before any commit is looked at. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.problems import Problem

from . import texts
from .git import ZEROS

BRANCHES = "refs/heads/"


@dataclass(frozen=True, slots=True)
class Push:
    """A line that git gives a pre-receive hook: the ref, and the commits it points at before and after."""

    old: str
    new: str
    ref: str

    @property
    def is_deletion(self) -> bool:
        """Whether the ref is to go."""
        return self.new in ZEROS

    @property
    def is_creation(self) -> bool:
        """Whether there was no such ref."""
        return self.old in ZEROS

    @property
    def branch(self) -> str:
        """The branch's name, or an empty text where the ref is none."""
        return self.ref.removeprefix(BRANCHES) if self.ref.startswith(BRANCHES) else ""


def parse(lines: str) -> list[Push]:
    """What git writes to the hook's standard input. Raises ValueError where it is something else."""
    pushes = []
    for line in lines.splitlines():
        old, new, ref = line.split(" ", 2)
        pushes.append(Push(old, new, ref))
    return pushes


def refused(push: Push, main: str, *, known: bool, rewrites: bool) -> Problem | None:
    """Why a ref may not be changed so.

    `known`: the server names a pusher who is in the roster. `rewrites`: commits of the ref would be lost.
    """
    name = push.branch or push.ref
    if not push.branch:
        return texts.REF_NOT_ALLOWED.broken(push.ref, value=name, branch=main)
    if push.branch == main and push.is_deletion:
        return texts.MAIN_GONE.broken(push.ref, value=name)
    if push.branch == main and push.is_creation:
        return texts.NOT_OPENED.broken(push.ref, value=name)
    if push.branch == main and rewrites:
        return texts.MAIN_REWRITTEN.broken(push.ref, value=name)
    if push.is_deletion and not known:
        return texts.DELETION_NOT_ALLOWED.broken(push.ref, value=name)
    return None
