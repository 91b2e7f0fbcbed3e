from dataclasses import replace
from pathlib import Path

import pytest

from plugins.pages.landing import Front, Lists, Regions, Zone, Zones
from plugins.units import Profile
from tests import factory
from tests.pages import facts
from tests.pages.facts import library, references, touched, view

FRONT, LISTS, REGIONS, ZONE, ZONES = (family(facts.house()) for family in (Front, Lists, Regions, Zone, Zones))


def test_every_landing_page_stands_without_stories(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        for family in (FRONT, LISTS, REGIONS, ZONE, ZONES):
            keys = list(family.keys(empty))
            assert keys
            assert all(family.view(empty, key) is not None for key in keys)
        assert view(FRONT, empty, "front")["lead"] is None
        assert view(FRONT, empty, "front")["zones"] == []


def test_the_lead_is_the_newest_with_a_photo_among_the_newest_five(tmp_path: Path) -> None:
    image, file = factory.picture()
    rows = factory.stories(8)
    for place, expected in ((3, "berita-0003"), (2, "berita-0007")):
        illustrated = [replace(row, image=image, media=(file,)) if n == place else row for n, row in enumerate(rows)]
        with library(tmp_path / str(place), *illustrated) as shelf:
            page = view(FRONT, shelf, "front")
        assert references([page["lead"]]) == [expected]
        assert expected not in references(page["latest"])
        assert len(page["latest"]) == 7


@pytest.mark.parametrize(
    ("family", "key", "shown"),
    [(FRONT, "front", 20), (ZONE, "zi", 50), (LISTS, "tag:paspor", 50), (LISTS, "wilayah:91", 50)],
)
def test_landing_pages_are_bounded_whatever_exists(
    tmp_path: Path, family: Front | Zone | Lists, key: str, shown: int
) -> None:
    rows = [replace(row, zones=factory.zones("zi"), tags=("paspor",)) for row in factory.stories(60)]
    with library(tmp_path, *rows) as shelf:
        page = view(family, shelf, key)
    assert len(page.get("latest", page.get("newest"))) == shown


def test_panels_of_the_front_page_count_what_archives_keep(tmp_path: Path) -> None:
    rows = [replace(row, zones=factory.zones("wbk")) for row in factory.stories(5)]
    clarification = factory.story(f"{factory.UNIT}/2024/jelas", kind="klarifikasi")
    with library(tmp_path, *rows, clarification) as shelf:
        page = view(FRONT, shelf, "front")
    (panel,) = page["zones"]
    assert (panel["theme"], panel["count"], len(panel["newest"])) == ("wbk", 5, 3)
    assert references(page["clarifications"]) == ["jelas"]
    assert page["regions"] == [{"code": "91", "name": "Provinsi Biru", "path": "wilayah/91/", "count": 6}]


@pytest.mark.parametrize(
    ("family", "keys"),
    [
        (FRONT, {"front"}),
        (ZONES, {"zones"}),
        (ZONE, {"zi", "area-1"}),
        (REGIONS, {"regions"}),
        (LISTS, {"jenis:berita", "tag:paspor", "wilayah:91"}),
    ],
)
def test_a_story_touches_the_landing_pages_of_its_lists_when_it_comes_and_when_it_goes(
    tmp_path: Path, family: Front, keys: set[str]
) -> None:
    story = factory.story(zones=factory.zones("zi", "area-1"), tags=("paspor",))
    with factory.shelf(tmp_path) as shelf:
        assert touched(family, shelf, story) == keys
        assert touched(family, shelf, gone=(story.path,)) == keys
        assert touched(family, shelf, factory.page()) == set()


def test_a_story_without_themes_leaves_the_zone_alone(tmp_path: Path) -> None:
    with factory.shelf(tmp_path) as shelf:
        assert touched(ZONES, shelf, factory.story()) == set()


def test_themes_and_areas_explain_themselves_in_the_order_of_the_taxonomy(tmp_path: Path) -> None:
    with library(tmp_path, factory.story(zones=factory.zones("area-1"))) as shelf:
        page, area = view(ZONES, shelf, "zones"), view(ZONE, shelf, "area-1")
        assert ZONE.view(shelf, "tema-lama") is None
    ids = [theme.id for theme in facts.taxonomy().themes]
    assert [row["theme"] for row in (*page["themes"], *page["areas"])] == ids
    assert {row["theme"]: row["count"] for row in page["areas"]}["area-1"] == 1
    assert (area["zone"]["kind"], area["page"]["feed"]) == ("area", "zona/area-1/feed.xml")
    assert [year["path"] for year in area["years"]] == ["zona/area-1/2024/"]


def test_a_theme_without_stories_offers_no_feed(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        assert view(ZONE, empty, "zi")["page"]["feed"] == ""


def test_tags_and_kinds_exist_once_they_have_had_a_story(tmp_path: Path) -> None:
    story = factory.story(tags=("paspor",))
    with factory.shelf(tmp_path) as shelf:
        assert LISTS.view(shelf.library(), "tag:paspor") is None
        shelf.take(story)
        assert view(LISTS, shelf.library(), "tag:paspor")["heading"] == "#paspor"
        shelf.take(factory.withdrawn(story))
        assert LISTS.view(shelf.library(), "tag:paspor") is None  # the withdrawn row has no tags any more


@pytest.mark.parametrize("key", ["tag:paspor", "jenis:berita", "wilayah:91"])
def test_the_page_of_a_list_offers_its_feed_though_its_stories_have_expired(tmp_path: Path, key: str) -> None:
    story = factory.story(tags=("paspor",))
    with library(tmp_path / "live", story) as shelf:
        assert view(LISTS, shelf, key)["page"]["feed"] == f"{key.replace(':', '/')}/feed.xml"
    expired = replace(story, expires=factory.instant("2024-07-01"))
    with library(tmp_path / "expired", expired) as shelf:
        assert view(LISTS, shelf, key)["page"]["feed"] == f"{key.replace(':', '/')}/feed.xml"


def test_a_region_shows_its_units_by_their_present_names(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        units = view(LISTS, empty, "wilayah:91")["units"]
        provinces = view(REGIONS, empty, "regions")["provinces"]
    assert [unit["name"] for unit in units] == ["Kanim Teluk Biru", "Kanwil Biru", "Lapas Kelas I Bukit Hijau"]
    assert [(row["code"], row["units"], row["count"]) for row in provinces] == [("91", 3, 0), ("92", 2, 0)]


def test_lists_do_not_show_what_another_unit_only_claims(tmp_path: Path) -> None:
    at = factory.places(profiles={"dewan-angin": Profile()})
    with library(tmp_path, factory.story(units=("dewan-angin",)), at=at) as shelf:
        assert shelf.newest("unit:dewan-angin", 9) == []
