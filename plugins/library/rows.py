"""What the library's tables hold of a placed story, made of it alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from plugins.library import store
from plugins.library.placing import Facts, Placed
from plugins.stories.story import Story


@dataclass(frozen=True, slots=True)
class Row:
    """A story as the tables hold it. `rank` is its place in every list: instant, unit, slug, year."""

    reference: str
    due: int | None
    path: str
    source: str  # content path of its file
    visible: bool
    listed: bool
    archived: bool
    fed: bool
    day: str
    lists: tuple[str, ...]
    rank: tuple[int, str, str, str]
    redirects: tuple[str, ...]
    links: tuple[str, ...]
    named: tuple[str, ...]  # units beside its own
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
        listed=placed.listed,
        archived=placed.archived,
        fed=placed.fed,
        day=placed.day,
        lists=placed.lists,
        rank=(placed.story.instant, unit, slug, year),
        redirects=placed.redirects,
        links=placed.story.links,
        named=placed.story.units,
        media=bool(placed.story.media),
        card=store.CARD.encode(placed.card),
        facts=_facts(placed.story),
        placed=store.PLACED.encode(placed),
    )


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
