"""The same bytes whatever the seed of hashes and the number of processes; and nothing written where nothing changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.building import ROOT, SITE, build, command, copy_site, snapshot
from tests.conftest import Built

_RUNS = (("0", 1), ("4242", 2))  # seed of hashes, number of processes


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Configurations that differ in nothing but the number of processes."""
    folder = tmp_path_factory.mktemp("settings")
    for number in (1, 2):
        (folder / f"conf{number}.py").write_text(
            f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom pelicanconf import *\nPROCESSES = {number}\n"
        )
    return {number: folder / f"conf{number}.py" for number in (1, 2)}


def test_hash_seed_and_processes_change_no_byte(tmp_path: Path, settings: dict[int, Path]) -> None:
    content = copy_site(tmp_path)
    outputs = []
    for seed, processes in _RUNS:
        output = tmp_path / f"output-{seed}-{processes}"
        done = command(content, output, "--settings", str(settings[processes]), PYTHONHASHSEED=seed)
        assert done.returncode == 0 and "KESALAHAN" not in done.stderr
        outputs.append(snapshot(output))
    first = outputs[0]
    assert len(first) > 250
    for other in outputs[1:]:
        assert other.keys() == first.keys()
        assert [path for path in first if other[path] != first[path]] == []


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    content, output = copy_site(tmp_path), tmp_path / "output"
    first = build(content, output)
    assert len(first.written) == len(first.new) > 250
    for path in output.rglob("*"):
        os.utime(path, ns=(10**18, 10**18))
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()}
    second = build(content, output)
    assert (second.read, second.written, second.deleted) == ([], [], [])
    assert {path: path.stat().st_mtime_ns for path in output.rglob("*") if path.is_file()} == before
    assert (second.stories, second.waiting) == (first.stories, first.waiting)


def test_where_the_files_lie_and_in_which_order_they_were_made_does_not_matter(site: Built, tmp_path: Path) -> None:
    content = tmp_path / "somewhere" / "else"
    for path in sorted((path for path in SITE.rglob("*") if path.is_file()), reverse=True):
        copy = content / path.relative_to(SITE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
        os.utime(copy, (0, 0))
    build(content, tmp_path / "public", PROCESSES=2)
    assert snapshot(tmp_path / "public") == site.files


def test_the_clock_is_compared_and_never_printed(site: Built, tmp_path: Path) -> None:
    content = copy_site(tmp_path)
    build(content, tmp_path / "output", as_of=1_736_999_999)  # the next day: nothing is due in between
    assert snapshot(tmp_path / "output") == site.files
