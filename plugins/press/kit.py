"""Press kits: text, full-size photos with captions, documents and contact of a story in one ZIP file."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import TypedDict, cast
from urllib.parse import quote

from plugins import addresses, dates
from plugins.library import Library, Placed
from plugins.press import release
from plugins.press.release import Office
from plugins.press.text import fold, plain
from plugins.publish.family import Output, View
from plugins.stories import media
from plugins.stories.body import resolve_links
from plugins.stories.roots import Roots
from plugins.stories.story import Image, Media, Story
from plugins.units import PressContact

PHOTOS, DOCUMENTS = "foto/", "lampiran/"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # of any file in a ZIP file: the true time would make other bytes of the same kit
_UNIX, _READABLE = 3, 0o100644 << 16


class FileView(TypedDict):
    """A file of the kit: `name` its place in the kit, `source` its content path; what is said of it, if a picture."""

    name: str
    source: str
    digest: str
    type: str
    picture: bool
    caption: str
    credit: str
    alt: str


class KitView(TypedDict):
    """A kit: the site path of its file, the folder that it unpacks to, its texts by name, its files in order."""

    path: str
    folder: str
    texts: dict[str, str]
    files: list[FileView]


class PressKitFamily(release.ReleaseFamily):
    """Keys are references. The same view makes the same bytes on every machine."""

    name = "press-kit"
    states = frozenset({"live"})

    def __init__(self, site: addresses.Site, roots: Roots) -> None:
        self._site = site
        self._roots = roots

    def view(self, library: Library, key: str) -> View | None:
        """The texts, and which files go with them."""
        placed = self.placed(library, key)
        if placed is None:
            return None
        story, office = placed.story, release.office(placed.story, library)
        url = self._site.absolute(placed.path)
        photos, documents = release.photos(story), release.documents(story)
        body = self._body(placed, library)
        view = KitView(
            path=addresses.press_kit(placed.path),
            folder=story.reference.rpartition("/")[2],
            texts={
                "kontak.txt": _contact(story, office, url),
                "teks.html": _page(story, office, url, body),
                "teks.txt": _text(story, office, url, body),
            },
            files=[
                *(_file(PHOTOS, photo.file, photo.image) for photo in photos),
                *(_file(DOCUMENTS, file, None) for file, _ in documents),
            ],
        )
        return cast(View, view)

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The ZIP file; a file that went, or became another, while the site was built is not in it."""
        kit = cast(KitView, view)
        found = [(file, data) for file in kit["files"] if (data := self._read(file)) is not None]
        texts = {**kit["texts"], "keterangan-foto.txt": _captions([file for file, _ in found if file["picture"]])}
        parts = {name: text.encode() for name, text in texts.items() if text}
        parts |= {file["name"]: data for file, data in found}
        yield Output(kit["path"], pack(kit["folder"], parts))

    def _body(self, placed: Placed, library: Library) -> str:
        """The body as it stands in the kit: links lead to the site, files to those beside it."""
        kinds = {file.name: file.type for file in placed.story.media}

        def link(target: str) -> str | None:
            found = library.resolve(target)
            return None if found is None else self._site.absolute(found)

        def beside(name: str) -> str:
            folder = PHOTOS if kinds.get(name, "").startswith("image/") else DOCUMENTS
            return folder + quote(name)

        return resolve_links(placed.story.body, link, beside)

    def _read(self, file: FileView) -> bytes | None:
        """The file as it is published."""
        source = Path(file["source"])
        root = self._roots.of(file["source"])
        data = media.read_beside(root / source.parent, source.name, root)
        if not isinstance(data, bytes) or hashlib.sha256(data).hexdigest() != file["digest"]:
            return None
        return media.clean(data, file["type"])


