"""A checkout of a source: exactly the files that were taken from a commit, byte for byte as git holds them.

Git's own checkout is not used: it would follow the repository's attributes, and could make links.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from .git import Git


def write(folder: Path, inside: str, blobs: Mapping[str, str], head: str, git: Git, same: Mapping[str, Path]) -> None:
    """Make `folder`, whole, with the blobs of `blobs` by path beneath `inside`, and git's answers of commit `head`.

    A path in `same` becomes a hard link of the file named there, so that a small change costs little. Raises OSError,
    also where `folder` exists, and what `Git.blobs` raises.
    """
    top = folder / inside if inside else folder
    folder.mkdir(parents=True)
    top.mkdir(parents=True, exist_ok=True)
    made: set[Path] = set()
    asked: list[tuple[Path, str]] = []
    for path, blob in blobs.items():
        file = top / path
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        if not (path in same and _linked(same[path], file)):
            asked.append((file, blob))
    for file, blob in asked:
        if not blob:
            _create(file, b"")
    full = [(file, blob) for file, blob in asked if blob]
    if full:
        for (file, _), data in zip(full, git.blobs(blob for _, blob in full), strict=True):
            _create(file, data)
    # A repository of two small files: its own HEAD, and all else from the one repository of the source.
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text(f"{head}\n", "ascii")
    (folder / ".git" / "commondir").write_text("../../../repository.git\n", "ascii")


def _linked(old: Path, new: Path) -> bool:
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:  # a file system without links, or a file with too many
        return False
    return True


def _create(file: Path, data: bytes) -> None:
    with file.open("xb") as written:
        written.write(data)
