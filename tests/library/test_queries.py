from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.library import Library, store
from plugins.library.cards import Card
from tests import factory

OWN = f"unit:{factory.UNIT}"
YEAR_END = replace(factory.story("kanim-teluk-biru/2024/tahun-baru", "2024-12-31 01:30"))  # 30 December in Jakarta: WIT


def library_of(folder: Path, *rows: object) -> Iterator[Library]:
    with factory.shelf(folder, *rows) as shelf:  # type: ignore[arg-type]
        yield shelf.library()


@pytest.fixture
def june(tmp_path: Path) -> Iterator[Library]:
    """Five stories of a unit on 1 June, a minute apart, and one of another unit in July."""
    yield from library_of(tmp_path, *factory.stories(5), *factory.stories(1, "lapas-bukit-hijau", month="2024-07"))


def slugs(cards: list[Card]) -> list[str]:
    return [card["reference"].rpartition("/")[2] for card in cards]


def test_the_newest_come_first(june: Library) -> None:
    assert slugs(june.newest(OWN, 3)) == ["berita-0004", "berita-0003", "berita-0002"]
    assert june.newest("all:", 1)[0]["unit"] == "lapas-bukit-hijau"


def test_stories_of_one_instant_are_ordered_by_unit_then_slug(tmp_path: Path) -> None:
    at = factory.instant("2024-06-01 08:00")
    rows = [
        replace(factory.story(reference), instant=at)
        for reference in ("lapas-bukit-hijau/2024/a", "kanim-teluk-biru/2024/b", "kanim-teluk-biru/2024/a")
    ]
    for library in library_of(tmp_path, *rows):
        assert [card["reference"] for card in library.newest("all:", 9)] == [
            "kanim-teluk-biru/2024/a",
            "kanim-teluk-biru/2024/b",
            "lapas-bukit-hijau/2024/a",
        ]


def test_older_stories_are_those_directly_behind(june: Library) -> None:
    placed = june.story("kanim-teluk-biru/2024/berita-0003")
    assert placed is not None
    assert slugs(june.older(OWN, placed, 2)) == ["berita-0002", "berita-0001"]


def test_newer_stories_are_those_that_would_offer_it_as_older(june: Library) -> None:
    for number in range(5):
        reference = f"kanim-teluk-biru/2024/berita-{number:04}"
        placed = june.story(reference)
        assert placed is not None
        offering = [
            card["reference"]
            for card in june.newest(OWN, 9)
            if (other := june.story(card["reference"]))
            and reference in [c["reference"] for c in june.older(OWN, other, 2)]
        ]
        assert sorted(june.newer(OWN, placed, 2)) == sorted(offering)


def test_an_archive_holds_what_its_period_holds_in_the_site_s_zone(tmp_path: Path) -> None:
    for library in library_of(tmp_path, YEAR_END):
        assert slugs(library.archived("all:", "2024-12-30")) == ["tahun-baru"]
        assert library.archived("all:", "2024-12-31") == []
        assert library.count("all:", "2024-12-30") == 1


def test_lists_drop_an_expired_story_archives_keep_it(tmp_path: Path) -> None:
    expired = factory.story(expires=factory.instant("2024-07-01"))
    for library in library_of(tmp_path, expired):
        assert library.newest(OWN, 9) == []
        assert library.fed(OWN, 9) == []
        assert len(library.archived(OWN, "2024-06")) == 1
        assert len(list(library.published(OWN, "2024-06"))) == 1


def test_feeds_and_data_keep_a_withdrawn_story_archives_drop_it(tmp_path: Path) -> None:
    for library in library_of(tmp_path, factory.withdrawn(factory.story())):
        assert library.newest(OWN, 9) == []
        assert library.archived(OWN, "2024-06") == []
        assert library.count(OWN) == 0
        assert [placed.state for placed in library.fed(OWN, 9)] == ["withdrawn"]
        assert len(library.fed_instants(OWN, 9)) == 1
        assert len(list(library.published(OWN, "2024-06"))) == 1
        assert library.exists(OWN)
        assert library.has_feed(OWN)


def test_a_hidden_story_is_found_by_nobody(tmp_path: Path) -> None:
    for library in library_of(tmp_path, factory.story(status="draft")):
        assert library.story(factory.story().reference) is None
        assert not library.exists("all:")
        assert library.resolve(f"berita/{factory.UNIT}/2024/antrean/") is None


def test_periods_are_told_newest_first_with_their_counts(june: Library) -> None:
    assert [(c.period, c.stories) for c in june.periods("all:")] == [("2024", 6)]
    assert [(c.period, c.stories) for c in june.periods("all:", "2024", "month")] == [("2024-07", 1), ("2024-06", 5)]
    assert [(c.period, c.stories) for c in june.periods("all:", "2024-06", "day")] == [("2024-06-01", 5)]


