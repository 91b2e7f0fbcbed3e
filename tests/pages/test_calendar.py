from __future__ import annotations

import calendar
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from plugins.pages.calendar import month

MONTHS = st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(lambda day: f"{day:%Y-%m}")


@given(MONTHS)
def test_a_month_has_its_days_under_the_days_of_the_week_on_which_they_fall(period: str) -> None:
    year, number = map(int, period.split("-"))
    weeks = month([], period).weeks
    assert [[day.number if day else 0 for day in week] for week in weeks] == calendar.monthcalendar(year, number)


def test_weeks_begin_on_monday() -> None:
    assert month([], "2024-06").weekdays == ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
    assert month([], "2024-06", locale="en").weekdays[::6] == ("Monday", "Sunday")
    assert (month([], "2024-06").label, month([], "2024-06", locale="en").label) == ("Juni 2024", "June 2024")


def test_a_day_with_stories_leads_to_them_and_the_others_nowhere() -> None:
    row = {"period": "2024-06-29", "path": "berita/2024/06/29/", "count": 3, "label": "Sabtu, 29 Juni 2024"}
    days = [day for week in month([row], "2024-06").weeks for day in week if day]
    assert [(day.number, day.path, day.count) for day in days if day.path] == [(29, "berita/2024/06/29/", 3)]
    assert len(days) == 30
