"""A key that ends the process which makes it is told, comes last, and holds up no other."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.publish.suspects import Suspects
from tests.publish.later import Gallery, elsewhere, nothing
from tests.publish.small import small

_STATUS = 9
DEADLY = "kanim-teluk/2024/b-5"
TOLD = [f"plakat {DEADLY}: its process was ended from outside, for want of memory perhaps"]


@pytest.fixture
def gallery(tmp_path: Path) -> Gallery:
    made = Gallery(small(tmp_path))
    for number in range(12):
        made.site.story(f"kanim-teluk/2024/b-{number}")
    made.build()
    return made


def deadly(log: Path, *keys: str) -> Callable[[str], None]:
    """A hook that ends its process at some keys, but for that of the test itself. It logs what it is called with."""
    here = os.getpid()

    def hook(key: str) -> None:
        with log.open("a") as file:
            file.write(f"{key} {'here' if os.getpid() == here else 'apart'}\n")
        if key in keys:
            if os.getpid() == here:
                raise AssertionError("it would have taken the command along")
            os._exit(_STATUS)

    return hook


def plaques(gallery: Gallery) -> int:
    return len([path for path in gallery.files if path.startswith("plakat/") and "daftar" not in path])


def test_what_ends_a_process_among_others_is_told_and_all_others_are_made(gallery: Gallery, tmp_path: Path) -> None:
    gallery.processes = 2
    gallery.hook = deadly(tmp_path / "log", DEADLY)
    finished = gallery.finish()
    assert (finished.why, finished.failures, finished.left) == ("", TOLD, 1)
    assert plaques(gallery) == 12  # one story more is in the fixture
    assert len(gallery.files["plakat/daftar.txt"].splitlines()) == 12
    gallery.hook = nothing
    assert gallery.finish().left == 0
    assert gallery.files == gallery.clean()


def test_later_rounds_make_a_suspect_last_and_apart(gallery: Gallery, tmp_path: Path) -> None:
    gallery.processes = 2
    gallery.hook = deadly(tmp_path / "log", DEADLY)
    gallery.finish()
    gallery.site.story("kanim-teluk/2024/a", title="Judul lain")
    gallery.site.story(DEADLY, title="Judul lain juga")
    gallery.build()
    gallery.hook = deadly(tmp_path / "again", DEADLY)
    finished = gallery.finish()
    assert (finished.failures, finished.left) == (TOLD, 1)
    assert (tmp_path / "again").read_text().splitlines() == ["kanim-teluk/2024/a here", f"{DEADLY} apart"]


def test_what_took_the_command_along_does_so_once(gallery: Gallery, tmp_path: Path) -> None:
    gallery.hook = deadly(tmp_path / "log", DEADLY)
    assert elsewhere(gallery.finish) == _STATUS
    for _ in range(2):
        finished = gallery.finish()
        assert (finished.why, finished.failures, finished.left, plaques(gallery)) == ("", TOLD, 1, 12)
    gallery.hook = nothing
    assert gallery.finish().left == 0
    assert list(Suspects(suspects_of(gallery))) == []
    assert gallery.files == gallery.clean()


def suspects_of(gallery: Gallery) -> Path:
    return gallery.job().library.with_suffix(".suspects.json")


def test_what_was_interrupted_is_no_suspect_once_it_is_made(gallery: Gallery) -> None:
    here = os.getpid()

    def killed(key: str) -> None:
        if os.getpid() != here:
            os._exit(_STATUS)

    gallery.hook = killed
    assert elsewhere(gallery.finish) == _STATUS
    assert [family for family, _ in Suspects(suspects_of(gallery))] == ["plakat"]
    gallery.hook = nothing
    assert (gallery.finish().left, list(Suspects(suspects_of(gallery)))) == (0, [])


def test_a_suspect_that_is_no_more_is_forgotten(gallery: Gallery, tmp_path: Path) -> None:
    gallery.hook = deadly(tmp_path / "log", DEADLY)
    assert elsewhere(gallery.finish) == _STATUS
    (gallery.site.content / f"berita/{DEADLY}.md").unlink()
    gallery.build()
    finished = gallery.finish()
    assert (finished.failures, finished.left, list(Suspects(suspects_of(gallery)))) == ([], 0, [])


def test_a_family_that_ends_every_process_is_given_up_and_others_go_on(gallery: Gallery, tmp_path: Path) -> None:
    gallery.processes = 2
    gallery.hook = deadly(tmp_path / "log", *(f"kanim-teluk/2024/b-{number}" for number in range(12)))
    finished = gallery.finish()
    assert (finished.why, len(finished.failures)) == ("", 5)
    assert "plakat/daftar.txt" in gallery.files


@pytest.mark.parametrize("text", [b"", b"[", b'[["plakat"', b"{}", b"[1]"])
def test_a_note_cut_short_suspects_nothing(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "x.suspects.json"
    path.write_bytes(text)
    assert list(Suspects(path)) == []


def test_suspects_are_remembered(tmp_path: Path) -> None:
    path = tmp_path / "x.suspects.json"
    first = Suspects(path)
    first.add([("b", "2"), ("a", "1")])
    with first.trying(("c", "3")):
        assert list(Suspects(path)) == [("a", "1"), ("b", "2"), ("c", "3")]
    first.clear(("a", "1"))
    assert list(Suspects(path)) == [("b", "2")]
