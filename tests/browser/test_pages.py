"""Every kind of page in a browser: what it asks for, what it breaks, how it stands."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browser import axe
from tests.browser.conftest import Visitor
from tests.browser.kinds import KINDS, kind_of
from tests.conftest import Built
from tests.newsroom.linking import page_path

ARTEFACTS = Path(__file__).parent / "artefacts"
SIZES = {"phone": (360, 740), "tablet": (768, 1024), "desktop": (1440, 900)}
# Down the whole page, so that what is lazy comes, and up again.
WALK = """async () => {
  const shown = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) { scrollTo(0, y); await shown(); }
  for (const image of document.images) await image.decode().catch(() => told.push(`picture: ${image.src}`));
  scrollTo(0, 0);
  await shown();
}"""
# Wider than the window, or than a part of the page that scrolls by itself.
TOO_WIDE = """() => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide <= 0) return [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const out = [wide];
  while (texts.nextNode()) {
    range.selectNode(texts.currentNode);
    const right = range.getBoundingClientRect().right;
    if (right > innerWidth + 0.5) out.push(`${right}: ${texts.currentNode.textContent.trim().slice(0, 80)}`);
  }
  return out;
}"""
# WCAG 2.2, success criterion 1.4.12.
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important }
    * { word-spacing: 0.16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets.push(sheet);
}"""
CUT_OFF = """() => [...document.body.querySelectorAll("*")].filter((each) => {
  const style = getComputedStyle(each);
  const hides = (value) => value === "hidden" || value === "clip";
  if (each.closest(".visually-hidden, svg") || !each.getClientRects().length || !each.textContent.trim()) return false;
  return (hides(style.overflowX) && each.scrollWidth > each.clientWidth + 1)
    || (hides(style.overflowY) && each.scrollHeight > each.clientHeight + 1);
}).map((each) => each.outerHTML.slice(0, 120))"""


def test_every_page_is_of_a_kind_that_is_looked_at(site: Built) -> None:
    pages = {page_path(path): data for path, data in site.files.items() if path.endswith(".html")}
    strange = [path for path, data in pages.items() if not kind_of(path) and b'http-equiv="refresh"' not in data]
    assert strange == []
    assert [kind.name for kind in KINDS if kind.path not in pages or kind_of(kind.path) != kind] == []


@pytest.fixture(scope="module", params=KINDS, ids=lambda kind: kind.name)
def opened(request: pytest.FixtureRequest, visitor: Visitor) -> Visitor:
    """A page of each kind on a phone, opened once: the tests that ask for it look at it in their order here."""
    visitor.open(request.param.path, *SIZES["phone"])
    return visitor


def test_it_asks_no_other_host_breaks_no_policy_and_moves_nothing(opened: Visitor) -> None:
    page = opened.page
    page.evaluate(WALK)
    assert [url for url in opened.asked if not url.startswith(f"{opened.address}/")] == []
    assert page.evaluate("told") == []
    assert opened.said == []
    assert page.evaluate("shifts") == []
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_axe_finds_nothing_in_light_and_in_dark(opened: Visitor) -> None:
    page = opened.page
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    assert axe.violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe.violations(page, colours_only=True) == []


def test_it_is_kept_as_a_picture_for_people_to_look_at(opened: Visitor, request: pytest.FixtureRequest) -> None:
    page, every = opened.page, "EVERY_PICTURE" in os.environ
    name = request.node.callspec.params["opened"].name
    page.evaluate("document.querySelectorAll('img').forEach((image) => { image.loading = 'eager'; })")
    for scheme in ("light", "dark") if every else ("light",):
        page.emulate_media(color_scheme=scheme)
        for size, (width, height) in SIZES.items():
            if every or size != "tablet":
                page.set_viewport_size({"width": width, "height": height})
                picture = page.screenshot(path=ARTEFACTS / f"{name}-{size}-{scheme}.png", full_page=True)
                assert int.from_bytes(picture[16:20], "big") == width


def test_it_fits_every_window_and_320_pixels_whatever_the_spacing_of_its_text(opened: Visitor) -> None:
    page = opened.page
    for width, height in (*SIZES.values(), (320, 640)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(TOO_WIDE) == [], width
    before = page.evaluate(CUT_OFF)
    page.evaluate(SPACING)
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(CUT_OFF) == before == []
