"""Reading `register/contributors.csv`: every problem of every row at once. A row with a problem grants nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from plugins.dates import parse_date
from plugins.problems import Problem, Rule
from plugins.units import Registry
from plugins.units.tables import Row, decode, read_table

from . import texts
from .rows import EMERGENCY, FORGE, LOGIN, OF_A_UNIT, OF_THE_HOUSE, ROLES, Grant, Roster, roster
from .signing import identity_of

FILE_NAME = "register/contributors.csv"  # below the content folder
REQUIRED = ("account", "identity", "email", "role")
OPTIONAL = ("unit", "from", "until")

_ACCOUNT = re.compile(r"[a-z0-9][a-z0-9._-]{0,49}")
_EMAIL = re.compile(r"[^\s<>@;,\"*?!#]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)*")
_KEYS_ALLOWED = "ssh:SHA256:…, ssh:ssh-ed25519 AAAA…, gpg: dan 40 angka heksadesimal"
_IDENTITY_ALLOWED = f"{_KEYS_ALLOWED}, atau server:nama-masuk; beberapa dipisah ;"


def read_roster(data: bytes, registry: Registry) -> tuple[Roster, list[Problem]]:
    """The roster in the bytes of the register, and all their problems in order of place."""
    text, problems = decode(data, FILE_NAME)
    rows, wrong = read_table(text, FILE_NAME, REQUIRED, OPTIONAL)
    problems += wrong
    grants: list[Grant] = []
    taken: dict[str, tuple[str, bool, int]] = {}
    for row in rows:
        read = _Row(row, registry)
        grant = read.grant()
        grant = read.unless_taken(grant, taken) if grant else None
        problems += read.problems
        if grant:
            grants.append(grant)
    problems += _relayed(grants)
    return roster(tuple(grants)), sorted(problems)


def _relayed(grants: Sequence[Grant]) -> Iterator[Problem]:
    """Rows of the whole house that a browser is enough for: they name a login, and a forge signs on the same days."""
    forges = [grant for grant in grants if grant.role == FORGE]
    for grant in grants:
        logins = [identity for identity in grant.identities if identity.startswith(LOGIN)]
        forge = next((row for row in forges if row.begins <= grant.ends and grant.begins <= row.ends), None)
        if grant.role in OF_THE_HOUSE and logins and forge:
            yield texts.LOGIN_OF_THE_HOUSE.broken(
                FILE_NAME,
                grant.line,
                field="identity",
                value=logins[0],
                account=grant.account,
                role=grant.role,
                forge=forge.account,
                first=forge.line,
            )


def load_roster(content: Path, registry: Registry, day: date) -> tuple[Roster, list[Problem]]:
    """The roster of a content folder; an empty one, without a problem, where there is no register. Opens it alone."""
    try:
        data = (content / FILE_NAME).read_bytes()
    except FileNotFoundError:
        return roster(()), []
    except OSError as error:
        return roster(()), [texts.UNREADABLE.broken(FILE_NAME, reason=error.strerror or type(error).__name__)]
    read, problems = read_roster(data, registry)
    if not read.has_centre(day):
        problems = sorted([*problems, texts.NO_CENTRE.broken(FILE_NAME)])
    return read, problems


@dataclass(slots=True)
class _Row:
    """A row at work, with what is wrong in it."""

    row: Row
    registry: Registry
    problems: list[Problem] = field(default_factory=list)

    def grant(self) -> Grant | None:
        cells = self.row.cells
        role, unit, account = cells["role"].lower(), cells["unit"], cells["account"]
        for name in REQUIRED:
            if not cells[name]:
                self._tell(texts.CELL_MISSING, name)
        if account and not _ACCOUNT.fullmatch(account):
            allowed = "huruf kecil a-z, angka, titik, garis bawah dan tanda hubung"
            self._tell(texts.BAD_ACCOUNT, "account", account, allowed=allowed)
        if role and role not in ROLES:
            self._tell(texts.BAD_ROLE, "role", cells["role"], options=ROLES)
        if role in OF_A_UNIT and not unit:
            self._tell(texts.CELL_MISSING, "unit")
        if unit and unit not in self.registry.units:
            self._tell(texts.UNKNOWN_UNIT, "unit", unit, options=self.registry.units)
        identities: dict[str, str] = {}
        for part in self.row.list("identity"):
            try:
                identity, key = identity_of(part)
                if role == FORGE and identity.startswith(LOGIN):
                    raise ValueError(part)  # whoever logs in so would be everybody
                identities[identity] = key
            except ValueError:
                allowed = _KEYS_ALLOWED if role == FORGE else _IDENTITY_ALLOWED
                self._tell(texts.BAD_IDENTITY, "identity", part, allowed=allowed)
        emails = tuple(part.lower() for part in self.row.list("email"))
        for email in emails:
            if not _EMAIL.fullmatch(email):
                self._tell(texts.BAD_EMAIL, "email", email)
        begins, ends = self._day("from", date.min), self._day("until", date.max)
        if begins > ends:
            self._tell(texts.ENDS_FIRST, "until", cells["until"], begins=cells["from"])
        if role == EMERGENCY and not cells["until"]:
            self._tell(texts.END_NEEDED, "until")
        if self.problems:
            return None
        keys = tuple(key for key in identities.values() if key)
        return Grant(account, tuple(identities), emails, unit, role, begins, ends, keys, self.row.line)

    def unless_taken(self, grant: Grant, taken: dict[str, tuple[str, bool, int]]) -> Grant | None:
        """The grant, if none of its identities and addresses is another account's, or a forge's and a person's."""
        whose = grant.account, grant.role == FORGE
        for name, values in (("identity", grant.identities), ("email", grant.emails)):
            for value in values:
                other, forge, first = taken.setdefault(value, (*whose, grant.line))
                if (other, forge) != whose:
                    self._tell(texts.IDENTITY_TWICE, name, value, other=other, first=first)
        return None if self.problems else grant

    def _day(self, name: str, otherwise: date) -> date:
        text = self.row.cells[name]
        try:
            return parse_date(text) if text else otherwise
        except ValueError:
            self._tell(texts.BAD_DAY, name, text)
            return otherwise

    def _tell(self, rule: Rule, name: str, value: str = "", **facts: object) -> None:
        broken: Callable[..., Problem] = rule.broken
        self.problems.append(broken(FILE_NAME, self.row.line, field=name, value=value, **facts))
