from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.publish import gate
from plugins.publish.gate import Ending, judge
from plugins.publish.movements import Movement, Shown, movement, movements
from tests.publish.shown import Site, changes, stories, story, tag


def moved(shown: list[Shown], how: str) -> list[Movement]:
    """All of them moved in one way."""
    after = {
        "deletions": lambda one: None,
        "dates": lambda one: replace(one, instant=one.instant + 86400),
        "ids": lambda one: replace(one, id=one.id.replace("samudra", "lain")),
    }
    return [Movement(told.kind, told.before, told.now) for one in shown if (told := movement(one, after[how](one)))]


def refused(moves: list[Movement], site: Site, **options: object) -> list[tuple[str, int, int]]:
    """Unit, number, of how many."""
    return [(refusal.unit, refusal.number, refusal.out) for refusal in judge(moves, site, **options)]


@pytest.mark.parametrize("how", ["deletions", "dates", "ids"])
@pytest.mark.parametrize(
    ("number", "out", "stops"),
    [(20, 20, False), (21, 21, True), (21, 419, True), (21, 420, False), (22, 439, True), (22, 440, False)],
)
def test_more_than_twenty_and_more_than_five_percent_stop(how: str, number: int, out: int, stops: bool) -> None:
    units = [stories(out - out // 2, unit="kanim-a"), stories(out // 2, unit="lapas-b")]
    mixed = [one for pair in zip(*units, strict=False) for one in pair] + units[0][len(units[1]) :]
    site = Site.of([*units[0], *units[1]])
    of_site = [refusal for refusal in judge(moved(mixed[:number], how), site) if not refusal.unit]
    assert [(refusal.number, refusal.out) for refusal in of_site] == ([(number, out)] if stops else [])
    assert all(part.flag == how for refusal in of_site for part in refusal.parts)


@pytest.mark.parametrize(("out", "stops"), [(419, True), (420, False)])
def test_a_unit_that_is_small_beside_the_site_is_counted_for_itself(out: int, stops: bool) -> None:
    unit = stories(out, unit="kanim-a")
    site = Site.of([*unit, *stories(9000, unit="lapas-b")])
    assert refused(moved(unit[:21], "dates"), site) == ([("kanim-a", 21, out)] if stops else [])


def test_a_few_of_each_unit_that_are_many_of_the_site_stop() -> None:
    units = [stories(400, unit=f"kanim-{name}") for name in "abc"]
    some = [one for unit in units for one in unit[:20]]
    site = Site.of(one for unit in units for one in unit)
    assert refused(moved(some, "deletions"), site) == []  # sixty of twelve hundred are five percent
    one_more = [*some, Movement("removed", story("lain", unit="balai-d"), None)]
    assert refused(moved(some, "deletions") + one_more[-1:], site) == [("", 61, 1200)]


def test_each_unit_is_told_its_own_stories() -> None:
    units = [stories(100, unit="kanim-a"), stories(100, unit="lapas-b")]
    refusals = judge(moved([*units[0][:21], *units[1][:30]], "dates"), Site.of([*units[0], *units[1]]))
    assert [(refusal.unit, part.number, part.examples[0]) for refusal in refusals for part in refusal.parts] == [
        ("", 51, "kanim-a/2024/berita-0000"),
        ("kanim-a", 21, "kanim-a/2024/berita-0000"),
        ("lapas-b", 30, "lapas-b/2024/berita-0000"),
    ]


def test_a_story_harmed_on_its_way_to_another_unit_counts_for_the_one_it_left() -> None:
    shown = stories(30, unit="kanim-a")
    moves = [Movement("redated", one, replace(one, unit="lapas-b", instant=0)) for one in shown]
    assert refused(moves, Site.of([*shown, *stories(600, unit="lapas-b")])) == [("kanim-a", 30, 30)]


def test_stories_harmed_in_several_ways_count_together() -> None:
    shown = stories(100)
    moves = moved(shown[:7], "deletions") + moved(shown[7:14], "dates") + moved(shown[14:21], "ids")
    refusals = judge(moves, Site.of(shown))
    assert [(refusal.unit, refusal.number) for refusal in refusals] == [("", 21), ("kanim-teluk-biru", 21)]
    assert [(part.kind, part.number, part.flag) for part in refusals[0].parts] == [
        ("removed", 7, "deletions"),
        ("redated", 7, "dates"),
        ("reidentified", 7, "ids"),
    ]


def test_what_is_allowed_does_not_count() -> None:
    shown = stories(100)
    moves = moved(shown[:40], "deletions") + moved(shown[40:60], "dates")
    assert refused(moves, Site.of(shown), allowed={"deletions"}) == []
    assert refused(moves, Site.of(shown), allowed={"dates"})[0] == ("", 40, 100)


@pytest.mark.parametrize(("number", "stops"), [(200, False), (201, True)])
def test_more_than_two_hundred_announcements_stop(number: int, stops: bool) -> None:
    moves = [Movement("published", None, one) for one in stories(number)]
    site = Site.of(stories(100_0, unit="lapas-b"))
    assert refused(moves, site) == ([("", number, 1000)] if stops else [])
    assert refused(moves, site, allowed=["announcements"]) == []


@pytest.mark.parametrize("kind", ["withdrawn", "corrected", "changed", "moved", "adopted"])
def test_what_a_newsroom_does_is_never_too_much(kind: str) -> None:
    shown = stories(500)
    assert judge([Movement(kind, one, replace(one, digest="d1")) for one in shown], Site.of(shown)) == []


def test_stories_that_moved_to_another_unit_with_their_ids_are_harmed_in_no_way() -> None:
    old = Site.of(stories(100, unit="kanim-a"))
    new = Site.of(
        replace(one, reference=one.reference.replace("-a/", "-b/"), unit="kanim-b")
        for one in stories(100, unit="kanim-a")
    )
    assert judge(movements(changes(old, new), old), old) == []


def test_without_their_ids_they_are() -> None:
    old, new = Site.of(stories(100, unit="kanim-a")), Site.of(stories(100, unit="kanim-b"))
    assert refused(movements(changes(old, new), old), old) == [("", 100, 100), ("kanim-a", 100, 100)]


def test_another_id_is_counted_once() -> None:
    old = Site.of(stories(300))
    new = Site.of(replace(one, id=tag(f"lain/{one.reference}")) for one in stories(300))
    (refusal, _) = judge(movements(changes(old, new), old), old)
    assert [(part.kind, part.number) for part in refusal.parts] == [("reidentified", 300)]


def test_a_refusal_names_the_first_five() -> None:
    shown = stories(30)
    (refusal, _) = judge(moved(shown, "deletions"), Site.of(shown))
    assert refusal.parts[0].examples == tuple(one.reference for one in shown[:5])


@given(st.permutations(range(60)))
def test_the_order_of_movements_is_of_no_matter(order: list[int]) -> None:
    shown = stories(60)
    moves = moved(shown[:25], "deletions") + moved(shown[25:50], "dates") + moved(shown[50:], "ids")
    assert judge([moves[n] for n in order], Site.of(shown)) == judge(moves, Site.of(shown))


@given(st.lists(st.sampled_from(["deletions", "dates", "ids"]), max_size=60), st.integers(0, 1500))
def test_a_publish_goes_on_exactly_where_no_limit_is_exceeded(ways: list[str], others: int) -> None:
    shown = stories(60)
    moves = [told for one, how in zip(shown, ways, strict=False) for told in moved([one], how)]
    site = Site.of([*shown, *stories(others, unit="lapas-b")])
    too_many = [unit for unit, out in (("", 60 + others), ("kanim-teluk-biru", 60)) if len(ways) > max(20, out / 20)]
    assert [refusal.unit for refusal in judge(moves, site)] == too_many


def test_the_message_says_what_would_happen_and_which_flags_allow_it() -> None:
    shown = stories(100)
    text = gate.message(judge(moved(shown[:30], "deletions") + moved(shown[30:33], "dates"), Site.of(shown)))
    assert "33 of the 100 stories that the site has out (more than 20, and more than 5 %):" in text
    assert "33 of the 100 stories that the unit kanim-teluk-biru has out" in text
    assert "30 deleted: kanim-teluk-biru/2024/berita-0000, " in text
    assert "berita-0004, … (--allow deletions)" in text
    assert "3 re-dated: " in text and "berita-0032 (--allow dates)" in text
    assert "If that is meant: --allow dates --allow deletions." in text


def test_the_message_about_announcements_counts_them() -> None:
    moves = [Movement("published", None, one) for one in stories(201)]
    text = gate.message(judge(moves, Site({})))
    assert "201 stories at once, where 200 are usual:" in text
    assert "201 announced: kanim-teluk-biru/2024/berita-0000, " in text
    assert "If that is meant: --allow announcements." in text


@pytest.mark.parametrize(
    ("number", "out", "stops"), [(20, 20, False), (21, 21, True), (21, 419, True), (21, 420, False), (1, 1, False)]
)
def test_more_than_twenty_and_more_than_five_percent_of_the_feeds_stop(number: int, out: int, stops: bool) -> None:
    ending = Ending(tuple(f"unit/kanim-{n:02}/feed.xml" for n in range(number)), out)
    assert ending.exceeds() == stops
    assert not ending.exceeds({"feeds"})


def test_the_message_names_feeds_that_would_end() -> None:
    paths = tuple(f"unit/kanim-{n:02}/feed.xml" for n in reversed(range(30)))
    text = gate.message(judge(moved(stories(30), "deletions"), Site.of(stories(30))), Ending(paths, 100))
    assert "30 of the 100 feeds that people may follow would end:" in text
    assert "unit/kanim-00/feed.xml, unit/kanim-01/feed.xml, " in text and "… (--allow feeds)" in text
    assert "If that is meant: --allow deletions --allow feeds." in text


def test_a_message_about_very_many_units_stays_short() -> None:
    shown = [one for n in range(50) for one in stories(21, unit=f"kanim-{n:02}")]
    text = gate.message(judge(moved(shown, "deletions"), Site.of(shown)))
    assert "… and 41 more units." in text
    assert len(text.splitlines()) == 1 + 2 * 10 + 1 + 1


def test_a_site_without_a_log_is_told_how_to_go_on() -> None:
    assert "--adopt" in gate.adoption_message("output")
    assert "output" in gate.adoption_message("output")