def test_neighbouring_periods_are_those_with_stories(june: Library) -> None:
    assert june.period_before("all:", "2024-07") == "2024-06"
    assert june.period_after("all:", "2024-05") == "2024-06"
    assert june.period_before("all:", "2024-06") is None
    assert june.period_after("all:", "2024-07") is None


def test_neighbours_are_found_beyond_the_end_of_a_year(tmp_path: Path) -> None:
    moments = ("2021-11-30 12:00", "2024-01-31 12:00")
    rows = [factory.story(f"{factory.UNIT}/{date[:4]}/s", date) for date in moments]
    for library in library_of(tmp_path, *rows):
        for early, late in (("2021", "2024"), ("2021-11", "2024-01"), ("2021-11-30", "2024-01-31")):
            assert (library.period_before("all:", late), library.period_after("all:", early)) == (early, late)
            assert (library.period_before("all:", early), library.period_after("all:", late)) == (None, None)


def test_stories_that_name_a_unit_are_found_by_it(tmp_path: Path) -> None:
    naming = factory.story(units=("kanwil-biru", "dewan-angin"))
    with factory.shelf(tmp_path, naming, factory.story(f"{factory.UNIT}/2024/lain")) as shelf:
        assert list(shelf.library().naming({"dewan-angin", "balai-angin"})) == [naming.reference]
        shelf.take(replace(naming, units=("kanwil-biru",)))
        assert list(shelf.library().naming({"dewan-angin"})) == []


def test_stories_with_files_are_told_apart(tmp_path: Path) -> None:
    photo, file = factory.picture()
    shown = factory.story(image=photo, media=(file,))
    for library in library_of(tmp_path, shown, factory.story(f"{factory.UNIT}/2024/lain")):
        assert [placed.story.reference for placed in library.placed(with_media=True)] == [shown.reference]


def test_the_lists_of_a_sort_are_told_with_their_sizes(june: Library) -> None:
    assert list(june.lists("unit")) == [("kanim-teluk-biru", 5), ("lapas-bukit-hijau", 1)]
    assert list(june.lists("tag")) == []


def test_standing_pages_come_in_their_own_order(tmp_path: Path) -> None:
    pages = [
        factory.page("b", factory.UNIT),
        factory.page("a", factory.UNIT),
        factory.page("z", factory.UNIT, order=1),
        factory.page("a", "lapas-bukit-hijau"),
    ]
    for library in library_of(tmp_path, *pages):
        assert [page.slug for page in library.pages(f"unit/{factory.UNIT}/")] == ["z", "a", "b"]


# Where links lead


MOVED = factory.story(moved_from=(f"{factory.UNIT}/2023/lama",), tags=("paspor",))


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("", True),
        ("berita/", True),
        ("unit/", True),
        ("zona/", True),
        ("wilayah/", True),
        ("feed/", True),
        ("feeds.opml", True),
        ("berita/kanim-teluk-biru/2024/antrean/", True),
        ("berita/kanim-teluk-biru/2024/tidak-ada/", False),
        ("berita/2024/", True),
        ("berita/2024/06/01/", True),
        ("berita/2024/06/02/", False),
        ("unit/dewan-angin/", True),
        ("unit/tidak-ada/", False),
        ("unit/kanim-teluk-biru/2024/06/", True),
        ("unit/kanim-teluk-biru/2024/07/", False),
        ("unit/kanwil-biru/semua/2024/06/", True),
        ("unit/kanim-teluk-biru/layanan/", True),
        ("unit/kanim-teluk-biru/jadwal/", False),
        ("halaman/tentang-kami/", True),
        ("halaman/kontak/", False),
        ("tag/paspor/", True),
        ("tag/visa/", False),
        ("jenis/berita/2024/06/", True),
        ("jenis/berita/2024/06/01/", True),
        ("tag/paspor/2024/06/", True),
        ("tag/paspor/2024/06/01/", False),
        ("wilayah/91/", True),
    ],
)
def test_a_link_leads_where_something_stands(tmp_path: Path, target: str, found: bool) -> None:
    for library in library_of(tmp_path, MOVED, factory.page(), factory.page("layanan", factory.UNIT)):
        assert library.resolve(target) == (target if found else None)


def test_a_link_to_an_old_address_leads_to_the_new_one(tmp_path: Path) -> None:
    for library in library_of(tmp_path, MOVED):
        assert library.resolve(f"berita/{factory.UNIT}/2023/lama/") == f"berita/{factory.UNIT}/2024/antrean/"


