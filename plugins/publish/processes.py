"""Work spread over all cores: one function, many items, results in the order of the items; and one build at a time."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEW = 24  # items for which starting processes would cost more than it saves
_BATCH = 16  # items sent to a process at once


def spread(
    function: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    processes: int,
    prepare: Callable[[], None],
) -> Iterator[Result]:
    """`function` of each item, in order. `prepare` is run once in each process that works, before its first item.

    Function and items must be picklable; `prepare` too, where processes are not forked.
    """
    if processes <= 1 or len(items) <= _FEW:
        prepare()
        yield from map(function, items)
        return
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else None
    with ProcessPoolExecutor(
        processes, mp_context=multiprocessing.get_context(method), initializer=partial(_begin, prepare)
    ) as executor:
        yield from executor.map(function, items, chunksize=_BATCH)


def _begin(prepare: Callable[[], None]) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    prepare()


def _end_with_parent() -> None:
    """End this process when the one that started it is killed; else it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold the lock file at `path`, which ends with this process, however it ends. Raises OSError where it is held."""
    try:
        import fcntl
    except ImportError:  # Windows: two builds at once are the users' own care
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # held by this process, not by forked ones
        except OSError:
            raise BlockingIOError(f"another build is at work on this output ({path} is held)") from None
        yield
