"""Settings that are read without Pelican are those that Pelican reads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pelican.settings import read_settings

from plugins.newsroom import configuration
from plugins.newsroom.settings import SETTINGS, with_defaults
from tests.building import ROOT

USED = (
    "PATH", "OUTPUT_PATH", "CACHE_PATH", "THEME", "SITENAME", "SITEURL", "TIMEZONE", "DEFAULT_LANG", "JINJA_FILTERS",
    *(setting.name for setting in SETTINGS),
)  # fmt: skip
OWN = """\
import math

SITEURL = "https://berita.samudra.example/"
TIMEZONE = "Asia/Jayapura"
DEFAULT_LANG = "ID"
OUTPUT_PATH = "keluar"
CACHE_PATH = "../cache"
THEME = "tema"
RULES = {"F-JUDUL": {"severity": "off"}}
lower = 1
"""


@pytest.mark.parametrize(
    "text", [OWN, OWN.replace('DEFAULT_LANG = "ID"\n', ""), ""], ids=["own", "no-language", "ours"]
)
def test_what_commands_use_is_what_pelican_would_give_them(text: str, tmp_path: Path) -> None:
    file = tmp_path / "own_conf.py" if text else ROOT / "pelicanconf.py"
    if text:
        file.write_text(text)
    (tmp_path / "tema").mkdir()
    override = {"PATH": str(tmp_path)}
    theirs = read_settings(str(file), override=dict(override))
    with_defaults(theirs)
    ours = configuration.read(file, override)
    assert {name: ours[name] for name in USED} == {name: theirs[name] for name in USED}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "no configuration file"),
        ("X = 1\n", "THEME and no TIMEZONE"),
        ("TIMEZONE = 'Asia/Jakarta'\nTHEME = 'tiada'\n", "tiada"),
    ],
)
def test_a_configuration_that_cannot_be_meant_is_refused(text: str | None, told: str, tmp_path: Path) -> None:
    file = tmp_path / "odd_conf.py"
    if text is not None:
        file.write_text(text)
    with pytest.raises(ValueError, match=told):
        configuration.read(file, {})


def test_the_desk_begins_without_pelican() -> None:
    code = (
        "import sys; from pathlib import Path; from plugins.newsroom.configuration import read\n"
        "import plugins.desk.checking, plugins.desk.receive\n"
        "read(Path('pelicanconf.py').absolute(), {})\n"
        "print(*sorted({'pelican', 'docutils', 'jinja2', 'rich'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == ""
