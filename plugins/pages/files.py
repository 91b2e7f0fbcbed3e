"""Files that pages refer to: old addresses that lead on, pictures and documents beside a story, the theme's own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from plugins import addresses
from plugins.addresses import made
from plugins.library import Library
from plugins.library.changes import Change, PageChange, StoryChange
from plugins.pages.house import House, PageFamily
from plugins.publish.family import Output, View
from plugins.stories import media
from plugins.stories.roots import Roots
from plugins.stories.story import Media

# Files of the theme whose address others know: it does not tell that they are the theme's.
_ELSEWHERE = {"sematan.js": made.WIDGET_SCRIPT}


class Redirects(PageFamily):
    """Keys are old site paths of stories."""

    name = "redirect"
    template = "redirect.html"

    def keys(self, library: Library) -> Iterable[str]:
        """Every old address that a story claims."""
        return library.redirects()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """Every address that led, or shall lead, to the story; and its own, where another's redirect may stand."""
        if isinstance(change, StoryChange):
            for side in change.sides:
                yield from (*side.redirects, side.path)

    def view(self, library: Library, key: str) -> View | None:
        """Where it leads."""
        target = library.redirect(key)
        return None if target is None else {"page": self.house.frame("", key, noindex=True), "target": target}


class MediaFiles:
    """Keys are `story reference or page's site path|published name`. What is published is cleaned of all metadata."""

    name = "media"
    kind: Literal["core", "deferred"] = "core"
    version = 1
    themed = ""

    def __init__(self, roots: Roots) -> None:
        self._roots = roots

    def keys(self, library: Library) -> Iterable[str]:
        """The files that stories and pages refer to."""
        for placed in library.placed(with_media=True):
            yield from (f"{placed.story.reference}|{item.name}" for item in placed.story.media)
        for page in library.pages(""):
            yield from (f"{page.site_path}|{item.name}" for item in page.media)

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Nothing."""
        return ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The files of either side."""
        if isinstance(change, StoryChange):
            yield from (f"{side.story.reference}|{item.name}" for side in change.sides for item in side.story.media)
        elif isinstance(change, PageChange):
            yield from (f"{side.site_path}|{item.name}" for side in change.sides for item in side.media)

    def view(self, library: Library, key: str) -> View | None:
        """Which file it is, by digest."""
        owner, _, name = key.partition("|")
        folder, files = _files_of(owner, library)
        for item in files:
            if item.name == name:
                return {"path": folder + name, "source": item.source, "digest": item.digest, "type": item.type}
        return None

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The file as readers get it; nothing where it went, or became another, while the site was built."""
        source = Path(str(view["source"]))
        root = self._roots.of(str(source))
        data = media.read_beside(root / source.parent, source.name, root)
        if isinstance(data, bytes) and hashlib.sha256(data).hexdigest() == view["digest"]:
            yield Output(str(view["path"]), media.clean(data, str(view["type"])))


def _files_of(owner: str, library: Library) -> tuple[str, tuple[Media, ...]]:
    """Where the files of a story or page stand, and which they are."""
    if owner.endswith("/"):
        page = library.page(owner)
        return owner, page.media if page else ()
    placed = library.story(owner)
    return (placed.path, placed.story.media) if placed else ("", ())


class ThemeFiles:
    """Keys are names of files under the theme's `static` folder."""

    name = "asset"
    kind: Literal["core", "deferred"] = "core"
    version = 1
    themed = "static"

    def __init__(self, house: House) -> None:
        self._folder = house.theme / "static"

    def keys(self, library: Library) -> Iterable[str]:
        """Every file there is."""
        return [path.relative_to(self._folder).as_posix() for path in self._folder.rglob("*") if path.is_file()]

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Nothing."""
        return ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """No story changes the theme."""
        return ()

    def view(self, library: Library, key: str) -> View | None:
        """Its name: its bytes are part of what the family renders with."""
        return {"name": key} if (self._folder / key).is_file() else None

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The file as it is."""
        yield Output(_ELSEWHERE.get(key) or addresses.asset(key), (self._folder / key).read_bytes())
