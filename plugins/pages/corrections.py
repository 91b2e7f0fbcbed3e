"""The page of what was corrected and withdrawn of late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plugins import addresses
from plugins.library import Library, Placed
from plugins.library.changes import Change, StoryChange
from plugins.library.lists import CORRECTIONS
from plugins.pages.house import CORRECTION_NAMES, WITHDRAWAL_NAMES, PageFamily
from plugins.publish.family import View

_NEWEST = 50  # moments at which a story was corrected or withdrawn


class Corrections(PageFamily):
    """The one page: the newest corrections and withdrawals of all units."""

    name = "corrections"
    template = "corrections.html"

    def keys(self, library: Library) -> Iterable[str]:
        """The one page, which stands even while nothing was corrected."""
        return ("corrections",)

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """Any story that was corrected or withdrawn, or is so no more; the digest tells whether it shows."""
        if isinstance(change, StoryChange) and any(CORRECTIONS in side.lists for side in change.sides):
            yield "corrections"

    def view(self, library: Library, key: str) -> View:
        """Each notice with the story that it is about, newest first."""
        frame = self.house.frame("Ralat dan pencabutan", addresses.CORRECTIONS, feed=addresses.CORRECTIONS_FEED)
        notices = [
            _shown(notice, placed) for instant, placed in library.noticed(_NEWEST) for notice in _at(instant, placed)
        ]
        return {"page": frame, "notices": notices, "feed": addresses.CORRECTIONS_FEED}


@dataclass(frozen=True, slots=True)
class _Notice:
    """What was told of a story: `kind` as its file has it, and what people call that; `note` may be empty."""

    instant: int
    has_time: bool
    kind: str
    name: str
    note: str


def _at(instant: int, placed: Placed) -> Iterator[_Notice]:
    """What was told of a story at `instant`: the withdrawal first.

    What a withdrawn story's corrections say is withdrawn with it. A withdrawal whose day has not come stands at the
    moment of the last change.
    """
    story = placed.story
    gone = story.withdrawn
    if gone is not None and story.withdrawn_at == instant:
        has_time = gone.has_time if gone.instant == instant else story.has_time
        yield _Notice(instant, has_time, gone.kind, WITHDRAWAL_NAMES.get(gone.kind, gone.kind), gone.reason)
    for part in story.corrections:
        if part.instant == instant:
            name = CORRECTION_NAMES.get(part.kind, part.kind)
            yield _Notice(instant, part.has_time, part.kind, name, "" if gone else part.note)


def _shown(notice: _Notice, placed: Placed) -> dict[str, object]:
    card = placed.card
    return {
        "kind": notice.kind,
        "kind_name": notice.name,
        "note": notice.note,
        "instant": notice.instant,
        "has_time": notice.has_time,
        "timezone": card["timezone"],
        "title": card["title"],
        "path": card["path"],
        "lang": card["lang"],
        "sample": card["sample"],
        "unit_name": card["unit_name"],
        "unit_path": card["unit_path"],
    }
