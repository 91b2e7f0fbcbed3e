"""Announcements from the queue to the hubs: each hub in a thread of its own, so that none waits for another.

A round has an end, whatever hubs do: no request is begun after it, and a thread whose request does not end even then
is left alone, and what it has not done noted as failed. No end of the process waits for it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from plugins.hubs.outbox import Outbox
from plugins.hubs.post import Answer, announce
from plugins.hubs.queue import Queue, Waiting
from plugins.hubs.request import Verdict, verdict

_TOGETHER = 50  # announcements that are struck off together: each time the queue is written as a whole


@dataclass(frozen=True, slots=True)
class Limits:
    """How long is waited for hubs, in seconds: for each part of an answer, and in all, `round` and one `request` more.

    `pauses`: before each further try; with none left, a hub is down.
    """

    request: float = 10.0
    pauses: tuple[float, ...] = (2.0, 5.0, 15.0)
    round: float = 110.0
    keep: int = 24 * 3600  # what could not be delivered for so long is given up


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends what waits. `clock` says seconds since 1970 (UTC), `log` takes a line of each event."""

    outbox: Outbox
    limits: Limits
    clock: Callable[[], float]
    log: Callable[[str], None]

    def run(self) -> bool:
        """Send all that waits, and what is noted meanwhile; returns whether nothing is left, or another sends it.

        What was tried and could not be delivered stays, for whoever runs next. Raises OSError where the queue cannot
        be read or written.
        """
        if not self.outbox.read():
            return True
        hubs = sorted(self._take_up().hubs)
        while hubs:
            with self.outbox.sending() as mine:
                if not mine:
                    self.log("another sender is at work, and sends this too")
                    return True
                unfinished = self._round(hubs)
            # Asked when the lock is free again: who noted something while we held it has started a sender in vain.
            hubs = sorted(self.outbox.read().untried() | unfinished)
        return not self.outbox.read()

    def _take_up(self) -> Queue:
        """The queue, without what is too old."""
        before = int(self.clock()) - self.limits.keep
        for hub, count in self.outbox.read().expired(before).items():
            self.log(f"{hub}: {count} announcements given up after {self.limits.keep // 3600} hours")
        return self.outbox.update(lambda queue: queue.without_expired(before))

    def _round(self, hubs: Sequence[str]) -> frozenset[str]:
        """Try what waits for these hubs; returns those that took all they were told until the round was over.

        Raises OSError as `run` does.
        """
        ends = time.monotonic() + self.limits.round
        queue = self.outbox.read()
        tasks = [_Task(self, hub, dict(queue.to_send(hub)), ends) for hub in hubs]
        threads = [threading.Thread(target=task.run, daemon=True) for task in tasks]
        for thread in threads:
            thread.start()
        for task, thread in zip(tasks, threads, strict=True):
            thread.join(max(ends + self.limits.request - time.monotonic(), 0.0))
            if thread.is_alive():
                task.give_up(f"no answer within {self.limits.round + self.limits.request:g} s")
            if task.broken:
                raise task.broken
        return frozenset(task.hub for task in tasks if task.unfinished)


class _Task:
    """What waits for one hub, in one round that ends at a moment of the monotonic clock."""

    def __init__(self, sender: Sender, hub: str, waiting: dict[str, Waiting], ends: float) -> None:
        self.hub = hub
        self.unfinished = False  # the round was over before all was told, and nothing else was in the way
        self.broken: OSError | None = None  # why the queue could not be written
        self._sender = sender
        self._waiting = waiting
        self._ends = ends
        self._done: dict[str, Waiting] = {}
        self._taken = 0
        self._refused: list[str] = []

    def run(self) -> None:
        """Announce one after the other, until all is done, the hub is down or the round is over."""
        try:
            down = self._announce_all()
            self._strike_off()
            self._tell()
            if down:
                self.give_up(down)
        except OSError as error:
            self.broken = error

    def give_up(self, why: str) -> None:
        """Note what is not done as failed; the next sender tries it again. Raises OSError."""
        moment = int(self._sender.clock())
        queue = self._sender.outbox.update(lambda queue: queue.failed(self.hub, self._waiting, moment))
        left = len(queue.hubs.get(self.hub, {}))
        self._sender.log(f"{self.hub}: {why}; {left} announcements wait for the next publish")

    def _announce_all(self) -> str:
        """Returns why the hub is taken to be down; empty where it is not."""
        for topic, entry in self._waiting.items():
            if (self._taken or self._refused) and time.monotonic() >= self._ends:
                self.unfinished = True
                return ""
            answer = self._announce(topic)
            match verdict(answer.status):
                case Verdict.LATER:
                    return answer.told
                case Verdict.TAKEN:
                    self._taken += 1
                case Verdict.REFUSED:
                    self._refused.append(f"{topic}: {answer.told}")
            self._done[topic] = entry
            if len(self._done) >= _TOGETHER:
                self._strike_off()
        return ""

    def _announce(self, topic: str) -> Answer:
        """Announce a topic, and where the hub asks for later, later, as often as there is time."""
        limits = self._sender.limits
        answer = announce(self.hub, topic, limits.request)
        for pause in limits.pauses:
            if verdict(answer.status) is not Verdict.LATER or time.monotonic() + pause >= self._ends:
                break
            time.sleep(pause)
            answer = announce(self.hub, topic, limits.request)
        return answer

    def _strike_off(self) -> None:
        done, self._done = self._done, {}
        if done:
            self._sender.outbox.update(lambda queue: queue.done(self.hub, done))

    def _tell(self) -> None:
        if self._taken:
            self._sender.log(f"{self.hub}: {self._taken} announced")
        if self._refused:
            self._sender.log(f"{self.hub}: {len(self._refused)} refused, and not tried again; {self._refused[0]}")
