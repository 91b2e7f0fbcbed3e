"""One release of several offices: which page names which.

The page of a copy leads to the original, and says so to search engines too; the original's page names the offices that
put it out as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from plugins.library import Library, Placed
from plugins.library.changes import StoryChange

_NAMED = 40  # offices that a page names; of more it gives the number
_MOST = 1_100  # copies whose pages are looked at where their original changed: more than there are offices


class Office(TypedDict):
    """An office by its name on the day of its story, and the site path of that."""

    name: str
    path: str


def original_of(placed: Placed, library: Library) -> Office | None:
    """Who put a copy's release out first; None where the story is no copy."""
    card = library.original(placed.original) if placed.original else None
    return Office(name=card["unit_name"], path=card["path"]) if card else None


def others(placed: Placed, library: Library) -> tuple[list[Office], int]:
    """The first offices that put an original out too, each with one story, and how many there are beyond them."""
    total = placed.card["also"]
    if not total:
        return [], 0
    found: dict[str, Office] = {}
    for card in library.copies(placed.story.reference, 2 * _NAMED):
        if card["unit"] != placed.story.unit and len(found) < _NAMED:
            found.setdefault(card["unit"], Office(name=card["unit_name"], path=card["path"]))
    return list(found.values()), total - len(found)


def named_by(change: StoryChange, library: Library) -> Iterator[str]:
    """The references of the stories whose pages name this one: its original, and where its name is another, copies."""
    for side in change.sides:
        if side.original:
            yield side.original
    if change.new is not None and change.new.card["also"] and _named(change.old) != _named(change.new):
        yield from (card["reference"] for card in library.copies(change.new.story.reference, _MOST))


def _named(placed: Placed | None) -> object:
    return placed and (placed.path, placed.card["unit_name"], placed.visible)
