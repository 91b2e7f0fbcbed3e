from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.library import Library
from plugins.library.changes import Change
from plugins.publish import rendering, writing
from plugins.publish.family import Output, View
from plugins.publish.rendering import Staged, Task, Workshop, view_digest
from tests import factory
from tests.building import snapshot

FILE = f"unit/{factory.UNIT}.txt"


@dataclass
class Notes:
    """A family of one text file for each unit."""

    text: str = "a"
    name: str = "note"
    kind: Literal["core", "deferred"] = "core"
    version: int = 1
    themed: str = ""
    rendered: list[str] = field(default_factory=list)

    def keys(self, library: Library) -> Iterable[str]:
        return library.places.registry.units

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        return ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        return ()

    def view(self, library: Library, key: str) -> View | None:
        return {"text": self.text, "stories": library.count(f"unit:{key}")} if key != "tidak-ada" else None

    def render(self, key: str, view: View) -> Iterable[Output]:
        self.rendered.append(key)
        yield Output(f"unit/{key}.txt", str(view["text"]).encode())


@contextmanager
def at_work(folder: Path, *, vacant: bool = False) -> Iterator[Notes]:
    """This process, ready to render."""
    family = Notes()
    with factory.shelf(folder, factory.story()):
        pass
    output = folder / "output"
    workshop = Workshop(
        library=folder / "library.sqlite",
        places=factory.places(),
        output=output,
        staging=writing.staging(output),
        vacant=vacant,
        rendering={family.name: "r"},
        make_families=lambda: [family],
    )
    rendering.set_up(workshop)
    yield family
    rendering.tear_down()


@pytest.fixture
def notes(tmp_path: Path) -> Iterator[Notes]:
    with at_work(tmp_path) as family:
        yield family


def staged(folder: Path) -> dict[str, bytes]:
    return snapshot(folder / "output" / writing._STAGING)


def test_a_new_view_is_staged(notes: Notes, tmp_path: Path) -> None:
    result = rendering.render(Task("note", factory.UNIT, ""))
    assert (result.outputs, result.unchanged) == ((Staged(FILE, "new"),), False)
    assert staged(tmp_path) == {f"new/{FILE}": b"a"}


def test_in_a_vacant_output_nothing_is_compared(tmp_path: Path) -> None:
    with at_work(tmp_path, vacant=True):
        (tmp_path / "output" / FILE).parent.mkdir(exist_ok=True)
        (tmp_path / "output" / FILE).write_bytes(b"a")
        assert rendering.render(Task("note", factory.UNIT, "")).outputs == (Staged(FILE, "new"),)


def test_a_view_with_the_digest_that_stands_is_not_rendered(notes: Notes) -> None:
    digest = rendering.render(Task("note", factory.UNIT, "")).digest
    again = rendering.render(Task("note", factory.UNIT, digest))
    assert (again.unchanged, again.outputs) == (True, ())
    assert notes.rendered == [factory.UNIT]


def test_a_view_that_is_no_more_has_no_outputs(notes: Notes) -> None:
    result = rendering.render(Task("note", "tidak-ada", "abc"))
    assert (result.digest, result.outputs, result.unchanged) == ("", (), False)


def test_bytes_that_stand_already_are_not_written_again(notes: Notes, tmp_path: Path) -> None:
    stand(tmp_path, b"a")
    assert rendering.render(Task("note", factory.UNIT, "")).outputs == (Staged(FILE, "same"),)
    assert staged(tmp_path) == {}


def test_other_bytes_are_a_change_of_the_file_that_stands(notes: Notes, tmp_path: Path) -> None:
    stand(tmp_path, b"b")
    assert rendering.render(Task("note", factory.UNIT, "")).outputs == (Staged(FILE, "changed"),)
    assert staged(tmp_path) == {f"changed/{FILE}": b"a"}


def test_a_folder_where_a_file_belongs_is_no_file_that_stands(notes: Notes, tmp_path: Path) -> None:
    (tmp_path / "output" / FILE).mkdir(parents=True)
    assert rendering.render(Task("note", factory.UNIT, "")).outputs == (Staged(FILE, "new"),)


def stand(folder: Path, content: bytes) -> None:
    (folder / "output" / FILE).parent.mkdir(exist_ok=True)
    (folder / "output" / FILE).write_bytes(content)


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
