"""What the library's tables hold of a placed story, made of it alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import NamedTuple

from plugins.library import store
from plugins.library.cards import Facts
from plugins.library.lists import CORRECTIONS, PASSING, SHADOW, is_shadowed
from plugins.library.placing import Placed
from plugins.stories.story import Story


class Entry(NamedTuple):
    """A story in a list: when it stands there (seconds since 1970, UTC), and on which day of the site's calendar."""

    list: str
    instant: int
    day: str
    listed: bool
    archived: bool
    fed: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A story as the tables hold it. `rank` is, after the instant, its place in every list: unit, slug, year."""

    reference: str
    due: int | None
    path: str
    source: str  # content path of its file
    visible: bool
    entries: tuple[Entry, ...]
    rank: tuple[str, str, str]
    redirects: tuple[str, ...]
    links: tuple[str, ...]
    named: tuple[str, ...]  # units beside its own
    translates: str  # reference of the story of which it is a translation
    media: bool
    card: bytes
    facts: bytes | None
    placed: bytes


def row_of(placed: Placed) -> Row:
    """The row of a story whose body is kept apart."""
    unit, year, slug = placed.story.reference.split("/")
    return Row(
        reference=placed.story.reference,
        due=placed.due,
        path=placed.path,
        source=placed.story.path,
        visible=placed.visible,
        entries=(*_own(placed), *_shadows(placed), *_notices(placed)),
        rank=(unit, slug, year),
        redirects=placed.redirects,
        links=placed.story.links,
        named=placed.story.units,
        translates=placed.story.translation_of,
        media=bool(placed.story.media),
        card=store.CARD.encode(placed.card),
        facts=_facts(placed.story),
        placed=store.PLACED.encode(placed),
    )


def _own(placed: Placed) -> list[Entry]:
    at = (placed.story.instant, placed.day, placed.listed)
    kept, passing = (placed.archived, placed.fed), (False, False)  # these are shown for a while, and nothing more
    return [
        Entry(name, *at, *(passing if name.startswith(PASSING) else kept))
        for name in placed.lists
        if name != CORRECTIONS
    ]


def _shadows(placed: Placed) -> list[Entry]:
    """Where it would stand if it were no copy, in the lists of which data hold copies too."""
    at = (placed.story.instant, placed.day, False, placed.archived, False)
    return [Entry(SHADOW + name, *at) for name in placed.hidden if is_shadowed(name)]


def _notices(placed: Placed) -> list[Entry]:
    """One for each time that there was something to tell, whatever became of the story since."""
    days = zip(placed.notices, placed.notice_days, strict=True)
    return [Entry(CORRECTIONS, instant, day, listed=False, archived=True, fed=True) for instant, day in days]


def _facts(story: Story) -> bytes | None:
    """What data files say of a story beyond its card; most say no more."""
    gone = story.withdrawn
    if not (story.units or story.event_date or story.source or gone):
        return None
    said = Facts(story.units, story.event_date, story.source, gone.kind if gone else "", gone.reason if gone else "")
    return store.FACTS.encode(said)


def digest_of(body: str) -> str:
    """By what a placed story knows its body (empty: none)."""
    return hashlib.blake2b(body.encode(), digest_size=12).hexdigest() if body else ""
