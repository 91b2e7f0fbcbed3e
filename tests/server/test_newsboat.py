"""A feed reader that people use: newsboat imports the outlines, fetches what they name, and has every item."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

from plugins import addresses
from plugins.newsroom.serving import server
from tests.building import build, copy_site
from tests.server.programs import environment, program


@dataclass(frozen=True, slots=True)
class Served:
    """A site at its own address, on this machine."""

    output: Path
    url: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    program("newsboat")  # before anything is built in vain
    folder = tmp_path_factory.mktemp("newsboat")
    output = folder / "output"
    output.mkdir()
    running = server(output, 0)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{running.server_port}"
        build(copy_site(folder), output, SITEURL=url)
        yield Served(output, url)
    finally:
        running.shutdown()
        running.server_close()


def newsboat(home: Path, *arguments: str) -> str:
    """Run it with a home of its own; what it says."""
    files = ("-C", "/dev/null", "-u", str(home / "urls"), "-c", str(home / "cache.db"))
    done = subprocess.run(
        [program("newsboat"), *files, *arguments],
        env=environment(home),
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout


def feeds(served: Served, *outlines: str) -> dict[str, list[str]]:
    """The ids of the items of every feed in these outlines, by its address."""
    named = [found.get("xmlUrl", "") for path in outlines for found in ElementTree.parse(served.output / path).iter()]
    return {
        feed: [guid.text or "" for guid in ElementTree.parse(served.output / path).iterfind("channel/item/guid")]
        for feed in named
        if (path := feed.removeprefix(f"{served.url}/"))
    }


def kept(served: Served, home: Path, *outlines: str) -> list[tuple[str, str]]:
    """What newsboat has after it imported these outlines and fetched their feeds: feed and id of each item."""
    for outline in outlines:
        newsboat(home, "-i", str(served.output / outline))
    newsboat(home, "-x", "reload")
    with closing(sqlite3.connect(home / "cache.db")) as cache:
        found = cache.execute("SELECT feedurl, guid FROM rss_item ORDER BY feedurl, guid").fetchall()
    unread = re.search(r"\d+", newsboat(home, "-x", "print-unread"))
    assert unread is not None
    assert int(unread[0]) == len(found)
    return found


@pytest.mark.parametrize(
    "outlines",
    [
        pytest.param([addresses.unit_opml("kanim-teluk-biru")], id="office"),
        pytest.param([addresses.unit_opml("kanwil-jingga")], id="office-with-offices-beneath"),
        pytest.param([addresses.region_opml("91")], id="province"),
        pytest.param([addresses.region_opml("91"), addresses.region_opml("92")], id="provinces"),
    ],
)
def test_a_reader_that_imports_an_outline_has_every_item_of_every_feed_in_it(
    served: Served, tmp_path: Path, outlines: list[str]
) -> None:
    expected = feeds(served, *outlines)
    assert len(expected) == len(outlines)
    assert all(expected.values())
    assert kept(served, tmp_path, *outlines) == sorted((feed, guid) for feed, ids in expected.items() for guid in ids)


def test_one_that_imports_the_directory_of_all_has_every_story_once(served: Served, tmp_path: Path) -> None:
    expected = feeds(served, addresses.OPML)
    assert len(expected) > 20
    # newsboat keeps an id once, for whichever feed came first: the feeds of the directory overlap.
    assert sorted(guid for _, guid in kept(served, tmp_path, addresses.OPML)) == sorted(
        {guid for ids in expected.values() for guid in ids}
    )
