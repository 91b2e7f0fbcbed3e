from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plugins.library import store
from plugins.library.acceptance import STILL_THERE
from plugins.library.changes import Change, ListChange, PageChange, Reading, StoryChange
from plugins.library.intake import Intake
from plugins.library.lists import CORRECTIONS, HIDDEN, LENGTHS, VISIBLE, ListName, finest
from plugins.library.placing import Places
from plugins.problems import Problem
from plugins.stories.page import Page
from plugins.stories.story import Story
from tests import factory

HERE = f"{factory.UNIT}/2024"


class Desk:
    """A library in memory."""

    def __init__(self, at: Places | None = None) -> None:
        self.db = sqlite3.connect(":memory:")
        self.db.executescript(store.TABLES)
        self.places = at or factory.places()
        self.lists: list[ListChange] = []  # that began or ended with what was taken in last

    def __del__(self) -> None:
        self.db.close()  # later Pythons warn of a connection that nobody closed

    def take(self, *rows: Story | Page, gone: tuple[str, ...] = ()) -> list[Change]:
        return self.take_readings([factory.reading(row) for row in rows], gone)

    def take_readings(self, readings: list[Reading], gone: tuple[str, ...] = ()) -> list[Change]:
        intake = Intake(self.db, self.places)
        return self._rows(intake.take(readings, gone), intake.finish())

    def due(self, at: Places, earlier: bool = False) -> list[Change]:
        intake = Intake(self.db, at)
        return self._rows(intake.take_due(earlier), intake.finish())

    def _rows(self, *told: Iterable[Change]) -> list[Change]:
        changes = [change for part in told for change in part]
        self.lists = [change for change in changes if isinstance(change, ListChange)]
        return [change for change in changes if not isinstance(change, ListChange)]

    def column(self, query: str) -> list[object]:
        return [row[0] for row in self.db.execute(query)]

    @property
    def codes(self) -> list[tuple[str, str]]:
        return [(problem.path, problem.code) for problem in Intake(self.db, self.places).problems()]

    @property
    def visible(self) -> list[object]:
        return self.column("SELECT reference FROM stories WHERE visible ORDER BY reference")


@pytest.fixture
def desk() -> Desk:
    return Desk()


def story(slug: str, date: str = "2024-06-01 09:30", **fields: object) -> Story:
    return factory.story(f"{HERE}/{slug}", date, **fields)


def touched(changes: list[Change]) -> list[str]:
    """The keys of the rows that changed, each once."""
    keys = []
    for change in changes:
        row = change.new or change.old
        assert row is not None
        keys.append(row.site_path if isinstance(row, Page) else row.story.reference.rpartition("/")[2])
    return sorted(set(keys))


# Rows before and after


def test_a_new_story_a_changed_one_and_a_deleted_one_are_changes(desk: Desk) -> None:
    (new,) = desk.take(story("x"))
    assert isinstance(new, StoryChange)
    assert new.old is None
    assert new.new is not None
    (changed,) = desk.take(story("x", title="Judul baru"))
    assert isinstance(changed, StoryChange)
    assert changed.old is not None
    assert changed.new is not None
    assert (changed.old.story.title, changed.new.story.title) == ("Antrean paspor kini lebih singkat", "Judul baru")
    (gone,) = desk.take(gone=(f"berita/{HERE}/x.md",))
    assert gone.new is None
    assert desk.column("SELECT count(*) FROM stories") == [0]


def test_the_same_story_read_again_is_no_change(desk: Desk) -> None:
    desk.take(story("x"))
    assert desk.take(story("x")) == []


def test_a_change_of_a_hidden_story_shows_nowhere(desk: Desk) -> None:
    (change,) = desk.take(story("x", status="draft"))
    assert isinstance(change, StoryChange)
    assert change.sides == []


