"""Stories that somebody has handed in and nobody has let through: on a branch, not yet on the one that is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plugins.problems import Problem
from plugins.stories import tree

from . import commits, texts
from .git import Failed, Repository
from .judging import House, Standing, read_ground
from .refs import BRANCHES

WAITING_HOURS = 2
_HOUR = 3600  # seconds


@dataclass(frozen=True, slots=True)
class Waiting:
    """A story on a branch, and since when: seconds since 1970 (UTC), as the machine of its last commit told them."""

    path: str
    branch: str
    author: str
    since: int


def waiting(repository: Repository, house: House) -> Iterator[Waiting]:
    """Every story that a branch has otherwise than the published one, by branch and path. Raises Failed."""
    branches = repository.branches()
    main = branches.get(house.main)
    if main is None:
        raise Failed(f"{BRANCHES}{house.main}: none")
    standing = read_ground(repository, main, house)
    for branch, tip in branches.items():
        base = next(iter(repository.bases(main, tip)), "")
        if branch == house.main or not base or base == tip:
            continue
        yield from _of_branch(repository, branch, tip, base, main, standing)


def _of_branch(
    repository: Repository, branch: str, tip: str, base: str, main: str, standing: Standing
) -> Iterator[Waiting]:
    mine, theirs = repository.differences([(tip, base), (tip, main)])
    for path in sorted(mine.keys() & theirs.keys()):
        inside = standing.ground.inside(path)
        place = tree.classify(inside, standing.ground.registry) if inside and inside.startswith("berita/") else None
        if mine[path].is_gone or not isinstance(place, tree.Place):
            continue
        last = repository.line("rev-list", "--max-count=1", tip, f"^{main}", "--", path)
        found = next(iter(repository.objects([last], commits.LARGEST))) if last else ("", "", 0, b"")
        try:
            commit = commits.parse(last, found[3])
        except commits.Malformed:
            continue
        author = standing.roster.maker(commit.author, commit.committer) or commit.committer
        yield Waiting(place.path, branch, author, commit.committed)


def overdue(found: Iterable[Waiting], at: int, main: str) -> list[Problem]:
    """Those that wait over two hours at the moment `at`, the longest first; last those that say they are still to come.

    The clock of a machine may be some minutes fast; whoever writes a later hour would be told of by nobody.
    """
    late = [one for one in found if not -_HOUR <= at - one.since <= WAITING_HOURS * _HOUR]
    return [
        (texts.WAITING if one.since <= at else texts.WAITING_AHEAD).broken(
            one.path, hours=(at - one.since) // _HOUR, branch=one.branch, author=one.author, main=main
        )
        for one in sorted(late, key=lambda one: (one.since, one.branch, one.path))
    ]
