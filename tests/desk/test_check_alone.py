"""What is told of a file does not depend on how many others are asked for with it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from plugins.desk.checking import check, judges
from plugins.problems import Problem
from plugins.publish import registers
from plugins.publish.registers import Registers
from tests import factory
from tests.building import ROOT

FOLDER = "berita/kanim-teluk-biru/2024"
HIDDEN, BROKEN, PHOTO = f"{FOLDER}/antrean.md", f"{FOLDER}/salah.md", f"{FOLDER}/foto.jpg"
ROSTER, OFFICIALS = "register/contributors.csv", "register/officials.csv"
STORY = "---\ntitle: Antrean dipangkas\ndate: 2024-05-01 09:00\n---\n\nLoket baru dibuka.\n"
FILES = {
    "register/units.csv": factory.UNITS_CSV,
    ROSTER: "account,identity\n",
    OFFICIALS: "unit,name\n",
    HIDDEN: STORY,
    BROKEN: STORY.replace("title", "judul-salah"),
    f"{FOLDER}/FOTO.jpg": "",
    PHOTO: "",
    "berita/Kanim-Teluk-Biru/2024/akhir.md": STORY,
    "halaman/tentang.md": STORY,
    "halaman/con.jpg": "",
}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = tmp_path_factory.mktemp("content")
    for path, text in FILES.items():
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text)
    who = ("-c", "user.name=x", "-c", "user.email=x@x")
    for arguments in (("init", "-q"), ("add", "-A"), (*who, "commit", "-qm", "x")):
        subprocess.run(["git", *arguments], cwd=content, check=True)
    (content / HIDDEN).write_text(STORY.replace("date:", "status: draft\ndate:"))
    return content


@pytest.fixture(scope="module")
def loaded(content: Path) -> Registers:
    moment = factory.instant(factory.AS_OF)
    where = {"site": factory.SITE, "timezone": factory.TIMEZONE, "as_of": moment}
    return registers.load(content, ROOT / "theme", settings={}, **where)


@pytest.fixture(scope="module")
def whole(content: Path, loaded: Registers) -> list[Problem]:
    return check(content, loaded, judges(loaded, (), "id"), 1).problems


def test_the_files_have_something_wrong_of_every_sort(whole: list[Problem]) -> None:
    assert {HIDDEN, BROKEN, PHOTO, ROSTER, OFFICIALS, "halaman/con.jpg"} <= {problem.path for problem in whole}
    assert {"story-hidden", "name-twice", "name-windows"} <= {problem.code for problem in whole}


@pytest.mark.parametrize("path", sorted(FILES))
def test_of_a_file_alone_the_same_is_told_as_among_all(
    path: str, content: Path, loaded: Registers, whole: list[Problem]
) -> None:
    alone = check(content, loaded, judges(loaded, (), "id"), 1, only={path}).problems
    assert alone == [problem for problem in whole if problem.path == path]


def test_of_more_files_than_git_is_asked_for_by_name_too(
    content: Path, loaded: Registers, whole: list[Problem]
) -> None:
    many = {*FILES, *(f"berita/kanim-teluk-biru/2023/{number}.md" for number in range(60))}
    told = check(content, loaded, judges(loaded, (), "id"), 1, only=many).problems
    assert told == [problem for problem in whole if problem.path in many]
