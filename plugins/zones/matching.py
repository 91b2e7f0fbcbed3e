"""Which rules of a taxonomy one sentence satisfies, and where: the taxonomy compiled once into a tree of phrases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from .patterns import Finder
from .taxonomy import Rule, Taxonomy
from .words import Sentence

Place = tuple[int, int]  # words of a sentence, from the first up to, not including, the second
Places = dict[int, list[Place]]  # phrase number: where it was met


@dataclass(frozen=True, slots=True)
class Evidence:
    """A rule satisfied by the words `start` up to, not including, `end`; `phrases` are those that matched."""

    owner: str  # the id of the theme or stage the rule belongs to
    weight: int
    phrases: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _CompiledRule:
    owner: str
    weight: int
    groups: tuple[frozenset[int], ...]
    unless: frozenset[int]
    unless_near: frozenset[int]
    window: int
    within: int


class Matcher:
    """A taxonomy ready to read sentences; a rule is looked at only where a phrase of its first group was met."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        """Compile. Raises PhraseError for a phrase that cannot be read (a taxonomy that was parsed has none)."""
        owners = [(theme.id, theme.rules, theme.veto) for theme in taxonomy.themes]
        owners += [(stage.id, stage.rules, ()) for stage in taxonomy.stages]
        listed = [(theme.id, theme.listed_as) for theme in taxonomy.themes]
        self.phrases = sorted(
            {phrase for _, rules, _ in owners for rule in rules for phrase in rule_phrases(rule)}
            | {phrase for _, _, veto in owners for phrase in veto}
            | {phrase for _, names in listed for phrase in names}
        )
        self._number = {phrase: number for number, phrase in enumerate(self.phrases)}
        self._finder = Finder(self.phrases, dict(taxonomy.groups))
        self._vetoes = {owner: self._numbers(veto) for owner, _, veto in owners}
        self._listed = [(area, self._numbers(names)) for area, names in listed if names]
        self._triggered: dict[int, list[_CompiledRule]] = {}
        for owner, rules, _ in owners:
            for rule in rules:
                compiled = self._compile(owner, rule)
                for number in sorted(compiled.groups[0]):
                    self._triggered.setdefault(number, []).append(compiled)

    def _numbers(self, phrases: Iterable[str]) -> frozenset[int]:
        return frozenset(self._number[phrase] for phrase in phrases)

    def _compile(self, owner: str, rule: Rule) -> _CompiledRule:
        return _CompiledRule(
            owner=owner,
            weight=rule.weight,
            groups=tuple(self._numbers(group) for group in rule.all_of),
            unless=self._numbers(rule.unless),
            unless_near=self._numbers(rule.unless_near),
            window=rule.window,
            within=rule.within,
        )

    def read(self, sentence: Sentence) -> tuple[list[Evidence], int]:
        """All evidence in `sentence`, one for a rule, in the order of the phrases that led to it.

        And how many areas it names by the words with which areas are listed.
        """
        places: Places = {}
        for hit in self._finder.find(sentence):
            places.setdefault(hit.phrase, []).append((hit.start, hit.end))
        if not places:
            return [], 0
        seen: dict[int, _CompiledRule] = {}
        for number in sorted(places):
            for rule in self._triggered.get(number, ()):
                seen.setdefault(id(rule), rule)
        met = places.keys()
        blocked = {owner for owner, veto in self._vetoes.items() if not veto.isdisjoint(met)}
        found = [
            self._satisfied(rule, places)
            for rule in seen.values()
            if rule.owner not in blocked and rule.unless.isdisjoint(met)
        ]
        named = sum(1 for _, names in self._listed if not names.isdisjoint(met))
        return [evidence for evidence in found if evidence is not None], named

    def _satisfied(self, rule: _CompiledRule, places: Places) -> Evidence | None:
        """The first place where all groups of `rule` are met, near enough and without a veto near by."""
        groups = [_met(group, places) for group in rule.groups]
        if not all(groups):
            return None
        vetoes = [place for place, _ in _met(rule.unless_near, places)]
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
            return Evidence(rule.owner, rule.weight, tuple(self.phrases[n] for _, n in chosen), start, end)
        return None


def rule_phrases(rule: Rule) -> Iterable[str]:
    """Every phrase that `rule` names."""
    yield from rule.unless
    yield from rule.unless_near
    for group in rule.all_of:
        yield from group


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
