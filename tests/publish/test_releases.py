"""One release of several offices: what wider pages and feeds show of it; incremental sites are clean ones here too."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from plugins.library import store
from tests.building import build, snapshot
from tests.copies import texts
from tests.publish.editing import Tree
from tests.publish.small import Small, small

_EDITS = ("withdraw", "re-date", "wait", "move", "share", "draft", "delete", "restore")
_TEXT = texts.release("Kantor", 1).replace("<p>", "").replace("</p>", "\n\n")
_FIRST, _SECOND, _ALONE = "kanwil-barat/2024/rilis", "kanim-teluk/2024/rilis", "lapas-bukit/2024/rilis"


def copies(output: Path) -> int:
    (library,) = output.with_name(f"{output.name}.cache").glob("*.sqlite")
    connection = store.connect_to_read(library)
    found = connection.execute("SELECT count(*) FROM kin WHERE original <> ''").fetchone()[0]
    connection.close()
    return int(found)


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_whatever_happens_to_copies_the_incremental_output_equals_a_clean_one(tmp_path: Path, seed: int) -> None:
    tree = Tree(tmp_path / "content", seed)
    output, most = tmp_path / "output", 0
    for number, edit in enumerate(_EDITS):
        tree.make("release")
        tree.make("release")
        tree.make(edit)
        tree.commit()
        build(tree.root, output, as_of=tree.as_of, defer=True)
        most = max(most, copies(output))
        if number % 4 == 3:
            clean = tmp_path / f"clean-{number}"
            build(tree.root, clean, as_of=tree.as_of, defer=True)
            assert snapshot(output) == snapshot(clean)
    assert most > 1


@pytest.fixture
def site(tmp_path: Path) -> Small:
    made = small(tmp_path)
    made.story(_FIRST, "2024-06-03 09:00", _TEXT)
    made.story(_SECOND, "2024-06-04 09:00", _TEXT, tags="[paspor]")
    made.story(_ALONE, "2024-06-04 10:00", _TEXT.upper())
    made.build()
    return made


def links(page: str) -> set[str]:
    return {str(link["href"]) for link in BeautifulSoup(page, "html.parser").select("main a[href]")}


def test_wider_pages_and_feeds_carry_the_original_alone(site: Small) -> None:
    feed = (site.output / "feed.xml").read_text(encoding="utf-8")
    assert (_FIRST in feed, _SECOND in feed, _ALONE in feed) == (True, False, True)
    front = BeautifulSoup(site.page(""), "html.parser").select_one("main")
    assert front and "Juga diterbitkan oleh 1 unit lain" in front.get_text()
    assert not any(_SECOND in link for link in links(site.page("")))
    assert not any(_SECOND in link for link in links(site.page("berita/2024/06/04")))
    assert _SECOND not in (site.output / "sitemap-2024-06.xml").read_text(encoding="utf-8")


def test_each_office_keeps_its_story_on_its_own_page_and_feed(site: Small) -> None:
    assert any(_SECOND in link for link in links(site.page("unit/kanim-teluk")))
    assert _SECOND in (site.output / "unit/kanim-teluk/feed.xml").read_text(encoding="utf-8")
    assert any(_SECOND in link for link in links(site.page("tag/paspor")))
    assert _SECOND in (site.output / "data/berita/2024-06.json").read_text(encoding="utf-8")


def test_the_pages_of_a_release_lead_to_each_other(site: Small) -> None:
    first, second = (BeautifulSoup(site.page(f"berita/{name}"), "html.parser") for name in (_FIRST, _SECOND))
    canonical = second.select_one("link[rel=canonical]")
    assert canonical and str(canonical["href"]).endswith(f"/berita/{_FIRST}/")
    assert "Rilis bersama; terbit pertama oleh Kanwil Barat" in second.get_text()
    assert "Juga diterbitkan oleh Kanim Teluk" in first.get_text()


def test_a_further_copy_changes_no_archive_of_an_earlier_day(site: Small) -> None:
    before = snapshot(site.output)
    site.story("lapas-bukit/2024/lagi", "2024-06-08 09:00", _TEXT)
    site.build()
    after = snapshot(site.output)
    changed = {path for path in before if before[path] != after.get(path)}
    assert f"berita/{_FIRST}/index.html" in changed
    assert not any(path.startswith(("berita/2024/05", "berita/2024/06/0")) for path in changed)


def test_an_item_leaves_a_feed_only_by_an_edit_of_its_own_or_of_an_earlier_story(site: Small) -> None:
    """A later story of a higher office with the same text stands beside what is out already."""
    site.story("kementerian-laut/2024/rilis", "2024-06-05 09:00", _TEXT)
    site.build()
    feed = (site.output / "feed.xml").read_text(encoding="utf-8")
    assert _FIRST in feed and "kementerian-laut/2024/rilis" in feed


def test_a_withdrawn_original_hands_over(site: Small) -> None:
    site.story(
        _FIRST, "2024-06-03 09:00", _TEXT, withdrawn="{date: 2024-06-20, kind: pencabutan, reason: Data keliru.}"
    )
    site.build()
    assert _SECOND in (site.output / "feed.xml").read_text(encoding="utf-8")
    second = BeautifulSoup(site.page(f"berita/{_SECOND}"), "html.parser")
    canonical = second.select_one("link[rel=canonical]")
    assert canonical and str(canonical["href"]).endswith(f"/berita/{_SECOND}/")
    assert "Juga diterbitkan" not in site.page(f"berita/{_FIRST}")
