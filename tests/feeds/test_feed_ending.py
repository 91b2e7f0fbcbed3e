from datetime import date

import pytest
from bs4 import BeautifulSoup

from plugins.feeds import ending
from plugins.feeds.view import ItemView
from plugins.units import read_registry
from tests import factory

END_OF_2024 = date(2024, 12, 31)
HOME = "https://berita.samudra.example/"


def made(unit: str, day: date = END_OF_2024) -> ItemView:
    found = ending.make(factory.registry(), unit, day, factory.SITE)
    assert found is not None
    return found


def test_the_last_item_says_that_the_unit_ended_when_and_by_what() -> None:
    last = made("badan-lama")
    assert last["id"] == "tag:samudra.example,2024:badan-lama/akhir"
    assert last["title"] == "Badan Arsip Laut berakhir"
    assert last["date"] == last["updated"] == "2024-03-01T00:00:00+07:00"
    assert last["link"] == last["authors"][0]["url"] == f"{HOME}unit/badan-lama/"
    assert last["description"] == "Unit ini berakhir pada 1 Maret 2024 dan digantikan oleh Badan Arsip &amp; Data Laut."
    assert "Dasar: Keputusan contoh 1." in last["content"]


def test_the_day_begins_at_midnight_of_the_offices_own_zone() -> None:
    assert made("rupbasan-pulau-fajar")["date"] == "2024-09-01T00:00:00+08:00"


def test_the_successors_pages_and_feeds_are_named() -> None:
    links = BeautifulSoup(made("badan-lama")["content"], "html.parser").find_all("a")
    assert {link["href"]: link.text for link in links} == {
        f"{HOME}unit/badan-baru/": "Badan Arsip & Data Laut",
        f"{HOME}unit/badan-baru/feed.xml": "umpan",
    }


def test_of_a_successor_with_units_beneath_it_the_roll_up_is_named_too() -> None:
    events = "date,unit,event,successors\n2024-03-01,badan-lama,merged,kanwil-biru\n"
    registry, _ = read_registry(factory.UNITS_CSV, events, factory.REGIONS_CSV, factory.TIMEZONE)
    last = ending.make(registry, "badan-lama", END_OF_2024, factory.SITE)
    assert last is not None
    assert f"{HOME}unit/kanwil-biru/semua/feed.xml" in last["content"]


def test_an_unknown_successor_is_told_as_unknown() -> None:
    assert "penerus belum tercatat" in made("rupbasan-pulau-fajar")["content"]


@pytest.mark.parametrize(
    ("unit", "day"), [("kanim-teluk-biru", END_OF_2024), ("badan-lama", date(2024, 2, 29)), ("badan-baru", END_OF_2024)]
)
def test_a_unit_that_lives_has_no_such_item(unit: str, day: date) -> None:
    assert ending.make(factory.registry(), unit, day, factory.SITE) is None


def test_the_id_is_of_the_end_and_no_later_day() -> None:
    assert made("badan-lama", date(2024, 3, 1)) == made("badan-lama", date(2030, 1, 1))


def test_a_roll_up_goes_on_as_long_as_a_unit_beneath_it_does() -> None:
    assert ending.goes_on(factory.registry(), "dewan-angin", END_OF_2024)  # its Balai Angin lives
    assert not ending.goes_on(factory.registry(), "badan-lama", END_OF_2024)
