"""Words that are often misspelt, by the table's pairs of wrong and right, and words that stand there twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from plugins.rules import prose
from plugins.rules.draft import Draft
from plugins.rules.rule import Found, Rule

# What is no prose: code, mail addresses, names of files and servers, hashtags and account names, attributes of HTML.
_NO_PROSE = re.compile(
    r"`[^`]*`|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]+|\b\w+(?:[._/]\w+)+|[#@]\w+|<[^<>]{1,300}>|\{[^{}]{1,300}\}"
)
_TITLES = frozenset({"title", "image.alt", "image.caption"})  # capitals there are no sign of a name
_WORD = re.compile(r"(?<![\w'-])[^\W\d_]+(?:'[^\W\d_]+)*(?![\w-])")
_NEIGHBOUR = re.compile(r" [A-Z]")
_TWICE = r"(?<![\w-])({words}) \1(?![\w-])"


def find(draft: Draft, rule: Rule) -> Iterator[Found]:
    """Misspelt words; fact `right`: how the word is written."""
    pairs, always = rule.thresholds["pairs"], frozenset(rule.thresholds["always"])
    for passage in draft.passages:
        for start, end, right in misspelt(passage.text, pairs, always, capitals=passage.field in _TITLES):
            yield Found(passage, start, end, {"right": right})
        for start, end, right in twice(passage.text, rule.thresholds["twice"]):
            yield Found(passage, start, end, {"right": right})


def misspelt(
    text: str, pairs: Mapping[str, str], always: frozenset[str] = frozenset(), capitals: bool = False
) -> Iterator[tuple[int, int, str]]:
    """Start, end and right spelling of each wrong one of `pairs` (small letters).

    A capitalised word within a sentence belongs to a name and may be spelled as its bearer likes, but for words in
    `always`, and where `capitals` say nothing, as in titles.
    """
    whole = prose.read(text)
    single = (match for match in _WORD.finditer(whole) if match.group().lower() in pairs)
    found = [*single, *_phrases(tuple(pairs)).finditer(whole)]
    read = _NO_PROSE.sub(_blank, whole) if found else whole
    for match in found:
        wrong = match.group()
        if read[match.start() : match.end()] != wrong:
            continue
        if wrong[0].isupper() and not capitals and wrong.lower() not in always and _named(read, match):
            continue
        yield match.start(), match.end(), _cased(pairs[wrong.lower()], wrong)


def twice(text: str, words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Small words that stand there twice in a row."""
    read = prose.read(text)
    for match in _repeated(tuple(words)).finditer(read):
        yield match.start(), match.end(), match.group(1)


def _named(text: str, match: re.Match[str]) -> bool:
    """Whether a capitalised word stands within a sentence, or beside another such word."""
    before = text[: match.start()].rstrip(" *_\"'(")
    within = bool(before) and before[-1] not in ".!?:|#>-"
    return within or _NEIGHBOUR.match(text, match.end()) is not None


def _cased(right: str, wrong: str) -> str:
    if wrong.isupper() and len(wrong) > 1:
        return right.upper()
    return right[0].upper() + right[1:] if wrong[0].isupper() else right


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


@lru_cache(maxsize=8)
def _phrases(wrong: tuple[str, ...]) -> re.Pattern[str]:
    """The wrong ones that are more than one word: `tolak ukur`. Those that begin alike are tried as one."""
    rests: dict[str, list[str]] = {}
    for phrase in sorted(phrase for phrase in wrong if " " in phrase):
        first, _, rest = phrase.partition(" ")
        rests.setdefault(first, []).append(re.escape(rest))
    forms = "|".join(rf"{re.escape(first)} (?:{'|'.join(several)})" for first, several in rests.items())
    return re.compile(rf"(?<![\w'-])(?:{forms or '(?!)'})(?![\w-]|'\w)", re.IGNORECASE)


@lru_cache(maxsize=8)
def _repeated(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(_TWICE.format(words="|".join(map(re.escape, words))), re.IGNORECASE)
