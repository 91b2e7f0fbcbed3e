"""Judging a draft: places, masks, waivers, and what a withdrawn story may still be told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plugins.rules import table
from plugins.rules.checking import Verdict, judge, masked
from plugins.rules.draft import Archive
from plugins.rules.examples import as_file, examples
from plugins.rules.rule import Rule
from tests.rules.desk import archive, draft, judged

HEAD = "---\ntitle: Loket dibuka\ndate: 2024-06-01 09.00\n"
PERSONAL = tuple(rule for rule in table.rules() if rule.patterns)


def story(body: str, *lines: str) -> str:
    return HEAD + "".join(f"{line}\n" for line in lines) + f"---\n\n{body}\n"


def codes(verdict: Verdict) -> list[str]:
    return [problem.code for problem in verdict.problems]


def test_a_finding_has_line_column_law_and_next_step() -> None:
    (problem,) = judged(story("Padang – Ada.\n\nPemohon ber-NIK 3171234501900001 datang."), PERSONAL).problems
    assert (problem.line, problem.column, problem.code, problem.field) == (8, 17, "R-NIK", "body")
    assert "UU 23/2006" in problem.why
    assert problem.action
    assert problem.severity == "error"


def test_personal_data_is_told_in_part_only() -> None:
    (problem,) = judged(story("NIK 3171234501900001."), PERSONAL).problems
    assert "3171234501900001" not in f"{problem.value}{problem.message}"
    assert problem.value == "31••••••••••••01"


@pytest.mark.parametrize(("text", "shown"), [("a", "•"), ("ab", "••"), ("Rudi Hartono", "Ru•• •••••no")])
def test_masks(text: str, shown: str) -> None:
    assert masked(text) == shown


def test_texts_of_front_matter_are_looked_at_too() -> None:
    verdict = judged(
        story("Isi.", "contact: Budi, 081234567890", "image: {file: a.jpg, alt: Tersangka bernama Joko}"), PERSONAL
    )
    assert [(problem.code, problem.field, problem.line) for problem in verdict.problems] == [
        ("R-HP", "contact", 4),
        ("F-ADIL", "image.alt", 5),
    ]


@pytest.mark.parametrize(
    "broken", ["---\ntitle: x\nkind: salah\n---\n\n{}", "tanpa kepala\n\n{}", "---\ntitle: [x\n---\n{}"]
)
def test_personal_data_is_found_in_a_file_with_other_errors(broken: str) -> None:
    assert codes(judged(broken.format("NIK 3171234501900001"), PERSONAL)) == ["R-NIK"]


def test_registered_contacts_are_allowed_in_every_form() -> None:
    body = "Tanya ke 0812-5550-1000, +62 812 5550 1000, KanimTelukBiru@gmail.com atau https://wa.me/6281255501000."
    assert judged(story(body), PERSONAL) == Verdict()


def test_drafts_are_judged_too() -> None:
    assert codes(judged(story("NIK 3171234501900001", "status: draft"), PERSONAL)) == ["R-NIK"]


# Waivers


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Anak binaan bernama Rizky Pratama meraih juara.", "R-ANAK"),
        ("Korban pemerkosaan bernama Ratna telah didampingi.", "R-KORBAN"),
        ("Pemohon 327501 4501900001 dilayani.", "R-NIK"),
    ],
)
def test_persons_are_kept_from_standing_pages_too(text: str, code: str) -> None:
    page = replace(draft(story(text)), path="unit/kanim-teluk-biru/layanan.md", reference="")
    assert codes(judge(page, PERSONAL)) == [code]


def test_a_waived_finding_does_not_count_and_keeps_its_reason() -> None:
    verdict = judged(
        story("Petugas menangkap pelaku.", "waive: [{rule: r-adil, reason: Kutipan dari putusan.}]"), PERSONAL
    )
    assert verdict.problems == ()
    assert [(one.problem.code, one.reason) for one in verdict.waived] == [("R-ADIL", "Kutipan dari putusan.")]


def test_a_code_may_be_written_in_capitals() -> None:
    verdict = judged(
        story("Petugas menangkap pelaku.", "waive: [{rule: R-ADIL, reason: Kutipan dari putusan.}]"), PERSONAL
    )
    assert verdict.problems == ()


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("waive: [{rule: r-adill, reason: Kutipan dari putusan.}]", "waive-unknown", "r-adil"),
        ("waive: [{rule: r-adil, reason: Pendek}]", "waive-short-reason", "10"),
    ],
)
def test_a_waiver_that_does_not_hold_is_told(line: str, code: str, said: str) -> None:
    verdict = judged(story("Petugas menangkap pelaku.", line), PERSONAL)
    assert sorted(codes(verdict)) == sorted(["R-ADIL", code])
    (problem,) = (problem for problem in verdict.problems if problem.code == code)
    assert said in f"{problem.nearest} {problem.message} {problem.action}"
    assert problem.line == 4


def test_rules_about_persons_say_who_decides_instead() -> None:
    verdict = judged(
        story("NIK 3171234501900001", "waive: [{rule: r-nik, reason: Sudah disetujui pemohon.}]"), PERSONAL
    )
    assert sorted(codes(verdict)) == ["R-NIK", "waive-not-allowed"]
    assert "PPID" in next(problem.action for problem in verdict.problems if problem.code == "waive-not-allowed")


def test_a_waiver_that_nothing_needs_is_told() -> None:
    assert codes(judged(story("Isi.", "waive: [{rule: r-adil, reason: Kutipan dari putusan.}]"), PERSONAL)) == [
        "waive-unused"
    ]


def test_the_centre_can_excuse_a_story() -> None:
    rules = table.chosen({"R-NIK": {"exempt": ["kanim-teluk-biru/2024/contoh"]}})
    assert "R-NIK" not in codes(judged(story("NIK 3171234501900001"), rules))


# Withdrawn


def test_nothing_holds_back_a_withdrawal() -> None:
    withdrawn = "withdrawn: {date: 2024-06-02, kind: privasi, reason: Memuat NIK 3171234501900001.}"
    verdict = judged(story("Lihat NIK 3171234501900001.", withdrawn), PERSONAL)
    assert [(problem.field, problem.severity) for problem in verdict.problems] == [("withdrawn.reason", "warning")]


def test_only_so_many_findings_of_a_rule_are_told() -> None:
    rule = next(rule for rule in table.rules() if rule.code == "R-NIK")
    assert isinstance(rule, Rule)
    assert len(judged(story(" dan ".join(["3171234501900001"] * 50)), PERSONAL).problems) == rule.most


# Rules that need the archive

WAIVED = "waive: [{rule: f-dup, reason: Rilis bersama yang disepakati.}, {rule: f-jdl, reason: Judul resmi itu.}]"


def excused() -> tuple[bytes, bytes]:
    """A story that is like an earlier one and excuses it; and one that excuses it for nothing."""
    like = as_file(examples()["F-DUP"].caught[0])
    return like.replace(b"---\n\n", f"{WAIVED}\n---\n\n".encode(), 1), story("Isi.", WAIVED).encode()


def test_what_needs_the_archive_is_judged_once_that_was_asked() -> None:
    like = draft(as_file(examples()["F-DUP"].caught[0]))
    known = archive(as_file(examples()["F-DUP"].caught[0]), "F-DUP")
    assert "F-DUP" not in codes(judge(like, table.rules()))
    assert codes(judge(replace(like, archive=known), table.rules())) == ["F-DUP"]


def test_an_excuse_from_it_waits_for_the_archive_and_others_do_not() -> None:
    like, needless = excused()
    first = judge(draft(like), table.rules())
    assert first.excuses
    assert [code for code in codes(first) if code.startswith("waive")] == ["waive-unknown"]
    then = judge(replace(draft(like), archive=archive(like, "F-DUP")), table.rules())
    assert (codes(then), [one.problem.code for one in then.waived]) == ([], ["F-DUP"])
    assert codes(judge(replace(draft(needless), archive=Archive()), table.rules())) == ["waive-unused"]


def test_who_excuses_nothing_of_it_need_not_be_asked_again() -> None:
    assert not judge(draft(story("Isi.", "waive: [{rule: f-judul, reason: Judul resmi itu.}]")), table.rules()).excuses