def test_a_story_stands_above_a_redirect_to_another(tmp_path: Path) -> None:
    old = factory.story(f"{factory.UNIT}/2023/lama", "2023-05-01")
    with factory.shelf(tmp_path, MOVED) as shelf:
        assert shelf.library().redirect("berita/kanim-teluk-biru/2023/lama/") is not None
        shelf.take(old)
        assert shelf.library().redirect("berita/kanim-teluk-biru/2023/lama/") is None


def test_reading_sees_the_last_commit_and_cannot_write(tmp_path: Path) -> None:
    import sqlite3

    with factory.shelf(tmp_path, factory.story()) as shelf:
        library = Library.open(tmp_path / "library.sqlite", shelf.places)
        assert library.count("all:") == 1
        with pytest.raises(sqlite3.OperationalError):
            library._db.execute("DELETE FROM stories")
        library._db.close()


def test_links_to_feeds_data_and_landing_pages_lead_there_once_they_exist(tmp_path: Path) -> None:
    unit, three = f"unit/{factory.UNIT}", ("feed.xml", "atom.xml", "feed.json")
    there = {
        "feeds.opml", "data/units.json", "data/berita/2024-06.csv", "zona/area-3/", "ralat/",
        *three, *(f"ralat/{name}" for name in three), *(f"zona/wbk/{name}" for name in three),
        *(f"{unit}/{name}" for name in three), *(f"unit/kanwil-biru/semua/{name}" for name in three),
        f"{unit}/zona/wbk/feed.xml", "jenis/berita/feed.xml", "tag/paspor/feed.xml", "wilayah/91/feed.xml",
        "darurat/", "darurat/feed.xml", f"{unit}/feeds.opml", "wilayah/91/feeds.opml",
    }  # fmt: skip
    not_there = {
        "unit/tidak-ada/feed.xml", "unit//feed.xml", f"{unit}/semua/feed.xml", "unit/tidak-ada/semua/feed.xml",
        f"{unit}/zona/area-3/feed.xml", f"{unit}/zona/wbk/atom.xml", "unit/kanwil-biru/zona/wbk/feed.xml",
        "zona/area-3/feed.xml", "jenis/siaran-pers/feed.xml", "jenis/berita/atom.xml", "tag/visa/feed.xml",
        "wilayah/92/feed.xml", "wilayah/92/feeds.opml", "unit/tidak-ada/feeds.opml", "darurat/atom.xml",
        "data/berita/2024-07.csv", "data/berita/2024-06.xml", "data/berita/2024.json", "zona/area-9/",
        "ralat/2024/06/",
    }  # fmt: skip
    row = factory.story(zones=factory.zones("wbk"), tags=("paspor",), extra={"kip": "serta-merta"})
    places = replace(factory.places(), landings=frozenset({"zona/area-3/"}))
    with factory.shelf(tmp_path, row) as shelf:
        library = Library(shelf.library()._db, places)
        assert {target for target in there | not_there if library.resolve(target) == target} == there
        shelf.take(gone=(row.path,))
        always = {*three, *(f"ralat/{name}" for name in three), *(f"unit/kanwil-biru/semua/{name}" for name in three)}
        always |= {f"{unit}/{name}" for name in (*three, "feeds.opml")}
        always |= {"feeds.opml", "data/units.json", "zona/area-3/", "ralat/", "darurat/"}
        assert {target for target in there if library.resolve(target) == target} == always


def test_outputs_of_deferred_families_are_found_by_the_beginning_of_key_and_path(tmp_path: Path) -> None:
    with factory.shelf(tmp_path) as shelf:
        db = shelf._db
        db.executemany(
            "INSERT INTO views VALUES ('search', ?, ?)", [("2023", "x"), ("2024-h1", "x"), ("2024-h2", store.UNKNOWN)]
        )
        db.executemany(
            "INSERT INTO outputs VALUES (?, 'search', ?)",
            [("cari/2024-h1/b", "2024-h1"), ("cari/2024-h1/a", "2024-h1"), ("cari/2024-h2/a", "2024-h2")],
        )
        library = shelf.library()
        assert library.made_keys("search", "2024") == ["2024-h1", "2024-h2"]
        assert library.made_keys("search") == ["2023", "2024-h1", "2024-h2"]
        assert library.made_keys("cards") == []
        assert library.made_at("cari/2024-h1/") == "cari/2024-h1/a"
        assert library.made_at("cari/2024-h2/") is None  # it is not known whether it stands
        assert library.made_at("cari/2025/") is None
