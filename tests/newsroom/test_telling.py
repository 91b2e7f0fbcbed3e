import io
import sys
from pathlib import Path

import pytest

from plugins.newsroom import telling
from plugins.problems import WARNING, Problem, Rule
from plugins.publish.job import Report

WRONG = Rule("wrong", "Salah.", "Perbaiki.")
ODD = Rule("odd", "Janggal.", "Lihat.", WARNING)


def report(*problems: Problem, **facts: object) -> Report:
    return Report(problems=list(problems), **facts)  # type: ignore[arg-type]


def test_the_closing_line_counts_what_was_done() -> None:
    done = report(
        WRONG.broken("a.md"),
        WRONG.broken("a.md", 2),
        ODD.broken("b.md"),
        read=["a.md", "b.md"],
        stories=7,
        waiting=2,
        new=["x"],
        changed=["y", "z"],
        deleted=["p", "q", "r", "s"],
        checked=5,
    )
    assert telling.closing_line(done, Path("output"), 1.25) == (
        "7 stories published, 2 waiting for their time or as drafts, 1 files held back; 2 files read, "
        "1 pages and files new, 2 changed, 4 removed, 5 found unchanged; 1.2 s → output"
    )


def test_a_preview_is_told_in_indonesian_with_what_it_cannot_show() -> None:
    line = telling.preview_line(report(WRONG.broken("a.md"), ODD.broken("b.md"), stories=7))
    assert line.startswith("Pratinjau memuat 7 berita")
    assert "1 berkas belum dapat tampil" in line
    assert "kesalahan" not in telling.preview_line(report(stories=7))


def test_only_errors_hold_a_file_back() -> None:
    assert telling.quarantined([WRONG.broken("b.md"), WRONG.broken("a.md"), ODD.broken("c.md")]) == ["a.md", "b.md"]


def test_problems_go_to_standard_error_and_the_closing_line_to_standard_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    telling.tell(report(WRONG.broken("a.md", 3), vanished=["kanim-a/2024/x"]), Path("output"), 0)
    told = capsys.readouterr()
    assert "a.md:3: KESALAHAN [wrong] Salah." in told.err
    assert "kanim-a/2024/x" in told.err
    assert told.out.count("\n") == 1


def test_a_flood_of_problems_is_cut_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    telling.tell(report(*(WRONG.broken(f"{number:03}.md") for number in range(230))), Path("output"), 0)
    told = capsys.readouterr().err
    assert told.count("KESALAHAN") == 200
    assert "30 more" in told


def test_there_is_no_progress_bar_but_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with telling.progress() as progress:
        progress("read", 1, 2)
        progress("write", 1, 2)
    assert capsys.readouterr() == ("", "")


def test_a_terminal_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with telling.progress() as progress:
        for phase in ("read", "write"):
            progress(phase, 1, 2)


def test_a_terminal_without_our_characters_ends_no_command(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    telling.on_any_terminal()
    print("→ “Padang”")
    sys.stdout.flush()
    assert written.getvalue().strip() == b"? ?Padang?"
