"""Two files of one story: both are told, and the one that was there first stays up."""

from __future__ import annotations

from pathlib import Path

from tests.publish.small import Small, small

OWN = "berita/kanim-teluk/2024/antrean.md"
NESTED = "berita/kanwil-barat/kanim-teluk/2024/antrean.md"
PAGE = "berita/kanim-teluk/2024/antrean/"
TEXT = "---\ntitle: {}\ndate: 2024-05-01\n---\n\nIsi.\n"


def _codes(site: Small) -> list[tuple[str, str]]:
    return sorted((problem.path, problem.code) for problem in site.build().problems if problem.severity == "error")


def test_a_second_file_of_a_published_story_takes_nothing_down(tmp_path: Path) -> None:
    site = small(tmp_path)
    site.write(OWN, TEXT.format("Yang pertama"))
    site.commit()
    site.build()
    site.write(NESTED, TEXT.format("Yang kedua"))
    assert _codes(site) == [(OWN, "place-twice"), (NESTED, "place-twice")]
    assert "Yang pertama" in site.page(PAGE)
    site.commit()  # by descent the first is still the elder, whatever dates the commits bear
    assert _codes(site) == [(OWN, "place-twice"), (NESTED, "place-twice")]
    assert "Yang pertama" in site.page(PAGE) and "Yang kedua" not in site.page(PAGE)


def test_of_two_files_that_came_together_neither_is_published(tmp_path: Path) -> None:
    site = small(tmp_path)
    site.write(OWN, TEXT.format("Yang pertama"))
    site.write(NESTED, TEXT.format("Yang kedua"))
    site.commit()
    assert len(_codes(site)) == 2
    assert not (site.output / PAGE / "index.html").exists()
