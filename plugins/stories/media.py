"""Files beside a story: read without following anything, measured undecoded, published without their metadata."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
import stat
import sys
import unicodedata
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from plugins import addresses
from plugins.addresses import made
from plugins.problems import WARNING, Rule
from plugins.stories.media_kinds import BROKEN, KINDS, Kind, Refusal, recognise
from plugins.stories.media_strip import strip
from plugins.stories.media_structure import picture_size
from plugins.stories.story import Media

if TYPE_CHECKING:  # Pillow is heavy: imported where a picture is opened
    from PIL import Image

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_ALL_PIXELS = 500_000_000  # of all frames of a moving picture together
_QUICKLY_CODED = frozenset({"jpeg"})  # the others take ten to eighty times as long

NOT_FOUND = Rule(
    "missing-file",
    "Berkas “{name}” tidak ada di samping berita, sehingga hanya teksnya yang ditampilkan.",
    "Simpan berkas itu di folder berita, atau samakan namanya (huruf besar dan kecil dibedakan).",
    WARNING,
)
OUTSIDE = Rule(
    "file-outside",
    "“{name}” bukan nama berkas di dalam folder berita.",
    "Salin berkas itu ke folder berita, lalu tulis namanya saja.",
)
SYMBOLIC_LINK = Rule(
    "file-symbolic-link",
    "“{name}” adalah tautan simbolik (pintasan), bukan berkas; pintasan tidak pernah diikuti.",
    "Ganti pintasan itu dengan salinan berkasnya.",
)
NOT_A_FILE = Rule(
    "file-not-regular",
    "“{name}” bukan berkas biasa.",
    "Ganti dengan berkas gambar atau dokumen.",
)
UNREADABLE = Rule(
    "file-unreadable",
    "Berkas “{name}” tidak dapat dibaca ({reason}).",
    "Periksa hak akses berkas itu.",
)
TOO_LARGE = Rule(
    "file-too-large",
    "Berkas “{name}” melebihi 10 MB.",
    "Perkecil gambarnya, kompres PDF-nya, atau pecah menjadi beberapa berkas.",
)
TOO_MANY_PIXELS = Rule(
    "file-too-many-pixels",
    "Gambar “{name}” terlalu besar: {width} × {height} piksel, {frames} bingkai.",
    "Perkecil gambarnya; paling banyak 50 megapiksel, dan 500 megapiksel untuk semua bingkai gambar bergerak.",
)


def read_beside(folder: Path, name: str, root: Path) -> bytes | Refusal:
    """The bytes of the file `name` (with slashes) in `folder`, or why they are not read. `root` holds `folder`.

    No symbolic link is followed below `root`, nothing but a regular file is opened, at most 10 MB are read, and the
    name must be written as the file system has it, so that a story does not work on one computer only.
    """
    parts = name.split("/")
    if not name.isprintable() or "\\" in name or any(part in ("", ".", "..") for part in parts):
        return Refusal(OUTSIDE)
    try:
        above = folder.relative_to(root).parts
    except ValueError:
        return Refusal(OUTSIDE)
    place = root
    try:
        for position, part in enumerate((*above, *parts)):
            found = _entry(place, part)
            if found is None:
                return Refusal(NOT_FOUND)
            place = found
            mode = place.lstat().st_mode
            if stat.S_ISLNK(mode):
                return Refusal(SYMBOLIC_LINK)
            if position < len(above) + len(parts) - 1 and not stat.S_ISDIR(mode):
                return Refusal(NOT_FOUND)
        if not stat.S_ISREG(mode):
            return Refusal(NOT_A_FILE)
        return _read(place)
    except OSError as error:
        return Refusal(UNREADABLE, {"reason": type(error).__name__})


def _entry(directory: Path, name: str) -> Path | None:
    """The entry called so, letter for letter, or as another Unicode form of it (a Mac writes é as two characters)."""
    for form in dict.fromkeys((name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name))):
        path = directory / form
        # Elsewhere file systems tell capital letters apart themselves, and a listing would cost too much.
        if os.path.lexists(path) and (sys.platform not in ("darwin", "win32") or form in os.listdir(directory)):  # noqa: PTH208
            return path
    return None


def _read(path: Path) -> bytes | Refusal:
    """At most 10 MB of a regular file, looked at again once open: it may have been exchanged in between."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            return Refusal(NOT_A_FILE)
        if status.st_size > MAX_BYTES:
            return Refusal(TOO_LARGE)
        data = file.read(MAX_BYTES + 1)
    return Refusal(TOO_LARGE) if len(data) > MAX_BYTES else data


def inspect(data: bytes, source: str, name: str, to_code: int = MAX_PIXELS) -> Media | Refusal:
    """What a story may know of a file: `source` is its content path, `name` its name relative to the story.

    Pictures are measured from their headers alone, before any decoder sees them. Where a picture of more than
    `to_code` pixels has to be coded again to be published, its `length` is left open. Raises nothing.
    """
    if len(data) > MAX_BYTES:
        return Refusal(TOO_LARGE)
    kind = recognise(data)
    if isinstance(kind, Refusal):
        return kind
    width = height = 0
    coded = False
    if kind.is_picture:
        size = picture_size(data, kind.name)
        if size is None:
            return Refusal(BROKEN, {"kind": kind.name})
        width, height, frames = size
        pixels = width * height
        if pixels > MAX_PIXELS or pixels * frames > MAX_ALL_PIXELS:
            return Refusal(TOO_MANY_PIXELS, {"width": width, "height": height, "frames": frames})
        orientation = _orientation(data)
        if orientation is None:
            return Refusal(BROKEN, {"kind": kind.name})
        if orientation >= 5:  # shown on its side
            width, height = height, width
        coded = _codes_again(data, kind.name, orientation)
        if kind.name == "avif" and coded and not _can_be_decoded(data):
            return Refusal(BROKEN, {"kind": kind.name})  # now, for its metadata could not be taken out
    try:
        if not coded:
            length = len(strip(data, kind.name))
        else:
            quick = kind.name in _QUICKLY_CODED and width * height <= to_code
            length = len(clean(data, kind.name)) if quick else 0
    except ValueError:
        return Refusal(BROKEN, {"kind": kind.name})
    digest = hashlib.sha256(data).hexdigest()
    return Media(source, published_name(name, kind), digest, kind.type, len(data), width, height, length)


