from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import replace
from html import escape
from pathlib import Path, PurePosixPath

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Picture

from plugins.press.kit import pack
from plugins.stories import media
from plugins.stories.media_kinds import KINDS
from plugins.stories.story import Correction, Image, Story
from plugins.units import Profile
from tests import factory
from tests.pages.facts import touched
from tests.press.releases import HOME, REFERENCE, Room, library, places

FOLDER = "loket-baru/"


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path / "content")


def made(room: Room, story: Story, **profiles: Profile) -> bytes:
    """The bytes of the kit of a story."""
    with library(room.folder.parent, story, at=places(**profiles)) as shelf:
        (key,) = room.kit.keys(shelf)
        view = room.kit.view(shelf, key)
    assert view is not None
    (output,) = room.kit.render(key, view)
    assert output.path == f"berita/{REFERENCE}/siaran.zip"
    return output.content


def parts(content: bytes) -> dict[str, bytes]:
    """What unpacks from a kit, by name in its folder."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name.removeprefix(FOLDER): archive.read(name) for name in archive.namelist()}


def texts(room: Room, story: Story, **profiles: Profile) -> dict[str, str]:
    return {name: data.decode() for name, data in parts(made(room, story, **profiles)).items() if "/" not in name}


def test_a_kit_holds_text_photos_captions_documents_and_contact_in_one_folder(room: Room) -> None:
    with zipfile.ZipFile(io.BytesIO(made(room, room.full()))) as archive:
        assert archive.namelist() == [
            f"{FOLDER}{name}"
            for name in (
                "foto/antrean.jpg",
                "foto/denah.jpg",
                "foto/loket.jpg",
                "keterangan-foto.txt",
                "kontak.txt",
                "lampiran/jadwal.csv",
                "teks.html",
                "teks.txt",
            )
        ]


def test_the_text_says_everything_in_plain_lines(room: Room) -> None:
    assert texts(room, room.full())["teks.txt"] == (
        "Antrean paspor kini lebih singkat\n\n"
        "Siaran pers: Kantor Imigrasi Teluk Biru\n"
        "Teluk Biru, Sabtu, 1 Juni 2024 | 09.30 WIT\n\n"
        "Ralat (Minggu, 2 Juni 2024 | 10.00 WIT): Jam buka diperbaiki.\n\n"
        "Loket tambahan dibuka setiap pagi.\n\n"
        f"Loket baru dibuka. Lihat Kanwil Biru ({HOME}unit/kanwil-biru/) dan jadwal (lampiran/jadwal.csv).\n\n"
        "[Gambar: Denah loket]\nLetak loket\n\n"
        "Penulis: Sari, S.H.\nPenyunting: Budi\nSumber: Catatan rapat\n"
        f"Alamat berita: {HOME}berita/{REFERENCE}/\n"
    )


def test_updates_of_a_running_story_stand_before_its_text(room: Room) -> None:
    story = replace(room.full(), updates=(factory.update("2024-06-01 12:00", "Loket <b>kedua</b> dibuka."),))
    made = texts(room, story)
    told = "Perkembangan (Sabtu, 1 Juni 2024 | 12.00 WIT): Loket <b>kedua</b> dibuka."
    assert f"\n\n{told}\n\nLoket baru dibuka." in made["teks.txt"]
    assert f"<p>{escape(told)}</p>" in made["teks.html"]


def test_every_photo_has_its_caption_and_credit(room: Room) -> None:
    assert texts(room, room.full())["keterangan-foto.txt"] == (
        "foto/loket.jpg\nKeterangan: Loket yang dibuka Senin\nFoto: Humas\nTeks alternatif: Loket baru\n\n"
        "foto/antrean.jpg\nTeks alternatif: Antrean\n\n"
        "foto/denah.jpg\nKeterangan: Letak loket\nTeks alternatif: Denah loket\n"
    )


@pytest.mark.parametrize(("credit", "told"), [("Humas", "Foto: Humas"), ("Ilustrasi: Budi", "Ilustrasi: Budi")])
def test_a_credit_says_what_was_made(room: Room, credit: str, told: str) -> None:
    story = factory.story(REFERENCE, kind="sambutan", image=Image("loket.jpg", credit=credit), media=(room.photo(),))
    found = texts(room, story)
    assert found["keterangan-foto.txt"] == f"foto/loket.jpg\n{told}\n"
    assert f"<figcaption>({told})</figcaption>" in found["teks.html"]


def test_the_contact_is_who_answers_today(room: Room) -> None:
    assert texts(room, room.full())["kontak.txt"] == (
        "Kantor Imigrasi Teluk Biru\n\n"
        "Narahubung: Rani\nPenanggung jawab: Kepala Kantor\nNarahubung pers: Rani Putri\n"
        "Telepon: 0812 5550 101\nSurel: humas@teluk-biru.example\n\n"
        "Alamat: Jalan Dermaga 12, Gedung B, Teluk Biru\nJam kerja: Senin–Jumat; 08.00–15.30\n"
        "Telepon kantor: (0999) 555-0100\nSurel kantor: kantor@teluk-biru.example\n"
        "Situs: https://teluk-biru.example/\n\n"
        f"Alamat berita: {HOME}berita/{REFERENCE}/\n"
    )
    bare = texts(room, factory.story(REFERENCE, kind="sambutan"), **{factory.UNIT: Profile()})
    assert bare["kontak.txt"] == f"Kantor Imigrasi Teluk Biru\n\nAlamat berita: {HOME}berita/{REFERENCE}/\n"
    assert "keterangan-foto.txt" not in bare


def test_the_office_that_answers_bears_its_present_name_and_the_text_that_of_the_day(room: Room) -> None:
    story = factory.story("lapas-bukit-hijau/2024/loket-baru", "2024-04-01", kind="sambutan")
    with library(room.folder.parent, story) as shelf:
        view = room.kit.view(shelf, story.reference)
    assert view is not None
    said = view["texts"]
    assert isinstance(said, dict)
    assert said["kontak.txt"].startswith("Lapas Kelas I Bukit Hijau\n")
    assert "Sambutan: Lapas Bukit Hijau\n" in said["teks.txt"]


def test_the_page_of_the_kit_finds_its_files_beside_it(room: Room) -> None:
    found = parts(made(room, room.full()))
    page = BeautifulSoup(found["teks.html"], "html.parser")
    assert page.html is not None
    assert page.html["lang"] == "id"
    assert [image["src"] for image in page.find_all("img")] == [
        "foto/denah.jpg", "foto/loket.jpg", "foto/antrean.jpg", "foto/loket.jpg",
    ]  # fmt: skip
    beside = {str(tag.get("src") or tag.get("href")) for tag in page.find_all(["img", "a"])}
    assert {name for name in beside if not name.startswith("https://")} <= found.keys()


def test_photos_are_published_ones_without_metadata(room: Room) -> None:
    photo = room.photo()
    story = factory.story(REFERENCE, kind="siaran-pers", image=Image("loket.jpg", "Loket"), media=(photo,))
    data = parts(made(room, story))["foto/loket.jpg"]
    assert len(data) == photo.length
    assert b"Fulan" not in data
    assert Picture.open(io.BytesIO(data)).size == (16, 8)


def test_a_photo_that_went_or_changed_meanwhile_is_left_out_with_its_caption(room: Room) -> None:
    story = room.full()
    (room.folder / story.media[-1].source).unlink()
    room.photo("antrean.jpg", (9, 9))
    found = parts(made(room, story))
    assert {name for name in found if name.startswith("foto/")} == {"foto/denah.jpg"}
    assert found["keterangan-foto.txt"].decode().startswith("foto/denah.jpg\n")


def test_the_same_release_makes_the_same_bytes_wherever_its_files_lie(tmp_path: Path) -> None:
    kits = set()
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
        room = Room(tmp_path / name / "content")
        kits.add(made(room, room.full()))
    assert len(kits) == 1


def test_no_time_owner_or_machine_is_noted_in_a_kit(room: Room) -> None:
    with zipfile.ZipFile(io.BytesIO(made(room, room.full()))) as archive:
        entries = archive.infolist()
    assert {
        (e.date_time, e.create_system, e.external_attr >> 16, e.compress_type, e.extra, e.comment) for e in entries
    } == {((1980, 1, 1, 0, 0, 0), 3, 0o100644, zipfile.ZIP_STORED, b"", b"")}


@given(st.dictionaries(st.from_regex(r"[a-z]{1,5}(/[a-z]{1,5})?\.txt", fullmatch=True), st.binary(max_size=50)))
def test_packing_is_a_function_of_the_parts_in_any_order(given_parts: dict[str, bytes]) -> None:
    content = pack("nama", given_parts)
    assert pack("nama", dict(reversed(given_parts.items()))) == content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            f"nama/{name}": data for name, data in given_parts.items()
        }
    assert content.endswith(struct.pack("<H", 0))  # no comment


@given(st.text(max_size=40), st.sampled_from(sorted(KINDS)))
def test_no_name_of_a_file_leads_out_of_the_folder(name: str, kind: str) -> None:
    published = media.published_name(name, KINDS[kind])
    place = PurePosixPath(f"foto/{published}")
    assert published.isascii()
    assert len(place.parts) == 2
    assert ".." not in place.parts
    assert not set(published) & set('\\:*?"<>|')


def test_hostile_words_stay_words(room: Room) -> None:
    mark = "\"'><script>x</script>&"
    photo = room.photo()
    story = factory.story(
        REFERENCE,
        kind="siaran-pers",
        title=mark,
        summary=mark,
        location=mark,
        authors=(mark,),
        source=mark,
        image=Image("loket.jpg", mark, mark, mark),
        media=(photo,),
        extra={"contact": mark},
        corrections=(Correction(factory.instant("2024-06-02"), True, "ralat", mark),),
    )
    found = texts(room, story)
    page = BeautifulSoup(found["teks.html"], "html.parser")
    assert not page.find_all("script")
    assert page.h1 is not None
    assert page.h1.text == mark
    assert found["teks.txt"].startswith(f"{mark}\n\n")
    assert f"Narahubung: {mark}\n" in found["kontak.txt"]


def test_words_of_several_lines_cannot_pass_for_others(room: Room) -> None:
    story = factory.story(
        REFERENCE, kind="siaran-pers", summary="a\nTelepon: 110", extra={"contact": "x\nTelepon: 110"}
    )
    found = texts(room, story)
    assert "\nTelepon: 110" not in found["kontak.txt"]
    assert "\nTelepon: 110" not in found["teks.txt"]


@pytest.mark.parametrize(
    "story",
    [
        factory.story(REFERENCE),
        factory.story(REFERENCE, kind="siaran-pers", expires=factory.instant("2024-07-01")),
        factory.story(REFERENCE, kind="siaran-pers", status="draft"),
        replace(factory.withdrawn(factory.story(REFERENCE)), kind="siaran-pers"),
    ],
    ids=["another kind", "expired", "draft", "withdrawn"],
)
def test_only_live_releases_have_a_kit(room: Room, story: Story) -> None:
    room.folder.mkdir()
    with library(room.folder.parent, story) as shelf:
        assert room.kit.view(shelf, REFERENCE) is None
        assert list(room.kit.keys(shelf)) == []


def test_a_withdrawal_or_another_kind_takes_the_kit_away(room: Room, tmp_path: Path) -> None:
    story = factory.story(REFERENCE, kind="siaran-pers")
    with factory.shelf(tmp_path, story) as shelf:
        assert touched(room.kit, shelf, replace(factory.withdrawn(story), kind="siaran-pers")) == {REFERENCE}
        assert room.kit.view(shelf.library(), REFERENCE) is None
        assert touched(room.kit, shelf, factory.story(f"{factory.UNIT}/2024/lain")) == set()
