"""Rule 1: the output is a function of the content alone, whatever edits led to it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.building import build
from tests.publish.editing import Tree

_EDITS = 70  # of each seed: three seeds make 210
_COMPARED_EVERY = 5


def _files(output: Path) -> dict[str, bytes]:
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_edits_the_incremental_output_equals_a_clean_one(tmp_path: Path, seed: int) -> None:
    tree = Tree(tmp_path / "content", seed)
    output, clean = tmp_path / "output", tmp_path / "clean"
    build(tree.root, output, cache=tmp_path / "cache", as_of=tree.as_of)
    edits: list[str] = []
    for number in range(1, _EDITS + 1):
        edits.append(tree.edit())
        build(tree.root, output, cache=tmp_path / "cache", as_of=tree.as_of)
        if number % _COMPARED_EVERY == 0:
            shutil.rmtree(clean, ignore_errors=True)
            build(tree.root, clean, cache=tmp_path / f"cache-{number}", as_of=tree.as_of)
            incremental, expected = _files(output), _files(clean)
            assert incremental.keys() == expected.keys(), edits
            assert [path for path in expected if incremental[path] != expected[path]] == [], edits


def test_a_build_without_changes_writes_nothing(tmp_path: Path) -> None:
    tree = Tree(tmp_path / "content", 4)
    for _ in range(2):
        report = build(tree.root, tmp_path / "output", cache=tmp_path / "cache", as_of=tree.as_of)
    assert (report.read, report.written, report.removed) == ([], [], 0)


def test_the_library_may_be_deleted_at_any_time(tmp_path: Path) -> None:
    tree = Tree(tmp_path / "content", 5)
    build(tree.root, tmp_path / "output", cache=tmp_path / "cache", as_of=tree.as_of)
    for _ in range(20):
        tree.edit()
    shutil.rmtree(tmp_path / "cache")
    build(tree.root, tmp_path / "output", cache=tmp_path / "cache", as_of=tree.as_of)
    build(tree.root, tmp_path / "clean", cache=tmp_path / "other", as_of=tree.as_of)
    assert _files(tmp_path / "output") == _files(tmp_path / "clean")
