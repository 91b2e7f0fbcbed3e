"""Keys that are checked for their type now and get their meaning from other rooms: carried along as JSON."""

from __future__ import annotations

from plugins.dates import Moment
from plugins.stories.keys import StoryFields
from plugins.stories.record import Record

EXTRA_KEYS = (
    "updated",
    "source_story",
    "responsible",
    "contact",
    "kip",
    "urgent",
    "campaign",
    "event",
    "services",
    "agreements",
    "claim",
    "waive",
)


def extra_of(keys: StoryFields) -> dict[str, object]:
    """Those of `EXTRA_KEYS` that the file gives, as JSON values."""
    given = keys.given
    return {name: _plain(getattr(keys, name)) for name in EXTRA_KEYS if name in given}


def _plain(value: object) -> object:
    """A value as JSON has it; moments in ISO 8601."""
    if isinstance(value, Moment):
        return value.at.isoformat() if value.has_time else value.at.date().isoformat()
    if isinstance(value, Record):
        return {name: _plain(getattr(value, name)) for name in value.given} or True
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    return value
