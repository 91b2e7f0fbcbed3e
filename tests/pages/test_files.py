from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image

from plugins.pages.files import MediaFiles, Redirects, ThemeFiles
from plugins.stories.roots import Roots
from tests import factory
from tests.pages import facts
from tests.pages.facts import library, touched, view

REDIRECTS = Redirects(facts.house())
HERE = f"{factory.UNIT}/2024"


def test_old_addresses_lead_to_the_story_until_it_is_gone(tmp_path: Path) -> None:
    story = factory.story(f"{HERE}/baru", moved_from=(f"{HERE}/lama",))
    old = f"berita/{HERE}/lama/"
    with factory.shelf(tmp_path) as shelf:
        assert old in touched(REDIRECTS, shelf, story)
        page = view(REDIRECTS, shelf.library(), old)
        assert (page["target"], page["page"]["path"], page["page"]["noindex"]) == (f"berita/{HERE}/baru/", old, True)
        assert old in touched(REDIRECTS, shelf, gone=(story.path,))
        assert REDIRECTS.view(shelf.library(), old) is None


def test_the_address_of_a_private_story_leads_to_what_remains(tmp_path: Path) -> None:
    story = factory.withdrawn(factory.story(f"{HERE}/nama-orang"), "privasi")
    with library(tmp_path, story) as shelf:
        target = view(REDIRECTS, shelf, f"berita/{HERE}/nama-orang/")["target"]
    assert "nama-orang" not in target


def test_a_redirect_gives_way_to_a_story_that_takes_its_place(tmp_path: Path) -> None:
    moved = factory.story(f"{HERE}/baru", moved_from=(f"{HERE}/lama",))
    with factory.shelf(tmp_path, moved) as shelf:
        keys = touched(REDIRECTS, shelf, factory.story(f"{HERE}/lama"))
        assert f"berita/{HERE}/lama/" in keys
        assert REDIRECTS.view(shelf.library(), f"berita/{HERE}/lama/") is None


def test_a_picture_is_published_beside_its_story_without_its_metadata(tmp_path: Path) -> None:
    image, file = factory.picture()
    content = tmp_path / "content"
    target = content / file.source
    target.parent.mkdir(parents=True)
    exif = Image.Exif()
    exif[0x010E] = "rumah si Fulan"
    data = BytesIO()
    Image.new("RGB", (8, 8)).save(data, "JPEG", exif=exif)
    target.write_bytes(data.getvalue())
    file = replace(file, digest=sha256(data.getvalue()).hexdigest())
    story = replace(factory.story(), image=image, media=(file,))
    media = MediaFiles(Roots(content))
    with factory.shelf(tmp_path) as shelf:
        (key,) = touched(media, shelf, story)
        found = view(media, shelf.library(), key)
        (output,) = media.render(key, found)
        assert output.path == f"berita/{HERE}/antrean/loket.jpg"
        assert b"Fulan" in data.getvalue()
        assert b"Fulan" not in output.content
        target.unlink()
        assert list(media.render(key, found)) == []
        assert key in touched(media, shelf, replace(story, image=None, media=()))
        assert media.view(shelf.library(), key) is None


def test_files_of_standing_pages_are_published_beside_them(tmp_path: Path) -> None:
    _, file = factory.picture()
    page = factory.page("layanan", factory.UNIT, media=(file,))
    media = MediaFiles(Roots(tmp_path))
    with factory.shelf(tmp_path) as shelf:
        (key,) = touched(media, shelf, page)
        assert view(media, shelf.library(), key)["path"] == f"unit/{factory.UNIT}/layanan/loket.jpg"


def test_no_file_of_a_hidden_story_is_published(tmp_path: Path) -> None:
    _, file = factory.picture()
    with factory.shelf(tmp_path) as shelf:
        assert touched(MediaFiles(Roots(tmp_path)), shelf, factory.story(status="draft", media=(file,))) == set()


def test_a_withdrawn_story_loses_its_files(tmp_path: Path) -> None:
    _, file = factory.picture()
    story = factory.story(media=(file,))
    media = MediaFiles(Roots(tmp_path))
    with factory.shelf(tmp_path, story) as shelf:
        (key,) = touched(media, shelf, factory.withdrawn(story))
        assert media.view(shelf.library(), key) is None


def test_every_file_of_the_theme_is_published_as_it_is(tmp_path: Path) -> None:
    theme = ThemeFiles(facts.house())
    with library(tmp_path) as shelf:
        keys = list(theme.keys(shelf))
        assert "style.css" in keys
        (output,) = theme.render("style.css", view(theme, shelf, "style.css"))
        assert theme.view(shelf, "tidak-ada.css") is None
    assert output.path == "theme/style.css"
    assert output.content == (facts.house().theme / "static" / "style.css").read_bytes()
