"""What a story is beside others of the same text, and by what it is compared with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from plugins import dates
from plugins.stories.story import Story

_KINDS = ("instansi", "utama", "kanwil", "upt", "")  # levels of units, the highest first; others come last


@dataclass(frozen=True, slots=True)
class Kinship:
    """What follows for a story of the others that are the same release (`plugins.copies`).

    `original`: the reference of the story of which it is a copy, or empty. `hidden`: the lists that it leaves to that
    one, or to an earlier copy. `alike`: whether the texts say the same, whatever a copy says of its source; only then
    does the original's page name it. `also`: how many other units put an original out, by such copies.
    """

    original: str = ""
    hidden: tuple[str, ...] = ()
    also: int = 0
    alike: bool = False


ALONE = Kinship()


def moment_of(story: Story, day: date, timezone: str) -> int:
    """A story's instant; of one without an hour the first of its `day` where the site is: offices in three zones who
    say none say the same.
    """
    if story.has_time:
        return story.instant
    return int(datetime.combine(day, time.min, dates.zone(timezone)).timestamp())


def level_of(kind: str, above: int) -> int:
    """How far down a unit stands: by the units `above` it; of as many, by the kinds that are known."""
    return above * len(_KINDS) + _KINDS.index(kind if kind in _KINDS else "")
