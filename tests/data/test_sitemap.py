from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from plugins.data import families, sitemap
from plugins.library import Library
from plugins.library.changes import PageChange, StoryChange
from plugins.publish.family import Family
from tests import factory

HOME = "https://berita.samudra.example/"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FAMILIES = {family.name: family for family in families(factory.SITE) if family.name.startswith("sitemap")}


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
            **files(library, "sitemap-month", "2024-05"),
            **files(library, "sitemap-month", "2024-06"),
            **files(library, "sitemap-landings"),
            **files(library, "sitemap-standing"),
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
        (data,) = files(shelf.library(), "sitemap-month", "2024-06").values()
    assert paths(data) == ["berita/kanim-teluk-biru/2024/antrean/", "berita/lapas-bukit-hijau/2024/b/"]
    changed = [found.text for found in ElementTree.fromstring(data).iter(f"{SPACE}lastmod")]
    assert changed == ["2024-06-20T10:00:00+09:00", "2024-06-10T10:00:00+08:00"]


def test_withdrawn_stories_and_drafts_are_not_listed(tmp_path: Path) -> None:
    gone = factory.withdrawn(factory.story())
    draft = factory.story("kanim-teluk-biru/2024/draf", status="draft")
    with factory.shelf(tmp_path, gone, draft) as shelf:
        assert files(shelf.library(), "sitemap-month", "2024-06") == {}
        assert paths(files(shelf.library(), "sitemap")["sitemap.xml"]) == ["sitemap-halaman.xml", "sitemap-arsip.xml"]


def test_a_month_of_too_many_stories_is_cut_and_full_files_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemap, "MOST", 3)
    stories = factory.stories(8)
    with factory.shelf(tmp_path, *stories[:7]) as shelf:
        before = files(shelf.library(), "sitemap-month", "2024-06")
        index = paths(files(shelf.library(), "sitemap")["sitemap.xml"])
        shelf.take(stories[7])
        after = files(shelf.library(), "sitemap-month", "2024-06")
    assert list(before) == ["sitemap-2024-06.xml", "sitemap-2024-06-2.xml", "sitemap-2024-06-3.xml"]
    assert set(before) <= set(index)
    assert {path for path in after if after[path] != before.get(path)} == {"sitemap-2024-06-3.xml"}
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
    assert touched == {("sitemap", "all"), ("sitemap-month", "2024-06"), ("sitemap-landings", "all")}
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
