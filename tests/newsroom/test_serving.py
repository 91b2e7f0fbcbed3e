"""A built site shown on this machine, as a plain web server would."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from plugins.newsroom.serving import server


@pytest.fixture
def get(tmp_path: Path) -> Iterator[object]:
    for path, text in (("index.html", "Depan"), ("404.html", "Tidak ditemukan"), ("unit/a/index.html", "A")):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    (tmp_path / "feed.xml").write_text("<rss/>")
    running = server(tmp_path, 0)
    threading.Thread(target=running.serve_forever, daemon=True).start()

    def fetch(path: str, method: str = "GET") -> tuple[int, str, str]:
        connection = HTTPConnection("127.0.0.1", running.server_port, timeout=10)
        connection.request(method, path)
        answer = connection.getresponse()
        told = (answer.status, answer.headers["Content-Type"], answer.read().decode())
        connection.close()
        return told

    yield fetch
    running.shutdown()
    running.server_close()


@pytest.mark.parametrize(
    ("path", "status", "text"),
    [
        ("/", 200, "Depan"),
        ("/unit/a/?x=1", 200, "A"),
        ("/unit/b/", 404, "Tidak ditemukan"),
        ("/unit/", 404, "Tidak ditemukan"),
        ("/../../etc/passwd", 404, "Tidak ditemukan"),
    ],
)
def test_an_address_leads_to_its_page_or_to_the_one_that_says_there_is_none(
    get: object, path: str, status: int, text: str
) -> None:
    told = get(path)  # type: ignore[operator]
    assert (told[0], told[2]) == (status, text)
    assert told[1].startswith("text/html")


def test_a_feed_is_served_as_xml(get: object) -> None:
    assert get("/feed.xml")[1] == "application/xml; charset=utf-8"  # type: ignore[operator]


def test_only_the_head_of_a_missing_page_is_told_where_that_is_asked(get: object) -> None:
    assert get("/tidak-ada/", "HEAD")[::2] == (404, "")  # type: ignore[operator]
