"""The register of officials: what it holds, and what is told of its slips."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from plugins.units import Official, load_officials, read_officials

UNITS = ("kanim-teluk-biru", "kanwil-biru")
HEADER = "unit,name,title,from,until\n"


def read(*rows: str) -> tuple[tuple[Official, ...], list[str]]:
    found, problems = read_officials((HEADER + "\n".join(rows)).encode(), UNITS)
    return found, [f"{problem.code}:{problem.line}:{problem.field}" for problem in problems]


def test_a_term_has_both_its_days_and_may_be_open() -> None:
    (official,), problems = read("kanim-teluk-biru,Ratna Wulandari,Kepala Kantor,2024-06-01,")
    assert problems == []
    assert official == Official("kanim-teluk-biru", "Ratna Wulandari", "Kepala Kantor", date(2024, 6, 1), date.max)
    assert not official.holds(date(2024, 5, 31))
    assert official.holds(date(2024, 6, 1))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Hantor Situmorang", "Hantor Situmorang"),
        ('"Drs. H. Hantor Situmorang, M.H."', "Hantor Situmorang"),
        ('"Dr.Hantor Situmorang, S.H., M.Si."', "Hantor Situmorang"),
        ("H Hantor Situmorang", "Hantor Situmorang"),
        ("Hj. Ratna Wulandari", "Ratna Wulandari"),
        ("Hari Darmawan", "Hari Darmawan"),
        ("Prakoso", "Prakoso"),
    ],
)
def test_degrees_and_honours_are_no_part_of_a_name(written: str, name: str) -> None:
    assert [official.name for official in read(f"kanwil-biru,{written},Kepala Kanwil,,")[0]] == [name]


def test_a_row_with_a_slip_is_told_and_left_out_and_the_others_stay() -> None:
    found, problems = read(
        "kanim-teluk-bru,Sari,Kepala Kantor,,",
        "kanwil-biru,,Kepala Kanwil,,",
        "kanwil-biru,Sari Dewi,Kepala Kanwil,1 Juni,",
        "kanwil-biru,Sari Dewi,Kepala Kanwil,2024-06-01,2024-05-31",
        "kanwil-biru,Bambang Prakoso,Kepala Kanwil,,",
    )
    assert [official.name for official in found] == ["Bambang Prakoso"]
    assert problems == [
        "official-unknown-unit:2:unit",
        "cell-missing:3:name",
        "official-bad-day:4:from",
        "official-ends-first:5:until",
    ]


def test_no_register_is_no_problem_and_one_that_cannot_be_read_is(tmp_path: Path) -> None:
    assert load_officials(tmp_path, UNITS) == ((), [])
    (tmp_path / "register" / "officials.csv").mkdir(parents=True)
    found, problems = load_officials(tmp_path, UNITS)
    assert (found, [problem.code for problem in problems]) == ((), ["register-unreadable"])
