"""`check` knows the archive: the same text, the same photo, a host that is new."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from plugins.desk import checking, pictured, tidying
from plugins.desk.check import _uncommitted
from plugins.desk.checking import Checked, check, judges
from plugins.problems import Problem
from plugins.publish import registers
from plugins.rules import table
from plugins.rules.checking import Verdict
from plugins.rules.draft import Archive
from tests import factory
from tests.building import ROOT
from tests.copies import texts
from tests.copies.test_like_photos import photo
from tests.publish.small import Small, small

CODES = ("F-DUP", "F-FOTO-ULANG", "F-SITUS", "F-TAUTAN")


@pytest.fixture
def site(tmp_path: Path) -> Small:
    return small(tmp_path)


def told(site: Small, *, codes: Sequence[str] = CODES, **options: Any) -> Checked:
    loaded = registers.load(
        site.content, ROOT / "theme", site=factory.SITE, timezone=factory.TIMEZONE,
        as_of=factory.instant("2025-01-15 12:00"), settings={},
    )  # fmt: skip
    rules = [rule for rule in table.rules() if rule.code in codes]
    return check(site.content, loaded, judges(loaded, rules, "id"), 1, **options)


def found(site: Small, code: str, **options: Any) -> list[Problem]:
    return [problem for problem in told(site, **options).problems if problem.code == code]


def release(site: Small, reference: str, seed: int, date: str, **keys: str) -> str:
    body = texts.release(reference.partition("/")[0], seed).replace("<p>", "").replace("</p>", "\n\n")
    return site.story(reference, date, body, **keys).relative_to(site.content).as_posix()


# Texts


def test_a_text_that_another_office_put_out_is_told_with_the_way_to_name_it(site: Small) -> None:
    first = release(site, "kanwil-barat/2024/rilis", 1, "2024-06-03 09:00")
    later = release(site, "kanim-teluk/2024/rilis", 2, "2024-06-04 09:00")
    (problem,) = found(site, "F-DUP")
    assert (problem.path, problem.line, problem.field) == (later, 2, "title")
    for part in ("Berita rilis", "Kanwil Barat", "Senin, 3 Juni 2024", first):
        assert part in problem.message
    assert "source_story: kanwil-barat/2024/rilis" in problem.action


@pytest.mark.parametrize("keys", [{"source_story": "kanwil-barat/2024/rilis"}, {"kind": "pengumuman"}])
def test_who_names_the_source_or_announces_is_told_nothing(site: Small, keys: dict[str, str]) -> None:
    release(site, "kanwil-barat/2024/rilis", 1, "2024-06-03 09:00")
    release(site, "kanim-teluk/2024/rilis", 2, "2024-06-04 09:00", **keys)
    assert found(site, "F-DUP") == []


@pytest.mark.parametrize(("date", "told_of"), [("2024-06-10 08:00", 1), ("2024-06-11 08:00", 0)])
def test_what_is_older_than_a_week_is_another_event(site: Small, date: str, told_of: int) -> None:
    release(site, "kanwil-barat/2024/rilis", 1, "2024-06-03 09:00")
    release(site, "kanim-teluk/2024/rilis", 2, date)
    assert len(found(site, "F-DUP")) == told_of


def test_a_draft_is_held_to_what_is_out_before_and_after_its_date(site: Small) -> None:
    release(site, "kanwil-barat/2024/rilis", 1, "2024-06-03 09:00")
    draft = release(site, "kanim-teluk/2024/rilis", 2, "2024-06-01 09:00", status="draft")
    assert [problem.path for problem in found(site, "F-DUP")] == [draft]


def test_an_office_that_puts_out_the_same_twice_is_told(site: Small) -> None:
    release(site, "kanim-teluk/2024/rilis", 1, "2024-06-03 09:00")
    again = release(site, "kanim-teluk/2024/rilis-lagi", 1, "2024-06-04 09:00")
    assert [problem.path for problem in found(site, "F-DUP")] == [again]


def test_stories_that_are_merely_similar_are_not_told(site: Small) -> None:
    for seed in range(12):
        body = texts.alike(seed).replace("<p>", "").replace("</p>", "\n\n")
        site.story(f"{('kanim-teluk', 'lapas-bukit')[seed % 2]}/2024/s{seed}", "2024-06-03 09:00", body)
    assert found(site, "F-DUP") == []


def test_of_many_offices_all_but_the_first_are_told_of_the_most_alike(site: Small) -> None:
    units = ("kementerian-laut", "kanwil-barat", "kanim-teluk", "lapas-bukit")
    paths = [release(site, f"{unit}/2024/r", seed, f"2024-06-0{3 + seed} 09:00") for seed, unit in enumerate(units)]
    assert [problem.path for problem in found(site, "F-DUP")] == sorted(paths[1:])


def test_an_excuse_counts_and_one_that_is_not_needed_is_told(site: Small) -> None:
    waive = "[{rule: f-dup, reason: Rilis bersama yang disepakati.}]"
    release(site, "kanwil-barat/2024/rilis", 1, "2024-06-03 09:00", waive=waive)
    later = release(site, "kanim-teluk/2024/rilis", 2, "2024-06-04 09:00", waive=waive)
    checked = told(site)
    assert [one.problem.path for one in checked.waived] == [later]
    assert [(p.path, p.code) for p in checked.problems] == [("berita/kanwil-barat/2024/rilis.md", "waive-unused")]


def test_one_file_that_is_asked_for_is_told_the_same_as_among_all(site: Small) -> None:
    release(site, "kanwil-barat/2024/rilis", 1, "2024-06-03 09:00")
    later = release(site, "kanim-teluk/2024/rilis", 2, "2024-06-04 09:00")
    draft = release(site, "lapas-bukit/2024/rilis", 3, "2024-06-04 10:00", status="draft")
    whole = found(site, "F-DUP")
    assert [problem.path for problem in whole] == [later, draft]
    for problem in whole:
        assert found(site, "F-DUP", only={problem.path}) == [problem]


def test_what_is_alike_is_judged_once(site: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again: list[str] = []
    judge = checking._again

    def counted(asked: tuple[str, Archive]) -> Verdict:
        again.append(asked[0])
        return judge(asked)

    monkeypatch.setattr(checking, "_again", counted)
    monkeypatch.setattr(checking, "_FEW", 0)
    release(site, "kanwil-barat/2024/rilis", 1, "2024-06-03 09:00")
    later = release(site, "kanim-teluk/2024/rilis", 2, "2024-06-04 09:00")
    library = tmp_path / "check.sqlite"
    first = [found(site, "F-DUP", library=library) for _ in range(2)]
    assert (len(first[0]), first[0], again) == (1, first[1], [later])
    release(site, "kanwil-barat/2024/rilis", 1, "2024-06-03 09:00", location="Laut")  # no other text, no other title
    assert found(site, "F-DUP", library=library) == first[0]
    site.story("kanwil-barat/2024/rilis", "2024-06-03 09:00", "Lain sama sekali.")
    assert found(site, "F-DUP", library=library) == []
    assert again == [later]


# Photos


def picture(site: Small, path: str, seed: int = 1, size: tuple[int, int] = (480, 320), quality: int = 85) -> None:
    target = site.content / path
    target.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    photo(seed).resize(size).save(buffer, "JPEG", quality=quality)
    target.write_bytes(buffer.getvalue())


def pictured_story(site: Small, reference: str, date: str, alt: str = "Antrean", **keys: str) -> str:
    unit, year, slug = reference.split("/")
    return (
        site.story(f"{unit}/{year}/{slug}", date, f"![{alt}]({slug}.jpg)", **keys).relative_to(site.content).as_posix()
    )


def test_a_photo_of_another_event_is_told_also_scaled_and_squeezed(site: Small) -> None:
    pictured_story(site, "lapas-bukit/2024/loket", "2024-03-01 09:00")
    picture(site, "berita/lapas-bukit/2024/loket.jpg")
    later = pictured_story(site, "kanim-teluk/2024/antre", "2024-06-01 09:00")
    picture(site, "berita/kanim-teluk/2024/antre.jpg", size=(320, 214), quality=50)
    (problem,) = found(site, "F-FOTO-ULANG")
    assert (problem.path, problem.line) == (later, 6)
    assert "Lapas Bukit, Jumat, 1 Maret 2024" in problem.message
    assert "antre.jpg" in problem.message


def test_the_same_file_is_known_though_nobody_has_looked_at_it(site: Small) -> None:
    pictured_story(site, "lapas-bukit/2024/loket", "2024-03-01 09:00")
    picture(site, "berita/lapas-bukit/2024/loket.jpg")
    later = pictured_story(site, "kanim-teluk/2024/antre", "2024-06-01 09:00")
    picture(site, "berita/kanim-teluk/2024/antre.jpg")
    assert [problem.path for problem in found(site, "F-FOTO-ULANG", only={later})] == [later]


@pytest.mark.parametrize(
    ("alt", "keys"),
    [
        ("Foto arsip antrean", {}),
        ("Antrean, foto: Lapas Bukit", {}),
        ("Antrean", {"source_story": "lapas-bukit/2024/loket"}),
        ("Antrean", {"kind": "pengumuman"}),
    ],
)
def test_who_tells_where_a_photo_is_from_may_use_it(site: Small, alt: str, keys: dict[str, str]) -> None:
    pictured_story(site, "lapas-bukit/2024/loket", "2024-03-01 09:00")
    pictured_story(site, "kanim-teluk/2024/antre", "2024-06-01 09:00", alt, **keys)
    picture(site, "berita/lapas-bukit/2024/loket.jpg")
    picture(site, "berita/kanim-teluk/2024/antre.jpg")
    assert found(site, "F-FOTO-ULANG") == []


def test_other_photos_logos_and_the_same_event_are_not_told(site: Small) -> None:
    for slug, seed, size in (("a", 1, (480, 320)), ("b", 2, (480, 320)), ("c", 3, (150, 100)), ("d", 3, (150, 100))):
        pictured_story(site, f"kanim-teluk/2024/{slug}", "2024-06-01 09:00")
        picture(site, f"berita/kanim-teluk/2024/{slug}.jpg", seed, size)
    pictured_story(site, "kanim-teluk/2024/e", "2024-06-02 09:00", event_date="2024-06-01")
    picture(site, "berita/kanim-teluk/2024/e.jpg", 1)
    (site.content / "berita/kanim-teluk/2024/b.jpg").write_bytes(b"\xff\xd8\xff\xe0rusak")
    assert found(site, "F-FOTO-ULANG") == []


def test_photos_are_decoded_once_and_for_a_file_its_own_alone(
    site: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[str] = []
    look = pictured._hash

    def counted(path: str) -> bytes | None:
        decoded.append(path)
        return look(path)

    monkeypatch.setattr(pictured, "_hash", counted)
    paths = {}
    for slug, date in (("a", "2024-03-01 09:00"), ("b", "2024-06-01 09:00"), ("c", "2024-07-01 09:00")):
        paths[slug] = pictured_story(site, f"kanim-teluk/2024/{slug}", date)
        picture(site, f"berita/kanim-teluk/2024/{slug}.jpg", quality=80 + len(paths))
    library = tmp_path / "cache" / "check.sqlite"
    assert found(site, "F-FOTO-ULANG", library=library, only={paths["b"]}) == []  # nobody has looked at a's photo yet
    assert decoded == ["berita/kanim-teluk/2024/b.jpg"]
    whole = found(site, "F-FOTO-ULANG", library=library)
    assert sorted(decoded) == [f"berita/kanim-teluk/2024/{slug}.jpg" for slug in "abc"]
    assert [problem.path for problem in whole] == [paths["b"], paths["c"]]
    assert found(site, "F-FOTO-ULANG", library=library, only={paths["b"]}) == whole[:1]
    assert len(decoded) == 3


@pytest.mark.parametrize("busy", [True, False])
def test_a_file_of_photos_that_cannot_be_had_costs_time_only(site: Small, tmp_path: Path, busy: bool) -> None:
    pictured_story(site, "lapas-bukit/2024/loket", "2024-03-01 09:00")
    pictured_story(site, "kanim-teluk/2024/antre", "2024-06-01 09:00")
    for path in ("lapas-bukit/2024/loket", "kanim-teluk/2024/antre"):
        picture(site, f"berita/{path}.jpg")
    kept = tmp_path / "photos.sqlite"
    holder = sqlite3.connect(kept if busy else ":memory:")
    if busy:
        holder.execute("BEGIN EXCLUSIVE")
    else:
        kept.write_bytes(b"bukan basis data" * 100)
    assert len(found(site, "F-FOTO-ULANG", library=tmp_path / "check.sqlite")) == 1
    holder.close()


# What is new


def test_a_host_is_new_in_what_is_not_out_yet_and_where_no_other_file_links_to_it(site: Small) -> None:
    old = site.story("kanim-teluk/2024/a", body="[A](https://lama.example/)").relative_to(site.content).as_posix()
    site.commit()
    new = site.story("kanim-teluk/2024/b", body="[B](https://baru.example/) [A](https://lama.example/)")
    path = new.relative_to(site.content).as_posix()
    fresh = _uncommitted(site.content)
    assert fresh == {path}
    assert [(p.path, p.value) for p in found(site, "F-SITUS", fresh=fresh)] == [(path, "https://baru.example/")]
    assert found(site, "F-SITUS", only={old}) == []
    assert len(found(site, "F-SITUS", only={path})) == 1
    assert found(site, "F-SITUS") == []  # without git nobody knows what is new


# What tidy would mend


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (
            b"\xef\xbb\xbf---\r\ntitle: A\r\ndate: 2024-06-01\r\n---\r\n\r\nIsi.\r\n",
            "untidy",
            "BOM dihapus; akhir",
        ),
        (b"---\r\ntitle: A\r\ndate: 2024-06-01\r\n---\r\n\r\nIsi.\r\n", "line-ends", "akhir baris Windows"),
        ("---\ntitle: A\ndate: 2024-06-01\n---\n\n“Isi”.\n".encode("cp1252"), "untidy", "Windows-1252"),
    ],
)
def test_a_file_that_tidy_would_mend_is_noted_once(site: Small, data: bytes, code: str, says: str) -> None:
    path = site.write("berita/kanim-teluk/2024/a.md", "")
    path.write_bytes(data)
    notes = [p for p in told(site).problems if p.code in (tidying.UNTIDY.code, tidying.LINE_ENDS.code)]
    assert [(note.code, note.severity) for note in notes] == [(code, "warning")]
    assert says in notes[0].message
    assert "berita/kanim-teluk/2024/a.md" in notes[0].action


def test_ends_of_lines_are_left_to_git_in_what_it_has(site: Small) -> None:
    path = site.write("berita/kanim-teluk/2024/a.md", "")
    path.write_bytes(b"---\r\ntitle: A\r\ndate: 2024-06-01\r\n---\r\n\r\nIsi.\r\n")
    assert len(found(site, "line-ends", fresh={"berita/kanim-teluk/2024/a.md"})) == 1
    assert found(site, "line-ends", fresh=set()) == []
