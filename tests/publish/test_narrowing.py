"""What changed beside stories has read, placed and viewed again what it affects: never more, never less."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from plugins.library import intake
from plugins.publish import registers, rendering
from plugins.publish.environment import Environment, environment
from plugins.publish.job import Report
from plugins.stories.story import Story
from tests.building import ROOT
from tests.publish.small import EVENTS, Small, small

PAGES = ("archive", "front", "story", "unit")  # some of the families of each room
FEEDS = ("feed", "opml")
OTHERS = """\
kanwil-timur,Kantor Wilayah Timur,Kanwil Timur,kanwil,kementerian-laut,,
rutan-pulau,Rutan Pulau,,upt,kanwil-timur,,
"""


@dataclass
class Work:
    """What a build did beside what it reports."""

    views: Counter[str] = field(default_factory=Counter)  # that were made, by family
    placed: set[str] = field(default_factory=set)  # references


@pytest.fixture
def site(tmp_path: Path) -> Small:
    made = small(tmp_path)
    register = made.content / "register/units.csv"
    register.write_text(register.read_text() + OTHERS)
    for number, unit in enumerate(("kanim-teluk", "lapas-bukit", "kanwil-barat", "rutan-pulau", "kanwil-timur")):
        made.story(f"{unit}/2024/satu", f"2024-06-0{number + 1} 08:00", tags="[layanan]")
    made.write("halaman/tentang.md", "---\ntitle: Tentang kami\n---\n\nIsi.\n")
    return made


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Iterator[Work]:
    done = Work()
    render, place = rendering.render, intake.place

    def rendered(task: rendering.Task) -> rendering.Rendered:
        done.views[task.family] += 1
        return render(task)

    def placed(story: Story, *given: object) -> object:
        done.placed.add(story.reference)
        return place(story, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(rendering, "render", rendered)
    monkeypatch.setattr(intake, "place", placed)
    yield done


def again(site: Small, work: Work, **settings: object) -> Report:
    """Another build, of which the work is counted, and which ends as a clean one does."""
    work.views.clear()
    work.placed.clear()
    report = site.build(**settings)
    views, placed = work.views.copy(), work.placed.copy()
    assert site.files == site.clean(**settings)
    work.views, work.placed = views, placed
    return report


def texts(site: Small) -> list[str]:
    return sorted(path.relative_to(site.content).as_posix() for path in site.content.rglob("*.md"))


def test_an_edit_of_a_template_has_pages_viewed_again_and_nothing_read(site: Small, work: Work) -> None:
    theme = site.folder / "theme"
    shutil.copytree(ROOT / "theme", theme)
    site.build(THEME=str(theme))
    base = theme / "templates/base.html"
    base.write_text(base.read_text().replace("</body>", "<!-- kaki lain --></body>"))
    report = again(site, work, THEME=str(theme))
    assert (report.read, work.placed) == ([], set())
    assert 0 not in {work.views[family] for family in PAGES}
    assert [work.views[family] for family in FEEDS] == [0, 0]
    assert {path.rpartition(".")[2] for path in report.written} == {"html"}


def test_an_edit_of_the_style_sheet_writes_it_and_renders_no_page(site: Small, work: Work) -> None:
    theme = site.folder / "theme"
    shutil.copytree(ROOT / "theme", theme)
    site.build(THEME=str(theme))
    sheet = next((theme / "static").rglob("*.css"))
    sheet.write_text(sheet.read_text() + "/* lain */")
    report = again(site, work, THEME=str(theme))
    assert (report.read, report.written) == ([], [f"theme/{sheet.name}"])
    assert set(work.views) == {"asset"}


@pytest.mark.parametrize("room", ["feeds", "data"])
def test_an_edit_of_the_code_of_a_room_has_its_own_families_viewed_again(
    site: Small, work: Work, monkeypatch: pytest.MonkeyPatch, room: str
) -> None:
    site.build()

    def edited(*given: object, **named: object) -> Environment:
        now = environment(*given, **named)  # type: ignore[arg-type]
        return replace(now, code={**now.code, room: "kode lain"})

    monkeypatch.setattr(registers, "environment", edited)
    report = again(site, work)
    assert (report.read, report.written, work.placed) == ([], [], set())
    assert all((work.views[family] > 0) == (room == "feeds") for family in FEEDS)
    assert [work.views[family] for family in PAGES] == [0] * len(PAGES)
    assert work.views.total() > 0


def test_a_unit_s_new_name_has_only_its_stories_placed_again_and_those_beneath(site: Small, work: Work) -> None:
    site.build()
    site.write("register/unit_events.csv", EVENTS + "2024-01-01,kanwil-barat,renamed,Kanwil Barat Baru,,,,Keputusan,\n")
    report = again(site, work)
    assert report.read == []
    beneath = {"kanim-teluk/2024/satu", "kanim-teluk/2024/lama", "lapas-bukit/2024/satu", "kanwil-barat/2024/satu"}
    assert work.placed == beneath
    assert "unit/kanwil-barat/index.html" in report.written
    assert not [path for path in report.written if "rutan-pulau" in path or "kanwil-timur" in path]


def test_a_unit_s_new_kind_of_contact_has_nothing_read_and_its_own_page_written(site: Small, work: Work) -> None:
    site.write("unit/rutan-pulau/profil.toml", 'address = "Jalan Contoh 1"\n')
    site.build()
    site.write("unit/rutan-pulau/profil.toml", 'address = "Jalan Contoh 2"\n')
    report = again(site, work)
    assert report.read == []
    assert sorted(report.written) == ["en/unit/rutan-pulau/index.html", "unit/rutan-pulau/index.html"]
    assert work.placed <= {"rutan-pulau/2024/satu"}


def test_a_unit_that_accepts_others_has_the_stories_placed_again_and_nothing_read(site: Small, work: Work) -> None:
    site.story("kanim-teluk/2024/bersama", units="[rutan-pulau]")
    site.build()
    assert "Berita bersama" not in site.page("unit/rutan-pulau")
    site.write("unit/rutan-pulau/profil.toml", 'accepts = ["kanim-teluk"]\n')
    report = again(site, work)
    assert report.read == []
    assert "Berita bersama" in site.page("unit/rutan-pulau")


def test_a_new_unit_changes_no_page_of_others_stories(site: Small, work: Work) -> None:
    site.build()
    register = site.content / "register/units.csv"
    register.write_text(register.read_text() + "kanim-baru,Kantor Imigrasi Baru,,upt,kanwil-timur,,\n")
    report = again(site, work)
    assert "unit/kanim-baru/index.html" in report.written
    assert not [path for path in report.written if path.startswith("berita/")]


def test_the_taxonomy_has_everything_read_again(site: Small, work: Work) -> None:
    site.build()
    site.write("register/zones.toml", 'extends = "default"\n\n[[theme]]\nid = "area-6"\nstrong = ["loket dibuka"]\n')
    report = again(site, work)
    assert sorted(report.read) == texts(site)


def test_a_register_of_moves_has_only_those_read_again_that_claim_an_address(site: Small, work: Work) -> None:
    site.story("rutan-pulau/2024/pindahan", moved_from="[lapas-bukit/2024/pindahan]")
    assert [problem.code for problem in site.build().problems if problem.severity == "error"]
    site.write(
        "register/moves.csv",
        "from,to,date,basis\nlapas-bukit/2024/pindahan,rutan-pulau/2024/pindahan,2024-06-02,Keputusan\n",
    )
    report = again(site, work)
    assert report.read == ["berita/rutan-pulau/2024/pindahan.md"]
    assert "berita/rutan-pulau/2024/pindahan/index.html" in report.written


@pytest.mark.parametrize(
    "setting", [{"SITENAME": "Nama Lain"}, {"ABOUT": "Kalimat lain."}, {"MENU": (("B", "berita/"),)}]
)
def test_a_setting_that_pages_show_has_all_viewed_again_and_nothing_read(
    site: Small, work: Work, setting: dict[str, object]
) -> None:
    site.build()
    report = again(site, work, **setting)
    assert (report.read, work.placed) == ([], set())
    assert "index.html" in report.written


@pytest.mark.parametrize("setting", [{"SITEURL": "https://lain.example"}, {"TIMEZONE": "Asia/Jayapura"}])
def test_a_setting_that_stories_are_read_by_has_all_read_again(
    site: Small, work: Work, setting: dict[str, object]
) -> None:
    site.build()
    assert sorted(again(site, work, **setting).read) == texts(site)


def test_the_number_of_processes_is_no_setting_that_outputs_depend_on(site: Small) -> None:
    site.build()
    report = site.build(PROCESSES=2)
    assert (report.read, report.written, report.checked) == ([], [], 0)
