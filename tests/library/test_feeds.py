"""What feeds ask of the library: history by period, corrections and withdrawals, the lists of a unit's stories."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.library import Library, Placed
from tests import factory

UNIT = factory.UNIT
OWN = f"unit:{UNIT}"


def named(found: list[Placed]) -> list[tuple[str, str]]:
    return [(placed.story.reference.rpartition("/")[2], placed.state) for placed in found]


def noticed(found: list[tuple[int, Placed]]) -> list[str]:
    return [placed.story.reference.rpartition("/")[2] for _, placed in found]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Three stories of June, one expired and one withdrawn in July, and one of August; a draft between them."""
    rows = [
        factory.story(f"{UNIT}/2024/tayang", "2024-06-01 10:00", tags=("paspor",)),
        factory.story(f"{UNIT}/2024/lewat", "2024-06-02 10:00", expires=factory.instant("2024-07-01")),
        factory.withdrawn(factory.story(f"{UNIT}/2024/dicabut", "2024-06-03 10:00"), date="2024-07-10 10:00"),
        factory.story(f"{UNIT}/2024/konsep", "2024-06-04 10:00", status="draft", tags=("konsep",)),
        factory.story(
            f"{UNIT}/2024/agustus", "2024-08-01 10:00", corrections=(factory.correction("2024-08-02 10:00"),)
        ),
    ]
    with factory.shelf(tmp_path, *rows) as shelf:
        yield shelf.library()


# History


def test_history_holds_every_story_of_a_period_that_has_a_page_the_newest_first(library: Library) -> None:
    found = library.history(OWN, "2024-06", whole=False)
    assert named(found) == [("dicabut", "withdrawn"), ("lewat", "expired"), ("tayang", "live")]
    assert named(library.history("all:", "2024-06-02", whole=False)) == [("lewat", "expired")]
    assert library.history(OWN, "2024-07", whole=True) == []


def test_history_brings_bodies_only_where_they_are_asked_for(library: Library) -> None:
    (short,), (whole,) = (library.history("all:", "2024-06-01", whole=whole) for whole in (False, True))
    assert (short.story.body, whole.story.body) == ("", factory.story().body)


def test_periods_of_a_feed_are_those_of_any_story_that_has_a_page(library: Library) -> None:
    assert library.feed_periods(OWN, "month") == ["2024-08", "2024-06"]
    assert library.feed_periods("all:", "day") == ["2024-08-01", "2024-06-03", "2024-06-02", "2024-06-01"]
    assert library.feed_periods("ralat:", "month") == ["2024-08", "2024-07"]
    assert library.feed_periods("tag:konsep", "month") == []
    assert library.newest_feed_period(OWN, "month") == "2024-08"
    assert library.newest_feed_period("all:", "day") == "2024-08-01"
    assert library.newest_feed_period("tag:konsep", "month") is None


def test_a_period_of_withdrawn_or_expired_stories_alone_counts_for_feeds(library: Library) -> None:
    assert library.feed_period_before("all:", "2024-08-01") == "2024-06-03"
    assert library.feed_period_after("all:", "2024-06-01") == "2024-06-02"
    assert library.feed_period_before(OWN, "2024-06") is None
    assert library.feed_period_after(OWN, "2024-08") is None
    assert library.feed_period_after(OWN, "2024-07") == "2024-08"


# Corrections and withdrawals


def test_corrections_and_withdrawals_come_with_whole_stories_the_newest_first(library: Library) -> None:
    found = library.noticed(9)
    assert noticed(found) == ["agustus", "dicabut"]
    assert [instant for instant, _ in found] == [placed.notices[0] for _, placed in found]
    assert found[0][1].story.body
    assert noticed(library.noticed(1)) == ["agustus"]
    assert noticed(library.noticed_in("2024-07")) == ["dicabut"]
    assert library.noticed_in("2024-06") == []
    assert library.fed_instants("ralat:", 9) == [instant for instant, _ in found]
    assert library.has_feed("ralat:")


@given(st.lists(st.tuples(st.sampled_from(("lapas-bukit-hijau", UNIT)), st.sets(st.integers(0, 2))), max_size=6))
@settings(max_examples=25)
def test_every_moment_of_every_story_is_told_once_in_a_total_order(drawn: list[tuple[str, set[int]]]) -> None:
    import sqlite3

    from plugins.library import store
    from plugins.library.intake import Intake

    database = sqlite3.connect(":memory:")
    database.executescript(store.TABLES)
    base = factory.instant("2024-06-30 23:59")
    expected = []
    rows = []
    for number, (unit, minutes) in enumerate(drawn):
        moments = sorted(base + 60 * minute for minute in minutes)
        corrections = tuple(replace(factory.correction(), instant=moment) for moment in moments)
        rows.append(replace(factory.story(f"{unit}/2024/b-{number}"), corrections=corrections))
        expected += [(-moment, unit, f"b-{number}") for moment in moments]
    intake = Intake(database, factory.places())
    list(intake.take([factory.reading(row) for row in rows]))
    list(intake.finish())
    library = Library(database, factory.places())

    def told(found: list[tuple[int, Placed]]) -> list[tuple[int, str, str]]:
        return [(-instant, at.story.unit, at.story.reference.rpartition("/")[2]) for instant, at in found]

    assert told(library.noticed(99)) == sorted(expected)
    assert told(library.noticed(3)) == sorted(expected)[:3]
    halves = [*told(library.noticed_in("2024-07")), *told(library.noticed_in("2024-06"))]
    assert halves == sorted(expected)
    database.close()


# The lists of a unit's stories


def test_the_lists_in_which_stories_of_a_unit_stand_are_told(tmp_path: Path) -> None:
    rows = [
        factory.story(f"{UNIT}/2024/a", tags=("paspor",), zones=factory.zones("wbk")),
        factory.story(f"{UNIT}/2024/b", status="draft", tags=("konsep",)),
        factory.story("lapas-bukit-hijau/2024/c", kind="pengumuman"),
    ]
    with factory.shelf(tmp_path, *rows) as shelf:
        library = shelf.library()
        own = library.lists_of_units({UNIT})
        assert own == [
            "all:", "jenis:berita", "semua:kanwil-biru", "semua:kementerian-samudra", "tag:paspor",
            f"unit-zona:{UNIT}/wbk", OWN, "wilayah:91", "zona:wbk",
        ]  # fmt: skip
        both = library.lists_of_units((UNIT, "lapas-bukit-hijau", UNIT))
        assert both == sorted({*own, "jenis:pengumuman", "unit:lapas-bukit-hijau"})
        assert library.lists_of_units({"kanwil-biru", "tidak-ada"}) == []
