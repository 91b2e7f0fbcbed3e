"""The lines of the publish log, each chained to the one before by its hash. Pure.

A line is one JSON object in UTF-8, compact, its keys in order, and `hash` after all others:

    hash = SHA-256(the hash of the line before, in hexadecimal ‖ this line without its hash)

The first line follows sixty-four zeros. So no byte of any line can be another without the line itself telling it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, get_args

from plugins.publish.movements import Kind, Shown, State

_STATES, _KINDS = get_args(State), get_args(Kind)

GENESIS = "0" * 64  # what the first line follows

_END = re.compile(rb',"hash":"([0-9a-f]{64})"\}\n')
_END_LENGTH = len(b',"hash":""}\n') + 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: what happened to a story, at what moment, and how it stands since. Moments: seconds since 1970 (UTC).

    `out` is False where it is out no more; then `story` is how it last was. `origin` is the reference that it left.
    """

    event: Kind
    at: int
    first: int  # when it was first out
    story: Shown
    out: bool
    origin: str = ""


class BrokenLog(RuntimeError):
    """A publish log that is not as it was written. `line` counts from 1."""

    def __init__(self, name: str, line: int, why: str) -> None:
        super().__init__(
            f"the publish log {name} is broken at line {line}: {why}. Put back a copy of it; without one, move the log "
            "away and publish with --adopt (make: ADOPT=1)"
        )
        self.line = line
        self.why = why


def encode(entry: Entry, head: str) -> tuple[bytes, str]:
    """The line of an entry that follows the line whose hash is `head`, and its own hash."""
    fields = {
        "at": _written(entry.at),
        "corrections": entry.story.corrections,
        "digest": entry.story.digest,
        "event": entry.event,
        "first": _written(entry.first),
        "id": entry.story.id,
        "instant": _written(entry.story.instant),
        "out": entry.out,
        "reference": entry.story.reference,
        "state": entry.story.state,
        "unit": entry.story.unit,
    }
    if entry.origin:
        fields["from"] = entry.origin
    body = json.dumps(fields, separators=(",", ":"), sort_keys=True).encode()
    mark = _follow(head, body)
    return body[:-1] + f',"hash":"{mark}"}}\n'.encode(), mark


def decode(line: bytes) -> Entry:
    """The entry of a line. Raises ValueError, KeyError or TypeError where it is none. Keys of later days are passed."""
    fields: dict[str, Any] = json.loads(line.decode())
    story = Shown(
        reference=_text(fields["reference"]),
        id=_text(fields["id"]),
        unit=_text(fields["unit"]),
        instant=_read(fields["instant"]),
        digest=_text(fields["digest"]),
        state=_one_of(_STATES, fields["state"]),
        corrections=int(fields["corrections"]),
    )
    return Entry(
        event=_one_of(_KINDS, fields["event"]),
        at=_read(fields["at"]),
        first=_read(fields["first"]),
        story=story,
        out=bool(fields["out"]),
        origin=_text(fields.get("from", "")),
    )


def mark(line: bytes) -> str:
    """The hash that a line bears, or an empty string."""
    end = _END.fullmatch(line[-_END_LENGTH:])
    return end[1].decode() if end else ""


def walk(lines: Iterable[bytes], head: str, name: str) -> Iterator[tuple[Entry, str]]:
    """Each line's entry and hash, if the first follows the line whose hash is `head`, and each the one before it.

    Raises BrokenLog at the first line that does not; `name` is what it calls the log.
    """
    for number, line in enumerate(lines, 1):
        own = mark(line)
        if not own:
            raise BrokenLog(name, number, "it does not end with its hash and a line feed")
        if own != _follow(head, line[:-_END_LENGTH] + b"}"):
            raise BrokenLog(name, number, "its hash does not follow from the line before and from what it says")
        try:
            entry = decode(line)
        except (ValueError, KeyError, TypeError, RecursionError, OverflowError) as error:
            raise BrokenLog(name, number, f"it cannot be read ({error!r})") from None
        yield entry, own
        head = own


def _follow(head: str, body: bytes) -> str:
    return hashlib.sha256(head.encode() + body).hexdigest()


def _written(instant: int) -> str:
    return datetime.fromtimestamp(instant, UTC).isoformat().removesuffix("+00:00") + "Z"


def _read(moment: str) -> int:
    return int(datetime.fromisoformat(moment).timestamp())


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _one_of(values: tuple[Any, ...], value: object) -> Any:
    if value not in values:
        raise ValueError(f"{value!r} is none of {', '.join(values)}")
    return value
