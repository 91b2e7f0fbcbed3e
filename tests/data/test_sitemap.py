from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.data import families, months, sitemap
from plugins.library import Library
from plugins.library.changes import PageChange, StoryChange
from plugins.publish.family import Family
from plugins.stories.story import Story
from tests import factory

HOME = "https://berita.samudra.example/"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FAMILIES = {
    family.name: family for family in families(factory.SITE, factory.SITE_NAME) if family.name.startswith("sitemap")
}


def files(library: Library, name: str, key: str = "all") -> dict[str, bytes]:
    family: Family = FAMILIES[name]
    view = family.view(library, key)
    return {} if view is None else {output.path: output.content for output in family.render(key, view)}


def urls(data: bytes) -> list[str]:
    return [found.text or "" for found in ElementTree.fromstring(data).iter(f"{SPACE}loc")]


def paths(data: bytes) -> list[str]:
    return [url.removeprefix(HOME) for url in urls(data)]


def test_the_index_names_every_shard_and_robots_names_the_index(tmp_path: Path) -> None:
    stories = [*factory.stories(2, month="2024-05"), factory.story()]
    with factory.shelf(tmp_path, *stories) as shelf:
        library = shelf.library()
        written = files(library, "sitemap")
        shards = {
            **files(library, "sitemap-month", "2024-05|"),
            **files(library, "sitemap-month", "2024-06|"),
            **files(library, "sitemap-landings"),
            **files(library, "sitemap-standing"),
            **files(library, "sitemap-news"),
        }
    assert set(paths(written["sitemap.xml"])) == set(shards)
    assert written["robots.txt"].decode() == f"User-agent: *\nAllow: /\n\nSitemap: {HOME}sitemap.xml\n"


def test_a_preview_asks_to_be_left_alone(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, at=factory.places(preview=True)) as shelf:
        assert files(shelf.library(), "sitemap")["robots.txt"] == b"User-agent: *\nDisallow: /\n"


def test_a_month_lists_its_stories_oldest_first_with_their_last_change(tmp_path: Path) -> None:
    corrected = factory.story(updated=factory.instant("2024-06-20 08:00"))
    later = factory.story("lapas-bukit-hijau/2024/b", "2024-06-10 10:00")
    with factory.shelf(tmp_path, later, corrected) as shelf:
        (data,) = files(shelf.library(), "sitemap-month", "2024-06|").values()
    assert paths(data) == ["berita/kanim-teluk-biru/2024/antrean/", "berita/lapas-bukit-hijau/2024/b/"]
    changed = [found.text for found in ElementTree.fromstring(data).iter(f"{SPACE}lastmod")]
    assert changed == ["2024-06-20T10:00:00+09:00", "2024-06-10T10:00:00+08:00"]


def test_withdrawn_stories_and_drafts_are_not_listed(tmp_path: Path) -> None:
    gone = factory.withdrawn(factory.story())
    draft = factory.story("kanim-teluk-biru/2024/draf", status="draft")
    with factory.shelf(tmp_path, gone, draft) as shelf:
        assert files(shelf.library(), "sitemap-month", "2024-06|") == {}
        assert paths(files(shelf.library(), "sitemap")["sitemap.xml"]) == [
            "sitemap-halaman.xml",
            "sitemap-arsip.xml",
            "sitemap-berita.xml",
        ]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(months, "MOST", 3)


def on(*days: int) -> list[Story]:
    """A story on each of these days of June."""
    return [
        factory.story(f"{factory.UNIT}/2024/s-{number}", f"2024-06-{day:02} 12:00") for number, day in enumerate(days)
    ]


def shards(library: Library) -> dict[str, bytes]:
    family = FAMILIES["sitemap-month"]
    return {path: data for key in family.keys(library) for path, data in files(library, family.name, key).items()}


@pytest.mark.usefixtures("few")
def test_a_full_month_is_cut_where_it_is_full(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, *on(1, 2, 20, 27, 29, 30, 30, 30, 30)) as shelf:
        library = shelf.library()
        written = shards(library)
        index = paths(files(library, "sitemap")["sitemap.xml"])
    assert {path: len(urls(data)) for path, data in written.items()} == {
        "sitemap-2024-06-01-16.xml": 2,
        "sitemap-2024-06-17-24.xml": 1,
        "sitemap-2024-06-25-28.xml": 1,
        "sitemap-2024-06-29.xml": 1,
        "sitemap-2024-06-30.xml": 4,
    }
    assert index[3:] == list(written)


@pytest.mark.usefixtures("few")
def test_one_more_story_touches_one_file_of_its_month(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, *on(1, 2, 20, 27, 29, 30)) as shelf:
        before = shards(shelf.library())
        shelf.take(factory.story(date="2024-06-21 12:00"))
        after = shards(shelf.library())
    assert [path for path in after if after[path] != before.get(path)] == ["sitemap-2024-06-17-24.xml"]


