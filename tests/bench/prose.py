"""Markdown of about 280 words from the vocabulary: paragraphs, and now and then what real stories have besides."""

from __future__ import annotations

import random
import re

from tests.bench.vocabulary import EXTERNAL, HEADINGS, ITEMS, LINKS, QUOTES, SENTENCES, SLOTS, TITLES

_SHORTEST, _LONGEST = 120, 600  # words
_FEWEST, _MOST = 2, 9  # paragraphs
_WORDS_A_PARAGRAPH = 48
_SLOT = re.compile(r"\{(\w+)\}")


def title(chance: random.Random, place: str) -> str:
    """A headline."""
    return _filled(chance, chance.choice(TITLES), place)


def sentence(chance: random.Random, place: str) -> str:
    """One sentence."""
    return _filled(chance, chance.choice(SENTENCES), place)


def slug(text: str) -> str:
    """The words of a headline as a file is called, at most 60 characters of them."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower())[:60].strip("-")


def body(chance: random.Random, place: str, earlier: str) -> str:
    """The Markdown of a story of 120 to 600 words, 280 on average. `earlier` is a story of the same unit, or empty."""
    words = int(_SHORTEST + (_LONGEST - _SHORTEST) * chance.betavariate(2, 4))
    count = max(_FEWEST, min(_MOST, round(words / _WORDS_A_PARAGRAPH)))
    parts = [_paragraph(chance, place, words / count) for _ in range(count)]
    if earlier and chance.random() < 0.35:
        parts[-1] += f" Bacalah pula [{chance.choice(LINKS)}](/berita/{earlier}/)."
    if chance.random() < 0.12:
        parts[0] += f" Keterangan lain ada [di sini]({_filled(chance, EXTERNAL, place)})."
    extras = [part for odds, make in _EXTRAS if chance.random() < odds for part in (make(chance, place),)]
    for extra in extras:
        parts.insert(chance.randrange(1, len(parts)), extra)  # never the first, never the last
    return "\n\n".join(parts)


def _paragraph(chance: random.Random, place: str, words: float) -> str:
    sentences: list[str] = []
    while sum(text.count(" ") + 1 for text in sentences) < words - 8:
        sentences.append(sentence(chance, place))
    if chance.random() < 0.12:
        sentences[0] = _emphasised(chance, sentences[0])
    return " ".join(sentences)


def _emphasised(chance: random.Random, text: str) -> str:
    """Two words of a sentence in bold or italics."""
    words = text.split(" ")
    start = chance.randrange(1, len(words) - 3)
    mark = chance.choice(("**", "*"))
    marked = f"{mark}{words[start]} {words[start + 1].rstrip(',.')}{mark}"
    return " ".join([*words[:start], marked, *words[start + 2 :]])


def _heading(chance: random.Random, place: str) -> str:
    return f"## {_filled(chance, chance.choice(HEADINGS), place)}"


def _list(chance: random.Random, place: str) -> str:
    return "\n".join(f"- {_filled(chance, chance.choice(ITEMS), place)}" for _ in range(chance.randint(3, 6)))


def _quote(chance: random.Random, place: str) -> str:
    return f"> {_filled(chance, chance.choice(QUOTES), place)}"


def _table(chance: random.Random, place: str) -> str:
    rows = [_filled(chance, "| {thing} | {number} | {month} |", place) for _ in range(chance.randint(3, 8))]
    return "\n".join(["| Barang | Jumlah | Bulan |", "| --- | --- | --- |", *rows])


_EXTRAS = ((0.2, _heading), (0.12, _list), (0.3, _quote), (0.02, _table))


def _filled(chance: random.Random, text: str, place: str) -> str:
    """A pattern with its slots filled: `{Subject}` begins with a capital, `{city}` is the place."""

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name == "city":
            return place
        word = chance.choice(SLOTS[name.lower()])
        return word[0].upper() + word[1:] if name[0].isupper() else word

    return _SLOT.sub(fill, text)
