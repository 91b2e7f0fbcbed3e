"""What a publish leaves behind that a gate held back in part, or that was cut short: the next one trusts none of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.publish.log import Log
from plugins.publish.outward import Refused, Session
from tests.building import publish, state_of
from tests.publish.small import Small, small

WITHDRAWN = "{date: 2024-06-20, kind: pencabutan, reason: Keliru.}"
CORRECTED = "[{date: 2024-06-20, kind: ralat, note: Jam buka diperbaiki.}]"


@pytest.fixture
def site(tmp_path: Path) -> Small:
    """Sixty stories, published."""
    made = small(tmp_path)
    for number in range(60):
        made.story(f"lapas-bukit/2024/b-{number}", "2024-05-02 08:00")
    made.publish()
    return made


def delete(site: Small, number: int = 21) -> None:
    for story in range(number):
        (site.content / f"berita/lapas-bukit/2024/b-{story}.md").unlink()


def test_a_commit_that_is_taken_back_takes_back_what_was_let_out_of_it(site: Small) -> None:
    before = site.files
    delete(site)
    site.story("lapas-bukit/2024/b-30", "2024-05-02 08:00", withdrawn=WITHDRAWN)
    assert "21 deleted" in site.publish().refused
    assert "Keliru." in site.page("berita/lapas-bukit/2024/b-30/")
    site.git("revert", "--no-edit", "HEAD")
    site.publish()
    assert site.files == before


def test_settings_that_are_taken_back_leave_nothing_of_theirs(site: Small) -> None:
    before = site.files
    delete(site)
    site.story("lapas-bukit/2024/b-30", "2024-05-02 08:00", corrections=CORRECTED)
    assert site.publish(SITENAME="Nama Lain").refused
    site.git("revert", "--no-edit", "HEAD")
    site.publish()
    assert site.files == before


def test_a_clock_set_back_takes_nothing_away_behind_a_correction(site: Small) -> None:
    note = "[{date: 2024-03-20, kind: ralat, note: Jam buka diperbaiki.}]"
    site.story("kanim-teluk/2024/lama", "2024-03-05 08:00", corrections=note)
    assert "60 deleted" in site.publish("2024-04-01 12:00").refused
    assert "Jam buka diperbaiki." in site.page("berita/kanim-teluk/2024/lama/")
    assert (site.output / "berita/lapas-bukit/2024/b-31/index.html").is_file()
    site.publish()
    assert site.files == site.clean()


def test_what_is_not_committed_is_not_published(site: Small) -> None:
    before = site.files
    site.story("lapas-bukit/2024/b-30", "2024-05-02 08:00", title="Sudah dikirim")
    site.commit()
    site.story("lapas-bukit/2024/b-30", "2024-05-02 08:00", title="Belum dikirim")
    with pytest.raises(RuntimeError, match=r"b-30\.md is not as it was committed"):
        publish(site.content, site.output)
    assert site.files == before


def test_stories_that_come_as_withdrawn_are_announced_like_others(site: Small) -> None:
    for number in range(201):
        site.story(f"kanim-teluk/2024/n-{number}", "2024-05-02 08:00", withdrawn=WITHDRAWN)
    with pytest.raises(Refused, match="201 announced"):
        site.publish()


def test_a_line_of_correction_excuses_no_other_date(site: Small) -> None:
    for number in range(21):
        site.story(f"lapas-bukit/2024/b-{number}", "2024-05-03 08:00", corrections=CORRECTED)
    with pytest.raises(Refused, match="21 re-dated"):
        site.publish()


def test_a_first_publish_that_was_cut_short_is_completed_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = small(tmp_path)
    for number in range(5):
        site.story(f"lapas-bukit/2024/b-{number}")
    with monkeypatch.context() as patched:
        patched.setattr(Session, "finish", lambda self: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            site.publish()
    assert (site.output / "index.html").is_file()
    site.publish()
    assert {line["event"] for line in site.log} == {"published"}
    with Log(next(state_of(site.output).iterdir())) as log:
        assert log.total == 6


def test_a_content_folder_that_passes_for_a_repository_is_refused(site: Small) -> None:
    before = site.files
    for path in ("HEAD", "config"):
        site.write(path, "[core]\n")
    (site.content / "objects").mkdir()
    with pytest.raises(RuntimeError, match="HEAD"):
        publish(site.content, site.output)
    assert site.files == before


def test_a_state_that_would_be_published_is_refused(tmp_path: Path) -> None:
    site = small(tmp_path)
    with pytest.raises(ValueError, match="where it would be published"):
        site.publish(STATE_PATH=str(site.output / ".state"))
