"""What must be told at once: its page, the notice that some pages carry, and the small file that all others read.

Pages that show what is urgent are few: the front page, those of the integrity zone, of the unit that says it and of
the units above that one. All others read `darurat.json` when they are shown, so raising an alarm does not write the
site anew.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal, cast

from plugins import addresses, dates
from plugins.addresses import made
from plugins.library import Library
from plugins.library.cards import Card
from plugins.library.changes import Change, StoryChange
from plugins.library.lists import URGENT, URGENT_NOW, URGENT_NOW_OF
from plugins.pages.house import House, PageFamily
from plugins.publish.family import Output, View

_NOTICED = 3  # of a notice; the page tells of all
_SHOWN = 50  # of the page, now and earlier each
_WEIGHED = 1000  # alarms of the moment, among which each unit has its turn


def noticed(library: Library, unit: str = "") -> list[Card]:
    """What is urgent at the moment of the build; of one unit and those under it, if it is named.

    The newest of each unit come first: no office drowns the alarm of another in its own.
    """
    return _in_turn(library.newest(f"{URGENT_NOW_OF}{unit}" if unit else URGENT_NOW, _WEIGHED))[:_NOTICED]


def _in_turn(cards: Iterable[Card]) -> list[Card]:
    """The first card of every unit in their order, then the second of every unit, and so on."""
    told: Counter[str] = Counter()
    turns: list[tuple[int, Card]] = []
    for card in cards:
        turns.append((told[card["unit"]], card))
        told[card["unit"]] += 1
    return [card for _, card in sorted(turns, key=lambda turn: turn[0])]


def concerns_notices(change: Change) -> bool:
    """Whether a story of the change is or was urgent at the moment of the build."""
    return isinstance(change, StoryChange) and any(URGENT_NOW in side.lists for side in change.sides)


class Urgent(PageFamily):
    """The page of what is urgent, and was."""

    name = "urgent"
    template = "urgent.html"

    def keys(self, library: Library) -> Iterable[str]:
        """The one page."""
        return ("urgent",)

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """Stories that are or were called urgent."""
        if isinstance(change, StoryChange) and any(URGENT in side.lists for side in change.sides):
            yield "urgent"

    def view(self, library: Library, key: str) -> View:
        """All that is urgent now, in the order of a notice and as far as a page can hold it; the newest that was."""
        standing = _in_turn(library.newest(URGENT_NOW, _WEIGHED))
        holding = {card["reference"] for card in standing}
        told = library.newest(URGENT, _SHOWN + len(standing))
        return {
            "page": self.house.frame(
                "Informasi serta-merta",
                addresses.URGENT,
                description="Yang perlu segera diketahui warga dari kantor-kantor kami, dan sampai kapan berlaku.",
                feed=addresses.URGENT_FEED if library.has_feed(URGENT) else "",
            ),
            "now": standing[:_SHOWN],
            "earlier": [card for card in told if card["reference"] not in holding][:_SHOWN],
            "days": library.places.urgent_days,
        }


class Notice:
    """The file that pages and other sites read: what is urgent now."""

    name = "urgent-notice"
    kind: Literal["core", "deferred"] = "core"
    version = 1
    themed = ""

    def __init__(self, house: House) -> None:
        self._house = house

    def keys(self, library: Library) -> Iterable[str]:
        """The one file."""
        return ("urgent-notice",)

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Nothing: cards bear the names of their day."""
        return ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """Stories that are or were urgent at the moment of a build."""
        return ("urgent-notice",) if concerns_notices(change) else ()

    def view(self, library: Library, key: str) -> View:
        """The cards of a notice."""
        return {"urgent": noticed(library)}

    def render(self, key: str, view: View) -> Iterable[Output]:
        """`{"urgent": [{title, url, unit, date, when, lang, sample}]}`, in UTF-8."""
        found = [self._said(card) for card in cast(Sequence[Card], view["urgent"])]
        text = json.dumps({"urgent": found}, ensure_ascii=False, separators=(",", ":"))
        yield Output(made.URGENT_NOTICE, text.encode() + b"\n")

    def _said(self, card: Card) -> dict[str, object]:
        """A story as the file tells it; `when` is its `date` as people read it."""
        at = dates.in_zone(card["instant"], card["timezone"])
        return {
            "title": card["title"],
            "url": self._house.site.absolute(card["path"]),
            "unit": card["unit_name"],
            "date": at.isoformat(timespec="minutes") if card["has_time"] else at.date().isoformat(),
            "when": dates.show_moment(dates.Moment(at, card["has_time"]), self._house.language),
            "lang": card["lang"],
            "sample": card["sample"],
        }
