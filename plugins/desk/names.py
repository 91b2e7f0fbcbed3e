"""Names of files that an office PC cannot hold, and the file that was meant where none has the name that is written.

Windows keeps the signs `< > : " | ? * \\`, names of devices, and points or spaces at the end of a name for itself, and
knows no difference between capital and small letters (Microsoft, Naming Files, Paths, and Namespaces): a repository
with such a name cannot be checked out there, for any office.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from plugins.addresses import DEVICE_NAMES
from plugins.problems import Problem, Rule, nearest
from plugins.stories.media import NOT_FOUND
from plugins.stories.tree import is_text

_FORBIDDEN = re.compile(r'[<>:"|?*\\]')
_FEW = 50  # files: among more it is as quick to look at all

WINDOWS = Rule(
    "name-windows",
    "Nama “{value}” tidak dapat disimpan di Windows, sehingga komputer kantor lain tidak dapat mengambil folder ini.",
    "Ganti namanya menjadi {corrected}, juga di berita yang menyebutnya.",
)
TWIN = Rule(
    "name-twice",
    "Nama “{value}” hanya berbeda huruf besar-kecilnya dari “{other}”; Windows hanya dapat menyimpan salah satunya.",
    "Ganti nama salah satunya, juga di berita yang menyebutnya.",
)


def told(problems: Iterable[Problem], paths: Iterable[str], only: Collection[str] | None = None) -> set[Problem]:
    """The problems, each missing file with the one that was meant; and what is wrong with the names of `paths`: of
    those in `only` (None: of all)."""
    known = set(paths)
    folders: dict[str, list[str]] = {}
    if wanted := {posixpath.dirname(p.path) for p in problems if p.code == NOT_FOUND.code}:
        for path in sorted(known):
            for folder in wanted:
                if path.startswith(f"{folder}/") and not is_text(path):
                    folders.setdefault(folder, []).append(path[len(folder) + 1 :])
    meant = {p: like(p.value, folders.get(posixpath.dirname(p.path), [])) for p in problems if p.code == NOT_FOUND.code}
    return {replace(p, nearest=meant.get(p) or p.nearest) for p in problems} | set(wrong_names(_around(known, only)))


def _around(paths: Collection[str], only: Collection[str] | None) -> Collection[str]:
    """The paths among which those in `only` could have a twin: all of the same units, however these are written."""
    if only is None or len(only) > _FEW:
        return paths
    units = tuple({folded("/".join(path.split("/")[:2])) for path in only})
    return [path for path in paths if folded(path).startswith(units)]


def like(name: str, names: Iterable[str]) -> str:
    """The file that was probably meant: the same but for capitals, or the most like it; empty where none is near."""
    by_form = {folded(other): other for other in sorted(names, reverse=True)}
    return by_form.get(folded(name)) or by_form.get(nearest(folded(name), by_form), "")


def folded(name: str) -> str:
    """A name as Windows and Mac compare it."""
    return name.lower() if name.isascii() else unicodedata.normalize("NFC", name).casefold()


def safe(name: str) -> str:
    """The name nearest to `name` that Windows can hold; the same where it can hold that."""
    changed = _FORBIDDEN.sub("-", name).rstrip(". ")
    stem, dot, ending = changed.partition(".")
    return f"{stem}-berkas{dot}{ending}" if stem.casefold().strip() in DEVICE_NAMES else changed or "berkas"


def wrong_names(paths: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the names of files and of the folders in which they lie."""
    seen: dict[str, str] = {}
    files = frozenset(paths)
    for path in sorted({part for file in files for part in _with_folders(file)}):
        name = posixpath.basename(path)
        is_address = path in files and is_text(path)  # else told twice, with two names that it should have
        if safe(name) != name and not is_address:
            yield WINDOWS.broken(path, value=name, corrected=safe(name))
        other = seen.setdefault(folded(path), path)
        if other != path and posixpath.dirname(other) == posixpath.dirname(path):
            yield TWIN.broken(path, value=name, other=posixpath.basename(other))


def _with_folders(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[:end]) for end in range(1, len(parts) + 1))
