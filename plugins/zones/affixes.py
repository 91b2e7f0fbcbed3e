"""Indonesian affixes: whether a word is a form of one of the few hundred roots that a taxonomy names.

No list of all roots of the language is needed. A form is prefixes, root, suffixes; the root is looked for inside the
word by its letters from the second on, since a prefix may swallow the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

SHORTEST_ROOT = 3  # letters
_CLITICS = ("", "nya", "lah", "kah", "pun", "ku", "mu")
_SUFFIXES = frozenset(suffix + clitic for suffix in ("", "kan", "an", "i") for clitic in _CLITICS)

# (what the prefix ends in, what must come next, what it swallowed): me- and pe- take on the nasal of the root's first
# letter and swallow k, p, s, t before a vowel (Tata Bahasa Baku Bahasa Indonesia).
_NASALS = (
    ("ng", "ghqkaeiou", ""),
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
    *((start + nasal, following, swallowed) for start in ("me", "pe") for nasal, following, swallowed in _NASALS),
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


class Roots:
    """Roots ready to be looked for in words."""

    def __init__(self, roots: Iterable[str]) -> None:
        """`roots` are lower-case words of at least three letters."""
        self._by_letters: dict[str, list[str]] = {}
        for root in sorted(set(roots)):
            self._by_letters.setdefault(root[1:4], []).append(root)

    def of(self, word: str) -> list[str]:
        """The roots of which the lower-case `word` is a form, in alphabetical order.

        Up to two prefixes, one suffix and a clitic may stand around a root: `mencanangkan`, `dicanangkannya`,
        `pencanangan` are forms of `canang`; `keberlanjutan` of `lanjut`.
        """
        found: set[str] = set()
        get = self._by_letters.get
        for place in range(len(word) - 1):
            for letters in (word[place : place + 2], word[place : place + 3]):
                for root in get(letters, ()):
                    if root not in found and _stands(root, word, place):
                        found.add(root)
        return sorted(found)


def without_clitics(word: str) -> Iterator[str]:
    """The lower-case word itself, then the word without `-nya`, `-lah`, `-kah`, `-pun`, `-ku`, `-mu`."""
    for clitic in _CLITICS:
        if word.endswith(clitic) and len(word) - len(clitic) >= (SHORTEST_ROOT if clitic else 0):
            yield word[: len(word) - len(clitic)]


def _stands(root: str, word: str, place: int) -> bool:
    """Whether `word` is a form of `root` with the root's second letter at `place`."""
    rest = root[1:]
    if not word.startswith(rest, place) or word[place + len(rest) :] not in _SUFFIXES:
        return False
    whole, swallowing = _prefixes(root[0], root[1])
    return (place > 0 and word[place - 1] == root[0] and word[: place - 1] in whole) or word[:place] in swallowing


@lru_cache(maxsize=1024)
def _prefixes(first: str, second: str) -> tuple[frozenset[str], frozenset[str]]:
    """What may stand before a root that begins with these two letters, and before what is left if it lost the first."""
    whole = [
        prefix for prefix, following, swallowed in _PREFIXES if not swallowed and (not following or first in following)
    ]
    swallowing = [prefix for prefix, following, swallowed in _PREFIXES if swallowed == first and second in following]
    return frozenset(["", *whole, *_doubled(whole)]), frozenset([*swallowing, *_doubled(swallowing)])


def _doubled(inner: Iterable[str]) -> Iterator[str]:
    """Every prefix before each of the `inner` ones: `ke` before `ber`, `mem` before `per`."""
    for one in inner:
        for prefix, following, swallowed in _PREFIXES:
            if swallowed:
                if one[0] == swallowed and one[1] in following:
                    yield prefix + one[1:]
            elif not following or one[0] in following:
                yield prefix + one
