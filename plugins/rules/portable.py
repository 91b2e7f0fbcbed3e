"""The portable rules as JSON, for `rules.js`: what Python looks for by the same data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from plugins.rules import reading, table, unwrapping
from plugins.rules.patterns import WIDEST
from plugins.rules.rule import Rule

SCRIPT = Path(__file__).with_name("rules.js")  # an ES module: findings(texts, table)
_WORDS = ("free_mail", "office_mail", "openers", "no_names", "places")  # those that verifying asks for


def portable(rules: Iterable[Rule], contacts: Iterable[str] = ()) -> dict[str, Any]:
    """What the script is given: plain JSON values, the same for the same rules.

    `contacts` are the registered ones, normalised by `verifying.number` and `verifying.mail` (see `known.known`).
    """
    lists = table.words()
    return {
        "rules": [
            {
                "code": rule.code,
                "severity": rule.severity,
                "what": rule.what,
                "why": rule.why,
                "action": rule.action,
                "waivable": rule.waivable,
                "masked": rule.masked,
                "drafts": rule.drafts,
                "patterns": [asdict(pattern) for pattern in rule.patterns],
            }
            for rule in rules
            if rule.patterns
        ],
        "contacts": sorted(contacts),
        "words": {name: sorted(lists[name]) for name in _WORDS},
        "plain": reading.PLAIN,
        "alike_digits": reading.ALIKE_DIGITS,
        "digits_alike": reading.DIGITS_ALIKE,
        "links": list(reading.LINKS),
        "sentence_end": reading.SENTENCE_END,
        "widest": WIDEST,
        "wrapping": unwrapping.WRAPPING,
        "entities": unwrapping.ENTITIES,
        "apart": list(unwrapping.APART),
        "unseen": unwrapping.UNSEEN,
    }
