"""Work spread over all cores: one function, many items, results in the order of the items; and one build at a time."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
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
_PATIENCE = 60.0  # seconds for which a build waits for one who holds the lock for moments only
_BRIEF = "brief\n"  # in the lock file: so it is held
_SLICE = 0.01  # seconds between two looks at a lock
_AHEAD = 4  # batches for each process that are under way or done and not yet asked for: the rest stays where it is


def spread(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    *,
    processes: int,
    prepare: Callable[[], None],
    few: int = _FEW,
    batch: int = _BATCH,
) -> Generator[Result, None, None]:
    """`function` of each item, in order. `prepare` is run once in each process that works, before its first item.

    No more than a `few` items are worked on here; else a process is sent a `batch` of them at once. Who closes the
    iterator before its end does not wait for what is under way. Function and items must be picklable; `prepare` too,
    where processes are not forked. Items are taken as they are needed, so that there may be more than memory holds.
    """
    waiting = iter(items)
    first = list(islice(waiting, few + 1))
    if not first:
        return
    waiting = chain(first, waiting)
    if processes <= 1 or len(first) <= few:
        prepare()
        yield from map(function, waiting)
        return
    executor = _executor(processes, prepare)
    under_way: deque[Future[list[Result]]] = deque()
    waits = True
    try:
        while sent := list(islice(waiting, batch)):
            under_way.append(executor.submit(_work, function, sent))
            if len(under_way) >= processes * _AHEAD:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()
    except GeneratorExit:
        waits = False
        raise
    finally:
        executor.shutdown(wait=waits, cancel_futures=not waits)


def apart(function: Callable[[Item], Result], item: Item, *, prepare: Callable[[], None]) -> Result:
    """`function` of one item in a process of its own, prepared by `prepare`.

    Raises BrokenProcessPool where something ends that process.
    """
    with _executor(1, prepare) as executor:
        return executor.submit(function, item).result()


def _executor(processes: int, prepare: Callable[[], None]) -> ProcessPoolExecutor:
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else None
    return ProcessPoolExecutor(
        processes, mp_context=multiprocessing.get_context(method), initializer=partial(_begin, prepare)
    )


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
def only_one(path: Path, *, brief: bool = False) -> Iterator[None]:
    """Hold the lock file at `path`, which ends with this process, however it ends. Raises OSError where it is held.

    Who holds it for moments only (`brief`) waits for his turn, and others wait for him.
    """
    try:
        import fcntl
    except ImportError:  # Windows: two builds at once are the users' own care
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    ends = time.monotonic() + _PATIENCE
    silent = False  # at the last look it was held, and nothing said for how long: perhaps it had only just been taken
    while True:
        with path.open("a+") as file:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # held by this process, not by forked ones
            except OSError:
                file.seek(0)
                was_silent, silent = silent, file.read() != _BRIEF
                if not brief and ((was_silent and silent) or time.monotonic() > ends):
                    raise BlockingIOError(f"another build is at work on this output ({path} is held)") from None
            else:
                file.truncate(0)
                file.write(_BRIEF if brief else "")
                file.flush()
                yield
                return
        time.sleep(_SLICE)


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
