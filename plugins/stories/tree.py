"""Which files lie where: a walk that opens nothing, and what a path says about the story or page in it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from plugins import addresses
from plugins.dates import EARLIEST_YEAR, LATEST_YEAR
from plugins.problems import Problem, Rule
from plugins.stories import texts
from plugins.stories.slips import slug_of
from plugins.units import locate

if TYPE_CHECKING:
    from plugins.units import Registry

Kind = Literal["file", "symlink", "other", "misnamed", "unreadable"]

_YEARS = f"{EARLIEST_YEAR} sampai {LATEST_YEAR}"
# In whatever case, all are meant as stories: an editor on an office PC likes to add .txt.
_TEXT_ENDINGS = (".md", ".markdown", ".mdown", ".mkd", ".txt")
_IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "__macosx"})
_NO_FILE: dict[Kind, Rule] = {
    "symlink": texts.SYMBOLIC_LINK,
    "other": texts.NOT_A_FILE,
    "misnamed": texts.NAME_BROKEN,
    "unreadable": texts.UNREADABLE,
}


class Entry(NamedTuple):
    """What a folder holds. `path` is relative to the content folder and always printable; sizes are bytes.

    Only a `file` may be opened. `other` is a FIFO, a socket or a device; `misnamed` has a name that is not UTF-8 or
    holds control characters, which `path` shows as `�`.
    """

    path: str
    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int
    kind: Kind


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a story lies, and so whose it is and what its address is."""

    path: str
    unit: str
    year: str
    slug: str

    @property
    def reference(self) -> str:
        """`unit/year/slug`, of which the address and the id are made."""
        return f"{self.unit}/{self.year}/{self.slug}"

    @property
    def folder(self) -> str:
        """The content path of its folder, without a slash at its end."""
        return self.path.rpartition("/")[0]


@dataclass(frozen=True, slots=True, order=True)
class PagePlace:
    """Where a standing page lies. `unit` is empty for the newsroom's own."""

    path: str
    unit: str
    slug: str

    @property
    def folder(self) -> str:
        """The content path of its folder, without a slash at its end."""
        return self.path.rpartition("/")[0]

    @property
    def site_path(self) -> str:
        """The site path of the page."""
        return addresses.unit_page(self.unit, self.slug) if self.unit else addresses.page(self.slug)


def walk(content: Path, folder: str) -> Iterator[Entry]:
    """Everything in a folder of the content folder and beneath it, in a total order; nothing where it is missing.

    Follows no link, opens no file, passes over what is hidden and what editors and desktops leave behind.
    """
    top = content / folder
    if top.is_symlink():
        yield _entry(os.lstat(top), folder)
        return
    base = os.fspath(content)
    waiting = [folder] if top.is_dir() else []
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(f"{base}/{here}") as found:  # text: a Path costs more than the folder
                named = ((entry.name, entry) for entry in found)
                facts = [(name, status) for name, entry in named if not ignored(name) and (status := _status(entry))]
        except OSError:
            yield Entry(here, 0, 0, 0, 0, "unreadable")
            continue
        folders = []
        facts.sort(key=itemgetter(0))
        for name, status in facts:
            path = f"{here}/{name}"
            if not name.isprintable():
                shown = "".join(c if c.isprintable() else "�" for c in path)
                yield Entry(shown, 0, 0, 0, 0, "misnamed")
            elif stat.S_ISDIR(status.st_mode):
                folders.append(path)
            else:
                yield _entry(status, path)
        waiting += reversed(folders)


def _status(entry: os.DirEntry[str]) -> os.stat_result | None:
    """None where it went while the folder was read: an editor that saves must not cost its neighbours their pages."""
    try:
        return entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        return None


def _entry(status: os.stat_result, path: str) -> Entry:
    mode = status.st_mode
    kind: Kind = "file" if stat.S_ISREG(mode) else "symlink" if stat.S_ISLNK(mode) else "other"
    return Entry(path, status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, kind)


