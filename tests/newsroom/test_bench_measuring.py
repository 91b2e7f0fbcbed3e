"""The bench's instruments: what a command costs, a repository of many files, the table."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench import desk, table
from tests.bench.measuring import CommandFailed, Measurement, differing, measure
from tests.bench.repository import Repository
from tests.bench.scenarios import ADDED, CLEAN, HUGO, OURS, Row, middle
from tests.bench.standing import Standing

MEGABYTE = 1_000_000

_CHILD = "held = b'x' * 60_000_000\nimport time\ntime.sleep(0.4)\nsum(range(3_000_000))"
_PARENT = f"""
import subprocess, sys, pathlib
pathlib.Path(sys.argv[1], "new").write_bytes(bytes(7))
subprocess.run([sys.executable, "-c", {_CHILD!r}], check=True)
"""


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is not told here")
def test_a_command_is_measured_with_all_its_processes(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(bytes(1000))
    cost = measure((sys.executable, "-c", _PARENT, str(tmp_path)), tmp_path)
    assert cost.peak > 60 * MEGABYTE
    assert cost.wall > 0.4 and cost.cpu > 0
    assert (cost.files, cost.written) == (1, 7)


def test_a_command_that_fails_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match="ended with 3: nichts"):
        measure((sys.executable, "-c", "print('nichts'); raise SystemExit(3)"), tmp_path)


def test_a_command_that_ought_to_fail_is_measured_only_where_it_does(tmp_path: Path) -> None:
    assert measure(("false",), tmp_path, ends=1).wall > 0
    with pytest.raises(CommandFailed, match="ended with 0"):
        measure(("true",), tmp_path, ends=1)


def test_of_several_the_middle_one_counts() -> None:
    assert middle([_cost(3), _cost(1), _cost(2)]) == _cost(2)
    assert middle([_cost(3), _cost(1)]) == _cost(1)


def test_a_commit_takes_the_named_files_and_no_others(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text("lama")
    repository = Repository(tmp_path)
    repository.create()
    assert _git(tmp_path, "status", "--porcelain") == ""
    for name in ("a", "b", "c"):
        (tmp_path / name).write_text("baru")
    repository.commit(["a", "c"])
    assert _git(tmp_path, "show", "--format=", "--name-status", "HEAD") == "M\ta\nA\tc"
    assert _git(tmp_path, "status", "--porcelain") == "M b"
    repository.reset()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".git", "a", "b"]
    assert (tmp_path / "a").read_text() == (tmp_path / "b").read_text() == "lama"


def test_a_repository_goes_on_to_an_earlier_state(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("lama")
    repository = Repository(tmp_path)
    repository.create()
    (tmp_path / "a").unlink()
    (tmp_path / "b").write_text("baru")
    repository.commit(["a", "b"])
    repository.mark("later")
    repository.become("corpus")
    assert [path.name for path in tmp_path.iterdir() if path.name != ".git"] == ["a"]
    repository.become("later")
    assert [path.name for path in tmp_path.iterdir() if path.name != ".git"] == ["b"]
    assert _git(tmp_path, "rev-list", "--count", "HEAD") == "4"
    assert _git(tmp_path, "status", "--porcelain") == ""


def test_ratios_are_of_the_same_size_or_of_two() -> None:
    rows = [
        Row(50_000, OURS, CLEAN, _cost(20)),
        Row(100_000, OURS, CLEAN, _cost(42, peak=100)),
        Row(100_000, OURS, ADDED, _cost(0.4)),
        Row(100_000, HUGO, CLEAN, _cost(84, peak=200)),
    ]
    lines = table.ratios(rows).splitlines()[2:]
    assert lines == [
        "| clean build / Hugo's | 100,000 | 0.50 | ≤ 1.00 |",
        "| CPU of a clean build / Hugo's | 100,000 | 0.50 |  |",
        "| peak memory of a clean build / Hugo's | 100,000 | 0.50 | ≤ 0.25 |",
        "| one story added / Hugo's build | 100,000 | 1/210 | ≤ 1/100 |",
        "| clean build, twice as many stories | 100,000 / 50,000 | 2.10 | ≤ 2.10 |",
    ]


def test_results_leave_what_was_written_by_hand(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Judul\n\nPertama.\n")
    table.write(page, [20], "hasil")
    table.write(page, [50, 100], "lain")
    page.write_text(page.read_text() + "\nTerakhir.\n")
    table.write(page, [20], "hasil baru")
    text = page.read_text()
    assert "Pertama." in text and "Terakhir." in text and "\nlain\n" in text
    assert text.count("hasil") == 1 and "\nhasil baru\n" in text


def test_two_folders_differ_where_a_file_does(tmp_path: Path) -> None:
    for folder, content in (("one", "a"), ("two", "b")):
        (tmp_path / folder / "x").mkdir(parents=True)
        (tmp_path / folder / "x" / "same").write_text("c")
        (tmp_path / folder / "other").write_text(content)
    (tmp_path / "two" / "more").write_text("")
    assert differing(tmp_path / "one", tmp_path / "two") == ["more", "other"]


def test_a_page_that_is_cut_off_and_a_dead_link_are_wrong(tmp_path: Path) -> None:
    whole = '<!doctype html><html><body><a href="/b/">b</a></body></html>'
    for state, texts in {"clean": (whole, "<p>b</p>"), "cut": (whole, "<p>"), "dead": (whole, "")}.items():
        for name, text in zip((".", "b"), texts, strict=True):
            (tmp_path / state / name).mkdir(parents=True, exist_ok=True)
            if text:
                (tmp_path / state / name / "index.html").write_text(text)
    clean = Standing(tmp_path / "clean")
    assert clean.wrong([clean]) == []
    assert Standing(tmp_path / "cut").wrong([clean]) == ["b/index.html is not whole"]
    assert Standing(tmp_path / "dead").wrong([clean]) == ["index.html leads to b/index.html, which is not there"]


def test_what_the_desk_costs_stands_beside_what_it_may_cost() -> None:
    rows = [desk.Row("check of one story", _cost(0.9), 1), desk.Row("leaks", _cost(60))]
    assert list(desk.lines(20_000, rows)) == [
        "| 20,000 | check of one story | 0.90 | 0.90 | 0 | ≤ 1 |",
        "| 20,000 | leaks | 60.00 | 60.00 | 0 |  |",
    ]


def _cost(wall: float, peak: int = 1) -> Measurement:
    return Measurement(wall, wall, peak, 1, 1)


def _git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()
