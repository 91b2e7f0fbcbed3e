"""Where content paths lie on disk: in the content folder, but for folders that come from a unit's own repository."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Root:
    """A folder in which content paths are what they are in the content folder, and git answers of their history."""

    folder: Path
    head: str  # the commit whose files lie there
    taken: str = ""  # told apart where other files were taken from the same commit


@dataclass(frozen=True, slots=True)
class Roots:
    """The content folder, and by prefix (`berita/kanwil-biru`) the roots that take its place for what lies beneath."""

    content: Path
    mounted: Mapping[str, Root] = field(default_factory=dict)

    def of(self, path: str) -> Path:
        """The folder to which a content path has to be joined."""
        if self.mounted and (root := self.mounted.get("/".join(path.split("/", 2)[:2]))):
            return root.folder
        return self.content

    def is_mounted(self, path: str) -> bool:
        """Whether a content path lies in a mounted root."""
        return bool(self.mounted) and "/".join(path.split("/", 2)[:2]) in self.mounted

    def heads(self) -> Iterator[tuple[str, Root]]:
        """The mounted roots by prefix, in order."""
        yield from sorted(self.mounted.items())
