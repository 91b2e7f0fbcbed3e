"""Broken files and their last good versions, in real builds of a folder under git."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from plugins.library import store
from plugins.publish import reading
from plugins.stories import reader
from plugins.stories.roots import Roots
from tests.publish.small import Small, small

STORY = "kanim-teluk/2024/lama"
PATH = f"berita/{STORY}.md"
DATE = "2024-03-05 08:00"


@pytest.fixture
def site(tmp_path: Path) -> Small:
    return small(tmp_path)


def codes(site: Small, as_of: str = "2025-01-15 12:00") -> set[str]:
    return {problem.code for problem in site.build(as_of).problems}


def test_a_broken_file_keeps_its_last_good_version_up(site: Small) -> None:
    site.commit()
    site.build()
    before = site.page(f"berita/{STORY}")
    site.story(STORY, DATE, kunci_salah="1")
    report = site.build()
    assert site.page(f"berita/{STORY}") == before
    assert report.vanished == []
    (kept,) = [problem for problem in report.problems if problem.code == "last-good-version"]
    assert (kept.path, kept.severity) == (PATH, "warning")
    assert site.git("rev-parse", "HEAD")[:10] in kept.message
    assert site.clean() == site.files


def test_the_newest_version_that_passes_is_taken(site: Small) -> None:
    site.commit()
    site.story(STORY, DATE, title="Judul kedua")
    site.commit()
    site.story(STORY, DATE, title="Judul ketiga", kind="salah")
    site.commit()
    site.story(STORY, DATE, title="Judul keempat", kind="salah juga")
    site.build()
    assert "Judul kedua" in site.page(f"berita/{STORY}")


def test_a_broken_file_that_was_never_good_is_held_back(site: Small) -> None:
    site.story("kanim-teluk/2024/baru", kind="salah")
    site.commit()
    report = site.build()
    assert "berita/kanim-teluk/2024/baru/index.html" not in site.files
    assert "last-good-version" not in {problem.code for problem in report.problems}


def test_without_git_a_broken_file_is_left_out_and_reported(site: Small) -> None:
    site.build()
    site.story(STORY, DATE, kind="salah")
    report = site.build()
    assert f"berita/{STORY}/index.html" not in site.files
    assert report.vanished == [STORY]
    assert [problem.path for problem in report.problems if problem.severity == "error"] == [PATH]


@pytest.mark.parametrize(
    "line",
    ["withdrawn: {date: 2024-06-03, kind: pencabutan", "embargo_until: besok", "withdrawm: {kind: privasi}"],
)
def test_a_broken_file_that_withdraws_or_holds_back_is_taken_down(site: Small, line: str) -> None:
    site.commit()
    site.build()
    site.write(PATH, f"---\ntitle: Berita lama\ndate: {DATE}\n{line}\n---\n\nIsi.\n")
    assert "taken-down" in codes(site)
    assert f"berita/{STORY}/index.html" not in site.files
    assert site.clean() == site.files


def test_a_mended_file_is_back(site: Small) -> None:
    site.commit()
    site.story(STORY, DATE, kind="salah")
    assert "last-good-version" in codes(site)
    site.story(STORY, DATE, title="Sudah benar")
    assert codes(site) == set()
    assert "Sudah benar" in site.page(f"berita/{STORY}")


def test_a_commit_that_makes_another_version_the_last_good_one_is_noticed(site: Small) -> None:
    site.commit()
    site.story(STORY, DATE, title="Judul kedua", kind="salah")
    site.build()
    assert "Berita lama" in site.page(f"berita/{STORY}")
    broken = (site.content / PATH).read_text()
    site.story(STORY, DATE, title="Judul kedua")
    site.commit()
    site.write(PATH, broken)
    site.build()
    assert "Judul kedua" in site.page(f"berita/{STORY}")


def test_a_broken_page_keeps_its_last_good_version_too(site: Small) -> None:
    site.write("halaman/tentang.md", "---\ntitle: Tentang kami\n---\n\nIsi.\n")
    site.commit()
    site.write("halaman/tentang.md", "---\ntitel: Tentang\n---\n\nIsi.\n")
    site.build()
    assert "Tentang kami" in site.page("halaman/tentang")


def test_a_check_sees_the_file_as_it_stands(site: Small) -> None:
    site.commit()
    site.story(STORY, DATE, kind="salah")
    reading.set_up(context_of(site))
    checked, kept = reading.check(PATH), reading.read(PATH)
    assert checked.story is None and checked.problems and kept.story
    assert [problem.code for problem in store.PROBLEMS.decode(checked.problems)] == ["not-one-of"]


def test_a_file_in_the_wrong_place_has_no_key(site: Small) -> None:
    site.write("berita/x.md", "---\ntitle: A\ndate: 2024-06-01\n---\n")
    reading.set_up(context_of(site))
    found = reading.read("berita/x.md")
    assert (found.key, found.story) == ("", None)
    assert found.problems and len(store.PROBLEMS.decode(found.problems)) == 1


def test_a_file_that_went_meanwhile_is_a_problem_not_a_crash(site: Small) -> None:
    reading.set_up(context_of(site))
    assert reading.read("berita/kanim-teluk/2024/hilang.md").story is None


def test_a_pipe_in_the_place_of_a_story_is_never_waited_for(site: Small) -> None:
    os.mkfifo(site.content / "berita/kanim-teluk/2024/pipa.md")
    reading.set_up(context_of(site))
    assert reading.read("berita/kanim-teluk/2024/pipa.md").story is None


def test_what_takes_too_long_is_stopped_and_told_as_an_error_of_the_tool(
    site: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(opened: reader.Opened, place: object, context: reader.Context) -> reader.Reading:
        while True:
            time.sleep(0.01)

    monkeypatch.setattr(reader, "read_opened", endless)
    monkeypatch.setattr(reading, "_ALARM", 0.05)
    reading.set_up(context_of(site))
    found = reading.check(PATH)
    assert found.problems and [problem.code for problem in store.PROBLEMS.decode(found.problems)] == ["tool-error"]
    assert reading.failed(found)


def context_of(site: Small) -> reader.Context:
    from plugins import units, zones

    return reader.Context(
        registry=units.load_registry(site.content, "Asia/Jakarta")[0],
        taxonomy=zones.load(site.content)[0],
        site_url="https://laut.example",
        timezone="Asia/Jakarta",
        roots=Roots(site.content),
    )