def test_a_page_comes_changes_and_goes(desk: Desk) -> None:
    page = factory.page()
    assert touched(desk.take(page)) == ["halaman/tentang-kami/"]
    assert desk.take(page) == []
    (change,) = desk.take(replace(page, title="Lain"))
    assert isinstance(change, PageChange)
    (gone,) = desk.take(gone=(page.path,))
    assert gone.new is None


def test_a_file_in_the_wrong_place_stands_for_nothing_but_its_problems_are_kept(desk: Desk) -> None:
    wrong = store.PROBLEMS.encode([problem()])
    assert desk.take_readings([Reading("berita/x.md", "", problems=wrong)]) == []
    assert desk.codes == [("berita/x.md", "moved-from-still-there")]
    desk.take(gone=("berita/x.md",))
    assert desk.codes == []


def problem() -> Problem:
    return STILL_THERE.broken("berita/x.md")


# Two files for one place, and two claims to one address


def twin(of: Story, folder: str = "kanwil-biru/") -> Story:
    return replace(of, path=of.path.replace("berita/", f"berita/{folder}"))


def test_two_files_for_one_place_are_both_errors_and_neither_shows(desk: Desk) -> None:
    one = story("x")
    desk.take(one, twin(one))
    assert desk.visible == []
    assert sorted(desk.codes) == [
        (f"berita/{HERE}/x.md", "place-twice"),
        (f"berita/kanwil-biru/{HERE}/x.md", "place-twice"),
    ]


def test_when_one_of_two_goes_the_other_shows(desk: Desk) -> None:
    one = story("x")
    desk.take(one, twin(one))
    desk.take(gone=(one.path,))
    assert desk.visible == [f"{HERE}/x"]
    assert desk.codes == []


def test_two_files_for_one_page_are_both_errors(desk: Desk) -> None:
    page = factory.page("layanan", factory.UNIT)
    desk.take(page)
    desk.take(replace(page, path=page.path.replace("unit/", "unit/kanwil-biru/")))
    assert desk.column("SELECT key FROM pages") == []
    assert len(desk.codes) == 2


def test_a_copy_that_claims_the_place_of_a_story_that_still_stands_is_held_back(desk: Desk) -> None:
    desk.take(story("lama"))
    desk.take(story("baru", moved_from=(f"{HERE}/lama",)))
    assert desk.visible == [f"{HERE}/lama"]
    assert desk.codes == [(f"berita/{HERE}/baru.md", "moved-from-still-there")]


def test_a_move_is_complete_once_the_old_file_is_gone(desk: Desk) -> None:
    old = story("lama")
    desk.take(old)
    desk.take(story("baru", moved_from=(f"{HERE}/lama",)))
    desk.take(gone=(old.path,))
    assert desk.visible == [f"{HERE}/baru"]
    assert desk.codes == []
    assert desk.column("SELECT path FROM redirects") == [f"berita/{HERE}/lama/"]


@pytest.mark.parametrize("copied_first", [True, False])
def test_a_story_withdrawn_for_privacy_keeps_its_redirect_though_a_copy_claims_its_address(copied_first: bool) -> None:
    private = factory.withdrawn(factory.story(f"{HERE}/awal"), "privasi")
    copy = factory.story(f"{HERE}/salinan", moved_from=(private.reference,), identity=private.reference)
    desk = Desk()
    desk.take(*((copy, private) if copied_first else (private, copy)))
    assert desk.column("SELECT reference FROM stories WHERE visible") == [private.reference]
    assert desk.column("SELECT path || ' ' || reference FROM redirects") == [f"berita/{HERE}/awal/ {private.reference}"]


def test_a_file_that_comes_back_to_a_claimed_place_holds_the_claim_back(desk: Desk) -> None:
    desk.take(story("baru", moved_from=(f"{HERE}/lama",)))
    assert desk.visible == [f"{HERE}/baru"]
    desk.take(story("lama"))
    assert desk.visible == [f"{HERE}/lama"]


