"""Photos in smaller sizes: a view for each photo that a story shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, TypedDict, cast

from plugins.addresses import made
from plugins.library import Library, Placed
from plugins.library.changes import Change, StoryChange
from plugins.pictures import scaling
from plugins.pictures.keeping import Keeping
from plugins.publish.family import Output, View
from plugins.stories import media
from plugins.stories.roots import Roots
from plugins.stories.story import Media

# GIF stays as it is: what is a GIF today either moves, or is a drawing of few colours that only loses.
PHOTO_TYPES = frozenset({"image/jpeg", "image/png", "image/webp", "image/avif"})
_FOLDER = made.picture("", "x.x", "", 1, "x").partition("/")[0]


class SizesView(TypedDict):
    """A photo: its content path, what it is, its page and published name there, how wide its sizes are (pixels)."""

    source: str
    digest: str
    type: str
    page: str
    name: str
    widths: list[int]


class Sizes:
    """Keys are `story reference|digest|published name`. Outputs are all in one form.

    Another photo of the same name is another key, so that the sizes of the one it replaced go at once: perhaps a face
    was to be made unknown.
    """

    name = "sizes"
    kind: Literal["core", "deferred"] = "deferred"
    version = 1
    themed = ""

    def __init__(self, roots: Roots, kept: Path) -> None:
        self._roots = roots
        self._keeping = Keeping(kept)

    def writes(self, path: str) -> bool:
        """Whether a file at that path may be a size: none else stands in such a folder."""
        return path.rpartition("/")[0].endswith(f"/{_FOLDER}") and path.endswith(f".{scaling.FORM}")

    def keys(self, library: Library) -> Iterable[str]:
        """The photos of all stories that show theirs."""
        for placed in library.placed(with_media=True):
            yield from _keys(placed)

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Nothing: a photo says nothing of a unit."""
        return ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The photos of either side."""
        if isinstance(change, StoryChange):
            yield from sorted({key for side in change.sides for key in _keys(side)})

    def exists(self, library: Library, key: str) -> bool:
        """Whether the story shows the photo, as far as is known without decoding it."""
        return self._photo(library, key) is not None

    def view(self, library: Library, key: str) -> View | None:
        """Which file it is, and the widths to make of it."""
        found = self._photo(library, key)
        if found is None:
            return None
        placed, photo = found
        view = SizesView(
            source=photo.source,
            digest=photo.digest,
            type=photo.type,
            page=placed.path,
            name=photo.name,
            widths=list(scaling.widths(photo.width, photo.height)),
        )
        return cast(View, view)

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The sizes that take fewer bytes than the photo; none of a photo that moves, or went meanwhile."""
        of = cast(SizesView, view)
        entries = {width: self._keeping.entry(of["digest"], width) for width in of["widths"]}
        coded = {width: self._keeping.find(entry) for width, entry in entries.items()}
        if None in coded.values():
            photo = self._read(of)
            if photo is None:
                return
            coded = {**scaling.scaled(photo, of["widths"])}
            for width, entry in entries.items():
                self._keeping.keep(entry, coded[width] or b"")
        for width, content in coded.items():
            if content:
                path = made.picture(of["page"], of["name"], of["digest"], width, scaling.FORM)
                yield Output(path, content)

    def _read(self, of: SizesView) -> bytes | None:
        """The photo as readers get it."""
        source = Path(of["source"])
        root = self._roots.of(of["source"])
        data = media.read_beside(root / source.parent, source.name, root)
        if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != of["digest"]:
            return None
        return media.clean(data, of["type"])

    def _photo(self, library: Library, key: str) -> tuple[Placed, Media] | None:
        placed = library.story(key.partition("|")[0])
        if placed is None:
            return None
        return next(((placed, photo) for photo in _photos(placed) if _key(placed, photo) == key), None)


def _keys(placed: Placed) -> Iterator[str]:
    yield from (_key(placed, photo) for photo in _photos(placed))


def _key(placed: Placed, photo: Media) -> str:
    return f"{placed.story.reference}|{photo.digest[:12]}|{photo.name}"


def _photos(placed: Placed) -> Iterator[Media]:
    """The photos that a story's page shows; what it only offers for download keeps its size."""
    story = placed.story
    if placed.state not in ("live", "expired"):
        return
    shown = {image.name for image in (story.image, *story.images) if image}
    offered = {item.name for item in story.attachments} - shown
    for file in story.media:
        if file.type in PHOTO_TYPES and file.width and file.name not in offered:
            yield file
