"""What a body may hold, counted before it is parsed: whether a story is accepted never depends on time.

Python-Markdown is linear in ordinary prose and quadratic (or recursive) in some marks. Every limit here is on a mark
whose cost was measured; the worst accepted body takes a few seconds of one core, an ordinary story 1 ms.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from plugins.problems import Problem, Rule

BODY_BYTES = 256 * 1024  # UTF-8
UNMATCHED_BRACKETS = 500
RUN = 250  # of the same character
NESTING = 50

TOO_LONG = Rule(
    "body-too-long",
    "Isi berita terlalu panjang: {count} bita.",
    "Pecah menjadi beberapa berita, atau pindahkan rinciannya ke lampiran PDF.",
)
TOO_MANY = Rule(
    "body-too-many",
    "Isi berita memuat terlalu banyak {what}: {count}.",
    "Kurangi jumlahnya atau pecah menjadi beberapa berita; tulis tabel atau daftar yang panjang sebagai lampiran.",
)
TOO_DEEP = Rule(
    "body-nesting",
    "Isi berita bertingkat terlalu dalam (daftar, kutipan, tebal-miring atau tag HTML di dalam satu sama lain).",
    "Sederhanakan susunan bagian ini; hapus tanda >, - atau spasi yang berulang di awal baris.",
)


class TooManySteps(Exception):
    """The search for ends of links went over its budget: brackets that hide their mates from the count before."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` of `what` (an Indonesian plural) in a body: of the characters `signs`, or of what `search` counts.

    Each thing that `search` counts holds one of `signs`: where there are no more of these, nothing is searched.
    Without signs the search is always made.
    """

    what: str
    most: int
    signs: str = ""
    search: Callable[[str], int] | None = None

    def count(self, text: str) -> int:
        """How many there are in a body; where that cannot be more than `most`, perhaps a greater number up to it."""
        if self.signs:
            if len(text) <= self.most:
                return len(text)
            signs = sum(map(text.count, self.signs))
            if self.search is None or signs <= self.most:
                return signs
        return self.search(text) if self.search else 0


def _matches(pattern: str, flags: re.RegexFlag = re.MULTILINE) -> Callable[[str], int]:
    compiled = re.compile(pattern, flags)
    return lambda text: sum(1 for _ in compiled.finditer(text))


_BLOCK_EDGE = re.compile(r"\n[ \t]*\n")
_RUN = re.compile(r"([^\w\n])\1++")
_START = re.compile(r"(?:[ \t]|>|[*+:-](?=[ \t])|\d{1,9}\.(?=[ \t]))*")
_MARKER = re.compile(r"[>*+:-]|\d+\.")


def unmatched_brackets(text: str) -> int:
    """How many `[` find no `]` in their own block of lines."""
    if text.count("[") <= UNMATCHED_BRACKETS:
        return 0
    total = 0
    for block in _BLOCK_EDGE.split(text):
        depth = 0
        for bracket in re.findall(r"[\[\]]", block):
            depth = depth + 1 if bracket == "[" else max(0, depth - 1)
        total += depth
    return total


def table_cells(text: str) -> int:
    """How many cells the tables would have: each row is filled up to as many as the longest line."""
    if text.count("|") == 0:
        return 0
    total = 0
    for block in _BLOCK_EDGE.split(text):
        lines = block.split("\n")
        widest = max(line.count("|") for line in lines)
        total += len(lines) * (widest + 1) if widest else 0
    return total


def longest_block(text: str) -> int:
    """Characters of the longest run of lines without an empty line between them."""
    return max(map(len, _BLOCK_EDGE.split(text)))


def longest_run(text: str) -> int:
    """How often the same blank or punctuation mark stands in a row, at most; 0 where it is not more than `RUN`."""
    step = RUN // 2  # such a run covers all characters between two of those that are so far apart
    for start in range(0, len(text) - step, step):
        if text[start] == text[start + step] and text.count(text[start], start, start + step) == step:
            return max((len(run.group()) for run in _RUN.finditer(text)), default=0)
    return 0


def list_marks(text: str) -> int:
    """How many marks of lists and quotations open the lines: each makes an element of its own."""
    return sum(len(_MARKER.findall(start.group())) for line in text.split("\n") if (start := _START.match(line)))


# HTML parsers open such an element again in each later paragraph until it is closed; elements without attributes at
# most three times (the “Noah's Ark clause” of the HTML standard, 13.2.4.3).
_ATTRIBUTED = r"<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/]+[^\s/>]"

LIMITS = (
    Limit("kurung siku buka “[” tanpa pasangan", UNMATCHED_BRACKETS, "[", unmatched_brackets),
    Limit("kurung siku “[”", 3_000, "["),
    Limit("baris", 10_000, "\n"),
    Limit("huruf tanpa baris kosong", 100_000, search=longest_block),
    Limit("sel tabel", 15_000, search=table_cells),
    Limit("tanda tebal dan miring (* atau _)", 10_000, "*_"),
    Limit("tanda petik terbalik (`)", 2_000, "`"),
    Limit("garis miring terbalik", 5_000, "\\"),
    Limit("tanda &", 10_000, "&"),
    Limit("tag HTML dan tanda <", 5_000, "<"),
    Limit("tanda < yang tidak ditutup", 500, "<", _matches(r"<(?![^<>]*>)")),
    Limit("komentar dan deklarasi HTML", 50, "<", _matches(r"<[!?]")),
    Limit(
        *("judul bagian dan garis mendatar", 500, "#-=*_"),
        _matches(r"^[ >]*+(?:#|(?:[-=*_][ \t]*){3,}$|[-=]+[ \t]*$)"),
    ),
    Limit("pagar kode (``` atau ~~~)", 200, "`~", _matches(r"^[ >]*+(?:```|~~~)")),
    Limit("baris definisi (diawali titik dua)", 200, ":", _matches(r"^[ >]*+:[ \t]")),
    Limit("definisi tautan dan catatan kaki", 500, "[", _matches(r"^[ >]*+\[[^\]\n]*\]:")),
    Limit("rujukan catatan kaki", 300, "^", _matches(r"\[\^")),
    Limit("singkatan", 100, "[", _matches(r"^[ >]*+\*\[")),
    Limit("tujuan tautan “](”", 3_000, "(", _matches(r"\]\(")),
    Limit("tag tebal, miring atau huruf HTML yang beratribut", 50, "<", _matches(_ATTRIBUTED, re.IGNORECASE)),
    Limit("tanda daftar dan kutipan", 10_000, ">*+:-.", list_marks),
    Limit("spasi atau tanda baca yang sama berturut-turut", RUN, search=longest_run),
)


def _too_deep(line: str) -> bool:
    """Whether the marks and the indentation before the words of a line go deeper than `NESTING`."""
    match = _START.match(line)
    start = match.group() if match else ""
    columns = sum(4 if character == "\t" else 1 for character in start if character in " \t")
    return columns // 4 + len(_MARKER.findall(start)) > NESTING


def over_limits(text: str, *, path: str, first_line: int) -> list[Problem]:
    """The limits that a body breaks, as errors; empty where it may be parsed. Linear in `text`."""
    if len(text.encode("utf-8", "replace")) > BODY_BYTES:
        return [too_long(text, path, first_line)]
    found = [
        TOO_MANY.broken(
            path, first_line, field="isi", allowed=f"paling banyak {limit.most}", what=limit.what, count=count
        )
        for limit in LIMITS
        if (count := limit.count(text)) > limit.most
    ]
    for number, line in enumerate(text.split("\n"), start=first_line):
        if len(line) > NESTING and line[0] in " \t>*+:-0123456789" and _too_deep(line):
            found.append(too_deep(path, number))
            break
    return found


def too_long(text: str, path: str, line: int) -> Problem:
    """The error of a body of more than `BODY_BYTES`."""
    size = len(text.encode("utf-8", "replace"))
    return TOO_LONG.broken(path, line, field="isi", allowed=f"paling banyak {BODY_BYTES} bita", count=size)


def brackets(path: str, line: int, count: int) -> Problem:
    """The error of a body whose brackets hide their mates from the count, but not from the parser."""
    limit = LIMITS[0]
    return TOO_MANY.broken(path, line, field="isi", allowed=f"paling banyak {limit.most}", what=limit.what, count=count)


def too_deep(path: str, line: int) -> Problem:
    """The error of a body that nests deeper than `NESTING`."""
    return TOO_DEEP.broken(path, line, field="isi", allowed=f"paling banyak {NESTING} tingkat")
