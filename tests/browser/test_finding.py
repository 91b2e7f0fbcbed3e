"""Finding things: search, the directory's filters, the map of the provinces; what is urgent; texts to copy."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import axe
from tests.browser.conftest import Open, Visitor, serving, visiting
from tests.building import ROOT, build

ANTREAN = "/berita/kanim-teluk-biru/2024/antrean-paspor/"


def searched(visitor: Visitor, query: str) -> Page:
    """The page of search after somebody typed and pressed Enter, once it has said what it found."""
    page = visitor.open("cari/")
    page.get_by_role("searchbox").last.fill(query)
    page.keyboard.press("Enter")
    expect(page.locator("#hasil [role=status]")).to_contain_text(re.compile(r"hasil"))
    return page


@pytest.mark.parametrize("query", ["antrean paspor", "antrian pasport", "tambahkan loket"])
def test_a_search_finds_a_story_whatever_the_affixes_and_slips(visitor: Visitor, query: str) -> None:
    page = searched(visitor, query)
    expect(page.locator(f'#hasil a[href$="{ANTREAN}"]')).to_be_visible()
    assert page.evaluate("told") == [] and visitor.said == []
    assert [url for url in visitor.asked if not url.startswith(visitor.address)] == []


def test_what_a_search_found_is_announced_and_breaks_no_rule(visitor: Visitor) -> None:
    page = searched(visitor, "paspor")
    status = page.locator("#hasil [role=status]")
    assert re.search(r"\d+ hasil", status.inner_text())
    assert page.locator("#hasil ol > li").count() > 0
    assert axe.violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe.violations(page, colours_only=True) == []


def test_a_search_that_finds_nothing_says_so_and_other_ways_stay(visitor: Visitor) -> None:
    page = searched(visitor, "zxqv")
    expect(page.locator("#hasil [role=status]")).to_contain_text("Tidak ada hasil")
    expect(page.locator('main a[href="/berita/"]')).to_be_visible()


def test_words_that_no_story_has_together_are_said_to_be_so(visitor: Visitor) -> None:
    page = searched(visitor, "cara diresmikan rumput")
    expect(page.locator("#hasil [role=status]")).to_contain_text("Tidak ada berita yang memuat semua kata itu")
    page = searched(visitor, "paspor zxqv")
    expect(page.locator("#hasil [role=status]")).to_contain_text("Kata yang tidak ditemukan: “zxqv”.")
    expect(page.locator("#hasil [role=status]")).not_to_contain_text("semua kata itu")


def test_the_box_of_every_page_leads_to_the_answer(visitor: Visitor) -> None:
    page = visitor.open("zona/wbk/")
    page.locator("header [name=q]").fill("rumput laut")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cari/?q=rumput+laut")
    expect(page.locator('#hasil a[href$="/panen-rumput-laut/"]')).to_be_visible()


def test_a_hostile_question_is_only_text(visitor: Visitor) -> None:
    page = visitor.open("cari/?q=%3Cimg%20src%3Dx%20onerror%3Dtold.push(1)%3E")
    expect(page.locator("#hasil [role=status]")).to_contain_text(re.compile("hasil"))
    assert page.locator("#hasil img").count() == 0
    assert page.evaluate("told") == []


def test_the_directory_is_filtered_as_one_types_and_says_how_many_are_left(visitor: Visitor) -> None:
    page = visitor.open("unit/")
    page.locator("#saring").fill("teluk biru")
    expect(page.locator("#daftar-unit [data-item]:visible")).to_have_count(1)
    expect(page.locator('#daftar-unit a[href="/unit/kanim-teluk-biru/"]')).to_be_visible()
    expect(page.locator("[data-filter] [role=status]")).to_have_text("1 unit cocok")
    page.locator("#saring").fill("tidak ada begini")
    expect(page.locator("[data-filter] [role=status]")).to_contain_text("Tidak ada unit yang cocok")
    page.locator("#saring").fill("")
    expect(page.locator("[data-filter] [role=status]")).to_have_text("")


@pytest.fixture(scope="module")
def provinces(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """The sample's page of regions: the map is drawn for a register of Indonesia's provinces."""
    output = tmp_path_factory.mktemp("provinces") / "output"
    build(ROOT / "content", output, FAMILIES=("regions", "asset"))
    with serving(output) as address, visiting(browser, address) as made:
        yield made


def test_the_map_is_walked_by_keyboard_and_each_province_says_what_it_has(provinces: Visitor) -> None:
    page = provinces.open("wilayah/", 1024, 900)
    tiles = page.locator("figure.map .tile")
    assert tiles.count() == 38
    links = page.locator("figure.map a.tile")
    names = [links.nth(number).get_attribute("aria-label") or "" for number in range(links.count())]
    assert len(names) > 5
    assert [name for name in names if not re.search(r"\w.*: .*\d+ (?:berita|unit)", name)] == []
    links.first.focus()
    reached = []
    for _ in names:
        reached.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        page.keyboard.press("Tab")
    assert reached == names
    assert axe.violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe.violations(page, colours_only=True) == []


def test_on_a_phone_each_tile_is_large_enough_for_a_thumb(provinces: Visitor) -> None:
    page = provinces.open("wilayah/", 360, 740)
    boxes = [tile.bounding_box() for tile in page.locator("figure.map .tile").all()]
    assert [box for box in boxes if box is None or min(box["width"], box["height"]) < 24] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_beside_the_map_a_table_says_the_same(provinces: Visitor) -> None:
    page = provinces.open("wilayah/")
    rows = page.locator("main table tbody tr")
    assert rows.count() == 38
    for link in page.locator("figure.map a.tile").all()[:5]:
        assert page.locator(f'main table a[href="{link.get_attribute("href")}"]').count() == 1


NOTICE = {
    "urgent": [
        {
            "title": "Layanan <b>kapal</b> berhenti",
            "url": "https://berita.samudra.example/berita/kanim-teluk-biru/2024/antrean-paspor/",
            "unit": "Kanim Teluk Biru",
            "when": "",
            "lang": "",
            "sample": False,
        }
    ]
}


def test_what_is_urgent_comes_to_other_pages_moves_nothing_and_can_be_closed(visitor: Visitor) -> None:
    page = visitor.page
    page.route("**/darurat.json", lambda route: route.fulfill(body=json.dumps(NOTICE), content_type="application/json"))
    try:
        visitor.open("halaman/pedoman/", 360, 740)
        notice = page.get_by_role("region", name=re.compile("serta-merta", re.IGNORECASE))
        expect(notice.get_by_role("link", name="Layanan <b>kapal</b> berhenti")).to_have_attribute(
            "href", re.compile(f"{ANTREAN}$")
        )
        assert page.evaluate("shifts") == []
        assert axe.violations(page) == []
        page.keyboard.press("End")
        foot = page.locator("footer a").last
        foot.focus()
        assert page.evaluate(
            "(() => { const on = document.activeElement.getBoundingClientRect();"
            " return document.elementFromPoint(on.left + 2, on.top + on.height / 2) === document.activeElement })()"
        )
        notice.get_by_role("button").click()
        expect(notice).to_have_count(0)
        page.reload()
        expect(notice).to_have_count(0)
    finally:
        page.unroute("**/darurat.json")
        page.evaluate("sessionStorage.clear()")


@pytest.mark.parametrize("answer", ["", "{}", '{"urgent": [{"title": "x", "url": "javascript:told.push(1)"}]}', "[1"])
def test_a_broken_notice_leaves_the_page_as_it_was(visitor: Visitor, answer: str) -> None:
    def broken(route: Route) -> None:
        route.fulfill(body=answer, content_type="application/json")

    visitor.page.route("**/darurat.json", broken)
    try:
        page = visitor.open("halaman/pedoman/")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("told") == []
        assert page.locator('[href^="javascript"]').count() == 0
    finally:
        visitor.page.unroute("**/darurat.json")


def test_a_ready_made_text_is_copied_and_it_is_said(open_page: Open) -> None:
    page = open_page(
        "berita/kanim-teluk-biru/2024/layanan-akhir-pekan/", permissions=["clipboard-read", "clipboard-write"]
    )
    button = page.locator("button[data-copy]").first
    button.evaluate("(each) => { const around = each.closest('details'); if (around) around.open = true; }")
    field = page.locator(f"#{button.get_attribute('data-copy')}")
    button.click()
    expect(page.locator("[role=status]", has_text="disalin")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == field.input_value()
