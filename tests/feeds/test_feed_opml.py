from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

from plugins.feeds.opml import OpmlFamily
from plugins.library import Places
from plugins.stories.story import Story
from plugins.units import PressContact, Profile
from tests import factory

HOME = "https://berita.samudra.example/"


def family(site_name: str = factory.SITE_NAME) -> OpmlFamily:
    return OpmlFamily(factory.SITE, site_name, {"zi": "Zona Integritas", "wbk": "WBK"})


def outline(
    folder: Path, *rows: Story, key: str = "all", at: Places | None = None, site_name: str = factory.SITE_NAME
) -> ElementTree.Element:
    with factory.shelf(folder, *rows, at=at) as shelf:
        view = family(site_name).view(shelf.library(), key)
    assert view is not None
    (output,) = family(site_name).render(key, view)
    sort, _, of = key.partition(":")
    assert output.path == {"all": "", "unit": f"unit/{of}/", "wilayah": f"wilayah/{of}/"}[sort] + "feeds.opml"
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
    assert names(found) == ["Ruang Berita Samudra", "Ralat dan pencabutan", "Dewan Angin", "Kementerian Samudra"]
    assert names(branch(found, "Kementerian Samudra", "Kantor Wilayah Biru")) == [
        "Kantor Wilayah Biru dan semua unit di bawahnya",
        "Kantor Wilayah Biru",
        "Kantor Imigrasi Teluk Biru",
        "Lapas Kelas I Bukit Hijau",
        "Rupbasan Pulau Fajar",  # moved here in July
    ]


def test_every_feed_of_every_registered_unit_is_there_once(tmp_path: Path) -> None:
    registry = factory.registry()
    expected = [f"{HOME}feed.xml", f"{HOME}ralat/feed.xml"]
    expected += [f"{HOME}unit/{unit}/feed.xml" for unit in registry.units]
    expected += [f"{HOME}unit/{unit}/semua/feed.xml" for unit in registry.units if registry.had_children(unit)]
    assert sorted(feeds(outline(tmp_path))) == sorted(expected)


def test_themes_are_listed_in_the_order_of_the_taxonomy_once_they_have_a_feed(tmp_path: Path) -> None:
    tagged = factory.story(zones=factory.zones("wbk", "zi", "area-1"))
    themes = branch(body(outline(tmp_path, tagged)), "Zona integritas")
    assert names(themes) == ["Zona Integritas", "WBK", "area-1"]
    assert [child.get("htmlUrl") for child in themes] == [f"{HOME}zona/{name}/" for name in ("zi", "wbk", "area-1")]


def test_a_theme_whose_stories_have_all_expired_keeps_its_feed(tmp_path: Path) -> None:
    expired = factory.story(zones=factory.zones("wbk"), expires=factory.instant("2024-07-01"))
    assert "Zona integritas" in names(body(outline(tmp_path, expired)))


def test_provinces_kinds_and_what_is_urgent_are_in_the_tree_once_they_have_a_feed(tmp_path: Path) -> None:
    urgent = factory.story(kind="siaran-pers", extra={"urgent": True})
    found = body(outline(tmp_path, urgent))
    assert names(found)[:3] == ["Ruang Berita Samudra", "Ralat dan pencabutan", "Informasi serta-merta"]
    assert names(branch(found, "Wilayah")) == ["Provinsi Biru"]
    assert names(branch(found, "Jenis berita")) == ["Siaran pers"]
    assert {f"{HOME}{path}feed.xml" for path in ("darurat/", "wilayah/91/", "jenis/siaran-pers/")} <= {*feeds(found)}


def test_the_tree_says_that_its_feeds_overlap(tmp_path: Path) -> None:
    title = outline(tmp_path).findtext("head/title")
    assert title == "Semua umpan Ruang Berita Samudra (untuk dijelajahi; isinya beririsan)"


def test_an_outline_to_import_is_one_feed_with_all_stories_of_the_unit_and_those_beneath_it(tmp_path: Path) -> None:
    for unit, path in {
        "kanwil-biru": "semua/feed.xml",
        "kanwil-jingga": "semua/feed.xml",
        factory.UNIT: "feed.xml",
    }.items():
        (tmp_path / unit).mkdir()
        found = outline(tmp_path / unit, key=f"unit:{unit}")
        name = factory.registry().units[unit].name
        assert (found.findtext("head/title"), names(body(found))) == (name, [name])
        assert list(feeds(found)) == [f"{HOME}unit/{unit}/{path}"]


def test_an_outline_bears_the_name_that_the_unit_has_today(tmp_path: Path) -> None:
    assert outline(tmp_path, key="unit:lapas-bukit-hijau").findtext("head/title") == "Lapas Kelas I Bukit Hijau"


def test_a_province_is_one_feed_from_its_first_story_on(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, factory.story("dewan-angin/2024/lain")) as shelf:

        def provinces() -> set[str]:
            return {key for key in family().keys(shelf.library()) if key.startswith("wilayah:")}

        assert provinces() == set()
        assert family().view(shelf.library(), "wilayah:91") is None
        changes = shelf.take(factory.story())
        assert {key for change in changes for key in family().touched(change, shelf.library())} == {"all", "wilayah:91"}
        assert provinces() == {"wilayah:91"}
    (tmp_path / "other").mkdir()
    found = outline(tmp_path / "other", factory.story(), key="wilayah:91")
    assert (found.findtext("head/title"), list(feeds(found))) == ("Provinsi Biru", [f"{HOME}wilayah/91/feed.xml"])


def test_nothing_stands_for_a_unit_that_is_not_registered(tmp_path: Path) -> None:
    with factory.shelf(tmp_path) as shelf:
        assert family().view(shelf.library(), "unit:kanim-hilang") is None
        assert set(family().concerned(frozenset({"kanim-hilang"}), shelf.library())) == {"all", "unit:kanim-hilang"}


def test_a_unit_concerns_the_tree_and_its_own_outline(tmp_path: Path) -> None:
    with factory.shelf(tmp_path) as shelf:
        assert set(family().concerned(frozenset({factory.UNIT}), shelf.library())) == {"all", f"unit:{factory.UNIT}"}
        assert set(family().concerned(frozenset(), shelf.library())) == set()


def test_the_press_officer_stands_beside_a_unit_s_feeds_or_else_the_office(tmp_path: Path) -> None:
    officer = PressContact('Rani "R" Putri', "0812 5550 100", "rani@samudra.example")
    profiles = {
        factory.UNIT: Profile(phone="(021) 555-0100", press_contact=officer),
        "kanwil-biru": Profile(phone="(021) 555-0101", email="humas@samudra.example"),
        "kanwil-jingga": Profile(website="https://samudra.example/", press_contact=PressContact("Tak terjangkau")),
    }
    found = outline(tmp_path, at=factory.places(profiles=profiles))
    told = {
        of.attrib["htmlUrl"].split("/")[-2]: of.get("description")
        for of in found.iter("outline")
        if of.get("description")
    }
    assert told == {
        factory.UNIT: 'Narahubung: Rani "R" Putri, 0812 5550 100, rani@samudra.example',
        "kanwil-biru": "Narahubung: (021) 555-0101, humas@samudra.example",
    }
    assert (
        len([of for of in found.iter("outline") if "kanwil-biru" in of.get("xmlUrl", "") and of.get("description")])
        == 2
    )


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
