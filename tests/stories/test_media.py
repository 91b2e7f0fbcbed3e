"""Files beside a story: what they are, what is refused, and what is published of them."""

from __future__ import annotations

import contextlib
import io
import os
import struct
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from plugins.stories import beside, media, media_kinds
from plugins.stories.media import MAX_BYTES, clean, inspect, published_name, read_beside
from plugins.stories.media_kinds import KINDS, Kind, Refusal, recognise
from plugins.stories.media_structure import picture_size
from plugins.stories.story import Media

PROFILE = b"profil-warna " * 20


def exif(orientation: int = 1) -> bytes:
    """Camera, orientation and place: what a telephone writes."""
    tags = Image.Exif()
    tags[0x0110] = "Telepon Rahasia"
    tags[0x0112] = orientation
    tags.get_ifd(0x8825)[1] = "S"
    tags.get_ifd(0x8825)[2] = (0.0, 57.0, 3.5)
    return tags.tobytes()


def picture(kind: str, size: tuple[int, int] = (30, 20), orientation: int = 1, **options: object) -> bytes:
    image = Image.new("RGB", size, (10, 120, 200))
    image.paste((250, 250, 250), (0, 0, size[0] // 2, size[1] // 2))  # the top left corner is white
    target = io.BytesIO()
    if kind != "gif":
        options = {"exif": exif(orientation), "icc_profile": PROFILE, **options}
    image.save(target, kind.upper(), **options)
    return target.getvalue()


def moving(kind: str, frames: int = 3) -> bytes:
    images = [Image.new("RGB", (20, 10), (index * 40, 0, 0)) for index in range(frames)]
    target = io.BytesIO()
    images[0].save(target, kind.upper(), save_all=True, append_images=images[1:], duration=100, loop=0)
    return target.getvalue()


def box(kind: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def film() -> bytes:
    place = box(b"\xa9xyz", b"\0\x0f\x15\xc7-00.9500+100.3500/")
    track = box(b"trak", box(b"tkhd", b"\0" * 84), box(b"udta", place))
    return (
        box(b"ftyp", b"isom\0\0\2\0isomiso2mp41")
        + box(b"moov", box(b"mvhd", b"\0" * 100), track, box(b"udta", place), box(b"meta", b"rahasia"))
        + box(b"mdat", b"gambar bergerak -00.9500 tetap")
    )


def office(kind: str = "wordprocessingml.document", **parts: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        content = (
            f'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>'
        )
        archive.writestr("[Content_Types].xml", content)
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return target.getvalue()


PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
CSV = b"unit;jumlah\nKanim Teluk Biru;12\n"
MP3 = b"ID3\x04\0\0\0\0\0\x0a" + b"\0" * 10 + b"\xff\xfb\x90\x64" + b"\0" * 413
SAMPLES = {
    **{kind: picture(kind) for kind in ("jpeg", "png", "webp", "gif", "avif")},
    "pdf": PDF,
    "docx": office(),
    "xlsx": office("spreadsheetml.sheet"),
    "pptx": office("presentationml.presentation"),
    "csv": CSV,
    "mp3": MP3,
    "mp4": film(),
}
PICTURES = [name for name, kind in KINDS.items() if kind.is_picture]


def refused(found: object) -> str:
    assert isinstance(found, Refusal)
    return found.rule.code


# --- recognising ------------------------------------------------------------------------------------------------------


def test_every_kind_has_a_sample() -> None:
    assert list(SAMPLES) == list(KINDS) == media_kinds.ALLOWED_NAMES.split(", ")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_kind_is_told_by_its_content(name: str) -> None:
    assert recognise(SAMPLES[name]) == KINDS[name]
    assert KINDS[name].type == inspect(SAMPLES[name], "s", "salah.xyz").type  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["gif", "png", "webp"])
def test_moving_pictures_are_recognised(name: str) -> None:
    assert recognise(moving(name)) == KINDS[name]
    assert picture_size(moving(name), name) == (20, 10, 3)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!doctype html><p>a,b",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<?xml version='1.0'?><svg/>",
        b"\xef\xbb\xbf<script>alert(1)</script>,x",
        b"#!/bin/sh\necho a,b\n",
        b"MZ\x90\0\3",
        b"\x7fELF\2\1\1",
        b"Rar!\x1a\7",
        b"7z\xbc\xaf\x27\x1c",
        b"\x1f\x8b\x08\0",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        b"BM" + b"\0" * 60,
        b"II*\0" + b"\0" * 60,
        b"unit,jumlah\n\0,1\n",
        b'unit,jumlah\n<img src=x onerror="x">,1\n',
        b"hanya satu kolom\n",
        b'{"a": 1,"b": 2}\n',
        b" %PDF-1.4\n%%EOF",
    ],
    ids=lambda data: repr(data[:12]),
)
def test_what_is_not_listed_is_refused(data: bytes) -> None:
    assert refused(recognise(data)) == "file-kind"


def test_archives_that_are_no_documents_are_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("berkas.txt", "x")
    assert refused(recognise(target.getvalue())) == "file-kind"


@pytest.mark.parametrize("part", ["word__vbaProject_dot_bin", "word__activeX__activeX1_dot_xml"])
def test_documents_with_macros_are_refused(part: str) -> None:
    assert refused(recognise(office(**{part: "x"}))) == "file-macros"


def test_documents_that_say_they_have_macros_are_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", "application/vnd.ms-word.document.macroEnabled.main+xml")
    assert refused(recognise(target.getvalue())) == "file-macros"


def test_documents_with_paths_that_climb_are_refused() -> None:
    assert refused(recognise(office(**{".." + "__x": "y"}))) == "file-broken"


TAILS = {
    "script": b"<script>alert(1)</script>",
    "php": b"<?php echo 1 ?>",
    "zip": SAMPLES["docx"],
    "program": b"MZ\x90\0",
    "pdf": b"%PDF-1.4 x",
    "film": SAMPLES["mp4"],
}
FOLLOWED = [
    (name, tail)
    for name in (*PICTURES, "mp4", "pdf", "docx", "xlsx", "pptx")
    for tail in TAILS
    if (name, tail) != ("jpeg", "film")  # a phone's moving photo, see below
]


@pytest.mark.parametrize(("name", "tail"), FOLLOWED)
def test_a_file_followed_by_another_is_refused(name: str, tail: str) -> None:
    assert refused(recognise(SAMPLES[name] + TAILS[tail])) in ("file-two-things", "file-broken", "file-kind")


@pytest.mark.parametrize("kind", ["jpeg", "png", "gif", "webp"])
def test_a_picture_that_holds_a_page_is_refused(kind: str) -> None:
    page = "<html><script>alert(1)</script>"
    if kind == "png":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", page)
        data = picture("png", pnginfo=notes)
    elif kind == "webp":
        data = picture("webp", xmp=page.encode())
    else:
        data = picture(kind, comment=page)
    assert refused(recognise(data)) == "file-two-things"


def test_a_document_behind_something_else_is_refused() -> None:
    assert isinstance(recognise(b"x" * 10 + SAMPLES["docx"]), Refusal)
    assert isinstance(recognise(PDF + SAMPLES["docx"]), Refusal)


def test_a_page_that_begins_as_a_pdf_is_refused() -> None:
    assert refused(recognise(PDF.replace(b"1 0 obj", b"<script>x</script>"))) == "file-two-things"


def test_the_second_picture_that_telephones_append_is_cut_and_not_refused() -> None:
    whole = SAMPLES["jpeg"] + picture("jpeg", (8, 8))
    assert recognise(whole) == KINDS["jpeg"]
    assert clean(whole, "jpeg") == clean(SAMPLES["jpeg"], "jpeg")


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "gif", "avif", "mp4", "docx"])
def test_a_file_that_was_cut_off_is_refused(name: str) -> None:
    assert refused(recognise(SAMPLES[name][:-9])) == "file-broken"


