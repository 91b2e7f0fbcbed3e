"""Which rules of a taxonomy one sentence satisfies, and where: the taxonomy compiled once into a tree of phrases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .acronyms import Acronyms
from .patterns import Finder, Place, Places
from .sieve import Sieve
from .taxonomy import NEUTRAL, Rule, Taxonomy


@dataclass(frozen=True, slots=True)
class Evidence:
    """A rule satisfied by the words `start` up to, not including, `end`; `phrases` are those that matched."""

    owner: str  # the id of the theme or stage the rule belongs to
    weight: int
    phrases: tuple[str, ...]
    start: int
    end: int
    generic: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _CompiledRule:
    owner: str
    weight: int
    groups: tuple[frozenset[int], ...]
    unless: frozenset[int]
    unless_near: frozenset[int]
    window: int
    within: int
    generic: bool


class Matcher:
    """A taxonomy ready to read sentences; a rule is looked at only where a phrase of its first group was met."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        """Compile. Raises PhraseError for a phrase that cannot be read (a taxonomy that was parsed has none)."""
        rules = [(theme.id, rule) for theme in taxonomy.themes for rule in theme.rules]
        rules += [(stage.id, rule) for stage in taxonomy.stages for rule in stage.rules]
        listed = [(theme.id, phrase) for theme in taxonomy.themes for phrase in theme.listed_as]
        used = {phrase for _, rule in rules for phrase in rule_phrases(rule)} | {p for _, p in listed}
        self.phrases = sorted(used)
        self._number = {phrase: number for number, phrase in enumerate(self.phrases)}
        self.acronyms = Acronyms(taxonomy.acronyms)
        self._finder = Finder(self.phrases, dict(taxonomy.groups))
        theme_rules = (rule for theme in taxonomy.themes for rule in theme.rules)
        self.sieve = Sieve(theme_rules, dict(taxonomy.groups), self._finder.edges)
        self._listing = self._owners(listed)
        self._triggered: dict[int, list[_CompiledRule]] = {}
        self._hiding = self._owners([(o, p) for o, rule in rules if rule.weight == NEUTRAL for p in rule.all_of[0]])
        for owner, rule in rules:
            if rule.weight == NEUTRAL:
                continue
            compiled = self._compile(owner, rule)
            for number in sorted(compiled.groups[0]):
                self._triggered.setdefault(number, []).append(compiled)

    def _numbers(self, phrases: Iterable[str]) -> frozenset[int]:
        return frozenset(self._number[phrase] for phrase in phrases)

    def _owners(self, pairs: Sequence[tuple[str, str]]) -> dict[int, frozenset[str]]:
        """Of (owner, phrase) the owners of each phrase, by its number."""
        return {self._number[p]: frozenset(owner for owner, other in pairs if other == p) for _, p in pairs}

    def _compile(self, owner: str, rule: Rule) -> _CompiledRule:
        return _CompiledRule(
            owner=owner,
            weight=rule.weight,
            groups=tuple(self._numbers(group) for group in rule.all_of),
            unless=self._numbers(rule.unless),
            unless_near=self._numbers(rule.unless_near),
            window=rule.window,
            within=rule.within,
            generic=rule.generic,
        )

    def read(self, words: Sequence[str]) -> tuple[list[Evidence], int]:
        """All evidence in the words of one sentence, one for a rule, in the order of the phrases that led to it.

        And how many areas it names by the words with which areas are listed.
        """
        places = self._finder.find(words)
        if not places:
            return [], 0
        met = places.keys()
        named = {area for number in met if number in self._listing for area in self._listing[number]}
        hidden: dict[str, list[Place]] = {}
        for number in self._hiding.keys() & met:
            for owner in self._hiding[number]:
                hidden.setdefault(owner, []).extend(places[number])
        found = [
            evidence
            for rule in self._candidates(places)
            if (len(rule.groups) == 1 or not any(group.isdisjoint(met) for group in rule.groups))
            and rule.unless.isdisjoint(met)
            and (evidence := self._satisfied(rule, _visible(places, hidden.get(rule.owner)))) is not None
        ]
        return found, len(named)

    def _candidates(self, places: Places) -> Iterator[_CompiledRule]:
        """The rules of whose first group a phrase was met, each once."""
        seen: set[int] = set()
        triggered = self._triggered
        for number in places:
            for rule in triggered.get(number, ()):
                if id(rule) not in seen:
                    seen.add(id(rule))
                    yield rule

    def _satisfied(self, rule: _CompiledRule, places: Places) -> Evidence | None:
        """The first place where all groups of `rule` are met, near enough and without a veto near by."""
        if len(rule.groups) == 1 and not rule.unless_near:  # most rules are plain phrases
            (start, end), number = min(
                ((places[n][0], n) for n in rule.groups[0] & places.keys()), default=((0, 0), -1)
            )
            if number < 0:
                return None
            return Evidence(rule.owner, rule.weight, (self.phrases[number],), start, end, rule.generic)
        groups = [_met(group, places) for group in rule.groups]
        vetoes = [place for place, _ in _met(rule.unless_near, places)] if rule.unless_near else []
        for place, number in groups[0]:
            chosen = [(place, number)]
            for others in groups[1:]:
                free = [o for o in others if all(_distance(o[0], c) >= 0 for c, _ in chosen)]
                if not free:
                    break
                chosen.append(min(free, key=lambda o: (_distance(o[0], place), o)))
            if len(chosen) < len(groups):
                continue
            start = min(p[0] for p, _ in chosen)
            end = max(p[1] for p, _ in chosen)
            if rule.within and end - start > rule.within:
                continue
            if any(_distance(veto, p) < rule.window for veto in vetoes for p, _ in chosen):
                continue
            return Evidence(
                rule.owner, rule.weight, tuple(self.phrases[n] for _, n in chosen), start, end, rule.generic
            )
        return None


def rule_phrases(rule: Rule) -> Iterator[str]:
    """Every phrase that `rule` names."""
    yield from rule.unless
    yield from rule.unless_near
    for group in rule.all_of:
        yield from group


def _visible(places: Places, hidden: Sequence[Place] | None) -> Places:
    """The places that overlap none of those hidden."""
    if not hidden:
        return places
    visible = {
        n: [place for place in met if all(_distance(place, h) >= 0 for h in hidden)] for n, met in places.items()
    }
    return {number: left for number, left in visible.items() if left}


def _met(group: frozenset[int], places: Places) -> list[tuple[Place, int]]:
    """Where the phrases of `group` were met, in order of place."""
    return sorted((place, number) for number in group & places.keys() for place in places[number])


def _distance(one: Place, other: Place) -> int:
    """Words between two places: 0 side by side, negative where they overlap."""
    return max(one[0], other[0]) - min(one[1], other[1])


@lru_cache(maxsize=4)
def matcher(taxonomy: Taxonomy) -> Matcher:
    """The compiled form of `taxonomy`, kept."""
    return Matcher(taxonomy)
