"""The files beside one story: each looked for once, whoever refers to it."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from plugins.problems import Rule
from plugins.stories.media import NOT_FOUND, OUTSIDE, inspect, read_beside
from plugins.stories.media_kinds import Refusal
from plugins.stories.story import Media
from plugins.stories.tree import ignored

MAX_FILES = 100  # of one story
MAX_ALL_BYTES = 100 * 1024 * 1024
MAX_MEASURED_PIXELS = 400_000_000  # of all pictures, as long as those that have to be coded again are measured so

TOO_MANY = Rule(
    "file-too-many",
    "Berkas “{name}” tidak diterbitkan: berita ini merujuk terlalu banyak berkas.",
    "Bagi menjadi beberapa berita; paling banyak 100 berkas, seluruhnya 100 MB.",
)


@dataclass(slots=True)
class Beside:
    """What lies in `folder` (a content path without a slash at its end) under `content`. One use for each story."""

    content: Path
    folder: str
    _found: dict[str, Media | Refusal | None] = field(default_factory=dict)
    _needs: set[str] = field(default_factory=set)
    _files: int = 0
    _bytes: int = 0
    _pixels: int = 0

    def find(self, name: str) -> Media | Refusal | None:
        """The file of that name as it is published, why it is not, or None where there is none."""
        plain = posixpath.normpath(name)
        if plain not in self._found:
            self._found[plain] = self._look(plain)
        return self._found[plain]

    def used(self, names: Iterable[str]) -> tuple[Media, ...]:
        """The media among `names`, each once, by published name."""
        media = {posixpath.normpath(name): self.find(name) for name in names}
        unique = {found.source: found for found in media.values() if isinstance(found, Media)}
        return tuple(sorted(unique.values(), key=lambda found: found.name))

    @property
    def needs(self) -> tuple[str, ...]:
        """The content paths that were looked for, found or not, in order and in Unicode's normal form C.

        Those with a slash at their end are folders on the way: something else may come to stand there.
        """
        return tuple(sorted(self._needs))

    def _look(self, name: str) -> Media | Refusal | None:
        source = f"{self.folder}/{name}"
        if name.startswith(("/", "../")) or name in (".", "..") or not name.isprintable():
            return Refusal(OUTSIDE)
        parts = name.split("/")
        if any(map(ignored, parts)):
            return None  # hidden, or left behind by an editor: no file of the site, and no change of it is noticed
        form = unicodedata.normalize("NFC", source)
        folders = ["/".join((self.folder, *parts[:end])) + "/" for end in range(1, len(parts))]
        self._needs.update((form, *(unicodedata.normalize("NFC", folder) for folder in folders)))
        if self._files >= MAX_FILES or self._bytes > MAX_ALL_BYTES:
            return Refusal(TOO_MANY)
        data = read_beside(self.content / self.folder, name, self.content)
        if isinstance(data, bytes):
            self._files += 1
            self._bytes += len(data)
        if isinstance(data, Refusal):
            return None if data.rule is NOT_FOUND else data
        found = inspect(data, source, name, MAX_MEASURED_PIXELS - self._pixels)
        if isinstance(found, Media):
            self._pixels += found.width * found.height
        return found
