"""Whose a file is: the unit comes from the names of the folders alone, never from what the file says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plugins.problems import Problem

from .profiles import FILE_NAME as PROFILE
from .rules import NO_UNIT_FOLDER, UNIT_FOLDER_NOT_BENEATH, UNKNOWN_UNIT_FOLDER

if TYPE_CHECKING:
    from .registry import Registry

# Registers whose cells come out on the site. Who may write, and codes of regions, do not.
_PUBLIC_REGISTERS = frozenset({"register/units.csv", "register/unit_events.csv", "register/officials.csv"})
_LONGEST_COMPARED = 100  # characters: whatever is longer resembles no id


def holds_rows(path: str) -> bool:
    """Whether the file at a content path is a profile or a table whose texts come out on the site."""
    name = path.rpartition("/")[2]
    return path in _PUBLIC_REGISTERS or (path.startswith("unit/") and (name == PROFILE or name.endswith(".csv")))


def locate(parts: Sequence[str], registry: Registry, path: str = "") -> tuple[str, Problem | None]:
    """The unit that the folders `parts` (below berita/ or unit/, without year and file) belong to: the deepest.

    Folders may nest if each is an ancestor, at any date, of the next. Otherwise the unit is empty and the problem,
    told about the file `path` (relative to the content folder), says which folder is wrong and what is near it.
    """
    if not parts:
        return "", NO_UNIT_FOLDER.broken(path)
    above = ""
    for part in parts:
        if part not in registry.units:
            options = registry.units if len(part) <= _LONGEST_COMPARED else ()
            return "", UNKNOWN_UNIT_FOLDER.broken(path, value=part, options=options)
        if above and not registry.is_ancestor_ever(above, part):
            return "", UNIT_FOLDER_NOT_BENEATH.broken(path, value=part, above=above)
        above = part
    return above, None
