"""From staged files to the site: new files first, then changed ones, deletions last: no link is dead meanwhile."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from plugins.publish.rendering import Staged

MARKER = ".newsroom"  # says that a folder is an output of ours, and that what we do not know there may be swept
_MARKER_TEXT = "Folder ini dibuat oleh redaksi; isinya ditulis ulang pada setiap penerbitan.\n"
_STAGING = ".newsroom-staging"


def is_ours(output: Path) -> bool:
    """Whether a folder bears our marker."""
    return (output / MARKER).is_file()


def staging(output: Path) -> Path:
    """An empty folder for staged files, on the same file system as the output, so that moving is atomic."""
    folder = output / _STAGING
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def put_in_place(output: Path, staged: Iterable[Staged]) -> None:
    """Move staged files to where they belong, the new ones first."""
    made: set[Path] = set()
    for item in sorted(staged, key=lambda item: (not item.new, item.path)):
        target = output / item.path
        if target.parent not in made:
            _make_folder(target.parent, output)
            made.add(target.parent)
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)  # a stranger's folder stands where our file belongs
        (output / _STAGING / item.file).replace(target)


def remove(output: Path, paths: Iterable[str]) -> int:
    """Delete outputs, and the folders that are empty by it. Returns how many files went."""
    count = 0
    for path in sorted(paths):
        target = output / path
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            target.unlink()
            count += 1
        for folder in target.parents:
            if folder == output:
                break
            try:
                folder.rmdir()
            except OSError:
                break  # not empty: others still live there
    return count


def strangers(output: Path, known: set[str]) -> list[str]:
    """Files under an output of ours that no view has written."""
    found = []
    for folder, folders, files in os.walk(output):
        if _STAGING in folders:
            folders.remove(_STAGING)
        for name in files:
            path = Path(folder, name).relative_to(output).as_posix()
            if path != MARKER and path not in known:
                found.append(path)
    return sorted(found)


def close(output: Path) -> None:
    """Mark the output as ours and clear the staging folder."""
    shutil.rmtree(output / _STAGING, ignore_errors=True)
    if not is_ours(output):
        (output / MARKER).write_text(_MARKER_TEXT, encoding="utf-8")


def _make_folder(folder: Path, output: Path) -> None:
    inside = folder.relative_to(output)
    for step in (output / part for part in (*reversed(inside.parents), inside) if part.parts):
        if step.is_symlink() or (step.exists() and not step.is_dir()):
            step.unlink()  # a file of an earlier build stands where a folder belongs
        step.mkdir(exist_ok=True)
