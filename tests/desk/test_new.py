"""`new` with somebody at the terminal, and what it suggests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.desk import asking
from plugins.desk.__main__ import main
from plugins.desk.drafts import city_of
from plugins.units import read_registry
from tests import factory
from tests.factory import instant
from tests.publish.small import Small, small

FOLDER = "berita/kanim-teluk/2024"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Small:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(instant("2024-06-01 09:30")))
    monkeypatch.setattr(asking, "is_possible", lambda: True)
    return small(tmp_path)


def answer(monkeypatch: pytest.MonkeyPatch, *answers: str) -> Iterator[str]:
    left = iter(answers)

    def reply(question: str = "") -> str:
        print(question)
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", reply)
    return left


def test_a_half_remembered_office_is_chosen_by_its_number(
    site: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    left = answer(monkeypatch, "kan", "x", "1", "Loket buka", "beritaa", "", "31 Mei", "2024-05-31", "")
    assert main(["new", str(site.content)]) == 0
    told = capsys.readouterr().out
    assert "  1. kanim-teluk  Kantor Imigrasi Teluk" in told
    assert "Jenis (berita, siaran-pers, pengumuman, sambutan, klarifikasi) [berita]:" in told
    assert list(left) == []
    text = (site.content / FOLDER / "loket-buka.md").read_text(encoding="utf-8")
    assert "date: 2024-06-01 09.30" in text
    assert "event_date: 2024-05-31" in text
    assert main(["check", str(site.content)]) == 0


def test_the_suggested_file_name_can_be_another(site: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "Loket buka Sabtu", "pengumuman", "", "Loket Sabtu")
    assert main(["new", str(site.content), "--unit", "kanim-teluk"]) == 0
    assert "kind: pengumuman" in (site.content / FOLDER / "loket-sabtu.md").read_text(encoding="utf-8")


def test_a_slip_is_asked_again_and_loses_no_answer(
    site: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write(f"{FOLDER}/loket-buka.md", "---\ntitle: A\ndate: 2024-06-01\n---\n\nIsi.\n")
    slips = ["zzz", "qqq", "yyy", "www", "kanim-teluk", "Loket buka", "", "x", "y", "z", "2024-05-31"]
    left = answer(monkeypatch, *slips, "loket-buka.md", "Loket Sabtu.md")
    assert main(["new", str(site.content)]) == 0
    assert list(left) == []
    told = capsys.readouterr().out
    assert told.count("Unit itu tidak ditemukan.") == 4
    assert "loket-buka.md sudah ada. Pilih nama lain, misalnya loket-buka-2." in told
    assert "event_date: 2024-05-31" in (site.content / FOLDER / "loket-sabtu.md").read_text(encoding="utf-8")


def test_a_word_that_fits_more_offices_than_anyone_reads_asks_for_the_city(
    site: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (site.content / "register/units.csv").read_text(encoding="utf-8").splitlines()
    (pattern,) = (line for line in lines if line.startswith("kanim-teluk,"))
    more = [pattern.replace("Teluk", f"Teluk {n}").replace("teluk", f"teluk-{n}") for n in range(20)]
    site.write("register/units.csv", "\n".join([*lines, *more]) + "\n")
    answer(monkeypatch, "kantor", "kanim-teluk", "Loket", "", "", "")
    assert main(["new", str(site.content)]) == 0
    assert "Sebut juga kotanya" in capsys.readouterr().out
    assert main(["new", str(site.content), "--unit", "kantor", "--title", "A"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_whoever_goes_away_leaves_nothing_behind(
    site: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(monkeypatch, "kanim-teluk")
    before = set(site.content.rglob("*"))
    assert main(["new", str(site.content)]) == 2
    assert "tidak ada yang ditulis" in capsys.readouterr().err
    assert set(site.content.rglob("*")) == before


def test_nothing_is_asked_where_all_is_said(site: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch)
    assert main(["new", str(site.content), "--unit", "kanim-teluk", "--title", "A", "--event", "2024-06-03"]) == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--event", "1 Juni 2024"], "Mungkin maksudnya: 2024-06-01"),
        (["--slug", "Loket Baru"], "Tulis misalnya: loket-baru"),
        (["--slug", "lama", "--date", "2024-03-05"], "lama.md sudah ada"),
    ],
)
def test_a_file_that_is_there_or_a_name_that_cannot_be_is_told(
    site: Small, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    before = set(site.content.rglob("*"))
    assert main(["new", str(site.content), "--unit", "kanim-teluk", "--title", "A", *arguments]) == 2
    assert told in capsys.readouterr().err
    assert set(site.content.rglob("*")) == before


def test_an_event_after_publication_is_remarked(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(site.content), "--unit", "kanim-teluk", "--title", "A", "--event", "2024-06-03"]) == 0
    assert "sesudah waktu tayang" in capsys.readouterr().out


def test_city_and_themes_are_suggested(site: Small) -> None:
    lines = (site.content / "register/units.csv").read_text(encoding="utf-8").splitlines()
    cities = {"id": "city", "kanim-teluk": "Teluk"}
    site.write("register/units.csv", "".join(f"{line},{cities.get(line.split(',')[0], '')}\n" for line in lines))
    title = "Kanim Teluk canangkan zona integritas menuju WBK"
    assert main(["new", str(site.content), "--unit", "kanim-teluk", "--title", title, "--slug", "zi"]) == 0
    text = (site.content / FOLDER / "zi.md").read_text(encoding="utf-8")
    assert "# zones: [zi, wbk" in text
    assert "usul menurut judul" in text
    assert "location: Teluk " in text
    assert "\nTeluk – ‹Teras berita" in text
    assert main(["check", str(site.content)]) == 0


def test_a_draft_that_goes_out_as_it_was_made_is_stopped(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(site.content), "--unit", "kanim-teluk", "--title", "Loket dibuka", "--slug", "a"]) == 0
    path = site.content / FOLDER / "a.md"
    path.write_text(path.read_text(encoding="utf-8").replace("status: draft", "status: published"), encoding="utf-8")
    capsys.readouterr()
    assert main(["check", str(site.content)]) == 1
    assert "Masih ada isian kosong: ‹Teras berita" in capsys.readouterr().out


REGIONS = """\
code,name,level,parent,short_name
91,Provinsi Biru,provinsi,,
91.01,Kabupaten Biru,kabupaten,91,Biru
91.71,Kota Teluk Biru,kota,91,Teluk Biru
"""


@pytest.mark.parametrize(
    ("unit", "city"), [("kanim-teluk-biru", "Teluk Biru"), ("lapas-bukit-hijau", ""), ("kanwil-biru", "Biru")]
)
def test_the_city_is_the_region_after_which_an_office_is_called(unit: str, city: str) -> None:
    registry, _ = read_registry(factory.UNITS_CSV, "date,unit,event\n", REGIONS, "Asia/Jakarta")
    assert city_of(unit, registry) == city
