"""Paths into places, and a walk that opens nothing."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins import addresses
from plugins.problems import Problem
from plugins.stories.slips import slug_of
from plugins.stories.tree import PagePlace, Place, classify, classify_page, stray, walk
from plugins.units import Registry


@pytest.mark.parametrize(
    ("path", "reference"),
    [
        ("berita/kanim-teluk-biru/2024/layanan.md", "kanim-teluk-biru/2024/layanan"),
        ("berita/kanwil-lautan/kanim-teluk-biru/2024/a-1.md", "kanim-teluk-biru/2024/a-1"),
        ("berita/kanwil-lautan/1945/1.md", "kanwil-lautan/1945/1"),
    ],
)
def test_the_deepest_unit_owns_a_story(registry: Registry, path: str, reference: str) -> None:
    place = classify(path, registry)
    assert isinstance(place, Place)
    assert (place.path, place.reference, place.folder) == (path, reference, path.rpartition("/")[0])


@pytest.mark.parametrize("name", ["foto.jpg", "2024/foto.JPG", "kanim-teluk-biru/2024/arsip/data.csv", "peta.svg"])
def test_what_is_no_text_lies_beside(registry: Registry, name: str) -> None:
    assert classify(f"berita/{name}", registry) is None
    assert classify_page(f"unit/{name}", registry) is None


@pytest.mark.parametrize(
    ("path", "code", "value", "hint"),
    [
        ("a.md", "no-unit-folder", "", ""),
        ("kanim-teluk-biru/a.md", "place-no-year", "", "berita/kanim-teluk-biru/2024/a.md"),
        ("kanim-teluk-bir/2024/a.md", "unknown-unit-folder", "kanim-teluk-bir", "kanim-teluk-biru"),
        ("kanim-teluk-bir/a.md", "unknown-unit-folder", "kanim-teluk-bir", "kanim-teluk-biru"),
        ("kanwil-daratan/kanim-teluk-biru/2024/a.md", "unit-folder-not-beneath", "kanim-teluk-biru", "kanwil-daratan"),
        ("kanim-teluk-biru/kanwil-lautan/2024/a.md", "unit-folder-not-beneath", "kanwil-lautan", "kanim-teluk-biru"),
        ("kanim-teluk-biru/juni/a.md", "place-bad-year", "juni", "1945"),
        ("kanim-teluk-biru/24/a.md", "place-bad-year", "24", "1945"),
        ("kanim-teluk-biru/0001/a.md", "place-bad-year", "0001", "1945"),
        ("kanim-teluk-biru/٢٠٢٤/a.md", "place-bad-year", "٢٠٢٤", "1945"),
        ("kanim-teluk-biru/2024/06/a.md", "place-no-year", "", "berita/kanim-teluk-biru/2024/a.md"),
        ("kanim-teluk-biru/2024/Layanan Baru.md", "place-bad-slug", "Layanan Baru.md", "layanan-baru.md"),
        ("kanim-teluk-biru/2024/CON.md", "place-bad-slug", "CON.md", "con-berita.md"),
        ("kanim-teluk-biru/2024/lpt1.md", "place-bad-slug", "lpt1.md", "lpt1-berita.md"),
        ("kanim-teluk-biru/2024/a.MD", "place-bad-slug", "a.MD", "a.md"),
        ("kanim-teluk-biru/2024/a.markdown", "place-bad-slug", "a.markdown", "a.md"),
        ("kanim-teluk-biru/2024/a.b.md", "place-bad-slug", "a.b.md", "a-b.md"),
        ("kanim-teluk-biru/2024/-.md", "place-bad-slug", "-.md", "berita.md"),
        (f"kanim-teluk-biru/2024/{'a' * 101}.md", "place-bad-slug", "aaa", "a" * 100 + ".md"),
    ],
)
def test_other_places_are_errors_that_name_the_right_one(
    registry: Registry, path: str, code: str, value: str, hint: str
) -> None:
    problem = classify(f"berita/{path}", registry)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.path, problem.severity) == (code, f"berita/{path}", "error")
    assert problem.value.startswith(value)
    assert hint in f"{problem.message} {problem.nearest} {problem.allowed} {problem.action}"


def test_standing_pages_lie_in_halaman_or_in_a_units_folder(registry: Registry) -> None:
    assert classify_page("halaman/tentang.md", registry) == PagePlace("halaman/tentang.md", "", "tentang")
    nested = classify_page("unit/kanwil-lautan/kanim-teluk-biru/maklumat.md", registry)
    assert isinstance(nested, PagePlace)
    assert (nested.unit, nested.site_path) == ("kanim-teluk-biru", "unit/kanim-teluk-biru/maklumat/")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("halaman/arsip/a.md", "place-page"),
        ("halaman/Tentang.md", "place-bad-slug"),
        ("unit/a.md", "no-unit-folder"),
        ("unit/kanim-antah/a.md", "unknown-unit-folder"),
        ("unit/kanim-teluk-biru/semua.md", "place-reserved"),
        ("unit/kanim-teluk-biru/feed.md", "place-reserved"),
        ("unit/kanim-teluk-biru/2024.md", "place-reserved"),
        ("unit/kanim-teluk-biru/NUL.md", "place-bad-slug"),
    ],
)
def test_other_places_of_pages_are_errors(registry: Registry, path: str, code: str) -> None:
    problem = classify_page(path, registry)
    assert isinstance(problem, Problem)
    assert problem.code == code


@given(st.text(max_size=200))
def test_a_corrected_name_is_always_a_slug(name: str) -> None:
    assert addresses.is_slug(slug_of(name))


def kinds(content: Path) -> dict[str, str]:
    return {entry.path: entry.kind for entry in walk(content, "berita")}


def test_the_walk_yields_every_file_once_in_order(tmp_path: Path) -> None:
    for name in ("b/2024/x.md", "a/2024/y.md", "a/2024/foto.jpg", "a-b/2024/z.md", "a/2023/x.md"):
        file = tmp_path / "berita" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("isi")
    entries = list(walk(tmp_path, "berita"))
    assert [entry.path for entry in entries] == [
        "berita/a/2023/x.md",
        "berita/a/2024/foto.jpg",
        "berita/a/2024/y.md",
        "berita/a-b/2024/z.md",
        "berita/b/2024/x.md",
    ]
    assert {(entry.kind, entry.size) for entry in entries} == {("file", 3)}
    status = (tmp_path / entries[0].path).stat()
    assert (entries[0].mtime_ns, entries[0].ctime_ns, entries[0].inode) == (
        status.st_mtime_ns, status.st_ctime_ns, status.st_ino,
    )  # fmt: skip


def test_a_missing_folder_is_empty(tmp_path: Path) -> None:
    assert list(walk(tmp_path, "berita")) == []


def test_what_desktops_and_editors_leave_behind_is_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "berita" / "a"
    (folder / ".git").mkdir(parents=True)
    for name in (".git/x.md", ".DS_Store", "Thumbs.db", "desktop.ini", "x.md~", "~$x.docx", ".x.md.swp", "x.md"):
        (folder / name).write_text("")
    assert list(kinds(tmp_path)) == ["berita/a/x.md"]


def test_links_pipes_and_broken_names_are_told_and_never_followed(tmp_path: Path) -> None:
    outside = tmp_path / "rahasia"
    outside.mkdir()
    (outside / "x.md").write_text("rahasia")
    folder = tmp_path / "berita"
    folder.mkdir()
    (folder / "ke-luar").symlink_to(outside)
    (folder / "berkas.md").symlink_to(outside / "x.md")
    (folder / "putus.md").symlink_to("hilang")
    os.mkfifo(folder / "pipa.md")
    (folder / "dua\nbaris.md").write_text("")
    found = {**kinds(tmp_path)}
    assert found == {
        "berita/ke-luar": "symlink",
        "berita/berkas.md": "symlink",
        "berita/putus.md": "symlink",
        "berita/pipa.md": "other",
        "berita/dua�baris.md": "misnamed",
    }
    codes = {entry.path: stray(entry.path, entry.kind).code for entry in walk(tmp_path, "berita")}
    assert codes["berita/ke-luar"] == "symbolic-link"
    assert codes["berita/pipa.md"] == "not-a-file"
    assert codes["berita/dua�baris.md"] == "name-broken"


def test_a_linked_top_folder_is_not_entered(tmp_path: Path) -> None:
    (tmp_path / "lain").mkdir()
    (tmp_path / "lain" / "x.md").write_text("")
    (tmp_path / "berita").symlink_to("lain")
    assert kinds(tmp_path) == {"berita": "symlink"}


def test_names_that_are_not_utf_8_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "berita"
    folder.mkdir()
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/buruk\xff.md")).write_text("")
    except OSError:
        pytest.skip("this file system has no such names")
    entries = list(walk(tmp_path, "berita"))
    assert [(entry.path, entry.kind) for entry in entries] == [("berita/buruk�.md", "misnamed")]
    assert stray(entries[0].path, entries[0].kind).path.encode()


def test_only_what_is_no_file_has_a_problem_of_its_own() -> None:
    with pytest.raises(KeyError):
        stray("berita/x.md", "file")


@pytest.mark.parametrize(("name", "meant"), [("Berita.md.txt", "berita.md"), ("catatan.txt", "catatan.md")])
def test_what_an_editor_saved_as_text_is_told_with_the_name_that_was_meant(
    registry: Registry, name: str, meant: str
) -> None:
    problem = classify(f"berita/kanim-teluk-biru/2024/{name}", registry)
    assert isinstance(problem, Problem)
    assert problem.code == "place-bad-slug" and meant in problem.action
