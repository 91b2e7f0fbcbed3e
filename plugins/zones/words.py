"""Cutting plain text into sentences and words, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

WORD = re.compile(r"[^\W_]+")
LONGEST_SENTENCE = 120  # words; a longer run is cut, so that hostile text costs no more than its length


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run of at most 120 words: all those of a text between `start` and `end`."""

    words: tuple[str, ...]
    start: int
    end: int

    def span(self, text: str, first: int, after: int) -> tuple[int, int]:
        """Where the words from `first` up to, not including, `after` stand in the `text` it was cut from."""
        spans = [found.span() for found in islice(WORD.finditer(text, self.start, self.end), after)]
        return spans[first][0], spans[-1][1]


# The end of a sentence, a blank line, the next item of a list.
_STOP = re.compile(
    r"(?P<mark>[.!?;])[\"'”’)\]]{0,3}\s+|\n[^\S\n]*\n\s*|\n[^\S\n]{0,8}(?:[-*•–]|[0-9a-z]{1,2}[.)])[^\S\n]+"
)
_LAST_WORD = re.compile(r"[^\W_]+\Z")
_LONGEST_ABBREVIATION = 4
# Titles and short forms whose full stop ends no sentence; single letters ("S.H.", "M. Rizal") never do.
_ABBREVIATIONS = frozenset(
    re.findall(
        r"\w+",
        "no jl drs dra dr ir prof kab kec kel hj st sh mh si md ip rp tgl an dll dkk kol sdr pol kom tbk mr mrs ag pd",
    )
)


def sentences(text: str) -> Iterator[Sentence]:
    """Cut plain text into sentences, in order and in one pass; paragraphs are separated by blank lines.

    A full stop ends a sentence unless it follows an abbreviation or a small letter comes next. A blank line always
    ends one.
    """
    start = 0
    for stop in _STOP.finditer(text):
        if stop["mark"] != "." or _ends(text, stop.start(), stop.end()):
            yield from _runs(text, start, stop.start())
            start = stop.end()
    yield from _runs(text, start, len(text))


def _runs(text: str, start: int, end: int) -> Iterator[Sentence]:
    """The words between `start` and `end`, in runs of at most 120."""
    words = WORD.findall(text, start, end)
    if len(words) <= LONGEST_SENTENCE:
        if words:
            yield Sentence(tuple(words), start, end)
        return
    spans = [found.span() for found in WORD.finditer(text, start, end)]
    for first in range(0, len(words), LONGEST_SENTENCE):
        run = words[first : first + LONGEST_SENTENCE]
        yield Sentence(tuple(run), spans[first][0], spans[first + len(run) - 1][1])


def _ends(text: str, before: int, after: int) -> bool:
    """Whether the full stop at `text[before]`, with blanks up to `after`, ends a sentence."""
    if text.count("\n", before, after) > 1:
        return True
    last = _LAST_WORD.search(text, max(0, before - _LONGEST_ABBREVIATION - 1), before)
    if last is not None and (len(last.group()) == 1 or last.group().lower() in _ABBREVIATIONS):
        return False
    return after >= len(text) or not text[after].islower()
