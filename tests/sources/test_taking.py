"""What is taken of a list of files: never more than the source's own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.sources.taking import LARGEST_FILE, Listed, Taken, parse_listed, take, terms
from tests.sources.origins import STORY, UNIT, source

LAPAS = "lapas-bukit-hijau"
SOURCE = source("https://git.contoh.go.id/k.git", UNIT, LAPAS)
BLOB = "a" * 40


def taken(*paths: str, mode: str = "100644", size: int = 100) -> Taken:
    return take([Listed(mode, BLOB, size, path) for path in paths], SOURCE)


def codes(taken: Taken) -> list[tuple[str, str]]:
    return [(problem.code.removeprefix("source-"), problem.path) for problem in taken.problems]


def test_own_stories_pictures_and_rows_are_taken() -> None:
    paths = (f"berita/{UNIT}/2024/foto/a.jpg", STORY, f"unit/{UNIT}/profil.toml", f"berita/{LAPAS}/2024/b.md")
    found = taken(*paths)
    assert (found.blobs, found.size, found.problems) == (dict.fromkeys(sorted(paths), BLOB), 400, [])
    assert found.prefixes == (f"berita/{UNIT}", f"berita/{LAPAS}", f"unit/{UNIT}")


def test_folders_of_own_units_may_nest_and_others_may_not() -> None:
    nested = f"berita/{UNIT}/{LAPAS}/2024/a.md"
    found = taken(nested, f"berita/{UNIT}/kanwil-biru/2024/a.md", f"unit/{UNIT}/belum-terdaftar/a.md")
    assert list(found.blobs) == [nested]
    assert codes(found) == [
        ("not-its-unit", f"berita/{UNIT}/kanwil-biru"),
        ("not-its-unit", f"unit/{UNIT}/belum-terdaftar"),
    ]


@pytest.mark.parametrize(
    ("path", "code", "told"),
    [
        ("berita/kanwil-biru/2024/a.md", "not-its-unit", "berita/kanwil-biru"),
        (f"berita/kanwil-biru/{UNIT}/2024/a.md", "not-its-unit", "berita/kanwil-biru"),
        ("unit/kanwil-biru/profil.toml", "not-its-unit", "unit/kanwil-biru"),
        ("berita/2024/a.md", "not-its-unit", "berita/2024"),
        ("berita/a.md", "not-its-unit", "berita"),
        ("register/units.csv", "not-its-folder", "register"),
        ("halaman/tentang.md", "not-its-folder", "halaman"),
        (f"berita/{UNIT.upper()}/2024/a.md", "not-its-unit", f"berita/{UNIT.upper()}"),
        (f"berita/{UNIT}/2024/a\n.md", "misnamed", f"berita/{UNIT}/2024/a�.md"),
        (f"berita/{UNIT}/2024/a\udcff.md", "misnamed", f"berita/{UNIT}/2024/a�.md"),
        (f"berita/{UNIT}/2024/a\\b.md", "misnamed", f"berita/{UNIT}/2024/a\\b.md"),
        (f"berita/{UNIT}/2024/{'é' * 200}.md", "misnamed", f"berita/{UNIT}/2024/{'é' * 200}.md"),
        (f"berita/{UNIT}/2024/{'d/' * 20}a.md", "misnamed", f"berita/{UNIT}/2024/{'d/' * 20}a.md"),
        (f"berita/{UNIT}//2024/a.md", "not-its-unit", f"berita/{UNIT}/"),
        (f"berita/{UNIT}/2024//a.md", "misnamed", f"berita/{UNIT}/2024//a.md"),
    ],
)
def test_what_is_not_its_own_or_has_no_name_is_left_and_told(path: str, code: str, told: str) -> None:
    found = taken(path, STORY)
    assert list(found.blobs) == [STORY]
    assert codes(found) == [(code, told)]


@pytest.mark.parametrize(
    "path", ["README.md", ".gitmodules", f"berita/{UNIT}/.gitattributes", f"berita/{UNIT}/2024/~$a"]
)
def test_what_no_content_folder_reads_is_left_in_silence(path: str) -> None:
    found = take([Listed("100644", BLOB, 1, path)] if "/" in path else [], SOURCE)
    assert (found.blobs, found.problems) == ({}, [])


@pytest.mark.parametrize(
    ("mode", "size", "code"),
    [
        ("120000", 9, "not-a-file"),
        ("160000", 0, "not-a-file"),
        ("100644", LARGEST_FILE + 1, "file-too-large"),
    ],
)
def test_a_refused_story_leaves_an_empty_file_so_that_its_last_good_version_stays(
    mode: str, size: int, code: str
) -> None:
    picture = f"berita/{UNIT}/2024/a.jpg"
    found = taken(STORY, picture, mode=mode, size=size)
    assert (found.blobs, found.size) == ({STORY: ""}, 0)
    assert codes(found) == [(code, picture), (code, STORY)]


def test_a_file_of_exactly_the_limit_is_taken() -> None:
    assert taken(STORY, size=LARGEST_FILE).problems == []


def test_of_names_that_differ_in_case_the_lower_one_is_taken() -> None:
    found = taken(STORY.replace("layanan", "Layanan"), STORY, STORY.replace("layanan", "LAYANAN"))
    assert list(found.blobs) == [STORY]
    assert [code for code, _ in codes(found)] == ["twin", "twin"]


def test_of_folders_that_differ_in_case_one_is_taken() -> None:
    found = taken(f"berita/{UNIT}/2024/Foto/b.jpg", f"berita/{UNIT}/2024/foto/a.jpg")
    assert list(found.blobs) == [f"berita/{UNIT}/2024/foto/a.jpg"]


def test_many_foreign_files_are_told_once_a_folder_and_not_without_end() -> None:
    found = taken(*(f"berita/kanwil-biru/2024/{n}.md" for n in range(50)))
    assert [problem.message.split()[0] for problem in found.problems] == ["50"]
    found = taken(*(f"berita/unit-{n}/2024/a.md" for n in range(500)))
    assert (len(found.problems), found.problems[-1].code) == (21, "source-more")
    assert "480" in found.problems[-1].message


def test_the_terms_change_with_what_may_be_taken() -> None:
    assert terms(SOURCE) == terms(replace(SOURCE, url="https://lain.contoh.go.id/k.git", line=9))
    assert len({terms(SOURCE), terms(replace(SOURCE, units=(UNIT,))), terms(replace(SOURCE, folder="isi"))}) == 3


def test_a_record_of_git_is_read() -> None:
    assert parse_listed(b"100644 blob abc     12\tberita/a b\t.md") == Listed("100644", "abc", 12, "berita/a b\t.md")
    assert parse_listed(b"160000 commit abc       -\tx") == Listed("160000", "abc", 0, "x")
    with pytest.raises(ValueError, match="not enough values"):
        parse_listed(b"100644 blob abc")


names = st.sampled_from(
    [UNIT, LAPAS, "kanwil-biru", "2024", "..", ".", ".git", "", "Foto", "foto", "a.md", "A.md", "a\n"]
)
files = st.builds(
    Listed,
    st.sampled_from(["100644", "100755", "120000", "160000", "040000"]),
    st.just(BLOB),
    st.sampled_from([0, 5, LARGEST_FILE + 1]),
    st.builds(
        lambda top, rest: "/".join([top, *rest]),
        st.sampled_from(["berita", "unit", "register", "halaman"]),
        st.lists(names, min_size=1, max_size=5),
    ),
)


@given(st.lists(files, max_size=12))
def test_whatever_is_listed_only_plain_paths_in_own_folders_are_taken(listed: list[Listed]) -> None:
    found = take(listed, SOURCE)
    for path in found.blobs:
        parts = path.split("/")
        assert parts[0] in ("berita", "unit")
        assert parts[1] in SOURCE.units
        assert not {"", ".", "..", ".git"} & set(parts)
        assert path.isprintable()
    assert len({path.casefold() for path in found.blobs}) == len(found.blobs)
    assert found == take(reversed(listed), SOURCE) or len({entry.path for entry in listed}) < len(listed)
