import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.library import store
from tests import factory


def test_a_library_is_made_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "tersimpan" / "a.sqlite"
    connection = store.connect(path)
    assert connection.execute("SELECT count(*) FROM stories").fetchone() == (0,)
    connection.close()


def test_a_library_is_found_again(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, factory.story()):
        pass
    connection = store.connect(tmp_path / "library.sqlite")
    assert connection.execute("SELECT count(*) FROM stories").fetchone() == (1,)
    connection.close()
    assert not (tmp_path / "library.sqlite.lama").exists()


def test_a_library_of_another_version_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with factory.shelf(tmp_path, factory.story()):
        pass
    monkeypatch.setattr(store, "VERSION", store.VERSION + 1)
    connection = store.connect(tmp_path / "library.sqlite")
    assert connection.execute("SELECT count(*) FROM stories").fetchone() == (0,)
    connection.close()
    assert (tmp_path / "library.sqlite.lama").is_file()


@pytest.mark.parametrize("content", [b"", b"bukan basis data sama sekali" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_broken_library_is_set_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "library.sqlite"
    path.write_bytes(content)
    connection = store.connect(path)
    assert connection.execute("SELECT count(*) FROM stories").fetchone() == (0,)
    connection.close()
    assert (tmp_path / "library.sqlite.lama").read_bytes()[: len(content)] == content[:100] + content[100:]


def test_a_library_in_a_place_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    with pytest.raises(OSError):
        store.connect(tmp_path / "berkas" / "a.sqlite")


def test_reading_needs_a_library(tmp_path: Path) -> None:
    connection = None
    with pytest.raises(sqlite3.OperationalError):
        connection = store.connect_to_read(tmp_path / "tidak-ada.sqlite")
    assert connection is None


@pytest.mark.parametrize("extra", [{}, {"urgent": True, "contact": "Humas", "images": [{"file": "a.jpg"}]}])
def test_a_placed_story_is_read_from_the_library_as_it_was_put_there(extra: dict[str, object]) -> None:
    image, file = factory.picture()
    story = replace(
        factory.story(),
        image=image,
        media=(file,),
        zones=factory.zones("zi"),
        corrections=(factory.correction(),),
        extra=extra,
    )
    placed = factory.placed(story)
    assert store.PLACED.decode(store.PLACED.encode(placed)) == placed


def test_withdrawn_stories_and_pages_are_kept_whole_too() -> None:
    placed = factory.placed(factory.withdrawn(factory.story(), "privasi"))
    assert store.PLACED.decode(store.PLACED.encode(placed)) == placed
    page = factory.page(links=("unit/",))
    assert store.PAGE.decode(store.PAGE.encode(page)) == page