def published_name(name: str, kind: Kind) -> str:
    """The name under which a file is published: lower-case ASCII, and an ending that fits what it is.

    A name that has to be changed gets six digits of its own digest, so that `Foto 1.jpg`, `foto-1.jpg` and
    `arsip/foto-1.jpg` stay three files. It depends on the name and kind alone.
    """
    before, dot, ending = name.rpartition(".")
    extension = f".{ending.lower()}" if f".{ending.lower()}" in kind.extensions else kind.extensions[0]
    ascii_name = unicodedata.normalize("NFKD", before if dot else name).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")[:80].strip("-")
    if stem in addresses.DEVICE_NAMES or not stem or stem + extension == made.card(""):  # a story has a card of its own
        stem = f"berkas-{stem}".rstrip("-")
    plain = stem + extension
    return (
        plain
        if plain == name
        else f"{stem}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:6]}{extension}"
    )


@contextlib.contextmanager
def opened(data: bytes) -> Iterator[Image.Image]:
    """The picture, not yet decoded. Whatever a decoder raises on the way becomes a ValueError."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of metadata that Pillow finds odd: it is thrown away
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP", "GIF", "AVIF"]) as picture:
                yield picture
        except Exception as error:
            raise ValueError(f"the picture cannot be read: {error}") from error


def _orientation(data: bytes) -> int | None:
    """The orientation, 1 to 8 (EXIF 2.32, 4.6.4); 1 where none is given, None where the header cannot be read.

    Chunks after the pixels are not looked at, so that nothing is decoded.
    """
    try:
        with opened(data) as picture:
            value = _noted_orientation(picture) if "exif" in picture.info else 1
    except ValueError:
        return None
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _noted_orientation(picture: Image.Image) -> object:
    try:
        return picture.getexif().get(0x0112, 1)
    except Exception:  # metadata of any brokenness says nothing about orientation
        return 1


def clean(data: bytes, kind: str) -> bytes:
    """What is published of a file that `inspect` accepted: `kind` is a key of KINDS or a media type.

    EXIF (with it the place where a photo was taken), XMP, comments and thumbnails go; colour profiles stay. Pictures
    that lie on their side are turned. Pixels are left as they are wherever that is possible: only turned pictures
    and AVIF with metadata are coded again. Documents and sound are published as they are. The result is the same for
    the same bytes. Raises ValueError where that cannot be done.
    """
    name = next((known.name for known in KINDS.values() if kind in (known.name, known.type)), "")
    known = KINDS.get(name)
    if known is None:
        raise ValueError(f"no such kind of file: {kind}")
    if known.is_picture:
        size = picture_size(data, name)
        if size is None or size[0] * size[1] > MAX_PIXELS:
            raise ValueError("the picture's header cannot be read, or it is too large")
        if _codes_again(data, name, _orientation(data) or 1):
            try:
                data = _coded_again(data, name)
            except ValueError:
                if name == "avif":
                    raise
                # Broken among its pixels: browsers show of it what they can, on its side.
    return strip(data, name)


def _can_be_decoded(data: bytes) -> bool:
    try:
        with opened(data) as picture:
            picture.load()
    except ValueError:
        return False
    return True


def _codes_again(data: bytes, name: str, orientation: int) -> bool:
    """Whether a picture has to be decoded and coded again to be published."""
    if name == "avif":  # turns pictures in its own way, but keeps metadata where nothing can be cut out
        return b"Exif" in data or b"rdf+xml" in data
    return orientation != 1


def _as_jpeg(picture: Image.Image) -> dict[str, object]:
    from PIL.JpegImagePlugin import get_sampling

    return {"qtables": getattr(picture, "quantization", None), "subsampling": get_sampling(picture)}


_SAVE: dict[str, Callable[[Image.Image], dict[str, object]]] = {
    "jpeg": _as_jpeg,
    "png": lambda picture: {},
    "webp": lambda picture: {"quality": 90, "method": 4},
    "avif": lambda picture: {"quality": 85, "speed": 6, "max_threads": 1},
}


def _coded_again(data: bytes, name: str) -> bytes:
    """The picture turned upright, without metadata but its colour profile."""
    from PIL import ImageOps

    target = io.BytesIO()
    with opened(data) as picture:
        options = _SAVE[name](picture)
        moves = name == "avif" and getattr(picture, "n_frames", 1) > 1
        upright = picture if moves else ImageOps.exif_transpose(picture)
        profile = picture.info.get("icc_profile")
        upright.save(target, name.upper(), save_all=moves, icc_profile=profile, exif=b"", **options)
    return target.getvalue()