def test_of_two_claims_to_one_address_the_later_story_s_is_an_error_until_it_is_dropped(desk: Desk) -> None:
    claim = (f"{HERE}/lama",)
    desk.take(story("a", moved_from=claim))
    desk.take(story("b", moved_from=claim))
    assert desk.visible == [f"{HERE}/a"]  # a copy that kept its model's moved_from hurts only itself
    assert [code for _, code in desk.codes] == ["moved-from-claimed-twice"]
    desk.take(story("b"))
    assert desk.visible == [f"{HERE}/a", f"{HERE}/b"]
    assert desk.codes == []


@given(st.permutations(range(4)))
@settings(max_examples=24)
def test_what_is_accepted_does_not_depend_on_the_order_of_arrival(order: list[int]) -> None:
    claim = (f"{HERE}/lama",)
    rows = [story("lama"), story("a", moved_from=claim), story("b", moved_from=claim), twin(story("lama"))]
    desk = Desk()
    for number in order:
        desk.take(rows[number])
    together, at_once = Desk(), Desk()
    together.take(*rows)
    at_once.take(*(rows[number] for number in order))
    assert desk.visible == together.visible == at_once.visible
    assert desk.codes == together.codes == at_once.codes


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from((True, True, False))), max_size=10))
@example([(4, True), (1, True), (3, True)])  # of two files for one place, either claims an address that b claims too
@settings(max_examples=60)
def test_what_is_accepted_does_not_depend_on_the_edits_before(edits: list[tuple[int, bool]]) -> None:
    rows = [
        story("lama"),
        story("a", moved_from=(f"{HERE}/lama",)),
        story("b", moved_from=(f"{HERE}/lama",)),
        story("b", moved_from=(f"{HERE}/purba",)),
        twin(story("a", moved_from=(f"{HERE}/purba",))),
        twin(story("lama", moved_from=(f"{HERE}/purba",))),
    ]
    files: dict[str, Story] = {}
    desk = Desk()
    for number, there in edits:
        row = rows[number]
        if there:
            files[row.path] = row
            desk.take(row)
        else:
            files.pop(row.path, None)
            desk.take(gone=(row.path,))
    fresh = Desk()
    fresh.take(*(files[path] for path in sorted(files)))
    assert desk.visible == fresh.visible
    assert desk.codes == fresh.codes


# The clock


def test_a_scheduled_story_appears_when_it_is_due_and_not_before(desk: Desk) -> None:
    desk.take(story("x", "2025-02-01 09:00"))
    assert desk.due(factory.places("2025-01-31 00:00")) == []
    (change,) = desk.due(factory.places("2025-02-01 09:00"))
    assert isinstance(change, StoryChange)
    assert change.old is not None
    assert (change.old.visible, change.new is not None and change.new.visible) == (False, True)
    assert desk.due(factory.places("2025-02-01 10:00")) == []


def test_an_expiring_story_changes_once(desk: Desk) -> None:
    desk.take(story("x", expires=factory.instant("2025-02-01")))
    assert len(desk.due(factory.places("2025-02-01 00:00"))) == 1
    assert desk.due(factory.places("2025-03-01 00:00")) == []
    assert desk.column("SELECT max(archived) FROM counts") == [1]


def test_when_the_clock_is_set_back_stories_wait_again() -> None:
    desk = Desk(factory.places("2025-03-01 00:00"))
    desk.take(story("x", "2025-02-01 09:00"), story("y", "2024-06-01", expires=factory.instant("2025-02-01")))
    changes = desk.due(factory.places("2025-01-01 00:00"), earlier=True)
    assert touched(changes) == ["x", "y"]
    assert desk.visible == [f"{HERE}/y"]
    (card,) = desk.column("SELECT card FROM stories WHERE reference LIKE '%/y'")
    assert store.CARD.decode(card)["state"] == "live"  # type: ignore[arg-type]


# Links


