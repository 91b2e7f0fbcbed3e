"""Work that a push would throw away: what stands on a branch that is deleted or written anew, and nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from plugins.problems import Problem

from . import texts
from .git import Repository
from .judging import MOST_COMMITS, Judged, brought_by
from .paths import shown
from .refs import Push
from .rights import Ground, may_reach
from .rows import CENTRE, Grant


def loses_work(
    repository: Repository, push: Push, leaving: Collection[str], grants: Sequence[Grant], ground: Ground
) -> Problem | None:
    """Why these grants may not delete or rewrite a branch: it holds work of others that no other branch has.

    `leaving` are all branches that the same push deletes or rewrites: two that hold the same must not vouch for each
    other. Nor does what the push brings to others: git may yet refuse one of several. Each commit that would be lost
    has to be one that the grants could have made. Raises Failed.
    """
    if any(grant.role == CENTRE for grant in grants):
        return None
    excluded = [f"--exclude={branch}" for branch in sorted({push.branch, *leaving})]
    kept = () if push.is_deletion else (push.new,)
    lost = repository.commits(push.old, ("--not", *excluded, "--branches", *kept), MOST_COMMITS)
    for _, change in brought_by(repository, lost, Judged()):
        if not may_reach(change, grants, ground):
            return texts.LOSES_WORK.broken(
                push.ref, value=push.branch, file=shown(change.path.removeprefix(ground.content))
            )
    if len(lost) > MOST_COMMITS:
        return texts.TOO_MANY.broken(push.ref, limit=MOST_COMMITS)
    return None
