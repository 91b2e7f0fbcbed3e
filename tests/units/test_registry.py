"""The tree on a day, and what the room tells of a unit."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from plugins.units import NO_PARENT, warnings

EARLY, LATE = date(2020, 1, 1), date(2030, 1, 1)


def test_the_tree_is_read_from_the_parents(registry_after):
    registry = registry_after()
    assert registry.roots(EARLY) == ("kementerian-laut",)
    assert registry.children("kementerian-laut", EARLY) == ("kanwil-tanjung", "kanwil-teluk")
    assert registry.ancestors("kanim-teluk-biru", EARLY) == ("kanwil-teluk", "kementerian-laut")
    assert registry.ancestors("kementerian-laut", EARLY) == ()


def test_children_are_sorted_by_name_and_not_by_id(registry_after):
    # “Kantor Imigrasi Kelas II …” comes before “Kantor Imigrasi Teluk Abu”, the ids the other way round.
    assert registry_after().children("kanwil-teluk", EARLY) == ("kanim-teluk-biru", "kanim-teluk-abu")


def test_a_unit_without_short_name_shows_its_name(registry_after):
    state = registry_after().at("kanim-teluk-abu", EARLY)
    assert state.short_name == state.name == "Kantor Imigrasi Teluk Abu"


def test_rename_holds_from_its_day_on_and_drops_the_short_name(registry_after):
    registry = registry_after("2024-06-01,kanwil-teluk,renamed,Kantor Wilayah Teluk Raya,,,,SK 1,")
    assert registry.at("kanwil-teluk", date(2024, 5, 31)).short_name == "Kanwil Teluk"
    state = registry.at("kanwil-teluk", date(2024, 6, 1))
    assert (state.name, state.short_name) == ("Kantor Wilayah Teluk Raya", "Kantor Wilayah Teluk Raya")
    assert registry.units["kanwil-teluk"].name == "Kantor Wilayah Teluk"


def test_class_change_with_a_name_keeps_the_short_name(registry_after):
    registry = registry_after("2024-06-01,kanim-teluk-biru,class_changed,Kantor Imigrasi Kelas I Teluk Biru,,I,,SK 2,")
    state = registry.at("kanim-teluk-biru", LATE)
    assert (state.unit_class, state.name) == ("I", "Kantor Imigrasi Kelas I Teluk Biru")
    assert state.short_name == "Kanim Teluk Biru"


def test_move_changes_the_ancestors_of_all_beneath_from_its_day_on(registry_after):
    registry = registry_after("2024-06-01,kanwil-teluk,moved,,kanwil-tanjung,,,SK 3,")
    assert registry.ancestors("kanim-teluk-abu", date(2024, 5, 31)) == ("kanwil-teluk", "kementerian-laut")
    assert registry.ancestors("kanim-teluk-abu", date(2024, 6, 1)) == (
        "kanwil-teluk",
        "kanwil-tanjung",
        "kementerian-laut",
    )
    assert registry.children("kementerian-laut", LATE) == ("kanwil-tanjung",)


def test_a_hyphen_as_parent_makes_a_root_and_an_empty_cell_leaves_the_parent(registry_after):
    registry = registry_after(
        f"2024-06-01,kanwil-teluk,moved,,{NO_PARENT},,,SK 4,",
        "2024-07-01,kanwil-teluk,renamed,Badan Teluk,,,,SK 5,",
    )
    assert registry.ancestors("kanwil-teluk", LATE) == ()
    assert registry.roots(LATE) == ("kanwil-teluk", "kementerian-laut")
    assert registry.is_root_ever("kanwil-teluk")
    assert not registry.is_root_ever("kanwil-tanjung")


def test_is_ancestor_ever_looks_through_all_dates(registry_after):
    registry = registry_after(
        "2024-06-01,kanim-teluk-abu,moved,,kanwil-tanjung,,,SK 6,",
        "2025-06-01,kanwil-tanjung,moved,,kanwil-teluk,,,SK 7,",
    )
    assert registry.is_ancestor_ever("kanwil-teluk", "kanim-teluk-abu")
    assert registry.is_ancestor_ever("kanwil-tanjung", "kanim-teluk-abu")
    assert registry.is_ancestor_ever("kanwil-teluk", "lapas-tanjung-merah")
    assert not registry.is_ancestor_ever("kanim-teluk-abu", "kanwil-teluk")
    assert not registry.is_ancestor_ever("kanwil-teluk", "kanwil-teluk")


def test_units_that_changed_places_are_each_others_ancestors_and_not_their_own(registry_after):
    registry = registry_after(
        "2024-06-01,kanim-teluk-abu,moved,,kementerian-laut,,,SK 6,",
        "2024-06-02,kanwil-teluk,moved,,kanim-teluk-abu,,,SK 6,",
    )
    assert registry.ancestors_ever("kanwil-teluk") == ("kanim-teluk-abu", "kementerian-laut")
    assert registry.ancestors_ever("kanim-teluk-abu") == ("kanwil-teluk", "kementerian-laut")


def test_had_children_remembers_units_that_have_left(registry_after):
    registry = registry_after("2024-06-01,lapas-tanjung-merah,moved,,kanwil-teluk,,,SK 8,")
    assert registry.children("kanwil-tanjung", LATE) == ()
    assert registry.had_children("kanwil-tanjung")
    assert not registry.had_children("lapas-tanjung-merah")


def test_a_merged_unit_ends_and_its_children_stay_beneath_it(registry_after):
    registry = registry_after("2024-06-01,kanwil-teluk,merged,,,,kanwil-tanjung,SK 9,")
    assert not registry.at("kanwil-teluk", date(2024, 5, 31)).ended
    assert registry.at("kanwil-teluk", date(2024, 6, 1)).ended
    assert registry.successors("kanwil-teluk") == ("kanwil-tanjung",)
    assert [(unit, event.event) for unit, event in registry.predecessors("kanwil-tanjung")] == [
        ("kanwil-teluk", "merged")
    ]
    assert registry.ancestors("kanim-teluk-abu", LATE) == ("kanwil-teluk", "kementerian-laut")
    assert "kanwil-teluk" in registry.children("kementerian-laut", LATE)


def test_a_transferred_unit_has_a_receiver_and_no_successor(registry_after):
    registry = registry_after("2024-06-01,kanim-teluk-abu,transferred,Lembaga Pantai,,,,SK 10,")
    (event,) = registry.events("kanim-teluk-abu")
    assert (event.name, registry.successors("kanim-teluk-abu")) == ("Lembaga Pantai", ())
    assert registry.at("kanim-teluk-abu", LATE).name == "Kantor Imigrasi Teluk Abu"


def test_a_created_unit_has_not_begun_before_its_day(registry_after):
    registry = registry_after("2024-06-01,kanim-teluk-abu,created,,,,,SK 11,")
    assert not registry.at("kanim-teluk-abu", date(2024, 5, 31)).begun
    assert registry.at("kanim-teluk-abu", date(2024, 6, 1)).begun
    assert registry.at("kanim-teluk-biru", date(1950, 1, 1)).begun


def test_events_of_one_day_apply_in_the_order_of_the_file(registry_after):
    registry = registry_after(
        "2024-06-01,kanim-teluk-abu,renamed,Kantor Sementara,,,,SK 12,",
        "2024-06-01,kanim-teluk-abu,renamed,Kantor Tetap,,,,SK 12,",
    )
    assert registry.at("kanim-teluk-abu", date(2024, 6, 1)).name == "Kantor Tetap"


@pytest.mark.parametrize(
    ("unit", "zone"),
    [
        ("kanwil-tanjung", "Asia/Makassar"),  # its own
        ("kanwil-teluk", "Asia/Jayapura"),  # its province's
        ("lapas-tanjung-merah", "Asia/Makassar"),  # that of the unit above it
        ("kanim-teluk-abu", "Asia/Jayapura"),  # the province of the unit above it
        ("kementerian-laut", "Asia/Jakarta"),  # the site's
    ],
)
def test_timezone_comes_from_the_nearest_that_knows_one(registry_after, unit, zone):
    assert registry_after().timezone(unit) == zone


def test_a_move_leaves_the_timezone_alone(registry_after):
    registry = registry_after("2024-06-01,kanim-teluk-abu,moved,,kanwil-tanjung,,,SK 13,")
    assert registry.timezone("kanim-teluk-abu") == "Asia/Jayapura"


def test_province_of_a_regency_code_is_the_province(read):
    registry, problems = read(units="id,name,kind,parent,province_code\nkanim-a,Kanim A,upt,,91.71\nkanim-b,B,upt,,\n")
    assert problems == []
    assert (registry.province("kanim-a"), registry.province("kanim-b")) == ("91", "")


def test_a_registry_survives_the_way_into_another_process(registry_after):
    registry = registry_after("2024-06-01,kanwil-teluk,merged,,,,kanwil-tanjung,SK 16,")
    assert pickle.loads(pickle.dumps(registry)) == registry


def test_living_units_beneath_an_ended_one_are_one_warning(registry_after):
    registry = registry_after(
        "2024-06-01,kanwil-teluk,closed,,,,,SK 17,",
        "2024-08-01,kanim-teluk-abu,closed,,,,,SK 17,",
        "2024-09-01,kanim-teluk-biru,moved,,kanwil-tanjung,,,SK 17,",
    )
    assert warnings(registry, date(2024, 5, 31)) == []
    (warning,) = warnings(registry, date(2024, 6, 1))
    assert (warning.code, warning.severity, warning.value) == ("ended-parent", "warning", "kanwil-teluk")
    assert "2 unit" in warning.message
    assert "Kanim Teluk Biru, Kantor Imigrasi Teluk Abu" in warning.message
    assert "1 unit" in warnings(registry, date(2024, 8, 1))[0].message
    assert warnings(registry, date(2024, 9, 1)) == []


def test_a_warning_names_only_the_first_few_of_many(read):
    rows = "".join(f"\nkanim-{number:03},Kanim {number:03},upt,kanwil-besar" for number in range(800))
    registry, problems = read(
        "2024-06-01,kanwil-besar,closed,,,,,SK 18,",
        units=f"id,name,kind,parent\nkanwil-besar,Kanwil Besar,kanwil,{rows}",
    )
    assert problems == []
    (warning,) = warnings(registry, LATE)
    assert "800 unit" in warning.message
    assert "Kanim 004, …" in warning.message
    assert "Kanim 005" not in warning.message


def test_units_beneath_one_that_has_not_begun_are_a_warning(registry_after):
    registry = registry_after("2024-06-01,kanwil-teluk,created,,,,,SK 19,")
    assert [warning.code for warning in warnings(registry, date(2024, 5, 31))] == ["parent-not-begun"]
    assert warnings(registry, date(2024, 6, 1)) == []
