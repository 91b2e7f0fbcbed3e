"""Profiles and registers of a content folder are judged, as they stand there."""

from __future__ import annotations

import os
from pathlib import Path

from plugins.desk.rows import problems
from plugins.rules import table
from tests.rules.desk import DESK

NUMBER = "3273014507900003"
PROFILE = "unit/kanim-teluk-biru/profil.toml"


def write(content: Path, path: str, text: str) -> None:
    (content / path).parent.mkdir(parents=True, exist_ok=True)
    (content / path).write_text(text, encoding="utf-8")


def found(content: Path, only: set[str] | None = None) -> list[tuple[str, int, str]]:
    return [(one.path, one.line, one.code) for one in problems(content, table.rules(), DESK, only)]


def test_each_file_of_rows_is_judged_and_no_other(tmp_path: Path) -> None:
    write(tmp_path, PROFILE, f'city = "Biru"\nhours = "NIK {NUMBER}"\n')
    write(tmp_path, "unit/kanwil-biru/layanan.csv", f"nama\nPaspor {NUMBER}\n")
    write(tmp_path, "register/officials.csv", f"unit,name,title\nkanim-teluk-biru,Siti {NUMBER},Kepala\n")
    write(tmp_path, "register/contributors.csv", f"account\n{NUMBER}\n")
    write(tmp_path, "unit/kanwil-biru/catatan.txt", NUMBER)
    assert found(tmp_path) == [
        ("register/officials.csv", 2, "R-NIK"),
        (PROFILE, 2, "R-NIK"),
        ("unit/kanwil-biru/layanan.csv", 2, "R-NIK"),
    ]
    assert found(tmp_path, {PROFILE, "register/contributors.csv", "unit/tiada/profil.toml"}) == [(PROFILE, 2, "R-NIK")]


def test_what_is_no_plain_file_is_not_opened(tmp_path: Path) -> None:
    write(tmp_path, "lain.toml", f'hours = "{NUMBER}"\n')
    (tmp_path / PROFILE).parent.mkdir(parents=True)
    (tmp_path / PROFILE).symlink_to(tmp_path / "lain.toml")
    os.mkfifo(tmp_path / "unit/kanim-teluk-biru/layanan.csv")
    assert found(tmp_path) == found(tmp_path, {PROFILE, "unit/kanim-teluk-biru/layanan.csv"}) == []


def test_a_folder_without_rows_has_nothing_wrong(tmp_path: Path) -> None:
    assert found(tmp_path) == []
