"""Receipts and answers as pure functions."""

from __future__ import annotations

import pytest

from plugins.library.standing import Standing
from plugins.stories import texts
from plugins.watch.answers import of_all, of_story
from plugins.watch.git import GONE, Changed, Commit
from plugins.watch.receipts import (
    GATE,
    Deploy,
    Published,
    Receipt,
    Story,
    fallen_due,
    finished,
    held_back,
    judge,
    moment,
    reference_of,
    seconds,
    unit_of,
    waiting,
)
from tests.factory import instant

PATH = "berita/kanim-teluk/2024/loket.md"
REFERENCE = "kanim-teluk/2024/loket"
AT = instant("2025-01-15 12:00")


def standing(state: str = "live", *, draft: bool = False, source: str = PATH) -> Standing:
    path = f"berita/{REFERENCE}/"
    return Standing(REFERENCE, source, "b1", state, draft, AT + 60, "Asia/Jayapura", path)  # type: ignore[arg-type]


def judged(row: Standing | None, *problems: object, held: bool = False, gone: bool = False) -> Story:
    return judge(PATH, row, problems, site_url="https://x.example", held=held, gone=gone)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "state"),
    [
        (standing(), "tayang"),
        (standing("expired"), "kedaluwarsa"),
        (standing("withdrawn"), "ditarik"),
        (standing("hidden", draft=True), "draf"),
        (standing("hidden"), "terjadwal"),
        (None, "tidak-ada"),
    ],
)
def test_a_storys_state_is_that_of_its_row(row: Standing | None, state: str) -> None:
    assert judged(row).state == state


def test_what_moved_away_is_told_with_its_new_address_and_not_as_gone() -> None:
    told = judge(
        PATH, None, (), site_url="https://x.example", held=False, gone=True, moved="berita/kanim-teluk/2024/b/"
    )
    assert (told.state, told.address) == ("pindah", "https://x.example/berita/kanim-teluk/2024/b/")


def test_an_error_holds_a_story_and_a_warning_does_not() -> None:
    wrong = texts.UNREADABLE.broken(PATH)
    held = judged(standing(), wrong)
    assert (held.state, held.earlier_stands) == ("ditahan", True)
    assert held.problems[0].startswith(PATH)
    assert judged(None, wrong).earlier_stands is False


def test_what_the_gate_holds_is_told_as_held_also_where_it_would_go() -> None:
    assert judged(standing(), held=True, gone=True).problems == (GATE,)
    assert judged(standing(), gone=True).state == "tidak-ada"
    moved = standing(source="berita/kanwil-barat/kanim-teluk/2024/loket.md")
    assert judged(moved, gone=True).state == "tayang"  # the same story, from another folder


def test_a_file_that_the_library_has_as_it_is_committed_is_not_held() -> None:
    changed = [
        Changed("a", "100644", "1"),
        Changed("b", "100644", "2"),
        Changed("c", GONE, "0"),
        Changed("d", GONE, "0"),
    ]
    assert held_back(changed, {"a": "1", "b": "1", "c": "3"}) == {"b", "c"}


@pytest.mark.parametrize(
    ("path", "reference", "unit"),
    [
        (PATH, REFERENCE, "kanim-teluk"),
        ("berita/kanwil-barat/kanim-teluk/2024/loket.md", REFERENCE, "kanim-teluk"),
        ("berita/kanim-teluk/2024/foto.jpg", "", "kanim-teluk"),
        ("berita/kanim-teluk/2024/Loket Baru.md", "", "kanim-teluk"),
        ("berita/lepas.md", "", ""),
        ("unit/kanwil-barat/kanim-teluk/profil.toml", "", "kanim-teluk"),
        ("register/units.csv", "", ""),
        ("halaman/tentang.md", "", ""),
    ],
)
def test_a_path_says_which_story_and_unit_it_is_of(path: str, reference: str, unit: str) -> None:
    assert (reference_of(path), unit_of(path)) == (reference, unit)


def test_moments_are_read_as_they_were_written_also_those_of_no_calendar() -> None:
    assert moment(AT + 0.1239) == "2025-01-15T05:00:00.123Z"
    assert seconds(moment(AT)) == AT
    assert moment(-5) == "1970-01-01T00:00:00.000Z"
    assert moment(10.0**15) == "9999-12-31T23:59:59.000Z"


