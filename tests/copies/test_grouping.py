from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.copies import WINDOW, Release, Standing, Told, grouping, groups, judge, signature, similarity
from plugins.copies.grouping import COMPARED, Member, offices, shown_once
from tests.copies import texts

_DAY, _NOON = 86_400, 1_717_200_000
_ROOT, _KANWIL, _UPT = 0, 7, 13
_SAME = signature(texts.release("Kanwil Biru", 1))


def release(unit: str, days: float = 0.0, level: int = _UPT, text: bytes = _SAME, *, first: bool = False) -> Release:
    return Release(f"{unit}/2024/rilis", _NOON + int(days * _DAY), level, text, first)


def originals(*releases: Release) -> dict[str, str]:
    """By unit, the unit whose release its own is a copy of; itself where it leads."""
    ordered = sorted(releases, key=lambda found: found.order)
    return {found.unit: standing.original.partition("/")[0] or found.unit for found, standing in groups(ordered)}


def test_thirty_three_offices_put_out_one_release() -> None:
    found = originals(
        *(release(f"kanwil-{n:02}", n / 24, _KANWIL, signature(texts.release(f"Kanwil {n}", n))) for n in range(33))
    )
    assert len(found) == 33
    assert set(found.values()) == {"kanwil-00"}


def test_thirty_stories_of_the_same_sort_are_thirty() -> None:
    found = originals(*(release(f"kanim-{n:02}", n / 24, _UPT, signature(texts.alike(n))) for n in range(30)))
    assert all(unit == original for unit, original in found.items())


def test_stories_of_one_pattern_with_a_sentence_of_their_own_are_as_many_as_they_are() -> None:
    found = originals(*(release(f"kanim-{n:02}", n / 24, _UPT, signature(texts.monthly(n))) for n in range(12)))
    assert all(unit == original for unit, original in found.items())


def test_of_one_moment_the_highest_level_leads() -> None:
    found = originals(release("kanim-a"), release("kanwil-z", level=_KANWIL), release("kementerian", level=_ROOT))
    assert set(found.values()) == {"kementerian"}


def test_of_one_moment_and_level_the_same_one_leads_always_and_not_by_its_name() -> None:
    pairs = [(f"kanwil-a{number}", f"kanwil-b{number}") for number in range(20)]
    leading = [set(originals(release(b), release(a)).values()) for a, b in pairs]
    assert all(len(found) == 1 for found in leading)
    assert {next(iter(found))[7] for found in leading} == {"a", "b"}


def test_who_led_still_leads_when_a_higher_unit_follows() -> None:
    """The lower unit's release went out first and stays in every list; the higher one's is not hidden by it."""
    found = originals(release("kanim-a"), release("kanwil-b", 0.1, _KANWIL), release("kanim-c", 0.2))
    assert found == {"kanim-a": "kanim-a", "kanwil-b": "kanwil-b", "kanim-c": "kanwil-b"}


def test_a_back_dated_copy_of_a_lower_unit_hides_nothing() -> None:
    found = originals(release("kanwil-b", 0.0, _KANWIL), release("kanim-a", -1.0))
    assert found == {"kanim-a": "kanim-a", "kanwil-b": "kanwil-b"}


def test_a_unit_is_never_hidden_by_itself() -> None:
    again = Release("kanim-a/2024/lagi", _NOON + _DAY, _UPT, _SAME)
    assert [standing.original for _, standing in groups([release("kanim-a"), again])] == ["", ""]


def test_what_is_older_than_the_window_leads_no_more() -> None:
    assert originals(release("kanim-a"), release("kanim-b", 7.0))["kanim-b"] == "kanim-a"
    assert originals(release("kanim-a"), release("kanim-b", 7.01))["kanim-b"] == "kanim-b"


def test_after_the_window_a_straggler_leads_those_that_follow() -> None:
    found = originals(release("kanim-a"), release("kanim-b", 6.0), release("kanim-c", 8.0), release("kanim-d", 9.0))
    assert found == {"kanim-a": "kanim-a", "kanim-b": "kanim-a", "kanim-c": "kanim-c", "kanim-d": "kanim-c"}


def test_a_chain_of_drifting_copies_is_cut_where_it_is_no_longer_like_the_first() -> None:
    chain = [release(f"kanim-{step}", step / 24, _UPT, signature(texts.drifting(step))) for step in range(6)]
    found = originals(*chain)
    assert found == {
        "kanim-0": "kanim-0", "kanim-1": "kanim-0", "kanim-2": "kanim-2",
        "kanim-3": "kanim-2", "kanim-4": "kanim-4", "kanim-5": "kanim-4",
    }  # fmt: skip


