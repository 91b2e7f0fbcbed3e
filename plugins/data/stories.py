"""The stories of a month as rows: `data/berita/<yyyy>-<mm>.json` and `.csv`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, cast

from plugins import addresses, dates
from plugins.data import tables
from plugins.library import Library, Placed
from plugins.library.changes import Change, StoryChange
from plugins.library.lists import EVERYTHING
from plugins.publish.family import Output, View

COLUMNS = (
    "id", "url", "unit", "units", "title", "summary", "date", "updated", "event_date", "location", "kind", "lang",
    "zones", "stage", "tags", "image", "status", "source",
)  # fmt: skip

_STATUS = {"live": "published", "expired": "expired", "withdrawn": "withdrawn"}
_KEPT_WITHDRAWN = frozenset({"id", "url", "unit", "title", "summary", "date", "updated", "kind", "lang", "status"})
_KEPT_PRIVATE = _KEPT_WITHDRAWN - {"title", "kind", "lang"}  # unit, date and reason remain


class StoryDataFamily:
    """The data of a month of the site's calendar. Keys are months: `2024-06`."""

    name = "data-month"
    kind: Literal["core", "deferred"] = "core"
    version = 1

    def __init__(self, site: addresses.Site) -> None:
        self._site = site

    def standing(self, library: Library) -> Iterable[str]:
        """Only months with stories exist."""
        return ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The months in which the story stands or stood."""
        if isinstance(change, StoryChange):
            yield from sorted({side.day[:7] for side in change.sides})

    def view(self, library: Library, key: str) -> View | None:
        """`{stories: [row, …]}`, newest first; withdrawn stories keep a row."""
        rows = [row(placed, self._site) for placed in library.published(EVERYTHING, key)]
        return {"stories": rows} if rows else None

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The same rows as JSON and as CSV."""
        rows = cast(list[tables.Row], view["stories"])
        yield Output(addresses.data(f"berita/{key}", "json"), tables.to_json("stories", rows))
        yield Output(addresses.data(f"berita/{key}", "csv"), tables.to_csv(COLUMNS, rows))


def row(placed: Placed, site: addresses.Site) -> tables.Row:
    """A story's row: `COLUMNS`, dates as ISO 8601 with the offset of the story's own zone.

    Of a withdrawn story the summary is the reason; other columns are empty where they would tell what it said.
    """
    story, card = placed.story, placed.card
    gone = story.withdrawn
    image = card["image"]
    cells: dict[str, tables.Cell] = {
        "id": card["id"],
        "url": site.absolute(placed.path),
        "unit": story.unit,
        "units": list(story.units),
        "title": story.title,
        "summary": gone.reason if gone else story.summary,
        "date": dates.in_zone(story.instant, story.timezone).isoformat(),
        "updated": dates.in_zone(story.updated, story.timezone).isoformat(),
        "event_date": story.event_date,
        "location": story.location,
        "kind": story.kind,
        "lang": story.lang,
        "zones": list(card["zones"]),
        "stage": card["stage"],
        "tags": list(story.tags),
        "image": site.absolute(image["path"]) if image else "",
        "status": _STATUS[placed.state],
        "source": story.source,
    }
    if gone is None:
        return cells
    kept = _KEPT_PRIVATE if gone.kind == "privasi" else _KEPT_WITHDRAWN
    return {name: value if name in kept else type(value)() for name, value in cells.items()}
