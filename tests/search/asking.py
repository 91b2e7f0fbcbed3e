"""A site with nothing but search, and queries put to its scripts in node."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import playwright
import pytest

from plugins.library import Library
from plugins.publish.family import Family
from plugins.search import family
from plugins.search.family import SearchBundles, SearchEngine
from plugins.search.lists import SearchList

HERE = Path(__file__).resolve().parent
STATIC = HERE.parents[1] / "theme" / "static"


def site(folder: Path, library: Library) -> Path:
    """The files of search for the stories of a library, as a publish leaves them."""
    bundles = SearchBundles()
    for key in bundles.keys(library):
        write(folder, bundles, key, library)
    write(folder, SearchEngine(), "engine", library)
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    (folder / "cari" / "bundel.json").write_bytes(
        b"".join(output.content for output in SearchList().render("list", listed(names, library)))
    )
    (folder / "theme").mkdir()
    for script in STATIC.glob("cari*.js"):
        shutil.copy(script, folder / "theme")
    (folder / "package.json").write_text('{"type": "module"}')
    return folder


def write(folder: Path, of: Family, key: str, library: Library) -> None:
    """The outputs of a key."""
    view = of.view(library, key)
    assert view is not None
    for output in of.render(key, view):
        target = folder / output.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(output.content)


def listed(paths: Sequence[str], library: Library) -> dict[str, object]:
    """The view of the list of bundles, where these outputs stand."""
    return SearchList().view(Standing(paths, library), "list")  # type: ignore[arg-type]


class Standing:
    """A library in which these paths are the outputs that stand."""

    def __init__(self, paths: Sequence[str], library: Library) -> None:
        self._paths = sorted(paths)
        self.places = library.places

    def made_keys(self, of: str, begin: str = "") -> list[str]:
        assert of == family.BUNDLES
        folders = {path.split("/")[1] for path in self._paths if path.count("/") > 1 and path.startswith("cari/")}
        return sorted(folder for folder in folders if folder[0].isdigit())

    def made_at(self, begin: str) -> str | None:
        return next((path for path in self._paths if path.startswith(begin)), None)

    def made(self, of: str, key: str) -> tuple[str, ...]:
        return tuple(path for path in self._paths if path.startswith("cari/mesin-"))


def _node_of_playwright() -> str | None:
    """The program that Playwright brings along, where the machine has none of its own."""
    bundled = Path(playwright.__file__).with_name("driver") / "node"
    return str(bundled) if bundled.is_file() else None


def ask(folder: Path, questions: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The answers of the scripts: what each bundle, newest first, has for each question."""
    node = shutil.which("node") or _node_of_playwright()
    if node is None:
        pytest.skip("node is not installed")
    done = subprocess.run(
        [node, HERE / "ask.mjs", folder],
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers
