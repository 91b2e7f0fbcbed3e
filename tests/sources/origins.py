"""Fabricated repositories of fictional offices, and servers that serve them, hang or lie."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from plugins.sources import Source
from tests import factory

DAY = date(2024, 6, 15)
UNIT = factory.UNIT
STORY = f"berita/{UNIT}/2024/layanan.md"


def text(title: str = "Layanan akhir pekan") -> str:
    return f"---\ntitle: {title}\ndate: 2024-06-01 09:30\n---\nIsi berita.\n"


def git(folder: Path, *arguments: str, given: bytes | None = None) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment["GIT_CONFIG_GLOBAL"] = os.devnull
    identity = (
        "-c",
        "user.name=Humas",
        "-c",
        "user.email=humas@contoh.go.id",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "gc.auto=0",
    )
    command = ["git", *identity, "-c", "protocol.file.allow=always", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, input=given)
    return done.stdout.decode().strip()


@dataclass(frozen=True)
class Origin:
    """An office's own repository, which it changes as it likes."""

    folder: Path

    @property
    def url(self) -> str:
        return f"file://{self.folder}"

    def commit(self, files: dict[str, str | bytes | None]) -> str:
        """Write (or, with None, delete) files and commit; the commit's id."""
        for path, data in files.items():
            file = self.folder / path
            if data is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data.encode() if isinstance(data, str) else data)
        git(self.folder, "add", "--all", "--force", ".")
        git(self.folder, "commit", "--quiet", "--allow-empty", "--message", "berita")
        return git(self.folder, "rev-parse", "HEAD")

    def commit_listed(self, entries: list[tuple[str, bytes | str]], *, mode: str = "100644") -> str:
        """Commit, on top, a tree of entries that no work tree could hold: (path, bytes), or (path, id) for a module."""
        lines = []
        for path, data in entries:
            kind, _, name = path.rpartition(":") if path[:6].isdigit() else (mode, "", path)
            blob = data if isinstance(data, str) else git(self.folder, "hash-object", "-w", "--stdin", given=data)
            lines.append(f"{kind} {blob}\t{name}".encode(errors="surrogateescape"))
        git(self.folder, "update-index", "-z", "--index-info", given=b"\0".join(lines) + b"\0")
        git(self.folder, "commit", "--quiet", "--allow-empty", "--message", "berita")
        return git(self.folder, "rev-parse", "HEAD")

    def commit_raw(self, tree: bytes) -> str:
        """Commit a tree object as it is, however broken."""
        written = git(self.folder, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=tree)
        made = git(self.folder, "commit-tree", written, "-p", "HEAD", "-m", "berita")
        git(self.folder, "update-ref", "refs/heads/main", made)
        return made


def origin(folder: Path, files: dict[str, str | bytes | None] | None = None) -> Origin:
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    made = Origin(folder)
    made.commit({STORY: text()} if files is None else files)
    return made


def source(origin: Origin | str, *units: str, name: str = "", folder: str = "", branch: str = "main") -> Source:
    url = origin if isinstance(origin, str) else origin.url
    own = tuple(sorted(units or (UNIT,)))
    return Source(name or own[0], url, branch, own, folder, 1)


@contextmanager
def daemon(folder: Path) -> Iterator[str]:
    """A git daemon on loopback that serves all repositories in a folder; the address before their names."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["git", "daemon", "--export-all", f"--base-path={folder}", "--listen=127.0.0.1", f"--port={port}"]
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        for _ in range(200):
            with socket.socket() as asking:
                if asking.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.02)
        yield f"git://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, 15)
        process.wait()


@contextmanager
def silent() -> Iterator[str]:
    """A server that takes calls and says nothing; its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(8)
        yield f"git://127.0.0.1:{listening.getsockname()[1]}/kanim.git"
