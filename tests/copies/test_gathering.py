"""What the library keeps of copies is what a clean one says, whatever the way there."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.library import Placed
from plugins.stories.story import Story
from tests import factory
from tests.copies import texts

_UNITS = ("kementerian-samudra", "kanwil-biru", "kanwil-jingga", "kanim-teluk-biru", "lapas-bukit-hijau")
_REFERENCES = [f"{unit}/2024/s{number}" for unit in _UNITS for number in range(2)]
_BODIES = [*(texts.drifting(step) for step in range(3)), "<p>Loket dibuka.</p>"]


def story(reference: str, date: str = "2024-06-03 09:00", body: str = _BODIES[0], **fields: object) -> Story:
    return factory.story(reference, date, body=body, **fields)


def dated(reference: str, hours: int, body: int, source: str, state: str, moved: str, *, timed: bool) -> Story:
    day = f"2024-06-{1 + hours // 24:02}"
    made = story(
        reference,
        f"{day} {hours % 24:02}:00" if timed else day,
        _BODIES[body],
        extra={"source_story": source} if source else {},
        tags=("paspor",) if hours % 2 else (),
    )
    made = factory.withdrawn(made) if state == "withdrawn" else replace(made, status=state)
    return replace(made, moved_from=(moved,)) if moved else made


_STORIES = st.builds(
    dated,
    st.sampled_from(_REFERENCES),
    st.integers(0, 24 * 11),
    st.integers(0, len(_BODIES) - 1),
    st.sampled_from(["", "", "", *_REFERENCES, "kanim-teluk-biru/2024/lama"]),
    st.sampled_from(["published", "published", "published", "draft", "withdrawn"]),
    st.sampled_from(["", "", "", "lama"]),
    timed=st.booleans(),
).map(lambda made: replace(made, moved_from=tuple(f"{made.unit}/2024/{name}" for name in made.moved_from)))


def stand(shelf: factory.Shelf) -> dict[str, Placed]:
    """Every story as it stands, by reference, without its body."""
    return {placed.story.reference: placed for placed in shelf.library().placed()}


_RUNS = st.lists(
    st.tuples(
        st.lists(_STORIES, min_size=1, max_size=4),
        st.sets(st.sampled_from(_REFERENCES), max_size=3),
        st.permutations(_REFERENCES),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, deadline=None)
@given(_RUNS)
def test_any_edits_in_any_order_lead_to_what_a_clean_library_says(
    runs: list[tuple[list[Story], set[str], list[str]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        there: dict[str, Story] = {}
        with factory.shelf(Path(folder)) as shelf:
            for number, (written, deleted, order) in enumerate(runs):
                made = {story.reference: story for story in written}
                gone = (deleted & there.keys()) - made.keys()
                shelf.take(*made.values(), gone=sorted(there[reference].path for reference in gone))
                there = {name: story for name, story in (there | made).items() if name not in gone}
                rows = [there[reference] for reference in order if reference in there]
                (clean := Path(folder) / f"clean-{number}").mkdir()
                with factory.shelf(clean, *rows) as other:
                    assert stand(shelf) == stand(other)
                    assert dump(shelf) == dump(other)


def test_a_copy_that_stays_one_when_its_own_word_leads_nowhere_any_more_is_compared_again(tmp_path: Path) -> None:
    head, copy, other = (f"{unit}/2024/s0" for unit in ("kementerian-samudra", "kanwil-biru", "kanim-teluk-biru"))
    retold = story(other, extra={"source_story": copy})
    in_a_circle = story(copy, extra={"source_story": other})
    (tmp_path / "clean").mkdir()
    with factory.shelf(tmp_path) as shelf, factory.shelf(tmp_path / "clean", story(head), in_a_circle, retold) as clean:
        for step in ((story(head), story(copy)), (retold,), (in_a_circle,)):
            shelf.take(*step)
        assert dump(shelf) == dump(clean)


def dump(shelf: factory.Shelf) -> list[object]:
    """What the tables of copies hold, and lists and counts, in order."""
    tables = {
        "kin": "*", "bands": "*", "counts": "*",
        "listing": "list, instant, unit, slug, year, listed, archived, fed",
    }  # fmt: skip
    return [sorted(shelf._db.execute(f"SELECT {what} FROM {table}")) for table, what in tables.items()]


@pytest.fixture
def shelf(tmp_path: Path):  # type: ignore[no-untyped-def]
    with factory.shelf(tmp_path) as made:
        yield made


def test_a_copy_leaves_wider_lists_to_its_original_and_keeps_its_own(shelf: factory.Shelf) -> None:
    shelf.take(story("kanwil-biru/2024/a"), story("kanim-teluk-biru/2024/b", "2024-06-04 09:00", tags=("paspor",)))
    copy, original = (stand(shelf)[name] for name in ("kanim-teluk-biru/2024/b", "kanwil-biru/2024/a"))
    assert copy.original == "kanwil-biru/2024/a"
    assert {"unit:kanim-teluk-biru", "tag:paspor"} <= set(copy.lists)
    assert {"all:", "semua:kanwil-biru", "semua:kementerian-samudra", "jenis:berita", "wilayah:91"} == set(copy.hidden)
    assert original.original == "" and original.card["also"] == 1
    library = shelf.library()
    assert [card["reference"] for card in library.newest("all:", 9)] == ["kanwil-biru/2024/a"]
    assert [placed.story.reference for placed in library.fed("semua:kanwil-biru", 9)] == ["kanwil-biru/2024/a"]
    assert [card["reference"] for card in library.newest("unit:kanim-teluk-biru", 9)] == ["kanim-teluk-biru/2024/b"]


def test_a_roll_up_without_the_original_shows_the_first_copy(shelf: factory.Shelf) -> None:
    shelf.take(
        story("kanwil-jingga/2024/a"),
        story("kanim-teluk-biru/2024/b", "2024-06-04 09:00"),
        story("lapas-bukit-hijau/2024/c", "2024-06-05 09:00"),
    )
    shown = [card["reference"] for card in shelf.library().newest("semua:kanwil-biru", 9)]
    assert shown == ["kanim-teluk-biru/2024/b"]


def test_data_and_months_hold_copies_too(shelf: factory.Shelf) -> None:
    shelf.take(story("kanwil-biru/2024/a", "2024-05-31 09:00"), story("kanim-teluk-biru/2024/b", "2024-06-01 09:00"))
    library = shelf.library()
    assert list(library.months()) == ["2024-05", "2024-06"]
    rows = [card["reference"] for card, _ in library.published("all:", "2024-06")]
    assert rows == ["kanim-teluk-biru/2024/b"]
    assert [card["reference"] for card, _ in library.published("jenis:berita", "2024")] == [*rows, "kanwil-biru/2024/a"]
    assert library.resolve("data/berita/2024-06.json")
    assert not library.exists("all:", "2024-06")


def test_a_withdrawn_original_hands_over_to_the_next(shelf: factory.Shelf) -> None:
    first = story("kanwil-biru/2024/a")
    shelf.take(first, story("kanwil-jingga/2024/b", "2024-06-04 09:00"), story("kanim-teluk-biru/2024/c", "2024-06-05"))
    shelf.take(factory.withdrawn(first))
    found = stand(shelf)
    assert found["kanwil-jingga/2024/b"].original == "" and found["kanwil-jingga/2024/b"].card["also"] == 1
    assert found["kanim-teluk-biru/2024/c"].original == "kanwil-jingga/2024/b"
    assert found["kanwil-biru/2024/a"].card["also"] == 0
    shelf.take(first)
    assert stand(shelf)["kanwil-jingga/2024/b"].original == "kanwil-biru/2024/a"


def test_what_is_not_out_yet_is_no_original(shelf: factory.Shelf) -> None:
    shelf.take(story("kanwil-biru/2024/a", status="draft"), story("kanim-teluk-biru/2024/b", "2024-06-04 09:00"))
    assert stand(shelf)["kanim-teluk-biru/2024/b"].original == ""
    assert not shelf._db.execute("SELECT 1 FROM kin WHERE reference = 'kanwil-biru/2024/a'").fetchone()


def test_its_own_word_comes_first_whatever_the_texts_and_dates(shelf: factory.Shelf) -> None:
    shelf.take(
        story("kanwil-biru/2024/a", "2024-06-20 09:00"),
        story("kanim-teluk-biru/2024/b", "2024-06-01 09:00", _BODIES[3], extra={"source_story": "kanwil-biru/2024/a"}),
    )
    found = stand(shelf)
    assert found["kanim-teluk-biru/2024/b"].original == "kanwil-biru/2024/a"


def test_an_original_names_only_those_whose_text_is_its_own(shelf: factory.Shelf) -> None:
    """No office writes its name on another's page by naming it."""
    said = {"source_story": "kanwil-biru/2024/a"}
    shelf.take(
        story("kanwil-biru/2024/a"),
        story("kanim-teluk-biru/2024/b", body=_BODIES[3], extra=said),
        story("lapas-bukit-hijau/2024/c", extra=said),
    )
    assert stand(shelf)["kanwil-biru/2024/a"].card["also"] == 1
    named = [card["reference"] for card in shelf.library().copies("kanwil-biru/2024/a", 9)]
    assert named == ["lapas-bukit-hijau/2024/c"]


