"""`check` and `new` as humas run them: messages and exit statuses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from plugins.desk.__main__ import main
from tests import building
from tests.factory import instant
from tests.publish.small import Small, small


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Small:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(instant("2024-06-01 09:30")))
    return small(tmp_path)


@pytest.fixture
def without_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stories of one sentence are sound files, though no rule of the editors would let them pass without a word."""
    monkeypatch.setattr("plugins.rules.table.chosen", lambda settings: ())


def files(site: Small) -> set[str]:
    return {path.relative_to(site.content).as_posix() for path in site.content.rglob("*") if path.is_file()}


# check


@pytest.mark.usefixtures("without_rules")
def test_sound_content_ends_with_0_and_one_line(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(site.content)]) == 0
    assert capsys.readouterr().out == "1 berkas diperiksa: semuanya baik.\n"


@pytest.mark.usefixtures("without_rules")
def test_an_error_ends_with_1_and_says_what_to_do(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    site.story("kanim-teluk/2024/salah", kind="beritaa")
    assert main(["check", str(site.content)]) == 1
    told = capsys.readouterr().out
    assert "berita/kanim-teluk/2024/salah.md:4: KESALAHAN" in told
    assert "Mungkin maksudnya: berita" in told
    assert "Langkah:" in told
    assert "2 berkas diperiksa: 1 kesalahan, 0 peringatan. 1 berkas belum dapat tayang." in told


def test_a_check_loads_nothing_that_makes_pages_or_feeds(site: Small) -> None:
    run = f"import sys; from plugins.desk.__main__ import main; main(['check', {str(site.content)!r}])"
    told = "print(*sorted({name.split('.')[1] for name in sys.modules if name.startswith('plugins.')}))"
    done = subprocess.run(
        [sys.executable, "-c", f"{run}; {told}"], cwd=building.ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.splitlines()[-1].split())
    assert {"desk", "rules", "stories"} <= loaded
    assert loaded & {"pages", "feeds", "data", "press", "pictures", "search"} == set()


def test_a_warning_ends_with_0(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    site.write("register/unit_events.csv", "date,unit,event\n2024-05-01,kanwil-barat,closed\n")
    assert main(["check", str(site.content)]) == 0
    assert "Semua berkas dapat tayang." in capsys.readouterr().out


def test_a_register_that_is_wrong_ends_with_1(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    site.write("register/moves.csv", "from,to\na,b\n")
    assert main(["check", str(site.content)]) == 1
    assert "register/moves.csv:2" in capsys.readouterr().out


def test_every_problem_of_every_file_is_told_at_once(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    site.story("kanim-teluk/2024/a", "kemarin", kind="salah", kunci_salah="1")
    site.write("berita/unit-tak-ada/2024/b.md", "---\ntitle: B\ndate: 2024-06-01\n---\n")
    assert main(["check", str(site.content)]) == 1
    assert capsys.readouterr().out.count("KESALAHAN") == 4


def test_a_folder_means_every_file_within(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    site.story("kanim-teluk/2024/salah", kind="beritaa")
    site.story("lapas-bukit/2024/salah", kind="beritaa")
    assert main(["check", str(site.content), str(site.content / "berita/kanim-teluk")]) == 1
    told = capsys.readouterr().out
    assert "berita/kanim-teluk/2024/salah.md:4" in told
    assert "lapas-bukit" not in told


def test_check_sees_conflicts_between_files(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    site.story("kanim-teluk/2024/salinan", moved_from="[kanim-teluk/2024/lama]")
    assert main(["check", str(site.content)]) == 1
    assert "moved-from-still-there" in capsys.readouterr().out


def test_check_looks_at_files_as_they_stand_whatever_git_remembers(site: Small) -> None:
    site.commit()
    site.story("kanim-teluk/2024/lama", kind="salah")
    assert main(["check", str(site.content)]) == 1


def test_check_writes_nothing(site: Small) -> None:
    before = files(site)
    main(["check", str(site.content)])
    assert files(site) == before
    assert [path.name for path in site.folder.iterdir()] == ["content"]


@pytest.mark.parametrize("command", [["check"], ["new", "--unit", "kanim-teluk", "--title", "A"]])
def test_a_folder_that_is_not_there_ends_with_2(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, *rest = command
    assert main([name, str(tmp_path / "tidak-ada"), *rest]) == 2
    assert "tidak ada" in capsys.readouterr().err


# new


def new(site: Small, *arguments: str) -> int:
    return main(["new", str(site.content), *arguments])


def test_a_new_story_passes_the_check(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(site, "--unit", "kanim-teluk", "--title", 'Loket "akhir pekan": dibuka #1') == 0
    told = capsys.readouterr().out
    assert "berita/kanim-teluk/2024/loket-akhir-pekan-dibuka-1.md" in told
    assert "make check" in told
    assert main(["check", str(site.content)]) == 0


def test_a_second_story_of_the_same_title_has_its_own_file(site: Small) -> None:
    for _ in range(2):
        assert new(site, "--unit", "kanim-teluk", "--title", "Loket buka") == 0
    assert {path for path in files(site) if "loket" in path} == {
        "berita/kanim-teluk/2024/loket-buka.md",
        "berita/kanim-teluk/2024/loket-buka-2.md",
    }


def test_a_unit_may_be_called_by_its_name_and_the_day_chosen(site: Small) -> None:
    assert new(site, "--unit", "Kantor Imigrasi Teluk", "--title", "Nanti", "--date", "2025-02-03 14.00") == 0
    text = (site.content / "berita/kanim-teluk/2025/nanti.md").read_text(encoding="utf-8")
    assert "date: 2025-02-03 14.00" in text
    assert "status: draft" in text


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--unit", "kanim-teluc", "--title", "A"], "kanim-teluk  Kantor Imigrasi Teluk"),
        (["--title", "A"], "Sebutkan unitnya"),
        (["--unit", "kanim-teluk"], "Sebutkan judulnya"),
        (["--unit", "kanim-teluk", "--title", "A", "--kind", "siaran-perss"], "Mungkin maksudnya siaran-pers."),
        (["--unit", "kanim-teluk", "--title", "A", "--date", "kemarin"], "“kemarin” tidak terbaca"),
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_is_written(
    site: Small, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    before = files(site)
    assert new(site, *arguments) == 2
    assert told in capsys.readouterr().err
    assert files(site) == before


def test_all_that_is_wrong_is_told_at_once(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(site, "--kind", "x", "--date", "y") == 2
    assert len(capsys.readouterr().err.splitlines()) == 4


def test_a_new_story_joins_those_of_its_unit_where_they_lie(site: Small) -> None:
    site.write("berita/kanwil-barat/lapas-bukit/2024/loket-buka.md", "---\ntitle: A\ndate: 2024-06-01\n---\n")
    assert new(site, "--unit", "lapas-bukit", "--title", "Loket buka", "--date", "2024-06-01") == 0
    path = site.content / "berita/kanwil-barat/lapas-bukit/2024/loket-buka-2.md"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert "date: 2024-06-01 " in lines[2]
    assert "00.00" not in lines[2]
    assert "jam" not in lines[2]


def test_new_says_that_a_unit_has_ended(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    site.write(
        "register/unit_events.csv",
        "date,unit,event,name,parent,unit_class,successors,basis,source\n2024-01-01,kanim-teluk,closed,,,,,Contoh,contoh\n",
    )
    assert main(["new", str(site.content), "--unit", "kanim-teluk", "--title", "Loket dibuka"]) == 0
    assert "kanim-teluk sudah berakhir" in capsys.readouterr().out


def test_a_reader_who_has_seen_enough_gets_no_traceback(tmp_path: Path) -> None:
    for number in range(300):
        path = tmp_path / f"berita/kanim-tiada/2024/{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("tanpa kunci\n" * 20)
    desk = [sys.executable, "-m", "plugins.desk", "check", str(tmp_path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(desk, cwd=building.ROOT, stdout=pipe, stderr=pipe, text=True) as running:
        assert running.stdout and running.stderr
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == ""
