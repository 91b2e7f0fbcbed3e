"""The widget on a page of another site, under that site's own policy and styles; and what is left where it fails."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

UNIT = "unit/kanim-teluk-biru/"
TITLE = "Berita Kantor Imigrasi Kelas I Teluk Biru"
# A host that would break what is not apart from it.
HOSTILE_STYLE = "* { display: none !important } html, body, p, div { display: block !important } section { color: red }"


class _Quiet(SimpleHTTPRequestHandler):
    policy = ""

    def end_headers(self) -> None:
        if self.policy:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@contextmanager
def foreign(folder: Path, body: str, policy: str = "") -> Iterator[str]:
    """The address of a page with `body` on a site of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "host.css").write_text(HOSTILE_STYLE)
    (folder / "index.html").write_text(
        f'<!doctype html><html lang="id"><meta charset="utf-8"><title>Situs lain</title>'
        f'<link rel="stylesheet" href="host.css"><body><h1>Situs lain</h1>{body}</body></html>'
    )
    handler = type("Host", (_Quiet,), {"policy": policy})
    running = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{running.server_port}/"
    finally:
        running.shutdown()
        running.server_close()


def snippet(address: str, options: str = 'data-unit="kanim-teluk-biru"') -> str:
    return (
        f'<p data-sematan><a href="{address}/{UNIT}">Berita Kanim</a></p>'
        f'<script src="{address}/sematan.js" {options} referrerpolicy="no-referrer" async></script>'
    )


Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One for all tests, of which none leaves anything behind in it: opening one takes longer than most of them do."""
    with browser.new_context() as made:
        yield made


@pytest.fixture
def visit(context: BrowserContext, tmp_path: Path) -> Iterator[Visit]:
    """Opens a page of another site that shows the widget; `answer` stands for what our site answers to its question."""
    with ExitStack() as opened:

        def open_at(body: str, policy: str = "", answer: Callable[[Route], None] | None = None) -> Page:
            page = context.new_page()
            opened.callback(page.close)
            if answer:
                page.route("**/terbaru.json", answer)
            page.goto(opened.enter_context(foreign(tmp_path, body, policy)), wait_until="networkidle")
            return page

        yield open_at


def test_the_newest_stories_stand_where_the_link_stood(visit: Visit, address: str) -> None:
    page = visit(snippet(address, 'data-unit="kanim-teluk-biru" data-jumlah="3" data-tingkat="3"'))
    expect(page.get_by_role("heading", level=3, name=TITLE)).to_be_visible()
    links = page.get_by_role("listitem").get_by_role("link")
    expect(links).to_have_count(3)
    assert all(link.get_attribute("href").startswith(f"{address}/berita/") for link in links.all())  # type: ignore[union-attr]
    expect(page.get_by_role("link", name="Semua berita")).to_have_attribute("href", f"{address}/{UNIT}")
    assert page.locator("[data-sematan]").count() == 0
    assert page.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == ["", 0, 0]


def test_it_keeps_its_look_under_a_policy_that_allows_no_style_but_the_site_s_own(visit: Visit, address: str) -> None:
    policy = f"default-src 'none'; style-src 'self'; script-src {address}; connect-src {address}"
    page = visit(snippet(address), policy)
    title = page.get_by_role("heading", level=2, name=TITLE)
    expect(title).to_be_visible()
    assert title.evaluate("node => getComputedStyle(node).fontSize") == "18px"
    assert title.evaluate("node => getComputedStyle(node).color") == "rgb(20, 32, 46)"


def test_roll_up_theme_and_everything_are_asked_for_by_name(visit: Visit, address: str) -> None:
    asked: list[str] = []
    body = "".join(
        snippet(address, options) for options in ('data-unit="kanwil-biru" data-semua', 'data-zona="wbk"', "")
    )

    def answer(route: Route) -> None:
        asked.append(route.request.url.removeprefix(f"{address}/"))
        assert "referer" not in route.request.headers and "cookie" not in route.request.headers
        route.continue_()

    page = visit(body, answer=answer)
    expect(page.get_by_role("region")).to_have_count(3)
    assert sorted(asked) == ["terbaru.json", "unit/kanwil-biru/semua/terbaru.json", "zona/wbk/terbaru.json"]


def test_it_speaks_english_where_that_is_asked_for(visit: Visit, address: str) -> None:
    page = visit(snippet(address, 'data-unit="kanim-teluk-biru" data-bahasa="en" data-judul="Our news"'))
    region = page.get_by_role("region", name="Our news")
    expect(region).to_have_attribute("lang", "en")
    expect(region.get_by_role("link", name="All news")).to_be_visible()
    expect(region.locator("time").first).to_contain_text("2024")


ITEM = {"title": "X", "path": "berita/x/", "unit_name": "X", "date": "2024-06-01", "language": "id", "sample": False}
WHOLE = {"version": 1, "list": "all:", "title": "X", "path": "", "urgent": [], "items": [ITEM]}


@pytest.mark.parametrize(
    "answer",
    [
        lambda route: route.abort(),
        lambda route: route.fulfill(status=404),
        lambda route: route.fulfill(body="{"),
        lambda route: route.fulfill(json={**WHOLE, "version": 2}),
        lambda route: route.fulfill(json={**WHOLE, "items": [{**ITEM, "path": "javascript:alert(1)"}]}),
        lambda route: route.fulfill(json={**WHOLE, "items": [{**ITEM, "path": "//elsewhere.example/"}]}),
        lambda route: route.fulfill(json={**WHOLE, "path": "https://elsewhere.example/"}),
        lambda route: route.fulfill(json={**WHOLE, "items": None}),
    ],
    ids=["no line", "not found", "broken", "another version", "script", "another host", "another home", "no list"],
)  # fmt: skip
def test_whatever_fails_the_link_stays(visit: Visit, address: str, answer: Callable[[Route], None]) -> None:
    page = visit(snippet(address), answer=answer)
    expect(page.locator("[data-sematan]")).to_have_count(1)
    assert page.locator("[data-sematan] a").get_attribute("href") == f"{address}/{UNIT}"
    expect(page.get_by_role("region")).to_have_count(0)


def test_markup_in_a_title_stays_text(visit: Visit, address: str) -> None:
    title = "<img src=x onerror=alert(1)><b>tebal</b>"
    page = visit(
        snippet(address), answer=lambda route: route.fulfill(json={**WHOLE, "items": [{**ITEM, "title": title}]})
    )
    expect(page.get_by_role("listitem").get_by_role("link")).to_have_text(title)


def test_a_policy_that_refuses_the_question_leaves_the_link(visit: Visit, address: str) -> None:
    page = visit(snippet(address), f"default-src 'none'; style-src 'self'; script-src {address}")
    expect(page.locator("[data-sematan]")).to_have_count(1)


def test_without_a_link_of_the_host_s_own_one_is_made(visit: Visit, address: str) -> None:
    body = f'<div>Lain</div><script src="{address}/sematan.js" data-unit="kanim-teluk-biru"></script>'
    page = visit(body, answer=lambda route: route.abort())
    assert page.locator("p a").get_attribute("href") == f"{address}/{UNIT}"
    assert page.locator("div").text_content() == "Lain"


def test_a_frame_shows_the_same_on_another_site(visit: Visit, address: str) -> None:
    page = visit(f'<p><iframe src="{address}/{UNIT}sematan/" title="Berita" hidden></iframe></p>')
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text(TITLE)
    assert frame.locator("a").first.get_attribute("target") == "_blank"


def test_the_guide_writes_what_to_copy_anew_when_another_unit_is_picked(visitor: Any, address: str) -> None:
    page = visitor.open("sematan/pasang/")
    code = page.locator("#kode-skrip")
    made = code.input_value()
    page.select_option("#pasang-daftar", "unit/kanwil-biru")
    page.check("#pasang-semua")
    assert 'data-unit="kanwil-biru" data-semua' in code.input_value()
    assert "unit/kanwil-biru/semua/sematan/" in page.locator("#kode-bingkai").input_value()
    expect(page.locator("[data-shown]")).to_have_attribute("href", f"{address}/unit/kanwil-biru/semua/sematan/")
    page.uncheck("#pasang-semua")
    page.select_option("#pasang-daftar", index=0)
    assert code.input_value() == made
