"""Weekdays and dates, with and without a year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plugins.dates import show_day
from plugins.rules.dating import impossible

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
days = st.dates(date(1945, 1, 1), date(2100, 12, 31))
recent = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def told(text: str, published: date | None = None) -> list[str]:
    return [how for _, _, how in impossible(text, published)]


@given(days, st.sampled_from(DAYS))
def test_a_weekday_is_held_to_its_date(day: date, weekday: str) -> None:
    right = DAYS[day.weekday()] == weekday
    _, written = show_day(day).split(", ")
    assert bool(told(f"Rapat {weekday}, {written} di aula.")) != right
    assert bool(told(f"Rapat {weekday} ({day.day}/{day.month:02}/{day.year}) di aula.")) != right


@given(recent, st.integers(0, 300))
def test_a_date_without_a_year_is_the_latest_before_publication(day: date, later: int) -> None:
    published = day + timedelta(days=later)
    assert told(f"Rapat {DAYS[day.weekday()]} ({day.day}/{day.month}) di aula.", published) == []


@given(recent, st.integers(1, 60))
@example(date(2000, 2, 29), 1)
def test_or_one_that_is_announced(day: date, ahead: int) -> None:
    published = day - timedelta(days=ahead)
    assert told(f"Rapat {DAYS[day.weekday()]} ({day.day}/{day.month}) di aula.", published) == []


def test_without_year_and_publication_nothing_is_said() -> None:
    assert told("Rapat Senin (7/5).") == []


@pytest.mark.parametrize("written", ["31/02/2024", "30 Februari 2024", "31 September 2024", "00/05/2024", "12/13/2024"])
def test_days_that_no_month_has(written: str) -> None:
    assert told(f"Rapat Senin ({written}).") == ["tanggal itu tidak ada dalam kalender"]


def test_the_seeds_dates_are_right() -> None:
    assert told("jelas Pagar, Senin (21/09/2020).", date(2020, 9, 21)) == []
    assert told("dari Padang pada Kamis (30/05).", date(2024, 5, 30)) == []
    assert told("di Denpasar (04/06).", date(2015, 6, 4)) == []
    assert told("Surabaya, Kamis (7/5).", date(2015, 5, 7)) == []
    assert told("Surabaya, Kamis (7/5).", date(2016, 5, 7)) == ["tanggal itu jatuh pada Sabtu, 7 Mei 2016"]


@pytest.mark.parametrize(
    "text",
    [
        "Senin 08.00–15.00, Jumat 08.00-11.30, nilai Senin 1/2 hari",
        "Senin dan Selasa (3-4/6/2024), Senin–Rabu (3–5/6/2024)",
        "Nomor 12/34/2024 dan SK 1-2-2024, pasal 30/2",
        "https://contoh.go.id/Senin/2024-06-02 dan Senin https://contoh.go.id/(2/6/2024)",
        "Minggu 3 Januari",
        "Jum’at (7/6/2024), Jum'at 7 Juni 2024, Ahad, 9 Juni 2024",
    ],
)
def test_what_is_no_date_or_is_right_passes(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("between", [" ", ", ", " tanggal ", ", tanggal "])
def test_a_weekday_may_stand_before_the_word_for_a_date(between: str) -> None:
    assert told(f"Acara pada hari Selasa{between}3 Juni 2024.") == ["tanggal itu jatuh pada Senin, 3 Juni 2024"]
    assert told(f"Acara pada hari Senin{between}3 Juni 2024.") == []


def test_weekdays_in_a_list_belong_to_dates_in_a_list() -> None:
    assert told("Acara Jumat dan Sabtu, 31 Mei 2024 dan 1 Juni 2024.") == []
    assert told("Acara Kamis dan Sabtu, 31 Mei 2024 dan 1 Juni 2024.") == ["tanggal itu jatuh pada Jumat, 31 Mei 2024"]
