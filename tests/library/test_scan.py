import os
import sqlite3
from pathlib import Path

import pytest

from plugins.library import store
from plugins.library.scan import Scan, scan

STORY = "berita/kanim-a/2024/x.md"
HOUR = 3_600_000_000_000  # nanoseconds


class Folder:
    def __init__(self, root: Path) -> None:
        self.root = root
        self.db = sqlite3.connect(":memory:")
        self.db.executescript(store.TABLES)

    def __del__(self) -> None:
        self.db.close()  # later Pythons warn of a connection that nobody closed

    def write(self, path: str, text: str, *, age: int = HOUR) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        status = target.stat()
        os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns - age))
        return target

    def look(self) -> Scan:
        found = scan(self.db, self.root)
        found.remember(self.db)
        return found


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_new_changed_and_gone_files_are_told_apart(folder: Folder) -> None:
    target = folder.write(STORY, "a")
    folder.write("berita/kanim-a/2024/foto.jpg", "jpeg")
    first = folder.look()
    assert first.changed == {STORY, "berita/kanim-a/2024/foto.jpg"}
    assert first.texts == {STORY}
    assert (folder.look().changed, folder.look().gone) == (frozenset(), frozenset())
    folder.write(STORY, "b")
    assert folder.look().changed == {STORY}
    target.unlink()
    last = folder.look()
    assert (last.gone, last.gone_texts, last.texts) == ({STORY}, [STORY], frozenset())
    assert folder.look().gone == frozenset()


def test_a_touched_file_with_the_same_bytes_is_not_changed(folder: Folder) -> None:
    folder.write(STORY, "a")
    folder.look()
    folder.write(STORY, "a", age=2 * HOUR)
    assert folder.look().changed == frozenset()


def test_a_young_file_is_looked_at_again_though_its_stamp_is_the_same(folder: Folder) -> None:
    target = folder.write(STORY, "a", age=0)
    folder.look()
    status = target.stat()
    with target.open("r+") as file:  # the same size and inode, within the grain of the clock
        file.write("b")
    os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert folder.look().changed == {STORY}


def test_only_the_folders_of_the_contract_are_looked_at(folder: Folder) -> None:
    for path in ("register/units.csv", "draf/x.md", "x.md", "halaman/tentang.md", "unit/kanim-a/layanan.md"):
        folder.write(path, "a")
    assert folder.look().changed == {"halaman/tentang.md", "unit/kanim-a/layanan.md"}


def test_an_empty_folder_is_no_problem(folder: Folder) -> None:
    found = folder.look()
    assert (found.texts, found.problems, found.head) == (frozenset(), [], "")


def test_links_are_reported_and_never_followed(folder: Folder, tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.md"
    secret.write_text("rahasia")
    folder.write(STORY, "a")
    (tmp_path / "berita/kanim-a/2024/tautan.md").symlink_to(secret)
    (tmp_path / "berita/kanim-a/2024/keluar").symlink_to(tmp_path)
    found = folder.look()
    assert found.texts == {STORY}
    assert [problem.path for problem in found.problems] == [
        "berita/kanim-a/2024/keluar",
        "berita/kanim-a/2024/tautan.md",
    ]


def test_a_pipe_is_reported_and_never_opened(folder: Folder, tmp_path: Path) -> None:
    folder.write(STORY, "a")
    os.mkfifo(tmp_path / "berita/kanim-a/2024/pipa.md")
    assert [problem.path for problem in folder.look().problems] == ["berita/kanim-a/2024/pipa.md"]


def test_a_text_replaced_by_a_link_is_gone_and_what_refers_to_it_is_read_again(folder: Folder) -> None:
    target = folder.write(STORY, "a")
    folder.look()
    target.unlink()
    target.symlink_to("/etc/hostname")
    found = folder.look()
    assert (found.gone_texts, found.changed, found.texts) == ([STORY], {STORY}, frozenset())
    assert len(found.problems) == 1
    assert folder.look().changed == frozenset()


def test_what_cannot_be_read_is_reported(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write(STORY, "a")

    def refuse(path: Path) -> str:
        raise PermissionError(path)

    monkeypatch.setattr("plugins.library.scan._digest", refuse)
    found = folder.look()
    assert (found.texts, [problem.path for problem in found.problems]) == (frozenset(), [STORY])
