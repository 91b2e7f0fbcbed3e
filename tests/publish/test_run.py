"""One build after another: what is read, made and written, and what happens where a build was cut short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins import addresses
from plugins.pages.house import PageFamily
from plugins.publish import rendering, writing
from tests.building import snapshot
from tests.publish.small import Small, small

FIRST, SECOND = "kanim-teluk/2024/lama", "lapas-bukit/2024/kedua"


@pytest.fixture
def site(tmp_path: Path) -> Small:
    return small(tmp_path)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """How often each page family rendered."""
    counted: Counter[str] = Counter()
    render = PageFamily.render

    def counting(self: PageFamily, key: str, view: dict[str, object]) -> object:
        counted[f"{self.name} {key}"] += 1
        return render(self, key, view)

    monkeypatch.setattr(PageFamily, "render", counting)
    yield counted


# What a build costs


def test_only_what_changed_is_read(site: Small) -> None:
    assert site.build().read == [f"berita/{FIRST}.md"]
    site.story(SECOND)
    assert site.build().read == [f"berita/{SECOND}.md"]
    assert site.build().read == []


def test_an_unchanged_view_is_not_rendered(site: Small, rendered: Counter[str]) -> None:
    site.story(SECOND)
    site.build()
    rendered.clear()
    site.story(FIRST, "2024-03-05 08:00", "Isi lain sama sekali.", summary="Loket dibuka.")
    site.build()
    rendered.clear()
    site.story(FIRST, "2024-03-05 08:00", "Isi yang diganti lagi.", summary="Loket dibuka.")
    report = site.build()
    assert rendered == {f"story {FIRST}": 1}
    assert report.checked > 0


def test_a_second_build_renders_nothing(site: Small, rendered: Counter[str]) -> None:
    site.build()
    rendered.clear()
    site.build()
    assert rendered == {}


def test_time_alone_changes_no_view_while_nothing_is_due(site: Small, rendered: Counter[str]) -> None:
    site.build("2025-01-15 12:00")
    before = site.files
    rendered.clear()
    report = site.build("2025-12-31 23:59")
    assert (report.read, report.written, report.deleted, report.checked) == ([], [], [], 0)
    assert rendered == {}
    assert site.files == before == site.clean("2026-06-30 00:00")


_IN_ENGLISH = ("index.html", *(f"unit/{of}/index.html" for of in ("kanim-teluk", "kanwil-barat", "kementerian-laut")))
_WIDGETS = ("", "unit/kanim-teluk/", "unit/kanwil-barat/semua/", "unit/kementerian-laut/semua/", "zona/zi/")


def test_the_newest_story_rewrites_no_page_of_an_earlier_month_but_what_links_to_it(site: Small) -> None:
    for number in range(6):
        site.story(f"kanim-teluk/2024/juni-{number}", f"2024-06-0{number + 1} 08:00", tags="paspor", zones="[zi]")
    site.story("lapas-bukit/2024/menunggu", "2024-05-01", "Lihat [nanti](/berita/kanim-teluk/2024/terbaru/).")
    site.build()
    site.story("kanim-teluk/2024/terbaru", "2024-07-01 08:00", tags="paspor", zones="[zi]")
    written = set(site.build().written)
    landing = {
        "index.html",
        "feed/index.html",  # tells which themes have feeds; unchanged where they had before
        *_feeds("", "unit/kanim-teluk/", "unit/kanwil-barat/semua/", "unit/kementerian-laut/semua/", "zona/zi/"),
        *(f"{of}/feed.xml" for of in ("jenis/berita", "tag/paspor", "wilayah/91", "unit/kanim-teluk/zona/zi")),
        "sitemap.xml",
        "sitemap-berita.xml",
        "sitemap-arsip.xml",
        "berita/index.html",
        "berita/2024/index.html",
        "jenis/berita/index.html",
        "jenis/berita/2024/index.html",
        "tag/paspor/index.html",
        "wilayah/index.html",
        "unit/kanim-teluk/index.html",
        "unit/kanwil-barat/index.html",
        "unit/kementerian-laut/index.html",
        "unit/kementerian-laut/semua/2024/index.html",
        "zona/index.html",
        "zona/zi/index.html",
        "zona/zi/2024/index.html",
        "feeds.opml",
        *(f"en/{path}" for path in _IN_ENGLISH),
        *(f"{home}{file}" for home in _WIDGETS for file in ("terbaru.json", "sematan/index.html")),
    }
    of_july = {
        path
        for path in written
        if "/2024/07/" in path or "2024-07" in path or path.startswith("berita/kanim-teluk/2024/terbaru/")
    }
    assert written - landing - of_july == {
        "berita/lapas-bukit/2024/menunggu/index.html",
        *_feeds("unit/lapas-bukit/"),  # carries that story whole, with its link
        "unit/lapas-bukit/2024/05/arsip.xml",
        "berita/2024/05/01/arsip.xml",
    }


def _feeds(*folders: str) -> list[str]:
    """The feeds of these folders in all their forms."""
    return [f"{folder}{name}" for folder in folders for name in addresses.FEED_FORMS.values()]


# What is due


def test_a_scheduled_story_appears_by_the_clock_alone(site: Small) -> None:
    site.story(SECOND, "2025-02-01 09:00")
    report = site.build("2025-01-15 12:00")
    assert (report.stories, report.waiting) == (1, 1)
    report = site.build("2025-02-01 09:00")
    assert (report.read, report.stories, report.waiting) == ([], 2, 0)
    assert f"berita/{SECOND}/index.html" in report.written
    assert site.files == site.clean("2025-02-01 09:00")


def test_a_clock_that_was_set_back_takes_down_what_is_not_due(site: Small) -> None:
    site.story(SECOND, "2025-02-01 09:00")
    site.build("2025-03-01 00:00")
    report = site.build("2025-01-15 12:00")
    assert f"berita/{SECOND}/index.html" not in site.files
    assert report.vanished == [SECOND]
    assert site.files == site.clean("2025-01-15 12:00")


def test_an_expired_story_keeps_its_page_and_leaves_the_front_page(site: Small) -> None:
    site.story(SECOND, expires="2025-02-01")
    site.build("2025-01-31 12:00")
    assert "Berita kedua" in site.page("")
    site.build("2025-02-01 00:00")
    assert "Berita kedua" not in site.page("")
    assert "Berita kedua" in site.page(f"berita/{SECOND}")
    assert "Berita kedua" in site.page("berita/2024/06/01")


def test_a_public_story_that_is_gone_without_a_word_is_told(site: Small) -> None:
    path = site.story(SECOND)
    site.build()
    path.unlink()
    assert site.build().vanished == [SECOND]


def test_a_story_that_moved_or_was_withdrawn_has_not_vanished(site: Small) -> None:
    path = site.story(SECOND)
    site.build()
    path.unlink()
    site.story("lapas-bukit/2024/ketiga", moved_from=f"[{SECOND}]")
    assert site.build().vanished == []
    assert "lapas-bukit/2024/ketiga/" in site.page(f"berita/{SECOND}")
    withdrawal = "{date: 2024-06-03, kind: privasi, reason: Diminta.}"
    site.story("lapas-bukit/2024/ketiga", moved_from=f"[{SECOND}]", withdrawn=withdrawal)
    assert site.build().vanished == []


# Cut short, and started from nothing


class Killed(Exception):
    pass


def test_a_build_killed_before_its_files_are_in_place_is_completed_by_the_next(
    site: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build()
    site.story(SECOND, body="Lihat [berita lama](/berita/kanim-teluk/2024/lama/).")
    site.story(FIRST, "2024-03-05 08:00", title="Judul baru")

    def killed(output: Path) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(writing, "put_in_place", killed)
        with pytest.raises(Killed):
            site.build()
    assert f"berita/{SECOND}/index.html" not in site.files
    report = site.build()
    assert report.read == []
    assert site.files == site.clean()


@pytest.mark.parametrize("moves", [0, 1, 5])
def test_a_build_killed_after_some_files_is_completed_by_the_next(
    site: Small, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    site.build()
    site.story(SECOND)
    replace, left = Path.replace, moves

    def killed(self: Path, target: Path) -> Path:
        nonlocal left
        if not left:
            raise Killed
        left -= 1
        return replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        with pytest.raises(Killed):
            site.build()
    assert left == 0
    site.build()
    assert site.files == site.clean()


def test_a_build_killed_before_deleting_is_completed_by_the_next(site: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    path = site.story(SECOND)
    site.build()
    path.unlink()

    def killed(output: Path, paths: object) -> int:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(writing, "remove", killed)
        with pytest.raises(Killed):
            site.build()
    site.build()
    assert site.files == site.clean()


def test_a_first_build_killed_while_rendering_is_completed_by_the_next(
    site: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(task: rendering.Task) -> rendering.Rendered:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(rendering, "render", killed)
        with pytest.raises(Killed):
            site.build()
    site.build()
    assert site.files == site.clean()


def test_an_output_without_our_marker_is_rendered_in_full_and_strangers_stay(site: Small) -> None:
    site.build()
    (site.output / writing.MARKER).unlink()
    (site.output / "index.html").write_text("bukan halaman kami")
    (site.output / "berita" / "catatan.txt").write_text("milik orang lain")
    report = site.build()
    files = site.files
    assert report.written == ["index.html"]
    assert files.pop("berita/catatan.txt") == b"milik orang lain"
    clean = site.clean()
    assert files.pop(writing.MARKER) != clean.pop(writing.MARKER)
    assert files == clean


def test_an_output_that_outlived_its_library_is_swept(site: Small) -> None:
    path = site.story(SECOND)
    site.build()
    path.unlink()
    for library in site.folder.glob("output.cache/*.sqlite*"):
        library.unlink()
    (site.output / "berita" / "catatan.txt").write_text("tidak dikenal")
    site.build()
    assert site.files == site.clean()


def test_a_broken_library_costs_a_full_build_and_no_byte(site: Small) -> None:
    site.build()
    before = site.files
    (library,) = site.folder.glob("output.cache/*.sqlite")
    library.write_bytes(b"rusak" * 1000)
    assert site.build().written == []
    assert site.files == before


def test_two_contents_never_share_a_library(site: Small, tmp_path: Path) -> None:
    site.build(CACHE_PATH=str(tmp_path / "cache"))
    other = small(tmp_path / "lain")
    other.story(SECOND)
    other.build(CACHE_PATH=str(tmp_path / "cache"))
    assert len(list((tmp_path / "cache").glob("*.sqlite"))) == 2
    assert site.build(CACHE_PATH=str(tmp_path / "cache")).written == []


# What else outputs are made of


def test_a_setting_that_pages_show_renders_them_anew(site: Small) -> None:
    site.build()
    report = site.build(SITENAME="Nama Lain")
    assert f"berita/{FIRST}/index.html" in report.written
    assert "Nama Lain" in site.page("")


def test_a_register_that_changed_touches_what_shows_it_and_no_more(site: Small) -> None:
    site.build()
    site.write("unit/kanim-teluk/profil.toml", 'address = "Jalan Contoh 1"\n')
    report = site.build()
    assert sorted(report.written) == ["en/unit/kanim-teluk/index.html", "unit/kanim-teluk/index.html"]


def test_a_unit_that_begins_to_accept_gets_the_story(site: Small) -> None:
    site.story(SECOND, units="[kanim-teluk]")
    site.build()
    assert "Berita kedua" not in site.page("unit/kanim-teluk")
    site.write("unit/kanim-teluk/profil.toml", 'accepts = ["lapas-bukit"]\n')
    site.build()
    assert "Berita kedua" in site.page("unit/kanim-teluk")
    assert site.files == site.clean()


def test_more_processes_give_the_same_bytes(site: Small) -> None:
    for number in range(30):
        site.story(f"kanim-teluk/2024/banyak-{number}", f"2024-06-{number % 28 + 1:02} 08:00")
    site.build(PROCESSES=2)
    assert site.files == site.clean()


def test_problems_are_told_again_by_every_build(site: Small) -> None:
    site.story(SECOND, kind="beritaa")
    first, again = site.build(), site.build()
    assert again.read == []
    assert first.problems == again.problems
    assert [(p.path, p.line, p.field, p.nearest) for p in again.problems] == [
        (f"berita/{SECOND}.md", 4, "kind", "berita")
    ]


def test_snapshots_see_every_file(site: Small) -> None:
    site.build()
    assert writing.MARKER in snapshot(site.output)
