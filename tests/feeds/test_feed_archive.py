"""What a reader finds that walks from a feed to its older documents (RFC 5005, section 4)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import feedparser
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.feeds import families
from plugins.feeds.archive import FeedArchiveFamily
from plugins.feeds.family import FeedFamily
from plugins.feeds.view import FeedView
from plugins.library import Library
from plugins.stories.story import Story
from plugins.units import PressContact, Profile, read_registry
from tests import factory

HOME = "https://berita.samudra.example/"
MADE = {one.name: one for one in families(factory.SITE, factory.SITE_NAME, "id", {"wbk": "WBK"})}
FEEDS, ARCHIVES = cast(FeedFamily, MADE["feed"]), cast(FeedArchiveFamily, MADE["feed-archive"])


def on(day: str, slug: str = "", unit: str = factory.UNIT, **fields: object) -> Story:
    return factory.story(f"{unit}/{day[:4]}/{slug or f'berita-{day}'}", f"{day} 12:00", **fields)


def feed(library: Library, key: str) -> FeedView:
    return cast(FeedView, FEEDS.view(library, key))


def document(library: Library, key: str) -> FeedView | None:
    return cast("FeedView | None", ARCHIVES.view(library, key))


def documents(library: Library) -> dict[str, FeedView]:
    """All documents by their addresses."""
    made = [document(library, key) for key in ARCHIVES.keys(library)]
    assert None not in made
    return {HOME + one["path"]: one for one in made if one}


def walk(library: Library, key: str) -> Iterator[FeedView]:
    """The feed and every document before it, as a reader follows them."""
    standing = documents(library)
    found = feed(library, key)
    yield found
    while found["previous"]:
        found = standing[found["previous"]]
        yield found


def test_a_newsroom_without_stories_has_no_document(tmp_path: Path) -> None:
    with factory.shelf(tmp_path) as shelf:
        assert documents(shelf.library()) == {}
        assert feed(shelf.library(), "all:")["previous"] == ""


def test_every_month_has_a_document_and_leads_to_the_one_before(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, on("2024-03-01"), on("2024-05-31"), on("2024-06-20")) as shelf:
        library = shelf.library()
        may = f"{HOME}unit/kanim-teluk-biru/2024/05/arsip.xml"
        march = f"{HOME}unit/kanim-teluk-biru/2024/03/arsip.xml"
        own = f"unit:{factory.UNIT}"
        assert feed(library, own)["previous"] == f"{HOME}unit/kanim-teluk-biru/2024/06/arsip.xml"
        assert documents(library)[feed(library, own)["previous"]]["previous"] == may
        assert documents(library)[may]["previous"] == march
        assert documents(library)[march]["previous"] == ""
        found = document(library, f"2024-05|{own}")
        assert found is not None
        assert found["current"] == f"{HOME}unit/kanim-teluk-biru/feed.xml"
        assert found["id"] == feed(library, own)["id"]
        assert (found["forms"], found["hubs"], found["editor"], found["ended"]) == (["rss"], [], None, False)
        (written,) = ARCHIVES.render(f"2024-05|{own}", cast("dict[str, object]", found))
        assert written.path == "unit/kanim-teluk-biru/2024/05/arsip.xml"
        assert feedparser.parse(written.content).bozo == 0


def test_everything_and_roots_are_cut_by_day_others_by_month(tmp_path: Path) -> None:
    told = on("2024-05-01", zones=factory.zones("wbk"), tags=("paspor",), extra={"urgent": True})
    with factory.shelf(tmp_path, replace(told, corrections=(factory.correction(),))) as shelf:
        paths = sorted(one["path"] for one in documents(shelf.library()).values())
    assert paths == [
        "berita/2024/05/01/arsip.xml",
        "ralat/2024/06/arsip.xml",
        "unit/kanim-teluk-biru/2024/05/arsip.xml",
        "unit/kanwil-biru/semua/2024/05/arsip.xml",
        "unit/kementerian-samudra/semua/2024/05/01/arsip.xml",
        "wilayah/91/2024/05/arsip.xml",
        "zona/wbk/2024/05/arsip.xml",
    ]


def test_documents_of_units_hold_whole_texts_others_summaries(tmp_path: Path) -> None:
    image, file = factory.picture()
    told = on("2024-05-01", zones=factory.zones("wbk"), image=image, media=(file,))
    with factory.shelf(tmp_path, told, on("2024-08-01", zones=factory.zones("wbk"))) as shelf:
        made = documents(shelf.library())
    whole = {
        one["path"].split("/")[0] + one["path"].split("/")[2] for one in made.values() if one["items"][0]["content"]
    }
    assert whole == {"berita05", "berita08", "unit2024"}
    for one in made.values():
        (item,) = one["items"]
        assert item["content"] or not item["photos"]
        assert item["description"]


def test_expired_and_withdrawn_stories_stay_in_their_place(tmp_path: Path) -> None:
    over = on("2024-05-01", "usang", expires=factory.instant("2024-06-01"))
    gone = factory.withdrawn(on("2024-05-02", "dicabut"))
    with factory.shelf(tmp_path, over, gone, on("2024-05-03", "baru"), on("2024-08-01")) as shelf:
        found = document(shelf.library(), f"2024-05|unit:{factory.UNIT}")
    assert found is not None
    assert [item["link"].split("/")[-2] for item in found["items"]] == ["baru", "dicabut", "usang"]
    assert found["items"][1]["withdrawn"]
    assert "masa berlaku" in found["items"][2]["content"]


def test_a_story_of_today_changes_the_documents_of_today_alone(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, on("2024-03-01"), on("2024-06-20", "a")) as shelf:
        before = documents(shelf.library())
        changes = shelf.take(on("2024-06-21", "b"))
        library = shelf.library()
        touched = {key for change in changes for key in ARCHIVES.touched(change, library)}
        after = documents(library)
    assert {key for key in touched if "unit:" in key} == {f"2024-06|unit:{factory.UNIT}"}
    assert {path.removeprefix(HOME) for path in after if after[path] != before.get(path)} == {
        "berita/2024/06/21/arsip.xml",
        "unit/kanim-teluk-biru/2024/06/arsip.xml",
        "unit/kanwil-biru/semua/2024/06/arsip.xml",
        "unit/kementerian-samudra/semua/2024/06/21/arsip.xml",
        "wilayah/91/2024/06/arsip.xml",
    }


def test_a_month_that_begins_touches_the_one_that_leads_to_it(tmp_path: Path) -> None:
    own = f"unit:{factory.UNIT}"
    with factory.shelf(tmp_path, on("2024-01-01"), on("2024-05-01"), on("2024-06-01")) as shelf:
        changes = shelf.take(on("2024-03-01"))
        touched = {key for change in changes for key in ARCHIVES.touched(change, shelf.library())}
        assert {key for key in touched if own in key} == {f"2024-03|{own}", f"2024-05|{own}"}


def test_a_correction_touches_the_document_of_its_month(tmp_path: Path) -> None:
    story = on("2024-05-01")
    with factory.shelf(tmp_path, story) as shelf:
        changes = shelf.take(replace(story, corrections=(factory.correction(),)))
        touched = {key for change in changes for key in ARCHIVES.touched(change, shelf.library())}
        assert {"2024-06|ralat:", f"2024-05|unit:{factory.UNIT}", "2024-05-01|all:"} <= touched
        again = (factory.correction(), factory.correction("2024-06-03 10:00"))
        changes = shelf.take(replace(story, corrections=again))  # of a month that had one already
        assert "2024-06|ralat:" in {key for change in changes for key in ARCHIVES.touched(change, shelf.library())}


def test_a_document_bears_the_names_of_its_time(tmp_path: Path) -> None:
    rows = [on(day, unit="lapas-bukit-hijau") for day in ("2024-04-01", "2024-05-01", "2024-06-01")]
    with factory.shelf(tmp_path, *rows) as shelf:
        titles = [
            one["title"]
            for key in ("2024-04", "2024-05")
            if (one := document(shelf.library(), f"{key}|unit:lapas-bukit-hijau"))
        ]
    assert titles == [
        "Lapas Bukit Hijau – Ruang Berita Samudra: April 2024",
        "Lapas Kelas I Bukit Hijau – Ruang Berita Samudra: Mei 2024",
    ]


def test_a_later_rename_or_a_new_officer_changes_no_document(tmp_path: Path) -> None:
    rows = [on("2024-04-01"), on("2024-05-01")]
    with factory.shelf(tmp_path, *rows) as shelf:
        before = documents(shelf.library())
    (tmp_path / "library.sqlite").unlink()
    events = f"{factory.EVENTS_CSV}2024-06-01,{factory.UNIT},renamed,Kantor Imigrasi Teluk Baru,,,\n"
    renamed, _ = read_registry(factory.UNITS_CSV, events, factory.REGIONS_CSV, factory.TIMEZONE)
    officer = {factory.UNIT: Profile(press_contact=PressContact("Sari", "021", "sari@teluk.example"))}
    with factory.shelf(tmp_path, *rows, at=replace(factory.places(profiles=officer), registry=renamed)) as shelf:
        assert documents(shelf.library()) == before
        assert before
        assert set(ARCHIVES.concerned(frozenset({factory.UNIT}), shelf.library())) == {
            f"2024-04|unit:{factory.UNIT}", f"2024-05|unit:{factory.UNIT}",
        }  # fmt: skip


@pytest.mark.parametrize(
    "key",
    [
        "2024|all:",
        "2024-06|all:",
        "2024-05-01|unit:kanim-teluk-biru",
        "2024-05|tag:paspor",
        "2024-05|semua:tidak-ada",
        "2024-05|unit:tidak-ada",
        "|all:",
        "2023-01-01|all:",
    ],
)
def test_other_periods_have_no_document(tmp_path: Path, key: str) -> None:
    with factory.shelf(tmp_path, on("2024-05-01", tags=("paspor",)), on("2024-06-01", tags=("paspor",))) as shelf:
        assert document(shelf.library(), key) is None


def steps(folder: Path, years: int) -> int:
    """What SQLite does for all documents that a new story touches, where each of so many years has stories."""
    folder.mkdir()
    rows = [
        on(f"{year}-{month:02}-05", f"berita-{month}") for year in range(2024 - years, 2024) for month in range(1, 13)
    ]
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    with factory.shelf(folder, *rows) as shelf:
        changes, library = shelf.take(on("2024-05-01")), shelf.library()
        library._db.set_progress_handler(count, 1)
        keys = {key for change in changes for key in ARCHIVES.touched(change, library)}
        assert any(ARCHIVES.view(library, key) for key in sorted(keys))
    return counted


def test_a_new_story_costs_no_more_for_a_longer_history(tmp_path: Path) -> None:
    assert steps(tmp_path / "long", 20) <= steps(tmp_path / "short", 2) * 1.1


_DAYS = [f"{year}-{month:02}-{day:02}" for year in (2023, 2024) for month in (1, 2, 7) for day in (1, 2, 28)]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(_DAYS), st.sampled_from(["live", "expired", "withdrawn"]), st.booleans())))
def test_walking_back_from_a_feed_meets_every_story_in_order(
    tmp_path: Path, drawn: list[tuple[str, str, bool]]
) -> None:
    rows = []
    for number, (day, state, corrected) in enumerate(drawn):
        story = on(day, f"berita-{number}", expires=1 if state == "expired" else None)
        if corrected:
            story = replace(story, corrections=(factory.correction(f"{day} 15:00"),))
        rows.append(factory.withdrawn(story, date="2024-12-01") if state == "withdrawn" else story)
    (tmp_path / "library.sqlite").unlink(missing_ok=True)
    with factory.shelf(tmp_path, *rows) as shelf:
        library = shelf.library()
        for key in ("all:", f"unit:{factory.UNIT}", "semua:kementerian-samudra", "wilayah:91"):
            if not FEEDS.exists(library, key):
                continue
            ids: list[str] = []
            for one in walk(library, key):
                found = [item["id"] for item in one["items"]]
                assert len(found) == len(set(found))
                dates = [item["date"] for item in one["items"]]
                assert dates == sorted(dates, reverse=True)
                ids += [id_ for id_ in found if id_ not in ids]
            assert set(ids) == {f"tag:samudra.example,{row.reference.split('/')[1]}:{row.reference}" for row in rows}
        notices = [item["id"] for one in walk(library, "ralat:") for item in one["items"]]
        placed = list(library.placed())
        assert len(set(notices)) == sum(len(one.notices) for one in placed)
