"""A running story: what was added since it appeared, the latest first, each entry with an address of its own."""

from __future__ import annotations

from collections import Counter

from plugins import dates
from plugins.stories.story import Story


def entries(story: Story) -> list[dict[str, object]]:
    """The updates of a story, the latest first: `{id, instant, has_time, timezone, note}`.

    `id` names the entry's moment, in the unit's own zone, so that a link to it holds when others are added. Entries of
    the same moment are numbered in the order of the file. A body may have an id of the same name only by intent.
    """
    seen: Counter[str] = Counter()
    made: list[dict[str, object]] = []
    for update in story.updates:
        at = dates.in_zone(update.instant, story.timezone)
        name = f"pembaruan-{at:%Y%m%d}" + (f"-{at:%H%M}" if update.has_time else "")
        seen[name] += 1
        made.append(
            {
                "id": name if seen[name] == 1 else f"{name}-{seen[name]}",
                "instant": update.instant,
                "has_time": update.has_time,
                "timezone": story.timezone,
                "note": update.note,
            }
        )
    return made[::-1]
