"""Whole publishes: what passes the gate, what it holds back, and what the publish log says of it."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.publish import log as logging
from plugins.publish import run
from plugins.publish.log import Log
from plugins.publish.outward import Refused, Session
from tests import building
from tests.publish.small import Small, small

BUKIT, TELUK = "lapas-bukit", "kanim-teluk"
_MANY = 62
WITHDRAWN = "{date: 2024-06-20, kind: pencabutan, reason: Keliru.}"
CORRECTED = "[{date: 2024-06-20, kind: ralat, note: Jam buka diperbaiki.}]"


def reference(number: int) -> str:
    return f"{BUKIT if number < 40 else TELUK}/2024/b-{number:03}"


def date(number: int) -> str:
    """One of a few days: each has pages of its own."""
    return f"2024-0{number % 3 + 1}-0{number % 4 + 1} 08:00"


def many(folder: Path) -> Small:
    """A site of more stories than may go at once, forty of one unit, the rest of another."""
    site = small(folder)
    (site.content / "berita/kanim-teluk/2024/lama.md").unlink()
    for number in range(_MANY):
        site.story(reference(number), date(number))
    return site


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The many stories, published once."""
    folder = tmp_path_factory.mktemp("banyak")
    many(folder / "situs").publish()
    (folder / "situs").rename(folder / "salinan")
    return folder


@pytest.fixture
def site(master: Path) -> Iterator[Small]:
    """The many as they were published, at the place where they were."""
    shutil.copytree(master / "salinan", master / "situs", symlinks=True)
    yield Small(master / "situs")
    shutil.rmtree(master / "situs")


def delete(site: Small, numbers: range) -> None:
    for number in numbers:
        (site.content / f"berita/{reference(number)}.md").unlink()


def events(site: Small, since: int = _MANY) -> Counter[str]:
    """What the log says of a site of which it knew so many lines."""
    return Counter(line["event"] for line in site.log[since:])


def refused(site: Small, **how: object) -> Refused:
    """A publish that changes nothing."""
    before, lines = site.files, site.log
    with pytest.raises(Refused) as told:
        site.publish(**how)
    assert (site.files, site.log) == (before, lines)
    return told.value


# What goes out is in the log


def test_the_first_publish_announces_everything_and_is_told_the_commit(tmp_path: Path) -> None:
    site = small(tmp_path)
    report = site.publish()
    assert report.commit == site.git("rev-parse", "HEAD").strip()
    assert [(line["event"], line["reference"]) for line in site.log] == [("published", "kanim-teluk/2024/lama")]
    assert site.files == site.clean()


def test_a_publish_without_changes_writes_no_line(site: Small) -> None:
    report = site.publish()
    assert (report.read, report.written, report.deleted) == ([], [], [])
    assert events(site) == {}


def test_each_thing_that_becomes_of_a_story_is_a_line(site: Small) -> None:
    site.story("lapas-bukit/2024/baru")
    site.story(reference(1), date(1), title="Judul lain")
    site.story(reference(2), date(2), corrections=CORRECTED)
    site.story(reference(3), date(3), withdrawn=WITHDRAWN)
    site.story(reference(4), "2024-02-02 09:00")
    delete(site, range(5, 7))
    site.story("lapas-bukit/2024/pindah", date(6), moved_from=f"[{reference(6)}]")
    site.publish()
    told = {line["reference"].rpartition("/")[2]: line["event"] for line in site.log[_MANY:]}
    assert told == {
        "baru": "published",
        "b-001": "changed",
        "b-002": "corrected",
        "b-003": "withdrawn",
        "b-004": "redated",
        "b-005": "removed",
        "pindah": "moved",
    }
    assert site.files == site.clean()


def test_what_falls_due_is_in_the_log_of_the_publish_that_shows_it(site: Small) -> None:
    site.story("lapas-bukit/2025/nanti", "2025-02-01 08:00")
    site.publish()
    assert events(site) == {}
    site.publish("2025-02-01 08:00")
    assert events(site) == {"published": 1}


# The gate


def test_the_command_refuses_to_delete_many_stories_with_2_and_goes_on_when_it_is_allowed(site: Small) -> None:
    before, lines = site.files, site.log
    delete(site, range(21))
    site.commit()
    settings = building.configuration(site.folder)
    done = building.command(site.content, site.output, "--defer", "--settings", settings, name="publish")
    assert done.returncode == 2
    assert "21 deleted: lapas-bukit/2024/b-000, " in done.stderr
    assert "--allow deletions" in done.stderr
    assert (site.files, site.log) == (before, lines)
    allowed = ("--settings", settings, "--allow", "deletions")
    done = building.command(site.content, site.output, "--defer", *allowed, name="publish")
    assert done.returncode == 0, done.stderr
    assert not (site.output / f"berita/{reference(0)}/index.html").exists()
    assert events(site)["removed"] == 21


def test_twenty_deletions_pass(site: Small) -> None:
    delete(site, range(20))
    site.publish()
    assert events(site) == {"removed": 20}
    assert site.files == site.clean()


