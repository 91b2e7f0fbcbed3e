"""The desk is spoken to, and speaks, as the person called it: by a launcher or by make, and in Indonesian."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from plugins.desk import preview
from plugins.desk.__main__ import COMMANDS, main
from plugins.desk.calling import CALLED
from tests.building import ROOT
from tests.publish.small import Small, small

# Words of argparse, none of which may reach a person.
ENGLISH = re.compile(
    r"\b(?:usage|error|the following|required|unrecognized|invalid|expected|options|show this)\b", re.I
)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Small:
    monkeypatch.delenv(CALLED, raising=False)
    made = small(tmp_path)
    monkeypatch.chdir(made.folder)
    return made


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What is said of a command line that cannot be run."""
    try:
        assert main([*arguments]) == 2
    except SystemExit as ended:
        assert ended.code == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert not ENGLISH.search(told.err)
    return told.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nwe"], "Perintah “nwe” tidak dikenal. Mungkin maksudnya: new."),
        (["cabut"], "Mungkin maksudnya: withdraw."),
        (["Periksa"], "Mungkin maksudnya: check."),
        (["kirim"], "git add content, lalu git commit, lalu git push."),
        (["sunting"], "misalnya dengan Notepad."),
        (["new", "--judul=x"], "“--judul=x” tidak dikenal di sini."),
        (["new", "--unit"], "Sesudah --unit tulis isinya"),
        (["correct"], "Belum disebut: BERITA."),
        (["move", "a/2026/b"], "Belum disebut: NAMA-BARU."),
        (["tidy"], "Belum disebut: FOLDER."),
        (["check", "--format", "html"], "“html” tidak dikenal. Yang boleh: github, gitlab, json, text."),
        (["preview", "--port", "delapan"], "Isi --port tidak terbaca: delapan."),
        (["tidy", "--look=ya", "content"], "--look tidak memerlukan isi."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_slip_on_the_command_line_is_told_in_indonesian(
    site: Small, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert told in refused(capsys, *arguments)


def test_without_a_command_every_command_is_named(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    told = refused(capsys)
    assert [name for name in COMMANDS if not re.search(rf"^ +{name}\b", told, re.MULTILINE)] == []


def test_the_help_is_indonesian(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["correct", "--help"])
    told = capsys.readouterr().out
    assert "Cara pakai: desk correct" in told
    assert not ENGLISH.search(told)


@pytest.mark.parametrize(("called", "check"), [("", "make check FILE="), ("./desk.sh", "./desk.sh check ")])
def test_the_next_step_is_a_command_as_it_was_called(
    site: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], called: str, check: str
) -> None:
    monkeypatch.setenv(CALLED, called)
    assert main(["new", "--unit", "kanim-teluk", "--title", "Loket", "--slug", "loket", "--date", "2024-06-01"]) == 0
    assert f"{check}content/berita/kanim-teluk/2024/loket.md" in capsys.readouterr().out
    assert main(["correct", "kanim-teluk/2024/lama", "--note", "Semula 13.00, yang benar 12.00."]) == 0
    assert f"{check}content/berita/kanim-teluk/2024/lama.md" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("called", "unit", "title", "note", "folder"),
    [
        ("", "UNIT=kanim-padang", 'TITLE="Judul berita"', 'NOTE="…"', "CONTENT=…"),
        ("desk", "--unit kanim-padang", '--title "Judul berita"', '--note "…"', "cd ruang-berita)."),
    ],
)
def test_what_is_missing_is_named_as_it_would_be_given(
    site: Small,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    called: str,
    unit: str,
    title: str,
    note: str,
    folder: str,
) -> None:
    monkeypatch.setenv(CALLED, called)
    told = refused(capsys, "new")
    assert unit in told
    assert title in told
    assert note in refused(capsys, "correct", "kanim-teluk/2024/lama")
    monkeypatch.chdir(site.content)
    assert folder in refused(capsys, "check")


def test_make_without_a_story_says_how_one_is_named(site: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert "STORY=kanim-padang/2026/" in refused(capsys, "withdraw", "--reason", "Keliru.", "--", "")
    assert "FILES=content/" in refused(capsys, "tidy", "--", "")


# A Python that makes an environment whose own Python answers nothing but how it was called, and installs with `pip`.
_PYTHON = """#!/bin/sh
[ "$1" = -m ] || exit 0
mkdir -p "$3/bin"
printf '#!/bin/sh\n[ "$2" = pip ] && exit {pip}\necho "$NEWSROOM_DESK: $*"\n' > "$3/bin/python"
chmod +x "$3/bin/python"
"""


@pytest.mark.parametrize(("pip", "status"), [(0, 0), (1, 2)])
def test_the_launcher_prepares_itself_once_and_says_where_it_cannot(tmp_path: Path, pip: int, status: int) -> None:
    launcher, python = tmp_path / "desk.sh", tmp_path / "python"
    shutil.copy(ROOT / "desk.sh", launcher)
    (tmp_path / "requirements.txt").touch()
    python.write_text(_PYTHON.format(pip=pip))
    python.chmod(0o755)
    environment = {**os.environ, "PYTHON": str(python)}
    done = [
        subprocess.run([launcher, "check", "a b"], env=environment, capture_output=True, text=True, check=False)
        for _ in range(2)
    ]
    assert [each.returncode for each in done] == [status, status]
    preparing = "Menyiapkan; hanya untuk pertama kali ...\n"
    if status:
        assert "Periksa sambungan internet" in done[1].stderr
    else:
        called = f"{launcher}: -m plugins.desk check a b\n"
        assert [each.stdout for each in done] == [preparing + called, called]


class Shown:
    """A server that is stopped as soon as it runs."""

    server_port = 8001

    def __enter__(self) -> Shown:
        return self

    def __exit__(self, *_: object) -> None: ...

    def serve_forever(self) -> None:
        raise KeyboardInterrupt


def test_a_preview_takes_the_next_port_where_one_is_taken(
    site: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[list[str]] = []

    def build(arguments: list[str]) -> int:
        asked.append(arguments)
        return 0

    def server(folder: Path, port: int) -> Shown:
        if port == 8000:
            raise OSError
        return Shown()

    monkeypatch.setattr("plugins.newsroom.command.main", build)
    monkeypatch.setattr("plugins.newsroom.serving.server", server)
    assert main(["preview", "--cache", "pustaka"]) == 0
    assert asked[0][:4] == ["preview", "content", "--output=.preview", "--defer"]  # what waits would take minutes
    assert "--cache=pustaka" in asked[0]
    assert capsys.readouterr().out == "Buka http://127.0.0.1:8001 di peramban. Berhenti: Ctrl-C.\n"


def test_a_preview_that_cannot_be_built_shows_nothing(site: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plugins.newsroom.command.main", lambda arguments: 2)
    monkeypatch.setattr(preview, "_server", lambda port: pytest.fail("shown"))
    assert main(["preview"]) == 2