@pytest.mark.usefixtures("few")
@given(st.lists(st.integers(1, 30), max_size=12), st.integers(1, 30))
@settings(max_examples=25)
def test_every_file_that_a_story_changes_is_touched_and_every_story_is_in_one(days: list[int], day: int) -> None:
    family = FAMILIES["sitemap-month"]
    with TemporaryDirectory() as folder, factory.shelf(Path(folder), *on(*days)) as shelf:
        before = {key: family.view(shelf.library(), key) for key in family.keys(shelf.library())}
        changes = shelf.take(factory.story(date=f"2024-06-{day:02} 13:00"))
        library = shelf.library()
        after = {key: family.view(library, key) for key in family.keys(library)}
        touched = {key for change in changes for key in family.touched(change, library)}
        gone = {key for key in before.keys() - after.keys() if family.view(library, key) is not None}
        listed = [path for data in shards(library).values() for path in paths(data)]
    assert {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)} <= touched
    assert len(touched) <= 11
    assert gone == set()
    assert (len(listed), len(set(listed))) == (len(days) + 1, len(days) + 1)


def test_a_day_of_more_stories_than_a_file_may_name_goes_on_in_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(months, "MOST", 2)
    monkeypatch.setattr(sitemap, "MOST", 3)
    stories = factory.stories(8)
    with factory.shelf(tmp_path, *stories[:7]) as shelf:
        before = shards(shelf.library())
        index = paths(files(shelf.library(), "sitemap")["sitemap.xml"])
        shelf.take(stories[7])
        after = shards(shelf.library())
    assert list(before) == ["sitemap-2024-06-01.xml", "sitemap-2024-06-01.2.xml", "sitemap-2024-06-01.3.xml"]
    assert set(before) <= set(index)
    assert {path for path in after if after[path] != before.get(path)} == {"sitemap-2024-06-01.3.xml"}
    assert sum(len(urls(data)) for data in after.values()) == 8


def test_landing_pages_are_those_of_lists_with_stories(tmp_path: Path) -> None:
    gone = replace(factory.withdrawn(factory.story("balai-angin/2024/b")), kind="klarifikasi")
    with factory.shelf(tmp_path, factory.story(zones=factory.zones("wbk"), kind="siaran-pers"), gone) as shelf:
        (data,) = files(shelf.library(), "sitemap-landings").values()
    assert paths(data) == ["berita/", "berita/2024/", "zona/wbk/", "jenis/siaran-pers/", "wilayah/91/"]


def test_pages_that_stand_without_stories_are_listed_with_their_dates(tmp_path: Path) -> None:
    about = factory.page(updated="2024-02-01")
    charter = factory.page("maklumat", "kanim-teluk-biru")
    with factory.shelf(tmp_path, about, charter) as shelf:
        (data,) = files(shelf.library(), "sitemap-standing").values()
    listed = paths(data)
    assert listed[:5] == ["", "unit/", "zona/", "wilayah/", "feed/"]
    assert {f"unit/{unit}/" for unit in factory.registry().units} <= set(listed)
    assert listed[-2:] == ["halaman/tentang-kami/", "unit/kanim-teluk-biru/maklumat/"]
    assert data.count(b"<lastmod>2024-02-01</lastmod>") == data.count(b"<lastmod>") == 1


def test_a_new_story_rewrites_only_its_months_shard_and_small_lists(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, *factory.stories(2, month="2024-05")) as shelf:
        changes = shelf.take(factory.story())
        library = shelf.library()
        touched = {
            (name, key)
            for name, family in FAMILIES.items()
            for change in changes
            for key in family.touched(change, library)
        }
        page = PageChange(None, factory.page())
        unseen = StoryChange(None, factory.placed(factory.story(status="draft")))
        by_page = {(name, key) for name, family in FAMILIES.items() for key in family.touched(page, library)}
        by_draft = {key for family in FAMILIES.values() for key in family.touched(unseen, library)}
    assert {place for place in touched if place[0] != "sitemap-month"} == {
        ("sitemap", "all"),
        ("sitemap-landings", "all"),
        ("sitemap-news", "all"),
    }
    assert {key.partition("|")[0] for name, key in touched if name == "sitemap-month"} == {"2024-06"}
    assert by_page == {("sitemap-standing", "all")}
    assert by_draft == set()


def test_signs_in_addresses_are_escaped(tmp_path: Path) -> None:
    site = factory.addresses.Site("https://berita.samudra.example/?a=1&b=2", "samudra.example")
    with factory.shelf(tmp_path) as shelf:
        family = sitemap.StandingSitemapFamily(site)
        view = family.view(shelf.library(), "all")
        assert view is not None
        (output,) = family.render("all", view)
    assert urls(output.content)[0] == "https://berita.samudra.example/?a=1&b=2/"