LINKING = story("menautkan", links=(f"berita/{HERE}/sasaran/",))


def test_a_story_that_links_to_another_is_touched_when_that_appears_and_when_it_vanishes(desk: Desk) -> None:
    desk.take(LINKING)
    target = story("sasaran")
    assert touched(desk.take(target)) == ["menautkan", "sasaran"]
    assert touched(desk.take(gone=(target.path,))) == ["menautkan", "sasaran"]


def test_a_link_is_touched_when_its_target_becomes_due() -> None:
    desk = Desk()
    desk.take(LINKING, story("sasaran", "2025-02-01"))
    assert touched(desk.due(factory.places("2025-02-02 00:00"))) == ["menautkan", "sasaran"]


def test_a_link_to_an_old_address_is_touched_when_a_story_claims_it(desk: Desk) -> None:
    desk.take(LINKING)
    assert "menautkan" in touched(desk.take(story("baru", moved_from=(f"{HERE}/sasaran",))))


def test_a_link_to_an_archive_is_touched_when_the_archive_begins_and_ends_only(desk: Desk) -> None:
    desk.take(story("menautkan", "2024-05-01", links=("berita/2024/06/",)))
    first, second = story("a"), story("b")
    assert touched(desk.take(first)) == ["a", "menautkan"]
    assert touched(desk.take(second)) == ["b"]
    assert touched(desk.take(gone=(first.path,))) == ["a"]
    assert touched(desk.take(gone=(second.path,))) == ["b", "menautkan"]


def test_a_page_that_links_is_touched_like_a_story(desk: Desk) -> None:
    desk.take(factory.page(links=(f"berita/{HERE}/sasaran/", f"unit/{factory.UNIT}/layanan/")))
    assert touched(desk.take(story("sasaran"))) == ["halaman/tentang-kami/", "sasaran"]
    service = factory.page("layanan", factory.UNIT)
    assert "halaman/tentang-kami/" in touched(desk.take(service))
    assert touched(desk.take(replace(service, title="Lain"))) == [f"unit/{factory.UNIT}/layanan/"]


# Lists that begin and end


def told(desk: Desk) -> set[tuple[str, bool, bool]]:
    return {(f"{change.period}|{change.name}", change.archive, change.feed) for change in desk.lists}


def test_lists_that_begin_or_end_with_a_story_are_told_by_period(desk: Desk) -> None:
    old, new = story("lama", tags=("paspor",)), story("baru", "2024-07-02 12:00", tags=("paspor",))
    desk.take(story("pertama", "2024-01-01"))  # into a blank library nothing comes that was not to be made anyway
    assert told(desk) == set()
    desk.take(old)
    assert {("|tag:paspor", True, True), ("2024-06|tag:paspor", True, True)} <= told(desk)
    desk.take(new)
    july = told(desk)
    assert {key for key, _, _ in july} >= {"2024-07|tag:paspor", "2024-07-02|all:"}
    assert not {key for key, _, _ in july} & {"|tag:paspor", "2024|tag:paspor", "2024-06|tag:paspor", "|all:"}
    desk.take(replace(new, title="Judul lain"))
    assert told(desk) == set()
    desk.take(gone=(new.path,))
    assert told(desk) == july


def test_a_withdrawn_story_ends_an_archive_and_no_feed(desk: Desk) -> None:
    desk.take(story("x"))
    desk.take(factory.withdrawn(story("x")))
    assert ("2024-06-01|all:", True, False) in told(desk)
    assert {key for key, _, feed in told(desk) if feed} == {f"{period}|ralat:" for period in ("", "2024", "2024-06")}


# Corrections and withdrawals


NOTICES = "SELECT instant, listed, archived, fed FROM listing WHERE list = 'ralat:' ORDER BY instant"
NOTICED = "SELECT period, archived, fed FROM counts WHERE list = 'ralat:' ORDER BY period"


