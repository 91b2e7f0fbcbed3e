"""The table of rules: every example, every row, and what the setting RULES may change in it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.rules import documentation, table
from plugins.rules.checking import finder_of
from plugins.rules.evaluation import evaluate, read
from plugins.rules.examples import FEWEST, as_file, examples
from plugins.rules.patterns import matches, prepare
from plugins.rules.rule import Condition, Pattern
from plugins.rules.verifying import VERIFIERS, Facts
from tests.rules.desk import told

ROOT = Path(__file__).resolve().parents[2]
CODES = [rule.code for rule in table.rules()]
CAUGHT = [(code, text) for code, of in examples().items() for text in of.caught]
PASSES = [(code, text) for code, of in examples().items() for text in of.passes]
PATTERNS = [(rule.code, pattern) for rule in table.rules() for pattern in rule.patterns]


@pytest.mark.parametrize(("code", "text"), CAUGHT)
def test_what_must_be_caught_is_caught(code: str, text: str) -> None:
    assert told(as_file(text), code)


@pytest.mark.parametrize(("code", "text"), PASSES)
def test_a_near_miss_passes(code: str, text: str) -> None:
    assert told(as_file(text), code) == []


def test_every_rule_has_examples_of_both_sorts() -> None:
    assert sorted(examples()) == sorted(CODES)
    for code, of in examples().items():
        assert len(of.caught) >= FEWEST, code
        assert len(of.passes) >= FEWEST, code


def test_codes_are_told_once_and_can_be_waived_by() -> None:
    assert len(set(CODES)) == len(CODES)
    assert all(re.fullmatch(r"[RF]-[A-Z0-9]+(?:-[A-Z0-9]+)*", code) for code in CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_row_is_whole(code: str) -> None:
    rule = next(rule for rule in table.rules() if rule.code == code)
    assert callable(finder_of(rule.finder))
    assert rule.name
    assert rule.why
    assert rule.waivable or rule.decided_by
    assert bool(rule.patterns) == (rule.finder == "patterns.find")
    if rule.finder == "patterns.find":
        facts = {"value": "x", "field": "body", **rule.thresholds}
        assert rule.what.format(**facts)
        assert rule.action.format(**facts)


@pytest.mark.parametrize(("code", "pattern"), PATTERNS)
def test_patterns_are_portable(code: str, pattern: Pattern) -> None:
    assert pattern.verify in {"", *VERIFIERS}
    conditions: tuple[Condition, ...] = (*pattern.near, *pattern.unless)
    for find in (pattern.find, *(condition.find for condition in conditions)):
        assert find.isascii()
        assert not re.search(r"\\[sSwWdDAZpP]|\(\?P|\{\{|\(\?[aiLmsux]", find), find
    assert re.compile(pattern.find, re.ASCII).groups >= pattern.group


def test_the_page_of_the_documentation_is_the_table() -> None:
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == documentation.page()


def test_the_labelled_set_is_met() -> None:
    sentences = read(sorted((Path(__file__).parent / "labelled").glob("*.jsonl")))
    agreements, differences = evaluate(sentences)
    assert len(sentences) >= 150
    assert agreements[""].precision >= 0.98, differences
    assert agreements[""].recall >= 0.98, differences


def test_hints_change_no_verdict() -> None:
    facts = Facts(frozenset(), table.words())
    texts = [prepare(sentence.text) for sentence in read(sorted((Path(__file__).parent / "labelled").glob("*.jsonl")))]
    for code, pattern in PATTERNS:
        plain = replace(pattern, digits=0, hints=())
        for text in texts:
            assert list(matches([text], [pattern], facts)) == list(matches([text], [plain], facts)), (code, text.plain)


# RULES


def test_severity_limits_and_exemptions_can_be_changed() -> None:
    chosen = {rule.code: rule for rule in table.chosen({"R-ADIL": {"severity": "error", "exempt": ["a/2024/b"]}})}
    assert chosen["R-ADIL"].severity == "error"
    assert chosen["R-ADIL"].exempt == {"a/2024/b"}
    assert chosen["R-NIK"] == next(rule for rule in table.rules() if rule.code == "R-NIK")


def test_a_rule_can_be_switched_off() -> None:
    assert "F-SEHAT" not in [rule.code for rule in table.chosen({"F-SEHAT": {"severity": "off"}})]


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"R-NIKK": {}}, "Mungkin maksudnya R-NIK"),
        ({"R-NIK": {"severity": "fatal"}}, "Yang boleh: error, warning, off"),
        ({"R-NIK": {"longest": 3}}, "Yang boleh: severity, exempt"),
        ({"R-NIK": {"exempt": "a/2024/b"}}, "exempt"),
        ({"R-NIK": "off"}, "kurung kurawal"),
    ],
)
def test_what_a_setting_cannot_mean_is_refused(setting: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        table.chosen(setting)  # type: ignore[arg-type]
