"""`check` with rules: what it tells, to whom, of which files, and what it keeps."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

import pytest

from plugins.desk import checking, formats
from plugins.desk.__main__ import main
from plugins.library.changes import Reading
from plugins.newsroom import setup
from plugins.newsroom.settings import with_defaults
from plugins.problems import Problem
from plugins.publish import reading
from plugins.rules import table
from plugins.rules.checking import Verdict, Waived
from plugins.rules.draft import Draft
from plugins.rules.rule import Rule
from tests.factory import instant
from tests.publish.small import Small, small

NIK = "3171234501900001"
HEAD = "---\ntitle: Loket dibuka\ndate: 2024-05-01 09.00\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Small:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(instant("2024-06-01 09:30")))
    return small(tmp_path)


def write(site: Small, slug: str, body: str, *lines: str) -> str:
    path = f"berita/kanim-teluk/2024/{slug}.md"
    site.write(path, HEAD + "".join(f"{line}\n" for line in lines) + f"---\n\n{body}\n")
    return path


def rows(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    told: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return told


def test_a_rejecting_rule_ends_with_1_and_tells_line_and_column(
    site: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(site, "data", f"Padang – Pemohon ber-NIK {NIK} datang.")
    assert main(["check", str(site.content)]) == 1
    told = capsys.readouterr().out
    assert f"{path}:6:26: KESALAHAN [R-NIK]" in told
    assert "Mengapa: Pasal 84 UU 23/2006" in told
    assert NIK not in told
    assert "1 berkas memuat hal yang tidak boleh tayang." in told


def test_json_tells_every_field(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, "data", f"NIK {NIK}.")
    assert main(["check", str(site.content), "--format", "json"]) == 1
    (row,) = [row for row in rows(capsys) if row["code"] == "R-NIK"]
    assert {"path", "line", "column", "field", "value", "message", "why", "action", "severity", "waived"} <= row.keys()


def test_only_the_files_that_are_asked_for_are_told(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    one, other = (write(site, slug, f"NIK {NIK}.") for slug in ("satu", "dua"))
    assert main(["check", str(site.content), str(site.content / one), "--format", "json"]) == 1
    assert {row["path"] for row in rows(capsys)} == {one}
    assert main(["check", str(site.content), other, "--format", "json"]) == 1
    assert {row["path"] for row in rows(capsys)} == {other}


def test_the_closing_line_counts_the_files_that_were_asked_for(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    one, *_ = (write(site, slug, "Padang – Loket dibuka.") for slug in ("satu", "dua"))  # beside that of the site
    (site.content / one).with_name("foto.jpg").touch()
    for asked, counted in (([], 3), ([one], 1), ([str(site.content / one).replace("satu.md", "foto.jpg")], 1)):
        main(["check", str(site.content), *asked])
        assert f"\n{counted} berkas diperiksa: " in f"\n{capsys.readouterr().out}"


def test_changed_tells_of_a_public_story_that_went(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(site, "lama-juga", "Padang – Loket dibuka.")
    site.commit()
    (site.content / path).unlink()
    assert main(["check", str(site.content), "--format", "json", "--changed"]) == 1
    assert [(row["path"], row["code"]) for row in rows(capsys)] == [(path, "story-gone")]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("tidak-ada.md", "tidak-ada.md tidak ada"),
        ("berita/kanim-teluk/2025", "berita/kanim-teluk/2025 tidak ada"),
        ("berita/kanim-teluk/2024/sattu.md", "Mungkin maksudnya: kanim-teluk/2024/satu"),
        ("kanim-telok/2024/satu", "Mungkin maksudnya: kanim-teluk"),
    ],
)
def test_what_is_not_there_is_told_with_what_may_be_meant(
    name: str, told: str, site: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    write(site, "satu", "Padang – Loket dibuka.")
    assert main(["check", str(site.content), name]) == 2
    assert told in capsys.readouterr().err


def test_a_story_may_be_asked_for_by_its_address(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(site, "satu", f"NIK {NIK}.")
    for name in ("kanim-teluk/2024/satu", "https://berita.example/berita/kanim-teluk/2024/satu/"):
        main(["check", str(site.content), name, "--format", "json"])
        assert {row["path"] for row in rows(capsys)} == {path}


def test_changed_tells_of_what_is_not_committed_or_differs_from_a_commit(
    site: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    write(site, "lama-juga", f"NIK {NIK}.")
    site.commit()
    new = write(site, "baru", f"NIK {NIK}.")
    assert main(["check", str(site.content), "--format", "json", "--changed"]) == 1
    assert {row["path"] for row in rows(capsys)} == {new}
    site.commit()
    assert main(["check", str(site.content), "--format", "json", "--changed", "HEAD~1..HEAD"]) == 1
    assert {row["path"] for row in rows(capsys)} == {new}
    assert main(["check", str(site.content), "--format", "json", "--changed"]) == 0
    assert rows(capsys) == []


@pytest.mark.parametrize("since", ["tidak-ada", "--output=x"])
def test_a_range_that_git_does_not_know_is_refused(site: Small, since: str, capsys: pytest.CaptureFixture[str]) -> None:
    site.commit()
    assert main(["check", str(site.content), f"--changed={since}"]) == 2
    assert since in capsys.readouterr().err


def test_waivers_are_printed_and_logged(site: Small, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reason = "Kutipan dari putusan pengadilan."
    path = write(site, "kutipan", "Petugas menangkap pelaku.", f"waive: [{{rule: R-ADIL, reason: {reason}}}]")
    log = tmp_path / "log.jsonl"
    main(["check", str(site.content), path, "--log", str(log)])
    assert f"dikecualikan: {reason}" in capsys.readouterr().out
    main(["check", str(site.content), path, "--log", str(log)])
    logged = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [(row["code"], row["reason"], row["path"]) for row in logged] == [("R-ADIL", reason, path)] * 2
    assert logged[0]["checked_at"] == "2024-06-01T02:30:00+00:00"


@pytest.mark.parametrize(
    ("said", "told"),
    [("RULES = {'R-NIKK': {}}\n", "Mungkin maksudnya R-NIK"), ("THEME = 'tiada'\n", "THEME names no folder")],
)
def test_a_setting_that_cannot_be_meant_ends_with_2(
    said: str, told: str, site: Small, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "conf.py"
    settings.write_text(f"from pelicanconf import *\n{said}")
    assert main(["check", str(site.content), "-s", str(settings)]) == 2
    assert told in capsys.readouterr().err


def test_a_rule_that_fails_on_a_file_hurts_that_file_alone(
    site: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(site, "data", f"NIK {NIK}.")
    other = write(site, "lain", "Padang – Loket dibuka.")
    judge = checking.checking.judge

    def failing(draft: Draft, rules: tuple[Rule, ...]) -> Verdict:
        if draft.path == other:
            raise RuntimeError("rusak")
        return judge(draft, rules)

    monkeypatch.setattr(checking.checking, "judge", failing)
    assert main(["check", str(site.content), "--format", "json"]) == 1
    errors = [(row["path"], row["code"]) for row in rows(capsys) if row["severity"] == "error"]
    assert sorted(errors) == [(path, "R-NIK"), (other, "tool-error")]


# What is kept


class Counted:
    """Counts what is read, in this process."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.paths: list[str] = []
        self._examine = reading.examine
        monkeypatch.setattr(reading, "examine", self.examine)
        monkeypatch.setattr(checking, "_FEW", 0)

    def examine(self, path: str) -> tuple[Reading, reading.Seen | None]:
        self.paths.append(path)
        return self._examine(path)


