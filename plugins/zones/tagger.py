"""Tagging one story: a pure function of its text and the taxonomy, that says what matched and where.

Every sentence gives each theme at most so much (`Weighting.sentence_limit`); the title and the lead count more than
the rest; a theme is a tag of the story from its threshold on. So a strong phrase in the title or the lead, or in two
sentences, is enough; one slogan in the body is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from .matching import Evidence, matcher
from .taxonomy import NEGATIVE, OTHER, STRONG, VETO, Taxonomy, Theme, Weighting
from .words import Sentence, sentences

Where = Literal["title", "summary", "body"]

MOST_MATCHES = 12  # kept for a tag; the page shows a few, and hostile text must not fill the library
_LONGEST_QUOTE = 200  # characters


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase of the taxonomy met in the story: `text` is quoted from the place `where`, `weight` as it counted."""

    phrase: str
    text: str
    where: Where
    weight: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A theme of the story, with its score and the matches that gave it, in reading order."""

    theme: str
    score: int
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Tagging:
    """The tags of a story in the order of the taxonomy, and the stage it tells of (`""` where none)."""

    tags: tuple[Tag, ...] = ()
    stage: str = ""

    @property
    def themes(self) -> tuple[str, ...]:
        """The ids of the tags."""
        return tuple(tag.theme for tag in self.tags)


class _Place(NamedTuple):
    """A sentence of the story, the text it was cut from, and how much it counts."""

    where: Where
    text: str
    factor: int
    sentence: Sentence


@dataclass(slots=True)
class _Tally:
    """What one theme or stage has gathered so far."""

    score: int = 0
    own: int = 0  # the score without generic evidence
    leading: int = 0  # the part of the score that title, summary and lead gave
    strong: bool = False
    found: list[tuple[_Place, Evidence]] = field(default_factory=list)


def tag(title: str, summary: str, body_text: str, taxonomy: Taxonomy) -> Tagging:
    """The tags of a story. `body_text` is plain text, its paragraphs separated by blank lines.

    The cost grows with the length of the text only; the same input always gives the same tagging.
    """
    known = matcher(taxonomy)
    whole = "\n\n".join((title, summary, body_text))
    if not known.sieve.passes(whole):
        return Tagging()
    places = list(_places(title, summary, body_text, taxonomy.weighting))
    met = known.acronyms.among(word for place in places for word in place.sentence.words)
    foreign = known.acronyms.foreign(met, whole) if met else met
    tallies: dict[str, _Tally] = {}
    areas = frozenset(theme.id for theme in taxonomy.themes if theme.is_area)
    for place in places:
        words: Sequence[str] = place.sentence.words
        found, named = known.read(["" if word.upper() in foreign else word for word in words] if foreign else words)
        by_owner: dict[str, list[Evidence]] = {}
        for evidence in found:
            by_owner.setdefault(evidence.owner, []).append(evidence)
        told = sum(owner in areas and all(e.weight > VETO for e in by_owner[owner]) for owner in by_owner)
        listed = max(named, told) >= taxonomy.weighting.enumeration
        for owner, evidences in by_owner.items():
            if not (listed and owner in areas):
                _count(tallies.setdefault(owner, _Tally()), evidences, place, taxonomy.weighting)
    tags = _tags(tallies, taxonomy)
    zone = any(tag.theme not in areas for tag in tags)
    return Tagging(tags, _stage(tallies, taxonomy) if zone else "")


def _count(tally: _Tally, evidences: list[Evidence], place: _Place, weighting: Weighting) -> None:
    """Add to `tally` what one sentence says of its theme or stage."""
    leads = place.factor > weighting.body
    if any(e.weight <= VETO for e in evidences):
        points = NEGATIVE * place.factor if leads and any(e.weight == OTHER for e in evidences) else 0
        tally.score += points
        tally.own += points
        return
    counted = _apart(evidences)
    points = _points(counted, weighting) * place.factor
    own = [e for e in counted if not e.generic]
    tally.score += points
    tally.own += points if len(own) == len(counted) else _points(own, weighting) * place.factor
    tally.leading += points if leads else 0
    tally.strong = tally.strong or any(e.weight >= STRONG for e in counted)
    if len(tally.found) < MOST_MATCHES:
        tally.found += [(place, e) for e in counted if e.weight > 0]


def _places(title: str, summary: str, body: str, weighting: Weighting) -> Iterator[_Place]:
    """Every sentence of the story, each once."""
    seen: set[tuple[str, ...]] = set()
    parts: tuple[tuple[Where, str, int], ...] = (
        ("title", title, weighting.title),
        ("summary", summary, weighting.lead),
        ("body", body, weighting.body),
    )
    for where, text, factor in parts:
        for number, sentence in enumerate(sentences(text)):
            if sentence.words in seen:
                continue
            seen.add(sentence.words)
            lead = where == "body" and number < weighting.lead_sentences
            yield _Place(where, text, weighting.lead if lead else factor, sentence)


def _points(evidences: Iterable[Evidence], weighting: Weighting) -> int:
    limit = weighting.sentence_limit
    return max(-limit, min(limit, sum(e.weight for e in evidences)))


def _apart(evidences: list[Evidence]) -> list[Evidence]:
    """Evidence that stands on words of its own, in reading order: of what overlaps, what speaks against
    the theme, then the heaviest, then the shortest.
    """
    chosen: list[Evidence] = []
    for one in sorted(evidences, key=lambda e: (e.weight > 0, -e.weight, e.end - e.start, e.start, e.phrases)):
        if all(one.end <= other.start or other.end <= one.start for other in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda e: e.start)


def _match(place: _Place, evidence: Evidence) -> Match:
    start, end = place.sentence.span(place.text, evidence.start, evidence.end)
    quote = place.text[start : min(end, start + _LONGEST_QUOTE)]
    return Match(" + ".join(evidence.phrases), quote, place.where, evidence.weight * place.factor)


def _tags(tallies: Mapping[str, _Tally], taxonomy: Taxonomy) -> tuple[Tag, ...]:
    """The themes that reached their threshold with at least one strong phrase: weak words alone are no evidence."""
    reached: list[tuple[Theme, _Tally, bool]] = []  # with whether its own evidence is enough
    given: set[str] = set()
    in_zone = False
    for theme in taxonomy.themes:
        tally = tallies.get(theme.id)
        threshold = theme.threshold_in_zone if in_zone and theme.threshold_in_zone else theme.threshold
        if tally is None or not tally.strong or tally.score < threshold:
            continue
        if theme.requires and theme.requires not in given:
            continue
        reached.append((theme, tally, tally.own >= threshold))
        given.add(theme.id)
        in_zone = in_zone or not theme.is_area
    area = any(enough for theme, _, enough in reached if theme.is_area)
    return tuple(
        Tag(theme.id, tally.score, tuple(_match(*found) for found in tally.found[:MOST_MATCHES]))
        for theme, tally, enough in reached
        if enough or not (theme.is_area and area)
    )


def _stage(tallies: Mapping[str, _Tally], taxonomy: Taxonomy) -> str:
    """The stage with most evidence in title and lead, else in all; of several with as much, the nearest to the end."""
    best, most = "", (0, 0)
    for stage in taxonomy.stages:
        tally = tallies.get(stage.id)
        if tally is not None and tally.score > 0 and (tally.leading, tally.score) >= most:
            best, most = stage.id, (tally.leading, tally.score)
    return best
