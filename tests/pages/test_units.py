from pathlib import Path

import pytest

from plugins.pages.units import EVENT_TEXTS, Units
from plugins.units import EVENT_KINDS, PressContact, Profile
from tests import factory
from tests.pages import facts
from tests.pages.facts import library, touched, view

UNITS = Units(facts.house())


def test_every_registered_unit_has_a_page_with_or_without_stories(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        assert set(UNITS.keys(empty)) == set(factory.registry().units)
        assert all(UNITS.view(empty, key) is not None for key in UNITS.keys(empty))
        assert UNITS.view(empty, "tidak-ada") is None


def test_a_unit_s_page_shows_its_own_stories_and_those_under_it_once_each(tmp_path: Path) -> None:
    rows = [*factory.stories(3), *factory.stories(2, "kanwil-biru"), *factory.stories(1, "lapas-bukit-hijau")]
    with library(tmp_path, *rows) as shelf:
        page, leaf = view(UNITS, shelf, "kanwil-biru"), view(UNITS, shelf, factory.UNIT)
    assert {card["unit"] for card in page["newest"]} == {"kanwil-biru"}
    assert [card["unit"] for card in page["newest_under"]].count("lapas-bukit-hijau") == 1
    assert len(page["newest_under"]) == 4
    assert (len(leaf["newest"]), leaf["newest_under"], leaf["rollup_months"]) == (3, [], [])


def test_a_unit_s_page_is_bounded(tmp_path: Path) -> None:
    with library(tmp_path, *factory.stories(40), *factory.stories(40, "kanwil-biru")) as shelf:
        page = view(UNITS, shelf, "kanwil-biru")
    assert (len(page["newest"]), len(page["newest_under"])) == (20, 10)


def test_a_story_touches_its_unit_and_those_above_it_on_its_day(tmp_path: Path) -> None:
    with factory.shelf(tmp_path) as shelf:
        story = factory.story("rupbasan-pulau-fajar/2024/x", "2024-06-01")
        assert touched(UNITS, shelf, story) == {"rupbasan-pulau-fajar", "kanwil-jingga", "kementerian-samudra"}


def test_a_standing_page_touches_the_unit_that_lists_it(tmp_path: Path) -> None:
    with factory.shelf(tmp_path) as shelf:
        assert touched(UNITS, shelf, factory.page("layanan", factory.UNIT)) == {factory.UNIT}
        assert touched(UNITS, shelf, factory.page()) == set()
        pages = view(UNITS, shelf.library(), factory.UNIT)["pages"]
    assert [page["path"] for page in pages] == [f"unit/{factory.UNIT}/layanan/"]


def test_a_renamed_unit_tells_what_happened(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        page = view(UNITS, empty, "lapas-bukit-hijau")
    assert page["unit"]["name"] == "Lapas Kelas I Bukit Hijau"
    (event,) = page["history"]
    assert (event["date"], event["label"], event["basis"]) == (
        "2024-05-01", "Berganti nama menjadi Lapas Kelas I Bukit Hijau", "Keputusan contoh 2",
    )  # fmt: skip


def test_an_event_to_come_is_not_told_yet(tmp_path: Path) -> None:
    with library(tmp_path, at=factory.places("2024-04-30 12:00")) as empty:
        page = view(UNITS, empty, "lapas-bukit-hijau")
    assert (page["unit"]["name"], page["history"]) == ("Lapas Bukit Hijau", [])


def test_an_ended_unit_names_its_successor_and_that_one_its_predecessor(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        old, new = view(UNITS, empty, "badan-lama"), view(UNITS, empty, "badan-baru")
    assert old["unit"]["ended"]
    assert [unit["path"] for unit in old["successors"]] == ["unit/badan-baru/"]
    assert not old["successor_unknown"]
    assert [unit["path"] for unit in new["predecessors"]] == ["unit/badan-lama/"]
    assert not new["unit"]["ended"]


def test_a_closed_unit_without_a_receiver_says_that_none_is_known(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        page = view(UNITS, empty, "rupbasan-pulau-fajar")
    assert (page["unit"]["ended"], page["successor_unknown"], page["successors"]) == (True, True, [])
    assert page["unit"]["ended_note"].startswith("Ditutup")


def test_feeds_are_offered_where_they_exist(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        parent, leaf = view(UNITS, empty, "kanwil-biru"), view(UNITS, empty, factory.UNIT)
    assert [feed["path"] for feed in parent["feeds"]] == [
        "unit/kanwil-biru/feed.xml",
        "unit/kanwil-biru/semua/feed.xml",
    ]
    assert [feed["path"] for feed in leaf["feeds"]] == [f"unit/{factory.UNIT}/feed.xml"]
    assert (parent["opml"], leaf["opml"]) == ("unit/kanwil-biru/feeds.opml", f"unit/{factory.UNIT}/feeds.opml")


def test_a_profile_tells_how_to_reach_the_unit(tmp_path: Path) -> None:
    profile = Profile(
        address="Jalan Contoh 1", press_contact=PressContact("Sari"), social=(("x", "https://x.example"),)
    )
    with library(tmp_path, at=factory.places(profiles={factory.UNIT: profile})) as empty:
        page, without = view(UNITS, empty, factory.UNIT), view(UNITS, empty, "kanwil-biru")
    assert page["profile"]["address"] == "Jalan Contoh 1"
    assert page["profile"]["press_contact"]["name"] == "Sari"
    assert page["profile"]["social"] == [{"network": "x", "url": "https://x.example"}]
    assert without["profile"] is None


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.lapor.go.id/", "SP4N-LAPOR!"),
        ("https://teluk-biru.example/pengaduan", "teluk-biru.example"),
        ("", ""),
    ],
)
def test_a_complaint_channel_is_called_by_the_name_that_people_know(tmp_path: Path, address: str, name: str) -> None:
    profile = Profile(address="Jalan Contoh 1", complaint=address)
    with library(tmp_path, at=factory.places(profiles={factory.UNIT: profile})) as empty:
        assert view(UNITS, empty, factory.UNIT)["profile"]["complaint_name"] == name


def test_a_unit_without_contacts_says_whom_to_ask(tmp_path: Path) -> None:
    profiles = {factory.UNIT: Profile(accepts=("kanwil-jingga",)), "kanwil-biru": Profile(phone="(0999) 555-0100")}
    with library(tmp_path, at=factory.places(profiles=profiles)) as empty:
        page, above, ended = (
            view(UNITS, empty, unit) for unit in (factory.UNIT, "kanwil-biru", "rupbasan-pulau-fajar")
        )
    assert page["profile"] is None
    assert page["ask"] == {
        "name": "Kantor Wilayah Biru", "path": "unit/kanwil-biru/", "phone": "(0999) 555-0100", "email": "",
    }  # fmt: skip
    assert (above["ask"], ended["ask"]) == (None, None)


def test_a_unit_whose_parent_cannot_be_reached_either_names_nobody(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        assert view(UNITS, empty, factory.UNIT)["ask"] is None
        assert view(UNITS, empty, "kementerian-samudra")["ask"] is None


def test_who_is_beneath_a_unit_with_new_contacts_is_made_again(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        assert factory.UNIT in set(UNITS.concerned(frozenset({"kanwil-biru"}), empty))


def test_every_event_has_a_text() -> None:
    assert EVENT_TEXTS.keys() == EVENT_KINDS.keys()
