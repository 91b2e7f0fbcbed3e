from __future__ import annotations

import gzip
import json
import re
import shutil
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from plugins.library import Library
from plugins.library.changes import MadeChange
from plugins.search import bundles, pagefind
from plugins.search import family as module
from plugins.search.document import document
from plugins.search.family import SearchBundles, SearchEngine
from plugins.search.lists import SearchList, SearchUnits
from plugins.stories.story import Story
from tests import factory
from tests.search.asking import listed

BUNDLES = SearchBundles()
PATH = "berita/kanim-teluk-biru/2024/antrean/"


def entries(library: Library, key: str = "2024") -> list[dict[str, Any]]:
    view = BUNDLES.view(library, key)
    return [] if view is None else view["entries"]  # type: ignore[return-value]


def built(library: Library, key: str = "2024") -> dict[str, bytes]:
    view = BUNDLES.view(library, key)
    assert view is not None
    return {output.path: output.content for output in BUNDLES.render(key, view)}


def few(most: int = 2) -> Any:
    """Bundles of that many stories."""
    return patch.multiple(bundles, MOST=most), patch.object(module, "MOST", most)


def test_an_entry_has_text_filters_and_the_name_of_the_day(tmp_path: Path) -> None:
    story = factory.story(
        "lapas-bukit-hijau/2024/apel", "2024-04-01 23:30", zones=factory.zones("wbk"), kind="siaran-pers"
    )
    with factory.shelf(tmp_path, story) as shelf:
        (entry,) = entries(shelf.library())
    assert entry == {
        "path": "berita/lapas-bukit-hijau/2024/apel/",
        "title": "Antrean paspor kini lebih singkat",
        "day": "2024-04-01",
        "unit": "Lapas Bukit Hijau",
        "kind": "siaran-pers",
        "summary": "Loket tambahan dibuka setiap pagi.",
        "body": "<p>Loket tambahan dibuka setiap pagi.</p>",
        "units": ["kanwil-biru", "kementerian-samudra", "lapas-bukit-hijau"],
        "provinces": ["91"],
        "themes": ["wbk"],
    }


@pytest.mark.parametrize("kind", ["pencabutan", "privasi"])
def test_withdrawn_stories_are_not_searched(kind: str, tmp_path: Path) -> None:
    gone = factory.withdrawn(factory.story("kanim-teluk-biru/2024/dicabut"), kind)
    with factory.shelf(tmp_path, factory.story(), gone) as shelf:
        assert [entry["path"] for entry in entries(shelf.library())] == [PATH]
        stand(shelf, "2024")
        assert touched(shelf, factory.withdrawn(factory.story())) == ["2024"]
        library = shelf.library()
        assert not BUNDLES.exists(library, "2024")
        assert BUNDLES.view(library, "2024") is None


def test_expired_stories_are_searched(tmp_path: Path) -> None:
    old = factory.story(expires=factory.instant("2024-07-01"))
    with factory.shelf(tmp_path, old) as shelf:
        assert [entry["path"] for entry in entries(shelf.library())] == [PATH]


def months(*wanted: str) -> list[Story]:
    return [factory.story(f"kanim-teluk-biru/2024/s{n}", f"{month}-03") for n, month in enumerate(wanted)]


def stand(shelf: factory.Shelf, *keys: str) -> None:
    """Let bundles of these names stand."""
    shelf._db.executemany("INSERT OR REPLACE INTO views VALUES ('search-bundle', ?, 'x')", [(key,) for key in keys])


def touched(shelf: factory.Shelf, *rows: Story) -> list[str]:
    changes = shelf.take(*rows)
    library = shelf.library()
    return sorted({key for change in changes for key in BUNDLES.touched(change, library)})


def test_a_new_story_touches_the_bundle_that_holds_it(tmp_path: Path) -> None:
    other = factory.story("kanim-teluk-biru/2023/dahulu", "2023-06-01")
    with factory.shelf(tmp_path, *months("2024-01"), other) as shelf:
        stand(shelf, "2024", "2023")
        assert touched(shelf, factory.story()) == ["2024"]


def test_a_story_that_makes_a_year_too_large_touches_the_year_and_its_halves(tmp_path: Path) -> None:
    one, two = few()
    with one, two, factory.shelf(tmp_path, *months("2024-01", "2024-12")) as shelf:
        stand(shelf, "2024")
        assert touched(shelf, factory.story("kanim-teluk-biru/2024/baru", "2024-02-01")) == [
            "2024",
            "2024-h1",
            "2024-h2",
        ]
        assert sorted(BUNDLES.keys(shelf.library())) == ["2024-h1", "2024-h2"]


def test_where_a_year_is_cut_a_story_leaves_the_other_bundles_alone(tmp_path: Path) -> None:
    one, two = few()
    with one, two, factory.shelf(tmp_path, *months("2024-01", "2024-12", "2024-12")) as shelf:
        stand(shelf, "2024-h1", "2024-h2")
        assert touched(shelf, factory.story("kanim-teluk-biru/2024/baru", "2024-02-01")) == ["2024-h1"]


def test_a_story_that_changes_its_day_touches_both_bundles(tmp_path: Path) -> None:
    one, two = few()
    with one, two, factory.shelf(tmp_path, *months("2024-01", "2024-12", "2024-02")) as shelf:
        stand(shelf, "2024-h1", "2024-h2")
        assert touched(shelf, factory.story("kanim-teluk-biru/2024/s2", "2024-11-03")) == ["2024-h1", "2024-h2"]


