"""The words of a bundle, from which a browser corrects what was mistyped. Pure.

Bounded: the most frequent words only, some 40 KB over the wire. A rarer word is found as it is, and corrects nothing.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

import nh3

MOST = 12_000
_WORD = re.compile(r"(?<![^\W_])[a-z]{3,24}(?![^\W_])")  # whole words; others are found, and correct nothing


def plain(markup: str) -> str:
    """What a safe body says, words apart from each other."""
    return html.unescape(nh3.clean(markup.replace("<", " <"), tags=set()))


def vocabulary(texts: Iterable[str]) -> dict[str, list[str]]:
    """The words of texts: `{"kata": [words, …]}`, each a string of words parted by blanks, in alphabetical order.

    The first string has the words that occur once, the next those that occur twice to three times, then four to seven,
    and so on: how often is what tells between two that are equally near.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_WORD.findall(_unaccented(text.casefold())))
    chosen = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    classes: list[list[str]] = []
    for word, count in chosen:
        wanted = count.bit_length()
        classes += [[] for _ in range(wanted - len(classes))]
        classes[wanted - 1].append(word)
    return {"kata": [" ".join(sorted(words)) for words in classes]}


def _unaccented(text: str) -> str:
    """Letters without their accents, as the index has them."""
    return (
        "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
        if not text.isascii()
        else text
    )
