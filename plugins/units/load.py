"""The registers and profiles of a content folder: the only place of this room that opens files."""

from __future__ import annotations

import os
import stat
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from plugins.problems import Problem, Rule

from .paths import locate
from .profiles import FILE_NAME, LARGEST, NOT_TEXT, TOO_LARGE, Profile, read_profile
from .registry import Registry, read_registry
from .rules import EVENTS_PATH, REGIONS_PATH, REGISTER_UNREADABLE, UNITS_PATH
from .tables import decode

NOT_A_FILE = Rule(
    "profile-not-a-file",
    "Profil harus berupa file biasa, bukan tautan, folder atau perangkat; jadi tidak dibaca.",
    "Ganti dengan file teks biasa.",
)
PROFILE_UNREADABLE = Rule(
    "profile-unreadable", "File atau folder ini tidak dapat dibaca ({reason}).", "Periksa hak baca dan panjang namanya."
)
PROFILE_TWICE = Rule(
    "profile-twice",
    "Unit “{value}” mempunyai dua file profil ({paths}), jadi tidak satu pun dipakai.",
    "Gabungkan isinya ke satu file, lalu hapus yang lain.",
)
ACCEPTS_UNKNOWN = Rule(
    "profile-accepts-unknown",
    "Unit “{value}” dalam “accepts” tidak terdaftar, jadi diabaikan.",
    "Perbaiki id unitnya.",
)


def load_registry(content: Path, default_timezone: str) -> tuple[Registry, list[Problem]]:
    """The registry of `content`/register; only units.csv has to exist. `default_timezone` is the site's (IANA)."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path in (UNITS_PATH, EVENTS_PATH, REGIONS_PATH):
        try:
            text, wrong = decode((content / path).read_bytes(), path)
        except FileNotFoundError:
            text, wrong = "", []
        except OSError as error:
            text, wrong = "", [REGISTER_UNREADABLE.broken(path, reason=error.strerror or type(error).__name__)]
        texts[path] = text
        problems += wrong
    registry, wrong = read_registry(texts[UNITS_PATH], texts[EVENTS_PATH], texts[REGIONS_PATH], default_timezone)
    return registry, sorted(problems + wrong)


def load_profiles(
    content: Path, registry: Registry, mounted: Mapping[str, Path] | None = None
) -> tuple[dict[str, Profile], list[Problem]]:
    """The profiles below `content`/unit by unit id, whose folders follow the path rule; with all their problems.

    `mounted` are the folders that take the place of the content folder, by what they do so for: `unit/kanim-padang`.
    """
    problems: list[Problem] = []
    found: dict[str, list[tuple[str, Profile]]] = {}
    tops = {name.partition("/")[2]: root for name, root in (mounted or {}).items() if name.startswith("unit/")}
    paths = [(content, *entry) for entry in _find(content / "unit", problems, without=tops)]
    for name, root in sorted(tops.items()):
        paths += [(root, *entry) for entry in _find(root / "unit", problems, begin=(name,))]
    for root, folder, path in paths:
        shown = _show(path, root)
        unit_id, misplaced = locate([_clean(part) for part in folder], registry, shown)
        if misplaced:
            problems.append(misplaced)
            continue
        text = _read(path, shown, problems)
        if text is not None:
            profile, wrong = read_profile(text, shown)
            problems += wrong
            found.setdefault(unit_id, []).append((shown, profile))
    profiles: dict[str, Profile] = {}
    for unit_id, written in sorted(found.items()):
        if len(written) > 1:
            both = ", ".join(path for path, _ in written)
            problems += [PROFILE_TWICE.broken(path, value=unit_id, paths=both) for path, _ in written]
        else:
            (shown, profile), *_ = written
            profiles[unit_id] = _keep_known(profile, shown, registry, problems)
    return profiles, sorted(problems)


def _keep_known(profile: Profile, path: str, registry: Registry, problems: list[Problem]) -> Profile:
    unknown = [entry for entry in profile.accepts if entry.split("/")[0] not in registry.units]
    problems += [
        ACCEPTS_UNKNOWN.broken(path, field="accepts", value=entry.split("/")[0], options=registry.units)
        for entry in unknown
    ]
    return replace(profile, accepts=tuple(entry for entry in profile.accepts if entry not in unknown))


def _find(
    top: Path, problems: list[Problem], begin: tuple[str, ...] = (), without: Container[str] = ()
) -> Iterator[tuple[tuple[str, ...], Path]]:
    """Every profil.toml below `top` with the names of its folders, in order; symbolic links are not followed."""
    waiting = [begin]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(top.joinpath(*folder)) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except FileNotFoundError:
            continue
        except OSError as error:
            shown = _show(top.joinpath(*folder), top.parent)
            problems.append(PROFILE_UNREADABLE.broken(shown, reason=error.strerror or type(error).__name__))
            continue
        for entry in listed:
            if entry.name == FILE_NAME:
                yield folder, Path(entry.path)
            elif (
                entry.is_dir(follow_symlinks=False)
                and not entry.name.startswith(".")
                and not (not folder and entry.name in without)
            ):
                waiting.append((*folder, entry.name))


def _read(path: Path, shown: str, problems: list[Problem]) -> str | None:
    """The text of a regular file of at most `LARGEST` bytes; a pipe or device is never waited for."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        problems.append(NOT_A_FILE.broken(shown))
        return None
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            problems.append(NOT_A_FILE.broken(shown))
            return None
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        problems.append(TOO_LARGE.broken(shown, limit=f"{LARGEST // 1024} KB"))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        problems.append(NOT_TEXT.broken(shown))
        return None


def _show(path: Path, content: Path) -> str:
    return _clean(path.relative_to(content).as_posix())


def _clean(name: str) -> str:
    """A file name that is not UTF-8 as text that can be written anywhere."""
    return name.encode("utf-8", "replace").decode("utf-8")