def test_halves_are_joined_again_where_stories_go(tmp_path: Path) -> None:
    one, two = few()
    with one, two, factory.shelf(tmp_path, *months("2024-01", "2024-12", "2024-12")) as shelf:
        stand(shelf, "2024-h1", "2024-h2")
        changes = shelf.take(gone=["berita/kanim-teluk-biru/2024/s0.md"])
        library = shelf.library()
        found = {key for change in changes for key in BUNDLES.touched(change, library)}
        assert found == {"2024", "2024-h1", "2024-h2"}


def test_a_name_that_registers_change_concerns_the_bundles_with_stories_of_the_unit(tmp_path: Path) -> None:
    other = factory.story("balai-angin/2023/dahulu", "2023-06-01")
    with factory.shelf(tmp_path, *months("2024-01"), other) as shelf:
        assert list(BUNDLES.concerned(frozenset({"balai-angin"}), shelf.library())) == ["2023"]


def test_the_same_stories_give_the_same_bytes(tmp_path: Path) -> None:
    rows = [
        factory.story(f"{unit}/2024/s{n}", zones=factory.zones("wbk", "zi")[n % 2 :], kind=kind)
        for unit in ("kanim-teluk-biru", "lapas-bukit-hijau", "rupbasan-pulau-fajar", "balai-angin")
        for n, kind in enumerate(("berita", "siaran-pers", "sambutan"))
    ]
    with factory.shelf(tmp_path, *rows) as shelf:
        library = shelf.library()
        assert built(library) == built(library)


def test_a_bundle_holds_what_a_browser_needs_and_no_more(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, factory.story()) as shelf:
        found = built(shelf.library())
    kinds = {re.sub(r"[0-9a-f]{7}", "#", path.removeprefix("cari/2024/")) for path in found}
    assert kinds == {
        "filter/id_#.pf_filter",
        "fragment/id_#.pf_fragment",
        "index/id_#.pf_index",
        "kata-1-#.json",
        "pagefind-entry.json",
        "pagefind.id_#.pf_meta",
    }
    assert all(BUNDLES.writes(path) and not SearchEngine().writes(path) for path in found)
    (fragment,) = (gzip.decompress(content) for path, content in found.items() if "/fragment/" in path)
    assert json.loads(fragment[12:])["url"] == f"/{PATH}"


def test_one_engine_serves_all_bundles(tmp_path: Path) -> None:
    engine = SearchEngine()
    with factory.shelf(tmp_path) as shelf:
        (key,) = engine.keys(shelf.library())
        view = engine.view(shelf.library(), key)
    found = {output.path: output.content for output in engine.render(key, view)}
    folder = f"cari/mesin-{pagefind.version()}/"
    assert {path.removeprefix(folder) for path in found} == {
        "pagefind.js",
        "pagefind-worker.js",
        "wasm.id.pagefind",
        "pagefind.id_0.pf_meta",
        "pagefind-entry.json",
    }
    assert all(engine.writes(path) and not BUNDLES.writes(path) for path in found)


def test_markup_of_a_title_is_text() -> None:
    said = "<script>&\"'"
    page = document(
        {
            "path": "x/",
            "title": said,
            "day": "2024-06-01",
            "unit": said,
            "kind": "berita",
            "summary": said,
            "body": "<p>x</p>",
            "units": [],
            "provinces": [],
            "themes": [],
        }
    )
    assert "<script" not in page
    assert page.count("&lt;script&gt;&amp;&quot;&#x27;") == 3


@pytest.mark.parametrize("broken", ["missing", "failing"])
def test_a_program_that_is_missing_or_fails_says_so(broken: str, tmp_path: Path) -> None:
    program = Path("/nonexistent/pagefind") if broken == "missing" else Path(shutil.which("false") or "/bin/false")
    with (
        factory.shelf(tmp_path, factory.story()) as shelf,
        patch.object(pagefind, "_program", lambda: program),
        pytest.raises(pagefind.PagefindError, match=r"pip install|berakhir dengan 1"),
    ):
        built(shelf.library())


def test_the_list_names_the_bundles_that_stand_newest_first(tmp_path: Path) -> None:
    paths = [
        "cari/2023/kata-40-abcdef0.json",
        "cari/2023/pagefind.id_1234567.pf_meta",
        "cari/2024-h1/kata-3-abcdef1.json",
        "cari/2024-h1/pagefind.id_2345678.pf_meta",
        "cari/2024-h2/kata-3-abcdef1.json",  # its index is still to come
        "cari/mesin-1.5.2/pagefind.js",
    ]
    with factory.shelf(tmp_path) as shelf:
        found = listed(paths, shelf.library())
    assert found == {
        "engine": "mesin-1.5.2/",
        "bundles": [
            {
                "name": "2024-h1",
                "from": "2024-01",
                "to": "2024-06",
                "stories": 3,
                "version": "id_2345678",
                "words": "kata-3-abcdef1.json",
            },
            {
                "name": "2023",
                "from": "2023-01",
                "to": "2023-12",
                "stories": 40,
                "version": "id_1234567",
                "words": "kata-40-abcdef0.json",
            },
        ],
    }


def test_the_list_follows_what_is_made(tmp_path: Path) -> None:
    with factory.shelf(tmp_path) as shelf:
        library = shelf.library()
        family = SearchList()
        assert list(family.touched(MadeChange("search-bundle", "2024"), library)) == ["list"]
        assert list(family.touched(MadeChange("cards", "x"), library)) == []
        assert family.view(library, "list") == {"engine": "", "bundles": []}


def test_units_are_named_as_today_in_the_order_of_their_names(tmp_path: Path) -> None:
    with factory.shelf(tmp_path) as shelf:
        view = SearchUnits().view(shelf.library(), "units")
    names = [name for _, name in view["units"]]  # type: ignore[attr-defined]
    assert names == sorted(names, key=str.casefold)
    assert ["lapas-bukit-hijau", "Lapas Kelas I Bukit Hijau"] in view["units"]  # type: ignore[operator]
