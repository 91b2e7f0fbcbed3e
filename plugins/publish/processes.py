"""Work spread over all cores: one function, many items, results in the order of the items."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
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
        processes, mp_context=multiprocessing.get_context(method), initializer=prepare
    ) as executor:
        yield from executor.map(function, items, chunksize=_BATCH)
