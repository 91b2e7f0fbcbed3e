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


Change = StoryChange | PageChange


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one file gave. `key` is a story reference, or the site path of a standing page."""

    path: str
    key: str
    story: str = ""  # JSON of a Story, empty where there is none
    page: str = ""  # JSON of a Page
    problems: str = "[]"  # JSON of a list of Problem
    broken: bool = False  # the file itself gave nothing: what there is, is its last good version
    needs: tuple[str, ...] = ()  # content paths of files beside it that were looked for