@settings(max_examples=200)
@given(st.sampled_from(sorted(SAMPLES)), st.binary(max_size=40), st.integers(0, 400), st.integers(0, 40))
def test_no_bytes_make_it_raise(name: str, noise: bytes, place: int, gone: int) -> None:
    data = SAMPLES[name][:place] + noise + SAMPLES[name][place + gone :]
    found = inspect(data, "s", "n")
    if isinstance(found, Media) and found.width:
        assert found.width * found.height <= media.MAX_PIXELS
        with contextlib.suppress(ValueError):
            clean(data, found.type)


# --- inspecting -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_measured(name: str) -> None:
    found = inspect(SAMPLES[name], "berita/x/2024/a", "a" + KINDS[name].extensions[0])
    assert isinstance(found, Media)
    assert (found.width, found.height, found.size) == (30, 20, len(SAMPLES[name]))
    assert found.name == "a" + KINDS[name].extensions[0]


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "avif"])
def test_a_picture_on_its_side_is_measured_as_it_is_shown(name: str) -> None:
    found = inspect(picture(name, orientation=6), "s", "n")
    assert isinstance(found, Media) and (found.width, found.height) == (20, 30)


def test_a_file_without_pixels_has_no_size() -> None:
    found = inspect(PDF, "s", "laporan.pdf")
    assert isinstance(found, Media) and (found.width, found.height, found.name) == (0, 0, "laporan.pdf")


