"""From staged files to the site: new files first, then changed ones, deletions last: no link is dead meanwhile."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

MARKER = ".newsroom"  # says that a folder is an output of ours
_MARKER_TEXT = "Folder ini dibuat oleh redaksi; isinya ditulis ulang pada setiap penerbitan.\n"
_SHARED_TEXT = "Folder ini juga memuat berkas yang bukan dari redaksi; berkas itu tidak pernah dihapus.\n"
_STAGING = ".newsroom-staging"
_LATER = ".newsroom-deferred"  # where deferred families stage what they make, while others build
_LANDING = "landing"
_NOVELTIES = ("new", "changed")  # in this order files are put in place
_OURS = (MARKER, _STAGING, _LATER)


def keep_apart(output: Path, ours: Iterable[Path], sources: Iterable[Path]) -> None:
    """Raise ValueError where the output and a folder of sources lie in one another, or one of `ours` in the output."""
    place = output.resolve()
    for source in (folder.resolve() for folder in sources):
        if place.is_relative_to(source) or source.is_relative_to(place):
            raise ValueError(f"the output {output} and the folder {source} lie in one another; choose another output")
    for folder in ours:
        if folder.resolve().is_relative_to(place):
            raise ValueError(f"{folder} lies in the output {output}, where it would be published")


def is_ours(output: Path) -> bool:
    """Whether a folder bears our marker."""
    return (output / MARKER).is_file()


def is_vacant(output: Path) -> bool:
    """Whether nothing stands in a folder yet, or there is none."""
    with contextlib.suppress(FileNotFoundError), os.scandir(output) as found:
        return all(entry.name in _OURS for entry in found)
    return True


def may_sweep(output: Path) -> bool:
    """Whether all that stands in an output is ours, so that what no view has written may go."""
    try:
        return _SHARED_TEXT not in (output / MARKER).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def claim(output: Path) -> None:
    """Make a folder an output of ours, before anything is written there. What others keep there is theirs for good."""
    output.mkdir(parents=True, exist_ok=True)
    if not is_ours(output):
        shared = any(path.name not in _OURS for path in output.iterdir())
        (output / MARKER).write_text(_MARKER_TEXT + _SHARED_TEXT * shared, encoding="utf-8")


def staging(output: Path) -> Path:
    """An empty folder for staged files, on the same file system as the output, so that moving is atomic.

    What is new and what is changed lie apart in it, each at its path under the output.
    """
    return _emptied(output / _STAGING)


def staging_for_later(output: Path) -> Path:
    """The same for deferred families, whose staged files belong to many steps: `gather` takes those of one."""
    return _emptied(output / _LATER)


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    for novelty in _NOVELTIES:
        (folder / novelty).mkdir(parents=True)
    return folder


def put_in_place(output: Path) -> None:
    """Move what is staged to where it belongs, the new first. A folder that is new as a whole moves in one step."""
    _put(output / _STAGING, output)


def put_in_place_later(output: Path, staged: Iterable[tuple[str, str]]) -> None:
    """Move files of deferred families to where they belong, in the same order: novelty and path of each are given."""
    landing = _emptied(output / _LATER / _LANDING)
    for novelty, path in staged:
        place = landing / novelty / path
        place.parent.mkdir(parents=True, exist_ok=True)
        (output / _LATER / novelty / path).replace(place)
    _put(landing, output)


def _put(staged: Path, output: Path) -> None:
    for novelty in _NOVELTIES:
        _merge(staged / novelty, output, output)


def _merge(staged: Path, target: Path, output: Path) -> None:
    """Move everything in a staged folder into `target`, folders before files: front pages come last."""
    with os.scandir(staged) as found:
        entries = sorted((not entry.is_dir(follow_symlinks=False), entry.name) for entry in found)
    for is_file, name in entries:
        source, place = staged / name, target / name
        stands = place.is_dir() and not place.is_symlink()
        if stands and not is_file:
            _merge(source, place, output)
            continue
        if stands or (not is_file and (place.is_symlink() or place.exists())):
            _give_way(place, output)
        source.replace(place)


def remove(output: Path, paths: Iterable[str]) -> list[str]:
    """Delete outputs, and the folders that are empty by it. Returns those that were there."""
    removed = []
    for path in sorted(paths):
        target = output / path
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            target.unlink()
            removed.append(path)
        for folder in target.parents:
            if folder == output:
                break
            try:
                folder.rmdir()
            except OSError:
                break  # not empty: others still live there
    return removed


def strangers(output: Path, known: set[str]) -> list[str]:
    """Files under an output of ours that no view has written."""
    found = []
    for folder, folders, files in os.walk(output):
        folders[:] = [name for name in folders if name not in _OURS]
        for name in files:
            path = Path(folder, name).relative_to(output).as_posix()
            if path != MARKER and path not in known:
                found.append(path)
    return sorted(found)


def close(output: Path) -> None:
    """Clear the staging folder."""
    shutil.rmtree(output / _STAGING, ignore_errors=True)


def close_later(output: Path) -> None:
    """Clear that of deferred families."""
    shutil.rmtree(output / _LATER, ignore_errors=True)


def _give_way(path: Path, output: Path) -> None:
    """Clear a file where a folder belongs, or a folder where a file does. Raises OSError where it may be others'."""
    if path.is_symlink() or may_sweep(output):
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        return
    raise FileExistsError(f"{path} stands in the way and may be somebody else's: move it, or choose another output")
