"""Keys that are checked for their type now and get their meaning from other rooms: carried along as JSON."""

from __future__ import annotations

from pydantic import BaseModel

from plugins.dates import Moment
from plugins.stories.keys import StoryFields

EXTRA_KEYS = (
    "updated",
    "translation_of",
    "source_story",
    "responsible",
    "contact",
    "images",
    "video",
    "kip",
    "urgent",
    "campaign",
    "event",
    "services",
    "agreements",
    "claim",
    "updates",
    "waive",
)


def extra_of(keys: StoryFields) -> dict[str, object]:
    """Those of `EXTRA_KEYS` that the file gives, as JSON values."""
    given = keys.model_fields_set
    return {name: _plain(getattr(keys, name)) for name in EXTRA_KEYS if name in given}


def _plain(value: object) -> object:
    """A value as JSON has it; moments in ISO 8601."""
    if isinstance(value, Moment):
        return value.at.isoformat() if value.has_time else value.at.date().isoformat()
    if isinstance(value, BaseModel):
        return {name: _plain(getattr(value, name)) for name in value.model_fields_set} or True
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value
