"""Where the machine fails: a clear message, exit 2, the old site intact, and the next run completes."""

from __future__ import annotations

import errno
import io
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from plugins.library import scan, store
from plugins.newsroom.command import main
from plugins.publish import log, rendering, writing
from plugins.publish.outward import Refused
from plugins.publish.processes import only_one
from plugins.stories import tree
from tests import building
from tests.factory import instant
from tests.publish.small import AS_OF, Small, small

FIRST, SECOND = "kanim-teluk/2024/lama", "lapas-bukit/2024/kedua"


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site, published once."""
    folder = tmp_path_factory.mktemp("galat")
    made = small(folder / "situs")
    building.configuration(made.folder)
    with patch.dict(os.environ, SOURCE_DATE_EPOCH=str(instant(AS_OF))):
        run(made)
    made.folder.rename(folder / "salinan")
    return folder


@pytest.fixture
def site(master: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Small]:
    """The published site at the place where it was, with edits that are not."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(instant(AS_OF)))
    shutil.copytree(master / "salinan", master / "situs", symlinks=True)
    made = Small(master / "situs")
    made.story(SECOND)
    made.story(FIRST, "2024-03-05 08:00", title="Judul baru")
    yield made
    shutil.rmtree(master / "situs")


def run(site: Small, command: str = "publish") -> int:
    """The command, in this process."""
    site.commit()
    cache = building.with_templates(site.folder / "output.cache")
    folders = ["--cache", str(cache), "--settings", str(site.folder / "conf.py"), "--defer"]
    if command == "publish":
        folders += ["--state", str(site.folder / "output.state")]
    return main([command, str(site.content), "-o", str(site.output), *folders])


def completed(site: Small) -> None:
    """The next run ends as a clean one does, and the log knows what is out."""
    assert run(site) == 0
    output = site.folder / "bersih"
    cache = building.with_templates(site.folder / "cache")
    folders = ["--cache", str(cache), "--settings", str(site.folder / "conf.py"), "--defer"]
    assert main(["build", str(site.content), "-o", str(output), *folders]) == 0
    assert site.files == building.snapshot(output)
    assert [line["reference"] for line in site.log if line["out"]] == [FIRST, FIRST, SECOND]


def fails(site: Small, command: str = "publish") -> None:
    """The run ends with 2, and what is out stays as it was."""
    before, lines = site.files, site.log
    assert run(site, command) == 2
    assert site.files == before
    assert site.log[: len(lines)] == lines


class FullFile(io.FileIO):
    """A file on a disk that is full."""

    def write(self, data: Any) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), self.name)


# A full disk


@pytest.mark.parametrize("room", [0, 3, 20])
def test_a_disk_that_fills_while_files_are_staged(
    site: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], room: int
) -> None:
    left = room

    def open_or_full(path: str, mode: str = "r", **how: Any) -> Any:
        nonlocal left
        left -= "w" in mode
        return FullFile(path, "w") if "w" in mode and left < 0 else Path(path).open(mode, **how)

    with monkeypatch.context() as patched:
        patched.setattr(rendering, "open", open_or_full, raising=False)
        fails(site)
    assert "No space left on device" in capsys.readouterr().err
    assert not (site.output / writing._STAGING).exists()
    completed(site)


