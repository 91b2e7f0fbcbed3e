from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Picture

from plugins.pictures import drawing, lettering
from plugins.pictures.cards import Cards
from plugins.pictures.drawing import Said
from plugins.publish.family import Followed, Recognised
from tests import factory
from tests.pages.facts import library, touched, view
from tests.pictures.photos import Room, opened

REFERENCE = f"{factory.UNIT}/2024/antrean"
WORDS: Said = {
    "site": "Ruang Berita Samudra",
    "kind": "Siaran pers",
    "mark": "Contoh",
    "title": "Antrean paspor kini lebih singkat",
    "by": "Kantor Imigrasi Teluk Biru",
    "line": "Sabtu, 1 Juni 2024",
    "labels": ["WBK", "Pelayanan"],
}


@pytest.fixture
def cards(tmp_path: Path) -> Cards:
    return Room(tmp_path).families[1]


def ink(left: int, top: int, right: int, bottom: int, picture: Picture.Image) -> bool:
    """Whether anything but the ground is drawn in that field."""
    return len(picture.convert("RGB").crop((left, top, right, bottom)).getcolors(10_000) or ()) > 1


def test_a_card_says_title_office_day_kind_and_themes(cards: Cards, tmp_path: Path) -> None:
    story = factory.story(kind="siaran-pers", sample=True, zones=factory.zones("area-6", "wbk"))
    with library(tmp_path, story) as shelf:
        found = view(cards, shelf, REFERENCE)
    assert found == {
        "path": f"berita/{REFERENCE}/kartu.png",
        "said": {
            "site": factory.SITE_NAME,
            "kind": "Siaran pers",
            "mark": "Contoh",
            "title": "Antrean paspor kini lebih singkat",
            "by": "Kantor Imigrasi Teluk Biru",
            "line": "Sabtu, 1 Juni 2024",
            "labels": ["WBK", "Pelayanan"],
        },
    }


def test_a_plain_story_is_called_nothing(cards: Cards, tmp_path: Path) -> None:
    with library(tmp_path, factory.story()) as shelf:
        said = view(cards, shelf, REFERENCE)["said"]
    assert (said["kind"], said["mark"], said["labels"]) == ("", "", [])


def test_the_office_is_called_as_on_the_day(cards: Cards, tmp_path: Path) -> None:
    before = factory.story("lapas-bukit-hijau/2024/awal", "2024-04-30")
    after = factory.story("lapas-bukit-hijau/2024/akhir", "2024-05-02")
    with library(tmp_path, before, after) as shelf:
        names = [view(cards, shelf, story.reference)["said"]["by"] for story in (before, after)]
    assert names == ["Lapas Bukit Hijau", "Lapas Kelas I Bukit Hijau"]


def test_a_unit_has_a_card_with_what_is_above_it_and_where_it_is(cards: Cards, tmp_path: Path) -> None:
    with library(tmp_path) as shelf:
        found = view(cards, shelf, f"unit/{factory.UNIT}")
        assert cards.view(shelf, "unit/tidak-ada") is None
        assert not cards.exists(shelf, "unit/tidak-ada")
    assert found["path"] == f"unit/{factory.UNIT}/kartu.png"
    said = found["said"]
    assert (said["title"], said["by"], said["line"]) == (
        "Kantor Imigrasi Teluk Biru",
        "Kantor Wilayah Biru",
        "Provinsi Biru",
    )


def test_the_site_has_a_card(cards: Cards, tmp_path: Path) -> None:
    with library(tmp_path) as shelf:
        assert cards.exists(shelf, "site")
        found = view(cards, shelf, "site")
    assert (found["path"], found["said"]["title"]) == ("kartu.png", factory.SITE_NAME)


@pytest.mark.parametrize("kind", ["pencabutan", "privasi"])
def test_a_withdrawn_story_has_no_card(cards: Cards, tmp_path: Path, kind: str) -> None:
    story = factory.story()
    with factory.shelf(tmp_path, story) as shelf:
        assert cards.exists(shelf.library(), REFERENCE)
        assert touched(cards, shelf, factory.withdrawn(story, kind)) == {REFERENCE}
        assert not cards.exists(shelf.library(), REFERENCE)
        assert cards.view(shelf.library(), REFERENCE) is None
        assert REFERENCE not in cards.keys(shelf.library())


