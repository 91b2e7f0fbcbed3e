"""The rooms import in one direction, as docs/architecture.md says."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PLUGINS = ROOT / "plugins"
_LONGEST = 300  # lines of a module

BOTTOM = {"problems", "dates", "addresses"}
REGISTERS = {"units", "zones"}
VIEWS = {"pages", "feeds", "data", "press", "pictures", "search"}

ABOVE = BOTTOM | REGISTERS | VIEWS | {"stories", "library", "sources", "publish", "hubs", "newsroom"}
# What each room may import beside itself. A room that is missing here has no place yet.
ALLOWED: dict[str, set[str]] = {
    "problems": set(),
    "dates": set(),
    "addresses": set(),
    "units": BOTTOM,
    "zones": BOTTOM,
    "copies": set(),
    "stories": BOTTOM | REGISTERS,
    "library": BOTTOM | REGISTERS | {"copies", "stories"},
    "sources": BOTTOM | {"units", "stories"},
    "publish": BOTTOM | REGISTERS | {"copies", "stories", "library", "sources"},
    **{room: BOTTOM | REGISTERS | {"stories", "library", "publish"} for room in sorted(VIEWS)},
    "hubs": {"addresses"},
    "newsroom": BOTTOM | REGISTERS | VIEWS | {"stories", "library", "sources", "publish", "hubs"},
    "rules": BOTTOM | REGISTERS | {"stories"},
    "roster": BOTTOM | {"units", "stories"},
    "desk": ABOVE | {"copies", "roster", "rules"},
    "leaks": ABOVE,
    "editor": BOTTOM | REGISTERS | {"rules", "stories", "publish", "pages", "newsroom", "desk", "watch"},
    "watch": ABOVE,
}


def rooms() -> set[str]:
    """The folders under plugins/ that hold code."""
    return {path.parent.name for path in PLUGINS.glob("*/__init__.py")}


@cache
def modules() -> dict[Path, ast.Module]:
    """Every module under plugins/, parsed."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PLUGINS.rglob("*.py"))}


def imported(path: Path, tree: ast.Module) -> set[str]:
    """The full names of what a module imports; relative ones made absolute."""
    package = list(path.relative_to(ROOT).parent.parts)
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            found |= {f"{module}.{alias.name}" for alias in node.names}
    return found


@cache
def imports_of_rooms() -> dict[str, set[str]]:
    """The other rooms that each room imports."""
    found: dict[str, set[str]] = {room: set() for room in sorted(rooms())}
    for path, tree in modules().items():
        if path.parent == PLUGINS:
            continue
        room = path.relative_to(PLUGINS).parts[0]
        names = {name.split(".")[1] for name in imported(path, tree) if re.match(r"plugins\.\w", name)}
        found[room] |= names - {room}
    return found


def test_every_room_has_its_place() -> None:
    assert rooms() == ALLOWED.keys()


@pytest.mark.parametrize("room", sorted(ALLOWED))
def test_a_room_imports_only_what_lies_below_it(room: str) -> None:
    assert imports_of_rooms()[room] - ALLOWED[room] == set()


def test_what_is_allowed_has_one_direction() -> None:
    for room, below in ALLOWED.items():
        assert room not in below
        assert not [other for other in below if room in ALLOWED[other]]


def test_the_map_shows_the_same_directions() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    told = {
        match[1]: set(re.findall(r"`(\w+)`", match[2]))
        for match in re.finditer(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|$", text, re.MULTILINE)
    }
    assert told == ALLOWED


def test_only_newsroom_and_watch_know_pelican() -> None:
    knowing = {
        path.relative_to(PLUGINS).parts[0]
        for path, tree in modules().items()
        if any(name.split(".")[0] == "pelican" for name in imported(path, tree))
    }
    assert knowing == {"newsroom", "watch"}


def test_only_the_library_and_those_who_plan_speak_sql() -> None:
    knowing = {
        path.relative_to(PLUGINS).parts[0]
        for path, tree in modules().items()
        if any(name.split(".")[0] == "sqlite3" for name in imported(path, tree))
    }
    assert knowing <= {"library", "publish", "newsroom", "desk"}


def test_no_module_asks_the_clock_but_the_thin_edge() -> None:
    asking = {
        path.relative_to(PLUGINS).as_posix()
        for path in modules()
        if re.search(
            r"(?<!clock)\.now\(|\.utcnow\(|\.today\(\)|time\.(time|time_ns)\(", path.read_text(encoding="utf-8")
        )
    }
    allowed = {"hubs/__main__.py", "library/scan.py", "newsroom/settings.py", "sources/__main__.py", "watch/clock.py"}
    assert asking <= allowed


def test_modules_are_short() -> None:
    long = [
        path.relative_to(ROOT).as_posix()
        for path in modules()
        if len(path.read_text(encoding="utf-8").splitlines()) > _LONGEST
    ]
    assert long == []
