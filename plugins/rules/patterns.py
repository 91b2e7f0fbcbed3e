"""The interpreter of portable patterns. `rules.js` is the same in JavaScript; one labelled set holds both to it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from plugins.rules.draft import Draft
from plugins.rules.reading import numeric, plain, sentences, unlinked
from plugins.rules.rule import Condition, Found, Pattern, Rule
from plugins.rules.table import words
from plugins.rules.unwrapping import Unwrapped, unwrapped
from plugins.rules.verifying import VERIFIERS, Facts

# By expression and whether capitals count: where it begins, and where it ends.
Places = dict[tuple[str, bool], tuple[Sequence[int], Sequence[int]]]

_DIGIT = re.compile("[0-9]")
_ANCHOR = re.compile(r"(?<!\\)(?:\$|(?<!\[)\^)")
WIDEST = 600  # characters before and after a match that are looked at for the sake of a condition


@dataclass(frozen=True, slots=True)
class Text:
    """A text made ready for many patterns: plain, without addresses, and where its sentences begin."""

    plain: str
    unlinked: str
    bounds: tuple[int, ...]
    small: str  # the plain text in small letters
    digits: int  # how many it has
    places: Places = field(default_factory=dict, compare=False)  # of expressions of conditions, once they are asked for
    within: tuple[Text, Unwrapped] | None = None  # the same out of its wrapping, if it has one


def find(draft: Draft, rule: Rule) -> Iterator[Found]:
    """What the patterns of a rule find in a draft."""
    texts, small, digits = _prepared(tuple(passage.text for passage in draft.passages))
    patterns = [pattern for pattern in rule.patterns if _may_match(pattern, small, digits)]
    if patterns:
        for number, start, end in matches(texts, patterns, Facts(draft.known.contacts, words())):
            yield Found(draft.passages[number], start, end)


@lru_cache(maxsize=4)  # of one draft, which many rules ask for in a row
def _prepared(given: tuple[str, ...]) -> tuple[tuple[Text, ...], str, int]:
    """The texts made ready; all of them in small letters, and the most digits that one of them has."""
    texts = tuple(map(prepare, given))
    all_forms = [*texts, *(text.within[0] for text in texts if text.within)]
    return texts, "\n".join(text.small for text in all_forms), max((text.digits for text in all_forms), default=0)


def _may_match(pattern: Pattern, small: str, digits: int) -> bool:
    return digits >= pattern.digits and (not pattern.hints or any(map(small.__contains__, pattern.hints)))


def prepare(text: str) -> Text:
    """A text made ready, as it is written and as it is read."""
    read = unwrapped(text)
    return _prepare(text, (_prepare(read.text), read) if read else None)


def _prepare(text: str, within: tuple[Text, Unwrapped] | None = None) -> Text:
    made = numeric(plain(text))
    bounds, small = tuple(sentences(made)), made.lower()
    return Text(made, unlinked(made), bounds, small, len(_DIGIT.findall(made)), within=within)


def matches(texts: Sequence[Text], patterns: Sequence[Pattern], facts: Facts) -> Iterator[tuple[int, int, int]]:
    """Number of the text, start and end of what the patterns find, in order; of what overlaps only the first."""
    for number, text in enumerate(texts):
        found = _apart({span for pattern in patterns for span in _in_text(text, pattern, facts)})
        if text.within:
            inner, places = text.within
            spans = {span for pattern in patterns for span in _in_text(inner, pattern, facts)}
            told = _apart({(places.starts[start], places.ends[end - 1]) for start, end in spans})
            found = sorted([*found, *(one for one in told if not overlaps(one, found))])
        for start, end in found:
            yield number, start, end


def _apart(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, of what overlaps only the first."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def overlaps(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    """Whether a span has a character in common with one of others, which are in order and have none themselves."""
    at = bisect_left(others, (span[1],))  # the first that begins behind it
    return at > 0 and others[at - 1][1] > span[0]


def _in_text(text: Text, pattern: Pattern, facts: Facts) -> Iterator[tuple[int, int]]:
    if not _may_match(pattern, text.small, text.digits):
        return
    subject = text.plain if pattern.raw else text.unlinked
    for match in _expression(pattern.find, pattern.any_case).finditer(subject):
        start, end = match.span(pattern.group)
        if start == end or (pattern.verify and not VERIFIERS[pattern.verify](subject[start:end], facts)):
            continue
        if all(_holds(condition, text, start, end) for condition in pattern.near) and not any(
            _holds(condition, text, start, end) for condition in pattern.unless
        ):
            yield start, end


def _holds(condition: Condition, text: Text, start: int, end: int) -> bool:
    """Whether the expression of a condition is found near the match from `start` to `end`."""
    first, last = 0, len(text.unlinked)
    if condition.scope == "sentence":
        first = text.bounds[bisect_right(text.bounds, start) - 1]
        last = text.bounds[bisect_left(text.bounds, end)]
    width = condition.within or WIDEST
    first, last = max(first, start - width), min(last, end + width)
    if condition.side == "before":
        last = start
    elif condition.side == "after":
        first = end
    if _is_anchored(condition.find):
        return _expression(condition.find, condition.any_case).search(text.unlinked[first:last]) is not None
    starts, ends = _places(condition, text)
    at = bisect_left(starts, first)
    return at < len(starts) and ends[at] <= last


def _places(condition: Condition, text: Text) -> tuple[Sequence[int], Sequence[int]]:
    """Where the expression of a condition is found in a text, looked for once however many matches ask for it."""
    key = (condition.find, condition.any_case)
    if key not in text.places:
        spans = [match.span() for match in _expression(*key).finditer(text.unlinked)]
        text.places[key] = ([start for start, _ in spans], [end for _, end in spans])
    return text.places[key]


@cache
def _is_anchored(find: str) -> bool:
    """Whether an expression speaks of the beginning or the end of what it is looked for in."""
    return _ANCHOR.search(find) is not None


@cache  # as many as the table has
def _expression(find: str, any_case: bool) -> re.Pattern[str]:
    return re.compile(find, re.ASCII | (re.IGNORECASE if any_case else 0))
