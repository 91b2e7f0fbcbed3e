from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image as Picture

from plugins.pictures import scaling
from plugins.stories.story import MEDIA, Attachment, Image, Media, Story
from tests import factory
from tests.pages.facts import library, touched, view
from tests.pictures.photos import REFERENCE, Room, opened, photo


def key_of(story: Story) -> str:
    """The key of the photo with which a story begins."""
    return f"{REFERENCE}|{story.media[0].digest[:12]}|loket.jpg"


PAGE = f"berita/{REFERENCE}/"


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def made(room: Room, tmp_path: Path, data: bytes) -> dict[str, bytes]:
    """What is published of a story's photo."""
    sizes, story = room.families[0], room.story(data)
    key = key_of(story)
    with library(tmp_path, story) as shelf:
        return {output.path: output.content for output in sizes.render(key, view(sizes, shelf, key))}


def test_a_photo_comes_in_sizes_whose_addresses_tell_its_bytes_and_width(room: Room, tmp_path: Path) -> None:
    story = room.story(photo(900, 600))
    found = made(room, tmp_path, photo(900, 600))
    digest = story.media[0].digest[:12]
    assert list(found) == [f"{PAGE}ukuran/loket-{digest}-{width}.webp" for width in (360, 720, 900)]
    assert [opened(content).size for content in found.values()] == [(360, 240), (720, 480), (900, 600)]


def test_a_photo_that_lies_on_its_side_is_turned(room: Room, tmp_path: Path) -> None:
    exif = Picture.Exif()
    exif[0x0112] = 6  # EXIF 2.32, 4.6.4: the first row is the right-hand side
    found = made(room, tmp_path, photo(900, 600, exif=exif))
    assert [opened(content).size for content in found.values()] == [(360, 540), (600, 900)]


def test_what_was_coded_once_is_not_coded_again(room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(room, tmp_path, photo())
    monkeypatch.setattr(scaling, "scaled", lambda *_: pytest.fail("coded again"))
    (tmp_path / "other").mkdir()
    assert made(Room(tmp_path), tmp_path / "other", photo()) == first


def test_a_lost_cache_changes_nothing(room: Room, tmp_path: Path) -> None:
    first = made(room, tmp_path, photo())
    kept = sorted(room.kept.rglob("*.webp"))
    assert len(kept) == 3
    kept[0].unlink()
    (tmp_path / "other").mkdir()
    assert made(room, tmp_path / "other", photo()) == first


def test_a_cache_that_cannot_be_written_costs_time_only(room: Room, tmp_path: Path) -> None:
    room.kept.write_text("no folder")
    assert len(made(room, tmp_path, photo())) == 3


def test_other_settings_are_another_entry(room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(room, tmp_path, photo())
    monkeypatch.setattr(scaling, "_QUALITY", 10)
    (tmp_path / "other").mkdir()
    made(Room(tmp_path), tmp_path / "other", photo())
    assert len(list(room.kept.rglob("*.webp"))) == 6


def test_a_file_that_became_another_while_the_site_was_built_has_no_sizes(room: Room, tmp_path: Path) -> None:
    sizes, story = room.families[0], room.story(photo())
    with library(tmp_path, story) as shelf:
        found = view(sizes, shelf, key_of(story))
        room.file(photo(800, 500), "loket.jpg")
        assert list(sizes.render(key_of(story), found)) == []
    assert not room.kept.exists()


def test_another_photo_under_the_same_name_leaves_none_of_the_old_addresses(room: Room, tmp_path: Path) -> None:
    first = made(room, tmp_path, photo())
    (tmp_path / "other").mkdir()
    assert not first.keys() & made(room, tmp_path / "other", photo(901, 600)).keys()


def test_what_is_withdrawn_or_hidden_has_no_sizes(room: Room, tmp_path: Path) -> None:
    sizes, story = room.families[0], room.story(photo())
    with factory.shelf(tmp_path, story) as shelf:
        assert sizes.exists(shelf.library(), key_of(story))
        taken_back = replace(factory.withdrawn(story), image=story.image, media=story.media)
        assert key_of(story) in touched(sizes, shelf, taken_back)
        assert not sizes.exists(shelf.library(), key_of(story))
        assert sizes.view(shelf.library(), key_of(story)) is None
        assert key_of(story) not in sizes.keys(shelf.library())
        touched(sizes, shelf, replace(story, status="draft"))
        assert not sizes.exists(shelf.library(), key_of(story))


def test_an_expired_story_keeps_its_sizes(room: Room, tmp_path: Path) -> None:
    sizes, story = room.families[0], room.story(photo(), expires=factory.instant("2024-07-01"))
    with library(tmp_path, story) as shelf:
        assert sizes.exists(shelf, key_of(story))


def test_a_photo_that_a_story_no_longer_shows_is_touched_and_gone(room: Room, tmp_path: Path) -> None:
    sizes, story = room.families[0], room.story(photo())
    with factory.shelf(tmp_path, story) as shelf:
        assert key_of(story) in touched(sizes, shelf, replace(story, image=None, media=()))
        assert sizes.view(shelf.library(), key_of(story)) is None


def test_photos_in_the_text_and_further_ones_have_sizes_downloads_and_drawings_have_none(
    room: Room, tmp_path: Path
) -> None:
    story = room.story(photo())
    files = {name: room.file(photo(), name) for name in ("isi.jpg", "kedua.jpg", "unduhan.jpg")}
    moving = Media(f"{story.path}.gif", "gerak.gif", "0" * 64, "image/gif", 10, 400, 300)
    table = Media(f"{story.path}.csv", "tabel.csv", "0" * 64, "text/csv", 10)
    story = replace(
        story,
        body=f'<p><img src="{MEDIA}isi.jpg" alt="Isi" width="900" height="600"></p>',
        images=(Image("kedua.jpg", alt="Kedua"),),
        attachments=(
            Attachment("unduhan.jpg", "Poster", "image/jpeg", 10),
            Attachment("tabel.csv", "", "text/csv", 10),
        ),
        media=(*story.media, *files.values(), moving, table),
    )
    with library(tmp_path, story) as shelf:
        keys = list(room.families[0].keys(shelf))
    assert [key.rpartition("|")[2] for key in keys] == ["loket.jpg", "isi.jpg", "kedua.jpg"]


def test_sizes_know_their_own_files(room: Room, tmp_path: Path) -> None:
    sizes, cards = room.families
    for path in made(room, tmp_path, photo()):
        assert sizes.writes(path)
        assert not cards.writes(path)
    assert not sizes.writes(f"{PAGE}loket.webp")
    assert not sizes.writes(f"{PAGE}ukuran/loket.jpg")
