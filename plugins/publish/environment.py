"""What outputs depend on beside the content files: code, libraries, theme, registers and settings, as digests.

When one of these changes, nothing made under the old one is trusted: what it can affect is read or viewed again. The
digests of the views then decide which files are really written. What an edit of code affects is told by its room:
families never import each other, so a change in the room of the feeds leaves the pages alone.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType

import msgspec

from plugins.publish.family import Family, libraries_of, room_of

_PLUGINS = Path(__file__).resolve().parent.parent
_READING_ROOMS = ("addresses", "copies", "dates", "library", "problems", "stories", "units", "zones")
_RENDERING_ROOMS = (*_READING_ROOMS, "newsroom", "publish")
_UNIT_ROOMS, _ZONE_ROOMS = ("units", "addresses", "problems", "dates"), ("zones", "addresses", "problems", "dates")
_OF_REGISTRY = ("units.csv", "unit_events.csv", "regions.csv")
_OF_UNITS = ("units.csv", "unit_events.csv", "moves.csv")  # what these say belongs to single units, or to reading
_READING_LIBRARIES = ("Markdown", "msgspec", "nh3", "pillow", "PyYAML", "rensa", "tzdata")
_RENDERING_LIBRARIES = (*_READING_LIBRARIES, "babel", "feedgen", "Jinja2", "lxml", "pelican")
_LIBRARIES = (_READING_LIBRARIES, _RENDERING_LIBRARIES)


@dataclass(frozen=True, slots=True)
class Environment:
    """Digests of what rows are made under (`reading`, `moves`), what views also see, and what bytes also need."""

    reading: str  # what every file is read by
    moves: str  # what files that claim an old address are read by
    registers: str  # what rows are placed by, and what views show of them
    common: str  # the part of it that does not belong to single units
    rendering: str  # what every family renders with
    theme: Mapping[str, str]  # by part: `static`, and all others as `templates`
    code: Mapping[str, str]  # by room
    installed: Mapping[str, str]  # libraries, by their normal names

    def of(self, family: Family) -> str:
        """What a family renders with: its room's code, the theme where it uses it, what all of them need, and its own
        libraries.
        """
        own = [self.installed.get(_normal(name), "") for name in libraries_of(family)]
        return digest([self.rendering, self.code[room_of(family)], self.theme.get(family.themed, ""), own])


@dataclass(frozen=True, slots=True)
class Ground:
    """The files that a build stands on, as digests: registers by name, code by room, the theme by part."""

    registers: Mapping[str, str]
    code: Mapping[str, str]
    theme: Mapping[str, str]
    reader: str  # of this room's code what reads files

    def of_units(self, timezone: str) -> str:
        """What the registry is made of, in a site of that time zone."""
        files = [self.registers.get(name, "") for name in _OF_REGISTRY]
        return digest([timezone, files, [self.code[room] for room in _UNIT_ROOMS], sys.version])

    def of_zones(self) -> str:
        """What the taxonomy is made of."""
        return digest([self.registers.get("zones.toml", ""), [self.code[room] for room in _ZONE_ROOMS], sys.version])


def ground(content: Path, theme: Path) -> Ground:
    """What stands there today."""
    return Ground(
        registers=_digest_files(content / "register"),
        code={room.name: digest(_digest_files(room)) for room in sorted(_PLUGINS.iterdir()) if room.is_dir()},
        theme={
            "templates": digest(_digest_files(theme, without="static")),
            "static": digest(_digest_files(theme / "static")),
        },
        reader=hashlib.sha256(Path(__file__).with_name("reading.py").read_bytes()).hexdigest(),
    )


def environment(of: Ground, *, reading: object, chosen: object, common: object, units: object) -> Environment:
    """The digests of today's code, registers, theme and settings.

    Beside the files, `reading` is what stories are read by, `chosen` the settings that bytes need, `common` what all
    rows are placed by, and `units` what rows and views of some units need: plain values.
    """
    shared = {name: file for name, file in of.registers.items() if name not in _OF_UNITS}
    codes = [of.code[room] for room in _READING_ROOMS]
    installed = _installed()
    read_with, rendered_with = ([sys.version, *_among(installed, names)] for names in _LIBRARIES)
    return Environment(
        reading=digest([reading, of.registers.get("zones.toml", ""), codes, of.reader, read_with]),
        moves=of.registers.get("moves.csv", ""),
        registers=digest([common, units, of.registers]),
        common=digest([common, shared]),
        rendering=digest([chosen, [of.code[r] for r in _RENDERING_ROOMS], rendered_with]),
        theme=of.theme,
        code=of.code,
        installed=installed,
    )


def digest(facts: object) -> str:
    """The digest of plain values, dataclasses among them; the order of keys is of no matter."""
    return hashlib.sha256(msgspec.json.encode(facts, order="sorted", enc_hook=_named)).hexdigest()


def _named(value: object) -> object:
    """What stands for a value that JSON has no form for: of a function its name and code, for where it lies changes."""
    if isinstance(value, FunctionType):
        code = value.__code__
        return [
            value.__module__,
            value.__qualname__,
            code.co_code.hex(),
            [str(constant) for constant in code.co_consts],
        ]
    if callable(value) or type(value).__str__ is object.__str__:
        return [getattr(value, "__module__", ""), getattr(value, "__qualname__", type(value).__qualname__)]
    return str(value)


def _installed() -> dict[str, str]:
    """What is installed, by the folders that installers leave: reading their metadata would take longer."""
    folders = [folder for folder in sys.path if folder.endswith("-packages")]
    found = (entry.name for folder in folders if os.path.isdir(folder) for entry in os.scandir(folder))  # noqa: PTH112
    mine = sorted(name for name in found if name.endswith(".dist-info"))
    return {_normal(name.partition("-")[0]): name for name in mine}


def _among(installed: Mapping[str, str], names: Iterable[str]) -> list[str]:
    return sorted(installed[name] for name in map(_normal, names) if name in installed)


def _normal(name: str) -> str:
    return name.lower().replace("-", "_")


def _digest_files(folder: Path, without: str = "") -> dict[str, str]:
    """The digests of all files in a folder by where they lie in it, but for those in a folder `without`."""
    found: dict[str, str] = {}
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in (without, "__pycache__"))
        for name in sorted(files):
            path = os.path.join(here, name)  # noqa: PTH118 - two hundred of them, on each publish
            if not name.endswith((".pyc", ".lama")) and os.path.isfile(path):  # noqa: PTH113
                shown = os.path.relpath(path, folder).replace(os.sep, "/").encode("utf-8", "backslashreplace").decode()
                with open(path, "rb", buffering=0) as file:  # noqa: PTH123
                    found[shown] = hashlib.sha256(file.read()).hexdigest()
    return found