def test_a_copy_joins_the_one_that_is_most_like_it() -> None:
    near, far = texts.drifting(0), texts.drifting(2)
    found = originals(
        release("kanim-far", 0.0, _UPT, signature(far)),
        release("kanim-near", 0.1, _UPT, signature(near)),
        release("kanim-copy", 0.2, _UPT, signature(near)),
    )
    assert found["kanim-near"] == "kanim-near"
    assert found["kanim-copy"] == "kanim-near"


def test_who_calls_its_own_text_the_first_joins_none() -> None:
    assert originals(release("kanim-a"), release("kanim-b", 0.1, first=True))["kanim-b"] == "kanim-b"


def test_a_text_that_is_too_short_joins_none_and_is_joined_by_none() -> None:
    assert originals(release("kanim-a", text=b""), release("kanim-b", text=b""))["kanim-b"] == "kanim-b"


def test_a_release_is_compared_with_a_limited_number_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stories of one unit with the same text all lead, and cost those of others no more than so many comparisons."""
    compared: list[float] = []
    monkeypatch.setattr(grouping, "similarity", lambda one, other: compared.append(1.0) or similarity(one, other))
    own = [Release(f"kanim-a/2024/{n:03}", _NOON + n, _UPT, _SAME) for n in range(4 * COMPARED)]
    last = Release("kanim-b/2024/rilis", _NOON + 3_600, _UPT, _SAME)
    assert dict(groups([*own, last]))[last].original == own[0].reference
    assert len(compared) == COMPARED


def test_a_standing_follows_from_what_leads_alone() -> None:
    lead = release("kanwil-a", 0.0, _KANWIL)
    assert judge(release("kanim-b", 1.0), []) == Standing("", "kanim-b/2024/rilis")
    assert judge(release("kanim-b", 1.0), [Told(lead, lead.reference)]).original == lead.reference


_RELEASES = st.lists(
    st.builds(
        lambda unit, hours, level, step: Release(
            f"unit-{unit}/2024/r{hours}", _NOON + hours * 3_600, level, signature(texts.drifting(step))
        ),
        st.integers(0, 5),
        st.integers(0, 24 * 12),
        st.sampled_from([_ROOT, _KANWIL, _UPT]),
        st.integers(0, 3),
    ),
    max_size=14,
    unique_by=lambda found: found.reference,
)


@given(_RELEASES)
def test_every_copy_leads_to_one_that_leads_earlier_higher_and_of_another_unit(releases: list[Release]) -> None:
    ordered = sorted(releases, key=lambda found: found.order)
    by_reference = {found.reference: found for found in ordered}
    standing = {found.reference: told for found, told in groups(ordered)}
    assert standing.keys() == by_reference.keys()
    for reference, told in standing.items():
        if told.original:
            copy, original = by_reference[reference], by_reference[told.original]
            assert standing[told.original].original == ""
            assert original.order < copy.order and copy.moment - original.moment <= WINDOW
            assert original.level <= copy.level and original.unit != copy.unit


@given(_RELEASES)
def test_what_comes_later_changes_nothing_of_what_was(releases: list[Release]) -> None:
    ordered = sorted(releases, key=lambda found: found.order)
    whole = [told for _, told in groups(ordered)]
    for count in range(len(ordered)):
        assert [told for _, told in groups(ordered[:count])] == whole[:count]


def test_each_list_shows_a_release_once() -> None:
    original = Member(release("kanwil-a"), ("all:", "semua:kementerian", "wilayah:91"))
    first = Member(release("kanim-b", 0.1), ("all:", "semua:kanwil-z", "tag:paspor", "wilayah:92"))
    second = Member(release("kanim-c", 0.2), ("all:", "semua:kanwil-z", "tag:paspor", "wilayah:93"))
    copies = [first, second]
    random.Random(1).shuffle(copies)
    assert shown_once(original, copies) == {
        "kanim-b/2024/rilis": ("all:",),
        "kanim-c/2024/rilis": ("all:", "semua:kanwil-z", "tag:paspor"),
    }


def test_offices_are_counted_once_and_the_originals_own_not_at_all() -> None:
    assert offices("a/2024/x", ["b/2024/x", "b/2024/y", "c/2024/x", "a/2024/z"]) == 2
