"""A browser for all tests of a process, and the fabricated site as it is served."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from plugins.newsroom.serving import server
from tests.conftest import Built

Open = Callable[..., Page]
WAIT = 20_000  # milliseconds, for a machine that is busy
CONTEXT: dict[str, Any] = {"locale": "id-ID", "timezone_id": "Asia/Jakarta"}
_PLAIN = {"media": "screen", "color_scheme": "light", "reduced_motion": "no-preference", "contrast": "no-preference"}
# What goes wrong in a page, in `told`, and what moves in it by itself, in `shifts`.
_WATCHED = """
window.told = [];
addEventListener("securitypolicyviolation", (event) => told.push(`policy: ${event.effectiveDirective} ${event.blockedURI}`), true);
addEventListener("error", (event) => told.push(`error: ${event.message || event.target.src || event.target.href}`), true);
addEventListener("unhandledrejection", (event) => told.push(`rejected: ${event.reason}`));
window.shifts = [];
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) shifts.push([shift.value, ...shift.sources.map((source) => source.node?.outerHTML?.slice(0, 80))]);
}).observe({ type: "layout-shift", buffered: true });
"""  # noqa: E501


@contextmanager
def serving(output: Path) -> Iterator[str]:
    """The address of a server of a folder, without a slash at its end."""
    running = server(output, 0)
    threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{running.server_port}"
    finally:
        running.shutdown()
        running.server_close()


@pytest.fixture(scope="session")
def address(site: Built) -> Iterator[str]:
    """Where the fabricated site is served, without a slash at its end, under the headers of the product."""
    with serving(site.output) as found:
        yield found


@dataclass(frozen=True, slots=True)
class Visitor:
    """A window that goes from page to page, and what was seen on the way since the last one was opened."""

    page: Page
    address: str
    asked: list[str]  # every address that was asked for
    said: list[str]  # in the console

    def open(self, path: str, width: int = 1280, height: int = 800, **media: Any) -> Page:
        """Go to a site path in a window of that size, in pixels; `media` are options of `emulate_media`."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(**{**_PLAIN, **media})
        self.asked.clear()
        self.said.clear()
        self.page.goto(f"{self.address}/{path}", wait_until="load")
        return self.page


@contextmanager
def visiting(browser: Browser, address: str, **options: Any) -> Iterator[Visitor]:
    """A window with options of Playwright's `new_context`, for the length of the block."""
    with browser.new_context(**{**CONTEXT, **options}) as context:
        page = context.new_page()
        page.set_default_timeout(WAIT)
        page.add_init_script(_WATCHED)
        made = Visitor(page, address, [], [])
        page.on("request", lambda request: made.asked.append(request.url))
        page.on("console", lambda message: made.said.append(f"{message.type}: {message.text}"))
        yield made


@pytest.fixture(scope="session")
def visitor(browser: Browser, address: str) -> Iterator[Visitor]:
    """One window for all who leave nothing behind in it: opening one takes longer than most pages do."""
    with visiting(browser, address) as made:
        yield made


@pytest.fixture(scope="session")
def scriptless(browser: Browser, address: str) -> Iterator[Visitor]:
    """A window in which no script runs."""
    with visiting(browser, address, java_script_enabled=False) as made:
        yield made


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Opens a site path in a window of its own, with options of Playwright's `new_context`."""
    made: list[BrowserContext] = []

    def open_at(path: str, **options: Any) -> Page:
        made.append(browser.new_context(**{**CONTEXT, **options}))
        page = made[-1].new_page()
        page.set_default_timeout(WAIT)
        page.goto(f"{address}/{path}", wait_until="load")
        return page

    yield open_at
    for each in made:
        each.close()
