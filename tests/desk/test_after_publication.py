"""`correct`, `withdraw` and `move`: one key is written, the rest stays, and what is told is what is published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plugins.desk.__main__ import main
from tests import building
from tests.building import configuration
from tests.factory import instant
from tests.publish.small import AS_OF, Small, small
from tests.stories.test_media import picture

STORY = "kanim-teluk/2024/lama"
PATH = f"berita/{STORY}.md"


class Desk(Small):
    """A small content folder, and the commands on it."""

    def run(self, command: str, *arguments: str) -> int:
        options = ["--output", str(self.output), "--cache", str(self.output) + ".cache"]
        return main([command, "--content", str(self.content), "-s", configuration(self.folder), *arguments, *options])

    def text(self, path: str = PATH) -> str:
        return (self.content / path).read_bytes().decode()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(instant(AS_OF)))
    small(tmp_path)
    return Desk(tmp_path)


def checked(desk: Desk) -> int:
    return main(["check", str(desk.content)])


# Which story is meant


@pytest.mark.parametrize(
    "meant",
    [
        STORY,
        f"{STORY}.md",
        f"content/{PATH}",
        f"content\\berita\\{STORY}.md".replace("/", "\\"),
        f"https://berita.example/ruang/berita/{STORY}/",
        f"https://berita.example/berita/{STORY}/?utm_source=wa#isi",
        f"/berita/{STORY}/index.html",
        f" “{STORY}” ",
    ],
)
def test_a_story_is_found_by_reference_path_or_address(desk: Desk, meant: str) -> None:
    assert desk.run("correct", meant, "--note", "Semula 13.00. Yang benar 12.00.") == 0
    assert "corrections:" in desk.text()


def test_a_story_is_found_by_the_path_of_its_file_and_in_nested_folders(desk: Desk) -> None:
    desk.write("berita/kanwil-barat/lapas-bukit/2024/panen.md", desk.text())
    assert desk.run("correct", str(desk.content / PATH), "--note", "Jam.") == 0
    assert desk.run("correct", "lapas-bukit/2024/panen", "--note", "Jam.") == 0


@pytest.mark.parametrize(
    ("meant", "told"),
    [
        ("kanim-teluk/2024/lam", "Mungkin maksudnya: kanim-teluk/2024/lama"),
        ("kanim-teluk/2023/lama", "Mungkin maksudnya: kanim-teluk/2024/lama"),
        ("kanim-teluc/2024/lama", "Mungkin maksudnya: kanim-teluk"),
        ("lama", "unit/tahun/nama-berkas"),
        ("kanim-teluk/2024/kuno", "alamat barunya: kanim-teluk/2024/baru"),
        ("kanim-teluk/2024/dicabut-0123456789ab", "demi privasi"),
    ],
)
def test_a_story_that_is_not_there_is_told_with_what_was_meant(
    desk: Desk, capsys: pytest.CaptureFixture[str], meant: str, told: str
) -> None:
    desk.story("kanim-teluk/2024/baru", moved_from="[kanim-teluk/2024/kuno]")
    assert desk.run("withdraw", meant, "--reason", "Keliru.") == 2
    assert told in capsys.readouterr().err


# Correct


def test_a_correction_is_added_and_everything_else_stays(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    before = '\ufeff---\r\ntitle: "Lama: sekali"   # judul\r\n\r\ndate: 2024-03-05 08.00\r\n---\r\n\r\nIsi.\r\n'
    (desk.content / PATH).write_bytes(before.encode())
    assert desk.run("correct", STORY, "--note", "Semula “13.00”: yang benar 12.00.", "--kind", "koreksi") == 0
    added = (
        "corrections:\r\n  - date: 2025-01-15 12.00\r\n    kind: koreksi\r\n"
        '    note: "Semula “13.00”: yang benar 12.00."\r\n'
    )
    assert desk.text() == before.replace("---\r\n\r\nIsi", f"{added}---\r\n\r\nIsi")
    assert checked(desk) == 0
    assert "make check" in capsys.readouterr().out


def test_a_second_correction_comes_below_the_first(desk: Desk) -> None:
    for note, day in (("Pertama.", "2024-06-01"), ("Kedua.", "2024-06-02 09:30")):
        assert desk.run("correct", STORY, "--note", note, "--date", day) == 0
    assert re.findall(r"(?:date|note): (.*)", desk.text())[1:] == [
        "2024-06-01",
        "Pertama.",
        "2024-06-02 09.30",
        "Kedua.",
    ]


@pytest.mark.parametrize(
    ("keys", "arguments", "told"),
    [
        ({}, ["--note", " "], 'NOTE="…"'),
        ({}, ["--note", "a\x07"], "karakter kendali"),
        ({}, ["--note", "a", "--kind", "ralatt"], "Mungkin maksudnya: ralat"),
        ({}, ["--note", "a", "--date", "1 Juni 2024"], "Mungkin maksudnya: 2024-06-01"),
        ({}, ["--note", "a" * 2001], "terlalu panjang"),
        ({"status": "draft"}, ["--note", "a"], "belum tayang"),
        ({"embargo_until": "2030-01-01"}, ["--note", "a"], "belum tayang"),
        ({"withdrawn": "{date: 2024-06-03, kind: pencabutan, reason: Keliru}"}, ["--note", "a"], "sudah dicabut"),
        ({"tags": "&a x"}, ["--note", "a"], "tulis di bawah kunci terakhir"),
    ],
)
def test_what_cannot_be_corrected_is_told_and_nothing_is_written(
    desk: Desk, capsys: pytest.CaptureFixture[str], keys: dict[str, str], arguments: list[str], told: str
) -> None:
    desk.story(STORY, "2024-03-05 08:00", **keys)
    before = desk.text()
    assert desk.run("correct", STORY, *arguments) == 2
    assert told in capsys.readouterr().err
    assert desk.text() == before


# Withdraw


@pytest.mark.parametrize("kind", ["pencabutan", "privasi"])
def test_a_withdrawn_story_is_one_when_it_is_published(desk: Desk, kind: str) -> None:
    assert desk.run("withdraw", STORY, "--reason", "Demi masa depan anak: dapat dikenali.", "--kind", kind) == 0
    assert checked(desk) == 0
    desk.build()
    (page,) = (
        text for path, text in desk.files.items() if path.startswith("berita/kanim-teluk/2024/") and b"Demi" in text
    )
    assert "Loket dibuka" not in page.decode()


def test_a_withdrawal_becomes_one_for_privacy_and_never_the_reverse(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.run("withdraw", STORY, "--reason", "Keliru.") == 0
    assert desk.run("withdraw", STORY, "--reason", "Demi masa depan anak.", "--kind", "privasi") == 0
    assert desk.text().count("withdrawn:") == 1
    assert "beri tahu pengelola" in capsys.readouterr().out
    assert desk.run("withdraw", STORY, "--reason", "Keliru.") == 2
    assert "sudah dicabut (privasi)" in capsys.readouterr().err


def test_a_story_with_an_error_elsewhere_can_be_withdrawn(desk: Desk) -> None:
    desk.story(STORY, kind="salah")
    assert desk.run("withdraw", STORY, "--reason", "Keliru.") == 0
    assert "withdrawn:" in desk.text()


# Move


def test_a_moved_story_keeps_its_identity_and_its_photos(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.story("kanim-teluk/2024/foto", body="![Loket](gambar/loket.jpg) dan [jadwal](jadwal.csv)")
    desk.story("kanim-teluk/2024/lain", body="[jadwal](jadwal.csv)")
    (desk.content / "berita/kanim-teluk/2024/gambar").mkdir()
    (desk.content / "berita/kanim-teluk/2024/gambar/loket.jpg").write_bytes(picture("JPEG"))
    desk.write("berita/kanim-teluk/2024/jadwal.csv", "jam,loket\n08.00,1\n")
    assert desk.run("move", "kanim-teluk/2024/foto", "kanim-teluk/2025/foto-loket") == 0
    folder = desk.content / "berita/kanim-teluk"
    assert "moved_from: [kanim-teluk/2024/foto]" in desk.text("berita/kanim-teluk/2025/foto-loket.md")
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()) == [
        "2024/jadwal.csv", "2024/lain.md", "2024/lama.md",
        "2025/foto-loket.md", "2025/gambar/loket.jpg", "2025/jadwal.csv",
    ]  # fmt: skip
    assert "Disalin: berita/kanim-teluk/2024/jadwal.csv" in capsys.readouterr().out


def test_a_story_that_moves_twice_names_the_oldest_address_first(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.run("move", STORY, "kedua") == 0
    assert desk.run("move", "kanim-teluk/2024/kedua", "ketiga") == 0
    assert f"moved_from: [{STORY}, kanim-teluk/2024/kedua]" in desk.text("berita/kanim-teluk/2024/ketiga.md")
    assert desk.run("move", "kanim-teluk/2024/ketiga", "lama") == 2
    assert "alamat lama berita ini" in capsys.readouterr().err
    assert checked(desk) == 0


def test_a_draft_moves_without_a_trace(desk: Desk) -> None:
    desk.story(STORY, status="draft")
    assert desk.run("move", STORY, "lain") == 0
    assert "moved_from" not in desk.text("berita/kanim-teluk/2024/lain.md")


def test_a_move_from_another_unit_asks_for_its_line_in_the_register(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    new = "lapas-bukit/2024/lama"
    assert desk.run("move", STORY, new) == 2
    assert f"  {STORY},{new}" in capsys.readouterr().err
    assert (desk.content / PATH).exists()
    assert desk.run("move", STORY, new, "--register", "--basis", 'Nota "1", Setjen') == 0
    assert desk.text("register/moves.csv") == f'from,to,date,basis\n{STORY},{new},2025-01-15,"Nota ""1"", Setjen"\n'
    assert checked(desk) == 0


@pytest.mark.parametrize("register", ["from,to\r\n", "from,to,date,basis,note\r\na-b/2024/c,d-e/2024/c,,,x\r\n"])
def test_a_register_keeps_its_columns_and_line_ends(desk: Desk, register: str) -> None:
    (desk.content / "register/moves.csv").write_bytes(register.encode())
    assert desk.run("move", STORY, "lapas-bukit/2024/lama", "--register") == 0
    text = desk.text("register/moves.csv")
    assert text.startswith(register + STORY)
    assert text.endswith("\r\n")
    assert len({line.count(",") for line in text.splitlines()}) == 1


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("Nama Baru", "Tulis misalnya: nama-baru"),
        ("lama", "sama dengan alamat lama"),
        ("ada", "sudah ada"),
        ("kanim-teluc/2024/x", "Mungkin maksudnya: kanim-teluk"),
        ("2024/x", "bukan alamat berita"),
        ("kanim-teluk/1890/x", "bukan folder tahun"),
    ],
)
def test_a_move_that_cannot_be_is_told_and_nothing_moves(
    desk: Desk, capsys: pytest.CaptureFixture[str], new: str, told: str
) -> None:
    desk.story("kanim-teluk/2024/ada")
    before = set(desk.content.rglob("*"))
    assert desk.run("move", STORY, new) == 2
    assert told in capsys.readouterr().err
    assert set(desk.content.rglob("*")) == before


def test_a_photo_of_another_story_is_not_overwritten(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.story(STORY, body="[jadwal](jadwal.csv)")
    desk.write("berita/kanim-teluk/2024/jadwal.csv", "jam,loket\n08.00,1\n")
    desk.write("berita/kanim-teluk/2025/jadwal.csv", "jam,loket\n09.00,2\n")
    assert desk.run("move", STORY, "kanim-teluk/2025/lama") == 2
    assert "isinya lain" in capsys.readouterr().err
    assert (desk.content / PATH).exists()


def test_nothing_is_written_through_a_link_out_of_the_folder(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    outside = desk.folder / "luar"
    outside.mkdir()
    (outside / "a.txt").write_text("a")
    (desk.content / "berita/kanim-teluk/2025").symlink_to(outside)
    assert desk.run("move", STORY, "kanim-teluk/2025/lama") == 2
    assert "tautan ke luar folder isi" in capsys.readouterr().err
    (desk.content / "berita/kanim-teluk/2024/.lama.md.baru").symlink_to(outside / "a.txt")
    assert desk.run("correct", STORY, "--note", "Jam.") == 0
    assert [(path.name, path.read_text()) for path in outside.iterdir()] == [("a.txt", "a")]
    assert (desk.content / PATH).exists()


# What will change


@pytest.mark.parametrize(
    "command",
    [
        ["correct", STORY, "--note", "Jam diperbaiki."],
        ["withdraw", STORY, "--reason", "Keliru."],
        ["move", STORY, "pindah"],
    ],
    ids=lambda command: command[0],
)
def test_the_pages_and_feeds_that_are_told_are_those_that_change(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setattr("plugins.desk.effects._MOST_NAMED", 1000)
    desk.build()
    assert desk.run(*command) == 0
    told = capsys.readouterr().out
    report = building.build(desk.content, desk.output, as_of=instant(AS_OF), defer=True)
    expected = {
        f"/{path.removesuffix('index.html')}"
        for path in (*report.written, *report.deleted)
        if path.endswith(".html")
        or path in report.deleted
        or "feed" in path
        or "atom" in path
        or path.endswith("/arsip.xml")
    }
    assert set(re.findall(r"^    (/\S*)", told, re.MULTILINE)) == expected
    assert not report.vanished


def test_without_a_built_site_addresses_are_told_all_the_same(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.run("correct", STORY, "--note", "Jam.") == 0
    told = capsys.readouterr().out
    for address in (f"/berita/{STORY}/", "/unit/kanim-teluk/feed.xml", "/ralat/feed.xml", "/unit/kanwil-barat/"):
        assert f"    {address}\n" in told
    assert not desk.output.exists()
