"""What was corrected or withdrawn, as items of a feed of their own: readers do not show again an item that they had."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from plugins import dates
from plugins.feeds import item
from plugins.feeds.item import Style
from plugins.feeds.view import ItemView
from plugins.feeds.wording import label, moment, text
from plugins.library import Placed
from plugins.stories.story import Correction


def make(instant: int, placed: Placed, style: Style, *, full: bool) -> list[ItemView]:
    """The items for what was told of a story at an instant (seconds since 1970, UTC), the last of it first.

    After the withdrawal of its story a correction remains as an item that says so: its note may tell what stood there.
    """
    story = placed.story
    gone = story.withdrawn
    items = []
    if gone and story.withdrawn_at == instant:
        items.append(_withdrawal(instant, placed, style))
    told = [correction for correction in story.corrections if correction.instant == instant]
    ids = _ids(placed, told)
    return items + [
        _correction(one, id_, placed, style, full=full) for one, id_ in reversed(list(zip(told, ids, strict=True)))
    ]


def _ids(placed: Placed, told: Iterable[Correction]) -> list[str]:
    """The ids of corrections of one moment, in their order: of their kind, and of day and hour as the file has them.

    Several of one day are common where no hour is written, and a further one must not take the id of another, whichever
    stands first in the file: so these are known by what they say too. That of a withdrawal has no date, for it may be
    mended.
    """
    found: list[str] = []
    times: Counter[str] = Counter()
    for one in told:
        written = dates.in_zone(one.instant, placed.story.timezone)
        id_ = f"{placed.card['id']}/{one.kind}/{written:%Y%m%d}"
        if one.has_time:
            id_ += f"T{written:%H%M%S}"
        else:
            id_ += f"-{hashlib.blake2b(one.note.encode('utf-8', 'surrogatepass'), digest_size=4).hexdigest()}"
        times[id_] += 1
        found.append(id_ if times[id_] == 1 else f"{id_}-{times[id_]}")
    return found


def _correction(correction: Correction, id_: str, placed: Placed, style: Style, *, full: bool) -> ItemView:
    story = placed.story
    gone = story.withdrawn
    whole = item.make(placed, style, full=full, first=correction)
    at = moment(correction.instant, story.timezone)
    return {
        **whole,
        "id": id_,
        "title": item.title(story, label(correction.kind)),
        "date": at,
        "updated": whole["withdrawn"] or at,
        "description": whole["description"] if gone else text(correction.note) or whole["description"],
        "about": whole["id"],
    }


def _withdrawal(instant: int, placed: Placed, style: Style) -> ItemView:
    whole = item.make(placed, style, full=False)
    at = moment(instant, placed.story.timezone)
    return {
        **whole,
        "id": f"{whole['id']}/pencabutan",
        "date": at,
        "updated": at,
        "withdrawn": "",  # the story was; that it was still stands
        "about": whole["id"],
    }
