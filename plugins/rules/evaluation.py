"""How well the portable rules agree with sentences that people labelled: precision and recall of each rule."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.rules import table
from plugins.rules.patterns import matches, prepare
from plugins.rules.verifying import Facts
from plugins.zones.evaluation import Agreement


@dataclass(frozen=True, slots=True)
class Sentence:
    """A labelled text: the codes of all rules that it breaks. `contacts` are registered ones, normalised."""

    text: str
    codes: frozenset[str]
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A text on which rules and people disagree."""

    text: str
    too_many: tuple[str, ...]
    missing: tuple[str, ...]


def read(paths: Iterable[Path]) -> list[Sentence]:
    """The sentences of JSONL files: `text`, `codes` and perhaps `contacts`. Raises ValueError or KeyError."""
    rows = (json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line)
    return [Sentence(row["text"], frozenset(row["codes"]), tuple(row.get("contacts", ()))) for row in rows]


def found(sentence: Sentence) -> frozenset[str]:
    """The codes of the portable rules that find something in a sentence."""
    texts = [prepare(sentence.text)]
    facts = Facts(frozenset(sentence.contacts), table.words())
    return frozenset(rule.code for rule in table.rules() if any(matches(texts, rule.patterns, facts)))


def evaluate(sentences: Sequence[Sentence]) -> tuple[dict[str, Agreement], list[Difference]]:
    """The agreement on each portable rule, by code, with that on all of them as `""`; and every difference."""
    codes = [rule.code for rule in table.rules() if rule.patterns]
    counts = {code: [0, 0, 0] for code in ("", *codes)}
    differences = []
    for sentence in sentences:
        told = found(sentence)
        parts = (told & sentence.codes, told - sentence.codes, sentence.codes - told)
        for place, part in enumerate(parts):
            counts[""][place] += len(part)
            for code in part:
                counts[code][place] += 1
        if parts[1] or parts[2]:
            differences.append(Difference(sentence.text, tuple(sorted(parts[1])), tuple(sorted(parts[2]))))
    return {code: Agreement(*of) for code, of in counts.items()}, differences
