"""The command says what is missing, and writes nothing it need not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.editor import packing
from plugins.editor.__main__ import main
from plugins.publish.writing import MARKER


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "isi")]) == 2
    assert "tidak ada" in capsys.readouterr().err


def test_a_server_needs_a_repository(offices: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(offices), "--admin", str(tmp_path), "--backend", "gitea"]) == 2
    assert "--repo pemilik/nama" in capsys.readouterr().err


def test_the_editor_does_not_lie_inside_the_site(
    offices: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / MARKER).touch()
    assert main([str(offices), "--admin", str(tmp_path / "admin")]) == 2
    assert "di dalam situs" in capsys.readouterr().err
    assert not (tmp_path / "admin").exists()


def test_without_npm_it_says_what_to_install(
    offices: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda program: None)
    assert main([str(offices), "--admin", str(tmp_path / "admin"), "--tools", str(tmp_path / "tools")]) == 2
    assert "apt-get install nodejs npm" in capsys.readouterr().err
    assert not (tmp_path / "admin").exists()


def test_the_pin_is_whole() -> None:
    """Every package of the lock bears its digest, and the editor its exact version."""
    folder = Path(packing.__file__).parent
    wanted = json.loads((folder / "package.json").read_text())["dependencies"]["@sveltia/cms"]
    packages = json.loads((folder / "package-lock.json").read_text())["packages"]
    assert packages["node_modules/@sveltia/cms"]["version"] == wanted
    assert [name for name, package in packages.items() if name and not package["integrity"].startswith("sha512-")] == []


def test_a_second_run_writes_nothing(admin: Callable[[str], Path], offices: Path) -> None:
    folder = admin("test")
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    tools = Path(packing.__file__).parents[2] / ".venv" / "editor"
    assert main([str(offices), "--admin", str(folder), "--tools", str(tools)]) == 0
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_nothing_in_the_tree_points_elsewhere(admin: Callable[[str], Path]) -> None:
    """Parts, fonts and status pages of others: the addresses that Sveltia would have asked for."""
    script = (admin("test") / "sveltia.js").read_text("utf-8")
    for host in ("unpkg.com", "jsdelivr.net", "githubstatus.com/api", "hostedstatus.com"):
        assert f"https://{host}" not in script
        assert f".{host}" not in script
    for asked in ("vendor/@sveltia/cms/package.json", "vendor/status/github.json", "chunks/react-dom.js", "rules.json"):
        assert (admin("test") / asked).is_file()
