"""Coded photos kept from build to build: coding them is what takes time, and their digests say what they are.

The folder is a cache. Deleting it, or a file in it, costs time and changes nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from functools import cached_property
from pathlib import Path

from plugins.pictures import scaling


class Keeping:
    """A folder of coded photos by digest, width and what coded them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def _settings(self) -> str:
        return scaling.settings()

    def entry(self, digest: str, width: int) -> Path:
        """Where a photo with this digest is kept in this width."""
        name = hashlib.blake2b(f"{self._settings}\0{digest}\0{width}".encode(), digest_size=16).hexdigest()
        return self._folder / name[:2] / f"{name}.{scaling.FORM}"

    def find(self, entry: Path) -> bytes | None:
        """What is kept: nothing (empty) of a size that is not worth having; None where it was never made."""
        try:
            return entry.read_bytes()
        except OSError:
            return None

    def keep(self, entry: Path, content: bytes) -> None:
        """Keep a size. A full disk or a folder that may not be written costs the next build time, and no more."""
        part = entry.with_name(f"{entry.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            entry.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(content)
            part.replace(entry)