def test_twenty_one_dates_are_held_back_until_they_are_allowed(site: Small) -> None:
    for number in range(21):
        site.story(reference(number), f"2023-0{number % 6 + 1}-01 08:00")
    assert "--allow dates" in str(refused(site))
    assert "--allow dates" in str(refused(site, allow=["deletions", "ids"]))
    site.publish(allow=["dates"])
    assert events(site) == {"redated": 21}
    assert site.files == site.clean()


def test_another_authority_is_held_back_for_it_changes_every_id(site: Small) -> None:
    told = refused(site, AUTHORITY="lain.example")
    assert f"{_MANY} given another id" in str(told)
    report = site.publish()  # with the right one nothing has happened
    assert (report.read, report.written, events(site)) == ([], [], {})
    site.publish(AUTHORITY="lain.example", allow=["ids"])
    assert events(site) == {"reidentified": _MANY}
    assert site.files == site.clean(AUTHORITY="lain.example")


def test_more_than_two_hundred_announcements_are_held_back_until_they_are_allowed(tmp_path: Path) -> None:
    families = ("story", "feed:all")
    site = small(tmp_path)
    site.publish(FAMILIES=families)
    for number in range(201):
        site.story(f"kanim-teluk/2024/serentak-{number}")
    assert "--allow announcements" in str(refused(site, FAMILIES=families))
    (site.content / "berita/kanim-teluk/2024/serentak-200.md").unlink()
    site.publish(FAMILIES=families)
    assert events(site, 1) == {"published": 200}
    assert site.files == site.clean(FAMILIES=families)


def test_the_first_publish_into_an_empty_output_passes_whatever_it_announces(tmp_path: Path) -> None:
    site = small(tmp_path)
    for number in range(201):
        site.story(f"kanim-teluk/2024/awal-{number}")
    site.publish(FAMILIES=("story",))
    assert events(site, 0) == {"published": 202}


# What is never held back


def test_withdrawals_and_corrections_go_out_though_the_rest_is_held_back(site: Small) -> None:
    delete(site, range(21))
    site.story(reference(30), date(30), withdrawn=WITHDRAWN)
    site.story(reference(31), date(31), corrections=CORRECTED)
    site.story(reference(32), date(32), title="Judul yang menunggu")
    site.write(f"berita/{reference(33)}.md", f"---\ntitle: Salah\ndate: {date(33)}\nwithdrawn: [\n---\n\nIsi.\n")
    report = site.publish()
    assert "21 deleted" in report.refused
    assert events(site) == {"withdrawn": 2, "corrected": 1}
    assert "Keliru." in site.page(f"berita/{reference(30)}")
    assert "Jam buka diperbaiki." in site.page(f"berita/{reference(31)}")
    assert "Judul yang menunggu" not in site.page(f"berita/{reference(32)}")
    assert not (site.output / f"berita/{reference(33)}/index.html").exists()
    assert (site.output / f"berita/{reference(0)}/index.html").is_file()
    assert "21 deleted" in str(refused(site))  # what is out is not told again
    report = site.publish(allow=["deletions"])
    assert report.refused == ""
    assert events(site) == {"withdrawn": 2, "corrected": 1, "removed": 21, "changed": 1}
    assert site.files == site.clean()


def test_what_falls_due_appears_though_another_office_is_held_back(site: Small) -> None:
    site.story("lapas-bukit/2025/nanti", "2025-02-01 08:00", embargo_until="2025-02-01 09:00")
    site.publish()
    delete(site, range(40, 61))
    report = site.publish("2025-02-01 09:00")
    assert "21 deleted" in report.refused
    assert events(site) == {"published": 1}
    assert (site.output / "berita/lapas-bukit/2025/nanti/index.html").is_file()
    assert (site.output / f"berita/{reference(40)}/index.html").is_file()
    site.publish("2025-02-01 09:00", allow=["deletions"])
    assert site.files == site.clean("2025-02-01 09:00")


def test_too_much_that_falls_due_at_once_is_held_back_like_other_announcements(site: Small) -> None:
    for number in range(201):
        site.story(f"lapas-bukit/2025/nanti-{number}", "2025-02-01 08:00")
    site.publish()
    with pytest.raises(Refused, match="201 announced"):
        site.publish("2025-02-01 08:00")
    assert events(site) == {}


def test_a_withdrawal_of_many_stories_passes(site: Small) -> None:
    for number in range(40):
        site.story(reference(number), date(number), withdrawn=WITHDRAWN)
    site.publish()
    assert events(site) == {"withdrawn": 40}
    assert site.files == site.clean()


def test_what_was_held_back_and_is_taken_back_leaves_no_trace(site: Small) -> None:
    delete(site, range(21))
    site.story(reference(31), date(31), corrections=CORRECTED)
    assert site.publish().refused
    for number in range(21):
        site.story(reference(number), date(number))
    report = site.publish()
    assert report.refused == ""
    assert events(site) == {"corrected": 1}
    assert site.files == site.clean()


