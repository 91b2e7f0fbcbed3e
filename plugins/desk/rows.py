"""What the rules say of profiles and registers: of the rows that a unit, or the centre, brings to the site."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from plugins.problems import Problem
from plugins.rules import checking
from plugins.rules.drafting import Desk
from plugins.rules.rows import draft_of_rows
from plugins.rules.rule import Rule
from plugins.stories.tree import walk
from plugins.units import holds_rows

_FOLDERS = ("register", "unit")
_LARGEST = 1 << 20  # bytes: what is longer is no table of an office


def problems(
    content: Path, rules: Sequence[Rule], desk: Desk, only: Collection[str] | None = None
) -> Iterator[Problem]:
    """What is found in the files of rows in a content folder; with `only`, in these (content paths)."""
    asked = [rule for rule in rules if rule.rows]
    for path in sorted(_paths(content) if only is None else only):
        if holds_rows(path) and (data := _read(content / path)) is not None:
            yield from checking.judge(draft_of_rows(data, path, desk), asked).problems


def _paths(content: Path) -> Iterable[str]:
    return (entry.path for folder in _FOLDERS for entry in walk(content, folder))


def _read(file: Path) -> bytes | None:
    """The bytes of a plain file; None where it is none or cannot be read: of that the check tells elsewhere."""
    try:
        if file.is_symlink() or not file.is_file():
            return None
        with file.open("rb") as opened:
            return opened.read(_LARGEST)
    except OSError:
        return None
