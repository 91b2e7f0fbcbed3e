from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from plugins.pages.landing import Front, Lists, Zone, Zones
from plugins.units import Profile
from tests import factory
from tests.pages import facts
from tests.pages.facts import library, references, touched, view

FRONT, LISTS, ZONE, ZONES = (family(facts.house()) for family in (Front, Lists, Zone, Zones))


def test_every_landing_page_stands_without_stories(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        assert list(LISTS.keys(empty)) == []
        for family in (FRONT, ZONE, ZONES):
            keys = list(family.keys(empty))
            assert keys
            assert all(family.view(empty, key) is not None for key in keys)
        assert view(FRONT, empty, "front")["lead"] is None
        assert view(FRONT, empty, "front")["zones"] == []
        assert view(FRONT, empty, "front")["panels"] == []


def latest(page: dict[str, Any]) -> list[str]:
    return references([card for group in page["days"] for card in group["stories"]])


def test_the_lead_is_the_newest_with_a_photo_among_the_newest_five(tmp_path: Path) -> None:
    image, file = factory.picture()
    rows = factory.stories(8)
    for place, expected in ((3, "berita-0003"), (2, "berita-0007")):
        illustrated = [replace(row, image=image, media=(file,)) if n == place else row for n, row in enumerate(rows)]
        with library(tmp_path / str(place), *illustrated) as shelf:
            page = view(FRONT, shelf, "front")
        assert references([page["lead"]]) == [expected]
        assert expected not in latest(page)
        assert len(latest(page)) == 7


def test_the_latest_stand_under_their_days_in_the_site_s_calendar(tmp_path: Path) -> None:
    late = factory.story(f"{factory.UNIT}/2024/larut", "2024-06-02 01:30")  # WIT; in Jakarta still the day before
    rows = [factory.story(f"{factory.UNIT}/2024/{name}", date) for name, date in _DATED]
    with library(tmp_path, late, *rows) as shelf:
        page = view(FRONT, shelf, "front")
    assert [(group["day"], references(group["stories"])) for group in page["days"]] == [
        ("2024-06-02", ["siang"]),
        ("2024-06-01", ["larut", "pagi"]),
        ("2024-05-30", ["lama"]),
    ]


_DATED = (
    ("utama", "2024-06-03 09:00"),
    ("siang", "2024-06-02 12:00"),
    ("pagi", "2024-06-01 08:00"),
    ("lama", "2024-05-30 10:00"),
)


def test_only_the_first_few_of_the_latest_show_a_photo(tmp_path: Path) -> None:
    image, file = factory.picture()
    rows = [replace(row, image=image, media=(file,)) for row in factory.stories(8)]
    with library(tmp_path, *rows) as shelf:
        page = view(FRONT, shelf, "front")
    assert page["lead"]["image"]["sources"] == []
    shown = [bool(card["image"]) for group in page["days"] for card in group["stories"]]
    assert shown == [True] * 3 + [False] * 4


def test_a_story_stands_in_one_panel_of_the_themes_only(tmp_path: Path) -> None:
    rows = [replace(row, zones=factory.zones("zi", "wbk")) for row in factory.stories(5)]
    with library(tmp_path, *rows) as shelf:
        panels = view(FRONT, shelf, "front")["zones"]
    assert [(panel["theme"], references(panel["newest"])) for panel in panels] == [
        ("zi", ["berita-0004", "berita-0003"]),
        ("wbk", ["berita-0002", "berita-0001"]),
    ]


@pytest.mark.parametrize(
    ("family", "key", "shown"),
    [(FRONT, "front", 14), (ZONE, "zi", 50), (LISTS, "tag:paspor", 50)],
)
def test_landing_pages_are_bounded_whatever_exists(
    tmp_path: Path, family: Front | Zone | Lists, key: str, shown: int
) -> None:
    rows = [replace(row, zones=factory.zones("zi"), tags=("paspor",)) for row in factory.stories(60)]
    with library(tmp_path, *rows) as shelf:
        page = view(family, shelf, key)
    assert len(latest(page) if family is FRONT else page["newest"]) == shown


def test_panels_of_the_front_page_count_what_archives_keep(tmp_path: Path) -> None:
    rows = [replace(row, zones=factory.zones("wbk")) for row in factory.stories(5)]
    clarification = factory.story(f"{factory.UNIT}/2024/jelas", kind="klarifikasi")
    with library(tmp_path, *rows, clarification) as shelf:
        page = view(FRONT, shelf, "front")
    (panel,) = page["zones"]
    assert (panel["theme"], panel["count"], len(panel["newest"])) == ("wbk", 5, 2)
    assert [(row["list"], row["path"], references(row["newest"])) for row in page["panels"]] == [
        ("jenis:klarifikasi", "jenis/klarifikasi/", ["jelas"])
    ]
    assert page["regions"] == [{"code": "91", "name": "Provinsi Biru", "path": "wilayah/91/", "count": 6}]


@pytest.mark.parametrize(
    ("family", "keys"),
    [
        (FRONT, {"front"}),
        (ZONES, {"zones"}),
        (ZONE, {"zi", "area-1"}),
        (LISTS, {"jenis:berita", "tag:paspor"}),
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


@pytest.mark.parametrize("key", ["tag:paspor", "jenis:berita"])
def test_the_page_of_a_list_offers_its_feed_though_its_stories_have_expired(tmp_path: Path, key: str) -> None:
    story = factory.story(tags=("paspor",))
    with library(tmp_path / "live", story) as shelf:
        assert view(LISTS, shelf, key)["page"]["feed"] == f"{key.replace(':', '/')}/feed.xml"
    expired = replace(story, expires=factory.instant("2024-07-01"))
    with library(tmp_path / "expired", expired) as shelf:
        assert view(LISTS, shelf, key)["page"]["feed"] == f"{key.replace(':', '/')}/feed.xml"


def test_lists_do_not_show_what_another_unit_only_claims(tmp_path: Path) -> None:
    at = factory.places(profiles={"dewan-angin": Profile()})
    with library(tmp_path, factory.story(units=("dewan-angin",)), at=at) as shelf:
        assert shelf.newest("unit:dewan-angin", 9) == []
