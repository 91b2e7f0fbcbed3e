"""Photos and cards in a site that is built again and again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pictures.photos import opened, photo
from tests.publish.small import Small, small

HERE = "kanim-teluk/2024"
STORY = f"{HERE}/foto"
PAGE = f"berita/{STORY}/"
IMAGE = "{file: loket.jpg, alt: Loket}"
FEW = ("card", "front", "media", "sizes", "story")
WITHDRAWN = "{date: 2024-06-20, kind: pencabutan, reason: Keliru.}"


@pytest.fixture
def site(tmp_path: Path) -> Small:
    made = small(tmp_path)
    put(made, photo(900, 600))
    made.story(STORY, image=IMAGE, body="Loket.\n\n![Denah](loket.jpg)")
    made.story(f"{HERE}/lain", "2024-05-01")
    return made


def put(site: Small, data: bytes) -> None:
    path = site.content / "berita" / HERE / "loket.jpg"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def sizes(site: Small) -> list[str]:
    return sorted(path for path in site.files if "/ukuran/" in path)


def test_pages_show_the_sizes_once_these_stand_and_none_before(site: Small) -> None:
    site.build(FAMILIES=FEW, defer=True)
    assert sizes(site) == []
    assert "<picture" not in site.files["index.html"].decode() + site.page(f"berita/{STORY}")
    site.build(FAMILIES=FEW, defer=False)
    assert [path.rpartition("-")[2] for path in sizes(site)] == ["360.webp", "720.webp", "900.webp"]
    for page in ("index.html", f"{PAGE}index.html"):
        text = site.files[page].decode()
        assert all(f"/{path} " in text for path in sizes(site))
    assert site.page(f"berita/{STORY}").count("<picture>") == 2
    assert site.files == site.clean(FAMILIES=FEW, defer=False)


def test_another_photo_takes_the_place_of_the_sizes_and_a_withdrawal_takes_all(site: Small) -> None:
    site.build(FAMILIES=FEW, defer=False)
    before = sizes(site)
    put(site, photo(600, 400))
    site.build(FAMILIES=FEW, defer=True)
    assert sizes(site) == []  # those of the photo that was replaced wait for nothing
    site.build(FAMILIES=FEW, defer=False)
    assert [path.rpartition("-")[2] for path in sizes(site)] == ["360.webp", "600.webp"]
    assert not set(before) & set(sizes(site))
    assert site.files == site.clean(FAMILIES=FEW, defer=False)
    assert f"{PAGE}kartu.png" in site.files
    site.story(STORY, image=IMAGE, withdrawn=WITHDRAWN)
    site.build(FAMILIES=FEW, defer=True)  # what is withdrawn waits for nothing
    assert sizes(site) == []
    assert f"{PAGE}kartu.png" not in site.files
    site.build(FAMILIES=FEW, defer=False)
    assert site.files == site.clean(FAMILIES=FEW, defer=False)


def test_every_story_every_unit_and_the_site_have_a_card(site: Small) -> None:
    site.build(FAMILIES=FEW, defer=False)
    cards = {path for path in site.files if path.endswith("kartu.png")}
    units = ("kementerian-laut", "kanwil-barat", "kanim-teluk", "lapas-bukit")
    assert cards == {
        "kartu.png",
        f"{PAGE}kartu.png",
        *(f"berita/{HERE}/{slug}/kartu.png" for slug in ("lain", "lama")),
        *(f"unit/{unit}/kartu.png" for unit in units),
    }
    assert len({site.files[card] for card in cards}) == len(cards)
    assert opened(site.files["kartu.png"]).size == (1200, 630)


def test_a_new_story_draws_one_card_and_scales_nothing(site: Small) -> None:
    site.build(FAMILIES=FEW, defer=False)
    site.story(f"{HERE}/ketiga", "2024-07-01")
    written = site.build(FAMILIES=FEW, defer=False).finished.written
    assert [path for path in written if "/ukuran/" in path or path.endswith("kartu.png")] == [
        f"berita/{HERE}/ketiga/kartu.png"
    ]
