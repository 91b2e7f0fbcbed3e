import os
import sqlite3
from pathlib import Path

import pytest

from plugins.library import scan as room
from plugins.library import store
from plugins.library.scan import Scan, scan
from plugins.stories import tree
from plugins.stories.roots import Roots

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
        found = scan(self.db, Roots(self.root))
        found.remember(self.db)
        return found

    @property
    def texts(self) -> list[str]:
        """The stories and pages that the library knows of, and would read."""
        return [row[0] for row in self.db.execute("SELECT path FROM files WHERE text ORDER BY path")]

    @property
    def told(self) -> list[str]:
        """The paths of which something is wrong."""
        return [problem.path for problem in room.problems(self.db)]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_new_changed_and_gone_files_are_told_apart(folder: Folder) -> None:
    target = folder.write(STORY, "a")
    folder.write("berita/kanim-a/2024/foto.jpg", "jpeg")
    first = folder.look()
    assert first.changed == {STORY, "berita/kanim-a/2024/foto.jpg"}
    assert folder.texts == [STORY]
    assert (folder.look().changed, folder.look().gone) == (frozenset(), frozenset())
    folder.write(STORY, "b")
    assert folder.look().changed == {STORY}
    target.unlink()
    last = folder.look()
    assert (last.gone, last.changed, folder.texts) == ({STORY}, frozenset(), [])
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
    assert (found.changed, found.gone, folder.texts, folder.told) == (frozenset(), frozenset(), [], [])


def test_links_are_reported_and_never_followed(folder: Folder, tmp_path: Path) -> None:
    secret = tmp_path / "rahasia.md"
    secret.write_text("rahasia")
    folder.write(STORY, "a")
    (tmp_path / "berita/kanim-a/2024/tautan.md").symlink_to(secret)
    (tmp_path / "berita/kanim-a/2024/keluar").symlink_to(tmp_path)
    for _ in range(2):
        folder.look()
        assert folder.texts == [STORY]
        assert folder.told == ["berita/kanim-a/2024/keluar", "berita/kanim-a/2024/tautan.md"]


def test_a_pipe_is_reported_and_never_opened(folder: Folder, tmp_path: Path) -> None:
    folder.write(STORY, "a")
    os.mkfifo(tmp_path / "berita/kanim-a/2024/pipa.md")
    folder.look()
    assert folder.told == ["berita/kanim-a/2024/pipa.md"]
    (tmp_path / "berita/kanim-a/2024/pipa.md").unlink()
    folder.look()
    assert folder.told == []


def test_a_text_replaced_by_a_link_is_gone_and_what_refers_to_it_is_read_again(folder: Folder) -> None:
    target = folder.write(STORY, "a")
    folder.look()
    target.unlink()
    target.symlink_to("/etc/hostname")
    found = folder.look()
    assert (found.gone, found.changed, folder.texts) == (frozenset(), {STORY}, [])
    assert folder.told == [STORY]
    assert folder.look().changed == frozenset()
    target.unlink()
    target.write_text("a")
    assert folder.look().changed == {STORY}
    assert (folder.texts, folder.told) == ([STORY], [])


def test_a_file_that_cannot_be_read_counts_as_unchanged_and_is_reported(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write(STORY, "a")
    folder.write("berita/kanim-a/2024/y.md", "a")
    folder.look()
    folder.write(STORY, "b")

    def refuse(path: Path) -> str:
        raise PermissionError(path)

    with monkeypatch.context() as patched:
        patched.setattr(room, "blob_id", refuse)
        found = folder.look()
    assert (found.changed, found.gone) == (frozenset(), frozenset())
    both = [STORY, "berita/kanim-a/2024/y.md"]  # too young to be known by its stamp: it would be read again, too
    assert (folder.texts, folder.told) == (both, both)
    assert folder.look().changed == {STORY}  # as soon as it can be read again
    assert folder.told == []


def test_a_folder_that_cannot_be_read_takes_nothing_down(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write(STORY, "a")
    other = folder.write("berita/kanim-ab/2024/y.md", "a")
    folder.look()
    other.unlink()
    scandir = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "kanim-a":
            raise PermissionError(path)
        return scandir(path)

    with monkeypatch.context() as patched:
        patched.setattr(tree.os, "scandir", refuse)
        found = folder.look()
    assert (found.changed, found.gone) == (frozenset(), {"berita/kanim-ab/2024/y.md"})
    assert (folder.texts, folder.told) == ([STORY], ["berita/kanim-a"])
    assert (folder.look().changed, folder.told) == (frozenset(), [])


def test_a_file_is_known_by_the_id_that_git_gives_it(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"halo\n")
    assert room.blob_id(tmp_path / "a") == "1185b465e5d77cbaf348effaf07b801e63998d17"


def test_of_a_part_of_what_changed_only_that_part_is_noted(folder: Folder) -> None:
    folder.write(STORY, "a")
    gone = folder.write("berita/kanim-a/2024/y.md", "a")
    folder.look()
    folder.write(STORY, "b")
    folder.write("berita/kanim-a/2024/z.md", "a")
    gone.unlink()
    (folder.root / "berita/kanim-a/2024/tautan.md").symlink_to("/nirmala")
    part = scan(folder.db, Roots(folder.root)).only({STORY})
    part.remember(folder.db)
    assert (part.changed, part.gone, part.by_commit) == ({STORY}, frozenset(), False)
    assert folder.told == []
    rest = folder.look()
    assert rest.changed == {"berita/kanim-a/2024/z.md", "berita/kanim-a/2024/tautan.md"}
    assert rest.gone == {"berita/kanim-a/2024/y.md"}
    assert folder.told == ["berita/kanim-a/2024/tautan.md"]
