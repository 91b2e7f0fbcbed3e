"""The files of a commit on disk: only those that changed are touched, however many there are.

Git's own checkout reads and writes its index of all files (0.4 seconds for 100,000), and does to them what attributes
in the repository say. Here the bytes of each blob are written as they are. Nothing is written through a link, and
nothing in or above the folders that are kept: `.git`, and whatever of the site lies in the clone.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from plugins.watch import git
from plugins.watch.git import EXECUTABLE, GONE, REPOSITORY, Changed, Failed

_CHUNK = 1 << 20  # bytes
_DEEPEST, _LONGEST_PATH, _LONGEST_NAME = 50, 2000, 255  # folders, bytes, bytes: file systems hold no longer name
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW


def may_write(path: str, kept: Iterable[str]) -> bool:
    """Whether a path of a commit may be written: it stays in the clone, and out of the folders `kept` and their way."""
    parts = path.split("/")
    if len(parts) > _DEEPEST or len(os.fsencode(path)) > _LONGEST_PATH:
        return False
    if any(len(os.fsencode(part)) > _LONGEST_NAME for part in parts):
        return False
    if any(part in ("", ".", "..") or _is_git(part) for part in parts):
        return False
    return not any(path == own or path.startswith(f"{own}/") or own.startswith(f"{path}/") for own in kept)


def _is_git(name: str) -> bool:
    """Whether some file system takes a name for `.git`."""
    plain = "".join(letter for letter in name if letter.isprintable()).rstrip(" .").lower()
    return plain in (".git", "git~1") or plain.startswith(".git:")


def write(clone: Path, changed: Sequence[Changed], kept: Sequence[str]) -> list[str]:
    """Bring these files of the clone to what they are after a commit; returns paths that were left alone.

    Doing it twice does no harm, so one that was cut short is done again. Symbolic links become files that hold the
    link's text. Raises OSError, or Failed where git cannot give a blob.
    """
    mine = [change for change in changed if may_write(change.path, kept)]
    top = os.open(clone, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for change in mine:
            if change.mode == GONE:
                _remove(top, change.path)
        with _blobs(clone) as blobs:
            for change in mine:
                if change.mode not in (GONE, REPOSITORY):
                    _put(top, change, blobs)
    finally:
        os.close(top)
    return sorted({change.path for change in changed} - {change.path for change in mine})


def _remove(top: int, path: str) -> None:
    """Remove a file, and the folders that become empty."""
    *folders, name = os.fsencode(path).split(b"/")
    opened = [top]
    try:
        for folder in folders:
            opened.append(os.open(folder, _FOLDER, dir_fd=opened[-1]))
        os.unlink(name, dir_fd=opened[-1])
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError) as error:
        if isinstance(error, PermissionError) and not _is_folder(opened[-1], name):
            raise
    except OSError as error:
        if error.errno != errno.ELOOP:
            raise
    with contextlib.suppress(OSError):
        for folder, above in zip(reversed(folders[: len(opened) - 1]), reversed(opened[:-1]), strict=True):
            os.rmdir(folder, dir_fd=above)
    for descriptor in opened[1:]:
        os.close(descriptor)


def _put(top: int, change: Changed, blobs: _Blobs) -> None:
    *folders, name = os.fsencode(change.path).split(b"/")
    here = os.dup(top)
    try:
        for folder in folders:
            here, above = _enter(here, folder), here
            os.close(above)
        _clear(here, name)
        mode = 0o777 if change.mode == EXECUTABLE else 0o666
        with os.fdopen(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode, dir_fd=here), "wb") as file:
            blobs.copy(change.blob, file)
    finally:
        os.close(here)


def _enter(above: int, folder: bytes) -> int:
    """Open a folder, made if need be; what is there instead was left by another commit, or by nobody."""
    try:
        return os.open(folder, _FOLDER, dir_fd=above)
    except OSError:
        if not _is_folder(above, folder):
            _clear(above, folder)
            os.mkdir(folder, dir_fd=above)
        return os.open(folder, _FOLDER, dir_fd=above)


def _clear(above: int, name: bytes) -> None:
    if _is_folder(above, name):
        shutil.rmtree(name, dir_fd=above)
    else:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name, dir_fd=above)


def _is_folder(above: int, name: bytes) -> bool:
    try:
        return stat.S_ISDIR(os.stat(name, dir_fd=above, follow_symlinks=False).st_mode)
    except OSError:
        return False


class _Blobs:
    """A git that hands out blobs, one after the other."""

    def __init__(self, asking: IO[bytes], answers: IO[bytes]) -> None:
        self._asking, self._answers = asking, answers

    def copy(self, blob: str, into: IO[bytes]) -> None:
        """Write the bytes of a blob. Raises Failed where there is no such blob."""
        self._asking.write(blob.encode() + b"\n")
        self._asking.flush()
        head = self._answers.readline().split()
        if len(head) != 3 or head[1] != b"blob":
            raise Failed(f"the repository has no blob {blob}")
        left = int(head[2])
        while left:
            chunk = self._answers.read(min(left, _CHUNK))
            if not chunk:
                raise Failed(f"git ended within the blob {blob}")
            into.write(chunk)
            left -= len(chunk)
        self._answers.read(1)  # the line feed after it


@contextmanager
def _blobs(clone: Path) -> Iterator[_Blobs]:
    try:
        process = subprocess.Popen(
            git.command("cat-file", "--batch"),
            cwd=clone,
            env=git.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise Failed(str(error)) from error
    with process:
        assert process.stdin is not None and process.stdout is not None  # noqa: S101 - both are pipes
        try:
            yield _Blobs(process.stdin, process.stdout)
        except BrokenPipeError as error:
            raise Failed("git ended too early") from error
        finally:
            process.kill()
