from dataclasses import replace
from pathlib import Path
from typing import cast

import feedparser
import pytest

from plugins.feeds import families
from plugins.feeds.family import FeedFamily
from plugins.feeds.view import FeedView
from plugins.library import Library
from plugins.library.changes import PageChange, StoryChange
from plugins.publish.family import Output
from plugins.stories.story import INTERNAL
from plugins.units import PressContact, Profile
from tests import factory

HOME = "https://berita.samudra.example/"
ZONE_NAMES = {"zi": "Zona Integritas", "wbk": "Wilayah Bebas dari Korupsi"}


@pytest.fixture
def family() -> FeedFamily:
    (found,) = [one for one in families(factory.SITE, factory.SITE_NAME, "id", ZONE_NAMES) if one.name == "feed"]
    assert isinstance(found, FeedFamily)
    return found


def view(family: FeedFamily, library: Library, key: str) -> FeedView:
    found = family.view(library, key)
    assert found is not None
    return cast(FeedView, found)


def render(family: FeedFamily, library: Library, key: str) -> list[Output]:
    found = family.view(library, key)
    assert found is not None
    return list(family.render(key, found))


def slugs(view: FeedView) -> list[str]:
    return [item["link"].rstrip("/").rpartition("/")[2] for item in view["items"]]


def test_every_registered_unit_has_a_feed_with_or_without_stories(family: FeedFamily, tmp_path: Path) -> None:
    with factory.shelf(tmp_path) as shelf:
        keys = list(family.keys(shelf.library()))
        assert keys[:2] == ["all:", "ralat:"]
        assert {key for key in keys if key.startswith("unit:")} == {f"unit:{unit}" for unit in factory.registry().units}
        assert [key for key in keys if key.startswith("semua:")] == [
            "semua:dewan-angin",
            "semua:kanwil-biru",
            "semua:kanwil-jingga",  # has lost its only unit, but had one
            "semua:kementerian-samudra",
        ]
        for key in keys:
            assert feedparser.parse(render(family, shelf.library(), key)[0].content).bozo == 0


TOLD = [
    ("all:", "feed.xml", "", "Ruang Berita Samudra"),
    ("unit:kanwil-biru", "unit/kanwil-biru/feed.xml", "unit/kanwil-biru/", "Kantor Wilayah Biru – …"),
    (
        "semua:kanwil-biru",
        "unit/kanwil-biru/semua/feed.xml",
        "unit/kanwil-biru/",
        "Kantor Wilayah Biru dan semua unit di bawahnya – …",
    ),
    ("zona:wbk", "zona/wbk/feed.xml", "zona/wbk/", "Wilayah Bebas dari Korupsi – …"),
    (
        "unit-zona:kanim-teluk-biru/wbk",
        "unit/kanim-teluk-biru/zona/wbk/feed.xml",
        "unit/kanim-teluk-biru/",
        "Kantor Imigrasi Teluk Biru: Wilayah Bebas dari Korupsi – …",
    ),
    ("jenis:siaran-pers", "jenis/siaran-pers/feed.xml", "jenis/siaran-pers/", "Siaran pers – …"),
    ("wilayah:91", "wilayah/91/feed.xml", "wilayah/91/", "Provinsi Biru – …"),
    ("tag:paspor", "tag/paspor/feed.xml", "tag/paspor/", "#paspor – …"),
    ("darurat:", "darurat/feed.xml", "darurat/", "Darurat – …"),
    ("ralat:", "ralat/feed.xml", "ralat/", "Ralat dan pencabutan – …"),
]
EVERYWHERE = factory.story(
    zones=factory.zones("wbk"),
    kind="siaran-pers",
    tags=("paspor",),
    extra={"kip": "serta-merta"},
    corrections=(factory.correction(),),
    updated=factory.correction().instant,
)


@pytest.mark.parametrize(("key", "path", "page", "title"), TOLD)
def test_a_feed_stands_at_its_address_and_points_to_its_page(
    family: FeedFamily, tmp_path: Path, key: str, path: str, page: str, title: str
) -> None:
    with factory.shelf(tmp_path, EVERYWHERE) as shelf:
        found = view(family, shelf.library(), key)
        assert render(family, shelf.library(), key)[0].path == path
        assert key in set(family.keys(shelf.library()))
        assert family.exists(shelf.library(), key)
    assert found["link"] == HOME + page
    assert found["title"] == title.replace("…", factory.SITE_NAME)
    assert found["description"]


