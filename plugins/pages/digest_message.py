"""A digest as a text for messengers. WhatsApp's marks are used; what a title holds of them is put in other letters.

The marks are those of faq.whatsapp.com ("How to format your messages"): `*bold*`, `_italic_`, `~struck~`, a backquote
for code, and at the beginning of a line `>`, `-`, `*` and numbers.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from plugins.library.cards import Card

MOST = 4_000  # characters of a message; WhatsApp itself takes more, but some of its gateways do not
_STORIES = 10  # nobody reads on
_LONGEST = 200  # characters of a title or name
_LOOK_ALIKES = str.maketrans({"*": "∗", "_": "＿", "~": "～", "`": "ˋ"})
_NO_TEXT = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")  # of Unicode's categories: what is not seen, or turns text about


class Line(NamedTuple):
    """A story: its title, what is said under it (its unit), and its absolute address."""

    title: str
    under: str
    address: str


def compose(title: str, under: str, lines: Sequence[Line], total: int, address: str) -> str:
    """The message: what it is, its first stories, and where the others are. At most `MOST` characters.

    `total` is how many stories there are, `address` that of the whole digest.
    """
    head = [bold(title), plain(under), ""]
    text, told = "\n".join(head), 0
    for line in lines[:_STORIES]:
        entry = "\n".join(filter(None, (bold(line.title), plain(line.under), line.address))) + "\n"
        if len(text) + len(entry) + len(_end(total - told, address)) + 2 > MOST:
            break
        text, told = f"{text}\n{entry}", told + 1
    return f"{text}\n{_end(total - told, address)}\n"


def _end(left: int, address: str) -> str:
    return f"dan {left} berita lagi:\n{address}" if left else f"Ringkasan ini di situs:\n{address}"


def bold(text: str) -> str:
    """The text as one bold line."""
    found = plain(text)
    return f"*{found}*" if found else ""


def plain(text: str) -> str:
    """The text in one line of at most 200 characters, without anything that a messenger takes for a mark."""
    seen = "".join(" " if unicodedata.category(letter) in _NO_TEXT else letter for letter in text)
    line = " ".join(seen.translate(_LOOK_ALIKES).split()).lstrip(">-#• ")
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def line_of(card: Card, absolute: Callable[[str], str], unit: str) -> Line:
    """The line of a card; its unit is told where it is another than the digest's own (an id, or none)."""
    told = (
        (card["unit_name"], card["unit"] != unit),
        ("Contoh", card["sample"]),
        ("Sudah lewat masa berlaku", card["state"] == "expired"),
    )
    return Line(card["title"], " · ".join(text for text, holds in told if holds), absolute(card["path"]))
