"""Keys as people hand them in, and as git's own check of signatures wants them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from datetime import date, timedelta

from .rows import Roster

FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")
_GPG = re.compile(r"[0-9A-F]{40}")
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,99}")
# DSA is left out: OpenSSH has refused it since 7.0.
_KEY_TYPES = frozenset(
    {
        "ssh-ed25519",
        "ssh-rsa",
        "ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp521",
        "sk-ssh-ed25519@openssh.com",
        "sk-ecdsa-sha2-nistp256@openssh.com",
    }
)


def identity_of(text: str) -> tuple[str, str]:
    """An identity as the roster compares it, and the public SSH key if one was written out.

    `ssh:SHA256:…`, `ssh:ssh-ed25519 AAAA… comment`, `gpg:…` (40 hexadecimal digits, spaces allowed), `server:login`.
    Raises ValueError for anything else.
    """
    kind, _, value = text.strip().partition(":")
    value = value.strip()
    if kind == "ssh" and FINGERPRINT.fullmatch(value):
        return f"ssh:{value}", ""
    if kind == "ssh":
        sort, key = [*value.split(), "", ""][:2]
        return f"ssh:{fingerprint(sort, key)}", f"{sort} {key}"
    compact = value.replace(" ", "").removeprefix("0x").upper()
    if kind == "gpg" and _GPG.fullmatch(compact):
        return f"gpg:{compact}", ""
    if kind == "server" and _LOGIN.fullmatch(value):
        return f"server:{value}", ""
    raise ValueError(text)


def fingerprint(sort: str, key: str) -> str:
    """The SHA-256 fingerprint of a public SSH key, as `ssh-keygen -l` prints it. Raises ValueError."""
    try:
        blob = base64.b64decode(key, validate=True)
    except binascii.Error as error:
        raise ValueError(key) from error
    named = len(sort).to_bytes(4, "big") + sort.encode("ascii", "replace")
    if sort not in _KEY_TYPES or not blob.startswith(named) or len(blob) == len(named):
        raise ValueError(key)
    return "SHA256:" + base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")


def allowed_signers(roster: Roster) -> Iterator[str]:
    """Lines of an allowed-signers file (ssh-keygen, ALLOWED SIGNERS) for `git verify-commit`, keys in order.

    Days are those of UTC there, so a line holds a day longer at both ends: who decides is the roster.
    """
    for grant in (*roster.grants, *roster.forges):
        times = ""
        if grant.begins != date.min:
            times += f',valid-after="{grant.begins - timedelta(1):%Y%m%d}"'
        if grant.ends != date.max:
            times += f',valid-before="{grant.ends + timedelta(2):%Y%m%d}"'
        for key in grant.keys:
            yield f'{",".join(grant.emails)} namespaces="git"{times} {key}'
        for identity in grant.identities:
            if identity.startswith("ssh:") and not grant.keys:
                yield f"# {grant.account}: {identity} (kunci publiknya tidak tertulis)"
