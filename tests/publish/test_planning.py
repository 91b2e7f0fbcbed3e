"""Which views are planned, what is noted of them, and what a plan that was cut short leaves."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import pytest

from plugins.library import Library, store
from plugins.library.changes import Change, MadeChange, StoryChange
from plugins.library.store import UNKNOWN
from plugins.publish.family import Output, View
from plugins.publish.gate import Ending
from plugins.publish.planning import Plan, changed_units
from plugins.publish.rendering import Rendered, Staged, Task
from plugins.units import Profile, read_registry
from tests import factory

UNIT = factory.UNIT


@dataclass
class Letters:
    """A family of one view for each letter; a change of any story, or of a card, touches `b`."""

    name: str = "huruf"
    letters: str = "abc"
    kind: Literal["core", "deferred"] = "core"
    version: int = 1
    themed: str = ""

    def keys(self, library: Library) -> Iterable[str]:
        return self.letters

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        return sorted(units)

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        return () if isinstance(change, MadeChange) and change.family != "kartu" else ("b", "b")

    def view(self, library: Library, key: str) -> View | None:
        raise AssertionError("a plan makes no view")

    def render(self, key: str, view: View) -> Iterable[Output]:
        raise AssertionError("a plan renders nothing")


class Desk:
    """A library in memory and its plan."""

    def __init__(self) -> None:
        self.db = sqlite3.connect(":memory:")
        self.db.executescript(store.TABLES)
        self.plan = self.planned(Letters())

    def planned(self, *families: Letters) -> Plan:
        """The plan of another run, with other families."""
        self.plan = Plan(self.db, factory.places(), {family.name: family for family in families})
        return self.plan

    @property
    def tasks(self) -> list[tuple[str, str, str]]:
        return [(task.family, task.key, task.digest) for task in self.plan.tasks()]

    @property
    def keys(self) -> str:
        return "".join(key for _, key, _ in self.tasks)

    def made(self, outputs: Mapping[str, Iterable[str]], family: str = "huruf") -> set[str]:
        """Note views that were made, each with its outputs; of no outputs: there is no view any more."""
        digests = {(task.family, task.key): task.digest for task in self.plan.tasks()}
        return self.plan.record(
            [
                Rendered(
                    Task(family, key, digests.get((family, key), "")),
                    f"d{key}" if paths else "",
                    tuple(Staged(path, "new") for path in paths),
                )
                for key, paths in outputs.items()
            ]
        )

    def run(self, outputs: Mapping[str, Iterable[str]]) -> None:
        """A whole run that makes these views."""
        self.plan.touch_everything()
        self.made(outputs)
        self.plan.finish()


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.db.close()


CHANGE = StoryChange(None, factory.placed(factory.story()))


def test_a_changed_row_has_the_views_made_that_it_touches_each_once(desk: Desk) -> None:
    desk.plan.touch(CHANGE)
    desk.plan.touch(CHANGE)
    assert (desk.tasks, desk.plan.size) == ([("huruf", "b", "")], 1)


def test_units_of_which_more_is_known_have_the_views_made_that_concern_them(desk: Desk) -> None:
    desk.plan.touch_concerned(frozenset({"kanim-a", "kanim-b"}))
    assert [key for _, key, _ in desk.tasks] == ["kanim-a", "kanim-b"]


def test_everything_is_every_view_that_is_or_was(desk: Desk) -> None:
    desk.run({"a": ["a"], "z": ["z"]})
    desk.plan.touch_everything()
    assert desk.tasks == [("huruf", "a", "da"), ("huruf", "b", ""), ("huruf", "c", ""), ("huruf", "z", "dz")]


def test_tasks_come_in_order_however_many_there_are_and_what_is_noted_meanwhile(desk: Desk) -> None:
    keys = [f"{number:05}" for number in range(4_500)]
    desk.planned(Letters(), Letters("angka", ""))
    desk.db.executemany("INSERT INTO touched VALUES ('angka', ?)", [(key,) for key in reversed(keys)])
    desk.plan.touch(CHANGE)
    seen = []
    for number, task in enumerate(desk.plan.tasks()):
        seen.append(task.key)
        if number % 500 == 0:
            desk.plan.record([Rendered(task, "d", (Staged(task.key, "new"),))])
    assert seen == [*keys, "b", "b"]


# Families that render otherwise


def test_a_family_that_renders_otherwise_has_all_its_views_made(desk: Desk) -> None:
    first, second = Letters(), Letters("lain", "x")
    desk.planned(first, second).touch_outdated({"huruf": "1", "lain": "1"}, everything=False)
    assert desk.keys == "abcx"
    desk.plan.finish()
    desk.planned(first, second).touch_outdated({"huruf": "1", "lain": "2"}, everything=False)
    assert desk.keys == "x"
    desk.plan.finish()
    desk.planned(first, second).touch_outdated({"huruf": "1", "lain": "2"}, everything=False)
    assert desk.keys == ""


def test_a_family_that_is_no_more_gives_up_its_outputs(desk: Desk) -> None:
    desk.planned(Letters(), Letters("lain", "x")).touch_outdated({"huruf": "1", "lain": "1"}, everything=False)
    desk.made({"a": ["a.html"]})
    desk.made({"x": ["x.html"]}, "lain")
    desk.plan.finish()
    desk.planned(Letters()).touch_outdated({"huruf": "1"}, everything=False)
    assert desk.keys == ""  # nobody can make its views
    assert desk.plan.leaving == {"x.html"}
    assert desk.plan.standing(None) == {"a.html"}
    desk.plan.finish()
    desk.planned(Letters(), Letters("lain", "x")).touch_outdated({"huruf": "1", "lain": "1"}, everything=False)
    assert desk.tasks == [("lain", "x", "")]  # it is back, as if it had never been


# What is deferred


class Cards(Letters):
    """A deferred family of which one key is no more."""

    def exists(self, library: Library, key: str) -> bool:
        return key != "b"


def cards() -> Cards:
    return Cards("kartu", kind="deferred")


def waiting(plan: Plan) -> str:
    return "".join(sorted(entry.task.key for entry in plan.queue.entries(10)))


def test_deferred_views_wait_and_are_not_touched(desk: Desk) -> None:
    plan = desk.planned(cards())
    plan.touch_everything()
    assert (desk.keys, waiting(plan), plan.queue.size) == ("", "abc", 3)


def test_what_waits_and_is_no_more_is_let_go_at_once(desk: Desk) -> None:
    plan = desk.planned(cards())
    plan.touch(CHANGE)
    desk.made({"a": ["a.png"], "b": ["b.png"]}, "kartu")
    plan.let_go()
    assert (plan.leaving, plan.standing(None), waiting(plan)) == ({"b.png"}, {"a.png"}, "")
    plan.finish()
    assert plan.leaving == set()


def test_what_was_never_made_is_not_asked_for(desk: Desk) -> None:
    plan = desk.planned(cards())
    plan.touch(CHANGE)
    plan.let_go()
    assert waiting(plan) == "b"  # nothing of it is out: whoever makes it finds that


def test_what_is_touched_again_waits_with_another_stamp(desk: Desk) -> None:
    desk.planned(cards()).touch(CHANGE)
    (before,) = desk.plan.queue.entries(10)
    plan = desk.planned(cards())
    plan.touch(CHANGE)
    assert not plan.queue.holds(before)
    plan.queue.remove([before])
    (now,) = plan.queue.entries(10)
    assert plan.queue.holds(now) and now.stamp > before.stamp
    plan.queue.remove([now])
    assert plan.queue.size == 0


def test_what_was_touched_last_comes_first(desk: Desk) -> None:
    desk.planned(cards()).touch_everything()
    plan = desk.planned(cards())
    plan.queue.add("kartu", "b")
    first, *others = plan.queue.entries(10)
    assert (first.task.key, len(others)) == ("b", 2)
    assert plan.queue.entries(1, [first]) == others[:1]
    assert plan.queue.entries(10, given_up=["kartu"]) == []


def test_deferred_views_end_no_feed(desk: Desk) -> None:
    plan = desk.planned(cards())
    desk.made({"b": ["b.png"]}, "kartu")
    plan.touch(CHANGE)
    assert plan.ending() == Ending()


def test_a_round_that_was_cut_short_leaves_to_a_build_what_shows_its_outputs(desk: Desk) -> None:
    plan = desk.planned(Letters(), cards())
    plan.queue.touch_shown(MadeChange("kartu", "b"))
    plan = desk.planned(Letters(), cards())
    assert plan.take_up()
    assert desk.tasks == [("huruf", "b", UNKNOWN), ("kartu", "b", UNKNOWN)]
    assert plan.queue.size == 0


# What stands


def test_outputs_that_a_view_no_longer_has_are_told(desk: Desk) -> None:
    desk.run({"a": ["a.html", "a.csv"]})
    desk.plan.touch_everything()
    assert desk.made({"a": ["a.html"]}) == {"a.csv"}
    assert desk.plan.standing(None) == {"a.html"}


def test_a_view_that_is_no_more_leaves_its_outputs(desk: Desk) -> None:
    desk.run({"a": ["a.html"], "b": ["b.html"]})
    desk.plan.touch_everything()
    assert desk.made({"a": []}) == {"a.html"}
    desk.plan.finish()
    desk.plan.touch_everything()
    assert desk.tasks == [("huruf", "a", ""), ("huruf", "b", "db"), ("huruf", "c", "")]


def test_an_output_that_another_view_takes_over_in_the_same_batch_stays(desk: Desk) -> None:
    desk.run({"a": ["x.html"]})
    desk.plan.touch_everything()
    assert desk.made({"a": ["a.html"], "b": ["x.html"]}) == set()
    assert desk.plan.standing(["a.html", "x.html", "tidak-ada"]) == {"a.html", "x.html"}


# Cut short, and not to be trusted


def test_a_run_that_was_cut_short_is_taken_up_and_what_its_views_show_is_not_known(desk: Desk) -> None:
    desk.run({"a": ["a.html"], "b": ["b.html"]})
    assert not desk.plan.take_up()
    desk.plan.touch(CHANGE)
    assert desk.planned(Letters()).take_up()
    assert desk.tasks == [("huruf", "b", "?")]
    assert desk.made({"b": []}) == {"b.html"}  # its outputs are known all the same


def test_an_output_that_is_not_trusted_has_everything_made(desk: Desk) -> None:
    desk.plan.touch_outdated({"huruf": "1"}, everything=False)
    desk.made({key: [key] for key in "abc"})
    desk.plan.finish()
    desk.plan.distrust()
    desk.plan.touch_outdated({"huruf": "1"}, everything=False)
    assert desk.tasks == [("huruf", key, "?") for key in "abc"]


# Units of which the registers say something else


@dataclass(frozen=True)
class Said:
    """What the registers say."""

    events: str = factory.EVENTS_CSV
    units: str = factory.UNITS_CSV
    profile: str = ""
    as_of: str = factory.AS_OF

    def among(self, db: sqlite3.Connection) -> frozenset[str]:
        registry, _ = read_registry(self.units, self.events, factory.REGIONS_CSV, factory.TIMEZONE)
        profiles = {UNIT: Profile(address=self.profile)} if self.profile else {}
        return changed_units(db, replace(factory.places(self.as_of), registry=registry, profiles=profiles))


BIRU = {"kanwil-biru", UNIT, "lapas-bukit-hijau", "rupbasan-pulau-fajar"}  # it, and all that ever stood beneath it
NEW = "kanim-baru,Kanim Baru,,upt,Kanim,dewan-angin,,,\n"
RENAMED = "{},kanwil-biru,renamed,Kanwil Biru Muda,,,Keputusan contoh 6\n"


@pytest.mark.parametrize(
    ("said", "units"),
    [
        (Said(), set()),
        (Said(as_of="2024-12-30 00:00"), set()),
        (Said(profile="Jalan Contoh 1"), {UNIT}),
        (Said(events=factory.EVENTS_CSV + RENAMED.format("2024-11-01")), BIRU),
        (Said(events=factory.EVENTS_CSV + RENAMED.format("2030-11-01")), BIRU),  # it is told beforehand, too
        (
            Said(units=factory.UNITS_CSV + "kanim-baru,Kanim Baru,,upt,Kanim,dewan-angin,,,\n"),
            {"kanim-baru", "dewan-angin"},
        ),
        (Said(units=factory.UNITS_CSV.replace("balai-angin,Balai Angin,,upt,Balai,dewan-angin,,,\n", "")), None),
    ],
    ids=["the same", "another day", "a profile", "a name", "a name to come", "a new unit", "a unit that goes"],
)
def test_units_are_told_of_which_something_else_is_said_and_those_beneath(
    desk: Desk, said: Said, units: set[str] | None
) -> None:
    Said().among(desk.db)
    expected = {"balai-angin", "dewan-angin"} if units is None else units
    assert said.among(desk.db) == expected
    assert said.among(desk.db) == set()


def test_a_name_is_another_from_its_day_on(desk: Desk) -> None:
    said = Said(events=factory.EVENTS_CSV + RENAMED.format("2024-11-01"))
    replace(said, as_of="2024-10-31 23:59").among(desk.db)
    assert replace(said, as_of="2024-11-01 00:00").among(desk.db) == BIRU
