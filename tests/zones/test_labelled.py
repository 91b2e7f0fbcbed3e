"""The tagger agrees with editors: the thresholds that the project promises, over every labelled story of the folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.zones import Taxonomy, default, load
from plugins.zones.__main__ import main
from plugins.zones.evaluation import Report, evaluate, read

LABELLED = sorted(Path(__file__).with_name("labelled").glob("*.jsonl"))
MINISTRY = Path(__file__).parents[2] / "content"


TAXONOMIES = pytest.mark.parametrize("taxonomy", [default(), load(MINISTRY)[0]], ids=["default", "ministry"])


def report_of(taxonomy: Taxonomy) -> Report:
    return evaluate(read(LABELLED), taxonomy)


def assert_agreement(report: Report, taxonomy: Taxonomy, *, themes: float, areas: float) -> None:
    too_low = {one: report.agreements[one].f1 for one in ("zi", "wbk", "wbbm") if report.agreements[one].f1 < themes}
    assert too_low == {}
    assert report.macro_f1([theme.id for theme in taxonomy.themes if theme.is_area]) >= areas


@TAXONOMIES
def test_the_promised_agreement_holds(taxonomy: Taxonomy) -> None:
    assert_agreement(report_of(taxonomy), taxonomy, themes=0.95, areas=0.85)


@TAXONOMIES
@pytest.mark.parametrize("file", LABELLED, ids=lambda file: file.stem)
def test_no_file_lags_behind(file: Path, taxonomy: Taxonomy) -> None:
    assert_agreement(evaluate(read([file]), taxonomy), taxonomy, themes=0.9, areas=0.8)


def test_the_set_is_large_enough_to_mean_something() -> None:
    stories = read(LABELLED)
    assert len(stories) >= 150
    assert len({story.id for story in stories}) == len(stories)
    assert all(sum(one in story.tags for story in stories) >= 15 for one in default().ids)
    assert sum(story.hard_negative for story in stories) >= 40


def test_figures_count_what_they_say() -> None:
    report = report_of(default())
    stories = read(LABELLED)
    for one, agreement in report.agreements.items():
        assert agreement.both + agreement.only_labelled == sum(one in story.tags for story in stories)
        assert agreement.only_found == sum(one in d.too_many for d in report.differences)


def test_one_command_prints_them(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.jsonl"
    wrong.write_text('{"title": "Zona Integritas menuju WBK", "body": "", "tags": ["area-6"]}\n', encoding="utf-8")
    assert main([str(wrong), "--errors"]) == 0
    printed = capsys.readouterr().out
    assert "macro-F1" in printed and "missing area-6" in printed and "too many zi" in printed
    assert main([str(tmp_path / "none.jsonl")]) == 2
