from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

from plugins.feeds.opml import OpmlFamily
from plugins.stories.story import Story
from tests import factory

HOME = "https://berita.samudra.example/"


def family(site_name: str = factory.SITE_NAME) -> OpmlFamily:
    return OpmlFamily(factory.SITE, site_name, {"zi": "Zona Integritas", "wbk": "WBK"})


def outline(folder: Path, *stories: object, site_name: str = factory.SITE_NAME) -> ElementTree.Element:
    with factory.shelf(folder, *stories) as shelf:  # type: ignore[arg-type]
        view = family(site_name).view(shelf.library(), "all")
    assert view is not None
    (output,) = family(site_name).render("all", view)
    assert output.path == "feeds.opml"
    return ElementTree.fromstring(output.content)


def body(root: ElementTree.Element) -> ElementTree.Element:
    found = root.find("body")
    assert found is not None
    return found


def names(element: ElementTree.Element) -> list[str | None]:
    return [child.get("text") for child in element]


def branch(element: ElementTree.Element, *path: str) -> ElementTree.Element:
    for name in path:
        (element,) = [child for child in element if child.get("text") == name and not child.get("type")]
    return element


def feeds(element: ElementTree.Element) -> Iterator[str]:
    yield from (found.attrib["xmlUrl"] for found in element.iter("outline") if found.get("type") == "rss")


def test_units_hang_under_the_units_above_them_today(tmp_path: Path) -> None:
    found = body(outline(tmp_path))
    assert names(found) == ["Ruang Berita Samudra", "Dewan Angin", "Kementerian Samudra"]
    assert names(branch(found, "Kementerian Samudra", "Kantor Wilayah Biru")) == [
        "Kantor Wilayah Biru dan semua unit di bawahnya",
        "Kantor Wilayah Biru",
        "Kantor Imigrasi Teluk Biru",
        "Lapas Kelas I Bukit Hijau",
        "Rupbasan Pulau Fajar",  # moved here in July
    ]


def test_every_feed_of_every_registered_unit_is_there_once(tmp_path: Path) -> None:
    registry = factory.registry()
    expected = [f"{HOME}feed.xml"]
    expected += [f"{HOME}unit/{unit}/feed.xml" for unit in registry.units]
    expected += [f"{HOME}unit/{unit}/semua/feed.xml" for unit in registry.units if registry.had_children(unit)]
    assert sorted(feeds(outline(tmp_path))) == sorted(expected)


def test_themes_are_listed_in_the_order_of_the_taxonomy_once_they_have_a_feed(tmp_path: Path) -> None:
    tagged = factory.story(zones=factory.zones("wbk", "zi", "area-1"))
    themes = branch(body(outline(tmp_path, tagged)), "Zona integritas")
    assert names(themes) == ["Zona Integritas", "WBK", "area-1"]
    assert [child.get("htmlUrl") for child in themes] == [f"{HOME}zona/{name}/" for name in ("zi", "wbk", "area-1")]


def test_a_theme_whose_stories_have_all_expired_has_no_feed(tmp_path: Path) -> None:
    expired = factory.story(zones=factory.zones("wbk"), expires=factory.instant("2024-07-01"))
    assert "Zona integritas" not in names(body(outline(tmp_path, expired)))


def test_the_outline_changes_with_the_first_and_the_last_story_of_a_theme_and_with_no_other(tmp_path: Path) -> None:
    first, second = factory.stories(2)
    first, second = (replace(row, zones=factory.zones("wbk")) for row in (first, second))

    with factory.shelf(tmp_path, factory.story()) as shelf:

        def touched(*rows: Story, gone: tuple[str, ...] = ()) -> set[str]:
            changes = shelf.take(*rows, gone=gone)
            return {key for change in changes for key in family().touched(change, shelf.library())}

        assert touched(first) == {"all"}
        assert touched(second) == set()
        assert touched(gone=(first.path,)) == set()
        assert touched(gone=(second.path,)) == {"all"}


def test_each_outline_of_a_feed_has_what_readers_need(tmp_path: Path) -> None:
    for found in outline(tmp_path).iter("outline"):
        if found.get("type"):
            assert set(found.attrib) == {"type", "text", "title", "xmlUrl", "htmlUrl"}
            assert found.get("text") == found.get("title")


def test_names_are_html_in_an_outline_so_only_what_html_would_misread_is_escaped(tmp_path: Path) -> None:
    found = outline(tmp_path, site_name="R&D & 1 < 2 <b>baru</b>")
    assert body(found)[0].get("text") == "R&amp;D & 1 &lt; 2 baru"
    assert "Badan Arsip & Data Laut" in names(branch(body(found), "Kementerian Samudra"))
