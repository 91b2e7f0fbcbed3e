from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins import dates
from plugins.library.lists import ListName, Period, level_of, periods_of, wider_than

DAYS = st.dates(date(1971, 1, 1), date(2100, 12, 31))
ZONES = st.sampled_from(("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"))


@pytest.mark.parametrize("text", ["all:", "unit:kanim-teluk-biru", "semua:kanwil-biru", "wilayah:13.71", "tag:a"])
def test_names_of_lists_are_read_as_they_are_written(text: str) -> None:
    assert str(ListName.parse(text)) == text


@pytest.mark.parametrize(
    ("name", "period", "path"),
    [
        ("all:", "", "berita/"),
        ("all:", "2024-06-01", "berita/2024/06/01/"),
        ("unit:kanim-a", "2024-06", "unit/kanim-a/2024/06/"),
        ("unit:kanim-a", "", "unit/kanim-a/"),
        ("semua:kanwil-a", "2024-06", "unit/kanwil-a/semua/2024/06/"),
        ("semua:kanwil-a", "", "unit/kanwil-a/"),
        ("zona:wbk", "2024", "zona/wbk/2024/"),
        ("jenis:sambutan", "2024-06", "jenis/sambutan/2024/06/"),
    ],
)
def test_each_list_has_its_address(name: str, period: str, path: str) -> None:
    assert ListName.parse(name).path(period) == path


@given(DAYS, ZONES)
def test_a_day_belongs_to_the_periods_that_hold_its_instants(day: date, zone: str) -> None:
    noon = dates.parse_moment(f"{day.isoformat()} 12:00", zone).instant
    everything, *named = periods_of(day.isoformat())
    assert everything == ""
    assert [level_of(period) for period in named] == ["year", "month", "day"]
    for period in named:
        begin, end = Period(period).bounds(zone)
        assert begin <= noon < end


@given(DAYS, ZONES, st.sampled_from((4, 7, 10)))
def test_periods_of_a_level_follow_each_other_without_gap_or_overlap(day: date, zone: str, length: int) -> None:
    period = Period(day.isoformat()[:length])
    following = Period(period.day_after.isoformat()[:length])
    assert period.bounds(zone)[1] == following.bounds(zone)[0]
    assert following.first_day == period.day_after
    assert period.text < following.text


def test_periods_are_cut_at_midnight_of_the_site() -> None:
    begin, end = Period("2024-06-01").bounds("Asia/Jakarta")
    assert (begin, end - begin) == (dates.parse_moment("2024-05-31T17:00Z", "UTC").instant, 86_400)


def test_wider_periods_come_widest_first() -> None:
    assert wider_than("2024-06-01") == ("", "2024", "2024-06")
    assert wider_than("2024") == ("",)
    assert wider_than("") == ()
