"""The roster as plain data: grants of rights to accounts, and who an identity or an address belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

AUTHOR, EDITOR, CENTRE, EMERGENCY = "penulis", "penyunting", "pusat", "darurat"
FORGE = "perantara"  # grants nothing: its key signs what people do on a forge's pages
ROLES = (AUTHOR, EDITOR, CENTRE, EMERGENCY, FORGE)
OF_A_UNIT = frozenset({AUTHOR, EDITOR})
OF_THE_HOUSE = frozenset({CENTRE, EMERGENCY})
LOGIN = "server:"  # begins an identity that is a login, and no key


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
    """All grants of people, in the order of the register, and whose each identity and each address is.

    `forges` are the rows of forges, which grant nothing; their keys and addresses are nobody's.
    """

    grants: tuple[Grant, ...] = ()
    identities: Mapping[str, str] = field(default_factory=dict)
    emails: Mapping[str, str] = field(default_factory=dict)
    forges: tuple[Grant, ...] = ()

    def of(self, identity: str, day: date) -> tuple[Grant, ...]:
        """What an identity, or an address, may do on that day: the rows that name it.

        Not all of its account's: a key that was lost ends with its row, and a login is no key.
        """
        return tuple(
            grant for grant in self.grants if grant.holds(day) and identity in (*grant.identities, *grant.emails)
        )

    def of_login(self, email: str, day: date) -> tuple[Grant, ...]:
        """What whoever logs in at a forge with this address may do on that day: the rows that name it and a login."""
        return tuple(
            grant
            for grant in self.of(email, day)
            if email in grant.emails and any(identity.startswith(LOGIN) for identity in grant.identities)
        )

    def relays(self, name: str, day: date) -> frozenset[str]:
        """The addresses that a forge writes as committer, if `name` is on that day its key or one of them."""
        rows = [row for row in self.forges if row.holds(day) and name in (*row.identities, *row.emails)]
        return frozenset(email for row in rows for email in row.emails)

    def maker(self, author: str, committer: str) -> str:
        """Whose account a commit is that was judged: its committer's, or its author's where that was a forge."""
        relayed = any(committer in row.emails for row in self.forges)
        return self.emails.get(author if relayed else committer, "")

    def addresses(self, account: str) -> frozenset[str]:
        """The e-mail addresses of an account, at any date."""
        return frozenset(email for email, owner in self.emails.items() if owner == account)

    def has_centre(self, day: date) -> bool:
        """Whether anybody may change the registers on that day."""
        return any(grant.role == CENTRE and grant.holds(day) for grant in self.grants)


def roster(rows: tuple[Grant, ...]) -> Roster:
    """The roster of sound rows: nothing belongs to two accounts, or to a person and a forge."""
    grants = tuple(row for row in rows if row.role != FORGE)
    return Roster(
        grants,
        {identity: grant.account for grant in grants for identity in grant.identities},
        {email: grant.account for grant in grants for email in grant.emails},
        tuple(row for row in rows if row.role == FORGE),
    )
