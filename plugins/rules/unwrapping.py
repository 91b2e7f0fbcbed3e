"""Text as it reaches the reader: out of Markdown's and HTML's wrapping, each character with its place in the file.

A number in two halves of bold, with entities for digits or with signs that nobody sees, is read on the page as any
other; so the patterns look at both forms. What is wrapping is data: `rules.js` takes texts out of it in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# In this order: a comment's beginning; entities by number (decimal, hexadecimal) and by name; an escaped sign; a tag;
# links and pictures, of which the text stays; emphasis and code. Linear: nothing is tried twice.
WRAPPING = (
    r"<!--|&#([0-9]{1,7});|&#[xX]([0-9a-fA-F]{1,6});|&([A-Za-z][A-Za-z0-9]{1,30});|\\([!-/:-@\[-`{-~])"
    r"|</?([A-Za-z][A-Za-z0-9]*)(?:[ \t\n][^<>]*)?/?>|!?\[|\]\([^()\n]*\)|\]\[[^\[\]\n]*\]|\]|\*+|~~+|`+"
    r"|(?<![0-9A-Za-z])_+|_+(?![0-9A-Za-z])"
)
# Of HTML's names those that stand for a sign of ASCII, a blank, or for nothing that is seen.
ENTITIES = {
    **dict.fromkeys(("nbsp", "ensp", "emsp", "thinsp", "hairsp", "numsp", "puncsp", "Tab", "NewLine"), " "),
    **dict.fromkeys(("shy", "zwj", "zwnj", "lrm", "rlm", "ZeroWidthSpace", "NoBreak"), ""),
    **dict.fromkeys(("hyphen", "dash", "ndash", "mdash", "minus"), "-"),
    "amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "period": ".", "comma": ",", "colon": ":", "semi": ";",
    "commat": "@", "plus": "+", "lpar": "(", "rpar": ")", "sol": "/", "bsol": "\\", "lowbar": "_", "num": "#",
    "excl": "!", "quest": "?", "equals": "=", "percnt": "%", "dollar": "$", "ast": "*", "sup1": "1", "sup2": "2",
    "sup3": "3",
}  # fmt: skip
# Tags between which words stand apart, though nothing does between the tags.
APART = ("br", "p", "div", "li", "ul", "ol", "tr", "td", "th", "table", "hr", "h1", "h2", "h3", "h4", "h5", "h6")
# Signs of which nothing is seen: joiners, marks of direction, selectors, the key around a digit of an emoji.
UNSEEN = (
    "\\u00ad\\u034f\\u061c\\u115f\\u1160\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069"
    "\\u20e3\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0"
)

_WRAPPING = re.compile(WRAPPING)
_UNSEEN = re.compile(f"[{UNSEEN}]")
# What may be another sign: letters with accents, and the quotes and dashes of everyday typing, are none.
_ODD = r"[^\x00-\xa0\xa6-\xac\xae-\xb1\xb4-\xb8\xbb\xbf-\u024f\u2010-\u2027\u20ac]"
_FOLDS = re.compile(_ODD)
_SOMETHING = re.compile(rf"[&<\\\[\]*~`_]|{_ODD}")
_LAST = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A text, and for each of its characters where that begins and ends in the text that it was taken out of."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@lru_cache(maxsize=256)  # passages of one draft, which several rules ask for
def unwrapped(text: str) -> Unwrapped | None:
    """The text out of its wrapping; None where it has none."""
    if not _SOMETHING.search(text):
        return None
    made = _Making([], [], [])
    at, closes = 0, True
    while match := _WRAPPING.search(text, at):
        made.keep(text, at, match.start())
        start, at = match.span()
        if match[0] == "<!--":
            end = text.find("-->", at) if closes else -1
            closes = end >= 0
            if closes:
                at = end + 3
            else:
                made.keep(text, start, at)
            continue
        made.add(_stands_for(match), start, at)
    made.keep(text, at, len(text))
    read = "".join(made.signs)
    return Unwrapped(read, tuple(made.starts), tuple(made.ends)) if read != text else None


@dataclass(slots=True)
class _Making:
    signs: list[str]
    starts: list[int]
    ends: list[int]

    def add(self, sign: str, start: int, end: int) -> None:
        if sign and not _UNSEEN.fullmatch(sign):
            for part in _folded(sign):
                self.signs.append(part)
                self.starts.append(start)
                self.ends.append(end)

    def keep(self, text: str, start: int, end: int) -> None:
        for match in _FOLDS.finditer(text, start, end):
            self._copy(text, start, match.start())
            start = match.end()
            self.add(match[0], match.start(), start)
        self._copy(text, start, end)

    def _copy(self, text: str, start: int, end: int) -> None:
        self.signs += text[start:end]
        self.starts += range(start, end)
        self.ends += range(start + 1, end + 1)


def _stands_for(match: re.Match[str]) -> str:
    """The character that a token stands for, or nothing."""
    decimal, hexadecimal, name, escaped, tag = match.groups()
    if decimal or hexadecimal:
        number = int(decimal) if decimal else int(hexadecimal, 16)
        return chr(number) if 0 < number <= _LAST and not 0xD800 <= number <= 0xDFFF else ""
    if name:
        return ENTITIES.get(name, match[0])
    if escaped:
        return escaped
    return " " if tag and tag.lower() in APART else ""


def _folded(sign: str) -> str:
    """The letters and digits of ASCII that a sign is a form of; the sign itself where it is none."""
    if len(sign) > 1 or sign.isascii():
        return sign
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    form = unicodedata.normalize("NFKC", sign)
    return form if form.isascii() and form.isalnum() else sign