def test_only_some_feeds_come_in_all_forms(family: FeedFamily, tmp_path: Path) -> None:
    with factory.shelf(tmp_path, EVERYWHERE) as shelf:
        written = {key: [one.path for one in render(family, shelf.library(), key)] for key, *_ in TOLD}
    assert written["zona:wbk"] == ["zona/wbk/feed.xml", "zona/wbk/atom.xml", "zona/wbk/feed.json"]
    assert {key for key, paths in written.items() if len(paths) == 3} == {
        "all:", "unit:kanwil-biru", "semua:kanwil-biru", "zona:wbk", "ralat:",
    }  # fmt: skip
    assert {len(paths) for paths in written.values()} == {1, 3}


def test_the_id_of_a_feed_names_its_list_and_nothing_that_changes(family: FeedFamily, tmp_path: Path) -> None:
    (elsewhere,) = [
        one
        for one in families(replace(factory.SITE, url="https://lain.example/berita"), "Nama lain", "id", {})
        if isinstance(one, FeedFamily)
    ]
    with factory.shelf(tmp_path, EVERYWHERE) as shelf:
        ids = {key: view(family, shelf.library(), key)["id"] for key, *_ in TOLD}
        assert ids == {key: view(elsewhere, shelf.library(), key)["id"] for key, *_ in TOLD}
    assert ids["all:"] == "tag:samudra.example,2024:umpan/all"
    assert ids["unit-zona:kanim-teluk-biru/wbk"] == "tag:samudra.example,2024:umpan/unit-zona/kanim-teluk-biru/wbk"
    assert len(set(ids.values())) == len(ids)


def test_a_story_is_in_the_feeds_of_its_unit_its_ancestors_and_its_themes(family: FeedFamily, tmp_path: Path) -> None:
    story = factory.story(zones=factory.zones("wbk"))
    with factory.shelf(tmp_path) as shelf:
        changes = shelf.take(story)
        library = shelf.library()
        keys = {key for change in changes for key in family.touched(change, library)}
        assert keys == {
            "all:", "unit:kanim-teluk-biru", "semua:kanwil-biru", "semua:kementerian-samudra", "zona:wbk",
            "unit-zona:kanim-teluk-biru/wbk", "jenis:berita", "wilayah:91",
        }  # fmt: skip
        assert all(slugs(view(family, library, key)) == ["antrean"] for key in keys)
        assert slugs(view(family, library, "unit:kanwil-biru")) == []
        assert slugs(view(family, library, "semua:kanwil-jingga")) == []


def test_both_sides_of_a_change_are_touched(family: FeedFamily, tmp_path: Path) -> None:
    before = factory.placed(factory.story(zones=factory.zones("wbk")))
    after = factory.placed(factory.story(zones=factory.zones("zi"), status="draft"))
    retagged = factory.placed(factory.story(zones=factory.zones("zi")))
    with factory.shelf(tmp_path) as shelf:
        library = shelf.library()
        assert {"zona:wbk", "zona:zi"} <= set(family.touched(StoryChange(before, retagged), library))
        assert "zona:wbk" in set(family.touched(StoryChange(before, after), library))
        assert set(family.touched(StoryChange(after, after), library)) == set()  # nobody ever saw it
        assert set(family.touched(PageChange(None, factory.page()), library)) == set()


def test_a_theme_has_a_feed_only_once_it_had_a_story(family: FeedFamily, tmp_path: Path) -> None:
    story = factory.story(zones=factory.zones("wbk"))
    with factory.shelf(tmp_path, story) as shelf:
        assert family.view(shelf.library(), "zona:zi") is None
        assert family.view(shelf.library(), "zona:wbk") is not None
        shelf.take(replace(story, zones=()))
        assert family.view(shelf.library(), "zona:wbk") is None


@pytest.mark.parametrize(
    "key",
    [
        "unit:tidak-ada",
        "semua:kanim-teluk-biru",
        "semua:tidak-ada",
        "tag:lain",
        "darurat:",
        "all:x",
        "ralat:x",
        "unit-zona:kanwil-biru/wbk",
        "state:visible",
    ],
)
def test_other_lists_have_no_feed(family: FeedFamily, tmp_path: Path, key: str) -> None:
    with factory.shelf(tmp_path, factory.story(tags=("paspor",), zones=factory.zones("wbk"))) as shelf:
        assert family.view(shelf.library(), key) is None
        assert not family.exists(shelf.library(), key)


