"""Exit statuses, and the newsroom as Pelican itself runs it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pelican import signals

from plugins.newsroom.command import main
from plugins.newsroom.generator import WrittenStory
from tests import building
from tests.building import ROOT, with_templates
from tests.factory import instant
from tests.publish.small import Small, small

BIN = Path(sys.executable).parent


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Small]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(instant("2025-01-15 12:00")))
    made = small(tmp_path)
    kept = {name: dict(signal.receivers) for name, signal in _signals()}
    yield made
    for name, signal in _signals():  # plugins that one run connected must not listen to the next
        for key in signal.receivers.keys() - kept[name].keys():
            signal.receivers.pop(key)


def _signals() -> list[tuple[str, object]]:
    names = ("initialized", "get_generators", "get_writer", "article_generator_context", "content_written")
    return [(name, getattr(signals, name)) for name in names]


def newsroom(site: Small, *arguments: str, command: str = "build", defer: bool = True) -> int:
    """Run a command; it leaves what may wait."""
    places = [str(site.content), "-o", str(site.output), "--cache", str(with_templates(site.folder / "cache"))]
    return main([command, *places, *(["--defer"] if defer and command != "finish" else []), *arguments])


def test_a_build_ends_with_0_and_one_line(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert newsroom(site) == 0
    told = capsys.readouterr()
    assert told.out.startswith("1 stories published")
    assert told.out.count("\n") == 1
    assert "Berita lama" in site.page("berita/kanim-teluk/2024/lama")


def test_a_file_that_is_held_back_ends_with_0_or_strictly_with_1(
    site: Small, capsys: pytest.CaptureFixture[str]
) -> None:
    site.story("kanim-teluk/2024/salah", kind="salah")
    assert newsroom(site) == 0
    assert "berita/kanim-teluk/2024/salah.md:4" in capsys.readouterr().err
    assert newsroom(site, "--strict") == 1
    assert (site.output / "berita/kanim-teluk/2024/lama/index.html").is_file()


def test_a_sound_tree_ends_strictly_with_0(site: Small) -> None:
    assert newsroom(site, "--strict") == 0


def test_a_preview_shows_drafts_and_what_is_not_due(site: Small) -> None:
    site.story("kanim-teluk/2024/konsep", status="draft")
    site.story("kanim-teluk/2025/nanti", "2025-06-01")
    assert newsroom(site, command="preview") == 0
    page = site.page("berita/kanim-teluk/2024/konsep")
    assert "noindex" in page
    assert "Berita nanti" in site.page("")
    assert newsroom(site) == 0
    assert not (site.output / "berita/kanim-teluk/2024/konsep/index.html").exists()


def test_content_that_is_not_there_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(tmp_path / "tidak-ada"), "-o", str(tmp_path / "output")]) == 2
    assert "no content folder" in capsys.readouterr().err
    assert not (tmp_path / "output").exists()


def test_an_output_that_cannot_be_written_ends_with_2(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    site.output.write_text("sebuah berkas")
    assert newsroom(site) == 2
    assert capsys.readouterr().err != ""


def test_a_moment_that_is_no_number_ends_with_2(site: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "kemarin")
    assert newsroom(site) == 2


def test_a_configuration_without_the_plugin_ends_with_2(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    settings = site.folder / "polos.py"
    settings.write_text("SITEURL = ''\nPLUGINS = []\n")
    assert newsroom(site, "--settings", str(settings)) == 2
    assert "plugins.newsroom" in capsys.readouterr().err


def test_serving_what_is_not_built_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", str(tmp_path)]) == 2
    assert "nothing is built" in capsys.readouterr().err


def test_serving_at_a_port_in_use_ends_with_2_and_names_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "index.html").write_text("")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["serve", str(tmp_path), "--port", str(port)]) == 2
    assert f"PORT={port + 1}" in capsys.readouterr().err


@pytest.mark.parametrize("port", ["0x", "99999"])
def test_what_is_no_port_ends_with_2(port: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("")
    try:
        assert main(["serve", str(tmp_path), "--port", port]) == 2
    except SystemExit as end:
        assert end.code == 2


# What may wait


@pytest.fixture
def cards(site: Small) -> tuple[str, str]:
    """Options with which only stories' pages and the cards are made."""
    settings = site.folder / "kartu.py"
    lines = ("import sys", f"sys.path.insert(0, {str(ROOT)!r})", "from pelicanconf import *")
    settings.write_text("\n".join((*lines, "PROCESSES = 1", 'FAMILIES = ("story", "card")', "")))
    return "--settings", str(settings)