def test_a_picture_of_too_many_pixels_is_refused_before_anything_decodes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Image, "open", never)
    jpeg = bytearray(SAMPLES["jpeg"])
    place = jpeg.index(b"\xff\xc0") + 5
    jpeg[place : place + 4] = struct.pack(">HH", 60_000, 60_000)
    png = bytearray(SAMPLES["png"])
    png[16:24] = struct.pack(">II", 50_000, 1_001)
    gif = bytearray(SAMPLES["gif"])
    gif[6:10] = struct.pack("<HH", 65_535, 65_535)
    avif = bytearray(SAMPLES["avif"])
    at = avif.index(b"ispe") + 8
    avif[at : at + 8] = struct.pack(">II", 20_000, 20_000)
    for data in (jpeg, png, gif, avif):
        assert refused(inspect(bytes(data), "s", "n")) == "file-too-many-pixels"


def test_frames_are_counted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "MAX_ALL_PIXELS", 20 * 10 * 3 - 1)
    assert refused(inspect(moving("gif"), "s", "n")) == "file-too-many-pixels"


def test_a_file_of_more_than_ten_megabytes_is_refused() -> None:
    assert refused(inspect(b"a,b\n" * (MAX_BYTES // 4 + 1), "s", "n")) == "file-too-large"


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        ("antrean.jpg", "jpeg", "antrean.jpg"),
        ("antrean.jpeg", "jpeg", "antrean.jpeg"),
        ("antrean.png", "jpeg", "antrean-"),
        ("WhatsApp Image 2024-01-01 at 10.00.00.jpeg", "jpeg", "whatsapp-image-2024-01-01-at-10-00-00-"),
        ("Kéadaan.JPG", "jpeg", "keadaan-"),
        ("sub/denah.png", "png", "sub-denah-"),
        ("照片.png", "png", "berkas-"),
        ("con.pdf", "pdf", "berkas-con-"),
        ("kartu.png", "png", "berkas-kartu-"),
        ("kartu.jpg", "jpeg", "kartu.jpg"),
        ("x.html", "csv", "x-"),
    ],
)
def test_published_names(name: str, kind: str, expected: str) -> None:
    published = published_name(name, KINDS[kind])
    assert published.startswith(expected) and published.endswith(KINDS[kind].extensions)
    assert published == published_name(name, KINDS[kind])


@given(st.text(min_size=1, max_size=150), st.sampled_from(sorted(KINDS)))
def test_a_published_name_is_safe_for_any_name(name: str, kind: str) -> None:
    published = published_name(name.replace("/", "") or "x", KINDS[kind])
    stem, _, extension = published.rpartition(".")
    assert "." + extension in KINDS[kind].extensions
    assert 0 < len(stem) <= 90 and set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") and stem[0] != "-"


def test_names_that_look_alike_stay_apart() -> None:
    names = ["foto-1.jpg", "Foto 1.jpg", "foto_1.jpg", "foto/1.jpg", "foto-1.JPG"]
    assert len({published_name(name, KINDS["jpeg"]) for name in names}) == len(names)


# --- cleaning ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "avif"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_what_a_camera_noted_goes_and_the_picture_stands_upright(name: str, orientation: int) -> None:
    data = picture(name, orientation=orientation, quality=95)
    assert b"Rahasia" in data
    cleaned = clean(data, name)
    assert b"Rahasia" not in cleaned and b"Exif" not in cleaned.replace(b"ExifTool", b"")
    assert cleaned == clean(data, KINDS[name].type)  # for the same bytes the same
    with Image.open(io.BytesIO(cleaned)) as after:
        assert not after.getexif()
        assert after.info.get("icc_profile") == PROFILE
        assert after.size == ((20, 30) if orientation in (6, 8) else (30, 20))
        across, down = {1: (2, 2), 3: (27, 17), 6: (17, 2), 8: (2, 27)}[orientation]
        white = after.convert("RGB").getpixel((across, down))
        assert isinstance(white, tuple) and min(white) > 200


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "gif"])
def test_pixels_of_an_upright_picture_do_not_change(name: str) -> None:
    with Image.open(io.BytesIO(SAMPLES[name])) as before, Image.open(io.BytesIO(clean(SAMPLES[name], name))) as after:
        assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()


