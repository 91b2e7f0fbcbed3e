"""Earlier stories that a story's page offers: of its unit with a theme of its own first, then any of its unit."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.library import Card, Library, Placed

MOST = 4


def related(placed: Placed, library: Library) -> list[Card]:
    """At most `MOST` stories older than this one; those with a common theme first, each group the newest first."""
    unit = placed.story.unit
    themed: dict[str, Card] = {}
    for tag in placed.story.zones if placed.archived else ():  # what is withdrawn tells nothing of itself
        for card in library.older(f"unit-zona:{unit}/{tag.theme}", placed, MOST):
            themed[card["reference"]] = card
    alike = sorted(themed.values(), key=_rank)[:MOST]
    shown = {card["reference"] for card in alike}
    others = [card for card in library.older(f"unit:{unit}", placed, MOST) if card["reference"] not in shown]
    return [*alike, *others][:MOST]


def offered_by(side: Placed, library: Library) -> Iterator[str]:
    """References of the stories that offer this one, or would if it stood: it is among the newest in a list of theirs.

    A page takes of each list at most as many as it shows at all, so a story further down in every list is on none.
    """
    for name in side.lists:
        if name.startswith(("unit:", "unit-zona:")):  # a unit that accepts the story offers it beside its own
            yield from library.newer(name, side, MOST)


def _rank(card: Card) -> tuple[int, str, str, str]:
    unit, year, slug = card["reference"].split("/")
    return -card["instant"], unit, slug, year
