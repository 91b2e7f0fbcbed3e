"""What holds for every registry, however it was written."""

from __future__ import annotations

import string
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from plugins.units import EVENT_KINDS, read_registry

IDS = [f"unit-{letter}" for letter in "abcdef"]
FIRST = date(2020, 1, 1)

some_id = st.sampled_from([*IDS, ""])
some_day = st.integers(0, 5).map(lambda number: FIRST + timedelta(days=number))
unit_rows = st.tuples(*(st.tuples(st.just(unit_id), some_id) for unit_id in IDS))
event_rows = st.lists(
    st.tuples(
        some_day,
        st.sampled_from(IDS),
        st.sampled_from([*EVENT_KINDS, "salah"]),
        st.sampled_from(["", "Nama Baru"]),
        st.sampled_from([*IDS, "", "-"]),
        st.lists(st.sampled_from(IDS), max_size=2),
    ),
    max_size=12,
)


def registry_of(units, events):
    units_csv = "id,name,kind,parent\n" + "".join(f"{u},Unit {u},upt,{parent}\n" for u, parent in units)
    events_csv = "date,unit,event,name,parent,successors\n" + "".join(
        f"{day},{u},{event},{name},{parent},{';'.join(successors)}\n"
        for day, u, event, name, parent, successors in events
    )
    return read_registry(units_csv, events_csv, "", "Asia/Jakarta")


@given(unit_rows, event_rows)
def test_no_day_has_a_circle_and_every_unit_stands_in_the_tree_once(units, events):
    registry, _ = registry_of(units, events)
    for number in range(-1, 7):
        day = FIRST + timedelta(days=number)
        for unit_id in IDS:
            above = registry.ancestors(unit_id, day)
            assert unit_id not in above
            assert len(set(above)) == len(above)
            assert set(above) <= set(registry.ancestors_ever(unit_id))
            assert all(registry.had_children(ancestor) for ancestor in above)
        tree = [*registry.roots(day), *(child for unit_id in IDS for child in registry.children(unit_id, day))]
        assert sorted(tree) == IDS


@given(unit_rows, event_rows)
def test_a_unit_begins_once_ends_once_and_changes_only_on_the_days_that_are_told(units, events):
    registry, _ = registry_of(units, events)
    days = [FIRST + timedelta(days=number) for number in range(-1, 7)]
    for unit_id in IDS:
        states = [registry.at(unit_id, day) for day in days]
        assert [state.begun for state in states] == sorted(state.begun for state in states)
        assert [state.ended for state in states] == sorted(state.ended for state in states)
        dates = {event.date for event in registry.events(unit_id)}
        for yesterday, day in pairwise(days):
            if registry.at(unit_id, yesterday) != registry.at(unit_id, day):
                assert day in dates
            if registry.ancestors(unit_id, yesterday) != registry.ancestors(unit_id, day):
                concerned = (unit_id, *registry.ancestors_ever(unit_id))
                assert day in {event.date for other in concerned for event in registry.events(other)}


@given(st.text(string.printable + "\x00\x85\u2028\ufeff“é", max_size=200))
def test_no_text_makes_reading_fail_and_every_line_named_exists(text):
    for head in ("", "id,name,kind,parent,timezone\n"):
        _, problems = read_registry(head + text, "date,unit,event\n" + text, "code,name\n" + text, "Asia/Jakarta")
        lines = (head + text).replace("\r\n", "\n").replace("\r", "\n").count("\n") + 2
        assert all(0 <= problem.line <= lines for problem in problems)