def check(
    site: Small, library: Path, codes: tuple[str, ...] = ("R-NIK",), only: Collection[str] | None = None
) -> list[Problem]:
    settings: dict[str, object] = {
        "PATH": str(site.content), "THEME": "theme", "TIMEZONE": "Asia/Jakarta", "SITEURL": "", "SITENAME": "S",
        "CACHE_PATH": str(library.parent), "DEFAULT_LANG": "id",
    }  # fmt: skip
    with_defaults(settings)
    settings["STATE_PATH"] = str(library.parent / "state")
    settings.setdefault("JINJA_FILTERS", {})
    registers = setup.load(settings)
    rules = tuple(rule for rule in table.rules() if rule.code in codes)
    by = checking.judges(registers, rules, "id")
    return checking.check(site.content, registers, by, 1, library=library, only=only).problems


def test_what_did_not_change_is_not_read_again(site: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(site, "data", f"NIK {NIK}.")
    counted, library = Counted(monkeypatch), tmp_path / "cache" / "check.sqlite"
    first = check(site, library)
    assert (len(first), len(counted.paths)) == (1, 2)
    counted.paths.clear()
    assert check(site, library) == first
    assert counted.paths == []


def test_what_changed_or_went_is_told_as_in_a_first_check(
    site: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(site, "data", f"NIK {NIK}.")
    counted, library = Counted(monkeypatch), tmp_path / "cache" / "check.sqlite"
    check(site, library)
    counted.paths.clear()
    (site.content / path).unlink()
    other = write(site, "lain", f"Dua NIK: {NIK} dan {NIK}, lihat [ini](../data/).")
    told = check(site, library)
    assert counted.paths == [other]
    assert told == check(site, tmp_path / "cache" / "anew.sqlite")
    assert [problem.code for problem in told].count("R-NIK") == 2


def test_other_rules_read_everything_anew(site: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(site, "data", f"NIK {NIK}, HP 081234567890.")
    counted, library = Counted(monkeypatch), tmp_path / "cache" / "check.sqlite"
    check(site, library)
    counted.paths.clear()
    assert {problem.code for problem in check(site, library, ("R-NIK", "R-HP"))} == {"R-NIK", "R-HP"}
    assert len(counted.paths) == 2


def test_where_a_contact_was_registered_a_file_that_is_asked_for_is_judged_again_alone(
    site: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(site, "data", "Padang – Hubungi 081234567890.")
    write(site, "lain", "Padang – Loket dibuka.")
    counted, library = Counted(monkeypatch), tmp_path / "cache" / "check.sqlite"
    assert "R-HP" in {problem.code for problem in check(site, library, ("R-HP",))}
    site.write("unit/kanim-teluk/profil.toml", 'whatsapp = "+62 812 3456 7890"\n')
    counted.paths.clear()
    assert check(site, library, ("R-HP",), only={path}) == []
    assert counted.paths == [path]
    assert check(site, library, ("R-HP",)) == check(site, tmp_path / "cache" / "anew.sqlite", ("R-HP",))


def test_where_one_file_is_asked_for_no_other_is_judged_until_all_are(
    site: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = write(site, "satu", f"NIK {NIK}."), write(site, "dua", f"NIK {NIK}.")
    seen: list[str] = []
    really = checking._verdict
    monkeypatch.setattr(checking, "_verdict", lambda file, of: (seen.append(file.place.path), really(file, of))[1])
    library = tmp_path / "library.sqlite"
    monkeypatch.setattr(checking, "_FEW", 0)
    told = check(site, library, only={one})
    assert (seen, {problem.path for problem in told}) == ([one], {one})
    seen.clear()
    assert {problem.path for problem in check(site, library)} == {one, other}
    assert other in seen and one not in seen


@pytest.mark.parametrize("broken", [b"", b"bukan basis data"])
def test_a_broken_library_is_made_anew(
    site: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: bytes
) -> None:
    write(site, "data", f"NIK {NIK}.")
    Counted(monkeypatch)
    library = tmp_path / "cache" / "check.sqlite"
    library.parent.mkdir()
    library.write_bytes(broken)
    assert [problem.code for problem in check(site, library)] == ["R-NIK"]
    assert [problem.code for problem in check(site, library)] == ["R-NIK"]


# Formats

PROBLEM = Problem(
    "berita/a/2024/b,c.md", 3, "R-NIK", "body", "31••01", "Ada 100%:\nsalah", "", "", "Hapus.", column=5, why="UU"
)
WAIVED = Waived(PROBLEM, "Alasan yang cukup.")


def test_workflow_commands_are_one_line_each_and_escaped() -> None:
    error, notice = formats.github([PROBLEM], [WAIVED], "content/").splitlines()
    assert error == (
        "::error file=content/berita/a/2024/b%2Cc.md,line=3,col=5,title=R-NIK::"
        "Ada 100%25:%0Asalah%0AMengapa: UU%0ALangkah: Hapus."
    )
    assert notice.startswith("::notice ")


def test_fingerprints_stay_when_lines_move_and_differ_between_findings() -> None:
    moved = Problem(**{name: getattr(PROBLEM, name) for name in PROBLEM.__slots__} | {"line": 9})
    (before,) = json.loads(formats.gitlab([PROBLEM], [], ""))
    first, second = json.loads(formats.gitlab([moved, moved], [], ""))
    assert before["fingerprint"] == first["fingerprint"] != second["fingerprint"]
    assert first["location"] == {"path": "berita/a/2024/b,c.md", "lines": {"begin": 9}}
    assert first["severity"] == "major"
    assert json.loads(formats.gitlab([], [WAIVED], ""))[0]["severity"] == "info"


def test_the_closing_line_tells_apart_what_cannot_and_what_must_not_go_out() -> None:
    schema = Problem("berita/a/2024/d.md", 1, "kind", "", "", "", "", "", "")
    line = formats.closing_line(2, [PROBLEM, schema], ["R-NIK"], 1)
    assert line == (
        "2 berkas diperiksa: 2 kesalahan, 0 peringatan. 1 berkas belum dapat tayang. "
        "1 berkas memuat hal yang tidak boleh tayang. 1 temuan dikecualikan."
    )
