"""The words of a text by which releases are compared: without those that every office puts in anew."""

from __future__ import annotations

import html
import re
from functools import lru_cache

LENGTH = 3  # words of a shingle
FEWEST = 30  # words that have to be left: what is shorter says too little to be told from its like
MOST = 4_000  # words that are looked at

_TAG = re.compile(r"<[^>]*>")
_AROUND = ".,;:!?'\"()[]{}<>/\\*_-–—…‘’“”«»•·"
_BYLINE = re.compile(r"[(\[][^()\[\]]{1,80}[)\]]\s*\Z")
# What offices change and write small: numbers in words, days, months, parts of the day, zones.
_CHANGING = frozenset(
    """
    nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh ratus ribu juta miliar triliun
    seratus seribu sejuta puluhan ratusan ribuan senin selasa rabu kamis jumat sabtu minggu ahad januari februari maret
    april mei juni juli agustus september oktober november desember pagi siang sore malam wib wita wit pukul
    """.split()  # noqa: SIM905 - a list of fifty literals is no easier to read
)


def words(body: str) -> list[str]:
    """The words of a body (safe HTML) that stay the same from office to office, in small letters.

    Left out is who, where, when and how many: words that begin with a capital (names, places, units, and the first of
    each sentence, in all releases alike), those with a digit, numbers in words, days, months, hours; and a byline in
    brackets at the end. At most the first `MOST` words of the text count.
    """
    text = _BYLINE.sub("", html.unescape(_TAG.sub(" ", body)).rstrip())
    return [word for token in text.split()[:MOST] if (word := _kept(token))]


@lru_cache(32_768)  # most words come again and again
def _kept(token: str) -> str:
    """The word of a token without what is written around it; empty where it is left out."""
    word = token.strip(_AROUND)
    changing = not word.islower() or word in _CHANGING or any(map(str.isdigit, word))
    return "" if changing else word


def shingles(body: str) -> list[str]:
    """Every run of `LENGTH` such words, each once, as they come; none of a text that is too short."""
    kept = words(body)
    if len(kept) < FEWEST:
        return []
    runs = zip(*(kept[start:] for start in range(LENGTH)), strict=False)
    return list(dict.fromkeys(map(" ".join, runs)))
