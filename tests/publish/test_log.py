from __future__ import annotations

import errno
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.publish import log as log_room
from plugins.publish.chain import GENESIS, BrokenLog
from plugins.publish.log import Log, verify
from plugins.publish.movements import Movement, Out, movement, movements
from tests.publish.shown import AT, Site, changes, sites, stories, story


def publish(folder: Path, now: Site, at: int = AT) -> None:
    """Bring a log up to date with what a site shows."""
    with Log(folder) as log:
        before = Site.of(log.at(reference).story for reference in log.references())
        log.append(movements(changes(before, now), log), at)


def lines(folder: Path) -> list[bytes]:
    return (folder / "log.jsonl").read_bytes().splitlines(keepends=True)


def tables(folder: Path) -> list[list[tuple[object, ...]]]:
    """All that the index holds."""
    connection = sqlite3.connect(folder / "index.sqlite")
    asked = ("out", "gone", "counts WHERE stories <> 0", "stands_for")
    found = [connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in asked]
    connection.close()
    return found


def test_a_log_begins_empty(tmp_path: Path) -> None:
    folder = tmp_path / ".state" / "output"
    assert not Log.exists(folder)
    with Log(folder) as log:
        assert (log.is_empty, log.head, log.total, log.of_unit("kanim-teluk-biru")) == (True, GENESIS, 0, 0)
    assert Log.exists(folder)
    assert verify(folder / "log.jsonl") == 0


def test_what_was_published_is_out(tmp_path: Path) -> None:
    one, other = story(), story(unit="lapas-b")
    with Log(tmp_path) as log:
        assert log.append([movement(None, one), movement(None, other)], AT) == 2
    with Log(tmp_path) as log:
        assert log.at(one.reference) == log.out(one.id) == Out(one, AT)
        assert (log.total, log.of_unit("lapas-b"), log.of_unit(""), log.is_empty) == (2, 1, 0, False)
        assert list(log.references()) == [one.reference, other.reference]
        assert log.at("kanim-teluk-biru/2024/lain") is log.out("tag:lain") is None


def test_nothing_to_say_writes_nothing(tmp_path: Path) -> None:
    with Log(tmp_path) as log:
        assert log.append([], AT) == 0
        assert log.is_empty


def test_a_story_has_been_out_since_it_first_was(tmp_path: Path) -> None:
    one = story()
    moved = story("pindah", id=one.reference, digest="d1")
    steps = [[one], [replace(one, digest="d1")], [moved], [], [moved], [replace(moved, id="tag:lain")]]
    for number, shown in enumerate(steps):
        publish(tmp_path, Site.of(shown), AT + number)
    with Log(tmp_path) as log:
        assert log.out("tag:lain") == Out(replace(moved, id="tag:lain"), AT)
        assert log.out(one.id) is None
    assert [line.split(b'"event":"')[1].split(b'"')[0].decode() for line in lines(tmp_path)] == [
        "published",
        "changed",
        "moved",
        "removed",
        "published",
        "reidentified",
    ]


def test_a_story_that_was_adopted_counts_as_out(tmp_path: Path) -> None:
    with Log(tmp_path) as log:
        log.append((Movement("adopted", None, one) for one in stories(3)), AT)
        assert log.total == 3


