"""True builds of a site with fifty embargoed stories, one minute before they are due and one minute after."""

from __future__ import annotations

import shutil
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest

from plugins.leaks import output
from plugins.leaks.marks import Marks
from plugins.leaks.output import Looked, ahead
from tests import building
from tests.leaks import site as fifty
from tests.publish.small import Small

# Where a story that is due has to be found, by how a path begins and ends.
PLACES = {
    "page": lambda path, reference: path == f"berita/{reference}/index.html",
    "feed": lambda path, reference: path == "feed.xml",
    "data": lambda path, reference: path.startswith("data/berita/2025-0") and path.endswith(".json"),
    "table": lambda path, reference: path.startswith("data/berita/2025-0") and path.endswith(".csv"),
    "archive": lambda path, reference: path.startswith("berita/2025/"),
    "search": lambda path, reference: path.startswith("cari/2025/fragment/"),
    "sitemap": lambda path, reference: path.startswith("sitemap-2025-"),
    "feed archive": lambda path, reference: path.endswith("/arsip.xml") and path.startswith("berita/"),
    "unit": lambda path, reference: path.startswith(f"unit/{reference.partition('/')[0]}/2025/"),
}


@dataclass(frozen=True)
class Sides:
    """What was hidden before, what of it was found before and after, and what is hidden and found after."""

    site: Small
    marks: Marks
    before: Looked
    files_before: dict[str, bytes]
    found_after: Looked
    after: Looked


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Sides:
    made = fifty.newsroom(tmp_path_factory.mktemp("fifty"))
    building.build(made.content, made.output, as_of=fifty.BEFORE)
    marks, before = fifty.searched(made, fifty.BEFORE)
    files = building.snapshot(made.output)
    building.build(made.content, made.output, as_of=fifty.AFTER)
    found = output.look(made.output, marks, fifty.AFTER, "Asia/Jakarta", 1)
    return Sides(made, marks, before, files, found, fifty.searched(made, fifty.AFTER)[1])


def test_one_minute_before_nothing_of_fifty_stories_is_found(sides: Sides) -> None:
    embargoed = [hidden.story for hidden in sides.marks.hidden if hidden.why in ("embargoed", "scheduled")]
    assert sorted(embargoed) == sorted([*map(fifty.reference, range(fifty.COUNT)), *fifty.TWINS])
    assert all(hidden.until is not None for hidden in sides.marks.hidden if hidden.story in embargoed)
    assert sides.before.files > 150 and sides.before.unreadable == []
    assert sides.before.leaks == []


@pytest.mark.parametrize("place", PLACES)
def test_one_minute_after_each_of_the_fifty_is_found(sides: Sides, place: str) -> None:
    found = defaultdict(set)
    for leak in sides.found_after.leaks:
        if PLACES[place](leak.path, leak.story):
            found[leak.story].add(leak.path)
    assert [fifty.reference(n) for n in range(fifty.COUNT) if not found[fifty.reference(n)]] == []


def test_their_photos_are_found_too_as_they_are_and_in_other_sizes(sides: Sides) -> None:
    pictures = {leak.path for leak in sides.found_after.leaks if leak.sort == "picture"}
    for number in range(0, fifty.COUNT, 5):
        folder = f"berita/{fifty.reference(number)}/"
        assert folder + f"{fifty.spelled(number)}.webp" in pictures
        assert any(path.startswith(f"{folder}ukuran/") for path in pictures)
    assert not any("dipakai-bersama" in path and leak_is_picture(sides, path) for path in pictures)


def leak_is_picture(sides: Sides, path: str) -> bool:
    return any(leak.path == path and leak.sort == "picture" for leak in sides.found_after.leaks)


def test_one_minute_after_only_a_writers_notes_are_hidden_and_none_is_found(sides: Sides) -> None:
    assert sides.after.leaks == [] and sides.after.unreadable == []


def test_before_they_are_due_the_site_is_that_of_a_newsroom_without_them(sides: Sides, tmp_path: Path) -> None:
    """Whatever could tell of them (counts, orders, digests, calendars, drawn codes) would be another byte."""
    content = shutil.copytree(sides.site.content, tmp_path / "content")
    for reference in (*map(fifty.reference, range(fifty.COUNT)), *fifty.TWINS):
        (content / f"berita/{reference}.md").unlink()
    building.build(content, tmp_path / "output", as_of=fifty.BEFORE)
    without = building.snapshot(tmp_path / "output")
    assert without.keys() == sides.files_before.keys()
    assert [path for path, data in without.items() if data != sides.files_before[path]] == []


def test_a_story_whose_embargo_is_put_off_is_gone_from_everywhere(sides: Sides) -> None:
    building.build(sides.site.content, sides.site.output, as_of=fifty.BEFORE)
    assert fifty.searched(sides.site, fifty.BEFORE)[1].leaks == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("berita/2025/02/03/index.html", True),
        ("berita/2025/02/02/index.html", False),
        ("berita/2026/index.html", True),
        ("unit/kanim-teluk/semua/2025/03/index.html", True),
        ("unit/kanim-teluk/ringkasan/2025/02/03/lembar/index.html", True),
        ("sitemap-2025-03.xml", True),
        ("data/berita/2025-02.json", False),
        ("data/berita/2025-03.csv", True),
        ("berita/kanim-teluk/2099/08/index.html", False),
    ],
)
def test_an_archive_of_a_day_to_come_is_told_by_its_name(path: str, expected: bool) -> None:
    assert ahead(path, "2025-02-02") is expected
