"""Who made a commit: the account of its signing key, or of whoever the server says is pushing. Pure.

The author line alone says nothing: anybody can write it. It has to agree. Only where a forge signed the commit is it
the author's: the forge knew who was logged in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from plugins.problems import Problem

from . import texts
from .commits import Commit
from .git import Signature
from .rows import CENTRE, Grant, Roster

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

    @property
    def is_central(self) -> bool:
        """Whether it may write everything."""
        return any(grant.role == CENTRE for grant in self.grants)


def identify(
    commit: Commit, signature: Signature | None, roster: Roster, day: date, *, pusher: str = "", accepted: bool = False
) -> Person | Problem:
    """Who made a commit, or why that cannot be told.

    `pusher` is an identity (`server:…`) where a server names one. `accepted`: the commit stands on another branch of
    the server, where it was judged when it was pushed; its committer is then who it says. Without a signature it was a
    login's, and may no more than the rows of a login.

    What a forge signed is the pusher's where the server names one, who says more than the forge does: by the API of
    some, anybody may choose the author of what they sign. Else it is the author's, as far as the rows of a login reach,
    and committed by an address of the forge's: so it marks what was done on its pages, and no program of a user.
    """
    place = f"commit {commit.id[:10]}"
    relays: frozenset[str] = frozenset()
    if accepted:
        identity = commit.committer
        relays = roster.relays(identity, day)
    elif commit.signed:
        if signature is None or not signature.identity:
            state = signature.state if signature else "N"
            return texts.BAD_SIGNATURE.broken(place, reason=_STATES.get(state, _STATES["N"]))
        relays = roster.relays(signature.identity, day)
        identity = pusher if relays and pusher else signature.identity
    elif pusher:
        identity = pusher
    else:
        return texts.UNSIGNED.broken(place)
    if relays and identity != pusher:
        if commit.committer not in relays:
            return texts.NOT_RELAYED.broken(place, value=commit.committer, allowed=sorted(relays))
        grants = roster.of_login(commit.author, day)
        return Person(grants[0].account, grants) if grants else texts.UNKNOWN_AUTHOR.broken(place, value=commit.author)
    by_login = accepted and not commit.signed
    grants = roster.of_login(identity, day) if by_login else roster.of(identity, day)
    if not grants:
        return texts.UNKNOWN_IDENTITY.broken(place, value=identity)
    account = grants[0].account
    own = roster.addresses(account)
    for role, email, allowed in (("Penulis", commit.author, own), ("Pengirim", commit.committer, own | relays)):
        if email not in allowed:
            return texts.FORGED.broken(place, value=email, allowed=sorted(own), role=role, account=account)
    return Person(account, grants)
