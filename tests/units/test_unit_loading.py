"""Registers in a content folder; the ministry's own among them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from plugins.units import load_profiles, load_registry, warnings

CONTENT = Path(__file__).parents[2] / "content"


def write(folder: Path, name: str, data: bytes) -> None:
    (folder / "register").mkdir(exist_ok=True)
    (folder / "register" / name).write_bytes(data)


def test_only_units_csv_has_to_exist(tmp_path):
    write(tmp_path, "units.csv", b"id,name,kind,parent\nkanim-a,A,upt,\n")
    registry, problems = load_registry(tmp_path, "Asia/Makassar")
    assert problems == []
    assert registry.timezone("kanim-a") == "Asia/Makassar"


def test_a_missing_register_is_reported(tmp_path):
    registry, problems = load_registry(tmp_path, "Asia/Jakarta")
    assert [(problem.path, problem.code) for problem in problems] == [("register/units.csv", "register-missing")]
    assert registry.roots(date(2024, 1, 1)) == ()


def test_a_folder_in_place_of_a_register_is_reported(tmp_path):
    write(tmp_path, "units.csv", b"id,name,kind,parent\nkanim-a,A,upt,\n")
    (tmp_path / "register/unit_events.csv").mkdir()
    assert [problem.code for problem in load_registry(tmp_path, "Asia/Jakarta")[1]] == ["register-unreadable"]


def test_letters_that_are_not_utf8_are_reported_with_their_line(tmp_path):
    write(tmp_path, "units.csv", b"id,name,kind,parent\nkanim-a,A,upt,\nkanim-b,Caf\xe9,upt,\n")
    registry, problems = load_registry(tmp_path, "Asia/Jakarta")
    assert [(problem.line, problem.code) for problem in problems] == [(3, "not-utf8")]
    assert registry.units["kanim-b"].name == "Caf\ufffd"


@pytest.fixture(scope="module")
def ministry():
    registry, problems = load_registry(CONTENT, "Asia/Jakarta")
    assert problems == []
    return registry


def test_the_ministrys_registers_are_complete(ministry):
    assert Counter(unit.kind for unit in ministry.units.values()) == {
        "instansi": 5,
        "utama": 11,
        "kanwil": 33,
        "upt": 769,
    }
    assert Counter(region.level for region in ministry.regions.values()) == {
        "provinsi": 38,
        "kabupaten": 416,
        "kota": 98,
    }
    assert {ministry.timezone(unit_id) for unit_id in ministry.units} == {
        "Asia/Jakarta",
        "Asia/Makassar",
        "Asia/Jayapura",
    }


def test_names_to_be_shown_carry_no_remarks(ministry):
    shown = [name for unit in ministry.units.values() for name in (unit.name, unit.short_name, *unit.aliases)]
    assert [name for name in shown if "(" in name or "/" in name] == []
    assert [u.id for u in ministry.units.values() if u.short_name in (u.name, *u.aliases)] == []


def test_the_ministry_split_in_october_2024(ministry):
    successors = ("kemenkum", "kemenham", "kemenimipas")
    assert ministry.successors("kemenkumham") == successors
    assert not ministry.at("kemenkumham", date(2024, 10, 20)).ended
    assert ministry.at("kemenkumham", date(2024, 10, 21)).ended
    for unit_id in (*successors, "kemenko-kumham-imipas"):
        assert not ministry.at(unit_id, date(2024, 10, 20)).begun
        assert ministry.at(unit_id, date(2024, 10, 21)).begun
    assert [unit for unit, _ in ministry.predecessors("kemenimipas")] == ["kemenkumham"]
    assert ministry.predecessors("kemenko-kumham-imipas") == ()


def test_every_event_of_the_ministry_has_a_basis_and_a_source(ministry):
    events = [event for unit_id in ministry.units for event in ministry.events(unit_id)]
    assert Counter(event.event for event in events) == {"split": 1, "created": 4, "transferred": 4}
    assert all(event.basis and event.source for event in events)


def test_offices_without_a_known_successor_stay_where_they_were_in_one_warning(ministry):
    assert warnings(ministry, date(2024, 10, 20)) == []
    (warning,) = warnings(ministry, date(2025, 12, 1))
    assert (warning.value, warning.code) == ("kemenkumham", "ended-parent")
    assert "44 unit" in warning.message


def test_sources_of_the_registers_are_explained_in_the_documentation(ministry):
    page = (CONTENT.parent / "docs/units.md").read_text(encoding="utf-8")
    for key in {key for row in ministry.units.values() for key in row.source.split(";")}:
        assert f"| {key} |" in page, key


def test_sources_of_events_are_words_for_the_units_pages_show_them(ministry):
    events = [event for unit_id in ministry.units for event in ministry.events(unit_id)]
    assert all(" " in event.source for event in events)


def test_the_profiles_in_the_content_folder_are_sound(ministry):
    assert load_profiles(CONTENT, ministry)[1] == []


def test_a_register_of_another_country_needs_no_regions_and_no_events(tmp_path):
    rows = (
        "id,name,short_name,kind,parent,timezone",
        "us-example,Example Government,,institution,,America/New_York",
        "u-s-office-of-examples,U.S. Office of Examples,,office,us-example,America/New_York",
    )
    write(tmp_path, "units.csv", "\n".join(rows).encode())
    registry, problems = load_registry(tmp_path, "Asia/Jakarta")
    assert problems == []
    assert registry.ancestors("u-s-office-of-examples", date(2024, 1, 1)) == ("us-example",)
    assert registry.timezone("us-example") == "America/New_York"
