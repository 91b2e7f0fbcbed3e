"""Counting what a run asks of SQLite and of the file system, so that what grows with the archive is found."""

from __future__ import annotations

import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

_EVENTS = {"open": "opened", "os.scandir": "listed", "os.listdir": "listed"}
_counters: list[Counter[str]] = []
_hooked: list[bool] = []


@contextmanager
def operations(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """The numbers of SQL statements (`asked`), of files opened and of folders listed, in this process."""
    counter: Counter[str] = Counter()
    connect = sqlite3.connect

    def traced(*given: Any, **named: Any) -> sqlite3.Connection:
        connection = connect(*given, **named)
        connection.set_trace_callback(lambda statement: counter.update(("asked",)))
        return connection

    if not _hooked:  # for good: an audit hook cannot be taken away
        sys.addaudithook(_audit)
        _hooked.append(True)
    _counters.append(counter)
    try:
        with monkeypatch.context() as patched:
            patched.setattr(sqlite3, "connect", traced)
            yield counter
    finally:
        _counters.pop()


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if _counters and event in _EVENTS:
        _counters[-1].update((_EVENTS[event],))
