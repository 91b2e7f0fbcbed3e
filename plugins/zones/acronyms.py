"""Acronyms that mean something else in a story: "Warga Binaan Sosial (WBS)" is no whistleblowing system.

A story that spells an acronym out says itself what it means there: `expansion (ACRONYM)`, `ACRONYM (expansion)`,
`expansion, disingkat ACRONYM`. An expansion is words whose initials, joining words left out, are the acronym.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from .taxonomy import Acronym
from .words import WORD

_REACH = 120  # characters before or after an acronym in which its expansion is looked for
_ALIKE = 3  # first letters that must agree, so that a slip or another form of a word is the same expansion
_MOST = 100  # places of one acronym that are looked at: a story spells it out when it first uses it
_JOINING = frozenset(
    (
        "dan",
        "dari",
        "di",
        "ke",
        "yang",
        "untuk",
        "dengan",
        "atas",
        "serta",
        "pada",
        "bagi",
        "of",
        "the",
        "and",
        "in",
        "for",
    )
)
_NAMED = r"(?:disingkat|disebut|selanjutnya|dikenal|dengan|sebagai|atau|alias|yang|yg)"
_MEANING = r"(?:alias|atau|yakni|yaitu|(?:adalah )?(?:singkatan|kependekan|akronim)(?: dari)?)"
_LEAD = 40  # characters; longer than anything that `_LEADING` meets
_LEADING = re.compile(rf"(?:[(\[]|\b{_NAMED}\s)\W{{0,3}}(?:{_NAMED}\W{{1,3}}){{0,2}}\Z")
_FOLLOWING = re.compile(rf"\W{{0,3}}(?:[(\[]|\s{_MEANING}\s)")


class Acronyms:
    """The acronyms of a taxonomy, ready to be judged in many stories."""

    def __init__(self, acronyms: Iterable[Acronym]) -> None:
        """`acronyms` as the taxonomy holds them, each `short` once."""
        self._known = {acronym.short: acronym for acronym in acronyms}
        self._shorts = frozenset(self._known)

    def among(self, words: Iterable[str]) -> frozenset[str]:
        """Those of `words` that are known acronyms."""
        return self._shorts.intersection(words)

    def foreign(self, met: frozenset[str], text: str) -> frozenset[str]:
        """Those of the acronyms `met` that mean something else in `text`.

        What the text spells out decides, then other words in it.
        """
        own: set[str] = set()
        other: set[str] = set()
        for short, expansion in _expansions(met, text):
            (own if _is_meant(expansion, self._known[short]) else other).add(short)
        undecided = [one for one in met - own - other if self._known[one].others]
        if undecided:
            running = f" {' '.join(WORD.findall(text.lower()))} "
            for one in undecided:
                acronym = self._known[one]
                if _stands(acronym.others, running) and not _stands(acronym.means, running):
                    other.add(one)
        return frozenset(other - own)


def _expansions(met: Iterable[str], text: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Every acronym of `met` that `text` spells out, with the words of the expansion in small letters."""
    for short in sorted(met):
        for start in islice(_starts(short, text), _MOST):
            leading = _LEADING.search(text, max(0, start - _LEAD), start)
            if leading:
                words = WORD.findall(text, max(0, leading.start() - _REACH), leading.start())
                yield from _spelled(short, words, last=True)
            following = _FOLLOWING.match(text, start + len(short))
            if following:
                words = WORD.findall(text, following.end(), following.end() + _REACH)
                yield from _spelled(short, words, last=False)


def _starts(short: str, text: str) -> Iterator[int]:
    """Where `short` stands in `text`."""
    start = text.find(short)
    while start >= 0:
        yield start
        start = text.find(short, start + len(short))


def _spelled(short: str, words: Sequence[str], *, last: bool) -> Iterator[tuple[str, Sequence[str]]]:
    """The last or first of `words` where their initials are `short`."""
    full = [word.lower() for word in words if word.lower() not in _JOINING]
    chosen = full[-len(short) :] if last else full[: len(short)]
    if "".join(word[0] for word in chosen) == short.lower():
        yield short, chosen


def _is_meant(expansion: Sequence[str], acronym: Acronym) -> bool:
    """Whether the words of `expansion` begin like those of one of the meanings, and it is none of the others."""
    if " ".join(expansion) in acronym.others:
        return False
    for meaning in acronym.means:
        words = [word for word in meaning.split() if word not in _JOINING]
        if len(words) == len(expansion) and all(
            a[:_ALIKE] == b[:_ALIKE] for a, b in zip(words, expansion, strict=True)
        ):
            return True
    return False


def _stands(phrases: Iterable[str], running: str) -> bool:
    return any(f" {phrase} " in running for phrase in phrases)
