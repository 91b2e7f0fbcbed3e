"""Rule 6 at the desk: what is published is withdrawn or moved, never just taken away."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.desk.checking import check, judges
from plugins.publish import registers
from tests import factory
from tests.building import ROOT

STORY = "berita/kanim-teluk-biru/2024/antrean.md"
TEXT = "---\ntitle: Antrean dipangkas\ndate: 2024-05-01 09:00\n---\n\nLoket baru dibuka.\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "units.csv").write_text(factory.UNITS_CSV)
    (tmp_path / STORY).parent.mkdir(parents=True)
    (tmp_path / STORY).write_text(TEXT)
    for arguments in (
        ("init", "-q"),
        ("add", "-A"),
        ("-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x"),
    ):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    return tmp_path


def codes(content: Path) -> list[str]:
    loaded = registers.load(
        content,
        ROOT / "theme",
        site=factory.SITE,
        timezone=factory.TIMEZONE,
        as_of=factory.instant(factory.AS_OF),
        settings={},
    )
    return [problem.code for problem in check(content, loaded, judges(loaded, (), "id"), 1).problems]


def delete(content: Path) -> None:
    (content / STORY).unlink()


def move(content: Path, front: str = "") -> None:
    (content / STORY).unlink()
    (content / STORY).with_name("antrean-baru.md").write_text(TEXT.replace("date:", f"{front}date:"))


def rewrite(old: str, new: str) -> Callable[[Path], None]:
    def edit(content: Path) -> None:
        (content / STORY).write_text(TEXT.replace(old, new))

    return edit


WITHDRAWN = "withdrawn: {date: 2024-06-01, kind: pencabutan, reason: Keliru}\n"


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda content: None, []),
        (delete, ["story-gone"]),
        (move, ["story-gone"]),
        (lambda content: move(content, "moved_from: [kanim-teluk-biru/2024/antrean]\n"), []),
        (rewrite("date:", "status: draft\ndate:"), ["story-hidden"]),
        (rewrite("2024-05", "2030-05"), ["story-hidden"]),
        (rewrite("date:", f"{WITHDRAWN}date:"), []),
        (rewrite("dipangkas", "dipangkas lagi"), []),
        (rewrite("date:", "salah: x\ndate:"), ["key-unknown"]),
    ],
    ids=["nothing", "deleted", "moved", "moved-from", "draft", "later", "withdrawn", "edited", "broken"],
)
def test_a_published_story_may_not_just_go(content: Path, edit: Callable[[Path], None], expected: list[str]) -> None:
    edit(content)
    assert codes(content) == expected


def test_a_draft_that_never_was_public_may_go(content: Path) -> None:
    draft = (content / STORY).with_name("rancangan.md")
    draft.write_text(TEXT.replace("date:", "status: draft\ndate:"))
    subprocess.run(["git", "add", "-A"], cwd=content, check=True)
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "y"], cwd=content, check=True)
    draft.unlink()
    assert codes(content) == []
