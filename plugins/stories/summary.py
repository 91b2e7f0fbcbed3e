"""A summary for a story that brings none: the beginning of its body, as a list would quote it."""

from __future__ import annotations

import re

LONGEST = 220  # characters
_SHORTEST_SENTENCES = 80  # characters: whole sentences shorter than this say too little to stand alone
_SHORTEST_PARAGRAPH = 60  # characters: what is shorter is a heading or a label, if a real paragraph follows

_WORD = r"[A-Z][A-Za-z.'’]+"
# `PADANG – `, `Padang (ANTARA) - `, `KANAL.CO.ID, JAKARTA -- `: where a report comes from, before its first sentence.
_DATELINE = re.compile(
    rf"(?:[A-Z][A-Z.]+,\s+)?{_WORD}(?:\s{_WORD}){{0,2}}(?:,\s+{_WORD})?\s*(?:\([A-Za-z]{{3,12}}\))?\s*[-–—]{{1,2}}\s+"
    r"(?=[\"“‘'(A-Z0-9])"
)
# A full stop behind a word of three letters or more ends a sentence; one behind `No`, `H` or `S.H` does not.
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3}|\d\d[\d%)]|\w\w[\"”’)])[.!?…]+[\"”’)]*(?=\s)")


def excerpt(text: str, longest: int = LONGEST) -> str:
    """The first real paragraph of a plain text, without its dateline, cut behind a sentence or else a word.

    Paragraphs are separated by blank lines. At most `longest` characters, an ellipsis among them; empty for no text.
    """
    paragraphs = [" ".join(paragraph.split()) for paragraph in text[: 40 * longest].split("\n\n")]
    told = [paragraph for paragraph in paragraphs if paragraph]
    if not told:
        return ""
    first = next((paragraph for paragraph in told if len(paragraph) >= _SHORTEST_PARAGRAPH), told[0])
    lead = first[dateline.end() :] if (dateline := _DATELINE.match(first)) else first
    if len(lead) <= longest:
        return lead
    ends = [end.end() for end in _SENTENCE_END.finditer(lead[: longest + 1]) if end.end() <= longest]
    if ends and ends[-1] >= _SHORTEST_SENTENCES:
        return lead[: ends[-1]]
    words = lead[:longest].rpartition(" ")[0] or lead[: longest - 1]
    return words.rstrip(" ,;:-–—(“\"'") + "…"
