from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.publish.movements import Change, Movement, Shown, movement, movements, passing
from tests.publish.shown import Site, changes, sites, story, tag


def kinds(before: list[Shown], now: list[Shown], **taken_down: bool) -> dict[str, str]:
    """What happens at each reference's last part."""
    old, new = Site.of(before), Site.of(now)
    listed = [replace(one, taken_down=taken_down.get(_name(one.reference), False)) for one in changes(old, new)]
    return {_name(one.story.reference): one.kind for one in movements(listed, old)}


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]


OLD = story()


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        (replace(OLD, digest="d1"), "changed"),
        (replace(OLD, state="expired", digest="d1"), "changed"),
        (replace(OLD, instant=OLD.instant + 60, digest="d1"), "redated"),
        (replace(OLD, id=tag("kanim-teluk-biru/2024/lain")), "reidentified"),
        (replace(OLD, corrections=1, digest="d1"), "corrected"),
        (replace(OLD, state="withdrawn", digest="d1"), "withdrawn"),
        (None, "removed"),
    ],
)
def test_what_happens_to_a_story_is_told_by_what_matters_most(now: Shown | None, kind: str) -> None:
    assert kinds([OLD], [now] if now else []) == {"antrean": kind}


def test_a_story_that_stays_as_it_was_does_not_move() -> None:
    assert kinds([OLD], [OLD]) == {}


def test_an_id_that_was_not_out_is_published() -> None:
    assert kinds([OLD], [OLD, story("baru")]) == {"baru": "published"}


def test_a_correction_that_changes_the_date_too_is_told_as_that() -> None:
    assert kinds([OLD], [replace(OLD, corrections=1, instant=0)]) == {"antrean": "redated"}


def test_privacy_asked_for_after_the_withdrawal_is_a_withdrawal_too() -> None:
    before = replace(OLD, state="withdrawn")
    assert kinds([before], [replace(before, digest="privasi")]) == {"antrean": "withdrawn"}


def test_a_page_that_only_ever_said_withdrawn_is_an_announcement_for_feeds_carry_it() -> None:
    assert kinds([], [story(state="withdrawn")]) == {"antrean": "published"}


def test_a_story_that_its_broken_file_takes_down_is_withdrawn() -> None:
    assert kinds([OLD], [], antrean=True) == {"antrean": "withdrawn"}


def test_a_story_that_takes_its_id_along_has_moved() -> None:
    assert kinds([OLD], [story("pindah", id=OLD.reference)]) == {"pindah": "moved"}


def test_a_move_is_told_with_where_it_came_from() -> None:
    new = story("pindah", id=OLD.reference)
    assert movements([Change(OLD.reference, None), Change(new.reference, new)], Site.of([OLD])) == [
        Movement("moved", OLD, new)
    ]


def test_a_new_story_where_one_moved_away_is_published() -> None:
    new = replace(OLD, id=tag("kanim-teluk-biru/2024/lain"))
    assert kinds([OLD], [story("pindah", id=OLD.reference), new]) == {"pindah": "moved", "antrean": "published"}


def test_a_story_that_another_one_moved_upon_is_removed() -> None:
    other = story("lain")
    now = replace(OLD, id=other.id)
    told = movements(changes(Site.of([OLD, other]), Site.of([now])), Site.of([OLD, other]))
    assert [(one.kind, one.before, one.now) for one in told] == [("removed", OLD, None), ("moved", other, now)]


def test_withdrawals_and_corrections_pass_with_both_ends_of_a_move() -> None:
    moved = story("pindah", id=OLD.reference, state="withdrawn")
    corrected = story("ralat", corrections=1)
    site = Site.of([OLD, story("ralat"), story("hapus"), story("ubah")])
    told = movements(changes(site, Site.of([moved, corrected, story("ubah", instant=0)])), site)
    assert passing(told) == {OLD.reference, moved.reference, corrected.reference}


def test_a_story_taken_down_passes() -> None:
    assert passing(movements([Change(OLD.reference, None, taken_down=True)], Site.of([OLD]))) == {OLD.reference}


def test_one_story_at_once_can_be_asked_about() -> None:
    assert movement(None, OLD) == Movement("published", None, OLD)
    assert movement(OLD, OLD) is None


@given(sites(), sites())
def test_movements_lead_from_what_was_to_what_is(before: Site, now: Site) -> None:
    told = movements(changes(before, now), before)
    shown = dict(before.shown)
    for one in told:
        if one.before:
            shown.pop(one.before.reference, None)
    shown |= {one.now.reference: one.now for one in told if one.now}
    assert shown == now.shown
    assert not [one for one in told if one.before == one.now]


@given(sites(), sites())
def test_only_an_id_that_nothing_shows_any_more_is_removed_or_given_up(before: Site, now: Site) -> None:
    told = movements(changes(before, now), before)
    lost = {one.before.id for one in told if one.before and (one.now is None or one.now.id != one.before.id)}
    assert lost == {one.id for one in before.shown.values()} - {one.id for one in now.shown.values()}


@given(sites(), sites(), st.randoms(use_true_random=False))
def test_the_order_of_changes_is_of_no_matter(before: Site, now: Site, random: object) -> None:
    listed = changes(before, now)
    shuffled = list(listed)
    random.shuffle(shuffled)
    assert movements(shuffled, before) == movements(listed, before)
