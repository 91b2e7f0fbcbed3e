import os
from pathlib import Path

import jinja2
import pytest
from pelican.settings import DEFAULT_CONFIG

from plugins.newsroom.writer import QuietWriter


@pytest.fixture
def writer(tmp_path: Path) -> QuietWriter:
    return QuietWriter(str(tmp_path), {**DEFAULT_CONFIG, "RELATIVE_URLS": False})


def write(writer: QuietWriter, text: str) -> None:
    template = jinja2.Environment(autoescape=True).from_string("{{ text }}")
    template.name = "plain"
    writer.write_file("halaman/x.html", template, {"localsiteurl": ""}, text=text, override_output=True)


def age(path: Path) -> int:
    os.utime(path, ns=(1_000_000_000, 1_000_000_000))
    return path.stat().st_mtime_ns


def test_the_same_bytes_keep_their_time_stamp(writer: QuietWriter, tmp_path: Path) -> None:
    write(writer, "isi")
    path = tmp_path / "halaman/x.html"
    before = age(path)
    write(writer, "isi")
    assert (path.read_text(), path.stat().st_mtime_ns) == ("isi", before)


def test_other_bytes_are_written(writer: QuietWriter, tmp_path: Path) -> None:
    write(writer, "isi")
    before = age(tmp_path / "halaman/x.html")
    write(writer, "lain")
    assert (tmp_path / "halaman/x.html").read_text() == "lain"
    assert (tmp_path / "halaman/x.html").stat().st_mtime_ns != before
