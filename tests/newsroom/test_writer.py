from pathlib import Path

import jinja2
import pytest
from pelican.settings import DEFAULT_CONFIG

from plugins.newsroom.writer import QuietWriter


def write(output: Path, source: str) -> None:
    """Write a page as one run does."""
    template = jinja2.Environment(autoescape=True).from_string(source)
    template.name = "plain"
    writer = QuietWriter(str(output), {**DEFAULT_CONFIG, "RELATIVE_URLS": False})
    writer.write_file("halaman/x.html", template, {"localsiteurl": ""}, override_output=True)


def files(output: Path) -> dict[str, str]:
    return {path.relative_to(output).as_posix(): path.read_text() for path in output.rglob("*") if path.is_file()}


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    write(tmp_path, "isi")
    before = (tmp_path / "halaman/x.html").stat()
    write(tmp_path, "isi")
    after = (tmp_path / "halaman/x.html").stat()
    assert files(tmp_path) == {"halaman/x.html": "isi"}
    assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (
        before.st_ino, before.st_mtime_ns, before.st_ctime_ns,
    )  # fmt: skip


def test_other_bytes_take_the_place_of_those_that_stand_there(tmp_path: Path) -> None:
    write(tmp_path, "isi")
    write(tmp_path, "lain")
    assert files(tmp_path) == {"halaman/x.html": "lain"}


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path, "isi")
    writer = QuietWriter(str(tmp_path), dict(DEFAULT_CONFIG))
    target = str(tmp_path / "halaman/x.html")
    with pytest.raises(UnicodeEncodeError), writer._open_w(target, "ascii", True) as file:
        file.write("é")
    assert files(tmp_path) == {"halaman/x.html": "isi"}
