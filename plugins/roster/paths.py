"""Whose a path is, and whether every computer can hold its name. Pure: nothing is opened."""

from __future__ import annotations

import re
import unicodedata
from itertools import takewhile

from plugins.addresses import DEVICE_NAMES, YEAR
from plugins.dates import EARLIEST_YEAR, LATEST_YEAR
from plugins.problems import Problem
from plugins.stories import tree
from plugins.units import Registry, locate

from . import texts

CENTRE = ""  # the owner of what is of no unit
_LONGEST_PATH = 400  # characters: of the 260 that old programs of Windows take, or of the paths of a deep folder
_LONGEST_NAME = 255  # bytes: file systems hold no more
_RESERVED = frozenset('<>:"|?*\\')  # Windows: Naming Files, Paths, and Namespaces
_DEVICES = DEVICE_NAMES | {"conin$", "conout$"}  # COM¹ is COM1 there: the same page
_GIT_SHORT = re.compile(r"\.?git[a-z]{0,3}~[0-9]+", re.IGNORECASE)  # what Windows may take for .git, .gitmodules, …
# Letters and signs that are printed as nothing: fillers, joiners, selectors of a variation.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def unsound(path: str) -> str:
    """Why some computer cannot hold a file of this path (Indonesian), or an empty text.

    `path` is decoded with `surrogateescape`, so that what is no UTF-8 is seen.
    """
    if len(path) > _LONGEST_PATH:
        return f"lebih dari {_LONGEST_PATH} karakter"
    if any("\ud800" <= c <= "\udfff" for c in path):
        return "bukan UTF-8"
    if not path.isprintable() or _UNSEEN.search(path):
        return "memuat karakter yang tidak terlihat"
    if unicodedata.normalize("NFC", path) != path:
        return "hurufnya beraksen terurai (bukan NFC)"
    for part in path.split("/"):
        if found := sorted(_RESERVED & set(part)):
            return f"memuat {found[0]}, yang tidak boleh di Windows"
        if _GIT_SHORT.fullmatch(part):
            return f"“{part}” di Windows dapat berarti folder milik git"
        if part != part.rstrip(". "):
            return "berakhir dengan titik atau spasi"
        if unicodedata.normalize("NFKC", part.partition(".")[0]).rstrip().lower() in _DEVICES:
            return f"“{part}” nama perangkat di Windows"
        if len(part.encode()) > _LONGEST_NAME:
            return f"lebih dari {_LONGEST_NAME} bita"
    return ""


def owner(path: str, registry: Registry) -> str:
    """The unit that a content path belongs to, whether or not anything may stand there; else `CENTRE`.

    The deepest folder of a unit owns it, as in the build; hidden files are nobody's but the centre's.
    """
    top, *folders = path.split("/")[:-1] or [""]
    if top not in ("berita", "unit") or any(part.startswith(".") for part in path.split("/")):
        return CENTRE
    if top == "berita":
        folders = list(takewhile(lambda part: not part.isdigit(), folders))
    unit, problem = locate(folders, registry, path)
    return CENTRE if problem else unit


def misplaced(path: str, registry: Registry) -> Problem | None:
    """Why nothing may stand at a content path that a unit owns; None where something may."""
    if path.startswith("unit/"):
        found = tree.classify_page(path, registry)
        return found if isinstance(found, Problem) else None
    place = tree.classify(path, registry)
    if isinstance(place, Problem):
        return place
    if place is None and not any(_is_year(part) for part in path.split("/")[2:-1]):
        folder, _, name = path.rpartition("/")
        return texts.NO_YEAR.broken(path, example=f"{folder}/2026/{name}")
    return None


def central_reason(path: str, *, in_content: bool) -> str:
    """Why a path is the centre's (Indonesian)."""
    if any(part.startswith(".") for part in path.split("/")):
        return "berkas tersembunyi mengatur git dan server"
    if not in_content:
        return "ini bagian dari program dan tata letak, bukan isi"
    named = {"register": "register pusat", "halaman": "halaman redaksi", "berita": "bukan folder unit yang terdaftar"}
    named["unit"] = named["berita"]
    return named.get(path.partition("/")[0], "tempat ini tidak dikenal")


def folded(name: str) -> str:
    """The same text for names that some file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def shown(path: str) -> str:
    """A path as a message can say it."""
    return "".join(c if c.isprintable() else "�" for c in path[: _LONGEST_PATH + 1])


def _is_year(part: str) -> bool:
    return bool(YEAR.fullmatch(part)) and part.isascii() and EARLIEST_YEAR <= int(part) <= LATEST_YEAR
