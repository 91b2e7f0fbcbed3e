from pathlib import Path

import pytest

from plugins.pages.directory import Directory
from tests import factory
from tests.pages import facts
from tests.pages.facts import library, touched, view

DIRECTORY = Directory(facts.house())


def test_the_directory_holds_each_unit_that_has_begun_once(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        page = view(DIRECTORY, empty, "directory")
    listed = [
        unit["id"]
        for root in page["roots"]
        for group in root["groups"]
        for section in group["sections"]
        for unit in section["units"]
    ]
    assert sorted([*listed, *(root["id"] for root in page["roots"])]) == sorted(factory.registry().units)
    assert page["total"] == len(factory.registry().units)
    assert [(root["id"], root["ended"]) for root in page["roots"]] == [
        ("kementerian-samudra", False), ("dewan-angin", True),
    ]  # fmt: skip


@pytest.mark.parametrize(("as_of", "there"), [("2024-02-01 00:00", False), ("2024-03-01 00:00", True)])
def test_a_unit_that_is_yet_to_be_is_not_in_the_directory(tmp_path: Path, as_of: str, there: bool) -> None:
    with library(tmp_path, at=factory.places(as_of)) as empty:
        assert ("badan-baru" in str(view(DIRECTORY, empty, "directory"))) is there


def test_a_story_leaves_the_directory_alone(tmp_path: Path) -> None:
    with factory.shelf(tmp_path) as shelf:
        assert touched(DIRECTORY, shelf, factory.story()) == set()


def test_the_directory_names_every_level_and_province_that_one_may_choose(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        page = view(DIRECTORY, empty, "directory")
    listed = [
        (unit["province"], group["kind"])
        for root in page["roots"]
        for group in root["groups"]
        for section in group["sections"]
        for unit in section["units"]
    ]
    chosen = {level["kind"] for level in page["levels"]}, {row["code"] for row in page["provinces"] if row["path"]}
    assert {kind for _, kind in listed} <= chosen[0]
    assert {province for province, _ in listed} == {"", *chosen[1]}
    assert [(row["code"], row["units"]) for row in page["provinces"]] == [("91", 3), ("92", 2)]
