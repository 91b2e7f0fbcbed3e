"""Profiles and registers are judged by the rules on persons and attacks, each text where the file has it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.problems import Problem
from plugins.rules import checking, table
from plugins.rules.rows import draft_of_rows
from plugins.units import holds_rows
from tests.rules.desk import DESK

PROFILE, SERVICES = "unit/kanim-teluk-biru/profil.toml", "unit/kanim-teluk-biru/layanan.csv"
UNITS = "register/units.csv"
CONTENT = Path(__file__).resolve().parents[2] / "content"
NUMBER = "3273014507900003"


def told(text: str, path: str = PROFILE) -> list[Problem]:
    return list(checking.judge(draft_of_rows(text.encode(), path, DESK), table.rules()).problems)


def places(text: str, path: str = PROFILE) -> list[tuple[str, str, int, int]]:
    return [(one.code, one.field, one.line, one.column) for one in told(text, path)]


@pytest.mark.parametrize(
    ("text", "code", "field", "line", "at"),
    [
        (f'city = "Teluk Biru"\nhours = "Tanya Siti, NIK {NUMBER}"\n', "R-NIK", "hours", 2, NUMBER),
        (f'[press_contact]\nname = "Siti ({NUMBER})"\n', "R-NIK", "press_contact.name", 2, NUMBER),
        (f'press_contact = {{name = "Siti {NUMBER}"}}\n', "R-NIK", "name", 1, NUMBER),
        ('hours = "Senin\\u2013Jumat, cari Pak Rudi 0812-3456-7890"\n', "R-HP", "hours", 1, ""),
        (f"address = '''Jalan Teluk 1\nGedung B {NUMBER}'''\n", "R-NIK", "address", 2, NUMBER),
        ('address = """Jalan 1\n"Biru" anak binaan bernama Rizky Pratama"""\n', "R-ANAK", "address", 2, "Rizky"),
        ('hours = "Main slot gacor di sini"\n', "R-JUDI", "hours", 1, "slot"),
        ('website = "https://slotdana.example/"\n', "R-JUDI", "website", 1, "https"),
        ('[social]\nx = "https://x.example/togel-terpercaya-slot-gacor"\n', "R-JUDI", "social.x", 2, "slot"),
        ('city = "Teluk\\u200bBiru"\n', "R-SEMBUNYI", "city", 1, ""),
        ('city = "Teluk Birу"\n', "R-HURUF", "city", 1, "Birу"),
    ],
)
def test_what_must_not_go_out_is_found_in_a_profile(text: str, code: str, field: str, line: int, at: str) -> None:
    found = places(text)
    assert {one[:3] for one in found} == {(code, field, line)}
    column = text.split("\n")[line - 1].index(at) + 1 if at else 0
    assert column in [one[3] for one in found]


@pytest.mark.parametrize(
    "text",
    [
        'phone = "0812-3456-7890"\nemail = "teluk.biru@gmail.com"\nwhatsapp = "+62 812 3456 7891"\n',
        '[press_contact]\nname = "Sari"\nphone = "0813 2222 1111"\nemail = "sari.humas@gmail.com"\n',
        'phone = "0812-3456-7890"\nhours = "Telepon 08123456789 0 pada jam kerja"\n',
        'address = "Jalan Teluk No. 12, 25136"\nhours = "Senin–Kamis 08.00–16.00, Jumat 08.00–16.30"\n',
        f'# NIK {NUMBER} tidak tampil di mana pun\ncity = "Teluk Biru"\n',
        'website = "https://kanim-teluk-biru.example/"\n[social]\ninstagram = "https://www.instagram.com/imigrasi.telukbiru"\n',
        'hours = "Kuota slot antrean paspor dibuka pukul 08.00"\naccepts = ["kanwil-jingga/2024/judi"]\n',
    ],
)
def test_contacts_of_an_office_pass_in_its_own_profile(text: str) -> None:
    assert tomllib.loads(text) and told(text) == []


def test_a_contact_of_one_profile_stays_private_in_another() -> None:
    assert [one.code for one in told('hours = "Hubungi 0812-3456-7890"\n')] == ["R-HP"]


def test_what_must_not_go_out_is_found_in_a_table() -> None:
    text = f'nama,keterangan\nPaspor,"Bawa KTP, lalu antre"\nSiti,"Anak binaan bernama Rizky Pratama"\nBudi,{NUMBER}\n'
    assert places(text, SERVICES) == [("R-ANAK", "keterangan", 3, 27), ("R-NIK", "keterangan", 4, 6)]
    assert NUMBER not in told(text, SERVICES)[1].value
    assert [one.code for one in told(f"id;name\nkanim-x;Kanim {NUMBER[:6]} {NUMBER[6:]}\n", UNITS)] == ["R-NIK"]


def test_numbers_in_cells_side_by_side_are_not_one() -> None:
    assert told(f"a,b\n{NUMBER[:6]},{NUMBER[6:]}\n", SERVICES) == []


def test_a_file_that_is_no_toml_is_still_looked_at() -> None:
    assert [one.code for one in told(f'hours = "NIK {NUMBER}"\ncity = [[[\n')] == ["R-NIK"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (PROFILE, True), ("unit/a/b/profil.toml", True), (SERVICES, True), (UNITS, True),
        ("register/contributors.csv", False), ("register/regions.csv", False), ("unit/a/lain.toml", False),
        ("berita/a/2024/data.csv", False), ("unit/a/profil.md", False),
    ],
)  # fmt: skip
def test_rows_are_known_by_their_path(path: str, expected: bool) -> None:
    assert holds_rows(path) is expected


@pytest.mark.parametrize("path", sorted(CONTENT.rglob("*")), ids=lambda path: path.name)
def test_the_sample_registers_break_no_rule(path: Path) -> None:
    name = path.relative_to(CONTENT).as_posix()
    if holds_rows(name):
        assert told(path.read_text("utf-8"), name) == []


@given(st.text(st.sampled_from("ab\"'\\#=[]\n.{} 3\u200b"), max_size=60))
def test_any_text_is_read(text: str) -> None:
    for path in (PROFILE, SERVICES):
        draft = draft_of_rows(text.encode(), path, DESK)
        lines = text.split("\n")
        for one in draft.passages:
            assert 1 <= one.line <= len(lines)
            if one.column and "\n" not in one.text:
                assert lines[one.line - 1][one.column - 1 :].startswith(one.text)
