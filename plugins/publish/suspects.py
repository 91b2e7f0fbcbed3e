"""Keys that may have ended the process which made them, for want of memory say: views of deferred families, in a file.

A picture or an index that takes down its process would come first in every round, and nothing after it would be made.
So whoever works on a key in the process of the round itself notes it before, and whoever finds a note made another end:
a suspect comes last in later rounds, in a process of its own, until it is made there. The file lies beside the library,
not in it: it is written while others build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

View = tuple[str, str]  # family and key


class Suspects:
    """The suspects, in order. One round at a time reads and writes them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._views: set[View] = set()
        # None, or half a note: whoever wrote that began nothing.
        with suppress(FileNotFoundError, msgspec.DecodeError):
            self._views.update(msgspec.json.decode(path.read_bytes(), type=list[View]))

    def __len__(self) -> int:
        return len(self._views)

    def __iter__(self) -> Iterator[View]:
        return iter(sorted(self._views))

    def __contains__(self, view: View) -> bool:
        return view in self._views

    def add(self, views: Iterable[View]) -> None:
        """Suspect views from now on."""
        self._views.update(views)
        self._write(self._views)

    def clear(self, view: View) -> None:
        """A view did not end the process that made it."""
        self.keep(self._views - {view})

    def keep(self, views: Iterable[View]) -> None:
        """Suspect these views only."""
        kept = set(views)
        if kept != self._views:
            self._views = kept
            self._write(kept)

    @contextmanager
    def trying(self, view: View) -> Iterator[None]:
        """If this process is ended within this block, the view is a suspect."""
        self._write(self._views | {view})
        try:
            yield
        finally:
            self._write(self._views)

    def _write(self, views: set[View]) -> None:
        self._path.write_bytes(msgspec.json.encode(sorted(views)))