def test_a_story_stands_among_corrections_once_for_each_moment_and_on_the_day_of_each(desk: Desk) -> None:
    moments = ("2024-06-02 10:00", "2024-06-02 10:00", "2024-07-05 00:30")  # in the unit's zone, two hours ahead
    corrections = tuple(factory.correction(date, note=f"Ke-{n}.") for n, date in enumerate(moments))
    desk.take(story("lain"))
    desk.take(story("x", corrections=corrections, expires=factory.instant("2024-07-01")))
    assert desk.db.execute(NOTICES).fetchall() == [(part.instant, 0, 1, 1) for part in corrections[1:]]
    assert desk.db.execute(NOTICED).fetchall() == [("", 2, 2), ("2024", 2, 2), ("2024-06", 1, 1), ("2024-07", 1, 1)]
    assert {("|ralat:", True, True), ("2024-07|ralat:", True, True)} <= told(desk)
    desk.take(story("x", corrections=corrections[:1]))
    assert told(desk) == {("2024-07|ralat:", True, True)}
    assert desk.db.execute(NOTICED).fetchall() == [("", 1, 1), ("2024", 1, 1), ("2024-06", 1, 1)]
    desk.take(gone=(f"berita/{HERE}/x.md",))
    assert desk.db.execute(NOTICES).fetchall() == desk.db.execute(NOTICED).fetchall() == []


def test_a_notice_stays_on_its_day_until_the_story_is_placed_again_in_another_zone(desk: Desk) -> None:
    desk.take(story("x", corrections=(factory.correction("2024-07-01 01:00"),)))
    assert desk.db.execute(NOTICED).fetchall()[-1] == ("2024-06", 1, 1)  # 23.00 of the day before, in Jakarta
    elsewhere = replace(factory.places(), timezone="Asia/Jayapura")
    intake = Intake(desk.db, elsewhere)
    assert len(list(intake.place_again(None))) == 1
    list(intake.finish())
    assert desk.db.execute(NOTICED).fetchall() == [("", 1, 1), ("2024", 1, 1), ("2024-07", 1, 1)]


def test_lists_without_a_history_are_counted_as_a_whole_only(desk: Desk) -> None:
    desk.take(story("x", zones=factory.zones("wbk"), extra={"urgent": True}))
    for name in ("darurat:", f"unit-zona:{factory.UNIT}/wbk"):
        found = desk.db.execute("SELECT period, archived, fed FROM counts WHERE list = ?", (name,)).fetchall()
        assert found == [("", 1, 1)]


# Counts


def recount(db: sqlite3.Connection) -> dict[tuple[str, str], tuple[int, int]]:
    """The counts as the rows alone would have them."""
    archived: Counter[tuple[str, str]] = Counter()
    fed: Counter[tuple[str, str]] = Counter()
    for (row,) in db.execute("SELECT placed FROM stories"):
        placed = store.PLACED.decode(row)
        archived[VISIBLE if placed.visible else HIDDEN, ""] += 1
        for name in placed.lists:
            of = ListName.parse(name)
            cut = {finest(of)}
            shortest = max((LENGTHS[level] for level in cut), default=0)
            notices = name == CORRECTIONS
            for day in placed.notice_days if notices else (placed.day,):
                for period in {day[:length] for length in (0, 4, 7, 10) if length <= shortest}:
                    archived[name, period] += notices or placed.archived
                    fed[name, period] += notices or placed.fed
    return {key: (archived[key], fed[key]) for key in archived if archived[key] or fed[key]}


