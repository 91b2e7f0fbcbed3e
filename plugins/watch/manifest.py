"""What changed in an output, in the order in which it may be copied without a dead link."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Manifest:
    """Output paths in the order in which they may be copied without a dead link: new, changed, deleted.

    `whole` says that it names all that is there, so that whatever else stands at the destination may go. `receipts`
    are those that wait for it.
    """

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    commit: str = ""
    whole: bool = False
    receipts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.deleted or self.whole)

    def then(self, later: Manifest) -> Manifest:
        """One list that does what both would, one after the other."""
        if later.whole:
            deleted = _united(self.deleted, later.deleted, without={*later.new, *later.changed})
            return _with(replace(later, deleted=deleted), (*self.receipts, *later.receipts))
        gone, put = set(later.deleted), {*later.new, *later.changed}
        before = set(self.new)
        again = tuple(path for path in later.changed if path in before)  # may lead now to what is new only since
        new = _united(_united(self.new, later.new, without=gone | set(again)), again, without=gone)
        return Manifest(
            new=new,
            changed=_united(self.changed, later.changed, without=gone | set(new)),
            deleted=_united(self.deleted, later.deleted, without=put),
            commit=later.commit or self.commit,
            whole=self.whole,
            receipts=tuple(dict.fromkeys((*self.receipts, *later.receipts))),
        )

    def standing(self, output: Path) -> Manifest:
        """The same with what stands in an output to be put, and all else to be deleted."""
        gone = {path for path in (*self.new, *self.changed, *self.deleted) if not (output / path).is_file()}
        there = tuple(path for path in (*self.changed, *self.deleted) if path not in gone)
        return replace(
            self,
            new=tuple(path for path in self.new if path not in gone),
            changed=tuple(dict.fromkeys(there)),
            deleted=tuple(sorted(gone)),
        )

    def lines(self) -> Iterator[str]:
        """As the command reads it."""
        yield from (f"put\t{path}\n" for path in (*self.new, *self.changed))
        yield from (f"delete\t{path}\n" for path in self.deleted)


def _united(first: Sequence[str], second: Sequence[str], *, without: set[str]) -> tuple[str, ...]:
    return tuple(path for path in dict.fromkeys((*first, *second)) if path not in without)


def everything(output: Path) -> tuple[str, ...]:
    """Every file of a site, pages last and in order: what they need is copied before them."""
    found = []
    for folder, folders, names in os.walk(output):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        place = Path(folder).relative_to(output)
        found += [(place / name).as_posix() for name in names if not name.startswith(".")]
    return tuple(sorted(found, key=lambda path: (path.endswith(".html"), path.count("/") == 0, path)))


def _with(manifest: Manifest, receipts: Sequence[str]) -> Manifest:
    return replace(manifest, receipts=tuple(dict.fromkeys(receipts)))
