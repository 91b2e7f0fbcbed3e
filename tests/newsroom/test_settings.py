import re
from pathlib import Path

import pytest

from plugins.newsroom.settings import (
    PELICAN_SETTINGS,
    SETTINGS,
    as_of,
    library_path,
    processes,
    with_defaults,
)
from tests.building import ROOT

DOCUMENTED = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_documented_as_the_table_says(setting: object) -> None:
    row = next(line for line in DOCUMENTED.splitlines() if line.startswith(f"| `{setting.name}` |"))  # type: ignore[attr-defined]
    assert row == f"| `{setting.name}` | `{setting.default!r}` | {setting.meaning} |"  # type: ignore[attr-defined]


def test_nothing_is_documented_that_does_not_exist() -> None:
    table = DOCUMENTED.partition("## ")[0]
    told = re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE)
    assert sorted(told) == sorted(setting.name for setting in SETTINGS)


def test_settings_that_pelican_must_not_change_are_named() -> None:
    assert [name for name in PELICAN_SETTINGS if f"`{name}`" not in DOCUMENTED] == []


def test_the_configuration_may_set_ours_and_not_pelican_s_own() -> None:
    settings = {"AUTHORITY": "laut.example", "ARTICLE_PATHS": ["berita"], "DELETE_OUTPUT_DIRECTORY": True}
    with_defaults(settings)
    assert settings["AUTHORITY"] == "laut.example"
    assert (settings["ARTICLE_PATHS"], settings["DELETE_OUTPUT_DIRECTORY"]) == ([], False)
    assert all(setting.name in settings for setting in SETTINGS)


def test_no_two_settings_share_a_name() -> None:
    names = [setting.name for setting in SETTINGS]
    assert len(set(names)) == len(names)
    assert not set(names) & PELICAN_SETTINGS.keys()


def test_the_moment_of_a_build_can_be_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1717203000")
    assert as_of() == 1717203000
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "kemarin")
    with pytest.raises(ValueError, match="kemarin"):
        as_of()


def test_without_a_fixed_moment_it_is_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr("time.time", lambda: 1717203000.9)
    assert as_of() == 1717203000


def test_no_number_of_processes_means_one_for_each_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 6)
    assert processes({"PROCESSES": 0}) == 6
    assert processes({"PROCESSES": 3}) == 3
    monkeypatch.setattr("os.cpu_count", lambda: None)
    assert processes({"PROCESSES": 0}) == 1


def test_each_pair_of_content_and_output_has_a_library_of_its_own(tmp_path: Path) -> None:
    settings = {"CACHE_PATH": str(tmp_path)}
    pairs = [("a", "b"), ("a", "c"), ("b", "b"), ("ab", ""), ("a", "b/../b")]
    found = [library_path(settings, tmp_path / content, tmp_path / output) for content, output in pairs]
    assert len(set(found)) == 4
    assert found[0] == found[4]
    assert {path.parent for path in found} == {tmp_path}
