"""CODEOWNERS for GitHub, GitLab and Gitea: who is asked to review what. It binds nobody; the hook does. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from plugins.units import Registry

from .register import FILE_NAME
from .rows import CENTRE, EDITOR, OF_A_UNIT, Grant, Roster


def codeowners(roster: Roster, registry: Registry, day: date, content: str = "content/") -> Iterator[str]:
    """The lines: the centre for everything, then each unit's writers, and the editors of it and of the units above.

    An account is named by its login at the server, else by its first address. The last line that fits a path counts,
    so a folder nested in another's comes after it.
    """
    yield f"# Dibuat dari {content}{FILE_NAME}: desk codeowners. Jangan diubah dengan tangan."
    grants = [grant for grant in roster.grants if grant.holds(day)]
    centre = _names(grant for grant in grants if grant.role == CENTRE)
    if centre:
        yield f"* {centre}"
    for unit in sorted(registry.units):
        reaching = (unit, *registry.ancestors(unit, day))
        own = [
            grant
            for grant in grants
            if grant.role in OF_A_UNIT and (grant.unit == unit or (grant.role == EDITOR and grant.unit in reaching))
        ]
        names = _names(sorted(own, key=lambda grant: (reaching.index(grant.unit), grant.line)))
        if names:
            yield f"/{content}berita/**/{unit}/ {names}"
            yield f"/{content}unit/**/{unit}/ {names}"


def _names(grants: Iterator[Grant] | list[Grant]) -> str:
    return " ".join(dict.fromkeys(_name(grant) for grant in grants))


def _name(grant: Grant) -> str:
    logins = [identity.partition(":")[2] for identity in grant.identities if identity.startswith("server:")]
    return f"@{logins[0]}" if logins else grant.emails[0]
