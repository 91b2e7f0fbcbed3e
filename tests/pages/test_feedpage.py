from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from plugins.pages.feedpage import FeedPage
from plugins.units import PressContact, Profile
from tests import factory
from tests.pages import facts, views
from tests.pages.facts import library, touched, view
from tests.pages.test_theme import ENVIRONMENT

FEEDS = FeedPage(facts.house())


def branches(tree: dict[str, Any]) -> list[dict[str, Any]]:
    return [tree, *(branch for child in tree["children"] for branch in branches(child))]


def units(page: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {branch["id"]: branch for tree in page["units"] for branch in branches(tree)}


def test_every_unit_is_offered_once_and_with_units_under_it_as_one_feed(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        page = view(FEEDS, empty, "feeds")
    registry = factory.registry()
    found = [branch for tree in page["units"] for branch in branches(tree)]
    assert sorted(branch["id"] for branch in found) == sorted(registry.units)
    for branch in found:
        unit = branch["id"]
        own = f"unit/{unit}/feed.xml"
        expected = (f"unit/{unit}/semua/feed.xml", own) if registry.had_children(unit) else (own, "")
        assert (branch["feed"], branch["own_feed"]) == expected
        assert branch["opml"] == f"unit/{unit}/feeds.opml"
    assert units(page)["kementerian-samudra"]["beneath"] == 7


def test_a_unit_names_the_units_under_which_it_once_was_for_their_feeds_have_its_stories_too(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        found = units(view(FEEDS, empty, "feeds"))
    moved = {unit: branch["under"] for unit, branch in found.items() if branch["under"]}
    assert moved == {"rupbasan-pulau-fajar": ["kanwil-jingga"]}  # it stands beneath kanwil-biru today


def test_a_unit_names_those_whose_stories_it_takes_into_its_feed(tmp_path: Path) -> None:
    accepts = (factory.UNIT, "lapas-bukit-hijau/2024/pindah", "dewan-angin", "tidak-ada")
    at = factory.places(profiles={"dewan-angin": Profile(accepts=accepts)})
    with library(tmp_path, at=at) as empty:
        found = units(view(FEEDS, empty, "feeds"))
    taking = {unit: branch["takes"] for unit, branch in found.items() if branch["takes"]}
    assert taking == {"dewan-angin": [factory.UNIT, "lapas-bukit-hijau"]}


def test_the_press_officer_stands_beside_a_unit_s_feed_or_else_the_office(tmp_path: Path) -> None:
    officer = PressContact("Rani Putri", "0812 5550 100", "rani@samudra.example")
    profiles = {
        factory.UNIT: Profile(phone="(021) 555-0100", press_contact=officer),
        "kanwil-biru": Profile(phone="(021) 555-0101"),
        "kanwil-jingga": Profile(website="https://samudra.example/", press_contact=PressContact("Tak terjangkau")),
    }
    with library(tmp_path, at=factory.places(profiles=profiles)) as empty:
        found = units(view(FEEDS, empty, "feeds"))
    assert {unit: branch["press_contact"] for unit, branch in found.items() if branch["press_contact"]} == {
        factory.UNIT: {"name": officer.name, "phone": officer.phone, "email": officer.email},
        "kanwil-biru": {"name": "", "phone": "(021) 555-0101", "email": ""},
    }


def test_feeds_of_lists_are_offered_from_their_first_story_to_their_last(tmp_path: Path) -> None:
    story = factory.story(zones=factory.zones("wbk"), kind="klarifikasi", extra={"kip": "serta-merta"})
    with factory.shelf(tmp_path, factory.story("dewan-angin/2024/lain")) as shelf:

        def offered() -> list[object]:
            page = view(FEEDS, shelf.library(), "feeds")
            lists = [[feed["feed"] for feed in page[name]] for name in ("provinces", "themes", "kinds")]
            return [*lists, page["urgent_feed"]]

        assert offered() == [[], [], ["jenis/berita/feed.xml"], ""]
        assert touched(FEEDS, shelf, story) == {"feeds"}
        assert offered() == [
            ["wilayah/91/feed.xml"],
            ["zona/wbk/feed.xml"],
            ["jenis/berita/feed.xml", "jenis/klarifikasi/feed.xml"],
            "darurat/feed.xml",
        ]
        assert touched(FEEDS, shelf, gone=(story.path,)) == {"feeds"}
        assert offered() == [[], [], ["jenis/berita/feed.xml"], ""]


def test_a_further_story_of_the_same_lists_leaves_the_page_alone(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, factory.story()) as shelf:
        assert touched(FEEDS, shelf, factory.story(f"{factory.UNIT}/2024/lain")) == set()


# The page


def rendered(**changes: Any) -> BeautifulSoup:
    text = ENVIRONMENT.get_template("feeds.html").render({**views.full("feeds.html"), **changes})
    return BeautifulSoup(text, "html.parser")


def test_without_a_script_every_feed_and_outline_is_a_link_and_nothing_is_to_be_operated() -> None:
    page = rendered()
    assert all(tag.has_attr("hidden") for tag in page.select("[data-control]"))
    assert not page.select_one("[data-axis][hidden]")
    outside = [tag for tag in page.select("#pilih :is(input, button)") if not tag.find_parent(attrs={"hidden": True})]
    assert {tag.name for tag in outside} == {"input"}
    assert "static" in page.select_one("#pilih")["class"]  # by which the style sheet hides these
    links = {tag["href"] for tag in page.select("main a")}
    forms = {
        f"/{path}{name}" for path in ("", "unit/lapas-a/", "ralat/") for name in ("feed.xml", "atom.xml", "feed.json")
    }
    assert forms | {"/unit/lapas-a/feeds.opml", "/wilayah/13/feeds.opml", "/feeds.opml", "/ralat/"} <= links
    assert "/wilayah/13/feed.xml" in links
    assert "/wilayah/13/atom.xml" not in links


def test_every_choice_has_a_label_and_a_feed_and_each_way_of_following_its_section() -> None:
    page = rendered()
    for box in page.select("#pilih [data-axis] ul input"):
        assert box.find_parent("label").get_text(strip=True)
        assert box.find_parent("li").select_one("a[href$='/feed.xml']")
    ways = {tag["value"] for tag in page.select("[name=menurut]")}
    assert ways == {tag["data-axis"] for tag in page.select("fieldset[data-axis]")}
    assert {tag["value"] for tag in rendered(provinces=[], themes=[]).select("[name=menurut]")} == {"unit", "semua"}
    assert all(tag.legend for tag in page.select("fieldset"))


def test_themes_exclude_each_other_for_a_story_may_have_several() -> None:
    assert {(tag["type"], tag["name"]) for tag in rendered().select("[data-axis=zona] input")} == {("radio", "tema")}


def test_a_thousand_units_make_a_page_of_less_than_half_a_megabyte() -> None:
    leaf = {**views.LEAF, "id": "x" * 24, "label": "Kantor Imigrasi x" * 2, "press_contact": None}
    leaf |= {"feed": f"unit/{leaf['id']}/feed.xml", "opml": f"unit/{leaf['id']}/feeds.opml"}
    page = ENVIRONMENT.get_template("feeds.html").render({**views.full("feeds.html"), "units": [leaf] * 1_064})
    assert len(page.encode()) < 500_000