@pytest.mark.parametrize("name", ["gif", "png", "webp"])
def test_moving_pictures_go_on_moving(name: str) -> None:
    with Image.open(io.BytesIO(clean(moving(name), name))) as after:
        assert getattr(after, "n_frames", 1) == 3


@pytest.mark.parametrize("name", PICTURES)
def test_what_is_clean_stays_as_it_is_and_is_what_it_was(name: str) -> None:
    cleaned = clean(SAMPLES[name], name)
    assert recognise(cleaned) == KINDS[name]
    assert clean(cleaned, name) == cleaned


def test_notes_in_pictures_go() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Rahasia")
    notes.add_itxt("XML:com.adobe.xmp", "Rahasia")
    for data, kind in (
        (picture("png", pnginfo=notes), "png"),
        (picture("jpeg", comment=b"Rahasia"), "jpeg"),
        (picture("gif", comment=b"Rahasia"), "gif"),
        (picture("webp", xmp=b"Rahasia"), "webp"),
        (picture("jpeg", xmp=b"Rahasia"), "jpeg"),
    ):
        assert b"Rahasia" in data and b"Rahasia" not in clean(data, kind)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_published_length_is_told_before_publishing(name: str) -> None:
    found = inspect(SAMPLES[name], "s", "s")
    assert isinstance(found, Media)
    assert found.size == len(SAMPLES[name])
    assert found.length in ((0,) if name == "avif" else (len(clean(SAMPLES[name], name)),))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_of_a_turned_photo_too_unless_that_would_cost_too_much(orientation: int) -> None:
    data = picture("jpeg", orientation=orientation)
    found, later = inspect(data, "s", "s"), inspect(data, "s", "s", to_code=599)  # it has 600 pixels
    assert isinstance(found, Media)
    assert isinstance(later, Media)
    assert found.length == len(clean(data, "jpeg"))
    assert later.length == (found.length if orientation == 1 else 0)


def test_a_film_that_could_not_be_published_is_broken() -> None:
    inner = box(b"moov", struct.pack(">I4s", 4000, b"trak"))  # longer than what holds it
    data = box(b"ftyp", b"isom\0\0\2\0isomiso2mp41") + inner
    assert recognise(data) == KINDS["mp4"]
    with pytest.raises(ValueError, match="broken"):
        clean(data, "mp4")
    assert refused(inspect(data, "s", "s")) == "file-broken"


def test_a_film_forgets_where_it_was_made_and_moves_nothing() -> None:
    cleaned = clean(film(), "mp4")
    assert len(cleaned) == len(film()) and cleaned.count(b"-00.9500") == 1 and b"rahasia" not in cleaned
    assert cleaned.index(b"mdat") == film().index(b"mdat") and recognise(cleaned) == KINDS["mp4"]


@pytest.mark.parametrize("name", ["pdf", "docx", "xlsx", "pptx", "csv", "mp3"])
def test_documents_and_sound_are_published_as_they_are(name: str) -> None:
    assert clean(SAMPLES[name], name) == SAMPLES[name]


def test_cleaning_what_is_no_kind_or_broken_is_an_error() -> None:
    for data, kind in ((b"x", "svg"), (b"x", "jpeg"), (SAMPLES["png"][:40], "png")):
        with pytest.raises(ValueError):
            clean(data, kind)


# --- reading ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "berita" / "kanim-teluk-biru" / "2024"
    (folder / "sub").mkdir(parents=True)
    (folder / "foto satu.jpg").write_bytes(b"satu")
    (folder / "sub" / "denah.png").write_bytes(b"denah")
    (tmp_path / "rahasia.txt").write_bytes(b"rahasia")
    return folder


def root(folder: Path) -> Path:
    return folder.parents[2]


