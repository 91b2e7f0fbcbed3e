"""Texts that a rule must catch, and texts near to them that must pass: what the documentation and the tests show."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "examples"
FEWEST = 3  # of each, for each rule
_FENCE = "---\n"
_MISSING = {"title": "title: Kantor membuka loket baru", "date": "date: 2024-06-03 09.00"}


@dataclass(frozen=True, slots=True)
class Examples:
    """Bodies of stories, or whole files where they begin with `---`; `thresholds` where they need others than usual.

    `earlier` is a story that was out before, by the unit `office`; the files `photos` show the same picture as its own.
    """

    caught: tuple[str, ...]
    passes: tuple[str, ...]
    thresholds: Mapping[str, object] = field(default_factory=dict)
    earlier: str = ""
    office: str = ""
    photos: tuple[str, ...] = ()


@cache
def examples() -> Mapping[str, Examples]:
    """The examples of each rule, by code."""
    tables = (tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml")))
    return {
        code: Examples(
            tuple(of["caught"]),
            tuple(of["passes"]),
            of.get("thresholds", {}),
            of.get("earlier", ""),
            of.get("office", ""),
            tuple(of.get("photos", ())),
        )
        for table in tables
        for code, of in table.items()
    }


def as_file(example: str) -> bytes:
    """An example as the file of a story: with a title and a date, where it gives none."""
    front, body = "", example
    if example.startswith(_FENCE):
        front, _, body = example.removeprefix(_FENCE).partition("\n---\n")
    given = {line.partition(":")[0] for line in front.split("\n")}
    lines = [*(line for key, line in _MISSING.items() if key not in given), *front.splitlines()]
    return f"---\n{chr(10).join(lines)}\n---\n\n{body.lstrip(chr(10))}\n".encode()
