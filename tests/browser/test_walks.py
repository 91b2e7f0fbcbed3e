"""Ways through the site without a mouse, without scripts, without styles, on paper."""

from __future__ import annotations

import re
from collections import deque
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.browser.kinds import KINDS, Kind, named
from tests.conftest import Built

# Where the focus is: nothing in the page; else what it is, whether it can be seen, and what shows it.
FOCUS = """() => {
  const on = document.activeElement;
  if (!on || on === document.body) return null;
  const box = on.getBoundingClientRect();
  const middle = [(Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2,
    (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2];
  const top = document.elementFromPoint(...middle);
  const style = getComputedStyle(on);
  return {
    what: `${on.tagName} ${on.getAttribute("href") ?? on.name ?? on.id} ${on.textContent.trim().slice(0, 40)}`,
    order: [...document.querySelectorAll("*")].indexOf(on),
    seen: box.width > 0 && box.height > 0 && !!top
      && (on.contains(top) || top.contains(on) || [...(on.labels ?? [])].some((label) => label.contains(top))),
    marked: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none",
  };
}"""
LINES = """() => document.querySelector("main").innerText
  .split("\\n").map((line) => line.trim()).filter(Boolean)"""
REFRESH = b'http-equiv="refresh"'
REACHABLE = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.disabled && each.tabIndex >= 0)
  .length"""
STOPS = 400  # more than any page of the fabricated site has


def stops(page: Page, key: str = "Tab") -> list[dict[str, Any]]:
    """Every place where the key stops, until it leaves the page."""
    found: list[dict[str, Any]] = []
    for _ in range(STOPS):
        page.keyboard.press(key)
        stop = page.evaluate(FOCUS)
        if stop is None or (found and stop["order"] == found[0]["order"]):
            return found
        found.append(stop)
    raise AssertionError(f"no way out: {found[-3:]}")


@pytest.mark.parametrize(
    "kind",
    named("front", "story", "unit", "directory", "archive-of-a-month", "regions", "feeds"),
    ids=lambda kind: kind.name,
)
def test_the_keyboard_reaches_everything_in_order_and_the_eye_follows(visitor: Visitor, kind: Kind) -> None:
    page = visitor.open(kind.path, 1024, 600, reduced_motion="reduce")
    found = stops(page)
    assert found[0]["what"].startswith("A #isi")
    assert [stop for stop in found if not (stop["seen"] and stop["marked"])] == []
    assert [stop["order"] for stop in found] == sorted(stop["order"] for stop in found)
    reachable = page.evaluate(REACHABLE)
    radios = page.evaluate("document.querySelectorAll('input[type=radio]').length")
    assert reachable - radios <= len(found) <= reachable


def test_the_way_back_is_the_same(visitor: Visitor) -> None:
    page = visitor.open("unit/kanim-teluk-biru/", 1024, 600, reduced_motion="reduce")
    forth = [stop["order"] for stop in stops(page)]
    page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges()")
    page.reload()
    back = stops(page, "Shift+Tab")
    assert [stop["order"] for stop in back] == forth[::-1]
    assert [stop for stop in back if not stop["seen"]] == []


def test_the_first_key_leads_past_the_menu(visitor: Visitor) -> None:
    page = visitor.open("zona/wbk/")
    skip = page.locator("a.skip")
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_focus_that_a_phone_shows_is_hidden_by_nothing(visitor: Visitor) -> None:
    page = visitor.open("", 360, 640, reduced_motion="reduce")
    assert [stop for stop in stops(page) if not (stop["seen"] and stop["marked"])] == []


WIDE_TABLE = """() => {
  const table = document.createElement("table");
  const row = table.insertRow();
  for (let cells = 0; cells < 12; cells += 1) row.insertCell().textContent = "Teluk Biru";
  document.querySelector(".prose").replaceChildren(table);
}"""


def test_a_table_wider_than_a_phone_shows_at_its_edge_that_it_goes_on(visitor: Visitor) -> None:
    page = visitor.open("berita/kanim-teluk-biru/2024/antrean-paspor/", 360, 640)
    page.evaluate(WIDE_TABLE)
    table = page.locator(".prose table")

    def edge() -> int:
        """How light the table is at its right edge, between the rules of its rows."""
        shown = Image.open(BytesIO(table.screenshot())).convert("L")
        return max(shown.crop((shown.width - 2, 2, shown.width, shown.height - 2)).tobytes())

    assert edge() < 200
    table.evaluate("(table) => table.scrollTo(9999, 0)")
    assert edge() == 255


# What can be used: not what stands in a form that is sent, which the server's answer makes work.
DEAD = """() => [...document.querySelectorAll("button, input, select, textarea:not([readonly])")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest("form[action]"))
  .map((each) => each.outerHTML.slice(0, 100))"""


# What works by a script alone is not there until that shows it.
SCRIPTED = "[hidden], [data-filter], [data-control], [data-copy]"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_without_scripts_nothing_on_a_page_is_dead_and_all_of_its_text_is_there(
    site: Built, visitor: Visitor, scriptless: Visitor, kind: Kind
) -> None:
    page = scriptless.open(kind.path)
    assert page.evaluate(DEAD) == []
    file = kind.path if kind.path.endswith(".html") else f"{kind.path}index.html"
    of_scripts = " ".join(
        each.get_text(" ", strip=True) for each in BeautifulSoup(site.files[file], "lxml").select(SCRIPTED)
    )
    there = page.evaluate(LINES)
    lines = visitor.open(kind.path).evaluate(LINES)
    told = visitor.page.evaluate("[...document.querySelectorAll('[role=status]')].map((each) => each.innerText)")
    assert [line for line in lines if line not in there and line not in of_scripts and line not in told] == []


# Where every story, office, theme and province stands; the newsroom's own pages are in the menus of its settings.
LISTED = re.compile(r"(?:berita|unit|zona|wilayah|jenis)/")
# For the screens of others, and for paper: a page that is linked leads there.
SHOWN_ELSEWHERE = re.compile(r"(?:^|/)sematan/index\.html$")


def test_without_scripts_every_page_is_reached_by_links_from_the_front(site: Built) -> None:
    pages = {path for path, data in site.files.items() if path.endswith("index.html") and REFRESH not in data}
    reached = {"index.html"}
    ahead = deque(reached)
    while ahead:
        for href in re.findall(rb'<a\b[^>]*? href="/([^"#?]*)', site.files[ahead.popleft()]):
            path = f"{href.decode()}index.html"
            if path in pages and path not in reached:
                reached.add(path)
                ahead.append(path)
    assert [path for path in sorted(pages - reached) if LISTED.match(path) and not SHOWN_ELSEWHERE.search(path)] == []


def test_without_scripts_people_get_from_the_front_to_an_old_story_by_the_calendar(scriptless: Visitor) -> None:
    page = scriptless.open("")
    for path in ("berita/", "berita/2024/", "berita/2024/06/", "berita/2024/06/15/"):
        page.locator(f'a[href="/{path}"]').first.click()
        page.wait_for_url(f"**/{path}")
    page.locator('main a[href="/berita/lapas-bukit-hijau/2024/panen-rumput-laut/"]').first.click()
    expect(page.locator("h1")).to_have_text("Warga binaan memanen rumput laut")


def test_without_scripts_people_get_from_the_front_to_an_office_s_telephone(scriptless: Visitor) -> None:
    page = scriptless.open("")
    page.locator('main a[href="/unit/"]').first.click()
    page.wait_for_url("**/unit/")
    link = page.locator('main a[href="/unit/kanim-teluk-biru/"]').first
    for summary in page.locator("details:not([open]) > summary").all():
        if not link.is_visible():
            summary.click()
    link.click()
    expect(page.locator('main a[href^="tel:"]').first).to_be_visible()


PAPER = ("header.masthead nav", "nav.crumbs", "a.skip", "form", "button")


@pytest.mark.parametrize(
    "kind", named("front", "story", "unit", "archive-of-a-month", "zone"), ids=lambda kind: kind.name
)
def test_on_paper_there_is_the_content_and_nothing_to_click(visitor: Visitor, kind: Kind) -> None:
    page = visitor.open(kind.path)
    heading = page.locator("h1").inner_text()
    page.emulate_media(media="print")
    for chrome in PAPER:
        assert [each for each in page.locator(chrome).all() if each.is_visible()] == [], chrome
    assert page.locator("h1").inner_text() == heading
    expect(page.locator(".printed")).to_contain_text(f"https://berita.samudra.example/{kind.path}")
    colours = page.evaluate(
        "(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(document.body))"
    )
    assert colours[0] in ("rgb(0, 0, 0)", "rgb(17, 17, 17)") or sum(map(int, re.findall(r"\d+", colours[0])[:3])) < 200
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF-") and len(paper) > 5_000


def test_a_story_takes_no_more_paper_than_it_needs(visitor: Visitor) -> None:
    paper = visitor.open("berita/kanim-teluk-biru/2024/antrean-paspor/").pdf(format="A4")
    assert 1 <= len(re.findall(rb"/Type ?/Page\b", paper)) <= 3


@pytest.mark.parametrize("kind", named("front", "story", "unit"), ids=lambda kind: kind.name)
def test_with_styles_off_a_page_reads_from_its_name_to_its_foot(visitor: Visitor, kind: Kind) -> None:
    page = visitor.open(kind.path)
    page.evaluate("for (const sheet of document.styleSheets) sheet.disabled = true")
    text = page.evaluate("document.body.innerText")
    order = [
        text.index(each)
        for each in ("Langsung ke isi", "Ruang Berita Samudra", "Zona Integritas", page.locator("h1").inner_text())
    ]
    assert order[:3] == sorted(order[:3]) and text.rstrip().endswith("/" + kind.path)
    wide = page.evaluate(
        "[...document.querySelectorAll('svg, img')].filter((each) => each.getBoundingClientRect().width > 2000).length"
    )
    assert wide == 0  # every picture says how large it is


@pytest.mark.parametrize("kind", named("front", "story", "unit", "zone", "directory"), ids=lambda kind: kind.name)
def test_in_the_dark_the_paper_is_dark_and_the_ink_is_light(visitor: Visitor, kind: Kind) -> None:
    look = """() => [["body", "backgroundColor"], ["main h1", "color"]].map(([selector, of]) => {
      const [r, g, b] = getComputedStyle(document.querySelector(selector))[of].match(/[\\d.]+/g).map(Number);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    })"""
    light = visitor.open(kind.path).evaluate(look)
    dark = visitor.open(kind.path, color_scheme="dark").evaluate(look)
    assert light[0] > 200 > 100 > light[1]
    assert dark[0] < 60 < 180 < dark[1]


@pytest.mark.parametrize("kind", named("front", "story", "directory", "feeds"), ids=lambda kind: kind.name)
def test_nothing_moves_for_those_who_asked_for_that(visitor: Visitor, kind: Kind) -> None:
    page = visitor.open(kind.path, reduced_motion="reduce")
    moving = page.evaluate("""() => [...document.querySelectorAll("*")].flatMap((each) => {
      const style = getComputedStyle(each);
      const times = `${style.transitionDuration},${style.animationDuration}`.split(",");
      const moves = times.some((time) => parseFloat(time) > 0.01) || style.scrollBehavior === "smooth";
      return moves ? [each.outerHTML.slice(0, 80)] : [];
    })""")
    assert moving == []