def test_a_file_beside_the_story_is_read(folder: Path) -> None:
    assert read_beside(folder, "foto satu.jpg", root(folder)) == b"satu"
    assert read_beside(folder, "sub/denah.png", root(folder)) == b"denah"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("tidak-ada.jpg", "missing-file"),
        ("Foto Satu.jpg", "missing-file"),
        ("sub/tidak/ada.jpg", "missing-file"),
        ("foto satu.jpg/x", "missing-file"),
        ("sub", "file-not-regular"),
        ("../2024/foto satu.jpg", "file-outside"),
        ("sub/../foto satu.jpg", "file-outside"),
        ("/etc/hostname", "file-outside"),
        ("", "file-outside"),
        (".", "file-outside"),
        ("sub//denah.png", "file-outside"),
        ("sub\\denah.png", "file-outside"),
        ("a\0b", "file-outside"),
        ("a" * 300, "file-unreadable"),
    ],
)
def test_other_names_are_refused(folder: Path, name: str, code: str) -> None:
    found = read_beside(folder, name, root(folder))
    assert refused(found) in (code, "missing-file" if code == "file-unreadable" else code)


def test_no_symbolic_link_is_followed_anywhere_below_the_root(folder: Path) -> None:
    (folder / "tautan.jpg").symlink_to(folder / "foto satu.jpg")
    (folder / "luar.jpg").symlink_to(root(folder).parent / "rahasia.txt")
    (folder / "putus.jpg").symlink_to("tidak-ada")
    (folder / "cabang").symlink_to(folder / "sub")
    (folder.parent / "2025").symlink_to(folder)
    for name in ("tautan.jpg", "luar.jpg", "putus.jpg", "cabang/denah.png"):
        assert refused(read_beside(folder, name, root(folder))) == "file-symbolic-link"
    assert refused(read_beside(folder.parent / "2025", "foto satu.jpg", root(folder))) == "file-symbolic-link"


def test_a_root_that_is_itself_a_link_is_fine(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "isi").symlink_to(root(folder))
    here = tmp_path / "isi"
    assert read_beside(here / "berita" / "kanim-teluk-biru" / "2024", "foto satu.jpg", here) == b"satu"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_never_opened(folder: Path) -> None:
    os.mkfifo(folder / "pipa.jpg")
    assert refused(read_beside(folder, "pipa.jpg", root(folder))) == "file-not-regular"


def test_a_huge_file_is_refused_without_reading_it(folder: Path) -> None:
    with (folder / "besar.mp4").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert refused(read_beside(folder, "besar.mp4", root(folder))) == "file-too-large"


def test_a_folder_outside_the_root_is_refused(folder: Path, tmp_path: Path) -> None:
    assert refused(read_beside(tmp_path, "rahasia.txt", root(folder))) == "file-outside"


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="the file system does not tell these names apart")
def test_both_unicode_forms_of_a_name_find_the_file(folder: Path) -> None:
    (folder / "caf\u00e9.jpg").write_bytes(b"x")
    assert read_beside(folder, "cafe\u0301.jpg", root(folder)) == b"x"


def test_a_refusal_is_told_at_the_line_that_refers_to_the_file() -> None:
    found = recognise(b"MZ")
    assert isinstance(found, Refusal) and not isinstance(found, Kind)
    problem = found.problem("berita/x/2024/a.md", 7, "image", "a.exe")
    assert (problem.path, problem.line, problem.value, problem.severity) == ("berita/x/2024/a.md", 7, "a.exe", "error")
    assert "a.exe" in problem.message and "jpeg" in problem.allowed


@pytest.mark.parametrize("tail", [picture("jpeg"), film(), b"\0\0MotionPhoto_Data" + b"x" * 40 + b"SEFT"])
def test_what_a_phone_puts_behind_a_photo_is_cut_off(tail: bytes) -> None:
    photo = picture("jpeg") + tail
    assert recognise(photo) == KINDS["jpeg"]
    assert clean(photo, "jpeg") == clean(picture("jpeg"), "jpeg")


def test_a_page_behind_a_photo_is_refused_even_with_a_phone_s_mark() -> None:
    assert refused(recognise(picture("jpeg") + b"\0\0<script>alert(1)</script>SEFT")) == "file-two-things"


def test_a_story_of_many_pixels_stops_measuring_what_has_to_be_coded_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.jpg", "b.jpg"):
        (folder / name).write_bytes(picture("jpeg", orientation=6))
    monkeypatch.setattr(beside, "MAX_MEASURED_PIXELS", 600)  # as many as the first has
    files = beside.Beside(tmp_path, folder.relative_to(tmp_path).as_posix())
    first, second = files.find("a.jpg"), files.find("b.jpg")
    assert isinstance(first, Media)
    assert isinstance(second, Media)
    assert (first.length > 0, second.length) == (True, 0)
