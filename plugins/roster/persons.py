"""Who made a commit: the account of its signing key, or of whoever the server says is pushing. Pure.

The author line alone says nothing: anybody can write it. It has to agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from plugins.problems import Problem

from . import texts
from .commits import Commit
from .git import Signature
from .rows import Grant, Roster

# What `%G?` of git-log says, where it is not good.
_STATES = {
    "B": "isinya tidak cocok dengan tanda tangannya",
    "X": "tanda tangannya kedaluwarsa",
    "Y": "kuncinya kedaluwarsa",
    "R": "kuncinya dicabut",
    "E": "kuncinya tidak ada di server, jadi tidak dapat diperiksa",
    "N": "tidak dapat dibaca",
}


@dataclass(frozen=True, slots=True)
class Person:
    """An account with what it may do today."""

    account: str
    grants: tuple[Grant, ...]


def identify(
    commit: Commit, signature: Signature | None, roster: Roster, day: date, *, pusher: str = "", accepted: bool = False
) -> Person | Problem:
    """Who made a commit, or why that cannot be told.

    `pusher` is an identity (`server:…`) where a server names one. `accepted`: the commit stands on another branch of
    the server, where it was judged when it was pushed; its committer is then who it says.
    """
    place = f"commit {commit.id[:10]}"
    if accepted:
        identity, account = commit.committer, roster.emails.get(commit.committer, "")
    elif commit.signed:
        if signature is None or not signature.identity:
            state = signature.state if signature else "N"
            return texts.BAD_SIGNATURE.broken(place, reason=_STATES.get(state, _STATES["N"]))
        identity, account = signature.identity, roster.identities.get(signature.identity, "")
    elif pusher:
        identity, account = pusher, roster.identities.get(pusher, "")
    else:
        return texts.UNSIGNED.broken(place)
    grants = roster.of(account, day) if account else ()
    if not grants:
        return texts.UNKNOWN_IDENTITY.broken(place, value=identity)
    own = roster.addresses(account)
    for role, email in (("Penulis", commit.author), ("Pengirim", commit.committer)):
        if email not in own:
            return texts.FORGED.broken(place, value=email, allowed=sorted(own), role=role, account=account)
    return Person(account, grants)
