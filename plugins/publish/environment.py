"""What outputs depend on beside the content files: code, libraries, theme, registers and settings, as digests.

When one of these changes, nothing made under the old one is trusted: files are read again, views are made again. The
digests of the views then decide which files are really written.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

_PLUGINS = Path(__file__).resolve().parent.parent
_READING_ROOMS = ("addresses", "dates", "library", "problems", "stories", "units", "zones")
_READING_LIBRARIES = ("Markdown", "nh3", "pillow", "pydantic", "PyYAML", "tzdata")
_RENDERING_LIBRARIES = (*_READING_LIBRARIES, "babel", "feedgen", "Jinja2", "lxml", "pelican")


@dataclass(frozen=True, slots=True)
class Environment:
    """Digests of what rows are made under (`reading`), what views also see, and what bytes also need."""

    reading: str
    registers: str
    rendering: str


def environment(
    settings: Mapping[str, object], registers: Iterable[Path], theme: Path, profiles: Mapping[str, object] | None = None
) -> Environment:
    """The digests of today's code, registers, theme and settings (plain values, order of no matter).

    `profiles` are the registers that units write themselves, as they were read: their files are not opened again.
    """
    chosen = json.dumps(settings, sort_keys=True, default=str)
    rows = _digest(_digest_files(registers), json.dumps(profiles or {}, sort_keys=True, default=str))
    reading_code = _digest_files(path for room in _READING_ROOMS for path in (_PLUGINS / room).rglob("*"))
    return Environment(
        reading=_digest(chosen, rows, reading_code, *_versions(_READING_LIBRARIES)),
        registers=_digest(rows, chosen),
        rendering=_digest(
            chosen,
            _digest_files(_PLUGINS.rglob("*")),
            _digest_files(theme.rglob("*")),
            *_versions(_RENDERING_LIBRARIES),
        ),
    )


def _versions(names: Iterable[str]) -> list[str]:
    return [f"{name}=={version(name)}" for name in names]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _digest_files(paths: Iterable[Path]) -> str:
    """The digest of files and of where they lie, seen from the folder that holds them all."""
    files = sorted(path for path in paths if path.is_file() and path.suffix not in (".pyc", ".lama"))
    root = os.path.commonpath([path.parent for path in files]) if files else ""
    digest = hashlib.sha256()
    for path in files:
        name = os.fsencode(path.relative_to(root).as_posix())
        digest.update(name + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