def test_a_disk_without_room_for_the_library(
    site: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    connect = store.connect

    def tight(path: Path) -> sqlite3.Connection:
        connection = connect(path)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        return connection

    for number in range(60):
        site.story(f"lapas-bukit/2024/banyak-{number}", body="Isi yang panjang. " * 200)
    with monkeypatch.context() as patched:
        patched.setattr(store, "connect", tight)
        fails(site)
    assert "full" in capsys.readouterr().err
    for number in range(60):
        (site.content / f"berita/lapas-bukit/2024/banyak-{number}.md").unlink()
    completed(site)


def test_a_disk_without_room_for_the_log(
    site: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*given: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    lines = site.log
    with monkeypatch.context() as patched:
        patched.setattr(log, "_write", full)
        assert run(site) == 2
    assert "No space left on device" in capsys.readouterr().err
    assert site.log == lines
    completed(site)


@contextmanager
def tmpfs(folder: Path, size: str) -> Iterator[None]:
    """A file system of its own at `folder`."""
    folder.mkdir(exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no file system can be mounted here; the same is tested with files that refuse")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True, capture_output=True)


def test_a_small_disk_that_is_really_full(tmp_path: Path) -> None:
    site = small(tmp_path)
    with tmpfs(site.output, "2m"):
        site.build()
        before = site.files
        for number in range(120):
            site.story(f"lapas-bukit/2024/banyak-{number}", body="Isi yang panjang. " * 400)
        with pytest.raises(OSError, match="No space left on device"):
            site.build()
        assert site.files == before
        subprocess.run(["mount", "-o", "remount,size=40m", site.output], check=True, capture_output=True)
        site.build()
        assert site.files == site.clean()


# An output or a library that cannot be written


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nothing can be made, moved or deleted in a folder. Rights would not stop the root user."""

    def refusing(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, *others: Any, **named: Any) -> Any:
            if any(Path(one).is_relative_to(folder) for one in (path, *others) if isinstance(one, str | Path)):
                raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
            return real(path, *others, **named)

        return call

    with ExitStack() as stack:
        for name in ("mkdir", "rename", "replace", "unlink", "rmdir"):
            stack.enter_context(patch.object(os, name, refusing(getattr(os, name))))
        yield


def test_an_output_that_cannot_be_written(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    with read_only(site.output):
        fails(site)
    assert "Read-only file system" in capsys.readouterr().err
    completed(site)


def test_an_output_that_is_mounted_read_only(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    copy = site.folder / "salinan"
    shutil.copytree(site.output, copy)
    with tmpfs(site.output, "20m"):
        shutil.copytree(copy, site.output, dirs_exist_ok=True)
        subprocess.run(["mount", "-o", "remount,ro", site.output], check=True, capture_output=True)
        fails(site)
    assert "Read-only file system" in capsys.readouterr().err
    completed(site)


def test_a_library_that_cannot_be_written(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    def refusing(path: Any, *given: Any, **named: Any) -> sqlite3.Connection:
        return connect(f"file:{path}?mode=ro" if Path(str(path)) == site.library else path, *given, uri=True, **named)

    connect = sqlite3.connect
    with patch.object(sqlite3, "connect", refusing):
        fails(site)
    assert "readonly" in capsys.readouterr().err
    completed(site)


# A broken library


def garbage(path: Path) -> None:
    path.write_bytes(b"bukan basis data sama sekali" * 1000)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def scribbled(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for start in range(4096, len(data), 8192):
        data[start : start + 2048] = b"\xff" * len(data[start : start + 2048])
    path.write_bytes(data)


def of_other_tables(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE resep (nama TEXT)")
    connection.execute(f"PRAGMA user_version = {store.VERSION}")
    connection.commit()
    connection.close()


def without_a_table(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE counts")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("command", ["build", "publish"])
@pytest.mark.parametrize("harm", [garbage, truncated, empty, scribbled, of_other_tables, without_a_table])
def test_a_library_that_is_broken_is_set_aside_and_made_anew(
    site: Small, harm: Callable[[Path], None], command: str
) -> None:
    for suffix in ("-wal", "-shm"):
        assert not site.library.with_name(site.library.name + suffix).exists()
    harm(site.library)
    assert run(site, command) == 0
    assert "Berita kedua" in site.page("")
    assert site.library.with_name(site.library.name + ".lama").exists()
    completed(site)


def test_a_library_whose_rows_are_broken_is_set_aside_and_made_anew(site: Small) -> None:
    connection = sqlite3.connect(site.library)
    connection.execute("UPDATE stories SET placed = 'bukan JSON', card = '[]'")
    connection.commit()
    connection.close()
    assert run(site) == 0
    completed(site)


# Two at once, and a clock that was set back


def test_a_second_build_says_so_and_ends_with_2(site: Small) -> None:
    before = site.files
    site.commit()
    settings = ("--settings", str(site.folder / "conf.py"))
    with only_one(site.library.with_suffix(".lock")):
        done = building.command(site.content, site.output, *settings)
    assert (done.returncode, "another build is at work" in done.stderr) == (2, True)
    assert site.files == before
    completed(site)


def test_a_clock_that_was_set_back_takes_nothing_down_in_a_publish(tmp_path: Path) -> None:
    site = small(tmp_path)
    for number in range(30):
        site.story(f"lapas-bukit/2025/b-{number}", f"2025-01-10 08:{number:02}")
    site.publish()
    before, lines = site.files, site.log
    with pytest.raises(Refused, match="30 deleted"):
        site.publish("2024-12-01 12:00")
    assert (site.files, site.log) == (before, lines)
    report = site.publish()
    assert (report.written, report.deleted, site.log) == ([], [], lines)


# Files and folders that cannot be read


@contextmanager
def unreadable(path: Path) -> Iterator[None]:
    """A file that cannot be opened, or a folder that cannot be listed. Rights would not stop the root user."""
    real_open, real_list = os.open, os.scandir

    def opened(name: Any, *given: Any, **named: Any) -> int:
        if isinstance(name, str | Path) and Path(name).is_relative_to(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(name))
        return real_open(name, *given, **named)

    def listed(name: Any = ".") -> Any:
        if isinstance(name, str | Path) and Path(name) == path:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(name))
        return real_list(name)

    with patch.object(scan.os, "open", opened), patch.object(tree.os, "scandir", listed):
        yield


@pytest.fixture
def plain(tmp_path: Path) -> Small:
    """A site without git, built once: a file that vanishes has no good version behind it."""
    site = small(tmp_path)
    site.story(SECOND)
    site.build()
    return site


def test_a_file_that_cannot_be_read_keeps_its_story_up_and_is_told(plain: Small) -> None:
    path = plain.story(SECOND, title="Judul lain")
    before = plain.files
    with unreadable(path):
        report = plain.build()
    assert [(problem.path, problem.code) for problem in report.problems] == [(f"berita/{SECOND}.md", "unreadable")]
    assert (plain.files, report.vanished) == (before, [])
    assert plain.build().problems == []
    assert plain.files == plain.clean()


def test_a_folder_that_cannot_be_read_keeps_its_stories_up_and_is_told(plain: Small) -> None:
    path = plain.story(SECOND, title="Judul lain")
    before = plain.files
    with unreadable(path.parent):
        report = plain.build()
    assert [(problem.path, problem.code) for problem in report.problems] == [("berita/lapas-bukit/2024", "unreadable")]
    assert (plain.files, report.vanished) == (before, [])
    assert plain.build().problems == []
    assert plain.files == plain.clean()


@pytest.mark.parametrize("what", ["the file", "the folder"])
def test_what_cannot_be_read_when_everything_is_read_again_keeps_its_story_up(plain: Small, what: str) -> None:
    path = plain.content / f"berita/{SECOND}.md"
    os.utime(path)  # as a change of its rights does
    plain.write("register/zones.toml", 'extends = "default"\n\n[[theme]]\nid = "area-6"\nstrong = ["loket dibuka"]\n')
    with unreadable(path if what == "the file" else path.parent):
        report = plain.build()
    assert report.vanished == []
    assert f"berita/{SECOND}/index.html" in plain.files
    plain.build()
    assert plain.files == plain.clean()
