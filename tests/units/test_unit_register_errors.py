"""Everything that can be wrong in units.csv, regions.csv and unit_events.csv: what is said, and what stays."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.problems import show
from plugins.units import read_registry

HEAD = "id,name,kind,parent,timezone,province_code\n"
DAY = date(2030, 1, 1)


def brief(problems):
    return [(problem.path.removeprefix("register/"), problem.line, problem.code) for problem in problems]


def read_units(rows, regions=""):
    return read_registry(HEAD + rows, "", regions, "Asia/Jakarta")


@pytest.mark.parametrize(
    ("rows", "expected", "remaining"),
    [
        ("Kanim-A,A,upt,,,\nkanim-b,B,upt,,,", (2, "bad-id"), {"kanim-b"}),
        (",A,upt,,,\nkanim-b,B,upt,,,", (2, "bad-id"), {"kanim-b"}),
        ("nul,A,upt,,,\nkanim-b,B,upt,,,", (2, "bad-id"), {"kanim-b"}),
        ("kanim-a,A,upt,,,\nkanim-a,B,upt,,,", (3, "duplicate-id"), {"kanim-a"}),
        ("kanim-a,A,upt,kanwil-x,,", (2, "unknown-parent"), {"kanim-a"}),
        ("kanim-a,A,upt,kanim-a,,", (2, "parent-cycle"), {"kanim-a"}),
        ("kanim-a,A,upt,,Asia/Jakrta,", (2, "unknown-timezone"), {"kanim-a"}),
        ("kanim-a,A,upt,,Asia,", (2, "unknown-timezone"), {"kanim-a"}),
        ("kanim-a,A,upt,,../etc/passwd,", (2, "unknown-timezone"), {"kanim-a"}),
        ("kanim-a,,upt,,,", (2, "cell-missing"), {"kanim-a"}),
        ("kanim-a,A,,,,", (2, "cell-missing"), {"kanim-a"}),
        ('kanim-a,"A,upt,,,\nkanim-b,B,upt,,,', (2, "row-broken"), {"kanim-b"}),
        ("kanim-a,A,upt,,,,B\nkanim-b,B,upt,,,", (2, "row-too-long"), {"kanim-b"}),
        ("kanim-a,A\x07,upt,,,", (2, "control-character"), {"kanim-a"}),
        ("kanim-a,A,upt,,,../x", (2, "unknown-region"), {"kanim-a"}),
    ],
)
def test_a_bad_unit_row_is_one_error_and_the_rest_loads(rows, expected, remaining):
    registry, problems = read_units(rows)
    assert brief(problems) == [("units.csv", *expected)]
    assert set(registry.units) == remaining
    assert problems[0].severity == "error"


def test_all_problems_are_told_at_once_in_order_of_place():
    _, problems = read_units("kanim-a,,upt,kanwil-x,Mars,\nkanim-a,B,upt,,,\nkanim-c,C,upt,,,")
    assert brief(problems) == [
        ("units.csv", 2, "cell-missing"),
        ("units.csv", 2, "unknown-parent"),
        ("units.csv", 2, "unknown-timezone"),
        ("units.csv", 3, "duplicate-id"),
    ]


def test_an_unknown_parent_offers_the_nearest_and_becomes_a_root():
    registry, (problem,) = read_units("kanwil-teluk,T,kanwil,,,\nkanim-a,A,upt,kanwil-tleuk,,")
    assert (problem.field, problem.value, problem.nearest) == ("parent", "kanwil-tleuk", "kanwil-teluk")
    assert "tanpa induk" in problem.message
    assert registry.roots(DAY) == ("kanim-a", "kanwil-teluk")


def test_a_circle_of_parents_is_one_error_and_is_cut_at_its_last_row():
    registry, (problem,) = read_units("a,A,x,c,,\nb,B,x,a,,\nc,C,x,b,,\nd,D,x,c,,")
    assert brief([problem]) == [("units.csv", 4, "parent-cycle")]
    assert "a → c → b → a" in problem.message
    assert registry.ancestors("d", DAY) == ("c",)
    assert registry.ancestors("b", DAY) == ("a", "c")


def test_two_circles_are_two_errors():
    _, problems = read_units("a,A,x,b,,\nb,B,x,a,,\nc,C,x,d,,\nd,D,x,c,,")
    assert brief(problems) == [("units.csv", 3, "parent-cycle"), ("units.csv", 5, "parent-cycle")]


def test_a_row_refused_for_its_id_is_not_reported_again_by_those_who_name_it():
    registry, problems = read_units("Kanwil-A,A,kanwil,,,\nkanim-b,B,upt,Kanwil-A,,")
    assert brief(problems) == [("units.csv", 2, "bad-id")]
    assert registry.roots(DAY) == ("kanim-b",)


def test_only_four_columns_are_required_and_each_missing_one_is_named():
    registry, problems = read_registry("id,name\nkanim-a,A\n", "", "", "Asia/Jakarta")
    assert [problem.field for problem in problems] == ["kind", "parent"]
    assert registry.units == {}


def test_an_unknown_column_is_a_warning_with_the_nearest():
    _, (problem,) = read_registry("id,name,kind,parent,timezon\nkanim-a,A,upt,,WIB\n", "", "", "Asia/Jakarta")
    assert (problem.code, problem.severity, problem.nearest) == ("column-unknown", "warning", "timezone")


def test_of_a_column_named_twice_the_first_is_used():
    registry, (problem,) = read_registry("id,name,kind,parent,name\nkanim-a,A,upt,,B\n", "", "", "Asia/Jakarta")
    assert problem.code == "column-twice"
    assert registry.units["kanim-a"].name == "A"


def test_an_empty_register_is_one_error():
    for text in ("", "\ufeff", "\r\n \r\n"):
        assert brief(read_registry(text, "", "", "Asia/Jakarta")[1]) == [("units.csv", 0, "register-missing")]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffid,name,kind,parent\r\nkanim-a,Kanim A,upt,\r\n\r\nkanim-b,B,upt,kanim-a\r\n",
        "id;name;kind;parent\nkanim-a;Kanim A;upt;\n;;;\nkanim-b;B;upt;kanim-a\n",
        'ID, Name ,kind,parent\n"kanim-a"," Kanim A ",upt,\nkanim-b,B,upt,kanim-a',
        "id,name,kind,parent\rkanim-a,Kanim A,upt\rkanim-b,B,upt,kanim-a",
    ],
)
def test_csv_is_read_as_spreadsheets_save_it(text):
    registry, problems = read_registry(text, "", "", "Asia/Jakarta")
    assert problems == []
    assert registry.units["kanim-a"].name == "Kanim A"
    assert registry.ancestors("kanim-b", DAY) == ("kanim-a",)


def test_zones_are_known_by_their_legal_names_too():
    registry, problems = read_units("kanim-a,A,upt,,WITA,\nkanim-b,B,upt,,Asia/Pontianak,")
    assert problems == []
    assert (registry.timezone("kanim-a"), registry.timezone("kanim-b")) == ("Asia/Makassar", "Asia/Pontianak")


def test_an_unknown_province_is_an_error_where_regions_are_registered():
    registry, (problem,) = read_units("kanim-a,A,upt,,,92", "code,name\n91,Papua\n")
    assert (problem.code, problem.allowed) == ("unknown-region", "91")
    assert registry.province("kanim-a") == ""


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("../x,Papua", "bad-region-code"),
        (",Papua", "bad-region-code"),
        ("91,Papua\n91,Papua", "duplicate-id"),
        ("91,", "cell-missing"),
    ],
)
def test_a_bad_region_is_one_error(rows, code):
    _, problems = read_registry(HEAD + "kanim-a,A,upt,,,", "", "code,name\n" + rows, "Asia/Jakarta")
    assert [(problem.path, problem.code) for problem in problems] == [("register/regions.csv", code)]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        (["2024-13-01,kanwil-teluk,closed,,,,,,"], [(2, "bad-date")]),
        (["1 Juni 2024,kanwil-teluk,closed,,,,,,"], [(2, "bad-date")]),
        (["9999-01-01,kanwil-teluk,closed,,,,,,"], [(2, "bad-date")]),
        (["2024-01-01,kanwil-tluk,closed,,,,,,"], [(2, "unknown-unit")]),
        (["2024-01-01,kanwil-teluk,rename,X,,,,,"], [(2, "unknown-event")]),
        (["2024-01-01,kanwil-teluk,moved,,kanwil-x,,,,"], [(2, "unknown-parent")]),
        (["2024-01-01,kanwil-teluk,merged,,,,kanwil-x,,"], [(2, "unknown-successor")]),
        (["2024-01-01,kanwil-teluk,merged,,,,kanwil-teluk,,"], [(2, "successor-self")]),
        (["2024-01-01,kanwil-teluk,merged,,,,,,"], [(2, "successor-count")]),
        (["2024-01-01,kanwil-teluk,replaced,,,,kanwil-tanjung;kanim-teluk-abu,,"], [(2, "successor-count")]),
        (["2024-01-01,kanwil-teluk,split,,,,kanwil-tanjung,,"], [(2, "successor-count")]),
        (["2024-01-01,kanwil-teluk,split,,,,kanwil-tanjung;kanwil-tanjung,,"], [(2, "successor-count")]),
        (
            ["2024-01-01,kanwil-teluk,split,,,,kanwil-tanjung;kanwil-tanjung;kanim-teluk-abu,,"],
            [(2, "successor-count")],
        ),
        (["2024-01-01,kanwil-teluk,closed,,,,kanwil-tanjung,,"], [(2, "successor-count")]),
        (["2024-01-01,kanwil-teluk,renamed,X,,,kanwil-tanjung,,"], [(2, "successor-count")]),
        (["2024-01-01,kanwil-teluk,renamed,,,,,,"], [(2, "event-cell-missing")]),
        (["2024-01-01,kanwil-teluk,moved,,,,,,"], [(2, "event-cell-missing")]),
        (["2024-01-01,kanwil-teluk,class_changed,,,,,,"], [(2, "event-cell-missing")]),
        (["2024-01-01,kanwil-teluk,transferred,,,,,,"], [(2, "event-cell-missing")]),
        (["2024-01-01,kanwil-teluk,closed,,,I,,,"], [(2, "event-cell-unused")]),
        (
            ["2024-05-01,kanwil-teluk,renamed,X,,,,,", "2024-01-01,kanwil-teluk,renamed,Y,,,,,"],
            [(3, "dates-out-of-order")],
        ),
        (
            ["2024-01-01,kanwil-teluk,closed,,,,,,", "2024-01-01,kanwil-teluk,renamed,Y,,,,,"],
            [(3, "event-after-end")],
        ),
        (
            ["2024-01-01,kanim-teluk-abu,renamed,Y,,,,,", "2024-02-01,kanim-teluk-abu,created,,,,,,"],
            [(3, "created-not-first")],
        ),
        (["2024-01-01,kementerian-laut,moved,,kanim-teluk-abu,,,,"], [(2, "move-cycle")]),
        (["2024-01-01,kanwil-teluk,moved,,kanwil-teluk,,,,"], [(2, "move-cycle")]),
        (
            ["2024-01-01,kanwil-teluk,merged,,,,kanwil-tanjung,,", "2024-01-02,kanwil-tanjung,created,,,,,,"],
            [(2, "successor-absent")],
        ),
        (
            ["2024-01-02,kanwil-teluk,merged,,,,kanwil-tanjung,,", "2024-01-01,kanwil-tanjung,closed,,,,,,"],
            [(2, "successor-absent")],
        ),
        (["2024-01-01,kanim-teluk-biru,class_changed,,,I,,,"], [(2, "name-keeps-class")]),
    ],
)
def test_a_bad_event_is_one_problem(read, events, expected):
    _, problems = read(*events)
    assert brief(problems) == [("unit_events.csv", *place) for place in expected]


def test_a_refused_event_changes_nothing(read):
    registry, problems = read("2024-01-01,kanwil-teluk,merged,,,,kanwil-x,,")
    assert len(problems) == 1
    assert not registry.at("kanwil-teluk", DAY).ended
    assert registry.events("kanwil-teluk") == ()


def test_several_wrong_cells_of_one_event_are_all_told(read):
    _, problems = read("kemarin,kanwil-tluk,moved,,kanwil-x,,kanim-x,,")
    assert {problem.code for problem in problems} == {
        "bad-date",
        "unknown-unit",
        "unknown-parent",
        "unknown-successor",
        "successor-count",
    }
    assert {problem.field: problem.nearest for problem in problems}["unit"] == "kanwil-teluk"


def test_one_wrong_date_among_many_is_one_error_and_all_hold_by_date(read):
    registry, problems = read(
        "2042-01-01,kanwil-teluk,renamed,Salah,,,,,",
        "2023-01-01,kanwil-teluk,renamed,A,,,,,",
        "2024-01-01,kanwil-teluk,renamed,B,,,,,",
    )
    assert brief(problems) == [("unit_events.csv", 3, "dates-out-of-order")]
    assert "baris 2" in problems[0].message
    assert registry.at("kanwil-teluk", date(2024, 1, 1)).name == "B"


def test_units_may_stand_in_any_order_among_each_other(read):
    _, problems = read("2024-05-01,kanwil-teluk,renamed,X,,,,,", "2023-01-01,kanwil-tanjung,renamed,Y,,,,,")
    assert problems == []


def test_a_swap_within_one_day_is_no_circle(read):
    registry, problems = read(
        "2024-01-01,kanwil-teluk,moved,,kanim-teluk-biru,,,,",
        "2024-01-01,kanim-teluk-biru,moved,,kementerian-laut,,,,",
    )
    assert problems == []
    assert registry.ancestors("kanwil-teluk", DAY) == ("kanim-teluk-biru", "kementerian-laut")


def test_of_moves_that_form_a_circle_the_last_in_the_file_is_refused(read):
    registry, problems = read(
        "2024-01-01,kanwil-teluk,moved,,kanwil-tanjung,,,,",
        "2024-01-01,kanwil-tanjung,moved,,kanim-teluk-abu,,,,",
        "2024-02-01,lapas-tanjung-merah,moved,,kanwil-teluk,,,,",
    )
    assert brief(problems) == [("unit_events.csv", 3, "move-cycle")]
    assert registry.ancestors("lapas-tanjung-merah", DAY) == ("kanwil-teluk", "kanwil-tanjung", "kementerian-laut")


def test_a_class_change_suggests_the_name_that_would_fit(read):
    _, (problem,) = read("2024-01-01,kanim-teluk-biru,class_changed,,,I,,,")
    assert "Kantor Imigrasi Kelas I Teluk Biru" in problem.action


def test_a_cell_that_an_event_does_not_use_is_ignored(read):
    registry, (problem,) = read("2024-01-01,kanwil-teluk,merged,Nama,,,kanwil-tanjung,,")
    assert (problem.severity, problem.field) == ("warning", "name")
    assert registry.events("kanwil-teluk")[0].name == ""


def test_texts_of_problems_leave_no_placeholder_open(read):
    _, problems = read(
        "2024-01-01,kanwil-teluk,merged,{x},,,kanwil-{y},,",
        "2024-01-01,kementerian-laut,moved,,kanim-teluk-abu,,,{z},",
        units="id,name,kind,parent\nkementerian-laut,L,x,\nkanwil-teluk,T,x,kementerian-laut\n"
        "kanim-teluk-abu,A,x,kanwil-teluk\n{a},B,x,\nb,B,x,b\n",
    )
    assert len(problems) == 4
    for problem in problems:
        assert all(part not in problem.message + problem.action for part in ("{}", "{field", "{value", "{unit"))
        assert show(problem).startswith(problem.path)
