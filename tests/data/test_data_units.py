import json
from datetime import date
from pathlib import Path

import pytest

from plugins.data.units import COLUMNS, UnitDataFamily, row
from plugins.library.changes import StoryChange
from tests import factory

FAMILY = UnitDataFamily(factory.SITE)
HOME = "https://berita.samudra.example/"
END_OF_2024 = date(2024, 12, 31)


def test_a_row_is_the_unit_as_it_is_today() -> None:
    found = row(factory.registry(), "lapas-bukit-hijau", END_OF_2024, factory.SITE)
    assert found == {
        "id": "lapas-bukit-hijau",
        "name": "Lapas Kelas I Bukit Hijau",
        "short_name": "Lapas Kelas I Bukit Hijau",
        "kind": "upt",
        "type": "Lapas",
        "parent": "kanwil-biru",
        "unit_class": "",
        "province_code": "91",
        "city": "",
        "satker_code": "",
        "timezone": "Asia/Makassar",
        "aliases": [],
        "source": "",
        "status": "active",
        "successors": [],
        "url": f"{HOME}unit/lapas-bukit-hijau/",
        "feed": f"{HOME}unit/lapas-bukit-hijau/feed.xml",
        "rollup_feed": "",
    }
    assert tuple(found) == COLUMNS


@pytest.mark.parametrize(
    ("unit", "day", "status", "successors"),
    [
        ("badan-lama", date(2024, 2, 29), "active", []),
        ("badan-lama", date(2024, 3, 1), "ended", ["badan-baru"]),
        ("badan-baru", date(2024, 2, 29), "planned", []),
        ("badan-baru", date(2024, 3, 1), "active", []),
        ("rupbasan-pulau-fajar", date(2024, 9, 1), "ended", []),
    ],
)
def test_what_became_of_a_unit_is_told_from_its_day_on(
    unit: str, day: date, status: str, successors: list[str]
) -> None:
    found = row(factory.registry(), unit, day, factory.SITE)
    assert (found["status"], found["successors"]) == (status, successors)


def test_a_unit_that_ever_had_units_beneath_it_names_its_roll_up() -> None:
    found = row(factory.registry(), "kanwil-jingga", END_OF_2024, factory.SITE)
    assert found["rollup_feed"] == f"{HOME}unit/kanwil-jingga/semua/feed.xml"


def test_all_registered_units_are_listed_by_id_and_no_story_changes_that(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, factory.story()) as shelf:
        library = shelf.library()
        assert list(FAMILY.keys(library)) == ["all"]
        assert list(FAMILY.touched(StoryChange(None, factory.placed(factory.story())), library)) == []
        view = FAMILY.view(library, "all")
    assert view is not None
    outputs = {output.path: output.content for output in FAMILY.render("all", view)}
    assert set(outputs) == {"data/units.json", "data/units.csv"}
    rows = json.loads(outputs["data/units.json"])["units"]
    assert [one["id"] for one in rows] == sorted(factory.registry().units)
    assert outputs["data/units.csv"].count(b"\r\n") == len(rows) + 1
