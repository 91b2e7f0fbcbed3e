from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from plugins.library import Library
from plugins.pages.story import Stories
from plugins.stories.story import Story
from plugins.units import Profile
from tests import factory
from tests.pages import facts
from tests.pages.facts import library, touched, view

STORIES = Stories(facts.house())
ORIGINAL = factory.story(title="Loket pindah")


def english(unit: str = factory.UNIT, slug: str = "counter", **fields: object) -> Story:
    changes = {"lang": "en", "translation_of": ORIGINAL.reference, "title": "Counter moves", **fields}
    return factory.story(f"{unit}/2024/{slug}", **changes)


def led(shelf: Library, story: Story) -> tuple[list[str], bool]:
    """The references to which a page leads, and whether it tells search engines."""
    page: dict[str, Any] = view(STORIES, shelf, story.reference)["story"]
    return [edition["path"].removeprefix("berita/")[:-1] for edition in page["translations"]], page["alternates"]


def test_the_two_pages_name_each_other(tmp_path: Path) -> None:
    translation = english()
    with library(tmp_path, ORIGINAL, translation) as shelf:
        assert led(shelf, ORIGINAL) == ([translation.reference], True)
        assert led(shelf, translation) == ([ORIGINAL.reference], True)
        (edition,) = view(STORIES, shelf, translation.reference)["story"]["translations"]
    assert edition == {"lang": "id", "path": f"berita/{ORIGINAL.reference}/", "title": "Loket pindah", "original": True}


@pytest.mark.parametrize("unit", ["kanwil-biru", "kementerian-samudra"])
def test_a_unit_above_may_translate_a_story(tmp_path: Path, unit: str) -> None:
    with library(tmp_path, ORIGINAL, english(unit)) as shelf:
        assert led(shelf, ORIGINAL) == ([f"{unit}/2024/counter"], True)


@pytest.mark.parametrize("unit", ["kanwil-biru", "kementerian-samudra"])
def test_a_unit_beneath_plants_no_headline_on_the_story_of_one_above(tmp_path: Path, unit: str) -> None:
    original = factory.story(f"{unit}/2024/loket")
    claim = english(translation_of=original.reference)
    with library(tmp_path, original, claim) as shelf:
        assert led(shelf, original) == ([], False)
        assert led(shelf, claim) == ([original.reference], False)


@pytest.mark.parametrize("accepted", ["kanim-teluk-biru", "kanim-teluk-biru/2024/counter"])
def test_a_unit_or_a_story_that_the_originals_unit_accepts_may_translate_it(tmp_path: Path, accepted: str) -> None:
    original = factory.story("kementerian-samudra/2024/loket")
    first, other = english(translation_of=original.reference), english("dewan-angin", translation_of=original.reference)
    at = factory.places(profiles={"kementerian-samudra": Profile(accepts=(accepted,))})
    with library(tmp_path, original, first, other, at=at) as shelf:
        assert led(shelf, original) == ([first.reference], True)
        assert led(shelf, first) == ([original.reference], True)
        assert led(shelf, other) == ([original.reference], False)


def test_what_the_unit_of_the_translation_accepts_plants_nothing(tmp_path: Path) -> None:
    at = factory.places(profiles={"dewan-angin": Profile(accepts=(factory.UNIT, ORIGINAL.reference))})
    with library(tmp_path, ORIGINAL, english("dewan-angin"), at=at) as shelf:
        assert led(shelf, ORIGINAL) == ([], False)


@pytest.mark.parametrize(("date", "above"), [("2024-06-01", "kanwil-jingga"), ("2024-08-01", "kanwil-biru")])
def test_who_stood_above_on_the_day_of_the_original_may_translate_it(tmp_path: Path, date: str, above: str) -> None:
    original = factory.story("rupbasan-pulau-fajar/2024/loket", date)
    claims = [english(unit, translation_of=original.reference) for unit in ("kanwil-biru", "kanwil-jingga")]
    with library(tmp_path, original, *claims) as shelf:
        assert led(shelf, original) == ([f"{above}/2024/counter"], True)


def test_of_those_above_the_nearest_is_led_to(tmp_path: Path) -> None:
    with library(tmp_path, ORIGINAL, english("kementerian-samudra", "a"), english("kanwil-biru", "b")) as shelf:
        assert led(shelf, ORIGINAL) == (["kanwil-biru/2024/b"], True)


@pytest.mark.parametrize("unit", ["lapas-bukit-hijau", "kanwil-jingga", "dewan-angin"])
def test_no_other_unit_plants_a_link_on_the_page_of_a_story(tmp_path: Path, unit: str) -> None:
    claim = english(unit)
    with library(tmp_path, ORIGINAL, claim) as shelf:
        assert led(shelf, ORIGINAL) == ([], False)
        assert led(shelf, claim) == ([ORIGINAL.reference], False)


def test_who_stands_nearest_is_led_to_however_many_claim_it(tmp_path: Path) -> None:
    crowd = [english("lapas-bukit-hijau", f"a-{number}") for number in range(30)]
    with library(tmp_path, ORIGINAL, *crowd, english("kanwil-biru"), english(slug="z")) as shelf:
        assert led(shelf, ORIGINAL) == ([f"{factory.UNIT}/2024/z"], True)


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "draft"},
        {"instant": factory.instant("2025-06-01")},
        {"lang": "id"},
        {"translation_of": "kanwil-biru/2024/x"},
    ],
)
def test_what_is_not_out_or_no_other_language_is_not_named(tmp_path: Path, changes: dict[str, object]) -> None:
    with library(tmp_path, ORIGINAL, replace(english(), **changes)) as shelf:  # type: ignore[arg-type]
        assert led(shelf, ORIGINAL) == ([], False)


@pytest.mark.parametrize("kind", ["pencabutan", "privasi"])
def test_a_withdrawn_story_names_none_and_is_named_by_none(tmp_path: Path, kind: str) -> None:
    translation = english()
    (tmp_path / "a").mkdir()
    with library(tmp_path / "a", factory.withdrawn(ORIGINAL, kind), translation) as shelf:
        assert led(shelf, ORIGINAL) == led(shelf, translation) == ([], False)
    (tmp_path / "b").mkdir()
    with library(tmp_path / "b", ORIGINAL, replace(factory.withdrawn(translation, kind), lang="en")) as shelf:
        assert led(shelf, ORIGINAL) == ([], False)


def test_an_original_that_moved_is_still_found(tmp_path: Path) -> None:
    moved = replace(
        ORIGINAL, reference=f"{factory.UNIT}/2024/baru", path="berita/b.md", moved_from=(ORIGINAL.reference,)
    )
    translation = english()
    with library(tmp_path, moved, translation) as shelf:
        assert led(shelf, translation) == ([moved.reference], True)
        assert led(shelf, moved) == ([translation.reference], True)


def test_both_pages_are_made_again_as_either_comes_changes_and_goes(tmp_path: Path) -> None:
    translation, both = english(), {ORIGINAL.reference, f"{factory.UNIT}/2024/counter"}
    with factory.shelf(tmp_path, translation) as shelf:
        assert both <= touched(STORIES, shelf, ORIGINAL)
        assert both <= touched(STORIES, shelf, replace(ORIGINAL, title="Judul lain"))
        assert touched(STORIES, shelf, replace(ORIGINAL, title="Judul lain", body="<p>Lain.</p>")) == {
            ORIGINAL.reference
        }
        assert both <= touched(STORIES, shelf, replace(translation, lang="id"))
        assert both <= touched(STORIES, shelf, gone=(ORIGINAL.path,))
