"""What became of an office's stories stands in the editor's tree, as soon as there is a receipt of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.watch import states
from plugins.watch.__main__ import main
from plugins.watch.receipts import Deploy, Receipt, Story
from plugins.watch.shelf import STATUS, Shelf
from plugins.watch.states import Row, States, joined

UNIT = "kanim-teluk-biru"


def receipt(commit: str, arrived: str, *stories: Story, **more: Any) -> Receipt:
    return Receipt(commit * 40, arrived, "tayang", "Asia/Jakarta", live=arrived, stories=stories, units=(UNIT,), **more)


def story(slug: str, state: Any, unit: str = UNIT, **more: Any) -> Story:
    reference = f"{unit}/2026/{slug}"
    return Story(f"berita/{reference}.md", reference, state, **more)


HELD = story("loket", "ditahan", problems=("berkas:2: KESALAHAN [yaml-quote] …",))
OUT = story("loket", "tayang", address="https://berita.example/loket/")
FIRST = receipt("a", "2026-11-20T01:00:00.000Z", HELD, story("lama", "tayang"))
SECOND = receipt("b", "2026-11-21T01:00:00.000Z", OUT)


@pytest.fixture
def admin(tmp_path: Path) -> Path:
    folder = tmp_path / "admin"
    folder.mkdir()
    (folder / "mulai.html").touch()
    return folder


@pytest.fixture
def shelf(tmp_path: Path, admin: Path) -> Shelf:
    return Shelf(tmp_path / STATUS, States(admin, pytest.fail).note)


def shown(admin: Path, unit: str = UNIT) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((admin / "status" / f"{unit}.json").read_text())
    return found


def test_each_receipt_is_told_to_the_offices_that_it_names(shelf: Shelf, admin: Path) -> None:
    shelf.put(receipt("a", "2026-11-20T01:00:00.000Z", HELD, story("panen", "tayang", "lapas-bukit")))
    assert [(row["story"], row["state"], row["out"]) for row in shown(admin)] == [
        ("kanim-teluk-biru/2026/loket", "ditahan", False)
    ]
    assert "yaml-quote" in shown(admin)[0]["said"]
    assert [row["story"] for row in shown(admin, "lapas-bukit")] == ["lapas-bukit/2026/panen"]
    shelf.put(SECOND)
    (row,) = shown(admin)
    assert (row["state"], row["out"], row["address"]) == ("tayang", True, "https://berita.example/loket/")


def test_what_the_deploy_command_did_is_told_too(shelf: Shelf, admin: Path) -> None:
    place = shelf.put(replace(SECOND, deploy=Deploy("menunggu")))
    assert shown(admin)[0]["out"] is False
    shelf.deployed(place, Deploy("berhasil", "2026-11-21T01:00:03.000Z"))
    assert shown(admin)[0]["out"] is True


def test_an_earlier_receipt_that_is_written_again_hides_no_later_one(shelf: Shelf, admin: Path) -> None:
    place = shelf.put(FIRST)
    shelf.put(SECOND)
    shelf.deployed(place, Deploy("gagal", "2026-11-21T02:00:00.000Z"))
    assert [(row["story"][-5:], row["state"]) for row in shown(admin)] == [("loket", "tayang"), ("/lama", "tayang")]


def test_all_at_once_says_the_same_as_one_after_the_other(shelf: Shelf, admin: Path, tmp_path: Path) -> None:
    for each in (FIRST, SECOND):
        shelf.put(each)
    assert [(path, json.loads(content)) for path, content in states.of_offices(tmp_path)] == [
        (f"status/{UNIT}.json", shown(admin))
    ]


def test_without_receipts_there_are_no_states(tmp_path: Path) -> None:
    assert list(states.of_offices(tmp_path)) == []


def test_where_there_is_no_editor_nothing_is_written(tmp_path: Path) -> None:
    States(tmp_path / "admin", pytest.fail).note(FIRST)
    assert list(tmp_path.iterdir()) == []


def test_a_tree_that_cannot_be_written_is_told_and_stops_nothing(tmp_path: Path, admin: Path) -> None:
    (admin / "status").touch()
    told: list[str] = []
    Shelf(tmp_path / STATUS, States(admin, told.append).note).put(FIRST)
    assert len(told) == 1


def test_a_file_that_is_no_list_of_states_is_made_anew(shelf: Shelf, admin: Path) -> None:
    (admin / "status").mkdir()
    (admin / "status" / f"{UNIT}.json").write_text("<html>")
    shelf.put(SECOND)
    assert len(shown(admin)) == 1


ROWS = st.lists(
    st.builds(
        Row,
        story=st.sampled_from([f"a/2026/{n}" for n in range(70)]),
        state=st.just("tayang"),
        out=st.booleans(),
        said=st.just(""),
        address=st.just(""),
        at=st.sampled_from(["2026-11-20", "2026-11-21", "2026-11-22"]),
    ),
    max_size=80,
)


@given(ROWS, ROWS)
def test_each_story_stands_once_by_its_newest_row(before: list[Row], new: list[Row]) -> None:
    once = joined((), before)
    found = joined(once, new)
    assert len(found) == len({row.story for row in found}) == min(states.MOST, len({r.story for r in (*once, *new)}))
    assert [row.at for row in found] == sorted((row.at for row in found), reverse=True)
    for row in found:
        assert row.at == max(each.at for each in (*once, *new) if each.story == row.story)
    assert joined(found, new) == found


def test_on_a_computer_that_publishes_nothing_the_question_is_not_answered_with_no(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status", "kanim-padang/2026/loket", "--internal", str(tmp_path / "internal")]) == 2
    assert "Keadaan berita" in capsys.readouterr().err


def test_the_editors_tree_may_not_lie_in_the_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "clone" / "content").mkdir(parents=True)
    folders = [f"--{name}={tmp_path / name}" for name in ("output", "cache", "state", "internal")]
    assert main(["run", *folders, f"--admin={tmp_path / 'output' / 'admin'}", str(tmp_path / "clone")]) == 2
    assert "would be published" in capsys.readouterr().err
