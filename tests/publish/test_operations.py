"""A publish costs what changed: what it asks and opens does not grow with the archive."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.publish.counting import operations
from tests.publish.small import Small, small

_DAYS = 4  # on which all stories of an archive fall, so that a larger one has no more pages of days and months


def archive(folder: Path, stories: int) -> Small:
    """A published site of two units; more than sixty stories fill no further window of a feed or list."""
    site = small(folder)
    for number in range(stories):
        unit = "kanim-teluk" if number % 2 else "lapas-bukit"
        site.story(
            f"{unit}/2024/b-{number:04}", f"2024-05-0{number % _DAYS + 1} {number // 60 % 24:02}:{number % 60:02}"
        )
    site.publish(allow=["announcements"])
    return site


def cost(site: Small, monkeypatch: pytest.MonkeyPatch) -> list[Counter[str]]:
    """What publishing a new story, then another title of it, then a withdrawal of it, then nothing, takes."""
    steps: list[dict[str, str]] = [
        {},
        {"title": "Judul lain"},
        {"withdrawn": "{date: 2024-06-20, kind: pencabutan, reason: Keliru.}"},
    ]
    costs = []
    for keys in [*steps, None]:
        if keys is not None:
            site.story("kanim-teluk/2024/terbaru", "2024-05-04 23:59", **keys)
        with operations(monkeypatch) as counted:
            site.publish()
        costs.append(counted)
    return costs


def test_a_publish_asks_and_opens_no_more_when_the_archive_is_much_larger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = cost(archive(tmp_path / "kecil", 120), monkeypatch)  # more than a feed carries whole
    many = cost(archive(tmp_path / "besar", 720), monkeypatch)
    for smaller, larger in zip(few, many, strict=True):
        assert smaller["asked"] > 20 and smaller["opened"] > 20
        for what in ("asked", "opened", "listed"):
            assert larger[what] <= smaller[what] + 2, (what, few, many)
