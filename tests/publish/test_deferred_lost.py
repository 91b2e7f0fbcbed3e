"""Where the library was lost: which files that nobody knows are spared, and for how long."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.publish import writing
from tests.publish.later import Gallery, nothing
from tests.publish.small import small

NEW, OTHER = "kanim-teluk/2024/loket", "lapas-bukit/2024/kebun"
PRIVACY = {"withdrawn": "{date: 2024-06-20, kind: privasi, reason: Permintaan.}"}
WITHDRAWN = {"withdrawn": "{date: 2024-06-20, kind: pencabutan, reason: Keliru.}"}
STRANGER = f"berita/{OTHER}/lama/bingkai.txt"  # recognised, and written by no view of today


def failing(key: str) -> None:
    raise FileNotFoundError("the engraver is not installed")


@pytest.fixture
def gallery(tmp_path: Path) -> Gallery:
    """All was made; then the library was lost."""
    made = Gallery(small(tmp_path), frames=nothing)
    made.site.story(NEW)
    made.site.story(OTHER)
    made.all()
    made.site.library.unlink()
    place = made.site.output / STRANGER
    place.parent.mkdir(parents=True)
    place.write_text("lama")
    return made


def frame(reference: str) -> str:
    return f"berita/{reference}/bingkai.txt"


def plaques(gallery: Gallery) -> list[str]:
    return [path for path in gallery.files if path.startswith("plakat/") and "daftar" not in path]


def test_what_live_stories_may_have_again_is_spared(gallery: Gallery) -> None:
    gallery.build()
    assert {frame(NEW), frame(OTHER), STRANGER} <= set(gallery.files)


@pytest.mark.parametrize("why", [PRIVACY, WITHDRAWN, {"status": "draft"}])
def test_what_lies_with_a_story_that_is_taken_down_goes_at_once(gallery: Gallery, why: dict[str, str]) -> None:
    gallery.site.story(NEW, **why)
    gallery.build()
    assert frame(NEW) not in gallery.files and frame(OTHER) in gallery.files


def test_so_it_does_where_the_story_is_taken_down_later(gallery: Gallery) -> None:
    gallery.build()
    gallery.site.story(OTHER, **WITHDRAWN)
    report = gallery.build()
    assert {frame(OTHER), STRANGER} <= set(report.deleted) and frame(NEW) in gallery.files


def test_a_family_that_fails_keeps_its_own_files_and_no_others(gallery: Gallery) -> None:
    standing = plaques(gallery)
    gallery.hook = failing
    gallery.build()
    finished = gallery.finish()
    assert (finished.left, finished.deleted) == (3, [STRANGER])
    assert plaques(gallery) == standing
    gallery.hook = nothing
    assert gallery.finish().left == 0
    assert gallery.files == gallery.clean()


def test_a_round_looks_for_strangers_only_where_a_family_is_done(
    gallery: Gallery, monkeypatch: pytest.MonkeyPatch
) -> None:
    gallery.hook = failing
    gallery.build()
    looks: list[int] = []
    strangers = writing.strangers

    def counted(output: Path, known: set[str]) -> list[str]:
        looks.append(1)
        return strangers(output, known)

    monkeypatch.setattr(writing, "strangers", counted)
    for _ in range(3):
        gallery.finish()
    assert len(looks) == 1
    gallery.hook = nothing
    for _ in range(3):
        gallery.finish()
    assert len(looks) == 2
