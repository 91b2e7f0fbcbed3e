"""Which folder and which files a command line means."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from plugins.desk.arguments import add_content, settle


def chosen(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_content(parser)
    parser.add_argument("files", nargs="*")
    found = parser.parse_args(arguments)
    settle(found)
    return found


@pytest.mark.parametrize(
    ("arguments", "content", "files"),
    [
        ([], "content", []),
        (["content"], "content", []),
        (["content", "content/berita/a.md"], "content", ["content/berita/a.md"]),
        (["content/berita/a.md"], "content", ["content/berita/a.md"]),
        (["content/berita", "x.md"], "content", ["content/berita", "x.md"]),
        (["lain"], "lain", []),
        (["lain", "a.md"], "lain", ["a.md"]),
        (["tidak-ada"], "content", ["tidak-ada"]),
        (["content\\berita\\a.md"], "content", ["content/berita/a.md"]),
        (["content", "content\\berita\\b.md"], "content", ["content/berita/b.md"]),
    ],
)
def test_a_file_alone_is_one_of_the_usual_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], content: str, files: list[str]
) -> None:
    for folder in ("content/berita", "lain"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "content/berita/a.md").touch()
    monkeypatch.chdir(tmp_path)
    found = chosen(*arguments)
    assert (str(found.content), found.files) == (content, files)


def test_without_the_usual_folder_what_is_named_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert str(chosen("tidak-ada").content) == "tidak-ada"