def test_a_correction_goes_out_under_new_settings_that_are_held_back_with_the_rest(site: Small) -> None:
    delete(site, range(21))
    site.story(reference(31), date(31), corrections=CORRECTED)
    assert site.publish(SITENAME="Nama Lain").refused
    assert "Jam buka diperbaiki." in site.page(f"berita/{reference(31)}")
    site.publish(SITENAME="Nama Lain", allow=["deletions"])
    assert site.files == site.clean(SITENAME="Nama Lain")


def test_a_publish_that_lets_a_part_out_ends_with_2(site: Small) -> None:
    delete(site, range(21))
    site.story(reference(30), date(30), withdrawn=WITHDRAWN)
    site.commit()
    settings = building.configuration(site.folder)
    done = building.command(site.content, site.output, "--defer", "--settings", settings, name="publish")
    assert done.returncode == 2
    assert "21 deleted" in done.stderr
    assert "Keliru." in site.page(f"berita/{reference(30)}")


# An output of which the log does not know


def test_a_site_of_which_no_log_knows_is_published_when_it_is_adopted(tmp_path: Path) -> None:
    site = small(tmp_path)
    site.build()
    assert "--adopt" in str(refused(site))
    site.publish(adopt=True)
    assert events(site, 0) == {"adopted": 1}
    site.story("lapas-bukit/2024/baru")
    site.publish()
    assert events(site, 1) == {"published": 1}
    assert site.files == site.clean()


def test_a_log_that_was_lost_is_asked_for(site: Small) -> None:
    shutil.rmtree(building.state_of(site.output))
    assert "put a copy of it back" in str(refused(site))
    site.publish(adopt=True)
    assert events(site, 0) == {"adopted": _MANY}


def test_a_library_that_was_lost_is_made_anew_and_compared_with_the_log(site: Small) -> None:
    shutil.rmtree(site.output.with_name("output.cache"))
    delete(site, range(2))
    site.story("lapas-bukit/2024/baru")
    report = site.publish()
    assert len(report.read) == _MANY - 1
    assert events(site) == {"removed": 2, "published": 1}
    assert site.files == site.clean()


def test_without_a_library_the_gate_holds_back_what_it_holds_back_with_one(site: Small) -> None:
    shutil.rmtree(site.output.with_name("output.cache"))
    delete(site, range(21))
    assert "21 deleted" in str(refused(site))
    site.publish(allow=["deletions"])
    assert site.files == site.clean()


def test_what_a_build_did_in_between_is_noticed_by_the_gate_and_the_log(site: Small) -> None:
    site.story("lapas-bukit/2024/baru")
    site.build()
    site.publish()
    assert events(site) == {"published": 1}
    delete(site, range(21))
    site.build()
    assert not (site.output / f"berita/{reference(0)}/index.html").exists()
    assert "21 deleted" in str(refused(site))  # the log says that they are out
    site.publish(allow=["deletions"])
    assert events(site) == {"published": 1, "removed": 21}
    assert site.files == site.clean()


# Cut short


class Killed(Exception):
    pass


def kill(*given: object, **named: object) -> None:
    raise Killed


def edit(site: Small) -> None:
    site.story("lapas-bukit/2024/baru")
    site.story(reference(1), date(1), title="Judul lain")
    delete(site, range(5, 7))


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a clean build after that edit."""
    site = many(tmp_path_factory.mktemp("disunting"))
    edit(site)
    site.build()
    return site.files


@pytest.mark.parametrize("place", ["before the rows", "after the rows", "before the log", "within the log", "after it"])
def test_a_publish_that_was_killed_is_completed_by_the_next_and_every_line_is_written(
    site: Small, edited: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    edit(site)
    with monkeypatch.context() as patched:
        if place == "before the rows":
            patched.setattr(Session, "judge", kill)
        elif place == "after the rows":
            patched.setattr(run._Run, "_write", kill)
        elif place == "before the log":
            patched.setattr(Session, "finish", kill)
        elif place == "within the log":
            patched.setattr(logging.os, "fsync", kill)
        else:
            append = Log.append
            patched.setattr(Log, "append", lambda *given: (append(*given), kill()))
        with pytest.raises(Killed):
            site.publish()
    site.publish()
    told = {line["reference"].rpartition("/")[2]: line["event"] for line in site.log[_MANY:]}
    assert told == {"baru": "published", "b-001": "changed", "b-005": "removed", "b-006": "removed"}
    assert len(site.log) == _MANY + 4
    assert site.files == edited


def test_a_withdrawal_that_was_cut_short_goes_out_though_the_rest_is_held_back(
    site: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete(site, range(21))
    site.story(reference(30), date(30), withdrawn=WITHDRAWN)
    with monkeypatch.context() as patched:
        patched.setattr(run._Run, "_write", kill)
        with pytest.raises(Killed):
            site.publish()
    assert site.publish().refused
    assert "Keliru." in site.page(f"berita/{reference(30)}")
    assert events(site) == {"withdrawn": 1}
    site.publish(allow=["deletions"])
    assert events(site) == {"withdrawn": 1, "removed": 21}
    assert site.files == site.clean()
