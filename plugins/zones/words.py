"""Indonesian words: cutting text into words and sentences, and knowing a root under its affixes.

No list of all Indonesian roots is needed: a word is only ever asked whether it is a form of one of the few hundred
roots that the taxonomy names, so every way of taking affixes off is tried and kept only if such a root remains.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+")
LONGEST_SENTENCE = 120  # words; a longer run is cut, so that hostile text costs no more than its length

_VOWELS = frozenset("aeiou")
_CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu")
_SUFFIXES = ("kan", "an", "i")
_SHORTEST_ROOT = 3

# prefix: what the rest may start with ("" any), and the letter that the prefix swallowed.
# me- and pe- take on the nasal of the root's first letter and swallow k, p, s, t (Tata Bahasa Baku Bahasa Indonesia).
_NASALS = (
    ("ng", "ghqk", ""),
    ("ng", "aeiou", ""),
    ("ng", "aeiou", "k"),
    ("nge", "", ""),
    ("ny", "aeiou", "s"),
    ("m", "bfvp", ""),
    ("m", "aeiou", "p"),
    ("n", "cdjstz", ""),
    ("n", "aeiou", "t"),
    ("", "lmnrwy", ""),
)
_PREFIXES: tuple[tuple[str, str, str], ...] = (
    *((start + nasal, first, swallowed) for start in ("me", "pe") for nasal, first, swallowed in _NASALS),
    ("di", "", ""),
    ("ke", "", ""),
    ("se", "", ""),
    ("ber", "", ""),
    ("be", "rk", ""),
    ("bel", "a", ""),
    ("pel", "a", ""),
    ("ter", "", ""),
    ("te", "r", ""),
    ("per", "", ""),
    ("pe", "", ""),
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A run of words: `words[i]` stands at `spans[i]` of the text it was cut from."""

    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def without_clitics(word: str) -> Iterator[str]:
    """The lower-case word itself, then the word without `-nya`, `-lah`, `-kah`, `-pun`, `-ku`, `-mu`."""
    yield word
    for clitic in _CLITICS:
        if word.endswith(clitic) and len(word) - len(clitic) >= _SHORTEST_ROOT:
            yield word[: -len(clitic)]


def roots_of(word: str, roots: Container[str]) -> list[str]:
    """Those of `roots` of which the lower-case `word` is a form, in order of discovery.

    Up to two prefixes and one suffix come off, beside a clitic: `mencanangkan`, `dicanangkannya`, `pencanangan` are
    forms of `canang`; `keberlanjutan` of `lanjut`.
    """
    found: list[str] = []
    for base in without_clitics(word):
        stems = [base]
        stems += [base[: -len(s)] for s in _SUFFIXES if base.endswith(s) and len(base) - len(s) >= _SHORTEST_ROOT]
        for stem in stems:
            for root in _without_prefixes(stem, 2):
                if root in roots and root not in found:
                    found.append(root)
    return found


def _without_prefixes(stem: str, depth: int) -> Iterator[str]:
    yield stem
    if not depth:
        return
    for prefix, first, swallowed in _PREFIXES:
        if not stem.startswith(prefix):
            continue
        rest = stem[len(prefix) :]
        if len(swallowed + rest) < _SHORTEST_ROOT or (first and rest[0] not in first):
            continue
        yield from _without_prefixes(swallowed + rest, depth - 1)


_BLANK_LINE = re.compile(r"\n\s*\n")
_STOP = re.compile(r"[.!?;](?=[\"'”’)\]]*\s)|\n\s*\n")
# Titles and short forms whose full stop ends no sentence; single letters ("S.H.", "M. Rizal") never do.
_ABBREVIATIONS = frozenset(
    "no jl drs dra dr ir prof kab kec kel hj st sh mh si md ip rp tgl an dll dkk kol sdr pol kom tbk mr mrs ag pd".split()
)


def sentences(text: str) -> Iterator[Sentence]:
    """Cut plain text into sentences, in order and in one pass; paragraphs are separated by blank lines.

    A full stop ends a sentence unless it follows an abbreviation or a small letter follows it; a blank line always does.
    """
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    end = 0
    for found in WORD.finditer(text):
        start, after = found.span()
        # one blank between two words, the common case, needs no look at the gap
        if words and (len(words) >= LONGEST_SENTENCE or start - end > 1 and _ends(text, end, start, words[-1])):
            yield Sentence(tuple(words), tuple(spans))
            words, spans = [], []
        words.append(found.group())
        spans.append((start, after))
        end = after
    if words:
        yield Sentence(tuple(words), tuple(spans))


def _ends(text: str, end: int, start: int, last: str) -> bool:
    """Whether the gap `text[end:start]` after the word `last` ends a sentence."""
    stop = _STOP.search(text, end, start)
    if stop is None:
        return False
    if stop.group() != ".":
        return True
    if len(last) == 1 or last.lower() in _ABBREVIATIONS:
        return _BLANK_LINE.search(text, end, start) is not None
    return not text[start].islower()



