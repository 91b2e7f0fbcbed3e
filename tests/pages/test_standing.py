from dataclasses import replace
from pathlib import Path

from plugins.pages.standing import NotFound, StandingPages
from plugins.stories.story import INTERNAL
from tests import factory
from tests.pages import facts
from tests.pages.facts import library, touched, view

PAGES = StandingPages(facts.house())


def test_a_page_touches_itself_and_no_story_touches_a_page(tmp_path: Path) -> None:
    with factory.shelf(tmp_path) as shelf:
        page = factory.page("layanan", factory.UNIT)
        assert touched(PAGES, shelf, page) == {f"unit/{factory.UNIT}/layanan/"}
        assert touched(PAGES, shelf, factory.story()) == set()
        assert touched(PAGES, shelf, gone=(page.path,)) == {f"unit/{factory.UNIT}/layanan/"}
        assert PAGES.view(shelf.library(), page.site_path) is None


def test_a_unit_s_page_leads_to_the_unit(tmp_path: Path) -> None:
    with library(tmp_path, factory.page("layanan", "lapas-bukit-hijau"), factory.page()) as shelf:
        own, house = (view(PAGES, shelf, key) for key in ("unit/lapas-bukit-hijau/layanan/", "halaman/tentang-kami/"))
    assert own["page"]["crumbs"] == [
        {"label": "Unit", "path": "unit/"},
        {"label": "Lapas Kelas I Bukit Hijau", "path": "unit/lapas-bukit-hijau/"},
    ]
    assert house["page"]["crumbs"] == []


def test_a_page_s_links_follow_what_stands(tmp_path: Path) -> None:
    target = f"berita/{factory.UNIT}/2024/antrean/"
    page = factory.page(body=f'<p><a href="{INTERNAL}{target}">ini</a></p>', links=(target,))
    with factory.shelf(tmp_path, page) as shelf:
        assert "<a" not in view(PAGES, shelf.library(), page.site_path)["page"]["body"]
        assert touched(PAGES, shelf, factory.story()) == {page.site_path}
        assert f'href="/{target}"' in view(PAGES, shelf.library(), page.site_path)["page"]["body"]


def test_a_page_has_its_own_language_and_day(tmp_path: Path) -> None:
    with library(tmp_path, replace(factory.page(), lang="en", updated="2024-06-01")) as shelf:
        page = view(PAGES, shelf, "halaman/tentang-kami/")["page"]
    assert (page["lang"], page["updated"]) == ("en", "2024-06-01")


def test_there_is_always_a_page_for_addresses_that_lead_nowhere(tmp_path: Path) -> None:
    with library(tmp_path) as shelf:
        (key,) = NotFound(facts.house()).keys(shelf)
        page = view(NotFound(facts.house()), shelf, key)["page"]
    assert (page["path"], page["noindex"]) == ("404.html", True)


def test_a_page_that_menus_name_exists_before_anybody_wrote_it(tmp_path: Path) -> None:
    with factory.shelf(tmp_path) as shelf:
        assert list(PAGES.keys(shelf.library())) == ["halaman/pedoman/"]
        page = view(PAGES, shelf.library(), "halaman/pedoman/")["page"]
        assert (page["title"], page["noindex"]) == ("Pedoman", True)
        written = factory.page("pedoman", title="Pedoman redaksi")
        assert touched(PAGES, shelf, written) == {"halaman/pedoman/"}
        assert view(PAGES, shelf.library(), "halaman/pedoman/")["page"]["title"] == "Pedoman redaksi"
        assert touched(PAGES, shelf, gone=(written.path,)) == {"halaman/pedoman/"}
        assert view(PAGES, shelf.library(), "halaman/pedoman/")["page"]["title"] == "Pedoman"
