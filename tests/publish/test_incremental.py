"""Rule 1: the output is a function of the content alone, whatever edits led to it."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest

from plugins.library import store
from plugins.publish.log import Log, verify
from tests.building import build, publish, snapshot, state_of
from tests.publish.editing import Tree

_EDITS = int(os.environ.get("EDITS", "12"))  # of each seed; more on demand
_COMPARED_EVERY = 12
_MADE_EVERY = 6  # what is deferred waits meanwhile


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_edits_the_incremental_output_equals_a_clean_one(tmp_path: Path, seed: int) -> None:
    tree = Tree(tmp_path / "content", seed)
    output = tmp_path / "output"
    build(tree.root, output, as_of=tree.as_of, defer=True)
    edits: list[str] = []
    for number in range(1, _EDITS + 1):
        edits.append(tree.edit())
        build(tree.root, output, as_of=tree.as_of, defer=number % _MADE_EVERY > 0)
        if number % _COMPARED_EVERY == 0:
            compare(output, clean(tree, tmp_path), edits)


@pytest.mark.parametrize("seed", [6, 7])
def test_after_any_commits_what_is_published_equals_a_clean_build(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    tree = Tree(tmp_path / "content", seed)
    output = tmp_path / "output"
    publish(tree.root, output, as_of=tree.as_of, defer=True)
    edits: list[str] = []
    for number in range(1, _EDITS + 1):
        edits += [tree.edit() for _ in range(chance.choice((1, 1, 1, 4)))]
        if chance.random() < 0.3:
            edits.append("build")
            build(tree.root, output, as_of=tree.as_of, defer=number % _MADE_EVERY > 0)
        else:
            edits.append("publish")
            tree.commit()
            publish(tree.root, output, as_of=tree.as_of, defer=number % _MADE_EVERY > 0)
        if number % _COMPARED_EVERY == 0:
            tree.commit()
            publish(tree.root, output, as_of=tree.as_of)
            compare(output, clean(tree, tmp_path), edits)
            logged(output)


def logged(output: Path) -> None:
    """The publish log is whole, and what it says is out are the stories of the library that have a page."""
    (folder,) = state_of(output).iterdir()
    assert verify(folder / "log.jsonl") > 0
    (library,) = output.with_name("output.cache").glob("*.sqlite")
    connection = store.connect_to_read(library)
    visible = [row[0] for row in connection.execute("SELECT reference FROM stories WHERE visible ORDER BY reference")]
    connection.close()
    with Log(folder) as log:
        assert list(log.references()) == visible


def clean(tree: Tree, folder: Path) -> dict[str, bytes]:
    """The files of a clean build."""
    for name in ("clean", "clean.cache"):
        shutil.rmtree(folder / name, ignore_errors=True)
    build(tree.root, folder / "clean", as_of=tree.as_of)
    return snapshot(folder / "clean")


def compare(output: Path, expected: dict[str, bytes], edits: list[str]) -> None:
    incremental = snapshot(output)
    assert incremental.keys() == expected.keys(), edits
    assert [path for path in expected if incremental[path] != expected[path]] == [], edits


def test_a_build_without_changes_writes_nothing(tmp_path: Path) -> None:
    tree = Tree(tmp_path / "content", 4)
    for _ in range(2):
        report = build(tree.root, tmp_path / "output", as_of=tree.as_of)
    assert (report.read, report.written, report.deleted) == ([], [], [])
    assert report.finished and (report.queued, report.finished.made, report.finished.checked) == (0, 0, 0)


def test_the_library_may_be_deleted_at_any_time(tmp_path: Path) -> None:
    tree = Tree(tmp_path / "content", 5)
    build(tree.root, tmp_path / "output", as_of=tree.as_of)
    for _ in range(20):
        tree.edit()
    build(tree.root, tmp_path / "output", as_of=tree.as_of, defer=True)  # what waits is lost with it
    shutil.rmtree(tmp_path / "output.cache")
    build(tree.root, tmp_path / "output", as_of=tree.as_of)
    assert snapshot(tmp_path / "output") == clean(tree, tmp_path)
