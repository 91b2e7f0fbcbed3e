"""A git repository of very many files, in which a commit costs no look at all of them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

BASE = "corpus"  # the mark of what was committed first
_CONFIG = {"gc.auto": "0", "core.compression": "1", "index.version": "4", "core.preloadIndex": "true"}
EMAIL = "humas@samudra.example"
_SIGNED = f"Humas <{EMAIL}> 1793466000 +0700"  # 1 November 2026


class Repository:
    """The repository of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def create(self) -> None:
        """Commit all that the folder holds; `reset` comes back to it."""
        self._git("init", "--quiet", "--initial-branch=main")
        for name, value in _CONFIG.items():
            self._git("config", name, value)
        command = ("git", "fast-import", "--quiet", "--done")
        with subprocess.Popen(command, cwd=self._folder, env=_environment(), stdin=subprocess.PIPE) as taking:
            assert taking.stdin is not None
            self._send(taking.stdin)
        if taking.returncode:
            raise RuntimeError("git fast-import failed")
        self._git("reset", "--quiet")  # fills the index, with what each file looks like on disk
        self.mark(BASE)

    def reset(self) -> None:
        """Bring folder and branch back to what was first committed."""
        self._git("reset", "--quiet", "--hard", BASE)

    def commit(self, paths: Sequence[str]) -> None:
        """Commit these files, changed, new or gone, and no others: of the rest not even the times are looked at."""
        self._git("update-index", "--add", "--remove", "--", *paths)
        self._move_on(self._git("write-tree"))

    def mark(self, name: str) -> None:
        """Remember what is committed now under a name."""
        self._git("update-ref", f"refs/tags/{name}", "HEAD")

    def become(self, name: str) -> None:
        """Go on, with a new commit, to what was committed under a name."""
        self._git("read-tree", "-u", "--reset", name)
        self._move_on(f"{name}^{{tree}}")

    def _move_on(self, tree: str) -> None:
        self._git("update-ref", "HEAD", self._git("commit-tree", tree, "-p", "HEAD", "-m", "Berita"))

    def _send(self, into: IO[bytes]) -> None:
        """The commit of everything, as fast-import reads it."""
        into.write(f"commit refs/heads/main\ncommitter {_SIGNED}\ndata 6\nBerita\n".encode())
        for path in _paths(self._folder):
            data = (self._folder / path).read_bytes()
            into.write(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")
        into.write(b"\ndone\n")

    def _git(self, *arguments: str) -> str:
        done = subprocess.run(
            ("git", *arguments), cwd=self._folder, env=_environment(), check=True, capture_output=True, text=True
        )
        return done.stdout.strip()


def _paths(folder: Path) -> Iterator[str]:
    """Every file of a folder, in order, without git's own."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != ".git")
        for name in sorted(files):
            yield Path(place, name).relative_to(folder).as_posix()


def _environment() -> dict[str, str]:
    name, _, rest = _SIGNED.partition(" <")
    email, _, when = rest.partition("> ")
    people = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", name), ("EMAIL", email), ("DATE", when))
    }
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    return {**kept, **people, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