def test_who_retells_a_copy_is_a_copy_of_its_original(shelf: factory.Shelf) -> None:
    shelf.take(
        story("kanwil-biru/2024/a"),
        story("kanwil-jingga/2024/b", "2024-06-04 09:00"),
        story("kanim-teluk-biru/2024/c", body=_BODIES[3], extra={"source_story": "kanwil-jingga/2024/b"}),
    )
    assert stand(shelf)["kanim-teluk-biru/2024/c"].original == "kanwil-biru/2024/a"


def test_the_first_by_its_own_word_takes_no_place_among_copies(shelf: factory.Shelf) -> None:
    own = "kanim-teluk-biru/2024/b"
    shelf.take(story("kanwil-biru/2024/a"), story(own, "2024-06-04 09:00", extra={"source_story": own}))
    assert stand(shelf)[own].original == ""


def test_a_source_is_found_where_it_moved_to(shelf: factory.Shelf) -> None:
    moved = story("kanwil-biru/2024/baru", "2024-06-20 09:00", moved_from=("kanwil-biru/2024/lama",))
    copy = story("kanim-teluk-biru/2024/b", extra={"source_story": "kanwil-biru/2024/lama"})
    shelf.take(copy)
    assert stand(shelf)[copy.reference].original == ""
    shelf.take(moved)
    assert stand(shelf)[copy.reference].original == moved.reference
    shelf.take(replace(moved, moved_from=()))
    assert stand(shelf)[copy.reference].original == ""


@pytest.mark.parametrize("archive", [30, 300])
def test_what_a_new_story_asks_does_not_grow_with_the_archive(shelf: factory.Shelf, archive: int) -> None:
    old = [
        story(f"{_UNITS[1 + n % 4]}/2024/x{n:03}", f"2024-05-{1 + n % 28:02} 09:00", texts.alike(n))
        for n in range(archive)
    ]
    shelf.take(*old)
    asked: list[str] = []
    shelf._db.set_trace_callback(asked.append)
    shelf.take(story("kanwil-biru/2024/baru"))
    shelf.take(story("kanim-teluk-biru/2024/baru", "2024-06-04 09:00"))
    shelf._db.set_trace_callback(None)
    assert sum(" kin " in text or " bands " in text for text in asked) < 110, len(asked)
