from dataclasses import replace
from pathlib import Path

import pytest

from plugins.pages.archives import Archives, list_heading
from tests import factory
from tests.pages import facts
from tests.pages.facts import library, references, touched, view

ARCHIVES = Archives(facts.house())
JUNE = factory.stories(3)
MAY = factory.stories(1, month="2024-05")[0]
MAY = replace(MAY, reference=f"{factory.UNIT}/2024/mei", path=f"berita/{factory.UNIT}/2024/mei.md")


def test_the_archive_of_everything_exists_without_stories(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        assert list(ARCHIVES.keys(empty)) == ["|all:"]
        assert view(ARCHIVES, empty, "|all:")["periods"] == []
        assert ARCHIVES.view(empty, "2024|all:") is None


def test_years_lead_to_months_months_to_days_days_to_stories(tmp_path: Path) -> None:
    with library(tmp_path, *JUNE, MAY) as shelf:
        root, year, month, day = (
            view(ARCHIVES, shelf, f"{period}|all:") for period in ("", "2024", "2024-06", "2024-06-01")
        )
    assert [(p["label"], p["path"], p["count"]) for p in root["periods"]] == [("2024", "berita/2024/", 4)]
    assert [p["label"] for p in year["periods"]] == ["Juni 2024", "Mei 2024"]
    assert [p["path"] for p in month["periods"]] == ["berita/2024/06/01/"]
    assert (day["periods"], references(day["stories"])) == ([], ["berita-0002", "berita-0001", "berita-0000"])
    assert [crumb["label"] for crumb in day["page"]["crumbs"]] == ["Arsip", "2024", "Juni 2024"]
    assert day["up"]["path"] == "berita/2024/06/"


@pytest.mark.parametrize(
    ("name", "period", "level"),
    [(f"unit:{factory.UNIT}", "2024-06", "month"), ("semua:kementerian-samudra", "2024-06-01", "day"),
     ("semua:kanwil-biru", "2024-06", "month"), ("zona:zi", "2024-06-01", "day"), ("tag:paspor", "2024-06", "month"),
     ("jenis:berita", "2024-06-01", "day")],
)  # fmt: skip
def test_each_sort_of_list_is_cut_by_its_own_periods(tmp_path: Path, name: str, period: str, level: str) -> None:
    rows = [replace(story, zones=factory.zones("zi"), tags=("paspor",)) for story in JUNE]
    with library(tmp_path, *rows) as shelf:
        page = view(ARCHIVES, shelf, f"{period}|{name}")
    assert (page["level"], len(page["stories"]), page["periods"]) == (level, 3, [])


def test_an_archive_links_back_and_never_forward(tmp_path: Path) -> None:
    with library(tmp_path, *JUNE, MAY) as shelf:
        may, june = (view(ARCHIVES, shelf, f"{period}|all:") for period in ("2024-05", "2024-06"))
    assert june["previous"] == {"label": "Mei 2024", "path": "berita/2024/05/"}
    assert may["previous"] is None
    assert "next" not in may


def test_a_story_touches_the_periods_that_hold_it_and_the_next_that_links_back(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, *JUNE) as shelf:
        keys = touched(ARCHIVES, shelf, MAY)
    own = f"unit:{factory.UNIT}"
    assert {key for key in keys if key.endswith(("|all:", f"|{own}"))} == {
        "|all:", "2024|all:", "2024-05|all:", "2024-06|all:", "2024-05-01|all:", "2024-06-01|all:",
        f"2024-05|{own}", f"2024-06|{own}",
    }  # fmt: skip


def test_one_more_story_of_a_period_leaves_the_next_alone_and_the_last_one_gone_does_not(tmp_path: Path) -> None:
    other = replace(MAY, reference=f"{factory.UNIT}/2024/mei-juga", path=f"berita/{factory.UNIT}/2024/mei-juga.md")
    with factory.shelf(tmp_path, *JUNE, MAY) as shelf:
        assert not [key for key in touched(ARCHIVES, shelf, other) if key.startswith("2024-06")]
        assert not [key for key in touched(ARCHIVES, shelf, gone=(MAY.path,)) if key.startswith("2024-06")]
        ended = touched(ARCHIVES, shelf, gone=(other.path,))
    assert {"2024-06|all:", "2024-06-01|all:", f"2024-06|unit:{factory.UNIT}"} <= ended


def test_a_month_of_a_kind_lists_its_days(tmp_path: Path) -> None:
    with library(tmp_path, *JUNE) as shelf:
        page = view(ARCHIVES, shelf, "2024-06|jenis:berita")
    assert (page["page"]["path"], page["stories"]) == ("jenis/berita/2024/06/", [])
    assert [day["path"] for day in page["periods"]] == ["jenis/berita/2024/06/01/"]


def test_a_newer_story_touches_no_earlier_month_or_day(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, MAY) as shelf:
        keys = touched(ARCHIVES, shelf, *JUNE)
    assert not [key for key in keys if "2024-05" in key]


def test_every_archive_that_a_story_touches_exists_with_it(tmp_path: Path) -> None:
    with factory.shelf(tmp_path) as shelf:
        keys = touched(ARCHIVES, shelf, replace(MAY, zones=factory.zones("zi"), tags=("paspor",)))
        assert {"2024|zona:zi", "2024-05-01|zona:zi", "2024-05|tag:paspor", "2024-05|wilayah:91"} <= keys
        assert [key for key in sorted(keys) if ARCHIVES.view(shelf.library(), key) is None] == []


def test_a_period_whose_last_story_is_gone_is_no_more(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, MAY) as shelf:
        keys = touched(ARCHIVES, shelf, factory.withdrawn(MAY))
        assert "2024-05|all:" in keys
        assert ARCHIVES.view(shelf.library(), "2024-05|all:") is None


@pytest.mark.parametrize(
    ("name", "heading"),
    [("all:", "berita"), ("unit:kanim-teluk-biru", "Kanim Teluk Biru"), ("wilayah:91", "Provinsi Biru"),
     ("semua:kanwil-biru", "Kanwil Biru dan jajarannya"), ("tag:paspor", "#paspor"), ("jenis:sambutan", "Sambutan"),
     ("unit:lapas-bukit-hijau", "Lapas Kelas I Bukit Hijau")],
)  # fmt: skip
def test_lists_are_called_by_their_present_names(tmp_path: Path, name: str, heading: str) -> None:
    with library(tmp_path) as empty:
        assert list_heading(name, empty, facts.house()) == heading