def ignored(name: str) -> bool:
    """Whether a file or folder of this name is passed over: what is hidden, what editors and desktops leave behind."""
    return name.startswith((".", "~$")) or name.endswith("~") or name.lower() in _IGNORED_NAMES


def stray(path: str, kind: Kind) -> Problem:
    """What is wrong with an entry that is not a `file`. Raises KeyError for one that is."""
    return _NO_FILE[kind].broken(path)


def is_text(path: str) -> bool:
    """Whether a file is meant as a story or page, rather than as something beside one."""
    return path.lower().endswith(_TEXT_ENDINGS)


def classify(path: str, registry: Registry) -> Place | Problem | None:
    """The story that a path beneath berita/ stands for, or why it can stand for none; None for what lies beside.

    The place is `berita/<unit>[/<unit>…]/<yyyy>/<slug>.md`; the deepest unit owns the story, whatever it says.
    """
    if not is_text(path):
        return None
    *folders, name = path.split("/")[1:]
    years = [n for n, part in enumerate(folders) if part.isdigit()]
    if not years:
        _, problem = locate(folders, registry, path)
        if problem and len(folders) > 1 and not locate(folders[:-1], registry)[1]:
            return texts.PLACE_BAD_YEAR.broken(path, value=folders[-1], allowed=_YEARS)
        if problem:
            return problem
        example = "/".join(("berita", *folders, "2024", slug_of(_stem(name)) + ".md"))
        return texts.PLACE_NO_YEAR.broken(path, example=example)
    units, year = folders[: years[0]], folders[years[0]]
    unit, problem = locate(units, registry, path)
    if problem:
        return problem
    if not addresses.YEAR.fullmatch(year) or not year.isascii() or not EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
        return texts.PLACE_BAD_YEAR.broken(path, value=year, allowed=_YEARS)
    if len(folders) > years[0] + 1:
        example = "/".join(("berita", *units, year, slug_of(_stem(name)) + ".md"))
        return texts.PLACE_NO_YEAR.broken(path, example=example)
    if addresses.WITHDRAWN_SLUG.fullmatch(_stem(name)):
        return texts.PLACE_RESERVED.broken(path, value=name, corrected=f"berita-{_stem(name)}.md")
    return _bad_slug(path, name) or Place(path, unit, year, _stem(name))


def classify_page(path: str, registry: Registry) -> PagePlace | Problem | None:
    """The standing page that a path beneath halaman/ or unit/ stands for, as `classify` does for stories."""
    if not is_text(path):
        return None
    top, *folders, name = path.split("/")
    slug = _stem(name)
    if top == "halaman":
        if folders:
            return texts.PLACE_PAGE.broken(path)
        return _bad_slug(path, name) or PagePlace(path, "", slug)
    unit, problem = locate(folders, registry, path)
    if problem:
        return problem
    # Archives of a unit stand at unit/<id>/<yyyy>/, so a page cannot.
    if slug in addresses.RESERVED_UNIT_PAGES or addresses.YEAR.fullmatch(slug):
        return texts.PLACE_RESERVED.broken(path, value=name, corrected=f"profil-{slug}.md")
    return _bad_slug(path, name) or PagePlace(path, unit, slug)


def _stem(name: str) -> str:
    return name.rpartition(".")[0]


def _bad_slug(path: str, name: str) -> Problem | None:
    stem = _stem(name)
    if addresses.is_slug(stem) and name.endswith(".md"):
        return None
    allowed = "huruf a-z, angka dan tanda hubung, paling banyak 100 karakter, lalu .md"
    return texts.PLACE_BAD_SLUG.broken(path, value=name, allowed=allowed, corrected=_corrected(name))


def _corrected(name: str) -> str:
    """The file name that was probably meant: `berita.md` for `Berita.md.txt`."""
    stem = _stem(name)
    return slug_of(_stem(stem) if is_text(stem) else stem) + ".md"
