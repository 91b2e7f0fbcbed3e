"""Work spread over all cores: one function, many items, results in the order of the items; and one build at a time."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_FEW = 24  # items for which starting processes would cost more than it saves
_BATCH = 32  # items sent to a process at once
_AHEAD = 4  # batches for each process that are under way or done and not yet asked for: the rest stays where it is


def spread(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    processes: int,
    prepare: Callable[[], None],
) -> Iterator[Result]:
    """`function` of each item, in order. `prepare` is run once in each process that works, before its first item.

    Function and items must be picklable; `prepare` too, where processes are not forked. Items are taken as they are
    needed, so that there may be more of them than memory holds.
    """
    waiting = iter(items)
    first = list(islice(waiting, _FEW + 1))
    if not first:
        return
    waiting = chain(first, waiting)
    if processes <= 1 or len(first) <= _FEW:
        prepare()
        yield from map(function, waiting)
        return
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else None
    with ProcessPoolExecutor(
        processes, mp_context=multiprocessing.get_context(method), initializer=partial(_begin, prepare)
    ) as executor:
        under_way: deque[Future[list[Result]]] = deque()
        while batch := list(islice(waiting, _BATCH)):
            under_way.append(executor.submit(_work, function, batch))
            if len(under_way) >= processes * _AHEAD:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()


def _work(function: Callable[[Item], Result], batch: list[Item]) -> list[Result]:
    return [function(item) for item in batch]


def _begin(prepare: Callable[[], None]) -> None:
    # Rows and views are trees without cycles: looking for cycles among them takes a tenth of the time, and finds none.
    gc.disable()
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


@contextmanager
def only_one_in(folder: Path) -> Iterator[None]:
    """Hold a folder itself, for builds that know it by other libraries. Raises OSError where it is held."""
    try:
        import fcntl
    except ImportError:  # as above
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise BlockingIOError(f"another build is at work on this output ({folder} is held)") from None
    finally:
        os.close(descriptor)
