"""Who has an office on a day, as stories say it and as the register does."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.rules.examples import as_file
from plugins.rules.officials import misplaced
from tests.rules.desk import OFFICIALS, told

HEAD = "Kepala Kantor Imigrasi Teluk Biru"
BEFORE, AFTER = date(2024, 5, 31), date(2024, 6, 1)


def found(text: str, day: date) -> list[tuple[str, str]]:
    return [(text[start:end], how) for start, end, how in misplaced(text, OFFICIALS, day)]


def test_an_office_that_another_has_is_told_with_its_holder_on_that_day() -> None:
    text = f"{HEAD}, Hantor Situmorang, hadir."
    assert found(text, BEFORE) == []
    assert found(text, AFTER) == [
        (f"{HEAD}, Hantor Situmorang", "Kepala Kantor pada 2024-06-01 tercatat Ratna Wulandari")
    ]


def test_who_has_the_office_again_has_it() -> None:
    again = (*OFFICIALS, type(OFFICIALS[0])("kanim-teluk-biru", "Hantor Situmorang", "Kepala Kantor", date(2024, 7, 1)))
    text = "Kepala Kantor Hantor Situmorang hadir."
    assert list(misplaced(text, again, date(2024, 7, 2))) == []
    assert len(list(misplaced(text, again, AFTER))) == 1


def test_an_office_that_nobody_has_is_told_with_the_term() -> None:
    assert found("Kepala Kantor Hantor Situmorang", AFTER)
    alone = OFFICIALS[:1]
    ((*_, how),) = misplaced("Kepala Kantor Hantor Situmorang", alone, AFTER)
    assert how == "Hantor Situmorang tercatat sebagai Kepala Kantor sampai 2024-05-31"


@pytest.mark.parametrize("before", ["Mantan", "mantan", "eks", "Plt.", "pelaksana tugas"])
def test_who_had_the_office_or_stands_in_is_none_that_has_it(before: str) -> None:
    assert found(f"{before} Kepala Kantor Hantor Situmorang hadir", AFTER) == []


def test_a_name_and_an_office_of_two_persons_are_apart() -> None:
    assert found("Hantor Situmorang berbicara sesudah itu. Kepala Kantor menutup acara.", AFTER) == []
    assert found("Kepala Kantor berterima kasih kepada Hantor Situmorang", AFTER) == []


def test_a_slip_is_told_for_people_of_the_office_and_those_above_it_alone() -> None:
    """Names are many: somebody who heads another office says nothing of who is called nearly so."""
    assert told(as_file("Padang – Bambang Prakosa hadir."), "F-PEJABAT")
    assert told(as_file("Padang – Gunawan Setiady hadir."), "F-PEJABAT") == []
