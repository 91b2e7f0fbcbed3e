"""The whole path on real, messy input: some thousand posts of an agency's blog in our layout, with their registry."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import feedparser
import pytest
from lxml import etree

from plugins.addresses import FEED_FORMS
from plugins.problems import ERROR
from plugins.publish.job import Report
from tests.building import ROOT, build
from tests.building import SITE_URL as SITE
from tests.newsroom import harm, linking

CORPUS = ROOT.parent / "shared" / "corpus" / "digitalgov"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real posts is not on this machine")


@dataclass(frozen=True)
class Built:
    files: dict[str, bytes]
    rows: list[dict[str, str]]  # of data/berita/*.json, newest first
    report: Report

    def page(self, path: str) -> str:
        return self.files[f"{path}index.html"].decode()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("corpus")
    report = build(CORPUS, folder / "output", cache=folder / "cache", PROCESSES=2, defer=True)
    output = folder / "output"
    files = {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}
    months = sorted(
        (name for name in files if name.startswith("data/berita/") and name.endswith(".json")), reverse=True
    )
    return Built(files, [row for month in months for row in json.loads(files[month])["stories"]], report)


def test_every_file_is_published_or_named_with_its_reason(built: Built) -> None:
    files = sorted(path.relative_to(CORPUS).as_posix() for path in CORPUS.glob("berita/**/*.md"))
    held_back = {problem.path for problem in built.report.problems if problem.severity == ERROR}
    published = {f"{row['url'].removeprefix(f'{SITE}/').rstrip('/')}.md" for row in built.rows}
    assert len(files) > 1000
    assert sorted(published | held_back) == files


def test_a_published_story_stands_at_its_address_in_its_unit_s_archive_and_in_that_of_its_day(built: Built) -> None:
    for row in built.rows:
        path = row["url"].removeprefix(f"{SITE}/")
        link = f'href="/{path}"'
        at = _in_site_zone(row["date"])
        assert f"{path}index.html" in built.files
        assert link in built.page(f"unit/{row['unit']}/{at[:4]}/{at[5:7]}/"), path
        assert link in built.page(f"berita/{at[:4]}/{at[5:7]}/{at[8:10]}/"), path


def test_the_newest_fifty_of_a_unit_are_in_its_feed_and_in_that_of_the_root(built: Built) -> None:
    by_unit: dict[str, list[str]] = defaultdict(list)
    for row in built.rows:
        by_unit[row["unit"]].append(row["id"])
    for unit, ids in by_unit.items():
        feed = feedparser.parse(built.files[f"unit/{unit}/feed.xml"])
        assert not feed.bozo, unit
        assert [entry.id for entry in feed.entries][:50] == ids[:50]
    everything = feedparser.parse(built.files["feed.xml"])
    assert [entry.id for entry in everything.entries][:50] == [row["id"] for row in built.rows[:50]]


def test_every_feed_is_well_formed(built: Built) -> None:
    feeds = [name for name in built.files if name.endswith((*FEED_FORMS.values(), "arsip.xml"))]
    assert len(feeds) > 1000
    for name in feeds:
        read = json.loads if name.endswith(".json") else etree.fromstring
        assert len(read(built.files[name])) > 0, name


def test_no_link_is_broken_and_nothing_of_the_content_can_do_harm(built: Built) -> None:
    dead = [link for link in linking.dead_links(built.files, SITE) if not link.address.endswith("/kartu.png")]
    assert dead == []  # cards are drawn after the publish, and a server has one for all till then
    assert [(name, found) for name, data in built.files.items() for found in harm.harm(name, data)] == []


def _in_site_zone(iso: str) -> str:
    return datetime.fromisoformat(iso).astimezone(ZoneInfo("Asia/Jakarta")).isoformat()
