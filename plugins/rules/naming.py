"""Names that were meant to be others: offices against the registry, people against the same story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from plugins.rules import prose
from plugins.rules.draft import Draft
from plugins.rules.rule import Found, Rule
from plugins.rules.similar import slip

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CLASS = re.compile(r"kelas|klas|i{1,3}|i{1,2}[ab]|[ab]|tpi|non|pusat")  # a unit's class changes, its name stays
_SMALL = frozenset({"dan", "di", "dari", "untuk", "ham"})
_RUN = re.compile(
    r"(?<![\w'-])[A-Z][\w'-]*(?:\s(?:[A-Z][\w'-]*|dan|di|dari|untuk)){1,40}"
)  # words that can be one name
_LONGEST = 9  # words of a name
_PAIR = re.compile(r"\b(?=([A-Z][a-z']+) ([A-Z][a-z']+)\b)")  # also the second and third of three words
_SPELLINGS = 300  # pairs of capitalised words that are compared in one story


@dataclass(frozen=True, slots=True)
class Names:
    """Names of offices, word by word in small letters without their class; `words` are all words that are known."""

    but_one: dict[tuple[int, tuple[str, ...]], tuple[str, ...]]  # a name without its nth word → the words that fill it
    words: frozenset[str]
    shown: dict[tuple[str, ...], str]


def find(draft: Draft, rule: Rule) -> Iterator[Found]:
    """Offices whose name in the registry differs by a slip, and people spelled in two ways; fact `meant`."""
    words = (*sorted(draft.known.cities), *rule.thresholds["words"])
    names = _names(tuple(draft.known.unit_names), words)
    for passage in draft.passages:
        for start, end, meant in misspelt(prose.read(passage.text), names):
            yield Found(passage, start, end, {"meant": meant})
    texts = [prose.read(passage.text) for passage in draft.passages]
    for number, start, end, meant in two_ways(texts, names.words):
        yield Found(draft.passages[number], start, end, {"meant": meant})


def names_of(units: Sequence[str], words: Sequence[str] = ()) -> Names:
    """Names made ready to be compared with, `words` being no slips of theirs. Names of one word are no help."""
    whole: dict[tuple[str, ...], str] = {}
    for name in units:
        parts = tuple(part.lower() for part in _WORD.findall(name) if not _CLASS.fullmatch(part.lower()))
        if 2 <= len(parts) <= _LONGEST:
            whole.setdefault(parts, name)
    but_one: dict[tuple[int, tuple[str, ...]], list[str]] = {}
    for parts in whole:
        for at, part in enumerate(parts):
            but_one.setdefault((at, parts[:at] + parts[at + 1 :]), []).append(part)
    known = {part.lower() for name in [*units, *words] for part in _WORD.findall(name)}
    return Names({key: tuple(sorted(found)) for key, found in but_one.items()}, frozenset(known), whole)


_names = lru_cache(maxsize=2)(names_of)


def misspelt(text: str, names: Names) -> Iterator[tuple[int, int, str]]:
    """Start, end and the likely name of each run of words that is an office's name but for one slip."""
    for run in _RUN.finditer(text):
        words = [word for word in _WORD.finditer(text, *run.span()) if not _CLASS.fullmatch(word.group().lower())]
        lowered = tuple(word.group().lower() for word in words)
        for odd, word in enumerate(lowered):
            if len(word) < 5 or word in names.words or word in _SMALL:
                continue
            if near := _near(lowered, odd, names):
                first, size, meant = near
                yield words[first].start(), words[first + size - 1].end(), names.shown[meant]


def _near(words: tuple[str, ...], odd: int, names: Names) -> tuple[int, int, tuple[str, ...]] | None:
    """Where the longest name begins that some of these words are but for a slip in word `odd`, its length, and it."""
    for size in range(min(len(words), _LONGEST), 1, -1):
        for first in range(max(0, odd - size + 1), min(odd, len(words) - size) + 1):
            last = first + size
            others = (*words[first:odd], *words[odd + 1 : last])
            for meant in names.but_one.get((odd - first, others), ()):
                if slip(words[odd], meant):
                    return first, size, (*words[first:odd], meant, *words[odd + 1 : last])
    return None


def two_ways(texts: Sequence[str], known: frozenset[str]) -> Iterator[tuple[int, int, int, str]]:
    """Number of the text, start, end and the first spelling of each name that the texts spell in another way too.

    A name is two capitalised words side by side; one of them may differ by a slip, and it may be no word that is
    written small in the same texts or belongs to names of offices and places.
    """
    small = {word for text in texts for word in re.findall(r"\b[a-z]{5,}\b", text)} | known
    first: dict[tuple[int, str], dict[str, str]] = {}
    pairs = ((number, pair) for number, text in enumerate(texts) for pair in _PAIR.finditer(text))
    for number, pair in islice(pairs, _SPELLINGS):
        words = (pair[1].lower(), pair[2].lower())
        for at, word in enumerate(words):
            if len(word) < 5 or word in small:
                continue
            seen = first.setdefault((at, words[1 - at]), {})
            other = next((other for other in seen if slip(word, other)), None)
            if other:
                yield number, pair.start(1), pair.end(2), seen[other]
                break
            seen.setdefault(word, f"{pair[1]} {pair[2]}")
