"""Texts as a reader would take them, whatever they are wrapped in, and their words. Pure.

Story and output go through the same functions, so that a sentence is found in HTML, in JSON, in a feed that holds HTML,
and in the address of a link to share it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

_ROUNDS = 3  # a feed's HTML in a feed's XML, and one to spare
_ESCAPES = re.compile(r"(?:\\u[0-9a-fA-F]{4})+|\\x[0-9a-fA-F]{2}|\\[nrtbf/\"'\\]")  # of JSON and of scripts
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")  # RFC 3986, section 2.1
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_TAG = re.compile(r"(</?[a-z!?][^<>]*>)")
_SIGNS = re.compile(r"[^\x00-\x7f\w]+")
_APART = bytes(
    code if code >= 0x80 or chr(code).isalnum() else 0x20 for code in range(256)
)  # of UTF-8 that is in small letters


def readable(text: str) -> str:
    """The text in small letters, with whatever stands for a letter (of HTML, JSON, addresses) made that letter."""
    for _ in range(_ROUNDS):
        before = text
        if "&" in text:
            text = html.unescape(text)
        if "\\" in text:
            text = _ESCAPES.sub(_escaped, text)
        if "%" in text:
            text = _PERCENT.sub(_octets, text)
        if text == before:
            break
    if not text.isascii():
        text = _INVISIBLE.sub(
            "", text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)
        )
    return text.casefold()


def _escaped(match: re.Match[str]) -> str:
    said = match[0]
    if said[1] == "u":
        return bytes.fromhex(said.replace("\\u", "")).decode("utf-16-be", "replace")
    if said[1] == "x":
        return chr(int(said[2:], 16))
    return " " if said[1] in "nrtbf" else said[1]


def _octets(match: re.Match[str]) -> str:
    return bytes.fromhex(match[0].replace("%", "")).decode("utf-8", "replace")


def words(text: str) -> bytes:
    """The words of a `readable` text with one blank before, between and after them, in UTF-8; no tag among them.

    What tags say (alternative texts, addresses) stands behind, so that a sentence is whole on both sides of a tag.
    """
    if "<" in text:
        parts = _TAG.split(text)  # texts and tags by turns
        text = f"{' '.join(parts[::2])} {' '.join(parts[1::2])}"
    if not text.isascii():
        text = _SIGNS.sub(" ", text)
    return b" %s " % b" ".join(text.encode("utf-8", "replace").translate(_APART).split())


def bare_words_of(markup: str) -> bytes:
    """The words of HTML that is not yet `readable`, without what its tags say."""
    return words(_TAG.sub(" ", readable(markup)))


def words_of(text: str) -> bytes:
    """`words` of a text that is not yet `readable`."""
    return words(readable(text))


def runs(said: bytes, length: int) -> Iterator[bytes]:
    """Every run of `length` words of what `words` gave, in its form; all of it where there are fewer."""
    parts = said.split()
    for start in range(max(1, len(parts) - length + 1) if parts else 0):
        yield b" %s " % b" ".join(parts[start : start + length])


def place_of(said: bytes, data: bytes, most: int = 500) -> int:
    """Where in `data` something begins whose words are `said`, in bytes; -1 where it is wrapped up too well.

    Only for telling people: at most so many places are looked at.
    """
    first = said.split()[0] if said.strip() else b""
    lower = data.lower()
    start = lower.find(first) if first else -1
    wanted = b" ".join(said.split()[:3])
    while start >= 0 and most:
        window = words_of(data[start : start + 600].decode("utf-8", "replace"))
        if window.strip().startswith(wanted):
            return start
        start, most = lower.find(first, start + 1), most - 1
    return -1
