"""A file of Markdown with YAML front matter, taken apart: bytes in, plain text values with their lines out.

Every scalar stays text (`title: No` is the word No); types are the schema's business. What nearly all front matter is
made of, a key and its text or short list on each line, is read here; the rest by `frontmatter_yaml`.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TypeAlias

from plugins.problems import Problem
from plugins.stories import texts

MAX_FRONT_BYTES = 64 * 1024  # of the YAML between the two lines of ---
MAX_NODES = 200  # scalars, lists and mappings together

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Location: TypeAlias = tuple[str | int, ...]
Read: TypeAlias = tuple[dict[str, Value], dict[Location, int]]  # values, and the file line of each

_FENCE = re.compile(r"---[ \t]*")
_DASHES = re.compile(r"[ \t]*[-‐-―−]+[ \t]*")  # what becomes of three hyphens where software means well
_MOST_FRONT_LINES = 200  # that are looked through for a closing line of other dashes
_CLOSING = re.compile(r"\n---[ \t]*(?:\n|\Z)")
_LINE_BREAKS = re.compile(r"\r\n?")
_BYTE_LINE_BREAKS = re.compile(rb"\r\n?|\n")
# YAML counts the first three as line breaks, no editor does: lines would be told wrongly. A hard space, as word
# processors leave it behind a colon, looks like a space and parts no key from its value.
_AS_SPACES = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " ", "\xa0": " "})
_UNREADABLE = re.compile(r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # YAML 1.2, 5.1
# A hashtag that YAML takes for a comment, so that it and the rest of the line would be lost without a word.
_HASHTAG = re.compile(r"(?:(?P<key>[A-Za-z_][\w-]*):[ \t]+|[ \t]*- +)(?:#\w|[^\s\"'|>#\[{][^#]*\s#\w)")

# A line that says the same in YAML as to the eye: a key and text without any sign, text in quotes, or a list of words.
_ITEM = r"-?[A-Za-z0-9][A-Za-z0-9_/.-]*(?: [A-Za-z0-9][A-Za-z0-9_/.-]*)*"
_LINE = re.compile(
    r"(?P<key>[A-Za-z_][A-Za-z0-9_-]{0,99}):(?: +(?:"
    r"(?P<plain>[^\W_](?:[^:#]++|:(?=[^ ]))*+)"
    r"|\"(?P<double>[^\"\\]*)\" *"
    r"|'(?P<single>[^']*)' *"
    rf"|\[(?P<list>{_ITEM}(?:, *{_ITEM})*)\] *"
    r"))? *"
)


@dataclass(frozen=True, slots=True)
class Front:
    """What stands before and after the second `---`.

    `values` holds str, list and dict only; `lines` gives the file line of every key and list item by its path, such
    as `("withdrawn", "date")` or `("tags", 0)`. `body_line` is the file line on which `body` begins.
    """

    values: dict[str, Value]
    lines: dict[Location, int]
    body: str
    body_line: int

    def line(self, location: Location) -> int:
        """The file line of a value, or of the nearest thing around it; 1 where there is nothing."""
        for end in range(len(location), 0, -1):
            if found := self.lines.get(location[:end]):
                return found
        return 1


def read_front(data: bytes, path: str) -> tuple[Front | None, list[Problem]]:
    """Take a file apart. None where nothing can be read of it; never raises, whatever the bytes.

    Problems name lines of the file from 1. A `Front` that comes with errors is good only for finding more of them.
    """
    text, problems = decode(data, path)
    if text is None:
        return None, problems
    first, _, _ = text.partition("\n")
    if not _FENCE.fullmatch(first):
        rule = texts.FRONT_DASHES if _DASHES.fullmatch(first) else texts.FRONT_MISSING
        return None, [rule.broken(path, 1, value=first)]
    closing = _CLOSING.search(text, len(first))
    if closing is None:
        return None, [_unclosed(text, path)]
    front = text[len(first) + 1 : closing.start()]
    if not front.isascii():
        front = front.translate(_AS_SPACES)
    if len(front.encode()) > MAX_FRONT_BYTES:
        return None, [texts.FRONT_TOO_LONG.broken(path, 1, allowed=f"paling banyak {MAX_FRONT_BYTES // 1024} KB")]
    found = read_simple(front)
    if found is None:
        if odd := _UNREADABLE.search(front):
            line = front.count("\n", 0, odd.start()) + 2
            return None, [texts.CONTROL_CHARACTER.broken(path, line, code=f"U+{ord(odd[0]):04X}")]
        from plugins.stories.frontmatter_yaml import read_yaml  # PyYAML is seldom needed, and heavy

        found, problems = read_yaml(front, path)
        if found is None:
            return None, problems
        problems += [
            texts.HASHTAG_CUT.broken(path, n, field=match["key"] or "", value=line)
            for n, line in enumerate(front.split("\n"), 2)
            if (match := _HASHTAG.match(line))
        ]
    body = text[closing.end() :]
    return Front(*found, body, text.count("\n", 0, closing.end()) + 1), problems


def _unclosed(text: str, path: str) -> Problem:
    """What is wrong where no line closes the front matter: often one is there, and of other dashes."""
    for number, line in enumerate(text.split("\n", _MOST_FRONT_LINES)[1:_MOST_FRONT_LINES], 2):
        if _DASHES.fullmatch(line):
            return texts.FRONT_DASHES.broken(path, number, value=line)
    return texts.FRONT_UNCLOSED.broken(path, 1)


def read_simple(front: str) -> Read | None:
    """What front matter says if each of its lines is simple, as YAML has it; None where one may not be."""
    if not front.replace("\n", "").isprintable():
        return None
    values: dict[str, Value] = {}
    places: dict[Location, int] = {}
    for number, line in enumerate(front.split("\n"), 2):
        if not line:
            continue
        match = _LINE.fullmatch(line)
        if match is None or match["key"] in values:
            return None
        name, plain, double, single, listed = match.groups()
        places[name,] = number
        if listed:
            items = [item.strip() for item in listed.split(",")]
            values[name] = [*items]
            places.update(((name, position), number) for position in range(len(items)))
        else:
            values[name] = (plain or "").rstrip() or double or single or ""
    if len(places) + len(values) >= MAX_NODES:  # to be counted exactly
        return None
    return values, places


def decode(data: bytes, path: str) -> tuple[str | None, list[Problem]]:
    """The text of a file in UTF-8, its line ends made `\\n` and a byte order mark dropped; None with the reason."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None, [texts.UTF_16.broken(path, 1)]
    data = data.removeprefix(codecs.BOM_UTF8)
    if b"\0" in data:
        return None, [texts.NUL.broken(path, _byte_line(data, data.index(b"\0")))]
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = _byte_line(data, error.start)
        return None, [texts.NOT_UTF_8.broken(path, line, byte=f"0x{data[error.start]:02X}")]
    return _LINE_BREAKS.sub("\n", text) if "\r" in text else text, []


def _byte_line(data: bytes, position: int) -> int:
    return len(_BYTE_LINE_BREAKS.findall(data, 0, position)) + 1
