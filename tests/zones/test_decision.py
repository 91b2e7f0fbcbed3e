"""The editor's word beats the tagger's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugins.zones import Match, Tag, Tagging, decide, default

FOUND = Tagging(
    tags=(
        Tag("zi", 9, (Match("ZI", "ZI", "title", 6),)),
        Tag("wbk", 6, (Match("menuju WBK", "menuju WBK", "title", 6),)),
        Tag("area-5", 6, (Match("UPG", "UPG", "body", 3),)),
    ),
    stage="pembangunan",
)


def test_without_a_word_of_the_editor_the_tagger_stands() -> None:
    decision = decide(FOUND, [], default())
    assert decision.themes == ("zi", "wbk", "area-5")
    assert {tag.by for tag in decision.tags} == {"tagger"}
    assert decision.stage == "pembangunan"


def test_a_list_replaces_the_taggers_and_keeps_evidence_where_it_agrees() -> None:
    decision = decide(FOUND, ["wbk", "area-6"], default())
    assert decision.themes == ("zi", "wbk", "area-6")
    assert {tag.by for tag in decision.tags} == {"editor"}
    assert [(tag.score, bool(tag.matches)) for tag in decision.tags] == [(9, True), (6, True), (0, False)]


def test_only_minuses_take_away() -> None:
    decision = decide(FOUND, ["-area-5"], default())
    assert decision.themes == ("zi", "wbk")
    assert {tag.by for tag in decision.tags} == {"tagger"}


def test_a_predicate_brings_the_zone_unless_forbidden() -> None:
    assert decide(Tagging(), ["wbbm"], default()).themes == ("zi", "wbbm")
    assert decide(Tagging(), ["wbbm", "-zi"], default()).themes == ("wbbm",)


def test_without_a_theme_there_is_no_stage() -> None:
    assert decide(FOUND, ["area-5"], default()).stage == ""


@given(st.lists(st.sampled_from([*default().ids, *("-" + one for one in default().ids), "asing", " zi "]), max_size=6))
def test_what_is_refused_is_never_given(zones: list[str]) -> None:
    decision = decide(FOUND, zones, default())
    assert not {"-" + theme for theme in decision.themes} & set(zones)
    assert list(decision.themes) == [one for one in default().ids if one in decision.themes]
