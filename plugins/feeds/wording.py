"""How people's texts, kinds and moments are written in items."""

from __future__ import annotations

from html import escape

from plugins import dates
from plugins.feeds.characters import fit, plain


def text(written: str) -> str:
    """Text that people wrote, as HTML on one line."""
    return escape(line(written), quote=False)


def line(written: str) -> str:
    """Text that people wrote, on one line, for a place without markup where signs such as `<` are themselves."""
    return " ".join(fit(written).split())


def label(kind: str) -> str:
    """`Hak jawab` of `hak-jawab`: values are hyphenated Indonesian words."""
    return plain(kind.replace("-", " ").capitalize())


def moment(instant: int, timezone: str) -> str:
    """A moment as programs read it: ISO 8601 with offset."""
    return dates.in_zone(instant, timezone).isoformat()
