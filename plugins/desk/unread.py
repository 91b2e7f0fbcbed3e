"""Files that somebody means as a story, and that nobody reads: office documents, and texts beside the folders."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from plugins.library.scan import FOLDERS
from plugins.problems import WARNING, Problem, Rule
from plugins.stories.tree import ignored, is_text

OFFICE = Rule(
    "unread-document",
    "Berkas ini tidak terbit: berita ditulis dalam berkas .md, dan tidak ada berita yang menyebut berkas ini.",
    "Salin isinya ke sebuah berita (perintah new, atau kotak “Tempel naskah” di ruang penyuntingan). Bila ini "
    "lampiran, sebutkan namanya di attachments beritanya.",
    WARNING,
)
ELSEWHERE = Rule(
    "unread-place",
    "Berkas ini tidak terbit, karena terletak di luar folder isi.",
    "Pindahkan ke folder berita kantornya, misalnya berita/kanim-padang/2026.",
    WARNING,
)
_KNOWN = (*FOLDERS, "register")
_OFFICE_ENDINGS = (".docx", ".doc", ".odt", ".rtf", ".pages", ".wps")
_MOST = 20  # texts that are named of a folder nobody knows


def told(library: sqlite3.Connection, content: Path) -> Iterator[Problem]:
    """A warning for each; of the folders that are read those files which the library knows, and no text refers to."""
    asked = "SELECT path FROM files WHERE NOT text AND NOT EXISTS (SELECT 1 FROM needs WHERE file = files.path)"
    for (path,) in library.execute(asked):
        if path.lower().endswith(_OFFICE_ENDINGS):
            yield OFFICE.broken(path)
    for path in islice(_elsewhere(content), _MOST):
        yield ELSEWHERE.broken(path, allowed=FOLDERS)


def _elsewhere(content: Path) -> Iterator[str]:
    """Texts of the content folder itself, and of folders in it that are none of ours; follows no link."""
    for entry in sorted(content.iterdir()):
        if ignored(entry.name) or entry.is_symlink() or entry.name in _KNOWN:
            continue
        inside = sorted(entry.rglob("*.md")) if entry.is_dir() else [entry]
        yield from (path.relative_to(content).as_posix() for path in inside if is_text(path.name) and path.is_file())
