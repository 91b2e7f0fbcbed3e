"""A commit as its bytes tell it, strictly: what git would have to guess about is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PERSON = re.compile(r"(?P<name>[^<>\0]*)<(?P<email>[^<>\0\s]*)> (?P<when>\d{1,12}) [+-]\d{4}")
_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_TRAILER = re.compile(r"(?P<key>[A-Z][A-Za-z-]{1,30}): *(?P<value>\S.*)")
_ONCE = ("tree", "author", "committer")
_BEGINNING = re.compile(r"tree (?:parent )*author committer(?: (?!tree|parent|author|committer)\S+)* ")
_AT_MOST_ONCE = (*_ONCE, "encoding", "gpgsig", "gpgsig-sha256")
LARGEST = 64 * 1024  # bytes of a commit object: who, when, why and a signature


class Malformed(ValueError):
    """The bytes are no commit as git writes them. The text says what is wrong (Indonesian)."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit. Addresses are in lower case; `committed` is seconds since 1970 (UTC), as its machine told them.

    `openpgp` tells a signature of GPG from one of SSH. `trailers` are the `Key: value` lines of the message's last
    paragraph, in order.
    """

    id: str
    tree: str
    parents: tuple[str, ...]
    author: str
    committer: str
    committed: int
    signed: bool
    openpgp: bool = False
    trailers: tuple[tuple[str, str], ...] = ()

    def told(self, key: str) -> tuple[str, ...]:
        """The values of a trailer, in order."""
        return tuple(value for name, value in self.trailers if name == key)


def parse(commit: str, data: bytes) -> Commit:
    """The commit of an id, from its object. Raises Malformed."""
    head, _, message = data.decode("utf-8", "surrogateescape").partition("\n\n")
    fields: list[tuple[str, str]] = []
    for line in head.split("\n"):
        if line.startswith(" ") and fields and fields[-1][0] not in (*_ONCE, "parent"):
            continue  # of a signature or a tag: git itself reads these
        key, _, value = line.partition(" ")
        fields.append((key, value))
    names = [key for key, _ in fields]
    for name in _AT_MOST_ONCE:
        if names.count(name) > 1 or (name in _ONCE and name not in names):
            raise Malformed(f"“{name}” harus ada satu kali")
    if not _BEGINNING.fullmatch("".join(f"{name} " for name in names)):
        raise Malformed("urutan kepalanya lain")  # git itself sees no parent that stands behind the author
    values = dict(fields)
    parents = tuple(value for key, value in fields if key == "parent")
    if not all(_ID.fullmatch(value) for value in (values["tree"], *parents)):
        raise Malformed("nomor objeknya tidak terbaca")
    if len(set(parents)) != len(parents):
        raise Malformed("induk yang sama disebut dua kali")
    author, committer = _PERSON.fullmatch(values["author"]), _PERSON.fullmatch(values["committer"])
    if author is None or committer is None:
        raise Malformed("nama atau surel penulisnya tidak terbaca")
    return Commit(
        commit,
        values["tree"],
        parents,
        author["email"].lower(),
        committer["email"].lower(),
        int(committer["when"]),
        "gpgsig" in names or "gpgsig-sha256" in names,
        values.get("gpgsig", values.get("gpgsig-sha256", "")).startswith("-----BEGIN PGP "),
        _trailers(message),
    )


def _trailers(message: str) -> tuple[tuple[str, str], ...]:
    last = message.replace("\r\n", "\n").strip().split("\n\n")[-1].split("\n")
    found = [_TRAILER.fullmatch(line.strip()) for line in last]
    return tuple((match["key"], match["value"].strip()) for match in found if match)
