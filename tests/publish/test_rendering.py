from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.library import Library
from plugins.library.changes import Change
from plugins.publish import rendering
from plugins.publish.family import Output, View
from plugins.publish.rendering import Task, Workshop, view_digest
from tests import factory


@dataclass
class Notes:
    """A family of one text file for each unit."""

    text: str = "a"
    name: str = "note"
    kind: Literal["core", "deferred"] = "core"
    version: int = 1
    rendered: list[str] = field(default_factory=list)

    def standing(self, library: Library) -> Iterable[str]:
        return library.places.registry.units

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        return ()

    def view(self, library: Library, key: str) -> View | None:
        return {"text": self.text, "stories": library.count(f"unit:{key}")} if key != "tidak-ada" else None

    def render(self, key: str, view: View) -> Iterable[Output]:
        self.rendered.append(key)
        yield Output(f"{key}.txt", str(view["text"]).encode())


@pytest.fixture
def notes(tmp_path: Path) -> Notes:
    family = Notes()
    with factory.shelf(tmp_path, factory.story()):
        pass
    (tmp_path / "staging").mkdir()
    (tmp_path / "output").mkdir()
    workshop = Workshop(
        tmp_path / "library.sqlite", factory.places(), tmp_path / "output", tmp_path / "staging", "r", lambda: [family]
    )
    rendering.set_up(workshop)
    yield family  # type: ignore[misc]
    rendering._bench[0].library._db.close()
    rendering._bench.clear()


def test_a_new_view_is_staged(notes: Notes, tmp_path: Path) -> None:
    result = rendering.render(Task("note", factory.UNIT, ""))
    (output,) = result.outputs
    assert (output.path, output.new, result.unchanged) == (f"{factory.UNIT}.txt", True, False)
    assert (tmp_path / "staging" / output.file).read_bytes() == b"a"


def test_a_view_with_the_digest_that_stands_is_not_rendered(notes: Notes) -> None:
    digest = rendering.render(Task("note", factory.UNIT, "")).digest
    again = rendering.render(Task("note", factory.UNIT, digest))
    assert (again.unchanged, again.outputs) == (True, ())
    assert notes.rendered == [factory.UNIT]


def test_a_view_that_is_no_more_has_no_outputs(notes: Notes) -> None:
    result = rendering.render(Task("note", "tidak-ada", "abc"))
    assert (result.digest, result.outputs, result.unchanged) == ("", (), False)


def test_bytes_that_stand_already_are_not_written_again(notes: Notes, tmp_path: Path) -> None:
    (tmp_path / "output" / f"{factory.UNIT}.txt").write_bytes(b"a")
    (output,) = rendering.render(Task("note", factory.UNIT, "")).outputs
    assert (output.file, output.new) == ("", False)
    assert list((tmp_path / "staging").iterdir()) == []


def test_other_bytes_are_a_change_of_the_file_that_stands(notes: Notes, tmp_path: Path) -> None:
    (tmp_path / "output" / f"{factory.UNIT}.txt").write_bytes(b"b")
    (output,) = rendering.render(Task("note", factory.UNIT, "")).outputs
    assert (output.file != "", output.new) == (True, False)


def test_a_digest_is_that_of_view_family_version_and_environment() -> None:
    digests = {
        view_digest(Notes(), {"a": 1}, "r"),
        view_digest(Notes(), {"a": 2}, "r"),
        view_digest(Notes(version=2), {"a": 1}, "r"),
        view_digest(Notes(name="lain"), {"a": 1}, "r"),
        view_digest(Notes(), {"a": 1}, "s"),
    }
    assert len(digests) == 5


@given(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=6), st.randoms())
def test_a_digest_does_not_depend_on_the_order_of_keys(view: dict[str, object], random: object) -> None:
    keys = list(view)
    random.shuffle(keys)  # type: ignore[attr-defined]
    assert view_digest(Notes(), view, "r") == view_digest(Notes(), {key: view[key] for key in keys}, "r")
