"""The integrity-zone taxonomy as plain data: themes, areas, stages, and the rules by which a story is tagged.

A *rule* is evidence that one sentence gives: of every group in `all_of` at least one phrase stands in the sentence
(within `within` words of each other, if that is not 0), none of `unless` stands in it, and none of `unless_near`
stands within `window` words of what matched. How a phrase is written is told in `patterns`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

STRONG, WEAK, NEGATIVE = 3, 1, -3  # domain rule: strong 3, weak 1, negative -3
NEUTRAL = 0  # words that count nothing, and hide what they cover: the name of an office
VETO, OTHER = -98, -99  # no points: the sentence is no evidence; it even speaks of another subject

Part = Literal["pemenuhan", "reform"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Evidence of one sentence; a plain phrase is a rule with one group.

    A `generic` rule tells of an occasion (a meeting, say) that may serve any area: it gives its area only where no
    other has evidence of its own. Weight `VETO` makes the sentence no evidence for its theme; `OTHER`
    says besides that it speaks of another subject, which in title and lead tells against the theme.
    """

    all_of: tuple[tuple[str, ...], ...]
    weight: int
    unless: tuple[str, ...] = ()
    unless_near: tuple[str, ...] = ()
    window: int = 5
    within: int = 0
    generic: bool = False


@dataclass(frozen=True, slots=True)
class Component:
    """A sub-component of an area, with its points in the evaluation sheet (PermenPANRB 90/2021)."""

    name: str
    part: Part
    weight: float


@dataclass(frozen=True, slots=True)
class Theme:
    """A tag: an integrity-zone theme (`zi`, `wbk`, `wbbm`) or one of the areas.

    `description` is two plain sentences for citizens. `threshold` is the score from which a story bears the tag,
    `threshold_in_zone` (0: the same) where the story is about the integrity zone. `listed_as` are the words by which
    a list of areas names this one; they count only towards `Weighting.enumeration`. `requires` names a theme without
    which this one is not given.
    """

    id: str
    is_area: bool
    name: str
    short_name: str
    description: str
    threshold: int
    rules: tuple[Rule, ...]
    listed_as: tuple[str, ...] = ()
    requires: str = ""
    threshold_in_zone: int = 0
    components: tuple[Component, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A step on the way to the predicate; stages are listed in their order."""

    id: str
    name: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Acronym:
    """An acronym that other people use otherwise: its meanings here, and words that show that another is meant.

    `means` and `others` are words in small letters with single blanks between.
    """

    short: str
    means: tuple[str, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighting:
    """How much a place counts, and the bounds of what one sentence can say."""

    title: int = 2
    lead: int = 2
    body: int = 1
    lead_sentences: int = 2
    sentence_limit: int = 5  # most that one sentence gives to one tag, before its place is counted
    enumeration: int = 4  # so many areas in one sentence are a list of areas, evidence for none


@dataclass(frozen=True, slots=True, eq=False)
class Taxonomy:
    """Everything the tagger knows. Compared by identity: it is read once and kept."""

    regulation: str
    themes: tuple[Theme, ...]
    stages: tuple[Stage, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    weighting: Weighting
    acronyms: tuple[Acronym, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that `zones:` of a story may name, in the order of the taxonomy."""
        return tuple(theme.id for theme in self.themes)

    def theme(self, theme_id: str) -> Theme:
        """The theme or area of that id. Raises KeyError."""
        for theme in self.themes:
            if theme.id == theme_id:
                return theme
        raise KeyError(theme_id)

    def implied(self, theme_id: str) -> Iterator[str]:
        """The themes that a story of `theme_id` bears too: wbk and wbbm imply zi."""
        required = self.theme(theme_id).requires
        if required:
            yield required
            yield from self.implied(required)
