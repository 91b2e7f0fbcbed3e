"""A newsroom of some families only: for one that wants no more, and for comparing with others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plugins.library import Library
from plugins.library.changes import Change
from plugins.publish.family import Family, Followed, Output, View


def choose(families: Sequence[Family], chosen: Sequence[str]) -> list[Family]:
    """The families of these names, each whole or only for sorts of list that are named with it; all, without a name.

    Raises ValueError for a name that no family has.
    """
    if not chosen:
        return list(families)
    sorts: dict[str, set[str]] = {}
    for name in chosen:
        family, _, sort = name.partition(":")
        sorts.setdefault(family, set()).add(sort)
    if unknown := sorts.keys() - {family.name for family in families}:
        raise ValueError(f"FAMILIES names {', '.join(sorted(unknown))}, which no family is called")
    return [
        family if "" in sorts[family.name] else _part(family, frozenset(sorts[family.name]))
        for family in families
        if family.name in sorts
    ]


def _part(whole: Family, sorts: frozenset[str]) -> Family:
    return _FollowedPart(whole, sorts) if isinstance(whole, Followed) else _Part(whole, sorts)


class _Part:
    """The `whole` family without lists of other sorts than these: its keys are, or end with, a list's name."""

    def __init__(self, whole: Family, sorts: frozenset[str]) -> None:
        self.whole = whole
        self._sorts = sorts
        self.name, self.kind = whole.name, whole.kind
        self.version, self.themed = whole.version, whole.themed

    def keys(self, library: Library) -> Iterable[str]:
        return self._chosen(self.whole.keys(library))

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        return self._chosen(self.whole.concerned(units, library))

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        return self._chosen(self.whole.touched(change, library))

    def view(self, library: Library, key: str) -> View | None:
        return self.whole.view(library, key) if any(self._chosen((key,))) else None

    def render(self, key: str, view: View) -> Iterable[Output]:
        return self.whole.render(key, view)

    def _chosen(self, keys: Iterable[str]) -> Iterable[str]:
        return (key for key in keys if key.rpartition("|")[2].partition(":")[0] in self._sorts)


class _FollowedPart(_Part):
    whole: Followed

    def exists(self, library: Library, key: str) -> bool:
        return any(self._chosen((key,))) and self.whole.exists(library, key)