@settings(max_examples=40)
@given(st.lists(sites(), max_size=4))
def test_a_log_knows_what_is_out_and_its_index_can_be_made_anew(series: list[Site]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, site in enumerate(series):
            publish(folder, site, AT + number)
        with Log(folder) as log:
            last = series[-1] if series else Site({})
            assert {one: log.at(one).story for one in log.references()} == last.shown
            assert log.total == last.total
            assert [log.of_unit(unit) for unit in ("kanim-a", "lapas-b")] == [
                last.of_unit(unit) for unit in ("kanim-a", "lapas-b")
            ]
        assert verify(folder / "log.jsonl") == len(lines(folder))
        kept = tables(folder)
        stands, left, *_ = kept
        assert not {row[1] for row in stands} & {row[0] for row in left}
        (folder / "index.sqlite").unlink()
        Log(folder).close()
        assert tables(folder) == kept


# What may be wrong when a log is opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A log of three publishes."""
    for number in range(3):
        publish(tmp_path, Site.of([*stories(40), story("baru", digest=f"d{number}")]), AT + number)
    return tmp_path


@pytest.mark.parametrize("length", [1, 100, -1])
def test_a_last_line_that_was_cut_short_is_cut_off(folder: Path, length: int) -> None:
    *whole, last = lines(folder)
    (folder / "log.jsonl").write_bytes(b"".join(whole) + last[:length])
    with pytest.raises(BrokenLog):
        verify(folder / "log.jsonl")
    with Log(folder) as log:
        assert log.out(story("baru").id).story.digest == "d1"
    assert lines(folder) == whole


def test_a_log_of_nothing_but_a_torn_line_is_empty(tmp_path: Path) -> None:
    (tmp_path / "log.jsonl").write_bytes(b'{"at":"2024')
    with Log(tmp_path) as log:
        assert log.is_empty
    assert lines(tmp_path) == []


def test_a_torn_line_longer_than_what_is_read_at_once_is_cut_off(folder: Path) -> None:
    before = lines(folder)
    with (folder / "log.jsonl").open("ab") as file:
        file.write(b"\0" * 200_000)
    Log(folder).close()
    assert lines(folder) == before


def test_lines_that_the_index_does_not_know_are_taken_in(folder: Path) -> None:
    shutil.copy(folder / "index.sqlite", folder / "lama")
    publish(folder, Site.of([story("baru", digest="d9"), story("lain")]))
    kept = tables(folder)
    shutil.copy(folder / "lama", folder / "index.sqlite")
    Log(folder).close()
    assert tables(folder) == kept


def cut_log(folder: Path) -> None:
    (folder / "log.jsonl").write_bytes(b"".join(lines(folder)[:-1]))


def another_log_of_the_same_size(folder: Path) -> None:
    other = folder / "lain"
    for number in range(3):
        publish(other, Site.of([*stories(40), story("baru", digest=f"e{number}")]), AT + number)
    shutil.copy(other / "log.jsonl", folder / "log.jsonl")


def longer_log_of_another_output(folder: Path) -> None:
    other = folder / "lain"
    publish(other, Site.of(stories(90)))
    shutil.copy(other / "log.jsonl", folder / "log.jsonl")


def index_of(content: bytes) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / "index.sqlite").write_bytes(content)

    return write


