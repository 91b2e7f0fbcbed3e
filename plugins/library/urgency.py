"""Which stories have to be told at once, and how long: what an office calls urgent, or must announce by law."""

from __future__ import annotations

from datetime import datetime

from plugins import dates
from plugins.stories.story import URGENT_DAYS_AT_MOST, Story

_DAY = 86_400  # seconds


def is_urgent(story: Story) -> bool:
    """Whether the office calls it urgent, or must announce it at once (UU 14/2008, article 10: `serta-merta`)."""
    return story.extra.get("kip") == "serta-merta" or bool(story.extra.get("urgent"))


def urgent_until(story: Story, days: int) -> int | None:
    """The first instant (seconds since 1970, UTC) at which an urgent story is urgent no more, if ever.

    What the office says comes first: `urgent: {until: …}`, of which a day without an hour is meant as a whole, where
    the office is; but it ends `URGENT_DAYS_AT_MOST` days after the story's instant, or an alarm of 2099 would stand in
    everybody's way. Else it is `days` days after that instant; where these are 0, the story's own end (`expires`).
    """
    latest = story.instant + URGENT_DAYS_AT_MOST * _DAY
    said = story.extra.get("urgent")
    until = str(said.get("until") or "") if isinstance(said, dict) else ""
    if "T" in until:
        return min(latest, int(datetime.fromisoformat(until).timestamp()))
    if until:
        last = datetime.fromisoformat(f"{until}T23:59:59").replace(tzinfo=dates.zone(story.timezone))
        return min(latest, int(last.timestamp()) + 1)
    return story.instant + days * _DAY if days else None
