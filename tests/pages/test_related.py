from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.pages.story import Stories
from plugins.stories.story import Story
from tests import factory
from tests.pages import facts
from tests.pages.facts import library, references, touched, view

STORIES = Stories(facts.house())
HERE = f"{factory.UNIT}/2024"


def dated(day: int, *themes: str, name: str = "") -> Story:
    return replace(
        factory.story(f"{HERE}/{name or f'hari-{day:02}'}", f"2024-06-{day:02} 09:00"), zones=factory.zones(*themes)
    )


def test_stories_with_a_theme_in_common_come_first_then_others_of_the_unit(tmp_path: Path) -> None:
    rows = [dated(1, "wbk"), dated(2, "area-6"), dated(3), dated(4), dated(5), dated(6, "zi")]
    with library(tmp_path, *rows, dated(9, "wbk", "area-6")) as shelf:
        older = view(STORIES, shelf, f"{HERE}/hari-09")["older"]
    assert references(older) == ["hari-02", "hari-01", "hari-06", "hari-05"]


def test_no_more_than_four_are_offered_and_none_twice(tmp_path: Path) -> None:
    with library(tmp_path, *(dated(day, "wbk", "zi") for day in range(1, 9))) as shelf:
        assert references(view(STORIES, shelf, f"{HERE}/hari-08")["older"]) == [
            "hari-07",
            "hari-06",
            "hari-05",
            "hari-04",
        ]


def test_a_withdrawn_story_offers_others_whatever_it_was_about(tmp_path: Path) -> None:
    gone = replace(factory.withdrawn(dated(9)), zones=factory.zones("wbk"))
    with library(tmp_path, dated(1, "wbk"), dated(2), gone) as shelf:
        assert references(view(STORIES, shelf, gone.reference)["older"]) == ["hari-02", "hari-01"]


def test_a_story_far_down_in_its_unit_is_offered_by_one_with_its_theme(tmp_path: Path) -> None:
    rows = [dated(1), *(dated(day) for day in range(2, 9)), dated(9, "wbk")]
    with factory.shelf(tmp_path, *rows) as shelf:
        assert f"{HERE}/hari-09" in touched(STORIES, shelf, dated(1, "wbk"))
        assert references(view(STORIES, shelf.library(), f"{HERE}/hari-09")["older"])[0] == "hari-01"


DAYS = st.integers(1, 9)
THEMES = st.sets(st.sampled_from(("zi", "wbk", "area-6")), max_size=2).map(sorted)
STATES = st.sampled_from(("live", "live", "live", "draft", "withdrawn", "expired"))
ROW = st.tuples(st.integers(0, 8), DAYS, THEMES, STATES, st.sampled_from(("id", "en")), st.integers(0, 8))


def row(drawn: tuple[int, int, list[str], str, str, int]) -> Story:
    number, day, themes, state, lang, original = drawn
    unit = ("kanim-teluk-biru", "kanwil-biru", "kanwil-jingga")[number % 3]
    story = factory.story(f"{unit}/2024/s-{number}", f"2024-06-{day:02} 09:00", lang=lang)
    of = f"{('kanim-teluk-biru', 'kanwil-biru', 'kanwil-jingga')[original % 3]}/2024/s-{original}"
    story = replace(story, zones=factory.zones(*themes), translation_of=of if original != number else "")
    if state == "withdrawn":
        return factory.withdrawn(story)
    ends = {"draft": {"status": "draft"}, "expired": {"expires": factory.instant("2024-07-01")}}
    return replace(story, **ends.get(state, {}))  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, min_size=2, max_size=9, unique_by=lambda drawn: drawn[0]), ROW, st.booleans())
def test_a_change_touches_every_page_that_it_changes(before: list[tuple], edit: tuple, removed: bool) -> None:  # type: ignore[type-arg]
    with TemporaryDirectory() as folder, factory.shelf(Path(folder), *map(row, before)) as shelf:
        old = views(shelf)
        changed = row(edit)
        found = touched(STORIES, shelf, gone=(changed.path,)) if removed else touched(STORIES, shelf, changed)
        new = views(shelf)
        assert {key for key in old | new if old.get(key) != new.get(key)} <= found


def views(shelf: factory.Shelf) -> dict[str, object]:
    made = shelf.library()
    return {key: STORIES.view(made, key) for key in made.references()}
