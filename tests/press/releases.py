"""Stories that an office hands to newsrooms, with files that exist, and libraries to look at them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image as Picture

from plugins import press
from plugins.library import Library
from plugins.library.placing import Places
from plugins.press.kit import PressKitFamily
from plugins.press.ninjs import NinjsFamily
from plugins.stories import media
from plugins.stories.roots import Roots
from plugins.stories.story import MEDIA, Attachment, Image, Media, Story
from plugins.units import PressContact, Profile
from tests import factory

REFERENCE = f"{factory.UNIT}/2024/loket-baru"
HERE = f"berita/{factory.UNIT}/2024"
HOME = f"{factory.SITE.url}/"
ZONE_NAMES = {"area-6": "Peningkatan Kualitas Pelayanan Publik"}
PROFILE = Profile(
    address="Jalan Dermaga 12\nGedung B",
    city="Teluk Biru",
    hours="Senin–Jumat\n08.00–15.30",
    phone="(0999) 555-0100",
    email="kantor@teluk-biru.example",
    website="https://teluk-biru.example/",
    press_contact=PressContact("Rani Putri", "0812 5550 101", "humas@teluk-biru.example"),
)


@dataclass
class Room:
    """The families of the room, over a content folder that tests write files into."""

    folder: Path

    @property
    def ninjs(self) -> NinjsFamily:
        return press.families(factory.SITE, ZONE_NAMES, Roots(self.folder))[0]  # type: ignore[return-value]

    @property
    def kit(self) -> PressKitFamily:
        return press.families(factory.SITE, ZONE_NAMES, Roots(self.folder))[1]  # type: ignore[return-value]

    def photo(self, name: str = "loket.jpg", size: tuple[int, int] = (16, 8)) -> Media:
        """A photo with metadata beside the story, as the reader knows it."""
        exif, target = Picture.Exif(), BytesIO()
        exif[0x010E] = "rumah si Fulan"
        Picture.new("RGB", size, "navy").save(target, "JPEG", exif=exif)
        return self.file(name, target.getvalue())

    def file(self, name: str, data: bytes) -> Media:
        """A file beside the story."""
        path = self.folder / HERE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        found = media.inspect(data, f"{HERE}/{name}", name)
        assert isinstance(found, Media), found
        assert found.digest == hashlib.sha256(data).hexdigest()
        return found

    def full(self, **changes: Any) -> Story:
        """A press release that has everything."""
        photo, further, drawing = self.photo(), self.photo("antrean.jpg", (8, 8)), self.photo("denah.jpg", (4, 4))
        table = self.file("jadwal.csv", b"hari;jam\nSenin;08.00\n")
        made = factory.story(
            REFERENCE,
            kind="siaran-pers",
            location="Teluk Biru",
            zones=factory.zones("area-6"),
            tags=("paspor",),
            units=("kanwil-biru",),
            authors=("Sari, S.H.",),
            editor="Budi",
            source="Catatan rapat",
            image=Image("loket.jpg", "Loket baru", "Loket yang\ndibuka Senin", "Humas", "", 16, 8),
            images=(Image("antrean.jpg", "Antrean", "", "", "", 8, 8), Image("loket.jpg", "Lagi", "", "", "", 16, 8)),
            attachments=(Attachment("jadwal.csv", "Jadwal", "text/csv", 20),),
            media=(further, drawing, table, photo),
            corrections=(factory.correction(),),
            updated=factory.correction().instant,
            extra={"contact": "Rani", "responsible": "Kepala Kantor"},
            body=(
                '<p>Loket baru dibuka. Lihat <a href="newsroom:unit/kanwil-biru/">Kanwil Biru</a> dan '
                f'<a href="{MEDIA}jadwal.csv">jadwal</a>.</p>\n<figure><img src="{MEDIA}denah.jpg" alt="Denah loket" '
                'width="4" height="4"><figcaption>Letak loket</figcaption></figure>'
            ),
        )
        return replace(made, **changes)


def places(**profiles: Profile) -> Places:
    return factory.places(
        profiles={factory.UNIT: PROFILE} | {name.replace("_", "-"): p for name, p in profiles.items()}
    )


@contextmanager
def library(folder: Path, *rows: Story, at: Places | None = None) -> Iterator[Library]:
    with factory.shelf(folder, *rows, at=at or places()) as shelf:
        yield shelf.library()
