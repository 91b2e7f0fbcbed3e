"""The publish log of one output: what became of each story, line after line, and what is out now.

The file of lines is the truth, the index is made of it. Opening reads the log's last line only, and the lines that
the index does not yet know; taking in what changed costs what changed. One process at a time: the caller holds a lock.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, TypeVar

from plugins.publish import ledger
from plugins.publish.chain import GENESIS, BrokenLog, Entry, encode, mark, walk
from plugins.publish.ledger import BrokenLedger, Ledger
from plugins.publish.movements import Movement, Out

_LOG, _INDEX = "log.jsonl", "index.sqlite"
_BATCH = 2000  # lines in one write: more than a day's, and never a whole archive in memory
_BLOCK = 1 << 16  # bytes in which the last line is looked for

Answer = TypeVar("Answer")


def verify(path: Path) -> int:
    """Walk the whole log at a path; returns how many lines it has.

    Raises BrokenLog at the first line that is not as it was written, OSError where the file cannot be read. Lines
    that were cut off whole at the end leave no trace in the rest: whoever has noted a hash (`Log.head`) can tell.
    """
    with path.open("rb") as file:
        return sum(1 for _ in walk(file, GENESIS, path.name))


class Log:
    """A publish log, open for writing. What it says is out stands after each `append`, not before."""

    def __init__(self, folder: Path) -> None:
        """Open the log in a folder, or begin one there.

        Raises BrokenLog where it is not as it was written, OSError where it cannot be read or written. A last line
        that was cut short, as by a power cut, is cut off.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / _LOG
        self._index_path = folder / _INDEX
        self._path.touch()
        self._file: BinaryIO = self._path.open("r+b", buffering=0)
        try:
            self._size, self._head = _end(self._file)
            self._index = self._open_index()
        except BaseException:
            self._file.close()
            raise

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether a log was begun in a folder."""
        return (folder / _LOG).is_file()

    def __enter__(self) -> Log:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close its files."""
        self._index.close()
        self._file.close()

    # What is out

    @property
    def head(self) -> str:
        """The hash of the last line: it stands for all that was ever published."""
        return self._head

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever published."""
        return self._size == 0

    @property
    def total(self) -> int:
        """How many stories are out."""
        return self._ask(lambda index: index.count())

    def of_unit(self, unit: str) -> int:
        """How many of them are this unit's own."""
        return self._ask(lambda index: index.count(unit)) if unit else 0

    def at(self, reference: str) -> Out | None:
        """The story that is out at a reference."""
        return self._ask(lambda index: index.at(reference))

    def out(self, id: str) -> Out | None:
        """The story that is out under an id."""
        return self._ask(lambda index: index.out(id))

    def references(self) -> Iterator[str]:
        """Every reference that is out, in order. Reads all of them: for the one run that has lost its library."""
        return self._index.references()

    # What happens

    def append(self, movements: Iterable[Movement], at: int) -> int:
        """Write a line for each movement, and take it in; returns how many. `at`: seconds since 1970 (UTC).

        All of it stands, or nothing where writing fails: OSError, or RuntimeError where the index turned out to be
        broken (it is made anew, and the publish can be repeated). Only a crash may leave the first lines alone.
        """
        size, head, lines = self._size, self._head, 0
        rest = iter(movements)
        if self._file.seek(0, os.SEEK_END) != size:  # what another has written is not ours to take back
            raise BlockingIOError(f"the publish log {self._path.name} changed while it was open")
        try:
            while batch := list(islice(rest, _BATCH)):
                firsts = [at if self.is_empty else _first(movement, at, self._index) for movement in batch]
                entries = [_entry(movement, at, first) for movement, first in zip(batch, firsts, strict=True)]
                written = bytearray()
                for entry in entries:
                    line, head = encode(entry, head)
                    written += line
                self._index.take(entries)
                _write(self._file, written)
                size += len(written)
                lines += len(batch)
            if lines:
                os.fsync(self._file.fileno())
        except BaseException as error:
            self._take_back()
            if isinstance(error, BrokenLedger):
                self._make_index_anew()
                raise RuntimeError("the index of the publish log was broken; it is mended, publish again") from error
            raise
        self._size, self._head = size, head
        if lines:
            try:
                self._index.keep(size, head)
            except BrokenLedger:
                self._make_index_anew()
        return lines

    def _take_back(self) -> None:
        with contextlib.suppress(OSError, BrokenLedger):
            self._index.forget()
        with contextlib.suppress(OSError):  # what stays is whole lines and a torn one: the next opening sees to it
            self._file.truncate(self._size)

    # The index

    def _ask(self, question: Callable[[Ledger], Answer]) -> Answer:
        try:
            return question(self._index)
        except BrokenLedger:
            self._make_index_anew()
            return question(self._index)

    def _open_index(self) -> Ledger:
        index: Ledger | None = None
        try:
            index = Ledger(self._index_path)
            size, head = index.stands_for()
            if size > self._size or (size == self._size and head != self._head):
                raise BrokenLedger("it stands for another log")
            if size < self._size:
                self._replay(index, size, head)
            return index
        except (BrokenLedger, BrokenLog):  # read from its beginning, the log may hold; or it says which line is broken
            if index:
                index.close()
            return self._new_index()
        except BaseException:
            if index:
                index.close()
            raise

    def _make_index_anew(self) -> None:
        self._index.close()
        self._index = self._new_index()

    def _new_index(self) -> Ledger:
        ledger.discard(self._index_path)
        index = Ledger(self._index_path)
        try:
            self._replay(index, 0, GENESIS)
        except BaseException:
            index.close()
            raise
        return index

    def _replay(self, index: Ledger, size: int, head: str) -> None:
        """Take in the lines from `size` on; the line that ends there has the hash `head`."""
        with self._path.open("rb") as file:
            file.seek(size)
            for entry, own in walk(file, head, self._path.name):
                index.take((entry,))
                head = own
        index.keep(self._size, head)


def _first(movement: Movement, at: int, index: Ledger) -> int:
    """Since when a story has been out: since its id was first, or the one that it had before; else since now."""
    ids = [side.id for side in (movement.now, movement.before) if side]
    return next((known for id in ids if (known := index.first(id)) is not None), at)


def _entry(movement: Movement, at: int, first: int) -> Entry:
    before, now = movement.before, movement.now
    origin = before.reference if before and now and before.reference != now.reference else ""
    return Entry(movement.kind, at, first, movement.story, now is not None, origin)


def _end(file: BinaryIO) -> tuple[int, str]:
    """The size of a log and the hash of its last line, once a line that was cut short at the end is cut off."""
    size = file.seek(0, os.SEEK_END)
    whole = _after_line_feed(file, size)
    if whole < size:
        file.truncate(whole)
    if not whole:
        return 0, GENESIS
    begin = _after_line_feed(file, whole - 1)
    file.seek(begin)
    return whole, mark(file.read(whole - begin))


def _after_line_feed(file: BinaryIO, end: int) -> int:
    """The place after the last line feed before `end`; 0 where there is none."""
    while end > 0:
        begin = max(0, end - _BLOCK)
        file.seek(begin)
        found = file.read(end - begin).rfind(b"\n")
        if found >= 0:
            return begin + found + 1
        end = begin
    return 0


def _write(file: BinaryIO, data: bytearray) -> None:
    """Write all of it: a raw file may take less at once, as on a disk that is nearly full."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]
