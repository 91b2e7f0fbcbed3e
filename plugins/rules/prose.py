"""A body as sentences and words: which blocks are running text, where it comes from, and how long it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from plugins.rules.draft import Draft, Passage
from plugins.rules.reading import plain, unlinked

_APART = re.compile(r"\s{0,3}(?:#|\||>|```|~~~|!\[|<|\[\^|[-*+]\s|\d{1,3}[.)]\s|:\s)|\s{4}|\t")
_CITY = r"[A-Z][A-Za-z.'’]+(?:[ -][A-Z][A-Za-z.'’]+){0,3}"
_OPENING = 200  # characters among which a dateline is looked for
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_EMPHASIS = r"[*_]{0,3}"
# `Padang –`, `**DENPASAR** –`, `Padang (ANTARA) -`, `PADANG (22/11) —`, `Padang, Humas –`, `KORAN.CO.ID, JAKARTA –`
DATELINE = re.compile(
    rf"\s*{_EMPHASIS}(?:(?P<media>[A-Z]+(?:\.[A-Z]+)+),\s+)?(?P<city>{_CITY}){_EMPHASIS}"
    rf"(?:,?\s*\([^()]{{2,30}}\)|,\s*[^–—.()-]{{2,40}})?{_EMPHASIS}\s*[-–—]{{1,2}}{_EMPHASIS}(?=\s|$)"
)
_SHORTENED = re.compile(
    r"(?:\b(?:[A-Z]|[Dd]rs?|[Dd]ra|[Ii]r|[Hh]j?|[Pp]rof|[Jj]l|[Jj]ln|[Nn]o|[Tt]gl|[Tt]bk|[Aa]lm|[Ll]t"
    r"|[Kk]ec|[Kk]ab|[Kk]el|Sdr|Sdri|Bpk|Yth|dkk|dll|dsb|dst|hlm|cq|a\.n|u\.p|S\.[A-Z]\w{0,3}|M\.[A-Z]\w{0,3}|A\.Md|Ph\.D|St|Mr|Mrs|vs|Rp|Pol|Kol))\.$"
)
_BREAK = re.compile(r"(?<![.!?])[.!?]{1,5}[\"”’')\]*_]{0,5}\s+(?=[\"“‘'(\[*_]*[A-Z0-9])|\n{2,}")
_WORD = re.compile(r"[^\W_]+(?:[-'’./,][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a story comes from, as its first paragraph says: `Padang –`. `end` is where the text begins."""

    city: str
    end: int
    start: int
    media: str = ""


@lru_cache(maxsize=128)  # the blocks of one draft, which many rules ask for in a row
def read(text: str) -> str:
    """The text as it is read: plain, with blanks for the addresses of links; as long as it was."""
    return unlinked(plain(text))


def paragraphs(draft: Draft) -> Iterator[Passage]:
    """The blocks of the body that are running text: no headings, lists, tables, quotations, pictures, code or HTML."""
    code = False
    for passage in draft.body:
        fences = len(_FENCE.findall(passage.text))
        if not code and not fences and passage.text.strip() and not _APART.match(passage.text):
            yield passage
        code ^= fences % 2 == 1


def dateline(text: str) -> Dateline | None:
    """The dateline with which a paragraph begins."""
    match = DATELINE.match(text[:_OPENING].replace("\xa0", " "))
    if match is None:
        return None
    return Dateline(match["city"], match.end(), match.start("city"), match["media"] or "")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence; a dot behind an abbreviation, an initial or a degree ends none."""
    start = 0
    for match in _BREAK.finditer(text):
        if _SHORTENED.search(text[max(start, match.start() - 8) : match.start() + 1]):
            continue
        yield start, match.end()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)


def words(text: str) -> list[str]:
    """The words of a text, without the addresses of links; `21/09/2020`, `Rp1.000` and `anak-anak` are one each."""
    return _WORD.findall(read(text))
