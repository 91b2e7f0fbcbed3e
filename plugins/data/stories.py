"""The stories of a month as rows: `data/berita/<yyyy>-<mm>.json` and `.csv`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, cast

from plugins import addresses, dates
from plugins.data import tables
from plugins.library import Card, Facts, Library
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
    version = 2
    themed = ""

    def __init__(self, site: addresses.Site) -> None:
        self._site = site

    def keys(self, library: Library) -> Iterable[str]:
        """The months that have stories."""
        return library.months()

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Nothing: a row has the ids of units, which never change."""
        return ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The months in which the story stands or stood."""
        if isinstance(change, StoryChange):
            yield from sorted({side.day[:7] for side in change.sides})

    def view(self, library: Library, key: str) -> View | None:
        """`{stories: [row, …]}`, newest first, each row with the cells of `COLUMNS`; withdrawn stories keep one."""
        rows = [row(card, facts, self._site) for card, facts in library.published(EVERYTHING, key)]
        return {"stories": rows} if rows else None

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The same rows as JSON and as CSV."""
        rows = cast(list[tables.Row], view["stories"])
        yield Output(addresses.data(f"berita/{key}", "json"), tables.to_json("stories", COLUMNS, rows))
        yield Output(addresses.data(f"berita/{key}", "csv"), tables.to_csv(COLUMNS, rows))


def row(card: Card, facts: Facts, site: addresses.Site) -> tables.Row:
    """A story's row: `COLUMNS`, dates as ISO 8601 with the offset of the story's own zone.

    Of a withdrawn story the summary is the reason; other columns are empty where they would tell what it said.
    """
    image, timezone, instant = card["image"], card["timezone"], card["instant"]
    date = dates.in_zone(instant, timezone).isoformat()
    updated = date if card["updated"] == instant else dates.in_zone(card["updated"], timezone).isoformat()
    cells: tuple[tables.Cell, ...] = (
        card["id"],
        site.absolute(card["path"]),
        card["unit"],
        list(facts.units),
        card["title"],
        facts.reason if facts.withdrawn else card["summary"],
        date,
        updated,
        facts.event_date,
        card["location"],
        card["kind"],
        card["lang"],
        card["zones"],
        card["stage"],
        card["tags"],
        site.absolute(image["path"]) if image else "",
        _STATUS[card["state"]],
        facts.source,
    )
    if not facts.withdrawn:
        return cells
    kept = _KEPT_PRIVATE if facts.withdrawn == "privasi" else _KEPT_WITHDRAWN
    return tuple(cell if name in kept else type(cell)() for name, cell in zip(COLUMNS, cells, strict=True))
