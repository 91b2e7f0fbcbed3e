"""The sieve before the tagger: it saves work, and never changes what a story is tagged with."""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.zones import Tagging, default, parse, tag
from plugins.zones.matching import matcher, rule_phrases
from plugins.zones.patterns import runs
from plugins.zones.sieve import Sieve
from plugins.zones.taxonomy import STRONG

_LABELLED = sorted(Path(__file__).with_name("labelled").glob("*.jsonl"))
_GROUPS = dict(default().groups)
_RULES = [rule for theme in default().themes for rule in theme.rules]
_ENDS = st.sampled_from((". ", ". ", ".\n\n", "; ", "! ", "? ", ".” ", "\n- ", "\n\n", " \n \n", ", ", " ", " di No. "))


def unsifted(title: str, summary: str, body: str) -> Tagging:
    """The tagging of every sentence."""
    with patch.object(Sieve, "passes", lambda self, text: True):
        return tag(title, summary, body, default())


@st.composite
def _sentences(draw: st.DrawFn) -> str:
    """Phrases of one rule, or of several, with other words between, in one sentence or in pieces of some."""
    words: list[str] = []
    for rule in draw(st.lists(st.sampled_from(_RULES), min_size=1, max_size=2)):
        named = list(rule_phrases(rule)) if draw(st.booleans()) else [draw(st.sampled_from(g)) for g in rule.all_of]
        for phrase in named[:6]:
            run = draw(st.sampled_from([" ".join(run).replace("~", "") for run in runs(phrase, _GROUPS)]))
            words += [draw(st.sampled_from((run, run, run.upper(), run.capitalize(), run + "nya"))), draw(_GLUE)]
    return "".join(words)


_GLUE = st.sampled_from((" ", " ", " ", " ", " yang baru ", ", ", " (", "-", ". Lalu ", " Terima. ", "\n\n", "; "))
_TEXTS = st.lists(st.tuples(_sentences(), _ENDS), max_size=3).map(lambda parts: "".join(a + b for a, b in parts))


@settings(max_examples=200)
@given(_sentences(), st.just("") | _sentences(), _TEXTS)
def test_no_text_is_tagged_otherwise(title: str, summary: str, body: str) -> None:
    assert tag(title, summary, body, default()) == unsifted(title, summary, body)


@pytest.mark.parametrize("file", _LABELLED, ids=lambda file: file.stem)
def test_labelled_stories_are_tagged_as_without_it(file: Path) -> None:
    for line in file.read_text("utf-8").splitlines()[::7]:
        story = json.loads(line)
        told = (story["title"], story.get("summary", ""), story["body"])
        assert tag(*told, default()) == unsifted(*told)


@pytest.mark.parametrize("rule", [rule for rule in _RULES if rule.weight >= STRONG], ids=lambda rule: str(rule.all_of))
def test_a_sentence_with_a_phrase_of_each_group_of_a_strong_rule_passes(rule: object) -> None:
    phrases = [next(iter(runs(group[0], _GROUPS))) for group in rule.all_of]  # type: ignore[attr-defined]
    text = ", di Jl. Biru (No. 5), sdr. ".join(" ".join(run).replace("~", "") for run in phrases)
    assert matcher(default()).sieve.passes(f"Lama sekali. {text} hari ini. Lalu selesai.")


def test_weak_words_and_words_apart_do_not_pass() -> None:
    text = """
        [[theme]]
        id = "zi"
        name = "Zona"
        short_name = "ZI"
        description = "Satu. Dua."
        threshold = 1
        weak = ["apel"]
        strong = ["zona integritas"]
        [[theme.rule]]
        weight = "strong"
        all_of = [["~tanam"], ["pohon mangga"]]
    """
    taxonomy, problems = parse(text)
    assert taxonomy is not None, problems
    passes = matcher(taxonomy).sieve.passes
    assert passes("Integritas sebuah zona.") and passes("Pohon jambu. Ditanami mangga, pohon kecil.")
    assert not passes("Apel pagi.")
    assert not passes("Ini soal integritas. Zona baru dibuka.\n\nPohon mangga berbuah. Mereka menanam padi.")
