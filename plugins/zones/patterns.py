"""Phrases as the taxonomy writes them, and finding many of them in one pass over the words of a sentence.

How a phrase is written:

- `zona integritas`: these words side by side, in any case, punctuation between them ignored (`e-office`, `e office`);
  a word may carry `-nya`, `-lah`, `-kah`, `-pun`, `-ku`, `-mu`.
- `ZI`: a word in capitals is met only in capitals, so that neither "gizi" nor a name is taken for it.
- `~canang`: any form of the root: mencanangkan, dicanangkan, pencanangan.
- `pelayanan|layanan publik`: one word or the other. `wilayah bebas [dari] korupsi`: a word that may be left out.
- `@staff`: any phrase of the group `staff`, which is written the same way and names no further group.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

from .affixes import SHORTEST_ROOT, Roots, without_clitics

LONGEST_PHRASE = 8  # words
MOST_VARIANTS = 64  # ways in which one phrase may be met, alternatives and optional words multiplied out
_LONGEST_WORD = 40  # letters; beyond that it is no word of a taxonomy
_REMEMBERED_WORDS = 200_000

_PIECE = re.compile(r"\[(?P<optional>[^\[\]\s]+)\]|(?P<needed>[^\[\]\s]+)")
_ATOM = re.compile(r"~?[^\W_]+")


class PhraseError(ValueError):
    """A phrase that cannot be read; `reason` is Indonesian, for the person who wrote it."""

    def __init__(self, phrase: str, reason: str) -> None:
        super().__init__(f"{phrase}: {reason}")
        self.phrase = phrase
        self.reason = reason


@lru_cache(maxsize=8192)
def variants(phrase: str) -> tuple[tuple[str, ...], ...]:
    """Every run of words that `phrase` (without a group) may be met as, most words first.

    Raises PhraseError where the phrase is empty, longer than 8 words, has more than 64 variants or a stray sign.
    """
    choices: list[list[tuple[str, ...]]] = []
    end = 0
    for piece in _PIECE.finditer(phrase):
        if phrase[end : piece.start()].strip():
            raise PhraseError(phrase, "kurung siku tidak berpasangan atau memuat lebih dari satu kata")
        end = piece.end()
        optional = piece["optional"]
        options = [_atoms(phrase, option) for option in (optional or piece["needed"]).split("|")]
        choices.append([*options, ()] if optional else options)
    if phrase[end:].strip():
        raise PhraseError(phrase, "kurung siku tidak berpasangan")
    count = 1
    for options in choices:
        count *= len(options)
    if count > MOST_VARIANTS:
        raise PhraseError(phrase, f"lebih dari {MOST_VARIANTS} kemungkinan")
    runs = {tuple(word for part in parts for word in part) for parts in product(*choices)} - {()}
    if not runs:
        raise PhraseError(phrase, "tidak memuat kata")
    if max(map(len, runs)) > LONGEST_PHRASE:
        raise PhraseError(phrase, f"lebih dari {LONGEST_PHRASE} kata")
    return tuple(sorted(runs, key=lambda run: (-len(run), run)))


def _atoms(phrase: str, piece: str) -> tuple[str, ...]:
    """The words of one piece: `e-office` is two. A root must be at least three small letters."""
    atoms = tuple(_ATOM.findall(piece))
    if not atoms:
        raise PhraseError(phrase, f"“{piece}” bukan kata")
    for atom in atoms:
        if atom.startswith("~") and (len(atom) <= SHORTEST_ROOT or not atom[1:].islower()):
            raise PhraseError(phrase, f"akar kata “{atom}” harus huruf kecil, paling sedikit tiga")
    if "~" in _ATOM.sub("", piece) or "@" in piece:
        raise PhraseError(phrase, "tanda “~” atau “@” tidak di depan kata")
    return atoms


def runs(phrase: str, groups: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """The runs of edges, one for each word, that `phrase` may be met as: capitals and roots as written, else small.

    Raises PhraseError where it cannot be read, KeyError where it names no group of `groups`.
    """
    for written in groups[phrase[1:]] if phrase.startswith("@") else (phrase,):
        for run in variants(written):
            yield tuple(atom if atom.startswith("~") or atom.isupper() else atom.lower() for atom in run)


Place = tuple[int, int]  # words of a sentence, from the first up to, not including, the second
Places = dict[int, list[Place]]  # number of a phrase: where it was met, in order of start


@dataclass(slots=True)
class _Node:
    """A place in the tree of phrases: where the next word leads, and which phrases end here."""

    following: dict[str, _Node] = field(default_factory=dict)
    ending: list[int] = field(default_factory=list)


class Finder:
    """All phrases of a taxonomy in one tree; `find` walks a sentence once, whatever the number of phrases.

    The only state beyond the tree is a memory of words already analysed; it changes no answer.
    """

    def __init__(self, phrases: Sequence[str], groups: Mapping[str, Iterable[str]]) -> None:
        """Compile `phrases`, numbered by their place. Raises PhraseError for one that cannot be read."""
        self._top = _Node()
        self._memory: dict[str, tuple[tuple[str, ...], list[_Node]]] = {}
        for number, phrase in enumerate(phrases):
            for run in runs(phrase, groups):
                self._add(run, number)
        symbols = self._symbols(self._top)
        self._roots = Roots(s[1:] for s in symbols if s.startswith("~"))
        self._plain = frozenset(s for s in symbols if not s.startswith("~"))

    def _add(self, run: tuple[str, ...], number: int) -> None:
        node = self._top
        for edge in run:
            node = node.following.setdefault(edge, _Node())
        if number not in node.ending:
            node.ending.append(number)

    def _symbols(self, node: _Node) -> set[str]:
        found = set(node.following)
        for following in node.following.values():
            found |= self._symbols(following)
        return found

    def edges(self, word: str) -> tuple[str, ...]:
        """The edges of the tree along which `word` leads: its forms that phrases know."""
        return (self._memory.get(word) or self._analyse(word))[0]

    def _analyse(self, word: str) -> tuple[tuple[str, ...], list[_Node]]:
        """The edges of the tree along which `word` leads, and where it leads from the top."""
        if len(word) > _LONGEST_WORD:
            return (), []  # not remembered: hostile words may be megabytes long
        if len(self._memory) >= _REMEMBERED_WORDS:
            self._memory.clear()
        lower = word.lower()
        edges = [base for base in without_clitics(lower) if base in self._plain]
        if word.isupper() and word in self._plain:
            edges.append(word)
        edges += ["~" + root for root in self._roots.of(lower)]
        top = self._top.following
        edges = list(dict.fromkeys(edges))
        self._memory[word] = tuple(edges), [top[edge] for edge in edges if edge in top]
        return self._memory[word]

    def find(self, words: Sequence[str]) -> Places:
        """Every place among `words`, those of one sentence, where a phrase is met."""
        memory = self._memory
        known = [memory.get(word) or self._analyse(word) for word in words]
        places: Places = {}
        for start, (_, nodes) in enumerate(known):
            end = start + 1
            while nodes:
                for node in nodes:
                    for number in node.ending:
                        found = places.setdefault(number, [])
                        if (start, end) not in found[-2:]:  # two variants of one phrase may meet the same words
                            found.append((start, end))
                if end >= len(known):
                    break
                following = known[end][0]
                nodes = [n.following[edge] for edge in following for n in nodes if edge in n.following]
                end += 1
        return places
