"""The decision: may these grants make this change? Pure, by row; the answer is the grant that allows it, or why not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from plugins.problems import Problem
from plugins.units import Registry

from . import texts
from .changes import KINDS, PLAIN, Change
from .paths import central_reason, misplaced, owner, shown, unsound
from .rows import AUTHOR, CENTRE, EDITOR, EMERGENCY, Grant

_NEWSROOM_ONLY = {"100755"}  # modes that the centre may give to files beside the content: programs


@dataclass(frozen=True, slots=True)
class Ground:
    """Where it is decided: `content` is the content folder in the repository, with a slash at its end, or empty.

    The registry is that of the branch before the push, the day the server's own.
    """

    registry: Registry
    day: date
    content: str = "content/"

    def inside(self, path: str) -> str | None:
        """The content path of a path of the repository, or None."""
        return path.removeprefix(self.content) if path.startswith(self.content) else None


def judge(
    change: Change,
    grants: Sequence[Grant],
    ground: Ground,
    is_withdrawal: Callable[[Change], bool] = lambda change: False,
) -> Grant | Problem:
    """The grant that allows a change, or what is told to whoever made it.

    `grants` are those of one account that hold on the day, and at least one. `is_withdrawal` is asked, for the
    emergency role alone, whether a change withdraws a story and does nothing else.
    """
    inside = ground.inside(change.path)
    path = change.path if inside is None else inside
    central = next((grant for grant in grants if grant.role == CENTRE), None)
    if not change.is_gone:
        if reason := unsound(change.path):
            return texts.BAD_NAME.broken(shown(path), value=shown(path.rpartition("/")[2]), reason=reason)
        program = central and inside is None and change.mode in _NEWSROOM_ONLY
        if change.mode != PLAIN and not program:
            return texts.NOT_A_FILE.broken(shown(path), kind=KINDS.get(change.mode, "sesuatu yang lain"))
    if central:
        return central
    unit = "" if inside is None else owner(inside, ground.registry)
    if not unit:
        reason = central_reason(path, in_content=inside is not None)
        return texts.CENTRAL.broken(shown(path), reason=reason)
    if by := next((grant for grant in grants if _reaches(grant, unit, ground)), None):
        wrong = None if change.is_gone else misplaced(path, ground.registry)
        return wrong or by
    emergency = next((grant for grant in grants if grant.role == EMERGENCY), None)
    if emergency:
        return emergency if is_withdrawal(change) else texts.ONLY_WITHDRAWAL.broken(shown(path))
    own = sorted({grant.unit for grant in grants})
    return texts.NOT_YOURS.broken(
        shown(path), value=unit, allowed=own, account=grants[0].account, unit=ground.registry.units[unit].name
    )


def may_review(grants: Sequence[Grant], unit: str, ground: Ground) -> bool:
    """Whether grants make a second person for a unit's stories: one of that unit, of a unit above it, or the centre."""
    above = {unit, *ground.registry.ancestors(unit, ground.day)}
    return any(grant.role == CENTRE or (grant.role in (AUTHOR, EDITOR) and grant.unit in above) for grant in grants)


def may_reach(change: Change, grants: Sequence[Grant], ground: Ground) -> bool:
    """Whether grants reach what a commit of others changed, so that they may publish it, or throw it away."""
    inside = ground.inside(change.path)
    unit = "" if inside is None else owner(inside, ground.registry)
    return any(grant.role == CENTRE or (unit and _reaches(grant, unit, ground)) for grant in grants)


def _reaches(grant: Grant, unit: str, ground: Ground) -> bool:
    if grant.role == AUTHOR:
        return grant.unit == unit
    return grant.role == EDITOR and (grant.unit == unit or grant.unit in ground.registry.ancestors(unit, ground.day))
