"""What still has to be announced, and to which hub. Pure: each change gives a new queue.

Every announcement bears the number of the publish that noted it last. What was sent is struck off by topic and number:
where the feed changed again meanwhile, a later number stands, and stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Waiting:
    """One announcement. `since`: when it could first not be delivered (seconds since 1970, UTC); 0: not yet tried."""

    number: int
    since: int = 0

    def is_expired(self, before: int) -> bool:
        """Whether it could not be delivered since before a moment (seconds since 1970, UTC)."""
        return 0 < self.since < before


@dataclass(frozen=True, slots=True)
class Queue:
    """Announcements by hub and topic. `number` is that of the last note."""

    number: int = 0
    hubs: dict[str, dict[str, Waiting]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.hubs.values())

    def noted(self, hubs: Iterable[str], topics: Iterable[str]) -> Queue:
        """With these topics for each of these hubs. Other hubs are no longer told of anything."""
        number = self.number + 1
        fresh = dict.fromkeys(topics, Waiting(number))
        return Queue(number, {hub: {**self.hubs.get(hub, {}), **fresh} for hub in hubs})

    def untried(self) -> frozenset[str]:
        """The hubs for which something waits that was never tried."""
        return frozenset(
            hub for hub, waiting in self.hubs.items() if any(not entry.since for entry in waiting.values())
        )

    def to_send(self, hub: str) -> tuple[tuple[str, Waiting], ...]:
        """What waits for a hub: the newest first, for the news in it do not wait for what is stuck."""
        return tuple(sorted(self.hubs.get(hub, {}).items(), key=lambda pair: (-pair[1].number, pair[0])))

    def done(self, hub: str, sent: Mapping[str, Waiting]) -> Queue:
        """Without what a hub took or refused."""
        return self._with(hub, lambda topic, entry: None if _is(entry, sent.get(topic)) else entry)

    def failed(self, hub: str, sent: Mapping[str, Waiting], moment: int) -> Queue:
        """With the moment (seconds since 1970, UTC) at which these could not be delivered, unless one is known."""
        return self._with(
            hub,
            lambda topic, entry: (
                replace(entry, since=moment) if not entry.since and _is(entry, sent.get(topic)) else entry
            ),
        )

    def expired(self, before: int) -> dict[str, int]:
        """By hub, how many could not be delivered since before a moment (seconds since 1970, UTC)."""
        counts = {
            hub: sum(entry.is_expired(before) for entry in waiting.values()) for hub, waiting in self.hubs.items()
        }
        return {hub: count for hub, count in counts.items() if count}

    def without_expired(self, before: int) -> Queue:
        """Without those."""
        kept = {
            hub: {topic: entry for topic, entry in waiting.items() if not entry.is_expired(before)}
            for hub, waiting in self.hubs.items()
        }
        return Queue(self.number, kept)

    def _with(self, hub: str, change: Callable[[str, Waiting], Waiting | None]) -> Queue:
        if hub not in self.hubs:
            return self
        changed = ((topic, change(topic, entry)) for topic, entry in self.hubs[hub].items())
        return Queue(self.number, {**self.hubs, hub: {topic: entry for topic, entry in changed if entry}})


def _is(entry: Waiting, sent: Waiting | None) -> bool:
    return sent is not None and entry.number == sent.number
