"""The roster as plain data: grants of rights to accounts, and who an identity or an address belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

AUTHOR, EDITOR, CENTRE, EMERGENCY = "penulis", "penyunting", "pusat", "darurat"
ROLES = (AUTHOR, EDITOR, CENTRE, EMERGENCY)
OF_A_UNIT = frozenset({AUTHOR, EDITOR})


@dataclass(frozen=True, slots=True)
class Grant:
    """A row of the roster: what an account may do, from the first day to the last, both included.

    `identities` are `ssh:SHA256:…`, `gpg:…` (40 hexadecimal digits, capitals) and `server:…`; `keys` the public SSH
    keys that were written out. `emails` are in lower case. `unit` may be empty for roles that are of no unit.
    """

    account: str
    identities: tuple[str, ...]
    emails: tuple[str, ...]
    unit: str
    role: str
    begins: date = date.min
    ends: date = date.max
    keys: tuple[str, ...] = ()
    line: int = 0

    def holds(self, day: date) -> bool:
        """Whether it counts on that day."""
        return self.begins <= day <= self.ends


@dataclass(frozen=True, slots=True)
class Roster:
    """All grants, in the order of the register, and whose each identity and each address is."""

    grants: tuple[Grant, ...] = ()
    identities: Mapping[str, str] = field(default_factory=dict)
    emails: Mapping[str, str] = field(default_factory=dict)

    def of(self, account: str, day: date) -> tuple[Grant, ...]:
        """What an account may do on that day."""
        return tuple(grant for grant in self.grants if grant.account == account and grant.holds(day))

    def addresses(self, account: str) -> frozenset[str]:
        """The e-mail addresses of an account, at any date."""
        return frozenset(email for email, owner in self.emails.items() if owner == account)

    def has_centre(self, day: date) -> bool:
        """Whether anybody may change the registers on that day."""
        return any(grant.role == CENTRE and grant.holds(day) for grant in self.grants)


def roster(grants: tuple[Grant, ...]) -> Roster:
    """The roster of sound grants: nothing belongs to two accounts."""
    return Roster(
        grants,
        {identity: grant.account for grant in grants for identity in grant.identities},
        {email: grant.account for grant in grants for email in grant.emails},
    )
