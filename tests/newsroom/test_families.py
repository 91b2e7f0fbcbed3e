"""What every family promises of its keys, held for all of them at once."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from plugins import data, feeds, pages, pictures, press, search
from plugins.library import Library
from plugins.library.changes import Change, ListChange, PageChange, StoryChange
from plugins.library.placing import Places
from plugins.publish.family import Family
from plugins.publish.registers import fingerprints
from plugins.stories.page import Page
from plugins.stories.roots import Roots
from plugins.stories.story import Story
from plugins.units import read_registry
from tests import factory
from tests.pages import facts

OTHER = "lapas-bukit-hijau/2024/pindah"


@cache
def families() -> tuple[Family, ...]:
    names = {theme.id: theme.name for theme in facts.taxonomy().themes}
    return (
        *pages.families(facts.house(), Path("/nonexistent")),
        *feeds.families(factory.SITE, factory.SITE_NAME, "id", names),
        *press.families(factory.SITE, names, Roots(Path("/nonexistent"))),
        *data.families(factory.SITE, factory.SITE_NAME),
        *search.families(),
        *pictures.families(factory.SITE_NAME, "", names, Roots(Path("/nonexistent")), Path("/nonexistent")),
    )


def rows() -> list[Story | Page]:
    photo, file = factory.picture()
    plain = factory.story()
    return [
        replace(plain, zones=factory.zones("zi", "area-6"), tags=("paspor",), image=photo, media=(file,)),
        factory.story(
            OTHER, "2024-06-02", units=(factory.UNIT,), moved_from=("kanim-teluk-biru/2023/lama",), kind="siaran-pers"
        ),
        factory.story("balai-angin/2024/lewat", "2024-02-01", expires=factory.instant("2024-03-01"), kind="pengumuman"),
        factory.withdrawn(factory.story("kanim-teluk-biru/2024/dicabut", "2024-01-05")),
        factory.withdrawn(factory.story("badan-lama/2024/rahasia", "2023-12-05"), "privasi"),
        factory.page(),
        factory.page("layanan", factory.UNIT),
    ]


def views(library: Library) -> dict[tuple[str, str], object]:
    return {(of.name, key): of.view(library, key) for of in families() for key in of.keys(library)}


def test_every_key_has_a_view_and_every_touched_key_with_a_view_is_among_them(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, *rows()) as shelf:
        library = shelf.library()
        found = views(library)
        assert [place for place, view in found.items() if view is None] == []
        changes = [
            *(StoryChange(None, placed) for placed in library.placed()),
            *(PageChange(None, page) for page in library.pages("")),
        ]
        for of in families():
            touched = {key for change in changes for key in of.touched(change, library)}
            assert {key for key in touched if of.view(library, key) is not None} <= set(of.keys(library)), of.name


def changed(units_csv: str, events_csv: str) -> Places:
    registry, problems = read_registry(units_csv, events_csv, factory.REGIONS_CSV, factory.TIMEZONE)
    assert not [problem for problem in problems if problem.severity == "error"], problems
    return replace(factory.places(), registry=registry)


@pytest.mark.parametrize(
    "at",
    [
        changed(factory.UNITS_CSV, factory.EVENTS_CSV + f"2024-05-20,{factory.UNIT},renamed,Kanim Baru,,,Contoh 9\n"),
        changed(factory.UNITS_CSV, factory.EVENTS_CSV + "2024-05-20,kanwil-biru,renamed,Kanwil Nila,,,Contoh 9\n"),
        changed(factory.UNITS_CSV, factory.EVENTS_CSV + f"2024-05-20,{factory.UNIT},moved,,kanwil-jingga,,Contoh 9\n"),
        changed(factory.UNITS_CSV, factory.EVENTS_CSV + "2024-05-20,balai-angin,replaced,,,badan-baru,Contoh 9\n"),
        changed(factory.UNITS_CSV.replace("Balai Angin,,", "Balai Badai,,"), factory.EVENTS_CSV),
        changed(factory.UNITS_CSV + "balai-ombak,Balai Ombak,,upt,Balai,kanwil-biru,92,,\n", factory.EVENTS_CSV),
        changed(factory.UNITS_CSV.replace("Badan Arsip Laut,", "Badan Arsip Samudra,"), factory.EVENTS_CSV),
    ],
    ids=["renamed", "renamed above", "moved", "replaced", "another name", "one more", "named by a successor"],
)
def test_what_the_registers_say_otherwise_of_a_unit_concerns_every_view_that_shows_it(
    tmp_path: Path, at: Places
) -> None:
    (tmp_path / "before").mkdir()
    (tmp_path / "after").mkdir()
    with (
        factory.shelf(tmp_path / "before", *rows()) as shelf,
        factory.shelf(tmp_path / "after", *rows(), at=at) as other,
    ):
        old, new = shelf.library(), other.library()
        was, now = fingerprints(old.places), fingerprints(new.places)
        units = frozenset(unit for unit in was.keys() | now.keys() if was.get(unit) != now.get(unit))
        before, after = views(old), views(new)
        differ = {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}
        old_rows = {placed.story.reference: placed for placed in old.placed()}
        replaced: list[Change] = [
            StoryChange(old_rows[p.story.reference], p) for p in new.placed() if p != old_rows[p.story.reference]
        ]
        known = {(of.name, key) for of in families() for key in of.concerned(units, new)}
        begun = set(old.archives()) ^ set(new.archives())
        replaced += [ListChange(name, period, archive=True, feed=True) for name, period in sorted(begun)]
        known |= {(of.name, key) for of in families() for change in replaced for key in of.touched(change, new)}
        assert units
        assert differ
        assert differ - known == set()
