"""What a new story costs does not grow with the archive: counted in statements and steps of SQLite, never timed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from plugins.library import Library
from plugins.stories.story import Story
from tests import factory
from tests.newsroom.test_families import families

UNITS = ("kanim-teluk-biru", "lapas-bukit-hijau", "kanwil-jingga")
FEW, MANY = 300, 3_000


def archive(count: int) -> list[Story]:
    """So many stories of three units, spread over the days of 2023."""
    rows = []
    for number in range(count):
        day = date(2023, 1, 1) + timedelta(days=number * 360 // count)
        row = factory.story(f"{UNITS[number % 3]}/2023/s-{number}", f"{day} {8 + number % 9:02}:00")
        rows.append(replace(row, zones=factory.zones("zi", "area-6"), tags=("paspor",)))
    return rows


class Counted:
    """Statements and steps of a library's connection."""

    def __init__(self, library: Library) -> None:
        self.statements = self.steps = 0
        library._db.set_trace_callback(self._statement)
        library._db.set_progress_handler(self._step, 1)

    def _statement(self, text: str) -> None:
        self.statements += 1

    def _step(self) -> int:
        self.steps += 1
        return 0


def cost(folder: Path, count: int) -> dict[str, tuple[int, int]]:
    """By family the statements and steps of all that a new story touches, in an archive of so many."""
    new = replace(factory.story(), zones=factory.zones("zi", "area-6"), tags=("paspor",), units=("kanwil-biru",))
    found = {}
    with factory.shelf(folder, *archive(count)) as shelf:
        changes, library = shelf.take(new), shelf.library()
        for family in families():
            counted = Counted(library)
            keys = {key for change in changes for key in family.touched(change, library)}
            views = [family.view(library, key) for key in sorted(keys)]
            found[family.name] = (counted.statements, counted.steps)
            assert len(views) == len(keys)
    return found


def test_no_view_reads_more_rows_because_the_archive_is_larger(tmp_path: Path) -> None:
    (tmp_path / "few").mkdir()
    (tmp_path / "many").mkdir()
    few, many = cost(tmp_path / "few", FEW), cost(tmp_path / "many", MANY)
    assert sum(statements for statements, _ in few.values()) > 50
    growing = {
        name: (few[name], many[name])
        for name in few.keys() - {"feed-archive"}  # which closes the month before, whole: tests/feeds/test_feed_archive
        if any(after > before * 1.1 for before, after in zip(few[name], many[name], strict=True))
    }
    assert growing == {}
