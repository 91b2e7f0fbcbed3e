"""Which files a run looks at, and which of them it reads."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.library import store
from plugins.library.scan import Scan
from plugins.publish.finding import Finding
from plugins.publish.notes import Notes
from plugins.stories.roots import Roots
from tests.publish.small import Small

A, B, PAGE = "berita/kanim-teluk/2024/a.md", "berita/kanim-teluk/2024/b.md", "halaman/tentang.md"


class Runs:
    """A library and a content folder; each `run` looks, and notes what a run notes."""

    def __init__(self, site: Small) -> None:
        self.site = site
        self.db = sqlite3.connect(":memory:")
        self.db.executescript(store.TABLES)
        self.notes = Notes(self.db)

    def finding(self, *, by_commit: bool = False) -> Finding:
        return Finding(self.db, self.notes, Roots(self.site.content), by_commit=by_commit)

    def run(self, *, by_commit: bool = False, reading: str = "r", moves: str = "m") -> tuple[Scan, list[str]]:
        """What is found, and what would be read."""
        finding = self.finding(by_commit=by_commit)
        found = finding.look()
        found.remember(self.db)
        paths, number = finding.to_read(found, reading, moves)
        read = list(paths)
        assert len(read) == number
        self.notes.update({"reading": reading, "moves": moves})
        finding.remember(found)
        return found, read

    def read(self, **how: object) -> list[str]:
        return self.run(**how)[1]  # type: ignore[arg-type]

    def note(self, path: str, *, broken: bool = False, needs: str = "", claims: str = "") -> None:
        """Note what reading a file gave."""
        self.db.execute("INSERT INTO readings (path, key, broken) VALUES (?, ?, ?)", (path, path, broken))
        if needs:
            self.db.execute("INSERT INTO needs VALUES (?, ?)", (path, needs))
        if claims:
            self.db.execute("INSERT INTO claims VALUES (?, ?, ?, 0)", (claims, path, path))


@pytest.fixture
def runs(tmp_path: Path) -> Iterator[Runs]:
    site = Small(tmp_path)
    for path in (A, B, PAGE):
        site.write(path, "isi")
    made = Runs(site)
    yield made
    made.db.close()


# Where it looks


def test_a_build_sees_what_lies_in_the_folder(runs: Runs) -> None:
    runs.site.commit()
    assert runs.read() == [A, B, PAGE]
    runs.site.write(B, "lain")
    assert runs.read() == [B]


def test_a_publish_sees_what_is_committed(runs: Runs) -> None:
    runs.site.commit()
    runs.site.write(B, "lain")
    assert runs.read(by_commit=True) == [A, B, PAGE]
    assert runs.read(by_commit=True) == []
    runs.site.commit()
    assert runs.read(by_commit=True) == [B]


@pytest.mark.parametrize("prepare", ["", "init", "commit of others"])
def test_a_publish_without_committed_content_looks_at_the_folder(runs: Runs, prepare: str) -> None:
    if prepare:
        runs.site.git("init", "--quiet")
    if prepare == "commit of others":
        runs.site.git("commit", "--quiet", "--allow-empty", "--message", "awal")
    found, read = runs.run(by_commit=True)
    assert (found.by_commit, read) == (False, [A, B, PAGE])


def test_a_publish_after_a_build_takes_back_what_was_never_committed(runs: Runs) -> None:
    runs.site.commit()
    runs.run(by_commit=True)
    runs.site.write(B, "belum jadi")
    runs.site.write("halaman/baru.md", "belum jadi")
    assert runs.read() == [B, "halaman/baru.md"]
    found, _ = runs.run(by_commit=True)
    assert (found.changed, found.gone) == ({B}, {"halaman/baru.md"})


def test_a_build_after_a_publish_sees_what_is_not_yet_committed(runs: Runs) -> None:
    runs.site.commit()
    runs.run(by_commit=True)
    runs.site.write(B, "belum jadi")
    assert runs.read() == [B]


# What it reads


def test_another_way_of_reading_reads_everything(runs: Runs) -> None:
    runs.run()
    runs.site.write("berita/kanim-teluk/2024/foto.jpg", "gambar")
    assert runs.read(reading="lain") == [A, B, PAGE]


@pytest.mark.parametrize(
    ("needs", "there"),
    [
        ("berita/kanim-teluk/2024/foto.jpg", "berita/kanim-teluk/2024/foto.jpg"),
        ("berita/kanim-teluk/2024/album", "berita/kanim-teluk/2024/album/foto.jpg"),
        ("berita/kanim-teluk/2024/foto.jpg/", "berita/kanim-teluk/2024/foto.jpg"),
    ],
    ids=["the file", "a folder in its place", "a file where a folder was looked for"],
)
def test_a_file_beside_a_story_has_the_story_read_again(runs: Runs, needs: str, there: str) -> None:
    runs.run()
    runs.note(A, needs=needs)
    target = runs.site.write(there, "gambar")
    assert runs.read() == [A]
    runs.site.write(there, "gambar lain")
    assert runs.read() == [A]
    target.unlink()
    assert runs.read() == [A]
    assert runs.read() == []


def test_other_moves_have_those_read_again_that_claim_an_address_or_are_broken(runs: Runs) -> None:
    runs.run()
    runs.note(A, claims="kanim-teluk/2024/lama")
    runs.note(B, broken=True)
    runs.note(PAGE)
    assert runs.read(moves="lain") == [A, B]


def test_a_broken_file_is_read_again_only_after_a_commit_that_touched_it(runs: Runs) -> None:
    runs.site.commit()
    runs.run()
    runs.note(A, broken=True)
    runs.site.write(B, "lain")
    runs.site.commit()
    assert runs.read() == [B]
    runs.site.write(A, "lebih baik")
    runs.site.commit()
    runs.site.write(A, "isi")
    runs.site.commit()
    assert runs.read(by_commit=True) == [A]  # the same bytes as before, and another last good version behind them
    assert runs.read(by_commit=True) == []


def test_after_a_history_that_was_rewritten_every_broken_file_is_read_again(runs: Runs) -> None:
    runs.site.commit()
    runs.run()
    runs.note(A, broken=True)
    runs.site.git("checkout", "--quiet", "--orphan", "lain")
    runs.site.write(B, "lain")
    runs.site.commit()
    assert runs.read() == [A, B]


def test_files_that_dispute_a_place_are_read_again_after_a_commit_of_one(runs: Runs) -> None:
    runs.site.commit()
    runs.run()
    for path in (A, B):
        runs.db.execute("INSERT INTO readings (path, key, broken) VALUES (?, 'sama', 0)", (path,))
    runs.db.execute("INSERT INTO conflicts VALUES ('sama', '[]')")
    runs.site.git("commit", "--quiet", "--allow-empty", "--message", "kosong")
    assert runs.read() == []
    runs.site.write(A, "lain")
    runs.site.commit()
    assert runs.read() == [A]