def test_what_waits_is_made_at_the_end_of_a_build(
    site: Small, cards: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert newsroom(site, *cards, defer=False) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in told] == ["1", "then"]
    assert (site.output / "berita/kanim-teluk/2024/lama/kartu.png").is_file()


def test_what_is_left_for_later_is_made_by_a_command_of_its_own(
    site: Small, cards: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    card = site.output / "berita/kanim-teluk/2024/lama/kartu.png"
    written: list[str] = []

    def on_write(path: str, context: object) -> None:
        written.append(Path(path).relative_to(site.output).as_posix())

    assert newsroom(site, *cards) == 0
    assert not card.exists()
    capsys.readouterr()
    with signals.content_written.connected_to(on_write):
        assert newsroom(site, *cards, command="finish") == 0
    assert card.is_file() and "berita/kanim-teluk/2024/lama/kartu.png" in written
    assert capsys.readouterr().out.count("\n") == 1


def test_what_cannot_be_made_ends_with_0_or_strictly_with_1(
    site: Small, cards: tuple[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*given: object) -> bytes:
        raise OSError("no ink")

    monkeypatch.setattr("plugins.pictures.drawing.draw", failing)
    assert newsroom(site, *cards, defer=False) == 0
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("newsroom: not made: card ") and said[0].endswith(": OSError: no ink")
    assert "still wait" in said[-1]
    assert newsroom(site, *cards, "--strict", command="finish") == 1
    assert (site.output / "berita/kanim-teluk/2024/lama/index.html").is_file()


def test_nothing_is_made_where_nothing_was_built(
    site: Small, cards: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert newsroom(site, *cards, command="finish") == 2
    assert "build or publish first" in capsys.readouterr().err
    assert not site.output.exists() or not list(site.output.iterdir())


# Other plugins


def test_other_plugins_hear_of_each_story_read_and_each_file_written(site: Small) -> None:
    read: list[str] = []
    stories: list[tuple[str, str, str]] = []
    written: list[str] = []

    def on_read(generator: object, metadata: dict[str, str]) -> None:
        read.append(metadata["path"])

    def on_story(generator: object, content: WrittenStory) -> None:
        stories.append((content.title, content.url, content.metadata["unit"]))

    def on_write(path: str, context: object) -> None:
        written.append(Path(path).relative_to(site.output).as_posix())

    with (
        signals.article_generator_context.connected_to(on_read),
        signals.article_generator_write_article.connected_to(on_story),
        signals.content_written.connected_to(on_write),
    ):
        assert newsroom(site) == 0
        assert read == ["berita/kanim-teluk/2024/lama.md"]
        assert stories == [("Berita lama", "berita/kanim-teluk/2024/lama/", "kanim-teluk")]
        assert "berita/kanim-teluk/2024/lama/index.html" in written
        read.clear()
        stories.clear()
        written.clear()
        assert newsroom(site) == 0
        assert (read, stories, written) == ([], [], [])


# Pelican's own command


def pelican(
    folder: Path, *arguments: object, settings: Path = ROOT / "pelicanconf.py"
) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [BIN / "pelican", *arguments, "-s", settings],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_pelican_builds_the_same_site_from_any_folder(site: Small, tmp_path: Path) -> None:
    done = pelican(tmp_path, site.content, "-o", tmp_path / "lain", "-e", f'CACHE_PATH="{tmp_path / "cache"}"')
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "lain/berita/kanim-teluk/2024/lama/index.html").is_file()
    assert (tmp_path / "lain/feed.xml").is_file()


def test_a_plugin_that_cannot_be_imported_is_fatal(site: Small, tmp_path: Path) -> None:
    copy = tmp_path / "salinan"
    (copy / "plugins" / "newsroom").mkdir(parents=True)
    (copy / "pelicanconf.py").write_text((ROOT / "pelicanconf.py").read_text())
    (copy / "plugins" / "__init__.py").write_text("")
    (copy / "plugins" / "newsroom" / "__init__.py").write_text("import modul_yang_tidak_ada\n")
    done = pelican(tmp_path, site.content, "-o", tmp_path / "lain", settings=copy / "pelicanconf.py")
    assert done.returncode != 0
    assert "modul_yang_tidak_ada" in done.stderr + done.stdout
    assert not (tmp_path / "lain" / "index.html").exists()


def test_a_publish_without_a_public_address_ends_with_2_and_says_how(tmp_path: Path) -> None:
    settings = ("--settings", str(ROOT / "publishconf.py"))
    done = building.command(building.SITE, tmp_path / "output", *settings, name="publish", SITEURL="")
    assert (done.returncode, "SITEURL=https://" in done.stderr) == (2, True)
    assert not (tmp_path / "output").exists()
