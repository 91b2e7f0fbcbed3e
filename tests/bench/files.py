"""Writing many small files."""

from __future__ import annotations

from pathlib import Path


class Folder:
    """A folder in which each folder is made once and remembered."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._made: set[str] = set()

    def write(self, path: str, text: str) -> None:
        """Write a file at a path below the folder."""
        parent = path.rpartition("/")[0]
        if parent not in self._made:
            (self.root / parent).mkdir(parents=True, exist_ok=True)
            self._made.add(parent)
        with open(f"{self.root}/{path}", "w", encoding="utf-8") as file:  # noqa: PTH123 - a million times
            file.write(text)
