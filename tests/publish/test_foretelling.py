"""What is foretold is what the next build writes; and nothing is written by foretelling."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.publish.foretelling import Foretold, foretell
from tests import building
from tests.factory import instant
from tests.publish.small import AS_OF, Small, small

STORY = "berita/kanim-teluk/2024/lama.md"
BESIDE = "berita/kanim-teluk/2024/lain.md"


@pytest.fixture
def site(tmp_path: Path) -> Small:
    made = small(tmp_path)
    made.story("kanim-teluk/2024/lain", "2024-06-02 09:30", "Lihat [yang lama](/berita/kanim-teluk/2024/lama/).")
    made.story("lapas-bukit/2024/panen", "2024-06-03 09:30")
    made.build()
    return made


def asked(site: Small, changed: list[str], gone: list[str] | None = None) -> Foretold | None:
    job, _ = building.job(site.content, site.output, None, instant(AS_OF), {})
    return foretell(job, changed, gone or [])


def withdraw(site: Small) -> tuple[list[str], list[str]]:
    site.story("kanim-teluk/2024/lama", withdrawn="{date: 2024-12-01, kind: pencabutan, reason: Keliru.}")
    return [STORY], []


def withdraw_for_privacy(site: Small) -> tuple[list[str], list[str]]:
    site.story("kanim-teluk/2024/lama", withdrawn="{date: 2024-12-01, kind: privasi, reason: Keliru.}")
    return [STORY], []


def correct(site: Small) -> tuple[list[str], list[str]]:
    site.story("kanim-teluk/2024/lama", "2024-03-05 08:00", corrections="[{date: 2024-12-01, kind: ralat, note: Jam.}]")
    return [STORY], []


def move(site: Small) -> tuple[list[str], list[str]]:
    (site.content / STORY).unlink()
    site.story("kanim-teluk/2024/baru", "2024-03-05 08:00", moved_from="[kanim-teluk/2024/lama]")
    return [STORY.replace("lama", "baru")], [STORY]


def start(site: Small) -> tuple[list[str], list[str]]:
    site.story("lapas-bukit/2024/baru", "2024-07-05 08:00", kind="siaran-pers")
    return ["berita/lapas-bukit/2024/baru.md"], []


def leave(site: Small) -> tuple[list[str], list[str]]:
    return [STORY], []


@pytest.mark.parametrize("edit", [withdraw, withdraw_for_privacy, correct, move, start, leave])
def test_what_is_foretold_is_what_the_next_build_writes(
    site: Small, edit: Callable[[Small], tuple[list[str], list[str]]]
) -> None:
    changed, gone = edit(site)
    before = site.files
    told = asked(site, changed, gone)
    assert told is not None
    assert site.files == before
    report = site.build()
    assert set(told.written) == {*report.new, *report.changed}
    assert set(told.deleted) == set(report.deleted)
    assert bool(told.written) is (edit is not leave)


def test_outputs_that_were_made_later_go_with_a_withdrawn_story(site: Small) -> None:
    building.finish(site.content, site.output, as_of=instant(AS_OF))
    changed, gone = withdraw(site)
    told = asked(site, changed, gone)
    assert told is not None
    report = site.build()
    assert set(told.deleted) == set(report.deleted)
    assert set(told.written) == {*report.new, *report.changed}


def test_without_a_library_nothing_is_foretold(tmp_path: Path) -> None:
    site = small(tmp_path)
    assert asked(site, [STORY]) is None
    assert not site.output.exists()
