"""Pulling: each source's new commits, side by side; a source moves on only to what continues its last good state."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from plugins.problems import Problem, shorten

from . import texts
from .advance import Advance, Allowed, Limits, Refused
from .git import Failed, GrewTooLarge, TookTooLong
from .mounts import home, read_state
from .register import FILE_NAME, Source

_AT_ONCE = 8  # sources fetched side by side
_NOTICED = 0.2  # seconds after which an interrupt is noticed at the latest


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went with one source. `before` and `head` are commits, empty where there is none.

    `fresh`: its branch was reached, and what could be taken of its newest commit counts now. Otherwise its last good
    state is as it was. `detail` is one English line for engineers; `problems` are for those who write.
    """

    source: str
    fresh: bool
    before: str
    head: str
    detail: str
    problems: tuple[Problem, ...]


def pull(
    sources: Sequence[Source],
    state: Path,
    *,
    limits: Limits | None = None,
    allowed: Allowed | None = None,
    each: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Fetch all sources into `state`/sources, at most eight at once; the outcomes in the order of `sources`.

    `each` is told every outcome as it comes, in that order. Whatever happens to one source, the others go on. Raises
    BlockingIOError where another pull is at work on this state, OSError where the folder cannot be made.
    """
    limits, allowed, stop = limits or Limits(), allowed or Allowed(), threading.Event()
    with _only_one(state.absolute() / "sources"), ThreadPoolExecutor(_AT_ONCE) as threads:
        outcomes = []
        try:
            for task in [threads.submit(pull_one, source, state, limits, allowed, stop) for source in sources]:
                while not wait([task], _NOTICED).done:  # a signal may reach another thread, and then wakes no waiting
                    pass
                outcomes.append(task.result())
                each(outcomes[-1])
        except BaseException:  # an interrupt, too, ends the processes of all
            stop.set()
            threads.shutdown(wait=False, cancel_futures=True)
            raise
        return outcomes


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BlockingIOError(f"another pull is at work ({folder / 'lock'} is held)") from None
        yield


def pull_one(source: Source, state: Path, limits: Limits, allowed: Allowed, stop: threading.Event) -> Outcome:
    """Fetch one source. Never raises for what a repository or server does; raises `Stopped` where `stop` is set."""
    good = read_state(home(state, source.name))
    before = good.head if good else ""
    facts: dict[str, str] = {}
    try:
        new, taken, detail = Advance(source, home(state, source.name), limits, allowed, stop).run()
        return Outcome(source.name, True, before, new.head, detail, tuple(taken.problems))
    except Refused as refused:
        rule, detail, facts = refused.rule, refused.detail, refused.facts
    except TookTooLong:
        rule, detail = texts.TOO_SLOW, f"not done in {limits.seconds:g} s"
    except GrewTooLarge:
        rule, detail = texts.TOO_LARGE, f"more than {limits.bytes} bytes or {limits.files} files"
    except (Failed, ValueError) as error:
        rule, detail = texts.DAMAGED, str(error)
    except OSError as error:
        rule, detail = texts.NOT_STORED, str(error)
    if not source.url or not source.branch:  # told by the register already
        return Outcome(source.name, False, before, before, detail, ())
    shown = {
        "name": source.name,
        "state": texts.STATE_KEPT.format(head=before[:12]) if before else texts.STATE_NONE,
        "reason": shorten(detail) or "git tidak menjelaskan",
        "seconds": f"{limits.seconds:g}",
        "limit": f"{limits.bytes // 1024**2} MB atau {limits.files} berkas",
        **facts,
    }
    problem = rule.broken(FILE_NAME, source.line, value=facts.get("branch", ""), **shown)
    return Outcome(source.name, False, before, before, detail, (problem,))