def test_what_a_card_does_not_say_changes_no_view(cards: Cards, tmp_path: Path) -> None:
    story = factory.story()
    with factory.shelf(tmp_path, story) as shelf:
        before = view(cards, shelf.library(), REFERENCE)
        touched(cards, shelf, replace(story, body="<p>Lain.</p>", summary="Lain.", tags=("paspor",)))
        assert view(cards, shelf.library(), REFERENCE) == before


def test_a_new_name_touches_the_unit_those_below_it_and_its_stories(cards: Cards, tmp_path: Path) -> None:
    with library(tmp_path, factory.story()) as shelf:
        keys = set(cards.concerned(frozenset({"kanwil-biru"}), shelf))
        assert {"unit/kanwil-biru", f"unit/{factory.UNIT}"} <= keys
        assert REFERENCE in cards.concerned(frozenset({factory.UNIT}), shelf)


def test_the_families_answer_what_deferred_ones_are_asked(tmp_path: Path) -> None:
    for family in Room(tmp_path).families:
        assert family.kind == "deferred"
        assert isinstance(family, Followed)
        assert isinstance(family, Recognised)


def test_a_card_is_a_small_png_of_the_size_that_sites_ask_for() -> None:
    content = drawing.draw(WORDS)
    assert opened(content).size == (1200, 630)
    assert opened(content).format == "PNG"
    assert len(content) < 40_000
    assert drawing.draw(WORDS) == content


def test_the_words_stand_where_they_belong() -> None:
    card = opened(drawing.draw(WORDS))
    bare = opened(drawing.draw({**WORDS, "kind": "", "mark": "", "by": "", "line": "", "labels": []}))
    for field in ((840, 60, 1128, 130), (72, 480, 700, 520), (72, 530, 400, 575), (900, 530, 1128, 590)):
        assert ink(*field, card)
        assert not ink(*field, bare)
    assert ink(72, 170, 1128, 480, card)


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=300), st.text(max_size=80), st.lists(st.text(max_size=40), max_size=4))
def test_any_words_make_a_card_with_free_edges(title: str, name: str, labels: list[str]) -> None:
    said: Said = {**WORDS, "title": title, "by": name, "site": name, "labels": labels}
    content = drawing.draw(said)
    assert len(content) < 60_000
    card = opened(content)
    for edge in ((0, 0, 1200, 40), (0, 600, 1200, 630), (0, 0, 50, 630), (1150, 0, 1200, 630)):
        assert not ink(*edge, card)


def test_a_title_of_which_the_fonts_have_nothing_gives_way_to_the_office() -> None:
    unknown = drawing.draw({**WORDS, "title": "السلام 🎉"})
    assert unknown == drawing.draw({**WORDS, "title": ""})
    assert ink(72, 170, 1128, 480, opened(unknown))


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("Łódź, Şanlıurfa & Hà Nội", "Łódź, Şanlıurfa & Hà Nội"),
        ("“Zona” – 1.064 unit… Rp2.000/m²", "“Zona” – 1.064 unit… Rp2.000/m²"),
        ("Selamat 🎉 Hari\u00a0Bhakti\u200d", "Selamat Hari Bhakti"),
        ("a\u0000b\u202ec\tد d", "abc d"),
        ("Cafe\u0301", "Café"),
        ("", ""),
    ],
)
def test_what_the_fonts_lack_is_dropped(written: str, drawn: str) -> None:
    assert lettering.drawable(written) == drawn


@given(st.text())
def test_what_is_drawable_stays_so(text: str) -> None:
    assert lettering.drawable(lettering.drawable(text)) == lettering.drawable(text)


def test_characters_are_as_wide_together_as_one_by_one() -> None:
    for face in ("headline", "strong", "plain"):
        text = "AVATAR To. Wilayah Fa"
        assert lettering.width(face, 60, text) == lettering.font(face, 60).getlength(text)  # type: ignore[arg-type]