def _commit(*paths: str) -> Commit:
    return Commit("c" * 40, AT - 90, AT - 3, tuple(Changed(path, "100644", "1") for path in paths))


def _live(story: Story, deploy: Deploy = Deploy()) -> Receipt:  # noqa: B008 - frozen
    open_ = waiting(_commit(PATH), AT, "Asia/Jakarta")
    return finished(open_, Published(AT + 1.25, ("feed.xml",), "h"), {PATH: story}, deploy)


def test_a_receipt_measures_from_the_commit_and_from_its_arrival() -> None:
    receipt = _live(judged(standing()))
    assert (receipt.seconds_from_commit, receipt.seconds_from_arrival) == (4.25, 1.25)
    assert (receipt.state, receipt.live, receipt.log_head) == ("tayang", moment(AT + 1.25), "h")
    assert receipt.units == ("kanim-teluk",)


def test_the_answer_names_moment_address_and_seconds() -> None:
    text, yes = of_story(_live(judged(standing())), REFERENCE)
    assert yes
    assert text == (
        "Sudah tayang sejak 15 Januari 2025 pukul 14.00.01 WIT, alamatnya"
        f" https://x.example/berita/{REFERENCE}/, 1,2 detik setelah dikirim."
    )


def test_until_it_is_copied_the_answer_is_no() -> None:
    for deploy, words in ((Deploy("menunggu"), "sedang disalin"), (Deploy("gagal", moment(AT)), "gagal; dicoba lagi")):
        text, yes = of_story(_live(judged(standing()), deploy), REFERENCE)
        assert not yes and words in text
    text, yes = of_story(_live(judged(standing()), Deploy("berhasil", moment(AT + 9))), REFERENCE)
    assert yes and "pukul 14.00.09 WIT" in text


def test_a_commit_without_stories_is_answered_too() -> None:
    receipt = waiting(_commit("register/units.csv"), AT, "Asia/Jakarta")
    assert of_all(receipt) == ("Kiriman cccccccccc: belum. sedang diterbitkan; tunggu beberapa detik.", False)
    text, yes = of_all(finished(receipt, Published(AT + 1, (), "h"), {}, Deploy()))
    assert yes and "tidak memuat berita" in text


def test_a_refused_publish_lets_out_what_it_lets_out() -> None:
    receipt = waiting(_commit(PATH), AT, "Asia/Jakarta")
    refused = Published(AT + 1, (), "h", refused="more than usual")
    passed = finished(receipt, refused, {PATH: judged(standing("withdrawn"))}, Deploy())
    assert (passed.state, of_all(passed)[1]) == ("tayang", True)
    held = finished(receipt, refused, {PATH: judged(standing(), held=True)}, Deploy())
    assert (held.state, held.live, of_all(held)[1]) == ("ditahan", "", False)


def test_what_fell_due_is_measured_from_its_moment() -> None:
    receipt = fallen_due("c" * 40, AT, [judged(standing())], "Asia/Jakarta")
    done = finished(receipt, Published(AT + 0.5, (), "h"), {}, Deploy())
    assert (done.due, done.seconds_from_commit, done.seconds_from_arrival) == (moment(AT), None, 0.5)
    assert "0,5 detik setelah jatuh tempo" in of_story(done, REFERENCE)[0]


def test_of_a_commit_that_is_held_in_part_it_is_known_since_when_the_rest_is_out() -> None:
    other = "berita/kanim-teluk/2025/lain.md"
    receipt = waiting(_commit(PATH, other), AT, "Asia/Jakarta")
    refused = Published(AT + 1, ("feed.xml",), "h", refused="more than usual")
    stories = {PATH: judged(standing()), other: Story(other, "kanim-teluk/2025/lain", "ditahan", problems=(GATE,))}
    held = finished(receipt, refused, stories, Deploy())
    assert (held.state, held.live, held.feeds) == ("ditahan", moment(AT + 1), ("feed.xml",))
    assert of_story(held, REFERENCE)[0].startswith("Sudah tayang sejak 15 Januari 2025 pukul 14.00.01 WIT")
    assert not of_all(held)[1]
