"""`register/sources.toml`: what is taken from it, and what is told about every slip."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from plugins.problems import Problem
from plugins.sources import Source, load
from plugins.sources.register import parse, wrong_url
from tests import factory
from tests.sources.origins import DAY, git

REGISTER = """\
[[source]]
name = "kanwil-biru"
url = "https://git.contoh.go.id/kanwil-biru.git"
units = ["kanwil-biru", "kanim-teluk-biru"]

[[source]]
name = "lapas"
url = "ssh://git@git.contoh.go.id/lapas.git"
branch = "terbit"
folder = "content/"
units = ["lapas-bukit-hijau"]
"""


def read(text: str, day: date = DAY) -> tuple[list[Source], list[Problem]]:
    return parse(text, factory.registry(), day)


def entry(**values: str) -> str:
    """One entry; values as TOML, empty ones left out."""
    known = {"name": '"kanim"', "url": '"https://git.contoh.go.id/k.git"', "units": '["kanim-teluk-biru"]', **values}
    return "[[source]]\n" + "".join(f"{key} = {value}\n" for key, value in known.items() if value)


def only(problems: list[Problem]) -> Problem:
    (problem,) = problems
    return problem


def test_sources_are_read_in_the_order_of_the_register() -> None:
    sources, problems = read(REGISTER)
    assert problems == []
    assert sources == [
        Source(
            "kanwil-biru",
            "https://git.contoh.go.id/kanwil-biru.git",
            "main",
            ("kanim-teluk-biru", "kanwil-biru"),
            "",
            1,
        ),
        Source("lapas", "ssh://git@git.contoh.go.id/lapas.git", "terbit", ("lapas-bukit-hijau",), "content", 6),
    ]


def test_without_a_register_there_are_no_sources(tmp_path: Path) -> None:
    assert load(tmp_path, factory.registry(), DAY) == ([], [])


def test_below_takes_the_units_under_it_on_that_day() -> None:
    text = entry(units='["kanwil-biru"]', below="true")
    (before,), _ = read(text, date(2024, 6, 30))
    (after,), _ = read(text, date(2024, 7, 1))  # the day on which Rupbasan Pulau Fajar moves beneath it
    assert before.units == ("kanim-teluk-biru", "kanwil-biru", "lapas-bukit-hijau")
    assert after.units == (*before.units, "rupbasan-pulau-fajar")


def test_a_unit_that_is_named_beats_below_and_the_nearest_below_beats_the_farther() -> None:
    text = (
        entry(name='"kementerian"', units='["kementerian-samudra"]', below="true")
        + entry(name='"kanwil"', units='["kanwil-biru"]', below="true")
        + entry(name='"lapas"', units='["lapas-bukit-hijau"]')
    )
    sources, problems = read(text)
    assert problems == []
    owner = {unit: source.name for source in sources for unit in source.units}
    assert owner["lapas-bukit-hijau"] == "lapas"
    assert owner["kanim-teluk-biru"] == "kanwil"
    assert owner["kanwil-jingga"] == "kementerian"
    assert "dewan-angin" not in owner


def test_a_unit_in_two_sources_belongs_to_the_first() -> None:
    sources, problems = read(entry() + entry(name='"lain"', units='["kanim-teluk-biru", "kanwil-biru"]'))
    assert [source.units for source in sources] == [("kanim-teluk-biru",), ("kanwil-biru",)]
    problem = only(problems)
    assert (problem.code, problem.line, problem.value) == ("sources-unit-twice", 8, "kanim-teluk-biru")
    assert "“kanim”" in problem.message


@pytest.mark.parametrize(
    ("values", "code", "line", "nearest"),
    [
        ({"units": '["kanim-teluk-biru", "kanwil-birru"]'}, "sources-unknown-unit", 4, "kanwil-biru"),
        ({"uint": '"x"'}, "sources-unknown-key", 5, "units"),
        ({"branch": "3"}, "sources-wrong-type", 5, ""),
        ({"below": '"ya"'}, "sources-wrong-type", 5, ""),
        ({"branch": '"--upload-pack=sh"'}, "sources-wrong-branch", 5, ""),
        ({"branch": '"a..b"'}, "sources-wrong-branch", 5, ""),
        ({"url": ""}, "sources-missing", 1, ""),
        ({"url": '"ext::sh -c id"'}, "sources-wrong-url", 3, ""),
    ],
)
def test_a_slip_is_told_and_the_source_stays(values: dict[str, str], code: str, line: int, nearest: str) -> None:
    sources, problems = read(entry(**values))
    problem = only(problems)
    assert (problem.code, problem.line, problem.nearest) == (code, line, nearest)
    assert [source.units for source in sources] == [("kanim-teluk-biru",)]
    assert (sources[0].url == "") == ("url" in values)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": '"../luar"'}, "sources-wrong-name"),
        ({"name": '"Kanim"'}, "sources-wrong-name"),
        ({"name": f'"{"a" * 51}"'}, "sources-wrong-name"),
        ({"name": ""}, "sources-missing"),
        ({"folder": '"../.."'}, "sources-wrong-folder"),
        ({"folder": '".git"'}, "sources-wrong-folder"),
        ({"units": '["tidak-ada-sama-sekali"]'}, "sources-no-units"),
    ],
)
def test_a_source_without_name_folder_or_units_is_left_out(values: dict[str, str], code: str) -> None:
    sources, problems = read(entry(**values))
    assert sources == []
    assert code in [problem.code for problem in problems]


def test_a_name_twice_leaves_out_the_second() -> None:
    sources, problems = read(entry() + entry(units='["kanwil-biru"]'))
    assert [source.units for source in sources] == [("kanim-teluk-biru",)]
    assert (only(problems).code, only(problems).line) == ("sources-name-twice", 6)


@pytest.mark.parametrize(
    "url",
    [
        "ext::sh -c id",
        "--upload-pack=sh",
        "http://git.contoh.go.id/k.git",
        "git@git.contoh.go.id:k.git",
        "/srv/git/k.git",
        "ssh://-oProxyCommand=id/k.git",
        "ssh://-l@git.contoh.go.id/k.git",
        "https://nama:rahasia@git.contoh.go.id/k.git",
        "https://git.contoh.go.id",
        "https://git.contoh.go.id:x/k.git",
        "https://git.contoh.go.id/k.git\n",
        "https://" + "a" * 600,
    ],
)
def test_git_is_given_no_such_address(url: str) -> None:
    assert wrong_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://git.contoh.go.id/k.git",
        "ssh://git@git.contoh.go.id:2222/k.git",
        "git://127.0.0.1:9418/k",
        "file:///srv/k.git",
    ],
)
def test_git_may_be_given_these_addresses(url: str) -> None:
    assert wrong_url(url) == ""


def test_a_password_is_never_repeated() -> None:
    _, problems = read(entry(url='"https://nama:rahasia@git.contoh.go.id/k.git"'))
    assert "rahasia" not in repr(problems)


def test_files_of_a_sources_unit_in_the_content_folder_are_an_error_wherever_they_are_nested(tmp_path: Path) -> None:
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "sources.toml").write_text(REGISTER)
    for folder in ("kanwil-jingga", "kanwil-biru/lapas-bukit-hijau", "kanim-teluk-biru"):
        (tmp_path / "berita" / folder / "2024").mkdir(parents=True)
    assert load(tmp_path, factory.registry(), DAY)[1] == []  # empty folders are none of git's
    (tmp_path / "berita" / "kanwil-jingga" / "2024" / "sah.md").touch()
    (tmp_path / "berita" / "kanwil-biru" / "lapas-bukit-hijau" / "2024" / "asing.md").touch()
    (tmp_path / "berita" / "kanim-teluk-biru" / "2024" / ".DS_Store").touch()
    problem = only(load(tmp_path, factory.registry(), DAY)[1])
    assert (problem.code, problem.path) == ("sources-files-in-content", "berita/kanwil-biru/lapas-bukit-hijau")
    assert (problem.value, "“lapas”" in problem.message) == ("lapas-bukit-hijau", True)


def test_a_register_that_is_no_toml_leaves_its_last_good_version(tmp_path: Path) -> None:
    register = tmp_path / "register" / "sources.toml"
    register.parent.mkdir()
    register.write_text(REGISTER)
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "daftar")
    register.write_text(REGISTER.replace('"kanwil-biru"', "kanwil-biru", 1))
    sources, problems = load(tmp_path, factory.registry(), DAY)
    assert [source.name for source in sources] == ["kanwil-biru", "lapas"]
    assert (only(problems).code, only(problems).line) == ("sources-not-toml", 2)


@pytest.mark.parametrize("text", ["source = 3", "[source]\nname = 'x'", "source = [1]"])
def test_a_register_of_another_shape_is_told(text: str) -> None:
    sources, problems = read(text)
    assert sources == []
    assert only(problems).code == "sources-wrong-type"
