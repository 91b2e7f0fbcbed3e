import os
from pathlib import Path

import jinja2
from pelican.settings import DEFAULT_CONFIG

from plugins.newsroom.writer import QuietWriter


def write(output: Path, text: str) -> None:
    """Write a page as one run does."""
    template = jinja2.Environment(autoescape=True).from_string("{{ text }}")
    template.name = "plain"
    writer = QuietWriter(str(output), {**DEFAULT_CONFIG, "RELATIVE_URLS": False})
    writer.write_file("halaman/x.html", template, {"localsiteurl": ""}, text=text, override_output=True)


def age(path: Path) -> int:
    os.utime(path, ns=(1_000_000_000, 1_000_000_000))
    return path.stat().st_mtime_ns


def test_the_same_bytes_keep_their_time_stamp(tmp_path: Path) -> None:
    write(tmp_path, "isi")
    path = tmp_path / "halaman/x.html"
    before = age(path)
    write(tmp_path, "isi")
    assert (path.read_text(), path.stat().st_mtime_ns) == ("isi", before)


def test_other_bytes_are_written(tmp_path: Path) -> None:
    write(tmp_path, "isi")
    before = age(tmp_path / "halaman/x.html")
    write(tmp_path, "lain")
    assert (tmp_path / "halaman/x.html").read_text() == "lain"
    assert (tmp_path / "halaman/x.html").stat().st_mtime_ns != before