def pack(folder: str, parts: dict[str, bytes]) -> bytes:
    """A ZIP file of these parts in a folder, by name, not compressed: photos are already, and compressors differ."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(f"{folder}/{name}", _EARLIEST)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            archive.writestr(entry, parts[name])
    return target.getvalue()


def _file(folder: str, file: Media, image: Image | None) -> FileView:
    return FileView(
        name=folder + file.name,
        source=file.source,
        digest=file.digest,
        type=file.type,
        picture=image is not None,
        caption=image.caption if image else "",
        credit=image.credit if image else "",
        alt=image.alt if image else "",
    )


def _head(story: Story, office: Office) -> tuple[str, str]:
    """Whose it is, and from where and when."""
    moment = dates.show_instant(story.instant, story.has_time, story.timezone)
    return f"{release.label(story.kind)}: {office.then.name}", ", ".join(filter(None, (fold(story.location), moment)))


def _source(story: Story) -> list[str]:
    lines = [
        f"Penulis: {', '.join(map(fold, story.authors))}" if story.authors else "",
        f"Penyunting: {fold(story.editor)}" if story.editor else "",
        f"Sumber: {fold(story.source)}" if story.source else "",
    ]
    return [line for line in lines if line]


def _text(story: Story, office: Office, url: str, body: str) -> str:
    notes = "\n".join(text for _, text in release.corrections(story))
    ending = "\n".join((*_source(story), f"Alamat berita: {url}"))
    running = "\n".join(release.updates(story))
    head = [release.title(story), "\n".join(_head(story, office)), notes, fold(story.summary)]
    parts = [*head, running, plain(body), ending]
    return "\n\n".join(part for part in parts if part) + "\n"


def _page(story: Story, office: Office, url: str, body: str) -> str:
    """A small document without style, for those who paste."""
    title = escape(release.title(story))
    files = {photo.file.name for photo in release.photos(story)}
    shown = [image for image in (story.image, *story.images) if image and image.name in files]
    lines = [
        "<!doctype html>",
        f'<html lang="{escape(story.lang)}">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{title}</title>",
        "</head>",
        "<body>",
        f"<h1>{title}</h1>",
        *(f"<p>{escape(line)}</p>" for line in _head(story, office)),
        *(f"<p><strong>{escape(text)}</strong></p>" for _, text in release.corrections(story)),
        *([f"<p><em>{escape(fold(story.summary))}</em></p>"] if story.summary else []),
        *(f"<p>{escape(text)}</p>" for text in release.updates(story)),
        body,
        *(_figure(image) for image in shown),
        *(f"<p>{escape(line)}</p>" for line in _source(story)),
        f'<p>Alamat berita: <a href="{escape(url)}">{escape(url)}</a></p>',
        "</body>",
        "</html>",
    ]
    return "\n".join(line for line in lines if line) + "\n"


def _figure(image: Image) -> str:
    told = escape(_caption(image.caption, image.credit))
    caption = f"<figcaption>{told}</figcaption>" if told else ""
    source = escape(PHOTOS + quote(image.name))
    return f'<figure><img src="{source}" alt="{escape(fold(image.alt))}">{caption}</figure>'


def _caption(caption: str, credit: str) -> str:
    return " ".join(part for part in (fold(caption), f"({_credit(credit)})" if credit else "") if part)


def _credit(text: str) -> str:
    """`Foto: …`, unless it says itself what the person made: `Ilustrasi: …`."""
    said = fold(text)
    return said if ":" in said else f"Foto: {said}"


def _captions(photos: list[FileView]) -> str:
    """What is to be printed beneath each photo; empty without photos."""
    told = []
    for photo in photos:
        lines = (
            photo["name"],
            f"Keterangan: {photo['caption']}" if photo["caption"] else "",
            _credit(photo["credit"]) if photo["credit"] else "",
            f"Teks alternatif: {photo['alt']}" if photo["alt"] else "",
        )
        told.append("\n".join(line for line in lines if line))
    return "\n\n".join(told) + "\n" if told else ""


def _contact(story: Story, office: Office, url: str) -> str:
    """Whom journalists may ask. The office bears its present name: it is the one that answers today."""
    profile, press = office.profile, office.profile.contact or PressContact()
    address = ", ".join(filter(None, (*map(fold, profile.address.splitlines()), fold(profile.city))))
    asked = (
        ("Narahubung", release.named(story, "contact")),
        ("Penanggung jawab", release.named(story, "responsible")),
        ("Narahubung pers", press.name),
        ("Telepon", press.phone),
        ("Surel", press.email),
    )
    reached = (
        ("Alamat", address),
        ("Jam kerja", "; ".join(filter(None, map(fold, profile.hours.splitlines())))),
        ("Telepon kantor", profile.phone if profile.phone != press.phone else ""),
        ("Surel kantor", profile.email if profile.email != press.email else ""),
        ("WhatsApp", profile.whatsapp),
        ("Situs", profile.website),
    )
    blocks = [office.now.name, *(_lines(block) for block in (asked, reached)), f"Alamat berita: {url}"]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _lines(rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in rows if value)