def test_a_feed_of_which_only_expired_stories_are_left_stays_and_is_empty(family: FeedFamily, tmp_path: Path) -> None:
    over = factory.story(tags=("paspor",), expires=factory.instant("2024-07-01"))
    with factory.shelf(tmp_path, over) as shelf:
        assert "tag:paspor" in set(family.keys(shelf.library()))
        assert view(family, shelf.library(), "tag:paspor")["items"] == []


def test_only_the_newest_fifty_carry_their_text(family: FeedFamily, tmp_path: Path) -> None:
    with factory.shelf(tmp_path, *factory.stories(60)) as shelf:
        found = view(family, shelf.library(), "all:")
    assert slugs(found) == [f"berita-{number:04}" for number in reversed(range(60))]
    assert [bool(item["content"]) for item in found["items"]] == [True] * 50 + [False] * 10


def test_stories_of_an_earlier_week_leave_with_the_fifty_first(family: FeedFamily, tmp_path: Path) -> None:
    old, new = factory.stories(10, month="2024-05"), factory.stories(45, unit="lapas-bukit-hijau")
    with factory.shelf(tmp_path, *old, *new) as shelf:
        found = view(family, shelf.library(), "all:")
    assert len(found["items"]) == 50
    assert slugs(found)[-1] == "berita-0005"


def test_the_feed_changed_last_when_one_of_its_stories_did(family: FeedFamily, tmp_path: Path) -> None:
    corrected = factory.instant("2024-06-20 10:00")
    first, second = factory.story(updated=corrected), factory.story("kanim-teluk-biru/2024/lain", "2024-06-10 10:00")
    with factory.shelf(tmp_path, first, second) as shelf:
        assert view(family, shelf.library(), "all:")["updated"] == "2024-06-20T10:00:00+07:00"
        assert view(family, shelf.library(), "unit:kanwil-biru")["updated"] == ""


def test_expired_stories_leave_and_withdrawn_ones_stay(family: FeedFamily, tmp_path: Path) -> None:
    expired = factory.story("kanim-teluk-biru/2024/usang", expires=factory.instant("2024-07-01"))
    with factory.shelf(tmp_path, expired, factory.withdrawn(factory.story())) as shelf:
        found = view(family, shelf.library(), "all:")
    assert [item["title"] for item in found["items"]] == ["Dicabut: Antrean paspor kini lebih singkat"]


def test_a_link_follows_the_story_that_it_points_to(family: FeedFamily, tmp_path: Path) -> None:
    target = factory.story("lapas-bukit-hijau/2024/tujuan", "2024-05-02 08:00")
    path = "berita/lapas-bukit-hijau/2024/tujuan/"
    source = factory.story(body=f'<p><a href="{INTERNAL}{path}">tujuan</a></p>', links=(path,))
    with factory.shelf(tmp_path, source, target) as shelf:
        assert f'href="{HOME}{path}"' in view(family, shelf.library(), "all:")["items"][0]["content"]
        changes = shelf.take(gone=[target.path])
        touched = {key for change in changes for key in family.touched(change, shelf.library())}
        assert "unit:kanim-teluk-biru" in touched  # a superset: its text shows the link no more
        assert "<a" not in view(family, shelf.library(), "all:")["items"][0]["content"]


def test_the_feed_of_a_renamed_unit_keeps_its_address_and_says_so(family: FeedFamily, tmp_path: Path) -> None:
    with factory.shelf(tmp_path, at=factory.places("2024-04-30 12:00")) as shelf:
        before = view(family, shelf.library(), "unit:lapas-bukit-hijau")
    (tmp_path / "library.sqlite").unlink()
    with factory.shelf(tmp_path) as shelf:
        after = view(family, shelf.library(), "unit:lapas-bukit-hijau")
    assert (before["path"], before["id"]) == (after["path"], after["id"])
    assert before["title"] == "Lapas Bukit Hijau – Ruang Berita Samudra"
    assert after["title"] == "Lapas Kelas I Bukit Hijau – Ruang Berita Samudra"
    assert "sebelumnya Lapas Bukit Hijau" in after["description"]


def test_the_feed_of_an_ended_unit_ends_with_its_end_and_names_its_successors(
    family: FeedFamily, tmp_path: Path
) -> None:
    late = factory.story("badan-lama/2024/terlambat", "2024-04-01 10:00")
    with factory.shelf(tmp_path, late) as shelf:
        found = view(family, shelf.library(), "unit:badan-lama")
        assert not view(family, shelf.library(), "unit:badan-baru")["ended"]
    assert found["description"] == (
        "Berita terbaru dari Badan Arsip Laut."
        " Unit ini berakhir pada 1 Maret 2024 dan digantikan oleh Badan Arsip & Data Laut."
    )
    assert found["ended"]
    assert [item["id"].partition(":badan-lama/")[2] for item in found["items"]] == ["akhir", "2024/terlambat"]
    assert found["updated"] == "2024-04-01T10:00:00+07:00"


