"""The English edition: pages of a family once more, under `/en/`, with the interface in English.

Stories are what they are: their titles and texts stay in the language in which they were written, and are marked so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from plugins.addresses import made
from plugins.library import Library
from plugins.library.changes import Change
from plugins.publish.family import Family, Output, View


class English:
    """A family of pages whose house speaks English, each page at its English address. Keys are those of the family."""

    kind: Literal["core", "deferred"] = "core"

    def __init__(self, whole: Family) -> None:
        self.whole = whole
        self.name, self.version, self.themed = f"{whole.name}-en", whole.version, whole.themed

    def keys(self, library: Library) -> Iterable[str]:
        """Those of the family."""
        return self.whole.keys(library)

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Those of the family."""
        return self.whole.concerned(units, library)

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """Those of the family."""
        return self.whole.touched(change, library)

    def view(self, library: Library, key: str) -> View | None:
        """The family's view, with the page at its English address."""
        view = self.whole.view(library, key)
        if view is None:
            return None
        page = view["page"]
        if not isinstance(page, dict):
            raise TypeError(f"the view of {self.name} {key} has no frame")
        return {**view, "page": {**page, "path": made.in_english(page["path"])}}

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The page."""
        return self.whole.render(key, view)
