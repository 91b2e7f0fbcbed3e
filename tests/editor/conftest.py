"""The admin tree of a few fabricated offices, and a browser for it."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from plugins.editor.__main__ import main
from plugins.editor.packing import Missing, fetch
from tests import factory
from tests.browser.conftest import CONTEXT, WAIT
from tests.building import ROOT

TOOLS = ROOT / ".venv" / "editor"


@pytest.fixture(scope="session")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A content folder with a register and no story."""
    content = tmp_path_factory.mktemp("offices")
    (content / "berita").mkdir()
    (content / "register").mkdir()
    for name, text in (
        ("units", factory.UNITS_CSV),
        ("unit_events", factory.EVENTS_CSV),
        ("regions", factory.REGIONS_CSV),
    ):
        (content / "register" / f"{name}.csv").write_text(text)
    return content


@pytest.fixture(scope="session")
def admin(offices: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The admin tree for a backend; skips the test where npm cannot bring the editor."""
    try:
        fetch(TOOLS)
    except Missing as missing:
        pytest.skip(str(missing))

    @functools.cache
    def made(backend: str) -> Path:
        folder = tmp_path_factory.mktemp(backend)
        options = ["--admin", str(folder), "--backend", backend, "--repo", "kementerian/berita", "--tools", str(TOOLS)]
        assert main([str(offices), *options]) == 0
        return folder

    return made


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Desk:
    """A window on an admin tree: what it asked for elsewhere, and what its policy or its scripts complained of."""

    page: Page
    address: str
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a path of the tree."""
        self.page.goto(f"{self.address}/{path}")
        return self.page

    def files(self) -> dict[str, bytes]:
        """What the editor keeps in the browser's own file system, by path below the repository."""
        found: dict[str, list[int]] = self.page.evaluate(_FILES)
        return {path.split("/", 1)[1]: bytes(content) for path, content in found.items()}

    def put(self, path: str, text: str) -> None:
        """Lay a file there, before the editor starts."""
        self.page.evaluate(_PUT, [path, text])


_FILES = """async () => {
  const found = {};
  const walk = async (folder, path) => {
    for await (const [name, entry] of folder.entries()) {
      if (entry.kind === "directory") await walk(entry, `${path}${name}/`);
      else found[path + name] = [...new Uint8Array(await (await entry.getFile()).arrayBuffer())];
    }
  };
  await walk(await navigator.storage.getDirectory(), "");
  return found;
}"""
_PUT = """async ([path, text]) => {
  const parts = path.split("/");
  let folder = await navigator.storage.getDirectory();
  for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
  const file = await (await folder.getFileHandle(parts.at(-1), { create: true })).createWritable();
  await file.write(text);
  await file.close();
}"""


@contextmanager
def at_desk(browser: Browser, folder: Path, width: int, height: int = 800) -> Iterator[Desk]:
    """A window of that size, in pixels, with nothing kept from before."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    touch = width < 600
    window = {"viewport": {"width": width, "height": height}, "has_touch": touch, "is_mobile": touch}
    options = {**CONTEXT, **window, "reduced_motion": "reduce"}  # what moves is drawn again and again
    try:
        with browser.new_context(**options) as context:
            page = context.new_page()
            page.set_default_timeout(WAIT)
            made = Desk(page, address)
            page.on("request", lambda request: _note(made, request.url))
            page.on("pageerror", lambda error: made.complaints.append(str(error)))
            page.on(
                "console", lambda said: made.complaints.append(said.text) if "Content Security" in said.text else None
            )
            yield made
    finally:
        server.shutdown()
        server.server_close()


def _note(desk: Desk, url: str) -> None:
    if not url.startswith((desk.address, "blob:", "data:")):
        desk.elsewhere.append(url)
