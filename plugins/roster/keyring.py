"""The public GPG keys that the content itself holds: signatures are judged by these alone, wherever they are judged.

Not by the keyring of whoever runs git, so that the hook, CI and a desk say the same, and a key that is taken away is
gone for all of them.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from .git import Repository

FOLDER = "register/keys/"  # below the content folder
LARGEST = 1 << 20  # bytes of a file
MOST = 200  # files


def public_keys(repository: Repository, commit: str, content: str) -> list[bytes]:
    """The files of keys in a commit, by name; those over 1 MB are left out. Raises Failed."""
    listed = repository.run("ls-tree", "-z", "--name-only", "--full-tree", commit, f"{content}{FOLDER}")
    paths = listed.decode("utf-8", "surrogateescape").split("\0")[:-1][:MOST]
    found = repository.objects([f"{commit}:{path}" for path in paths], LARGEST)
    return [data for _, sort, _, data in found if sort == "blob" and data]


@contextmanager
def keyring(keys: Sequence[bytes]) -> Iterator[Path]:
    """A folder for `GNUPGHOME` that knows these keys and no others; empty where gpg is missing or can read none."""
    with TemporaryDirectory(prefix="kunci-") as name:
        folder = Path(name)
        files = [folder / f"{number}.key" for number in range(len(keys))]
        for file, data in zip(files, keys, strict=True):
            file.write_bytes(data)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        command = ["gpg", "--batch", "--quiet", "--no-tty", "--no-autostart", "--import", "--", *map(str, files)]
        try:
            if files:
                subprocess.run(command, env=kept | {"GNUPGHOME": name, "LC_ALL": "C"}, capture_output=True, check=False)
        except OSError:
            pass  # git itself then says that it cannot check the signature
        yield folder
