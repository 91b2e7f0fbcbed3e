"""What a run changed in the library: the rows before and after, from which families tell what they touch."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.library.placing import Placed
from plugins.stories.reader import Page


@dataclass(frozen=True, slots=True)
class StoryChange:
    """A story before and after; both the same where only something changed that its pages show of others."""

    old: Placed | None
    new: Placed | None

    @property
    def sides(self) -> list[Placed]:
        """The visible ones of the two."""
        return [side for side in (self.old, self.new) if side is not None and side.visible]


@dataclass(frozen=True, slots=True)
class PageChange:
    """A standing page before and after."""

    old: Page | None
    new: Page | None

    @property
    def sides(self) -> list[Page]:
        """Those of the two that exist."""
        return [side for side in (self.old, self.new) if side is not None]


@dataclass(frozen=True, slots=True)
class ListChange:
    """A list that came to have stories in a period, or has none any more; of everything, where the period is empty.

    `archive` and `feed` say which of the two begins or ends. It comes after the changes of all rows.
    """

    name: str
    period: str
    archive: bool
    feed: bool
    old: None = None
    new: None = None

    @property
    def sides(self) -> list[Placed]:
        """None: it is no row."""
        return []

    def is_feed_of(self, sort: str) -> bool:
        """Whether the feed of a list of that sort begins or ends."""
        return self.feed and not self.period and self.name.startswith(f"{sort}:")


@dataclass(frozen=True, slots=True)
class MadeChange:
    """Outputs of a deferred family's key that came or went (`Library.made`): pages that refer to them are touched."""

    family: str
    key: str
    old: None = None
    new: None = None

    @property
    def sides(self) -> list[Placed]:
        """None: it is no row."""
        return []


Change = StoryChange | PageChange | ListChange | MadeChange


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one file gave. `key` is a story reference, or the site path of a standing page."""

    path: str
    key: str
    story: bytes | None = None  # JSON of a Story without its body
    body: str = ""  # the story's body
    signature: bytes = b""  # of the body, by which stories of the same text find each other
    page: bytes | None = None  # JSON of a Page
    problems: bytes | None = None  # JSON of a list of Problem
    broken: bool = False  # the file itself gave nothing: what there is, is its last good version
    needs: tuple[str, ...] = ()  # content paths of files beside it that were looked for
    claims: tuple[str, ...] = ()  # the old references that the story claims
    instant: int = 0  # the story's
    blob: str = ""  # the id that git gives to the bytes that were read
