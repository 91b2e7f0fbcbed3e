"""Search as a site has it: built with everything else, and after a story came."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from plugins.search import bundles as bundling
from tests.publish.small import Small, small

FAMILIES = ("story", "search-bundle", "search-engine", "search-list", "search-units", "search-page")


def bundles(site: Small) -> dict[str, dict[str, Any]]:
    found = json.loads((site.output / "cari" / "bundel.json").read_text(encoding="utf-8"))
    return {bundle["name"]: bundle for bundle in found["bundles"]}


def test_one_more_story_makes_one_bundle_again(tmp_path: Path) -> None:
    site = small(tmp_path)
    site.story("kanim-teluk/2023/dahulu", "2023-03-05 08:00")
    site.build(defer=False, FAMILIES=FAMILIES)
    before, files = bundles(site), site.files
    assert list(before) == ["2024", "2023"]
    site.story("kanim-teluk/2024/baru", "2024-06-05 08:00")
    report = site.build(defer=False, FAMILIES=FAMILIES)
    assert report.finished is not None
    assert (report.finished.made, report.finished.checked, report.finished.failures) == (1, 0, [])
    changed = {path for path in files.keys() | site.files.keys() if files.get(path) != site.files.get(path)}
    assert {path for path in changed if path.startswith("cari/") and not path.startswith("cari/2024/")} == {
        "cari/bundel.json"
    }
    after = bundles(site)
    assert after["2023"] == before["2023"]
    assert after["2024"]["version"] != before["2024"]["version"]
    assert after["2024"]["stories"] == 2
    assert site.files == site.clean(defer=False, FAMILIES=FAMILIES)


def test_a_withdrawn_story_leaves_the_index(tmp_path: Path) -> None:
    site = small(tmp_path)
    site.story("kanim-teluk/2023/rahasia", "2023-03-05 08:00", body="Nomor rumah korban.")
    site.build(defer=False, FAMILIES=FAMILIES)
    assert list(bundles(site)) == ["2024", "2023"]
    site.story("kanim-teluk/2023/rahasia", "2023-03-05 08:00", withdrawn="{date: 2024-01-02, kind: privasi, reason: x}")
    site.build(defer=False, FAMILIES=FAMILIES)
    assert list(bundles(site)) == ["2024"]
    assert not (site.output / "cari" / "2023").exists()


def test_the_first_story_of_a_year_and_a_year_cut_and_joined_are_found_as_by_a_clean_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundling, "MOST", 2)
    site = small(tmp_path)
    site.story("kanim-teluk/2023/satu", "2023-02-05 08:00")
    site.story("kanim-teluk/2023/dua", "2023-08-05 08:00")
    for edit, names in (
        (lambda: site.story("kanim-teluk/2022/baru", "2022-03-05 08:00"), ["2024", "2023", "2022"]),
        (lambda: site.story("kanim-teluk/2023/tiga", "2023-09-05 08:00"), ["2024", "2023-h2", "2023-h1", "2022"]),
        (lambda: (site.content / "berita/kanim-teluk/2023/tiga.md").unlink(), ["2024", "2023", "2022"]),
    ):
        site.build(defer=False, FAMILIES=FAMILIES)
        edit()
        site.build(defer=False, FAMILIES=FAMILIES)
        assert list(bundles(site)) == names
        assert site.files == site.clean(defer=False, FAMILIES=FAMILIES)


def test_what_repeats_a_story_that_was_taken_back_goes_with_the_publish(tmp_path: Path) -> None:
    site = small(tmp_path)
    site.story("kanim-teluk/2024/rahasia", "2024-03-05 08:00", body="Nomor rumah korban.", title="Nama korban")
    site.story("kanim-teluk/2024/lain", "2024-03-05 09:00")
    families = (*FAMILIES, "sheet", "digest")
    site.build(defer=False, FAMILIES=families)
    assert bundles(site)["2024"]["stories"] == 3
    site.story("kanim-teluk/2024/rahasia", "2024-03-05 08:00", withdrawn="{date: 2024-03-06, kind: privasi, reason: x}")
    site.build(defer=True, FAMILIES=families)
    assert bundles(site) == {}  # until it is made anew
    assert [
        path for path in site.files if path.startswith("cari/2024/") or path.endswith("03/05/lembar/index.html")
    ] == []
    site.build(defer=False, FAMILIES=families)
    assert bundles(site)["2024"]["stories"] == 2
    assert site.files == site.clean(defer=False, FAMILIES=families)
