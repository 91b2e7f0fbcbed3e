"""What front matter names beside a story: its photo, further pictures and documents."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.problems import Problem
from plugins.stories import texts
from plugins.stories.beside import Beside
from plugins.stories.frontmatter import Front
from plugins.stories.keys import ImageFields, StoryFields
from plugins.stories.media import NOT_FOUND
from plugins.stories.media_kinds import Refusal
from plugins.stories.story import Attachment, Image, Media


@dataclass(frozen=True, slots=True)
class Attached:
    """What was found of it; `names` are all the files that were named."""

    image: Image | None
    images: tuple[Image, ...]
    attachments: tuple[Attachment, ...]
    names: tuple[str, ...]
    problems: tuple[Problem, ...]


def attached(keys: StoryFields, front: Front, path: str, beside: Beside) -> Attached:
    """What the front matter of the file at `path` names, as far as it is there; what is not is reported."""
    search = _Search(front, path, beside)
    image = search.picture(keys.image, "image") if keys.image is not None else None
    images = [search.picture(written, "images", number) for number, written in enumerate(keys.images)]
    attachments = tuple(
        Attachment(document.name, written.title or document.name, document.type, document.size)
        for number, written in enumerate(keys.attachments)
        if (document := search.file(written.file, "attachments", number))
    )
    pictures = (*([keys.image] if keys.image is not None else []), *keys.images)
    return Attached(
        image=image,
        images=tuple(found for found in images if found is not None),
        attachments=attachments,
        names=(*(written.file for written in pictures), *(written.file for written in keys.attachments)),
        problems=tuple(search.problems),
    )


class _Search:
    """Looks for files, and gathers what is wrong. Places in front matter are a key and, in a list, a number."""

    def __init__(self, front: Front, path: str, beside: Beside) -> None:
        self.problems: list[Problem] = []
        self._front = front
        self._path = path
        self._beside = beside

    def file(self, name: str, *place: str | int) -> Media | None:
        """The file of that name."""
        found = self._beside.find(name)
        if isinstance(found, Media):
            return found
        line = self._front.line((*place, "file"))
        self.problems.append((found or Refusal(NOT_FOUND)).problem(self._path, line, str(place[0]), name))
        return None

    def picture(self, written: ImageFields, *place: str | int) -> Image | None:
        """The picture, if the file is one."""
        found = self.file(written.file, *place)
        if found is None:
            return None
        field = str(place[0])
        if not found.type.startswith("image/"):
            line = self._front.line((*place, "file"))
            self.problems.append(texts.IMAGE_NO_PICTURE.broken(self._path, line, field=field, value=written.file))
            return None
        if not written.alt:
            line = self._front.line(place)
            self.problems.append(texts.IMAGE_NO_ALT.broken(self._path, line, field=field, value=written.file))
        return Image(
            found.name, written.alt, written.caption, written.credit, written.consent, found.width, found.height
        )
