"""What the rules say of profiles and registers: of the rows that a unit, or the centre, brings to the site."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from plugins.library.scan import blob_id_of
from plugins.problems import Problem
from plugins.publish.environment import digest
from plugins.publish.kept import kept
from plugins.rules import checking
from plugins.rules.drafting import Desk
from plugins.rules.rows import draft_of_rows
from plugins.rules.rule import Rule
from plugins.stories.tree import walk
from plugins.units import holds_rows

_FOLDERS = ("register", "unit")
_LARGEST = 1 << 20  # bytes: what is longer is no table of an office


def problems(
    content: Path,
    rules: Sequence[Rule],
    desk: Desk,
    only: Collection[str] | None = None,
    *,
    cache: Path | None = None,
    under: str = "",
) -> list[Problem]:
    """What is found in the files of rows in a content folder; with `only`, in these (content paths).

    What was found in all of them is kept in a `cache` folder until one of them, or what they are judged `under` (a
    digest), is another: a register of a thousand offices takes as long as a hundred stories.
    """
    files = _files(content, only)
    if only is not None:
        return _found(files, rules, desk)
    name = f"rows-{digest([str(content.resolve())])[:16]}"
    key = digest([under, [(path, blob_id_of(data)) for path, data in files]])
    return kept(cache, name, key, lambda: _found(files, rules, desk))


def _found(files: Iterable[tuple[str, bytes]], rules: Sequence[Rule], desk: Desk) -> list[Problem]:
    asked = [rule for rule in rules if rule.rows]
    drafts = (draft_of_rows(data, path, desk) for path, data in files)
    return [problem for draft in drafts for problem in checking.judge(draft, asked).problems]


def _files(content: Path, only: Collection[str] | None) -> list[tuple[str, bytes]]:
    """The files of rows with their bytes, by content path."""
    paths = [path for path in sorted(_paths(content) if only is None else only) if holds_rows(path)]
    return [(path, data) for path in paths if (data := _read(content / path)) is not None]


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
