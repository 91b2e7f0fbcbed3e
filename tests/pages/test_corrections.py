from dataclasses import replace
from pathlib import Path

from plugins.pages.corrections import Corrections
from tests import factory
from tests.pages import facts, views
from tests.pages.facts import library, touched, view
from tests.pages.test_theme import ENVIRONMENT

PAGE = Corrections(facts.house())
KEY = "corrections"


def test_it_stands_while_nothing_was_corrected(tmp_path: Path) -> None:
    with library(tmp_path, factory.story()) as quiet:
        assert list(PAGE.keys(quiet)) == [KEY]
        page = view(PAGE, quiet, KEY)
    assert (page["notices"], page["page"]["path"], page["page"]["feed"]) == ([], "ralat/", "ralat/feed.xml")


def test_corrections_and_withdrawals_are_told_newest_first(tmp_path: Path) -> None:
    parts = (factory.correction("2024-06-02 10:00"), factory.correction("2024-06-05 10:00", "hak-jawab", "Jawaban."))
    corrected = factory.story(corrections=parts, updated=parts[-1].instant)
    gone = factory.withdrawn(factory.story(f"{factory.UNIT}/2024/keliru", title="Keliru"), date="2024-06-04 08:00")
    secret = factory.withdrawn(factory.story("badan-baru/2024/rahasia"), "privasi", "Data pribadi.", "2024-06-03 08:00")
    with library(tmp_path, corrected, gone, secret) as shelf:
        notices = view(PAGE, shelf, KEY)["notices"]
    assert [(row["kind_name"], row["title"], row["note"]) for row in notices] == [
        ("Hak jawab", corrected.title, "Jawaban."),
        ("Berita dicabut", "Keliru", "Data keliru."),
        ("Dicabut demi privasi", "", "Data pribadi."),
        ("Ralat", corrected.title, "Jam buka diperbaiki."),
    ]
    assert notices[0]["path"] == f"berita/{corrected.reference}/"
    assert "rahasia" not in notices[2]["path"]
    assert (notices[0]["unit_name"], notices[0]["timezone"]) == ("Kanim Teluk Biru", "Asia/Jayapura")


def test_corrections_of_one_moment_are_told_each(tmp_path: Path) -> None:
    parts = (factory.correction(note="Jam buka."), factory.correction(note="Nama kepala kantor."))
    with library(tmp_path, factory.story(corrections=parts, updated=parts[0].instant)) as shelf:
        assert [row["note"] for row in view(PAGE, shelf, KEY)["notices"]] == ["Jam buka.", "Nama kepala kantor."]


def test_what_was_corrected_in_a_withdrawn_story_is_not_repeated(tmp_path: Path) -> None:
    part = factory.correction(note="Nama korban diperbaiki.")
    gone = replace(factory.withdrawn(factory.story()), corrections=(part,))
    with library(tmp_path, gone) as shelf:
        assert [row["note"] for row in view(PAGE, shelf, KEY)["notices"]] == ["Data keliru.", ""]


def test_a_withdrawal_whose_day_has_not_come_is_told_at_the_last_change(tmp_path: Path) -> None:
    story = factory.story()
    gone = factory.withdrawn(story, date="2025-06-03")
    with library(tmp_path, gone) as shelf:
        (notice,) = view(PAGE, shelf, KEY)["notices"]
    assert (notice["kind"], notice["instant"]) == ("pencabutan", story.instant)


def test_at_most_fifty_moments_are_shown(tmp_path: Path) -> None:
    rows = [
        replace(story, corrections=(factory.correction(f"2024-07-01 {number // 60:02}:{number % 60:02}"),))
        for number, story in enumerate(factory.stories(60))
    ]
    with library(tmp_path, *rows) as shelf:
        notices = view(PAGE, shelf, KEY)["notices"]
    assert [row["path"] for row in notices] == [f"berita/{row.reference}/" for row in reversed(rows[10:])]


def test_only_what_is_or_was_corrected_or_withdrawn_touches_it(tmp_path: Path) -> None:
    story = factory.story()
    part = factory.correction()
    with factory.shelf(tmp_path) as shelf:
        assert touched(PAGE, shelf, story) == set()
        assert touched(PAGE, shelf, replace(story, corrections=(part,), updated=part.instant)) == {KEY}
        assert touched(PAGE, shelf, story) == {KEY}
        assert touched(PAGE, shelf, factory.withdrawn(story)) == {KEY}


def test_what_is_told_of_a_sample_is_marked_as_one(tmp_path: Path) -> None:
    part = factory.correction()
    with library(tmp_path, factory.story(sample=True, corrections=(part,), updated=part.instant)) as shelf:
        assert [row["sample"] for row in view(PAGE, shelf, KEY)["notices"]] == [True]
    page = ENVIRONMENT.get_template("corrections.html").render(views.full("corrections.html"))
    assert '<strong class="badge">Contoh</strong>' in page