def test_a_roll_up_has_the_end_of_its_unit_but_goes_on_with_those_beneath(family: FeedFamily, tmp_path: Path) -> None:
    with factory.shelf(tmp_path) as shelf:
        found = view(family, shelf.library(), "semua:dewan-angin")
        assert found["items"] == view(family, shelf.library(), "unit:dewan-angin")["items"]
        assert len(found["items"]) == 1
        assert not found["ended"]
        assert view(family, shelf.library(), "unit:dewan-angin")["ended"]
        assert "semua:dewan-angin" in set(family.concerned(frozenset({"balai-angin"}), shelf.library()))


def test_a_feed_of_one_office_says_who_answers_for_it(family: FeedFamily, tmp_path: Path) -> None:
    profiles = {
        factory.UNIT: Profile(press_contact=PressContact("Sari", "021", "sari@teluk.example")),
        "kanwil-biru": Profile(email="humas@biru.example"),
        "balai-angin": Profile(phone="021"),
    }
    with factory.shelf(tmp_path, factory.story(), at=factory.places(profiles=profiles)) as shelf:
        library = shelf.library()
        assert view(family, library, f"unit:{factory.UNIT}")["editor"] == {
            "name": "Sari", "url": "", "email": "sari@teluk.example",
        }  # fmt: skip
        assert view(family, library, "unit:kanwil-biru")["editor"] == {
            "name": "Kantor Wilayah Biru", "url": "", "email": "humas@biru.example",
        }  # fmt: skip
        assert view(family, library, "unit:balai-angin")["editor"] is None
        assert view(family, library, "semua:kanwil-biru")["editor"] is None
        assert "Narahubung: Kanim Teluk Biru, Sari" in view(family, library, "all:")["items"][0]["content"]


def test_what_is_new_of_an_office_touches_every_feed_that_carries_its_stories(
    family: FeedFamily, tmp_path: Path
) -> None:
    with factory.shelf(tmp_path, EVERYWHERE) as shelf:
        concerned = set(family.concerned(frozenset({factory.UNIT}), shelf.library()))
        assert concerned >= {"all:", "tag:paspor", "jenis:siaran-pers", "semua:kementerian-samudra", "ralat:"}
        assert set(family.concerned(frozenset(), shelf.library())) == set()


def test_corrections_and_withdrawals_stand_in_a_feed_of_their_own_newest_first(
    family: FeedFamily, tmp_path: Path
) -> None:
    gone = factory.withdrawn(factory.story("lapas-bukit-hijau/2024/b"))
    with factory.shelf(tmp_path) as shelf:
        assert view(family, shelf.library(), "ralat:")["items"] == []
        changes = shelf.take(EVERYWHERE, gone)
        assert "ralat:" in {key for change in changes for key in family.touched(change, shelf.library())}
        found = view(family, shelf.library(), "ralat:")
    assert [item["title"] for item in found["items"]] == [
        "Dicabut: Antrean paspor kini lebih singkat",
        "Ralat: Antrean paspor kini lebih singkat",
    ]
    assert found["updated"] == "2024-06-02T23:00:00+07:00"


def test_only_the_newest_fifty_notices_carry_the_story(family: FeedFamily, tmp_path: Path) -> None:
    moments = [factory.correction(f"2024-06-02 10:{minute:02}") for minute in range(55)]
    with factory.shelf(tmp_path, factory.story(corrections=tuple(moments))) as shelf:
        found = view(family, shelf.library(), "ralat:")["items"]
    assert [bool(item["content"]) for item in found] == [True] * 50 + [False] * 5


def test_hubs_are_told_in_every_feed(tmp_path: Path) -> None:
    hubs = ("https://hub.example/",)
    (announced,) = [
        one
        for one in families(factory.SITE, factory.SITE_NAME, "id", ZONE_NAMES, hubs=hubs)
        if isinstance(one, FeedFamily)
    ]
    with factory.shelf(tmp_path) as shelf:
        assert all(
            view(announced, shelf.library(), key)["hubs"] == list(hubs) for key in announced.keys(shelf.library())
        )
