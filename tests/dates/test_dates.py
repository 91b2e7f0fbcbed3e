from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from plugins import dates

JAKARTA, JAYAPURA = "Asia/Jakarta", "Asia/Jayapura"

MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2100, 12, 30)).map(lambda moment: moment.replace(microsecond=0))
ZONES = st.sampled_from((JAKARTA, "Asia/Makassar", JAYAPURA, "UTC"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-06-01 09:30", "2024-06-01T09:30:00+07:00"),
        ("2024-06-01 09.30", "2024-06-01T09:30:00+07:00"),
        ("2024-6-1 9.05", "2024-06-01T09:05:00+07:00"),
        ("2024-06-01T09:30:15", "2024-06-01T09:30:15+07:00"),
        ("2024-06-01T02:30Z", "2024-06-01T09:30:00+07:00"),
        ("2024-06-01 09:30 WIT", "2024-06-01T07:30:00+07:00"),
        ("2024-06-01 09.30 WITA", "2024-06-01T08:30:00+07:00"),
        ("2024-06-01 09:30 -0400", "2024-06-01T20:30:00+07:00"),
        ("2024-06-01T09:30:15.25+05:30", "2024-06-01T11:00:15+07:00"),
        ("  2024-06-01  ", "2024-06-01T00:00:00+07:00"),
    ],
)
def test_moments_are_read_as_people_write_them(text: str, expected: str) -> None:
    assert dates.parse_moment(text, JAKARTA).at.isoformat() == expected


@pytest.mark.parametrize("text", ["2024-06-01 09:30", "2024-06-01 00.00"])
def test_an_hour_that_was_written_is_known_as_such(text: str) -> None:
    assert dates.parse_moment(text, JAKARTA).has_time


def test_a_day_alone_begins_at_midnight_of_its_own_zone_and_has_no_hour() -> None:
    moment = dates.parse_moment("2024-06-01", JAYAPURA)
    assert not moment.has_time
    assert moment.at.astimezone(UTC) == datetime(2024, 5, 31, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["", "kemarin", "01-06-2024", "2024-13-01", "2024-02-30", "2024-06-01 25:00", "2024-06-01 09:61", "1944-12-31",
     "2101-01-01", "2024-06-01 09:30 WIB pagi", "2024-06-01 9", "٢٠٢٤-06-01x"],
)  # fmt: skip
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        dates.parse_moment(text, JAKARTA)


@given(MOMENTS, ZONES, st.sampled_from(["", "Z", "+07:00", "-0330", "WIT"]))
def test_a_written_moment_is_the_same_instant_in_every_zone(moment: datetime, zone: str, offset: str) -> None:
    text = f"{moment:%Y-%m-%d %H:%M:%S}{offset}"
    hours = {"": None, "Z": 0.0, "+07:00": 7.0, "-0330": -3.5, "WIT": 9.0}[offset]
    aware = moment.replace(tzinfo=dates.zone(zone) if hours is None else timezone(timedelta(hours=hours)))
    read = dates.parse_moment(text, zone)
    assert read.instant == int(aware.timestamp())
    assert read.at == aware


@given(MOMENTS, ZONES)
def test_an_instant_shown_in_a_zone_and_read_there_again_is_the_same(moment: datetime, zone: str) -> None:
    shown = dates.in_zone(int(moment.replace(tzinfo=UTC).timestamp()), zone)
    assert dates.parse_moment(f"{shown:%Y-%m-%d %H:%M:%S}", zone).instant == int(moment.replace(tzinfo=UTC).timestamp())


@pytest.mark.parametrize("text", ["2024-06-01", "2024-06-01 23:59 -0400", "2024-06-01T00:30+09:00"])
def test_a_date_is_the_day_that_was_written(text: str) -> None:
    assert dates.parse_date(text) == date(2024, 6, 1)


@pytest.mark.parametrize("text", ["2024-06", "2024-06-01x", "1900-01-01", ""])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        dates.parse_date(text)


@pytest.mark.parametrize(
    ("zone", "label"),
    [(JAKARTA, "WIB"), ("Asia/Pontianak", "WIB"), ("Asia/Makassar", "WITA"), (JAYAPURA, "WIT"), ("UTC", "UTC")],
)
def test_zones_have_the_names_that_people_know(zone: str, label: str) -> None:
    assert dates.zone_label(dates.in_zone(0, zone)) == label


def test_a_moment_is_shown_with_a_dot_and_its_zone() -> None:
    moment = dates.parse_moment("2024-06-01 09:05", JAYAPURA)
    assert dates.show_moment(moment) == "Sabtu, 1 Juni 2024 | 09.05 WIT"


def test_no_hour_is_shown_where_none_was_written() -> None:
    assert dates.show_moment(dates.parse_moment("2024-06-01", JAKARTA)) == "Sabtu, 1 Juni 2024"


def test_days_and_months_are_shown_in_the_language_asked_for() -> None:
    day = date(2024, 5, 3)
    assert (dates.show_date(day), dates.show_month(2024, 5)) == ("3 Mei 2024", "Mei 2024")
    assert dates.show_day(day, "en") == "Friday, 3 May 2024"


@given(st.dates(date(1945, 1, 1), date(2100, 12, 31)))
def test_our_own_names_of_days_and_months_are_those_of_the_standard(day: date) -> None:
    assert dates.show_day(day) == format_date(day, "EEEE, d MMMM y", locale="id")
    assert dates.show_date(day) == format_date(day, "d MMMM y", locale="id")
    assert dates.show_month(day.year, day.month) == format_date(day, "LLLL y", locale="id")
