from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins import dates
from plugins.library.lists import (
    ListName,
    Period,
    feed_at,
    finest,
    history_level,
    level_of,
    levels,
    periods_of,
    wider_than,
)
from tests import factory

DAYS = st.dates(date(1971, 1, 1), date(2100, 12, 31))
ZONES = st.sampled_from(("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"))


@pytest.mark.parametrize("text", ["all:", "semua:kanwil-biru", "wilayah:13.71", "unit-zona:kanim-a/wbk", "ralat:"])
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
        ("unit-zona:kanim-a/wbk", "", "unit/kanim-a/"),
        ("darurat:", "", "darurat/"),
        ("ralat:", "", "ralat/"),
        ("ralat:", "2024-06", "ralat/2024/06/"),
    ],
)
def test_each_list_has_its_address(name: str, period: str, path: str) -> None:
    assert ListName.parse(name).path(period) == path


THREE = ("feed.xml", "atom.xml", "feed.json")


@pytest.mark.parametrize(
    ("name", "folder", "files"),
    [
        ("all:", "", THREE),
        ("unit:kanim-a", "unit/kanim-a/", THREE),
        ("semua:kanwil-a", "unit/kanwil-a/semua/", THREE),
        ("zona:wbk", "zona/wbk/", THREE),
        ("ralat:", "ralat/", THREE),
        ("unit-zona:kanim-a/wbk", "unit/kanim-a/zona/wbk/", THREE[:1]),
        ("tag:paspor", "tag/paspor/", THREE[:1]),
        ("jenis:sambutan", "jenis/sambutan/", THREE[:1]),
        ("wilayah:13", "wilayah/13/", THREE[:1]),
        ("darurat:", "darurat/", THREE[:1]),
    ],
)
def test_each_list_has_a_feed_in_its_forms_and_is_found_by_it(name: str, folder: str, files: tuple[str, ...]) -> None:
    of = ListName.parse(name)
    assert of.feeds == tuple(folder + file for file in files)
    assert of.feed == of.feeds[0]
    for file in THREE:
        assert feed_at(folder + file) == (of if file in files else None)


@pytest.mark.parametrize("path", ["", "feeds.opml", "unit/feed.xml/", "ralat/2024/06/arsip.xml", "a/b/c/d/e/feed.xml"])
def test_what_is_no_feed_is_none(path: str) -> None:
    assert feed_at(path) is None


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("all:", {"berita/"}),
        ("unit:kanim-a", {"unit/kanim-a/"}),
        ("zona:wbk", {"zona/wbk/", "zona/wbk/feed.xml", "zona/wbk/atom.xml", "zona/wbk/feed.json"}),
        ("tag:paspor", {"tag/paspor/", "tag/paspor/feed.xml"}),
        ("jenis:sambutan", {"jenis/sambutan/", "jenis/sambutan/feed.xml"}),
        ("wilayah:13", {"wilayah/13/", "wilayah/13/feed.xml", "wilayah/13/feeds.opml"}),
        ("unit-zona:kanim-a/wbk", {"unit/kanim-a/zona/wbk/feed.xml"}),
        ("darurat:", {"darurat/feed.xml"}),
        ("ralat:", set()),
    ],
)
def test_addresses_that_begin_and_end_with_a_list_are_known(name: str, paths: set[str]) -> None:
    assert set(ListName.parse(name).paths()) == paths
    assert not [path for path in ListName.parse(name).paths("2024-06") if "feed" in path or "ralat" in path]


@pytest.mark.parametrize(
    ("name", "history", "shortest"),
    [
        ("all:", "day", "day"),
        ("semua:kementerian-samudra", "day", "day"),
        ("semua:kanwil-biru", "month", "day"),
        ("unit:kementerian-samudra", "month", "day"),
        ("zona:wbk", "month", "day"),
        ("wilayah:91", "month", "day"),
        ("ralat:", "month", "month"),
        ("tag:paspor", "", "month"),
        ("jenis:berita", "", "day"),
        ("unit-zona:kanim-teluk-biru/wbk", "", "root"),
        ("darurat:", "", "root"),
    ],
)
def test_a_list_is_counted_as_finely_as_its_archive_its_feed_s_history_or_its_digests_are_cut(
    name: str, history: str, shortest: str
) -> None:
    of = ListName.parse(name)
    assert (history_level(of, factory.registry()), finest(of)) == (history, shortest)
    feed_only = of.sort in ("unit-zona", "darurat", "ralat")
    assert (levels(of, factory.registry()) == ()) is feed_only


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
