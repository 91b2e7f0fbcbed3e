"""Addresses of what is made of stories, lists and days beside their pages and feeds.

Each takes the site path of the page that it belongs to, which ends with a slash.
"""

from __future__ import annotations

import re

SEARCH = "cari/"
SEARCH_BUNDLES = f"{SEARCH}bundel.json"
URGENT_NOTICE = "darurat.json"
WIDGET = "sematan/"
WIDGET_SCRIPT = "sematan.js"
WIDGET_GUIDE = f"{WIDGET}pasang/"  # how other sites show our news
ENGLISH = "en/"

_CARD = "kartu.png"
_IN_ENGLISH_TOO = re.compile(r"(?:unit/(?:[a-z][a-z0-9-]*/)?|feed/)?")


def search_bundle(name: str) -> str:
    """The folder of the full-text index of a stretch of the calendar, such as `2024` or `2024-06`."""
    return f"{SEARCH}{name}/"


def card(page: str) -> str:
    """The picture that other sites show with a link to the page of a story or unit (Open Graph)."""
    return f"{page}{_CARD}"


def picture(page: str, name: str, digest: str, width: int, form: str) -> str:
    """A photo beside a story, `width` pixels wide, coded as `form` (`webp`, `avif`, `jpg`).

    `digest` is that of the published photo, in hexadecimal digits: other bytes have another address, so that a browser
    may keep them for good.
    """
    return f"{page}ukuran/{name.rpartition('.')[0]}-{digest[:12]}-{width}.{form}"


def newest(page: str) -> str:
    """The newest stories of the list that lands on a page, as other sites show them."""
    return f"{page}terbaru.json"


def rollup_newest(unit_page: str) -> str:
    """The same of a unit and all under it."""
    return f"{unit_page}semua/terbaru.json"


def frame(page: str) -> str:
    """The same as a page for an `<iframe>`."""
    return f"{page}{WIDGET}"


def rollup_frame(unit_page: str) -> str:
    """The page for an `<iframe>` of a unit and all under it."""
    return f"{unit_page}semua/{WIDGET}"


def digest(page: str, day: str) -> str:
    """What the unit, the region or the newsroom (an empty `page`) on whose page it stands published on a day."""
    return f"{page}ringkasan/{day.replace('-', '/')}/"


def digest_sheet(digest_page: str) -> str:
    """The digest at a path as a sheet of paper for the notice board."""
    return f"{digest_page}lembar/"


def digest_message(digest_page: str) -> str:
    """The digest at a path as a text for messengers."""
    return f"{digest_page}pesan.txt"


def in_english(path: str) -> str:
    """The English edition of a page."""
    return f"{ENGLISH}{path}"


def has_english(path: str) -> bool:
    """Whether there is an English edition of the page at a path: of the front page, of units and of feeds."""
    return bool(_IN_ENGLISH_TOO.fullmatch(path))
