"""Photos that tests make, and a room of families over the files."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image as Picture

from plugins import pictures
from plugins.pictures.cards import Cards
from plugins.pictures.sizes import Sizes
from plugins.stories import media
from plugins.stories.roots import Roots
from plugins.stories.story import Image, Media, Story
from tests import factory

REFERENCE = f"{factory.UNIT}/2024/loket-baru"
HERE = f"berita/{factory.UNIT}/2024"
ZONE_NAMES = {"zi": "ZI", "wbk": "WBK", "area-6": "Pelayanan"}


def photo(width: int = 900, height: int = 600, form: str = "JPEG", mode: str = "RGB", **options: Any) -> bytes:
    """A picture of coloured patches, as much to code as a photo has."""
    chance = random.Random(f"{width} {height}")
    patches = Picture.frombytes("RGB", (12, 8), chance.randbytes(12 * 8 * 3))
    return saved(patches.resize((width, height), Picture.Resampling.BICUBIC).convert(mode), form, **options)


def saved(picture: Picture.Image, form: str = "JPEG", **options: Any) -> bytes:
    target = BytesIO()
    picture.save(target, form, **({"quality": 95} if form == "JPEG" else {}), **options)
    return target.getvalue()


def opened(data: bytes) -> Picture.Image:
    picture = Picture.open(BytesIO(data))
    picture.load()
    return picture


@dataclass
class Room:
    """The families of the room, over a content folder that tests write files into."""

    folder: Path
    families: tuple[Sizes, Cards] = field(init=False)

    def __post_init__(self) -> None:
        made = pictures.families(
            factory.SITE_NAME, "Berita kantor-kantor rekaan.", ZONE_NAMES, Roots(self.folder / "content"), self.kept
        )
        self.families = (made[0], made[1])  # type: ignore[assignment]

    @property
    def kept(self) -> Path:
        return self.folder / "photos"

    def story(self, data: bytes, name: str = "loket.jpg", **fields: Any) -> Story:
        """A story with this photo beside it."""
        file = self.file(data, name)
        image = Image(file.name, alt="Loket", width=file.width, height=file.height)
        return factory.story(REFERENCE, **{"image": image, "media": (file,), **fields})

    def file(self, data: bytes, name: str) -> Media:
        """A file beside the story, as the reader knows it."""
        path = self.folder / "content" / HERE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        found = media.inspect(data, f"{HERE}/{name}", name)
        assert isinstance(found, Media), found
        return found
