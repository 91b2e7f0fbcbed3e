"""The words of a text by which releases are compared: without those that every office puts in anew."""

from __future__ import annotations

import html
import re

LENGTH = 3  # words of a shingle
FEWEST = 30  # words that have to be left: what is shorter says too little to be told from its like
MOST = 4_000  # words that are looked at

_REMEMBERED, _LONGEST = 32_768, 60  # tokens; characters of one that is remembered

_TAG = re.compile(r"<[^>]*>")
_AROUND = ".,;:!?'\"()[]{}<>/\\*_-–—…‘’“”«»•·"
# What somebody said, in one paragraph: a mark that nobody closed leads no further.
_QUOTATION = re.compile(r'“[^“”]{1,600}”|"[^"]{1,600}"')
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
    each sentence, in all releases alike), those with a digit, numbers in words, days, months, hours; what is quoted,
    for each office quotes its own head; and a byline in brackets at the end. Of a text that is little else than
    quotations these count too. At most the first `MOST` words count.
    """
    paragraphs = [html.unescape(_TAG.sub(" ", part)) for part in body.split("</p>")]
    told = _words(" ".join(_QUOTATION.sub(" ", paragraph) for paragraph in paragraphs))
    return told if len(told) >= FEWEST else _words(" ".join(paragraphs))


def _words(text: str) -> list[str]:
    said = _BYLINE.sub("", text.rstrip())
    return list(filter(None, map(_kept.__getitem__, said.split()[:MOST])))


class _Kept(dict[str, str]):
    """Of a token the word without what is written around it, empty where it is left out: most come again and again."""

    def __missing__(self, token: str) -> str:
        word = token.strip(_AROUND)
        changing = not word.islower() or word in _CHANGING or any(map(str.isdigit, word))
        kept = "" if changing else word
        if len(token) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[token] = kept
        return kept


_kept = _Kept()


def shingles(body: str) -> list[str]:
    """Every run of `LENGTH` such words, each once, as they come; none of a text that is too short."""
    kept = words(body)
    if len(kept) < FEWEST:
        return []
    runs = zip(*(kept[start:] for start in range(LENGTH)), strict=False)
    return list(dict.fromkeys(map(" ".join, runs)))
