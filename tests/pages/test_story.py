from dataclasses import replace
from pathlib import Path

import pytest

from plugins.pages.story import Stories
from plugins.stories.story import INTERNAL, Story
from tests import factory
from tests.pages import facts
from tests.pages.facts import library, references, touched, view

STORIES = Stories(facts.house())
HERE = f"{factory.UNIT}/2024"
LAPAS = "lapas-bukit-hijau/2024/panen"


def test_a_story_bears_the_names_of_its_own_day_and_says_the_present_one(tmp_path: Path) -> None:
    with library(tmp_path, factory.story(LAPAS, "2024-04-30"), factory.story(LAPAS + "-2", "2024-05-01")) as shelf:
        before, after = view(STORIES, shelf, LAPAS), view(STORIES, shelf, LAPAS + "-2")
    assert (before["unit"]["name"], before["unit"]["current_name"]) == (
        "Lapas Bukit Hijau",
        "Lapas Kelas I Bukit Hijau",
    )
    assert (after["unit"]["name"], after["unit"]["current_name"]) == ("Lapas Kelas I Bukit Hijau", "")


def test_a_story_leads_to_the_units_above_it_on_its_own_day(tmp_path: Path) -> None:
    reference = "rupbasan-pulau-fajar/2024/x"
    with library(tmp_path, factory.story(reference, "2024-06-01")) as shelf:
        page = view(STORIES, shelf, reference)
    assert [unit["path"] for unit in page["unit"]["ancestors"]] == ["unit/kanwil-jingga/", "unit/kementerian-samudra/"]
    assert [crumb["label"] for crumb in page["page"]["crumbs"]] == [
        "Kemensamudra", "Kanwil Jingga", "Rupbasan Pulau Fajar",
    ]  # fmt: skip


def test_earlier_stories_of_the_unit_are_offered_and_no_later_one(tmp_path: Path) -> None:
    with library(tmp_path, *factory.stories(6)) as shelf:
        page = view(STORIES, shelf, f"{HERE}/berita-0004")
    assert references(page["older"]) == ["berita-0003", "berita-0002", "berita-0001", "berita-0000"]


def test_a_new_story_touches_itself_and_those_that_will_offer_it(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, *factory.stories(6)) as shelf:
        newest = factory.story(f"{HERE}/terbaru", "2024-06-02")
        assert touched(STORIES, shelf, newest) == {newest.reference}
        between = replace(
            newest, reference=f"{HERE}/sela", path=f"berita/{HERE}/sela.md", instant=newest.instant - 10**5
        )
        assert touched(STORIES, shelf, between) == {
            between.reference, *(f"{HERE}/berita-000{number}" for number in range(4)),
        }  # fmt: skip


def test_further_pictures_are_shown_like_the_photo(tmp_path: Path) -> None:
    photo, file = factory.picture()
    story = factory.story(image=photo, images=(replace(photo, caption="Lagi"),), media=(file,))
    with library(tmp_path, story) as shelf:
        page = view(STORIES, shelf, story.reference)
    assert page["story"]["image"]["path"] == f"berita/{HERE}/antrean/loket.jpg"
    assert page["story"]["images"] == [{**page["story"]["image"], "caption": "Lagi"}]


@pytest.mark.parametrize(
    ("story", "kit", "ninjs"),
    [
        (factory.story(kind="siaran-pers"), "siaran.zip", "ninjs.json"),
        (factory.story(kind="pengumuman", expires=factory.instant("2024-07-01")), "", "ninjs.json"),
        (factory.story(), "", ""),
    ],
)
def test_what_newsrooms_take_over_is_offered_where_it_is(tmp_path: Path, story: Story, kit: str, ninjs: str) -> None:
    with library(tmp_path, story) as shelf:
        page = view(STORIES, shelf, story.reference)["story"]
    here = f"berita/{HERE}/antrean/"
    assert (page["kit"], page["ninjs"]) == (kit and here + kit, ninjs and here + ninjs)


@pytest.mark.parametrize("state", ["draft", "scheduled"])
def test_what_is_hidden_touches_nothing_and_has_no_page(tmp_path: Path, state: str) -> None:
    story = factory.story(status="draft") if state == "draft" else factory.story(date="2025-06-01")
    with factory.shelf(tmp_path) as shelf:
        assert touched(STORIES, shelf, story) == set()
        assert STORIES.view(shelf.library(), story.reference) is None


def body(target: str) -> str:
    return f'<p>Lihat <a href="{INTERNAL}{target}">ini</a>.</p>'


def test_links_are_resolved_against_what_stands(tmp_path: Path) -> None:
    target = factory.story(f"{HERE}/sasaran")
    story = factory.story(f"{HERE}/menaut", body=body(f"berita/{HERE}/sasaran/"), links=(f"berita/{HERE}/sasaran/",))
    with factory.shelf(tmp_path, story) as shelf:
        assert "<a" not in view(STORIES, shelf.library(), story.reference)["story"]["body"]
        assert story.reference in touched(STORIES, shelf, target)
        page = view(STORIES, shelf.library(), story.reference)
        assert f'href="/berita/{HERE}/sasaran/"' in page["story"]["body"]


def test_a_link_to_an_old_address_is_written_with_the_new_one(tmp_path: Path) -> None:
    moved = factory.story(f"{HERE}/baru", moved_from=(f"{HERE}/lama",))
    story = factory.story(f"{HERE}/menaut", body=body(f"berita/{HERE}/lama/#jam"))
    with library(tmp_path, story, moved) as shelf:
        assert f'href="/berita/{HERE}/baru/#jam"' in view(STORIES, shelf, story.reference)["story"]["body"]


@pytest.mark.parametrize("kind", ["pencabutan", "privasi"])
def test_a_withdrawn_story_says_why_and_asks_robots_to_leave(tmp_path: Path, kind: str) -> None:
    story = factory.withdrawn(replace(factory.story(), zones=factory.zones("zi")), kind)
    with library(tmp_path, story) as shelf:
        page = view(STORIES, shelf, story.reference)
    assert page["page"]["noindex"]
    assert page["story"]["withdrawn"]["reason"] == "Data keliru."
    assert page["story"]["zone_tags"] == []
    assert page["page"]["title"] == (story.title or "Berita dicabut")


def test_corrections_are_told_in_the_unit_s_own_zone(tmp_path: Path) -> None:
    correction = factory.correction()
    story = factory.story(corrections=(correction,), updated=correction.instant)
    with library(tmp_path, story) as shelf:
        page = view(STORIES, shelf, story.reference)["story"]
    assert [(c["kind_name"], c["note"], c["timezone"]) for c in page["corrections"]] == [
        ("Ralat", "Jam buka diperbaiki.", "Asia/Jayapura")
    ]
    assert page["updated"]["instant"] == correction.instant


def test_further_units_are_shown_whether_they_accept_or_not(tmp_path: Path) -> None:
    story = factory.story(units=("dewan-angin", "unit-yang-tidak-ada"))
    with library(tmp_path, story) as shelf:
        page = view(STORIES, shelf, story.reference)
    assert page["story"]["further_units"] == [{"name": "Dewan Angin", "path": "unit/dewan-angin/"}]


def test_evidence_of_themes_is_shown(tmp_path: Path) -> None:
    story = factory.story(zones=factory.zones("wbk"))
    with library(tmp_path, story) as shelf:
        (tag,) = view(STORIES, shelf, story.reference)["story"]["zone_tags"]
    assert (tag["theme"], tag["path"], tag["by"]) == ("wbk", "zona/wbk/", "tagger")
