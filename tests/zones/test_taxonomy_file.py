"""The taxonomy file: the default is sound, a ministry extends or replaces it, every problem is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.zones import default, load, parse
from plugins.zones.taxonomy_file import DEFAULT_FILE

MINISTRY = Path(__file__).parents[2] / "content"

THEME = """
[[theme]]
id = "uji"
name = "Uji"
short_name = "Uji"
description = "Satu. Dua."
threshold = 3
strong = ["kata uji"]
"""


def codes(text: str) -> list[str]:
    return [problem.code for problem in parse(text)[1]]


def test_the_default_has_themes_areas_and_stages_in_order() -> None:
    taxonomy = default()
    assert taxonomy.ids == ("zi", "wbk", "wbbm", *(f"area-{number}" for number in range(1, 7)))
    assert taxonomy.stages[0].id == "pencanangan"
    assert all(theme.name and theme.short_name and theme.description.count(". ") == 1 for theme in taxonomy.themes)
    assert list(taxonomy.implied("wbbm")) == ["zi"]


def test_every_group_of_the_default_is_used() -> None:
    text = DEFAULT_FILE.read_text("utf-8")
    assert [name for name, _ in default().groups if f'"@{name}"' not in text] == []


def test_the_points_of_the_areas_are_those_of_the_regulation() -> None:
    totals = [sum(part.weight for part in theme.components) for theme in default().themes if theme.is_area]
    halves = [
        sum(part.weight for part in theme.components if part.part == "reform")
        for theme in default().themes
        if theme.is_area
    ]
    assert totals == [8, 7, 10, 10, 15, 10]
    assert [2 * half for half in halves] == totals


def test_the_file_of_the_ministry_is_sound_and_extends_the_default() -> None:
    taxonomy, problems = load(MINISTRY)
    assert problems == []
    assert taxonomy.ids == default().ids
    assert taxonomy.themes != default().themes  # it has words of its own


def test_without_a_file_the_default_serves(tmp_path: Path) -> None:
    assert load(tmp_path) == (default(), [])


def test_a_broken_file_is_told_and_the_default_serves(tmp_path: Path) -> None:
    (tmp_path / "register").mkdir()
    (tmp_path / "register/zones.toml").write_text("[[theme]\n", encoding="utf-8")
    taxonomy, problems = load(tmp_path)
    assert taxonomy is default()
    assert [(p.code, p.path, p.line) for p in problems] == [("zones-not-toml", "register/zones.toml", 1)]


def test_a_file_that_extends_adds_replaces_and_removes() -> None:
    text = """
extends = "default"
[[theme]]
id = "area-5"
name = "Pengawasan Baru"
strong = ["kotak biru"]
remove = ["gratifikasi"]
"""
    taxonomy, problems = parse(text)
    assert problems == [] and taxonomy is not None
    area = taxonomy.theme("area-5")
    plain = {rule.all_of[0][0] for rule in area.rules if len(rule.all_of) == 1}
    assert area.name == "Pengawasan Baru"
    assert "kotak biru" in plain and "UPG" in plain and "gratifikasi" not in plain
    assert area.components == default().theme("area-5").components


def test_a_file_without_extends_stands_alone() -> None:
    taxonomy, problems = parse(THEME)
    assert problems == [] and taxonomy is not None
    assert taxonomy.ids == ("uji",) and taxonomy.stages == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "zones-missing"),
        (THEME + 'warna = "biru"\n', "zones-unknown-key"),
        (THEME.replace("= 3", '= "tiga"'), "zones-wrong-type"),
        (THEME.replace('name = "Uji"\n', "", 1), "zones-missing"),
        (THEME + THEME, "zones-duplicate-id"),
        (THEME.replace("kata uji", "kata [uji"), "zones-bad-phrase"),
        (THEME.replace("kata uji", "@kelompok"), "zones-unknown-group"),
        (THEME + 'requires = "zi"\n', "zones-unknown-theme"),
        (THEME.replace('"uji"', '"Uji Coba"'), "zones-bad-value"),
        (THEME + '[[theme.rule]]\nall_of = [["a"]]\nweight = "kuat"\n', "zones-bad-value"),
        (THEME + '[[theme.rule]]\nall_of = [["a"]]\nweight = "neutral"\n', "zones-bad-value"),
        (THEME + "[[theme.rule]]\nall_of = []\n", "zones-wrong-type"),
        (THEME + 'components = [{name = "x", part = "lain", weight = 1}]\n', "zones-bad-value"),
        ('extends = "lain"\n', "zones-bad-value"),
        ('extends = "default"\n[[theme]]\nid = "zi"\nremove = ["tidak ada"]\n', "zones-not-removed"),
        ('extends = "default"\n[groups]\nstaff = 3\n', "zones-wrong-type"),
        ("theme = 3\n", "zones-wrong-type"),
        ("[weighting]\njudul = 3\n" + THEME, "zones-unknown-key"),
        (THEME + '[[acronym]]\nshort = "Uji"\nmeans = []\n', "zones-wrong-type"),
        (THEME + '[[acronym]]\nshort = "UJI"\n', "zones-missing"),
        (THEME + 2 * '[[acronym]]\nshort = "UJI"\nmeans = ["uji jika ingin"]\n', "zones-duplicate-id"),
    ],
)
def test_each_mistake_has_its_problem(text: str, code: str) -> None:
    assert code in codes(text)
    assert parse(text)[0] is None


def test_all_mistakes_are_told_at_once_with_their_lines() -> None:
    text = THEME.replace("kata uji", "kata [uji").replace("= 3", "= -1") + 'warna = "biru"\n'
    problems = parse(text)[1]
    assert {(p.code, p.line) for p in problems} == {
        ("zones-bad-phrase", 8),
        ("zones-wrong-type", 7),
        ("zones-unknown-key", 9),
    }


def test_the_default_file_names_no_threshold_of_the_regulation() -> None:
    text = DEFAULT_FILE.read_text("utf-8")
    assert not any(number in text for number in ("18.25", "18,25", "15.75", "15,75", "19.50"))
