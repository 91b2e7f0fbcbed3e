"""What a page costs a phone on a bad line: requests, and bytes as nginx sends them (gzip)."""

from __future__ import annotations

import gzip
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import Visitor
from tests.browser.kinds import Kind, named
from tests.conftest import Built

PHONE = (360, 740)
REQUESTS = 10  # before anybody scrolls
WITHOUT_PHOTOS = 50_000  # bytes
WITH_PHOTOS = {"front": 250_000, "story": 200_000}
_PHOTOS = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif")
_COMPRESSED = (".html", ".css", ".js", ".svg", ".json", ".xml", ".txt")


def sent(output: Path, url: str) -> tuple[str, int]:
    """The file of a site that an address gets, and its bytes on the wire."""
    path = urlsplit(url).path.lstrip("/")
    file = f"{path}index.html" if path == "" or path.endswith("/") else path
    data = (output / file).read_bytes()
    return file, len(gzip.compress(data, 5)) if Path(file).suffix in _COMPRESSED else len(data)


@pytest.mark.parametrize("kind", named("front", "story"), ids=lambda kind: kind.name)
def test_a_page_comes_in_few_requests_and_few_bytes(visitor: Visitor, site: Built, kind: Kind) -> None:
    visitor.page.goto("about:blank")
    page = visitor.open(kind.path, *PHONE)
    page.wait_for_load_state("networkidle")
    files = [sent(site.output, url) for url in visitor.asked]
    assert len(files) <= REQUESTS, files
    assert sum(size for file, size in files if not file.endswith(_PHOTOS)) <= WITHOUT_PHOTOS, files
    assert sum(size for _, size in files) <= WITH_PHOTOS[kind.name], files


@pytest.mark.parametrize("kind", named("front", "story"), ids=lambda kind: kind.name)
def test_the_photo_at_the_top_is_asked_for_first_and_others_only_when_they_come_near(
    visitor: Visitor, kind: Kind
) -> None:
    page = visitor.open(kind.path, *PHONE)
    images = page.evaluate("""() => [...document.querySelectorAll("main img")].map((each) => ({
      top: each.getBoundingClientRect().top, loading: each.loading, priority: each.fetchPriority,
    }))""")
    below = [image for image in images if image["top"] > 3 * PHONE[1]]
    assert [image for image in below if image["loading"] != "lazy"] == []
    eager = [image for image in images if image["priority"] == "high"]
    assert len(eager) <= 1 and all(image["loading"] != "lazy" for image in eager)
