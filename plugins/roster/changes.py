"""What a commit changes by itself: of a merge only what its parents do not already settle between them. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

GONE = "000000"
PLAIN = "100644"
KINDS = {
    "100755": "program (boleh dijalankan)",
    "100664": "berkas dengan hak tulis bersama",
    "120000": "tautan simbolik",
    "160000": "repositori lain (submodule)",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A path (of the repository, decoded with `surrogateescape`) with mode and blob before and after.

    A mode is `GONE` where there is nothing; the blob is then all zeros.
    """

    path: str
    mode_before: str
    mode: str
    blob_before: str
    blob: str

    @property
    def is_gone(self) -> bool:
        """Whether nothing is there any more."""
        return self.mode == GONE

    @property
    def is_new(self) -> bool:
        """Whether nothing was there."""
        return self.mode_before == GONE


Changes = Mapping[str, Change]  # by path


@dataclass(frozen=True, slots=True)
class Base:
    """A common ancestor of a merge's two parents: the paths at which each of these has something else than it."""

    first: Collection[str]
    second: Collection[str]


def parse(records: Iterable[bytes]) -> Iterable[tuple[str, dict[str, Change]]]:
    """The answers of `git diff-tree --stdin --always --raw -r -z --no-renames`, in order: a commit, its changes.

    Raises ValueError where a commit has one name twice in a folder: each reader of it would see another file.
    """
    commit, changes = "", dict[str, Change]()
    stream = iter(records)
    for record in stream:
        if not record.startswith(b":"):
            if commit:
                yield commit, changes
            commit, changes = record.decode("ascii"), {}
            continue
        before, after, blob_before, blob, _ = record[1:].decode("ascii").split(" ")
        path = next(stream).decode("utf-8", "surrogateescape")
        if path in changes:
            raise ValueError(f"{commit[:10]}: satu nama dua kali dalam satu folder")
        changes[path] = Change(path, before, after, blob_before, blob)
    if commit:
        yield commit, changes


def of_merge(first: Changes, second: Changes, bases: Sequence[Base]) -> list[Change]:
    """What a merge brings that is not settled by its parents, by path.

    `first` and `second` are its changes against each parent. Where only one parent changed a path since a common
    ancestor, its file is the settled one. Whatever else stands in the merge is the word of whoever merged: an edit of
    its own, a choice between two versions, and the silent return to an old version (`git merge -s ours`). So does a
    choice where lines crossed and each parent has what one of the ancestors had: only the ancestors of these could
    tell which of both is the newer.
    """
    brought = []
    for path in sorted(first.keys() | second.keys()):
        kept = any(path not in base.first for base in bases), any(path not in base.second for base in bases)
        if path in first and path in second:
            brought.append(first[path])
        elif path in first and kept != (True, False):
            brought.append(first[path])  # it has what the second parent has, though the first had changed it
        elif path in second and kept != (False, True):
            brought.append(second[path])
    return brought
