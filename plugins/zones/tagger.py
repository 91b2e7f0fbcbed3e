"""Tagging one story: a pure function of its text and the taxonomy, that says what matched and where.

Every sentence gives each theme at most so much (`Weighting.sentence_limit`); the title and the lead count more than
the rest; a theme is a tag of the story from its threshold on. So a strong phrase in the title or the lead, or in two
sentences, is enough; one slogan in the body is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

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


@dataclass(slots=True)
class _Tally:
    """What one theme or stage has gathered so far."""

    score: int = 0
    own: int = 0  # the score without generic evidence
    leading: int = 0  # the part of the score that title, summary and lead gave
    strong: bool = False
    matches: list[Match] = field(default_factory=list)


def tag(title: str, summary: str, body_text: str, taxonomy: Taxonomy) -> Tagging:
    """The tags of a story. `body_text` is plain text, its paragraphs separated by blank lines.

    The cost grows with the length of the text only; the same input always gives the same tagging.
    """
    known = matcher(taxonomy)
    places = list(_places(title, summary, body_text, taxonomy.weighting))
    met = known.acronyms.among(word for _, _, _, sentence in places for word in sentence.words)
    foreign = known.acronyms.foreign(met, "\n\n".join((title, summary, body_text))) if met else met
    tallies: dict[str, _Tally] = {}
    areas = frozenset(theme.id for theme in taxonomy.themes if theme.is_area)
    weighting = taxonomy.weighting
    for where, text, factor, sentence in places:
        by_owner: dict[str, list[Evidence]] = {}
        words = ["" if word.upper() in foreign else word for word in sentence.words] if foreign else sentence.words
        found, named = known.read(words)
        for evidence in found:
            by_owner.setdefault(evidence.owner, []).append(evidence)
        told = areas.intersection(e.owner for e in found if e.weight > 0)
        listed = max(named, len(told)) >= weighting.enumeration
        for owner, evidences in by_owner.items():
            if listed and owner in areas:
                continue
            tally = tallies.setdefault(owner, _Tally())
            if any(e.weight <= VETO for e in evidences):
                other = any(e.weight == OTHER for e in evidences) and factor > weighting.body
                points = NEGATIVE * factor if other else 0
                tally.score += points
                tally.own += points
                continue
            counted = _apart(evidences)
            points = _points(counted, weighting) * factor
            tally.score += points
            tally.own += _points((e for e in counted if not e.generic), weighting) * factor
            tally.leading += points if factor > weighting.body else 0
            tally.strong = tally.strong or any(e.weight >= STRONG for e in counted)
            for evidence in counted:
                if evidence.weight > 0 and len(tally.matches) < MOST_MATCHES:
                    tally.matches.append(_match(evidence, where, text, sentence, factor))
    tags = _tags(tallies, taxonomy)
    zone = any(tag.theme not in areas for tag in tags)
    return Tagging(tags, _stage(tallies, taxonomy) if zone else "")


def _places(title: str, summary: str, body: str, weighting: Weighting) -> Iterator[tuple[Where, str, int, Sentence]]:
    """Every sentence of the story with its place, the text it was cut from and how much it counts; each once."""
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
            yield where, text, weighting.lead if lead else factor, sentence


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


def _match(evidence: Evidence, where: Where, text: str, sentence: Sentence, factor: int) -> Match:
    start, end = sentence.span(text, evidence.start, evidence.end)
    quote = text[start : min(end, start + _LONGEST_QUOTE)]
    return Match(" + ".join(evidence.phrases), quote, where, evidence.weight * factor)


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
        Tag(theme.id, tally.score, tuple(tally.matches))
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
