"""A round that is killed at any moment leaves a site that serves, and whoever comes next completes it."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from plugins.library import store
from tests.publish.later import Gallery, dead, elsewhere
from tests.publish.small import Small, small

_KILLED = 9
_STEPS, _MOMENTS = 16, 10  # of a round, at the least; of those, at which it is killed


class Counted(sqlite3.Connection):
    """A connection whose commits are steps at which a round may be killed."""

    def commit(self) -> None:
        step()
        super().commit()


_left: list[int] = [0]  # steps until this process is killed


def step() -> None:
    """One step towards the end."""
    _left[0] -= 1
    if _left[0] == 0:
        os._exit(_KILLED)


def killed_after(steps: int, gallery: Gallery) -> bool:
    """Whether a round was killed before so many commits, moves and deletions of files."""

    def work() -> None:
        _left[0] = steps
        replace, unlink, connect = Path.replace, Path.unlink, sqlite3.connect

        def replaced(self: Path, target: Any) -> Path:
            step()
            return replace(self, target)

        def unlinked(self: Path, missing_ok: bool = False) -> None:
            step()
            unlink(self, missing_ok)

        def connected(*given: Any, **named: Any) -> sqlite3.Connection:
            return connect(*given, **named, factory=Counted)

        with (
            patch.object(Path, "replace", replaced),
            patch.object(Path, "unlink", unlinked),
            patch.object(store.sqlite3, "connect", connected),
        ):
            gallery.finish()

    return elsewhere(work) == _KILLED


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    """A site whose stories changed since all was made: one retitled, one withdrawn, one new, one gone."""
    gallery = Gallery(small(tmp_path_factory.mktemp("awal")))
    for number in range(4):
        gallery.site.story(f"kanim-teluk/2024/b-{number}")
    gallery.all()
    gallery.site.story("kanim-teluk/2024/b-0", title="Judul lain")
    gallery.site.story("kanim-teluk/2024/b-1", withdrawn="{date: 2024-06-20, kind: pencabutan, reason: Keliru.}")
    gallery.site.story("kanim-teluk/2024/b-4")
    (gallery.site.content / "berita/kanim-teluk/2024/b-3.md").unlink()
    gallery.build()
    return gallery


@pytest.mark.parametrize("next_run", ["round", "build", "edit"])
def test_a_killed_round_is_completed_by_the_next_run(tmp_path: Path, before: Gallery, next_run: str) -> None:
    chance = random.Random(next_run)
    expected: dict[str, bytes] = {}
    killed = 0
    for steps in sorted(chance.sample(range(1, _STEPS + 1), _MOMENTS)):
        # At the same place each time: the library knows its content and output by where they lie.
        here = Path(shutil.copytree(before.site.folder, tmp_path / "situs", symlinks=True))
        gallery = Gallery(Small(here))
        (library,) = here.glob("output.cache/*.sqlite")
        library.rename(library.with_name(gallery.job().library.name))
        killed += killed_after(steps, gallery)
        assert dead(gallery.files) == [], steps
        if next_run == "edit":  # what was killed halfway is another again
            gallery.site.story("kanim-teluk/2024/b-0")
        if next_run != "round":
            gallery.build()
            assert dead(gallery.files) == [], steps
        finished = gallery.finish()
        assert (finished.why, finished.left) == ("", 0), steps
        expected = expected or gallery.clean()
        assert gallery.files == expected, steps
        shutil.rmtree(here)
    assert killed >= _MOMENTS - 2