def truncated_index(folder: Path) -> None:
    data = (folder / "index.sqlite").read_bytes()
    (folder / "index.sqlite").write_bytes(data[: len(data) // 2])


def index_of_another_version(folder: Path) -> None:
    connection = sqlite3.connect(folder / "index.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def index_without_a_table(folder: Path) -> None:
    connection = sqlite3.connect(folder / "index.sqlite")
    connection.execute("DROP TABLE gone")
    connection.commit()
    connection.close()


def no_index(folder: Path) -> None:
    (folder / "index.sqlite").unlink()


@pytest.mark.parametrize(
    "harm",
    [
        cut_log,
        another_log_of_the_same_size,
        longer_log_of_another_output,
        index_of(b""),
        index_of(b"bukan basis data " * 500),
        index_of(b"SQLite format 3\0" + b"\xff" * 5000),
        truncated_index,
        index_of_another_version,
        index_without_a_table,
        no_index,
    ],
)
def test_an_index_that_does_not_fit_is_made_anew(folder: Path, harm: Callable[[Path], None]) -> None:
    harm(folder)
    with Log(folder) as log:
        kept = (log.total, list(log.references()), log.of_unit("kanim-teluk-biru"), log.head)
    found = tables(folder)
    no_index(folder)
    with Log(folder) as log:
        assert (log.total, list(log.references()), log.of_unit("kanim-teluk-biru"), log.head) == kept
    assert tables(folder) == found
    assert kept[0] == len(kept[1]) > 0


def test_an_index_found_broken_while_it_is_asked_is_made_anew(folder: Path) -> None:
    with Log(folder) as log:
        log._index._db.execute("DROP TABLE out")
        log._index._db.commit()
        assert log.at(story("baru").reference) == Out(story("baru", digest="d2"), AT)
        assert log.total == 41


def test_an_index_found_broken_while_a_publish_is_written_is_made_anew(folder: Path) -> None:
    before = lines(folder)
    with Log(folder) as log:
        log._index._db.execute("DROP TABLE out")
        log._index._db.commit()
        with pytest.raises(RuntimeError, match="publish again"):
            log.append([movement(None, story("lain"))], AT)
        assert log.append([movement(None, story("lain"))], AT) == 1
    assert lines(folder)[:-1] == before
    assert verify(folder / "log.jsonl") == len(before) + 1


def test_a_line_that_was_changed_is_named(folder: Path) -> None:
    made = lines(folder)
    made[6] = made[6].replace(b"live", b"dead")
    (folder / "log.jsonl").write_bytes(b"".join(made))
    with pytest.raises(BrokenLog, match=r"log\.jsonl is broken at line 7") as broken:
        verify(folder / "log.jsonl")
    assert broken.value.line == 7
    no_index(folder)
    for _ in range(2):  # no half of an index stays that could pass for a whole one
        with pytest.raises(BrokenLog, match="line 7"):
            Log(folder)


def test_a_changed_line_that_the_index_does_not_know_is_named_by_its_number_in_the_log(folder: Path) -> None:
    publish(folder, Site.of(stories(40)))
    shutil.copy(folder / "index.sqlite", folder / "lama")
    publish(folder, Site.of(stories(43)))
    made = lines(folder)
    made[-2] = made[-2].replace(b"published", b"announced")
    (folder / "log.jsonl").write_bytes(b"".join(made))
    shutil.copy(folder / "lama", folder / "index.sqlite")
    with pytest.raises(BrokenLog, match=f"line {len(made) - 1}:"):
        Log(folder)


def test_a_log_where_there_can_be_none_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    with pytest.raises(OSError):
        Log(tmp_path / "berkas")
    (tmp_path / "folder" / "log.jsonl").mkdir(parents=True)
    with pytest.raises(OSError):
        Log(tmp_path / "folder")


# What may go wrong while it is written


def failing(number: int) -> Iterator[Movement]:
    yield from (Movement("published", None, one) for one in stories(number, unit="lapas-b"))
    raise ValueError("habis")


def unchanged(folder: Path, log: Log, made: list[bytes], head: str) -> bool:
    return lines(folder) == made and log.head == head and log.total == 41 and log.of_unit("lapas-b") == 0


def test_a_publish_that_fails_midway_leaves_the_log_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_room, "_BATCH", 2)
    made = lines(folder)
    with Log(folder) as log:
        head = log.head
        with pytest.raises(ValueError, match="habis"):
            log.append(failing(5), AT)
        assert unchanged(folder, log, made, head)
        assert log.append([movement(None, story("lain"))], AT) == 1
    assert verify(folder / "log.jsonl") == len(made) + 1


@pytest.mark.parametrize("step", ["_write", "os.fsync"])
def test_a_full_disk_leaves_the_log_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    made = lines(folder)

    def full(file: object, data: bytes = b"") -> None:
        if data:
            file.write(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "penuh")

    with Log(folder) as log:
        head = log.head
        with monkeypatch.context() as patch:
            patch.setattr(f"plugins.publish.log.{step}", full)
            with pytest.raises(OSError, match="penuh"):
                log.append([movement(None, one) for one in stories(3, unit="lapas-b")], AT)
        assert unchanged(folder, log, made, head)
        log.append([movement(None, one) for one in stories(3, unit="lapas-b")], AT)
        assert log.of_unit("lapas-b") == 3
    assert verify(folder / "log.jsonl") == len(made) + 3


def test_a_disk_too_full_for_the_index_is_an_error_of_the_system_and_the_log_stands(folder: Path) -> None:
    with Log(folder) as log:
        pages = log._index._db.execute("PRAGMA page_count").fetchone()[0]
        log._index._db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(OSError, match="full"):
            log.append([movement(None, one) for one in stories(2000, unit="lapas-b")], AT)
    with Log(folder) as log:
        assert log.total in (41, 2041)  # before the lines were safe, or after
        assert verify(folder / "log.jsonl") == 43 + log.total - 41


def test_a_log_that_another_process_wrote_to_meanwhile_is_left_alone(folder: Path) -> None:
    with Log(folder) as log:
        publish(folder, Site.of(stories(40)))
        made = lines(folder)
        with pytest.raises(BlockingIOError):
            log.append([movement(None, story("lain"))], AT)
    assert lines(folder) == made


def test_many_lines_are_one_after_the_other_as_few_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, size in (("a", 3), ("b", 100)):
        monkeypatch.setattr(log_room, "_BATCH", size)
        publish(tmp_path / name, Site.of(stories(10)))
    assert lines(tmp_path / "a") == lines(tmp_path / "b")


# What it costs


def test_opening_reads_only_the_end(folder: Path) -> None:
    first, *rest = lines(folder)
    (folder / "log.jsonl").write_bytes(b"x" * (len(first) - 1) + b"\n" + b"".join(rest))
    with Log(folder) as log:
        assert log.total == 41
    with pytest.raises(BrokenLog, match="line 1:"):
        verify(folder / "log.jsonl")


def test_asking_and_taking_in_cost_the_same_whatever_the_archive_holds(tmp_path: Path) -> None:
    costs = []
    for number in (300, 3000):
        with Log(tmp_path / str(number)) as log:
            log.append((Movement("published", None, one) for one in stories(number)), AT)
            steps = 0

            def count() -> int:
                nonlocal steps
                steps += 1
                return 0

            log._index._db.set_progress_handler(count, 1)
            one = log.at(story("berita-0007").reference).story
            assert log.out(one.id) and log.total == log.of_unit(one.unit) == number
            told = [movement(one, replace(one, digest="d1")), movement(None, story("lain"))]
            log.append([*told, movement(replace(one, digest="d1"), None)], AT)
            costs.append(steps)
    assert costs[1] <= costs[0] + 50  # steps of SQLite's machine
