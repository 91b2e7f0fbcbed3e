"""Every kind of page in a browser: what it asks for, what it breaks, how it stands."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browser import axe
from tests.browser.conftest import Visitor
from tests.browser.kinds import KINDS, Kind, kind_of
from tests.conftest import Built
from tests.newsroom.linking import page_path

ARTEFACTS = Path(__file__).parent / "artefacts"
SIZES = {"phone": (360, 740), "desktop": (1440, 900)}
EVERY_SIZE = {**SIZES, "tablet": (768, 1024)}
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

every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def test_every_page_is_of_a_kind_that_is_looked_at(site: Built) -> None:
    pages = {page_path(path): data for path, data in site.files.items() if path.endswith(".html")}
    strange = [path for path, data in pages.items() if not kind_of(path) and b'http-equiv="refresh"' not in data]
    assert strange == []
    assert [kind.name for kind in KINDS if kind.path not in pages or kind_of(kind.path) != kind] == []


@every_kind
def test_it_asks_no_other_host_breaks_no_policy_and_moves_nothing(visitor: Visitor, kind: Kind) -> None:
    page = visitor.open(kind.path, *SIZES["phone"])
    page.evaluate(WALK)
    assert [url for url in visitor.asked if not url.startswith(f"{visitor.address}/")] == []
    assert page.evaluate("told") == []
    assert visitor.said == []
    assert page.evaluate("shifts") == []
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


@every_kind
def test_axe_finds_nothing_in_light_and_in_dark(visitor: Visitor, kind: Kind) -> None:
    page = visitor.open(kind.path, reduced_motion="reduce")
    assert axe.violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe.violations(page, colours_only=True) == []


@every_kind
def test_it_flows_into_320_pixels_whatever_the_spacing_of_its_text(visitor: Visitor, kind: Kind) -> None:
    page = visitor.open(kind.path, 320, 640)
    assert page.evaluate(TOO_WIDE) == []
    before = page.evaluate(CUT_OFF)
    page.evaluate(SPACING)
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(CUT_OFF) == before == []


@every_kind
def test_it_is_kept_as_a_picture_for_people_to_look_at(visitor: Visitor, kind: Kind) -> None:
    every = "EVERY_PICTURE" in os.environ
    for scheme in ("light", "dark") if every else ("light",):
        page = visitor.open(kind.path, color_scheme=scheme)
        page.evaluate("document.querySelectorAll('img').forEach((image) => { image.loading = 'eager'; })")
        for size, (width, height) in (EVERY_SIZE if every else SIZES).items():
            page.set_viewport_size({"width": width, "height": height})
            picture = page.screenshot(path=ARTEFACTS / f"{kind.name}-{size}-{scheme}.png", full_page=True)
            assert int.from_bytes(picture[16:20], "big") == width
