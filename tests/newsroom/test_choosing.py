from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import build, copy_site, snapshot


def test_a_newsroom_of_some_families_makes_these_alone(tmp_path: Path) -> None:
    build(copy_site(tmp_path), tmp_path / "output", FAMILIES=("story", "feed:all"))
    made = {path for path in snapshot(tmp_path / "output") if path != ".newsroom"}
    assert {path for path in made if not path.startswith("berita/")} == {"feed.xml", "atom.xml", "feed.json"}
    assert any(path.startswith("berita/") for path in made)


def test_a_newsroom_may_do_without_forms_of_feeds(tmp_path: Path) -> None:
    build(copy_site(tmp_path), tmp_path / "output", FEED_FORMS=("rss",), defer=True)
    made = snapshot(tmp_path / "output")
    assert [path for path in made if path.endswith(("atom.xml", "feed.json"))] == []
    assert b"atom.xml" not in made["index.html"] and b"feed.json" not in made["feed/index.html"]


@pytest.mark.parametrize("forms", [(), ("atom",), ("rss", "rdf")])
def test_forms_of_feeds_that_cannot_be_are_told(tmp_path: Path, forms: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="FEED_FORMS"):
        build(copy_site(tmp_path), tmp_path / "output", FEED_FORMS=forms)


def test_families_that_are_no_longer_chosen_leave_and_chosen_ones_come(tmp_path: Path) -> None:
    content = copy_site(tmp_path)
    build(content, tmp_path / "output")
    everything = snapshot(tmp_path / "output")
    for number, chosen in enumerate([("story", "feed:all"), ("story", "feed:unit", "archive:zona")]):
        build(content, tmp_path / "output", FAMILIES=chosen)
        build(content, tmp_path / f"clean-{number}", FAMILIES=chosen)
        assert snapshot(tmp_path / "output") == snapshot(tmp_path / f"clean-{number}"), chosen
    build(content, tmp_path / "output")
    assert snapshot(tmp_path / "output") == everything


def test_a_name_that_no_family_has_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="feeds"):
        build(copy_site(tmp_path), tmp_path / "output", FAMILIES=("story", "feeds:all"))
