from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import jinja2
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from plugins.addresses import made
from plugins.library.cards import Card
from plugins.library.changes import MadeChange
from plugins.pages import photos
from plugins.stories.story import MEDIA
from tests import factory
from tests.pages import facts, views

REFERENCE = f"{factory.UNIT}/2024/antrean"
PAGE = f"berita/{REFERENCE}/"
OLD, NEW = "a" * 64, "b" * 64


def shelf_of(*paths: str) -> Mock:
    """A library in which these sizes of a photo stand."""
    known = ("sizes", f"{REFERENCE}|{NEW[:12]}|loket.jpg")
    return Mock(made=lambda family, key: paths if (family, key) == known else ())


def sizes(digest: str, *widths: int) -> list[str]:
    return [made.picture(PAGE, "loket.jpg", digest, width, "webp") for width in widths]


def card() -> Card:
    image, file = factory.picture()
    file = type(file)(file.source, file.name, NEW, file.type, file.size, file.width, file.height)
    return factory.placed(factory.story(image=image, media=(file,))).card


def test_the_sizes_that_stand_are_told_smallest_first() -> None:
    found = photos.sources(shelf_of(*sizes(NEW, 1080, 360, 720)), REFERENCE, "loket.jpg", NEW)
    assert [(source["type"], [size["width"] for size in source["sizes"]]) for source in found] == [
        ("image/webp", [360, 720, 1080])
    ]
    assert found[0]["sizes"][0]["path"] == f"{PAGE}ukuran/loket-bbbbbbbbbbbb-360.webp"


def test_sizes_of_an_earlier_photo_and_files_of_other_forms_are_none() -> None:
    standing = (*sizes(OLD, 360), f"{PAGE}ukuran/loket-{NEW[:12]}-360.xyz", f"{PAGE}loket.webp")
    assert photos.sources(shelf_of(*standing), REFERENCE, "loket.jpg", NEW) == []


def test_a_card_knows_the_photo_that_it_shows() -> None:
    own = card()
    (shown,) = photos.pictured(shelf_of(*sizes(NEW, 360)), [own])
    assert [size["width"] for size in shown["image"]["sources"][0]["sizes"]] == [360]
    assert {**shown, "image": own["image"]} == own
    plain = factory.placed(factory.story()).card
    assert photos.pictured(shelf_of(), [plain]) == [plain]


def test_other_sizes_touch_the_storys_page_and_nothing_else_does() -> None:
    assert photos.story_of(MadeChange("sizes", f"{REFERENCE}|0123456789ab|loket.jpg")) == REFERENCE
    assert photos.story_of(MadeChange("card", REFERENCE)) is None


def picture(image: views.View, *, first: bool = False) -> BeautifulSoup:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(facts.house().theme / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["link"] = lambda path: f"/{path}"
    template = environment.from_string('{% from "picture.html" import picture %}{{ picture(image, "50vw", first) }}')
    return BeautifulSoup(template.render(image=image, first=first), "html.parser")


def test_a_photo_with_sizes_offers_them_and_keeps_its_place() -> None:
    found = picture(views.PHOTO)
    assert found.source is not None and found.img is not None
    assert found.source.attrs == {
        "type": "image/webp",
        "srcset": "/berita/360.webp 360w, /berita/720.webp 720w",
        "sizes": "50vw",
    }
    assert (found.img["width"], found.img["height"], found.img["loading"]) == ("1200", "800", "lazy")
    assert found.img.parent is not None and found.img.parent.name == "picture"


def test_a_photo_without_sizes_is_shown_as_it_was_published() -> None:
    for image in ({**views.PHOTO, "sources": []}, {k: v for k, v in views.PHOTO.items() if k != "sources"}):
        found = picture(image)
        assert found.picture is None
        assert found.img is not None and found.img["src"] == "/berita/foto.jpg"


def test_the_first_photo_of_a_page_is_fetched_at_once() -> None:
    found = picture(views.PHOTO, first=True).img
    assert found is not None
    assert found["fetchpriority"] == "high"
    assert not found.has_attr("loading")


def in_body(html: str) -> str:
    library = shelf_of(*sizes(NEW, 360))
    return photos.in_body(
        html, lambda name: photos.sources(library, REFERENCE, name, NEW), lambda path: f"/{path}", '(min-width: 1px) "9'
    )


def test_photos_in_the_text_offer_their_sizes_too() -> None:
    image = f'<img src="{MEDIA}loket.jpg" alt="a &gt; b" width="640" height="480" loading="lazy" decoding="async">'
    other = image.replace("loket", "lain")
    found = in_body(f"<p>{image}</p><p>{other}</p>")
    source = (
        f'<source type="image/webp" srcset="/{PAGE}ukuran/loket-bbbbbbbbbbbb-360.webp 360w"'
        ' sizes="(min-width: 1px) &quot;9">'
    )
    assert found == f"<p><picture>{source}{image}</picture></p><p>{other}</p>"


@given(st.text())
def test_text_without_photos_stays_as_it_is(text: str) -> None:
    assert in_body(text) == text


def test_a_page_of_a_library_asks_only_for_its_own_photos(tmp_path: Path) -> None:
    image, file = factory.picture()
    with facts.library(tmp_path, factory.story(image=image, media=(file,))) as shelf:
        assert photos.sources(shelf, REFERENCE, file.name, file.digest) == []
