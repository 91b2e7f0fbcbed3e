"""What comes from Windows, a telephone or a Mac fits afterwards, or is refused with a message."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.addresses import DEVICE_NAMES
from plugins.desk import names
from plugins.desk.__main__ import main
from plugins.desk.tidying import Tidied, Unreadable, tidied
from plugins.rules.letters import without_pasted
from tests.factory import instant
from tests.publish.small import AS_OF, Small, small
from tests.stories.test_media import picture

FOLDER = "berita/kanim-teluk/2024"
TEXT = "---\ntitle: “Lama” – kini\ndate: 2024-03-05 08:00\n---\n\nIsi.\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Small:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(instant(AS_OF)))
    return small(tmp_path)


def tidy(site: Small, *arguments: str, files: str = FOLDER) -> int:
    return main(["tidy", "--content", str(site.content), *arguments, str(site.content / files)])


def listed(site: Small) -> list[str]:
    return sorted(path.name for path in (site.content / FOLDER).iterdir())


# Texts


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_from_any_office_pc_becomes_plain_utf_8(encoding: str, end: str) -> None:
    found = tidied(TEXT.replace("\n", end).encode(encoding))
    assert found.data.decode() == TEXT
    assert bool(found.done) is (encoding != "utf-8" or end != "\n")


def test_lines_of_both_encodings_are_read_each_as_it_is() -> None:
    found = tidied("satu – “utf”\n".encode() + "dua – “win”\n".encode("cp1252"))
    assert found.data.decode() == "satu – “utf”\ndua – “win”\n"
    assert "baris 2" in found.done[0]


@pytest.mark.parametrize("data", [b"a\nb\x81\n", b"a\nb\0\n"])
def test_a_line_that_nothing_makes_readable_is_named(data: bytes) -> None:
    with pytest.raises(Unreadable) as told:
        tidied(data)
    assert told.value.line == 2


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_tidying_once_is_enough_and_leaves_words_alone(text: str) -> None:
    once = tidied(text.encode())
    assert tidied(once.data) == Tidied(once.data) or text.startswith("\ufeff\ufeff")
    assert once.data.decode().split() == without_pasted(text.removeprefix("\ufeff").replace("\r", "\n")).split()


def test_unseen_signs_that_say_nothing_go_and_those_that_hide_stay() -> None:
    assert tidied("Nomor \u202a0999\u202c.\n".encode()) == Tidied(b"Nomor 0999.\n", ("tanda tak terlihat dihapus",))
    assert tidied("Lay\u200banan.\n".encode()).done == ()


# Files


def test_a_folder_from_windows_passes_the_check_afterwards(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    folder = site.content / FOLDER
    text = TEXT.replace("Isi.", "![Loket](foto.jpg)\n\n[Jadwal](jadwal café.csv)").replace("jadwal café", "jadwal-café")
    (folder / "Loket Buka.md.txt").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    (folder / "lama.md").write_bytes(TEXT.encode("cp1252"))
    (folder / "Foto.JPG").write_bytes(picture("JPEG"))
    (folder / unicodedata.normalize("NFD", "jadwal-café.csv")).write_text("jam,loket\n08.00,1\n")
    assert main(["check", str(site.content)]) == 1
    before = listed(site)
    assert tidy(site, "--look") == 0
    assert listed(site) == before
    assert tidy(site) == 0
    assert listed(site) == ["foto.jpg", "jadwal-café.csv", "lama.md", "loket-buka.md"]
    told = capsys.readouterr().out
    assert "Foto.JPG: diganti namanya menjadi foto.jpg" in told
    assert "tanda BOM dihapus; akhir baris Windows menjadi LF" in told
    assert main(["check", str(site.content)]) == 0
    assert tidy(site) == 0
    assert "Tidak ada yang perlu dirapikan." in capsys.readouterr().out


def test_a_photo_that_two_stories_call_differently_is_left_alone(site: Small) -> None:
    site.story("kanim-teluk/2024/a", body="![x](foto.jpg)")
    site.story("kanim-teluk/2024/b", body="![x](Foto.JPG)")
    (site.content / FOLDER / "Foto.JPG").write_bytes(picture("JPEG"))
    assert tidy(site) == 0
    assert "Foto.JPG" in listed(site)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("lama.md.txt", TEXT.encode(), "seharusnya lama.md, tetapi berkas itu sudah ada"),
        ("rusak.md", b"---\ntitle: \x81\n", "baris 2 tidak terbaca"),
        ("jadwal: pagi?.csv", b"a,b\n1,2\n", "jadwal- pagi-.csv"),
    ],
)
def test_what_only_a_person_can_mend_is_told(
    site: Small, capsys: pytest.CaptureFixture[str], name: str, data: bytes, told: str
) -> None:
    (site.content / FOLDER / name).write_bytes(data)
    assert tidy(site) == 1
    assert told in capsys.readouterr().out
    assert (site.content / FOLDER / name).read_bytes() == data


@pytest.mark.parametrize("files", ["tidak/ada", "../lain"])
def test_what_is_not_there_or_elsewhere_ends_with_2(site: Small, files: str) -> None:
    (site.folder / "lain").mkdir()
    assert tidy(site, files=files) == 2


# Names


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (f"{FOLDER}/con.jpg", "name-windows"),
        (f"{FOLDER}/aux", "name-windows"),
        (f"{FOLDER}/foto?.jpg", "name-windows"),
        (f"{FOLDER}/akhir. ", "name-windows"),
        (f"{FOLDER}/a:b/foto.jpg", "name-windows"),
        (f"{FOLDER}/FOTO.jpg", "name-twice"),
        (f"{FOLDER}/nama [aneh]?.txt", ""),  # told as an address
        (f"{FOLDER}/konferensi.jpg", ""),
        (f"{FOLDER}/lain/foto.jpg", ""),
    ],
)
def test_names_that_windows_cannot_hold_are_told(path: str, code: str) -> None:
    told = [problem.code for problem in names.wrong_names([f"{FOLDER}/foto.jpg", path])]
    assert told == ([code] if code else [])


@given(st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=30))
def test_a_safe_name_is_one_that_windows_holds(name: str) -> None:
    safe = names.safe(name)
    assert names.safe(safe) == safe
    assert safe
    assert safe.partition(".")[0].casefold() not in DEVICE_NAMES


def test_check_names_the_file_that_was_meant(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    site.story("kanim-teluk/2024/a", body="![Loket](foto-loket.jpg)")
    (site.content / FOLDER / "Foto-Loket.JPG").write_bytes(picture("JPEG"))
    main(["check", str(site.content)])
    assert "Mungkin maksudnya: Foto-Loket.JPG" in capsys.readouterr().out
