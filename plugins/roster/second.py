"""The second person: whether a version of a story was let through by somebody who did not write it. Pure.

It counts what cannot be written by the first: the commit, the merge or the push of another account, whose identity was
verified as every other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from .commits import Commit
from .persons import Person
from .rights import Ground, may_review
from .rows import CENTRE, EMERGENCY

REVIEWED, BYPASS = "Reviewed", "Bypass"  # trailers of a commit's message
_SHORTEST_REASON = 10  # characters


@dataclass(frozen=True, slots=True)
class Step:
    """A judged commit: who made it; what it brought itself (path to blob before and after); what a merge took over."""

    commit: Commit
    person: Person
    made: Mapping[str, tuple[str, str]]
    merged: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Held:
    """A story that needs a second person: its path in the repository, and the blob that is to be published."""

    path: str
    reference: str
    unit: str
    reason: str
    blob: str


@dataclass(frozen=True, slots=True)
class Answer:
    """`by` is the second account, empty where there is none; `bypass` the reason for which none was needed."""

    first: str
    by: str = ""
    bypass: str = ""
    commit: str = ""


def second(
    held: Held,
    steps: Sequence[Step],
    ground: Ground,
    pusher: Person | None,
    at: Callable[[str, str], str],
    drafted_by: Callable[[str, str], str],
) -> Answer:
    """Who let a story through.

    `at` gives the blob of a path in a commit; `drafted_by` the account that wrote the blob which stood at this path in
    a commit and of which the story's version only changes status or date, and empty where it changes more.
    """
    writers = {step.person.account for step in steps if step.made.get(held.path, ("", ""))[1] == held.blob}
    first = ", ".join(sorted(writers))
    if not writers:
        return Answer("", by="-")  # no commit of this push wrote it: it was public before

    def other(person: Person) -> bool:
        return person.account not in writers and may_review(person.grants, held.unit, ground)

    for step in steps:
        told = held.reference in step.commit.told(REVIEWED) and at(step.commit.id, held.path) == held.blob
        if other(step.person) and (told or step.merged.get(held.path) == held.blob):
            return Answer(first, step.person.account, commit=step.commit.id)
    if pusher and other(pusher):
        return Answer(first, pusher.account)
    for step in steps:
        before, after = step.made.get(held.path, ("", ""))
        parent = step.commit.parents[0] if step.commit.parents else ""
        drafter = drafted_by(parent, before) if parent and after == held.blob else ""
        if drafter and drafter not in writers:
            return Answer(first, drafter, commit=step.commit.id)
    for step in steps:
        may = any(grant.role in (CENTRE, EMERGENCY) for grant in step.person.grants)
        reasons = [reason for reason in step.commit.told(BYPASS) if len(reason) >= _SHORTEST_REASON]
        if may and reasons and at(step.commit.id, held.path) == held.blob:
            return Answer(first, bypass=reasons[0], commit=step.commit.id)
    return Answer(first)
