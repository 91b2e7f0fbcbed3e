from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from plugins.pages.running import entries
from plugins.pages.story import Stories
from plugins.stories.story import Update
from tests import factory
from tests.pages import facts
from tests.pages.facts import library, view

ZONE = factory.registry().timezone(factory.UNIT)


def update(date: str, note: str = "Loket ditutup.", *, has_time: bool = True) -> Update:
    return Update(factory.instant(date, ZONE), has_time, note)


def test_the_latest_entry_comes_first_with_its_time_in_the_units_zone() -> None:
    story = factory.story(updates=(update("2024-06-01 10:40", "a"), update("2024-06-02", "b", has_time=False)))
    assert [(entry["note"], entry["has_time"], entry["timezone"]) for entry in entries(story)] == [
        ("b", False, "Asia/Jayapura"),
        ("a", True, "Asia/Jayapura"),
    ]


def test_the_address_of_an_entry_names_its_moment_and_stays_when_others_come() -> None:
    first = (update("2024-06-01 10:40"), update("2024-06-01 10:40"), update("2024-06-03", has_time=False))
    story = factory.story(updates=first)
    before = [entry["id"] for entry in entries(story)]
    assert before == ["pembaruan-20240603", "pembaruan-20240601-1040-2", "pembaruan-20240601-1040"]
    later = replace(story, updates=(*first, update("2024-06-04 07:30")))
    assert [entry["id"] for entry in entries(later)][1:] == before


def test_an_entry_ahead_of_the_clock_appears_at_its_minute(tmp_path: Path) -> None:
    ahead = update("2024-06-02 09:00", "Buka lagi.")
    story = factory.story(updates=(update("2024-06-01 12:00"), ahead), updated=ahead.instant)
    for number, (as_of, shown) in enumerate([("2024-06-02 06:59", 1), ("2024-06-02 07:00", 2)]):  # in Jakarta
        (tmp_path / str(number)).mkdir()
        with library(tmp_path / str(number), story, at=factory.places(as_of)) as shelf:
            page = view(Stories(facts.house()), shelf, story.reference)["story"]
            due = shelf.next_due()
        assert len(page["updates"]) == shown
        assert page["updated"]["instant"] == story.updates[shown - 1].instant
        assert due == (ahead.instant if shown == 1 else None)


def test_a_withdrawn_story_tells_nothing_of_what_was_added(tmp_path: Path) -> None:
    story = replace(factory.withdrawn(factory.story()), updates=(update("2024-06-01 10:40", ""),))
    with library(tmp_path, story) as shelf:
        assert view(Stories(facts.house()), shelf, story.reference)["story"]["updates"] == []
