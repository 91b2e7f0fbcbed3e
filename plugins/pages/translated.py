"""The same story in another language: which page leads to which.

A story may call itself a translation of any other, so its own page says so. The page of the original is not its to
change: it leads back only to stories of its own unit, of one above it on its day, or that its unit accepts
(`accepts` in the profile). A unit beneath would else write a headline on the page of its ministry.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from plugins.library import Library, Placed
from plugins.library.changes import StoryChange

_MOST = 20  # stories that call themselves translations of one, and are looked at


class Edition(TypedDict):
    """A story in a language (BCP 47) at a site path. `original`: the one that was translated."""

    lang: str
    path: str
    title: str
    original: bool


def others(placed: Placed, library: Library) -> tuple[list[Edition], bool]:
    """The story in other languages, and whether these pages name this one too: only then search engines are told.

    A page that is withdrawn names none and is named by none.
    """
    if not placed.archived:
        return [], False
    original = _original(placed, library)
    if original is not None:
        return [_edition(original, original=True)], _leads_back(original, placed.story.reference, library)
    found = _translation(placed, library)
    return ([_edition(found, original=False)], True) if found else ([], False)


def named_by(change: StoryChange, library: Library) -> Iterator[str]:
    """The references of the stories whose pages may name this one otherwise than before: its original, and where it
    came, went, moved or changed its language, all that call themselves its translations.
    """
    for side in change.sides:
        if side.story.translation_of:
            yield side.story.translation_of
            found = library.answers_to(side.story.translation_of)
            if found:
                yield found
    if _standing(change.old) != _standing(change.new):
        addresses = {name for side in change.sides for name in (side.story.reference, *side.story.moved_from)}
        yield from library.translations(sorted(addresses))


def _standing(placed: Placed | None) -> object:
    """What a translation's page says of its original, and what decides whether it says it."""
    if placed is None or not placed.archived:
        return None
    story = placed.story
    return (placed.path, story.lang, story.title, story.moved_from, placed.ancestors)


def _original(placed: Placed, library: Library) -> Placed | None:
    named = placed.story.translation_of
    reference = library.answers_to(named) if named else None
    original = library.story(reference) if reference else None
    return original if original is not None and _differ(original, placed) else None


def _translation(placed: Placed, library: Library) -> Placed | None:
    """The one that its page leads to: of its own unit first, then of those above, then by reference."""
    story = placed.story
    order = {unit: place for place, unit in enumerate((story.unit, *placed.ancestors))}

    def nearness(reference: str) -> tuple[int, str]:
        return order.get(_unit(reference), len(order)), reference

    # Sorted out by their addresses before any is read: nobody makes a page slow by naming it.
    named = library.translations((story.reference, *story.moved_from))
    for reference in sorted((of for of in named if _leads_back(placed, of, library)), key=nearness)[:_MOST]:
        found = library.story(reference)
        if found and _is(placed, _original(found, library)):
            return found
    return None


def _is(placed: Placed, other: Placed | None) -> bool:
    return other is not None and other.story.reference == placed.story.reference


def _differ(one: Placed, other: Placed) -> bool:
    return one.archived and other.archived and one.story.lang != other.story.lang


def _leads_back(original: Placed, reference: str, library: Library) -> bool:
    """Whether the translation is by the original's unit or one above it on its day, or its unit accepts it."""
    unit = original.story.unit
    return _unit(reference) in (unit, *original.ancestors) or library.places.accepts(unit, reference)


def _unit(reference: str) -> str:
    return reference.partition("/")[0]


def _edition(placed: Placed, *, original: bool) -> Edition:
    return Edition(lang=placed.story.lang, path=placed.path, title=placed.story.title, original=original)
