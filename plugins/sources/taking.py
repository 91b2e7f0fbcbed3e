"""What may be taken from a commit of a source: a pure decision over the list of its files.

A source fills `berita/<unit>/` and `unit/<unit>/` of its own units, and folders of its own units nested in them. What
it has elsewhere in these trees, or in the newsroom's, is left and reported; what lies beside them is its own affair.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from plugins.problems import Problem, Rule
from plugins.stories import tree

from . import texts
from .mounts import TREES
from .register import FILE_NAME, Source

NEWSROOM = ("halaman", "register")  # the trees of the content folder that no source may fill
LARGEST_FILE = 10 * 1024 * 1024  # bytes, as for files beside a story
_MOST_PROBLEMS = 20  # told one by one of each source
_LONGEST_PATH = 1000  # characters
_DEEPEST = 20  # folders
_LONGEST_NAME = 255  # bytes: file systems hold no more
_VERSION = 2  # raised when the same list is taken otherwise

_FILE_MODES = ("100644", "100755", "100664")
_KINDS = {"120000": "tautan simbolik", "160000": "repositori lain (submodule)"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A file of a commit: git's mode, the blob's id and bytes (0 where it has none), its path below `folder`."""

    mode: str
    blob: str
    size: int
    path: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken: the blob of each path, empty for an empty file that holds the place of a story that is refused.

    (So the build meets a broken story there, as it would in the content folder, and keeps its last good version.)
    `size` is that of all files together, in bytes.
    """

    blobs: dict[str, str]
    size: int
    problems: list[Problem]

    @property
    def prefixes(self) -> tuple[str, ...]:
        """The folders that are filled, as `berita/<unit>` and `unit/<unit>`."""
        return tuple(sorted({"/".join(path.split("/", 2)[:2]) for path in self.blobs}))


def terms(source: Source) -> str:
    """A digest of all that decides what is taken from a commit: of a state with other terms nothing is reused."""
    facts = repr((_VERSION, LARGEST_FILE, source.units, source.folder))
    return hashlib.sha256(facts.encode()).hexdigest()[:16]


def parse_listed(record: bytes) -> Listed:
    """A record of `git ls-tree -r -l -z`: mode, sort, id and size, then a tab and the path.

    Bytes that are not UTF-8 become lone surrogates, which no name may hold. Raises ValueError for anything else.
    """
    facts, _, path = record.partition(b"\t")
    mode, _, blob, size = facts.decode("ascii").split()
    return Listed(mode, blob, 0 if size == "-" else int(size), path.decode("utf-8", "surrogateescape"))


def take(listed: Iterable[Listed], source: Source) -> Taken:
    """What is taken of the listed files, and what is wrong with the others, in a total order."""
    own = frozenset(source.units)
    blobs: dict[str, str] = {}
    spelled: dict[str, str] = {}
    foreign: Counter[tuple[str, Rule, str]] = Counter()
    problems: list[Problem] = []
    size = 0
    # Lower case first: of two names that differ in case alone, the one that addresses can have is taken.
    for entry in sorted(listed, key=lambda entry: (entry.path != _folded(entry.path), entry.path)):
        if len(entry.path) > _LONGEST_PATH or entry.path.count("/") > _DEEPEST:
            shown = _shown(entry.path)
            problems.append(texts.MISNAMED.broken(shown, value=shown.rpartition("/")[2], name=source.name))
            continue
        parts = entry.path.split("/")
        if any(part and tree.ignored(part) for part in parts):
            continue
        stray = _stray(parts, own)
        if stray:
            foreign[stray] += 1
            continue
        refused = _refused(entry, parts, spelled, source.name)
        if refused is None:
            blobs[entry.path] = entry.blob
            size += entry.size
            continue
        problems.append(refused)
        if refused.code in _PLACE_HELD and tree.is_text(entry.path):
            blobs[entry.path] = ""
    told = [
        rule.broken(
            _shown(folder),
            value=_shown(name),
            options=own if rule is texts.NOT_ITS_UNIT else (),
            count=foreign[folder, rule, name],
            name=source.name,
        )
        for folder, rule, name in sorted(foreign, key=lambda stray: stray[0])[: _MOST_PROBLEMS + 1]
    ]
    count = len(problems) + len(foreign)
    problems = sorted([*problems, *told])[:_MOST_PROBLEMS]
    if count > len(problems):
        line = source.line
        problems.append(texts.MORE.broken(FILE_NAME, line, count=count - len(problems), name=source.name))
    return Taken(dict(sorted(blobs.items())), size, problems)


def _stray(parts: list[str], own: frozenset[str]) -> tuple[str, Rule, str] | None:
    """The folder that is not this source's to fill, why, and the name that is not its unit's; None if all is well.

    Every folder above the year has to be a unit of its own: one that is no unit today may become another's tomorrow.
    """
    top, *folders = parts[:-1] or parts
    if top in NEWSROOM:
        return top, texts.NOT_ITS_FOLDER, ""
    if top not in TREES or not folders:
        return top, texts.NOT_ITS_UNIT, ""
    for depth, name in enumerate(folders):
        if name.isdigit() and depth:
            break
        if name not in own:
            return "/".join(parts[: depth + 2]), texts.NOT_ITS_UNIT, name
    return None


def _refused(entry: Listed, parts: list[str], spelled: dict[str, str], name: str) -> Problem | None:
    path = entry.path
    too_long = any(len(part.encode("utf-8", "surrogateescape")) > _LONGEST_NAME for part in parts)
    if too_long or not path.isprintable() or "\\" in path or "" in parts:
        return texts.MISNAMED.broken(_shown(path), value=_shown(parts[-1]), name=name)
    above = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    for one in above:
        other = spelled.setdefault(_folded(one), one)
        if other != one:
            return texts.TWIN.broken(path, value=one, other=other, name=name)
    if entry.mode not in _FILE_MODES:
        return texts.NOT_A_FILE.broken(path, kind=_KINDS.get(entry.mode, "sesuatu"), name=name)
    if entry.size > LARGEST_FILE:
        limit = f"{LARGEST_FILE // 1024 // 1024} MB"
        return texts.FILE_TOO_LARGE.broken(path, value=f"{entry.size} bita", limit=limit, name=name)
    return None


_PLACE_HELD = frozenset({texts.NOT_A_FILE.code, texts.FILE_TOO_LARGE.code})


def _folded(path: str) -> str:
    """The same text for names that some file system holds to be one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _shown(path: str) -> str:
    shown = "".join(c if c.isprintable() else "�" for c in path[: _LONGEST_PATH + 1])
    return shown if len(shown) <= _LONGEST_PATH else shown[: _LONGEST_PATH - 1] + "…"
