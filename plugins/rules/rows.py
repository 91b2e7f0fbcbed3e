"""Profiles and registers as drafts: what a unit's own rows bring to the site is judged like what its stories say."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator

from plugins.rules.draft import Draft, Link, Passage
from plugins.rules.drafting import Desk
from plugins.rules.known import with_profile
from plugins.units import read_profile
from plugins.units.profiles import LARGEST

_SHORTEST = 5  # characters of a cell: what is shorter says nothing about anyone
_MOST = 50_000  # cells of one file; what comes after them is one text more

# In TOML what may hold a text, or only look like one. In this order, and nothing is tried twice: linear.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\(?:.|\n)|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|^[ \t]*\[+(?P<section>[^\]\n\"'#]*)\]+"
    r"|(?P<key>[A-Za-z0-9_-]+(?:[ \t]*\.[ \t]*[A-Za-z0-9_-]+)*)[ \t]*=",
    re.MULTILINE,
)
_LINE_END = re.compile(r"\r\n|\r|\n")
_WEB = re.compile(r"https?://[^ \t\n]+")


def draft_of_rows(data: bytes, path: str, desk: Desk) -> Draft:
    """The draft in the bytes of a profile or table: each text with its line, and its column where it stands as it is.

    What a profile gives as its unit's contacts and sites is registered by standing there.
    """
    text = data.decode("utf-8-sig", "replace")
    known = desk.known
    if path.endswith(".toml"):
        passages = tuple(_values(text))
        if len(data) <= LARGEST:
            known = with_profile(known, read_profile(text, path)[0])
    else:
        passages = tuple(_cells(text))
    links = (Link(one.text, one.text, one, 0, len(one.text)) for one in passages if _WEB.fullmatch(one.text))
    return Draft(path, lang=desk.language, known=known, passages=passages, links=tuple(links), rows=True)


def _values(text: str) -> Iterator[Passage]:
    """The texts between quotation marks, but for those of comments, with the key before each."""
    section = key = ""
    line, counted = 1, 0
    for match in _TOKEN.finditer(text):
        token, start = match[0], match.start()
        line, counted = line + text.count("\n", counted, start), start
        if match["section"] is not None:
            section = match["section"].strip()
        elif match["key"] is not None:
            key = match["key"]
        elif token[0] != "#":
            field = f"{section}.{key}" if section else key
            marks = 3 if token[:3] in ('"""', "'''") else 1
            written = token[marks:-marks]
            read = written if token[0] == "'" or "\\" not in written else _unescaped(token)
            column = start - (text.rfind("\n", 0, start) + 1) + 1 + marks
            yield Passage(field, read, line, column if read == written else 0)


def _unescaped(token: str) -> str:
    """What a TOML string says; as it is written where that cannot be told."""
    try:
        return str(tomllib.loads(f"a = {token}")["a"])
    except ValueError:
        return token


def _cells(text: str) -> Iterator[Passage]:
    """The cells of a table below its first line, with the name of their column; each line is read for itself."""
    lines = _LINE_END.split(text)
    delimiter = ";" if ";" in lines[0] and "," not in lines[0] else ","
    names = [name.strip() for name in _split(lines[0], delimiter)]
    told = 0
    for number, line in enumerate(lines[1:], 2):
        if told > _MOST:
            yield Passage("", "\n".join(lines[number - 1 :]), number)
            return
        at = 0
        for place, cell in enumerate(_split(line, delimiter)):
            found = line.find(cell, at)
            at = max(at, found + len(cell))
            if len(cell) >= _SHORTEST:
                told += 1
                yield Passage(names[place] if place < len(names) else "", cell, number, found + 1)


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return [line]
