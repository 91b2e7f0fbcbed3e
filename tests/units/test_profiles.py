"""profil.toml as units write it, well and badly."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plugins.units import PressContact, Profile, dialled, load_profiles, read_profile

PATH = "unit/kanim-teluk-biru/profil.toml"
FULL = """\
address = \"\"\"
Jalan Dermaga 1
Teluk Biru\"\"\"
city = "Teluk Biru"
hours = "Senin–Jumat 08.00–16.00"
phone = "(0999) 555-0100"
email = "humas@teluk-biru.example"
whatsapp = "+62 812 5550 100"
website = "https://teluk-biru.example/"
complaint = "https://teluk-biru.example/pengaduan?dari=situs"
accepts = ["kanim-teluk-abu", "kanwil-tanjung/2024/apel-pagi"]

[press_contact]
name = "Piket Humas"
phone = "0999 555 0101"

[social]
instagram = "https://social.example/telukbiru"
"""


def test_a_full_profile_is_read():
    profile, problems = read_profile(FULL, PATH)
    assert problems == []
    assert profile == Profile(
        address="Jalan Dermaga 1\nTeluk Biru",
        city="Teluk Biru",
        hours="Senin–Jumat 08.00–16.00",
        phone="(0999) 555-0100",
        email="humas@teluk-biru.example",
        whatsapp="+62 812 5550 100",
        website="https://teluk-biru.example/",
        complaint="https://teluk-biru.example/pengaduan?dari=situs",
        press_contact=PressContact("Piket Humas", "0999 555 0101"),
        social=(("instagram", "https://social.example/telukbiru"),),
        accepts=("kanim-teluk-abu", "kanwil-tanjung/2024/apel-pagi"),
    )


def test_an_empty_profile_has_nothing_and_no_problem():
    assert read_profile("\ufeff# belum diisi\r\n", PATH) == (Profile(), [])


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        ('telepon = "1"', "profile-unknown-key", "telepon"),
        ("phone = 999555", "profile-wrong-type", "phone"),
        ('phone = "hubungi kami"', "profile-wrong-value", "phone"),
        ('email = "humas di sini"', "profile-wrong-value", "email"),
        ('whatsapp = "https://wa.example"', "profile-wrong-value", "whatsapp"),
        ('website = "javascript:alert(1)"', "profile-wrong-value", "website"),
        ('website = "ftp://teluk.example"', "profile-wrong-value", "website"),
        ('website = "//teluk.example"', "profile-wrong-value", "website"),
        ('website = "https://nama@teluk.example"', "profile-wrong-value", "website"),
        ('website = "https://a.example/\\"><script>"', "profile-wrong-value", "website"),
        ('website = "https://[::1"', "profile-wrong-value", "website"),
        ('complaint = "data:text/html,x"', "profile-wrong-value", "complaint"),
        ('city = "Teluk\\nBiru"', "profile-wrong-value", "city"),
        ('city = "Teluk\\u0007"', "profile-wrong-value", "city"),
        (f'city = "{"x" * 501}"', "profile-wrong-value", "city"),
        ('press_contact = "Piket"', "profile-wrong-type", "press_contact"),
        ('press_contact = {nama = "Piket"}', "profile-unknown-key", "press_contact.nama"),
        ('social = {instagram = "@telukbiru"}', "profile-wrong-value", "social.instagram"),
        ('social = {"<b>" = "https://a.example"}', "profile-wrong-value", "social"),
        ('accepts = "kanim-teluk-abu"', "profile-wrong-type", "accepts"),
        ('accepts = ["../kanwil"]', "profile-wrong-value", "accepts"),
        ("accepts = [[1]]", "profile-wrong-value", "accepts"),
    ],
)
def test_what_cannot_be_used_is_left_out_and_named(line, code, field):
    profile, problems = read_profile(f'hours = "Senin"\n{line}\n', PATH)
    assert [(problem.code, problem.field) for problem in problems] == [(code, field)]
    assert problems[0].line in (2, 0)
    assert profile == Profile(hours="Senin")


def test_the_line_of_a_key_inside_a_section_is_told():
    _, problems = read_profile('phone = "021 555"\n\n[press_contact]\nname = "A"\nphone = "x"\n', PATH)
    assert [(problem.field, problem.line) for problem in problems] == [("press_contact.phone", 5)]


def test_an_unknown_key_offers_the_nearest():
    _, (problem,) = read_profile('emial = "a@b.example"', PATH)
    assert (problem.line, problem.nearest) == (1, "email")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('city = "A"\nphone = 021 555\n', 2, "phone = "),
        ("address = Jalan Dermaga 1\n", 1, 'address = "Jalan Dermaga 1"'),
        ('city = "A\n', 1, "tanda kutip"),
        ('city = "A"\ncity = "B"\n', 2, "sudah ditulis"),
        ("city\n", 1, "="),
        ('accepts = ["a"', 1, "["),
        ("[" * 60_000, 1, ""),
    ],
)
def test_a_slip_in_toml_is_told_with_its_line(text, line, said):
    profile, (problem,) = read_profile(text, PATH)
    assert (problem.code, problem.line) == ("profile-syntax", line)
    assert said in problem.message + problem.action
    assert profile == Profile()


@pytest.mark.parametrize(
    "text",
    [
        "x" * 70_000,
        ".".join("a" * 100) + " = 1",
        "x = {" + ".".join("a" * 100) + " = 1}",
    ],
)
def test_limits_are_counted_before_the_text_is_parsed(text):
    profile, (problem,) = read_profile(text, PATH)
    assert (problem.code, profile) == ("profile-too-large", Profile())


def test_thousands_of_unknown_keys_make_a_short_report():
    _, problems = read_profile("\n".join(f"k{number} = 1" for number in range(5_000)), PATH)
    assert len(problems) == 21


def write(content: Path, folder: str, text: str | bytes) -> Path:
    path = content / "unit" / folder / "profil.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_profiles_are_found_by_the_path_rule(tmp_path, registry_after):
    write(tmp_path, "kanwil-teluk/kanim-teluk-biru", FULL)
    write(tmp_path, "kanwil-tanjung", 'city = "Tanjung"')
    profiles, problems = load_profiles(tmp_path, registry_after())
    assert problems == []
    assert {unit: profile.city for unit, profile in profiles.items()} == {
        "kanim-teluk-biru": "Teluk Biru",
        "kanwil-tanjung": "Tanjung",
    }


def test_no_unit_folder_means_no_profiles(tmp_path, registry_after):
    assert load_profiles(tmp_path, registry_after()) == ({}, [])


def test_accepting_an_unknown_unit_is_an_error_with_the_nearest(tmp_path, registry_after):
    write(tmp_path, "kanwil-teluk", 'accepts = ["kanim-teluk-bru", "kanim-teluk-abu", "kanwil-x/2024/a"]')
    profiles, problems = load_profiles(tmp_path, registry_after())
    assert profiles["kanwil-teluk"].accepts == ("kanim-teluk-abu",)
    assert [(problem.code, problem.value) for problem in problems] == [
        ("profile-accepts-unknown", "kanim-teluk-bru"),
        ("profile-accepts-unknown", "kanwil-x"),
    ]
    assert problems[0].nearest == "kanim-teluk-biru"


def test_two_profiles_of_one_unit_are_both_refused(tmp_path, registry_after):
    write(tmp_path, "kanim-teluk-biru", FULL)
    write(tmp_path, "kanwil-teluk/kanim-teluk-biru", FULL)
    profiles, problems = load_profiles(tmp_path, registry_after())
    assert profiles == {}
    assert [problem.code for problem in problems] == ["profile-twice", "profile-twice"]


def test_hostile_files_are_reported_and_hurt_no_other(tmp_path, registry_after):
    write(tmp_path, "kanim-teluk-biru", 'city = "Teluk Biru"')
    write(tmp_path, "kanim-teluk-biru/kanwil-teluk", 'city = "X"')
    write(tmp_path, "tidak-ada", 'city = "X"')
    write(tmp_path, "kanwil-teluk", b'city = "\xff"')
    write(tmp_path, "kanim-teluk-abu", b"#" * 70_000)
    (tmp_path / "unit/kanwil-tanjung").mkdir()
    os.mkfifo(tmp_path / "unit/kanwil-tanjung/profil.toml")
    (tmp_path / "unit/kementerian-laut").mkdir()
    (tmp_path / "unit/kementerian-laut/profil.toml").symlink_to(tmp_path / "unit/kanim-teluk-biru/profil.toml")
    (tmp_path / "unit/profil.toml").mkdir()
    profiles, problems = load_profiles(tmp_path, registry_after())
    assert {unit: profile.city for unit, profile in profiles.items()} == {"kanim-teluk-biru": "Teluk Biru"}
    assert {(problem.path, problem.code) for problem in problems} == {
        ("unit/kanim-teluk-biru/kanwil-teluk/profil.toml", "unit-folder-not-beneath"),
        ("unit/tidak-ada/profil.toml", "unknown-unit-folder"),
        ("unit/kanwil-teluk/profil.toml", "profile-not-utf8"),
        ("unit/kanim-teluk-abu/profil.toml", "profile-too-large"),
        ("unit/kanwil-tanjung/profil.toml", "profile-not-a-file"),
        ("unit/kementerian-laut/profil.toml", "profile-not-a-file"),
        ("unit/profil.toml", "no-unit-folder"),
    }


def test_a_linked_folder_is_not_entered(tmp_path, registry_after):
    write(tmp_path / "luar", "kanim-teluk-biru", FULL)
    (tmp_path / "unit").mkdir()
    (tmp_path / "unit/kanim-teluk-biru").symlink_to(tmp_path / "luar/unit/kanim-teluk-biru")
    assert load_profiles(tmp_path, registry_after())[0] == {}


@pytest.mark.parametrize(
    ("profile", "found"),
    [
        (Profile(), None),
        (Profile(address="Jalan Contoh 1"), None),
        (Profile(press_contact=PressContact("Sari")), None),  # a name alone reaches nobody
        (Profile(phone="1", press_contact=PressContact("Sari", "2")), PressContact("Sari", "2")),
        (Profile(phone="1", email="a@b.example"), PressContact("", "1", "a@b.example")),
        (Profile(email="a@b.example", press_contact=PressContact("Sari")), PressContact("Sari", "", "a@b.example")),
    ],
)
def test_the_press_officer_answers_else_the_office(profile: Profile, found: PressContact | None) -> None:
    assert profile.contact == found


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("(021) 555-0100", "0215550100"),
        ("+62 812 5550 100", "+628125550100"),
        ("021 555.0100 ext. 6", "0215550100;ext=6"),
        ("lihat situs", ""),
        ("021 5550100 Ext 12", "0215550100;ext=12"),
    ],
)
def test_a_number_as_written_can_be_called(written: str, address: str) -> None:
    assert dialled(written) == address