_VARIANTS: tuple[dict[str, object], ...] = (
    {},
    {"status": "draft"},
    {"tags": ("paspor",)},
    {"expires": factory.instant("2024-07-01")},
    {"instant": factory.instant("2025-02-01")},
    {"instant": factory.instant("2024-05-30")},
    {"zones": factory.zones("zi")},
    {"units": ("kanwil-biru",), "kind": "pengumuman", "zones": factory.zones("wbk")},
    {"corrections": (factory.correction(),), "extra": {"kip": "serta-merta"}},
    {"corrections": (factory.correction(), factory.correction("2024-07-20 10:00")), "extra": {"urgent": True}},
    {"corrections": (factory.correction("2024-08-05 10:00"),), "expires": factory.instant("2024-07-01")},
)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(("take", "take", "take", "withdraw", "withdraw later", "delete", "clock")),
        st.sampled_from(("kanim-teluk-biru", "rupbasan-pulau-fajar", "kanwil-biru")),
        st.integers(0, 2),
        st.integers(0, len(_VARIANTS) - 1),
    ),
    max_size=14,
)


def withdrawn(row: Story, how: str) -> Story:
    """The row withdrawn in June, or in September with its corrections still told."""
    if how == "withdraw":
        return factory.withdrawn(row)
    return replace(factory.withdrawn(row, date="2024-09-10"), corrections=row.corrections)


@given(EDITS)
@settings(max_examples=60)
def test_counts_that_are_kept_equal_a_recount_after_any_edits(edits: list[tuple[str, str, int, int]]) -> None:
    desk = Desk()
    clock = factory.places("2024-08-01 00:00")
    desk.places = clock
    for what, unit, number, variant in edits:
        row = replace(factory.story(f"{unit}/2024/b-{number}"), **_VARIANTS[variant])  # type: ignore[arg-type]
        if what == "take":
            desk.take(row)
        elif what.startswith("withdraw"):
            desk.take(withdrawn(row, what))
        elif what == "delete":
            desk.take(gone=(row.path,))
        else:
            before, desk.places = desk.places, factory.places(f"202{4 + variant % 2}-{1 + variant:02}-15 00:00")
            desk.due(desk.places, earlier=desk.places.as_of < before.as_of)
        kept = {
            (row[0], row[1]): (row[2], row[3])
            for row in desk.db.execute("SELECT list, period, archived, fed FROM counts")
        }
        assert kept == recount(desk.db)
        assert desk.column("SELECT count(*) FROM listing WHERE story NOT IN (SELECT id FROM stories)") == [0]


@given(EDITS)
@settings(max_examples=30)
def test_the_rows_after_any_edits_are_those_of_a_fresh_library(edits: list[tuple[str, str, int, int]]) -> None:
    files: dict[str, Story] = {}
    desk = Desk()
    for what, unit, number, variant in edits:
        row = replace(factory.story(f"{unit}/2024/b-{number}"), **_VARIANTS[variant])  # type: ignore[arg-type]
        if what == "delete":
            files.pop(row.path, None)
            desk.take(gone=(row.path,))
        else:
            files[row.path] = withdrawn(row, what) if what.startswith("withdraw") else row
            desk.take(files[row.path])
    fresh = Desk()
    fresh.take(*files.values())
    for query in (
        "SELECT reference, due, path, source, visible, media, card, facts, placed FROM stories ORDER BY reference",
        "SELECT list, instant, unit, slug, year, listed, archived, fed FROM listing ORDER BY 1, 2, 3, 4, 5",
        "SELECT * FROM counts ORDER BY level, list, period",
        "SELECT * FROM namings ORDER BY unit, reference",
        "SELECT * FROM redirects ORDER BY path",
        "SELECT * FROM links ORDER BY target, source",
        "SELECT path, key, broken, problems, page, story, body FROM readings ORDER BY path",
        "SELECT * FROM needs ORDER BY file, path",
        "SELECT * FROM claims ORDER BY claimed, key, path",
    ):
        assert desk.db.execute(query).fetchall() == fresh.db.execute(query).fetchall()


def test_a_shelf_on_disk_holds_what_was_taken_in() -> None:
    with TemporaryDirectory() as folder, factory.shelf(Path(folder), story("a")) as shelf:
        assert shelf.library().story(f"{HERE}/a") is not None
