from dataclasses import replace
from pathlib import Path

from plugins.pages.regions import Region, Regions
from plugins.units import read_registry
from tests import factory
from tests.pages import facts
from tests.pages.facts import library, touched, view

REGION, REGIONS = Region(facts.house()), Regions(facts.house())
STORY = factory.story()


def test_every_province_with_a_unit_has_a_page_with_or_without_stories(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        assert list(REGION.keys(empty)) == ["91", "92"]
        page = view(REGION, empty, "91")
        assert REGION.view(empty, "13") is None
    assert (page["heading"], page["page"]["path"], page["page"]["feed"]) == ("Provinsi Biru", "wilayah/91/", "")
    assert (page["newest"], page["months"], page["count"]) == ([], [], 0)


def test_a_province_shows_its_units_by_level_under_their_present_names(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        biru, jingga = (view(REGION, empty, code)["groups"] for code in ("91", "92"))
    assert [(group["label"], [unit["name"] for unit in group["units"]]) for group in biru] == [
        ("Kantor wilayah", ["Kanwil Biru"]),
        ("Unit pelaksana teknis", ["Kanim Teluk Biru", "Lapas Kelas I Bukit Hijau"]),
    ]
    assert [(unit["name"], unit["ended"]) for unit in jingga[1]["units"]] == [("Rupbasan Pulau Fajar", True)]


def test_a_province_s_page_is_bounded_and_counts_what_its_archive_keeps(tmp_path: Path) -> None:
    with library(tmp_path, *factory.stories(60)) as shelf:
        page = view(REGION, shelf, "91")
    assert (len(page["newest"]), page["count"], page["months"][0]["count"]) == (50, 60, 60)


def test_a_province_s_page_offers_its_feed_though_its_stories_have_expired(tmp_path: Path) -> None:
    with library(tmp_path, replace(STORY, expires=factory.instant("2024-07-01"))) as shelf:
        assert view(REGION, shelf, "91")["page"]["feed"] == "wilayah/91/feed.xml"


def test_a_story_touches_its_province_and_the_page_of_all_as_it_comes_and_goes(tmp_path: Path) -> None:
    with factory.shelf(tmp_path) as shelf:
        for family, keys in ((REGION, {"91"}), (REGIONS, {"regions"})):
            assert touched(family, shelf, STORY) == keys
            assert touched(family, shelf, gone=(STORY.path,)) == keys
            assert touched(family, shelf, factory.page()) == set()


def test_a_story_of_a_unit_in_no_province_touches_no_province(tmp_path: Path) -> None:
    with factory.shelf(tmp_path) as shelf:
        assert touched(REGION, shelf, factory.story("balai-angin/2024/x")) == set()


def test_the_page_of_all_counts_stories_and_units(tmp_path: Path) -> None:
    with library(tmp_path, STORY) as shelf:
        rows = view(REGIONS, shelf, "regions")["provinces"]
    assert [(row["code"], row["path"], row["count"], row["units"]) for row in rows] == [
        ("91", "wilayah/91/", 1, 3), ("92", "wilayah/92/", 0, 2),
    ]  # fmt: skip


def test_a_province_without_units_is_named_and_leads_nowhere_and_a_regency_is_no_row(tmp_path: Path) -> None:
    regions = factory.REGIONS_CSV + "93,Provinsi Hijau,provinsi,,\n91.01,Kota Biru,kota,91,\n"
    registry, _ = read_registry(factory.UNITS_CSV, factory.EVENTS_CSV, regions, factory.TIMEZONE)
    with library(tmp_path, at=replace(factory.places(), registry=registry)) as empty:
        rows = view(REGIONS, empty, "regions")["provinces"]
        assert "93" not in REGION.keys(empty)
    assert [(row["code"], row["path"]) for row in rows] == [("91", "wilayah/91/"), ("92", "wilayah/92/"), ("93", "")]
