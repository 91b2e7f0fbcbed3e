"""Reading `register/sources.toml`: which repository writes which units."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from plugins.problems import Problem, Rule
from plugins.stories import history, tree

from . import texts

if TYPE_CHECKING:
    from plugins.units import Registry

FILE_NAME = "register/sources.toml"  # below the content folder
SCHEMES = ("https", "ssh", "git", "file")  # of these, `git` and `file` are fetched only where that is allowed

_NAME = re.compile(r"[a-z0-9-]{1,50}")
# Narrower than git's own rule: nothing that git or a shell could take for an option, a range or a pattern.
_BRANCH = re.compile(r"(?!.*(?:\.\.|//|/\.|\.lock(?:/|$)|[/.]$))[A-Za-z0-9][A-Za-z0-9._/-]{0,99}")
_FOLDER = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,99}(?:/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}){0,4})?")
_LONGEST_URL = 500  # characters
_URL_EXAMPLE = 'url = "https://git.contoh.go.id/kanwil-contoh.git"'


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_truth(value: object) -> bool:
    return isinstance(value, bool)


_Check = tuple[Callable[[object], bool], str, str, Any]  # test, what is expected, an example, what else is taken

_KEYS: Mapping[str, _Check] = {
    "name": (_is_text, "teks dalam tanda kutip", 'name = "kanwil-contoh"', ""),
    "url": (_is_text, "teks dalam tanda kutip", _URL_EXAMPLE, ""),
    "branch": (_is_text, "teks dalam tanda kutip", 'branch = "main"', "main"),
    "units": (_is_texts, "daftar teks", 'units = ["kanwil-contoh"]', []),
    "below": (_is_truth, "true atau false", "below = true", False),
    "folder": (_is_text, "teks dalam tanda kutip", 'folder = "content"', ""),
}
_NEEDED = ("name", "url", "units")


@dataclass(frozen=True, slots=True)
class Source:
    """A repository and the units that it alone writes.

    `url` or `branch` is empty where it cannot be used: then nothing is fetched, and what was fetched before stays.
    `units` is sorted. `folder` is the path in the repository at which the content folder's layout begins, without
    slashes at its ends. `line` is that of its entry in the register, for messages.
    """

    name: str
    url: str
    branch: str
    units: tuple[str, ...]
    folder: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class _Entry:
    """A `[[source]]` whose values have the right types, and what is reported about it."""

    values: Mapping[str, Any]
    report: Callable[..., None]
    line: int


def load(content: Path, registry: Registry, day: date) -> tuple[list[Source], list[Problem]]:
    """The sources of a content folder, in the order of its register, and all their problems.

    Empty where there is no register; where it cannot be read at all, that of the newest commit in which it can. Units
    below another are those of `day`. Opens the register alone, and looks for files of the sources' units in berita/.
    """
    try:
        data = (content / FILE_NAME).read_bytes()
    except FileNotFoundError:
        return [], []
    except OSError as error:
        return [], [texts.UNREADABLE.broken(FILE_NAME, reason=error.strerror or type(error).__name__)]
    wrong: list[Problem] = []
    try:
        text = _decode(data)
    except ValueError as error:
        good = history.last_good(content, FILE_NAME, _readable)
        text = good[0] if good else ""
        found = re.search(r"at line (\d+)", str(error))
        instead = "versi terakhir yang terbaca" if good else "daftar kosong"
        line = int(found[1]) if found else 0
        wrong.append(texts.NOT_TOML.broken(FILE_NAME, line, reason=str(error), instead=instead))
    sources, problems = parse(text, registry, day)
    return sources, sorted([*wrong, *problems, *_still_in_content(content, sources, registry)])


def _decode(data: bytes) -> str:
    """The text, if it is TOML. Raises ValueError."""
    text = data.decode("utf-8-sig")
    try:
        tomllib.loads(text)
    except RecursionError:
        raise ValueError("nested too deep") from None
    return text


def _readable(data: bytes) -> str | None:
    try:
        return _decode(data)
    except ValueError:
        return None


def parse(text: str, registry: Registry, day: date) -> tuple[list[Source], list[Problem]]:
    """The sources written in `text`, and their problems in order of place. Raises ValueError where it is no TOML.

    A unit that is named belongs to the first source that names it. A unit that is not named belongs to the nearest
    unit above it, on `day`, whose source says `below = true`.
    """
    problems: list[Problem] = []
    entries = _entries(text, problems)
    owners: dict[str, str] = {}
    takers: dict[str, str] = {}
    sound: list[_Entry] = []
    for entry in entries:
        name = entry.values["name"]
        if not _is_sound(entry, [other.values["name"] for other in sound]):
            continue
        sound.append(entry)
        for unit in dict.fromkeys(entry.values["units"]):
            if unit not in registry.units:
                entry.report(texts.UNKNOWN_UNIT, unit, field="units", value=unit, options=registry.units)
            elif unit in owners:
                entry.report(texts.UNIT_TWICE, unit, field="units", value=unit, other=owners[unit])
            else:
                owners[unit] = name
                if entry.values["below"]:
                    takers[unit] = name
    if takers:
        for unit in registry.units:
            above = (takers[one] for one in registry.ancestors(unit, day) if one in takers)
            taker = next(above, "")
            if taker and unit not in owners:
                owners[unit] = taker
    units: dict[str, list[str]] = {}
    for unit, name in sorted(owners.items()):
        units.setdefault(name, []).append(unit)
    sources = []
    for entry in sound:
        if own := units.get(entry.values["name"]):
            sources.append(_source(entry, tuple(own)))
        else:
            entry.report(texts.NO_UNITS, "units", field="units")
    return sources, sorted(problems)


def _is_sound(entry: _Entry, others: list[str]) -> bool:
    """Whether there is a name and a folder to keep it by."""
    name, folder = entry.values["name"], entry.values["folder"].strip("/")
    if not _NAME.fullmatch(name):
        if name:
            allowed = "a-z, 0-9 dan tanda hubung, paling banyak 50 karakter"
            entry.report(texts.WRONG_NAME, "name", field="name", value=name, allowed=allowed)
        return False
    if name in others:
        entry.report(texts.NAME_TWICE, "name", field="name", value=name)
        return False
    if not _FOLDER.fullmatch(folder):
        entry.report(texts.WRONG_FOLDER, "folder", field="folder", value=folder)
        return False
    return True


def _source(entry: _Entry, units: tuple[str, ...]) -> Source:
    url, branch = entry.values["url"], entry.values["branch"]
    if url and (reason := wrong_url(url)):
        entry.report(
            texts.WRONG_URL,
            "url",
            field="url",
            value="" if "@" in url else url,
            reason=reason,
            allowed=_SCHEMES_SHOWN,
            example=_URL_EXAMPLE,
        )
        url = ""
    if not _BRANCH.fullmatch(branch):
        entry.report(texts.WRONG_BRANCH, "branch", field="branch", value=branch)
        branch = ""
    return Source(entry.values["name"], url, branch, units, entry.values["folder"].strip("/"), entry.line)


_SCHEMES_SHOWN = ", ".join(f"{scheme}://" for scheme in SCHEMES)


def wrong_url(url: str) -> str:
    """Why git must not be given this address, in Indonesian; empty where it may."""
    if len(url) > _LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url:
        return "memuat spasi atau karakter lain yang tidak boleh, atau terlalu panjang"
    scheme, mark, _ = url.partition("://")
    if not mark or scheme not in SCHEMES:  # `ext::`, `-option` and `host:path` are none of these
        return "awalannya tidak dikenal"
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - asked for its ValueError
    except ValueError:
        return "nama servernya tidak sah"
    if parts.password is not None or (scheme == "https" and parts.username is not None):
        return "sandi atau nama pengguna tidak boleh ditulis di sini"
    host = (parts.hostname or "") if scheme != "file" else "localhost"
    if not re.fullmatch(r"[a-z0-9:.][a-z0-9:._-]*", host) or (parts.username or "").startswith("-"):
        return "nama servernya tidak sah"
    return "" if parts.path.strip("/") else "nama repositorinya belum ada"


def _entries(text: str, problems: list[Problem]) -> list[_Entry]:
    """The entries with their known keys filled in; what is missing, unknown or wrong is added to `problems`."""
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines, 1) if re.match(r"\s*\[\[\s*[\"']?source\b", line)]
    written = tomllib.loads(text)

    def report(start: int, end: int, rule: Rule, needle: str, **facts: Any) -> None:
        near = (number for number in range(start, end) if needle and needle in lines[number - 1])
        problems.append(rule.broken(FILE_NAME, next(near, start), **facts))

    for key in written.keys() - {"source"}:
        report(1, len(lines) + 1, texts.UNKNOWN_KEY, key, field=key, value=key, options=("source",))
    tables = written.get("source", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        expected, example = "daftar sumber", "[[source]], lalu isinya di bawahnya"
        report(1, len(lines) + 1, texts.WRONG_TYPE, "source", field="source", expected=expected, example=example)
        return []
    if len(starts) != len(tables):  # written in another way than [[source]]: no line is known
        starts = [1] * len(tables)
    entries = []
    for number, table in enumerate(tables):
        start, end = starts[number], [*starts, len(lines) + 1][number + 1]

        def tell(rule: Rule, needle: str, start: int = start, end: int = end, **facts: Any) -> None:
            report(start, end, rule, needle, **facts)

        entries.append(_Entry(_values(table, tell), tell, start))
    return entries


def _values(table: Mapping[str, Any], tell: Callable[..., None]) -> dict[str, Any]:
    for key in sorted(table.keys() - _KEYS.keys()):
        tell(texts.UNKNOWN_KEY, key, field=key, value=key, options=_KEYS)
    values = {}
    for key, (fits, expected, example, otherwise) in _KEYS.items():
        values[key] = otherwise
        if key in table and fits(table[key]):
            values[key] = table[key]
        elif key in table:
            tell(texts.WRONG_TYPE, key, field=key, value=table[key], expected=expected, example=example)
        if key in _NEEDED and not table.get(key):
            tell(texts.MISSING, "", field=key, example=example)
    return values


def _still_in_content(content: Path, sources: list[Source], registry: Registry) -> list[Problem]:
    """The folders in berita/ that hold files of a source's unit, whatever folders of units they are nested in."""
    owner = {unit: source.name for source in sources for unit in source.units}
    problems = []
    waiting = [("berita", "")] if owner else []
    while waiting:
        folder, unit = waiting.pop()
        try:
            inside = sorted((content / folder).iterdir())
        except OSError:
            continue
        nested = [path.name for path in inside if path.name in registry.units and path.is_dir()]
        waiting += [(f"{folder}/{name}", name) for name in nested]
        others = [path for path in inside if path.name not in nested and not tree.ignored(path.name)]
        if unit in owner and any(_holds_files(content, f"{folder}/{path.name}", path.is_dir()) for path in others):
            problems.append(texts.FILES_IN_CONTENT.broken(folder, value=unit, source=owner[unit]))
    return problems


def _holds_files(content: Path, path: str, is_folder: bool) -> bool:
    return not is_folder or next(tree.walk(content, path), None) is not None
