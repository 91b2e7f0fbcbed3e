from __future__ import annotations

import json
from pathlib import Path

import pytest

from plugins.leaks.__main__ import main
from tests import building
from tests.factory import instant
from tests.publish.small import Small, small

AS_OF = "2025-01-15 12:00"
SECRET = "Menteri melantik sebelas pejabat baru pada upacara tertutup malam ini"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Small:
    made = small(tmp_path)
    made.story("kanim-teluk/2025/pelantikan", "2025-02-01 10:00", SECRET)
    made.build(AS_OF)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(instant(AS_OF)))
    return made


def leaks(site: Small, *arguments: str) -> int:
    settings = building.configuration(site.folder)
    state = str(site.folder / "output.state")
    return main([str(site.content), str(site.output), "--state", state, "--settings", settings, *arguments])


def test_a_site_that_keeps_silent_is_safe(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert leaks(site) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("Aman: tidak satu pun dari 1 naskah tertahan terbaca")


def test_a_configuration_that_cannot_be_read_is_no_leak(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert leaks(site, "--settings", str(site.folder / "tiada.py")) == 2
    assert "no configuration file" in capsys.readouterr().err


def test_a_leak_is_told_with_file_offset_story_reason_and_words(
    site: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    (site.output / "unit/bocoran.html").write_text(f"<p>Kabar:</p> <p>{SECRET}.</p>", encoding="utf-8")
    assert leaks(site) == 1
    line, *_, summary = capsys.readouterr().out.splitlines()
    assert line == (
        "unit/bocoran.html:17: text of kanim-teluk/2025/pelantikan (scheduled until 2025-02-01 10:00 WIB): "
        f"“{SECRET.lower()}”"
    )
    assert summary.startswith("BOCOR: 1 naskah")


def test_a_moment_to_come_is_told_as_it_stands(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    (site.output / "x.xml").write_text("<lastmod>2025-02-01T10:00:00+07:00</lastmod>", encoding="utf-8")
    assert leaks(site) == 1
    assert capsys.readouterr().out.splitlines()[0] == "x.xml:9: a moment to come: “2025-02-01T10:00:00+07:00”"


def test_what_is_due_by_the_moment_given_is_no_leak(site: Small) -> None:
    (site.output / "unit/bocoran.html").write_text(SECRET, encoding="utf-8")
    assert leaks(site, "--as-of", "2025-02-01 09.59") == 1
    assert leaks(site, "--as-of", "2025-02-01 10.00") == 0


def test_programs_get_json(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    (site.output / "unit/bocoran.html").write_text(SECRET, encoding="utf-8")
    assert leaks(site, "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    (leak,) = told["leaks"]
    assert (leak["path"], leak["story"], leak["why"]) == (
        "unit/bocoran.html",
        "kanim-teluk/2025/pelantikan",
        "scheduled",
    )


def test_where_it_cannot_tell_it_says_so(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    (site.output / "cari").mkdir(exist_ok=True)
    (site.output / "cari/rusak.pf_fragment").write_bytes(b"\x1f\x8b rusak")
    assert leaks(site) == 2
    assert "Belum pasti: 1 berkas" in capsys.readouterr().out
    assert leaks(site, "--as-of", "besok") == 2
    (site.output / ".newsroom").unlink()
    assert leaks(site) == 2
