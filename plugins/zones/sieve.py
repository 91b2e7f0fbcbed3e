"""Which texts the tagger need not read: those of which no sentence holds the words of any strong rule.

Weak evidence alone gives no tag, and most stories are about something else. The sieve looks at words without their
order, in pieces of text at least as long as sentences: so it lets some texts pass for nothing, and never holds back
one that would be tagged.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from .patterns import runs
from .taxonomy import STRONG, Rule
from .words import WORD

_REMEMBERED = 50_000  # of words with the punctuation that clings to them
_LONGEST = 60  # characters of one that is remembered
_Group = tuple[frozenset[str], tuple[frozenset[str], ...]]  # of each phrase the rarest word; the words of each
_NOTHING: frozenset[str] = frozenset()

# What surely ends a sentence (`words.sentences`): a full stop behind a word too long for an abbreviation and before a
# capital; and every blank line does. The pattern begins with a fixed character, which is found fast.
_CUT = re.compile(r"\.(?<=[a-z]{5}\.) (?=[A-Z])")


class _Known(dict[str, frozenset[str]]):
    """Of what stands between two blanks the edges that strong rules know; remembers what was asked."""

    def __init__(self, edges: Callable[[str], Iterable[str]], used: Iterable[str]) -> None:
        super().__init__()
        self._edges = edges
        self._used = frozenset(used)

    def __missing__(self, written: str) -> frozenset[str]:
        found = self._used.intersection(edge for word in WORD.findall(written) for edge in self._edges(word))
        if len(written) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[written] = found
        return found


class Sieve:
    """The strong rules of a taxonomy as sets of words."""

    def __init__(
        self, rules: Iterable[Rule], groups: Mapping[str, Iterable[str]], edges: Callable[[str], Iterable[str]]
    ) -> None:
        """`groups` are the taxonomy's, `edges` gives the forms under which phrases know a word."""
        strong = [rule.all_of for rule in rules if rule.weight >= STRONG]
        named = dict.fromkeys(phrase for rule in strong for group in rule for phrase in group)
        met_as = {phrase: [frozenset(run) for run in runs(phrase, groups)] for phrase in named}
        often = Counter(edge for found in met_as.values() for run in found for edge in run)
        rarest = {run: min(run, key=lambda e: (often[e], e)) for found in met_as.values() for run in found}
        made = {group: _group(group, met_as, rarest) for group in dict.fromkeys(g for rule in strong for g in rule)}
        # A rule is tried where a phrase of its smallest group may be met, and that where its rarest word is.
        openings: dict[str, dict[frozenset[str], list[tuple[_Group, ...]]]] = {}
        for rule in strong:
            smallest, *others = sorted((made[group] for group in rule), key=lambda group: len(group[1]))
            for run in smallest[1]:
                openings.setdefault(rarest[run], {}).setdefault(run, []).append(tuple(others))
        self._openings = {edge: tuple(found.items()) for edge, found in openings.items()}
        self._known = _Known(edges, often)

    def passes(self, text: str) -> bool:
        """Whether a sentence of `text` may satisfy a strong rule."""
        return any(
            self._may_satisfy(paragraph) and any(map(self._may_satisfy, _CUT.split(paragraph)))
            for paragraph in text.split("\n\n")
        )

    def _may_satisfy(self, piece: str) -> bool:
        edges = _NOTHING.union(*map(self._known.__getitem__, piece.split()))
        for edge in edges & self._openings.keys():
            for run, rules in self._openings[edge]:
                if run <= edges and any(_are_met(others, edges) for others in rules):
                    return True
        return False


def _group(
    phrases: Iterable[str],
    met_as: Mapping[str, Iterable[frozenset[str]]],
    rarest: Mapping[frozenset[str], str],
) -> _Group:
    found = tuple(dict.fromkeys(run for phrase in phrases for run in met_as[phrase]))
    return frozenset(rarest[run] for run in found), found


def _are_met(groups: Iterable[_Group], edges: frozenset[str]) -> bool:
    """Whether of each group the words of one phrase are all among `edges`."""
    for rarest, phrases in groups:
        if rarest.isdisjoint(edges) or not any(phrase <= edges for phrase in phrases):
            return False
    return True
