"""What kind of file some bytes are: told by their structure from the first byte to the last, never by a name.

A file that some programs would take for one thing and others for another is no kind at all: a picture that is also a
page, an archive or a script is how sites that accept pictures are made to serve pages.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from plugins.problems import Problem, Rule
from plugins.stories.media_structure import (
    Broken,
    Trailing,
    boxes,
    gif_blocks,
    is_mp3,
    is_mp3_frame,
    jpeg_segments,
    png_chunks,
    webp_chunks,
)

ALLOWED_NAMES = "jpeg, png, webp, gif, avif, pdf, docx, xlsx, pptx, csv, mp3, mp4"

UNKNOWN = Rule(
    "file-kind",
    "Isi berkas “{name}” bukan jenis yang boleh diterbitkan.",
    "Simpan ulang sebagai salah satu jenis yang boleh (foto HEIC dari iPhone: JPEG; naskah DOC: DOCX atau PDF); "
    "mengganti akhiran nama saja tidak cukup.",
)
TWO_THINGS = Rule(
    "file-two-things",
    "Berkas “{name}” adalah dua hal sekaligus: {kind} yang memuat {other}.",
    "Buka berkas aslinya dan ekspor ulang; jangan terbitkan berkas yang asalnya tidak jelas.",
)
BROKEN = Rule(
    "file-broken",
    "Berkas “{name}” rusak atau terpotong ({kind}).",
    "Salin ulang dari sumbernya, buka untuk memastikan isinya utuh, lalu simpan lagi.",
)
MACROS = Rule(
    "file-macros",
    "Dokumen “{name}” memuat makro atau objek aktif.",
    "Simpan sebagai dokumen tanpa makro (.docx, .xlsx, .pptx) atau sebagai PDF.",
)
LOCKED = Rule(
    "file-locked",
    "Dokumen “{name}” terkunci dengan kata sandi.",
    "Simpan ulang tanpa kata sandi agar masyarakat dapat membukanya.",
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its media type (RFC 6838) and the endings of its names, the usual one first."""

    name: str
    type: str
    extensions: tuple[str, ...]
    is_picture: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("jpeg", "image/jpeg", (".jpg", ".jpeg"), True),
        Kind("png", "image/png", (".png",), True),
        Kind("webp", "image/webp", (".webp",), True),
        Kind("gif", "image/gif", (".gif",), True),
        Kind("avif", "image/avif", (".avif",), True),
        Kind("pdf", "application/pdf", (".pdf",)),
        Kind("docx", _OFFICE + "wordprocessingml.document", (".docx",)),
        Kind("xlsx", _OFFICE + "spreadsheetml.sheet", (".xlsx",)),
        Kind("pptx", _OFFICE + "presentationml.presentation", (".pptx",)),
        Kind("csv", "text/csv", (".csv",)),
        Kind("mp3", "audio/mpeg", (".mp3",)),
        Kind("mp4", "video/mp4", (".mp4",)),
    )
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that is not published, and why: a rule and the facts its texts name."""

    rule: Rule
    facts: Mapping[str, object] = field(default_factory=dict)

    def problem(self, path: str, line: int, field: str, name: str) -> Problem:
        """The refusal as told to whoever referred to the file as `name` in line `line` of the story at `path`."""
        allowed = ALLOWED_NAMES if self.rule is UNKNOWN else ""
        facts: dict[str, Any] = {"name": name, **self.facts}
        return self.rule.broken(path, line, field=field, value=name, allowed=allowed, **facts)


_MARKUP = re.compile(
    rb"<(?:script|html|!doctype\s+html|iframe|body[\s>]|\?php|svg\s+xmlns|svg/?\s*on\w+=)|%pdf-[12]\.", re.IGNORECASE
)
_TEXT_MARKUP = re.compile(rb"<[a-z!?/]", re.IGNORECASE)
_ZIP_END = b"PK\x05\x06"


def _foreign(data: bytes, kind: str) -> str:
    """What else a picture, sound, film or PDF is, in Indonesian; empty where it is only itself.

    A PDF may hold markup in its text and other PDFs as attachments, but not where a browser looks for a page's start.
    """
    if _MARKUP.search(data[5:1024] if kind == "pdf" else data):
        return "halaman web, skrip atau PDF"
    if _ZIP_END in data[-66_000:] and zipfile.is_zipfile(io.BytesIO(data)):
        return "arsip ZIP"
    return ""


def _walk_jpeg(data: bytes) -> None:
    end = max(end for _, _, end in jpeg_segments(data))
    # Phones append further pictures (MPF, gain maps), a short film (Motion Photo) or notes of their own (Samsung);
    # `clean` cuts all that. Whatever else follows a picture is refused.
    rest = data[end:].lstrip(b"\0\r\n")
    from_a_phone = rest[:3] == b"\xff\xd8\xff" or b"ftyp" in rest[:8] or data[-4:] == b"SEFT"
    if rest and not from_a_phone:
        raise Trailing


def _walk_boxes(data: bytes) -> None:
    """Boxes up to the last byte, the first of them the only one to say what the file is."""
    if [position for position, (kind, *_) in enumerate(boxes(data)) if kind == b"ftyp"] != [0]:
        raise Trailing


def _walk_pdf(data: bytes) -> None:
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise Broken
    if data[end + 5 :].strip(b"\0\r\n\t "):
        raise Trailing


def _walk_mp3(data: bytes) -> None:
    if not is_mp3(data):
        raise Broken


def _all(walk: Callable[[bytes], Iterator[object]]) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        for _ in walk(data):
            pass

    return run


_AVIF_BRANDS = (b"avif", b"avis")
_MP4_BRANDS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash")


def _brand(data: bytes) -> str:
    """`avif`, `mp4` or nothing, by the brands of the first box."""
    if data[4:8] != b"ftyp":
        return ""
    size = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[8:12], *(data[at : at + 4] for at in range(16, size, 4))}
    if data[8:12] in _AVIF_BRANDS or (data[8:12] in (b"mif1", b"msf1") and brands.intersection(_AVIF_BRANDS)):
        return "avif"
    return "mp4" if data[8:12] in _MP4_BRANDS else ""


# (kind, what its first bytes are, the walk to its last byte). The first that fits decides.
_PICTURES_AND_SOUNDS: tuple[tuple[str, Callable[[bytes], bool], Callable[[bytes], None]], ...] = (
    ("jpeg", lambda data: data[:3] == b"\xff\xd8\xff", _walk_jpeg),
    ("png", lambda data: data[:8] == b"\x89PNG\r\n\x1a\n", _all(png_chunks)),
    ("webp", lambda data: data[:4] == b"RIFF" and data[8:12] == b"WEBP", _all(webp_chunks)),
    ("gif", lambda data: data[:6] in (b"GIF87a", b"GIF89a"), _all(gif_blocks)),
    ("avif", lambda data: _brand(data) == "avif", _walk_boxes),
    ("mp4", lambda data: _brand(data) == "mp4", _walk_boxes),
    ("pdf", lambda data: data[:5] == b"%PDF-", _walk_pdf),
    ("mp3", lambda data: data[:3] == b"ID3" or is_mp3_frame(data, 0), _walk_mp3),
)


def recognise(data: bytes) -> Kind | Refusal:
    """The kind of a file, or why it is not published. Raises nothing, whatever the bytes."""
    for name, begins, walk in _PICTURES_AND_SOUNDS:
        if begins(data):
            try:
                walk(data)
            except Broken:
                return Refusal(BROKEN, {"kind": name})
            except Trailing:
                return Refusal(TWO_THINGS, {"kind": name, "other": _foreign(data, name) or "data lain di belakangnya"})
            other = _foreign(data, name)
            return Refusal(TWO_THINGS, {"kind": name, "other": other}) if other else KINDS[name]
    if data[:4] == b"PK\x03\x04":
        return _office(data)
    return _table(data)


_MAIN_PARTS = (
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"presentationml.presentation.main+xml", "pptx"),
)
_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError, RuntimeError, LookupError)
_ENTRIES = 5_000
_UNPACKED_BYTES = 200_000_000
_ACTIVE_PARTS = re.compile(r"(?:^|/)(?:vbaProject|vbaData|activeX)", re.IGNORECASE)


def _office(data: bytes) -> Kind | Refusal:
    """An Office Open XML package (ECMA-376): a ZIP file from its first byte to its last, without macros."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            if "[Content_Types].xml" not in names:
                return Refusal(UNKNOWN)
            if any(entry.flag_bits & 1 for entry in entries):
                return Refusal(LOCKED)
            if len(names) > _ENTRIES or sum(entry.file_size for entry in entries) > _UNPACKED_BYTES:
                return Refusal(UNKNOWN)
            if len(set(names)) != len(names) or any(n.startswith("/") or ".." in n.split("/") for n in names):
                return Refusal(BROKEN, {"kind": "ZIP"})
            if archive.comment or min(entry.header_offset for entry in entries) != 0 or data[-22:-18] != _ZIP_END:
                return Refusal(TWO_THINGS, {"kind": "dokumen Office", "other": "data lain di sekelilingnya"})
            with archive.open("[Content_Types].xml") as part:
                types = part.read(1_000_001)
    except _ZIP_ERRORS:
        return Refusal(BROKEN, {"kind": "ZIP"})
    if b"macroEnabled" in types or b"vbaProject" in types or any(_ACTIVE_PARTS.search(name) for name in names):
        return Refusal(MACROS)
    found = [name for mark, name in _MAIN_PARTS if mark in types]
    return KINDS[found[0]] if len(found) == 1 else Refusal(UNKNOWN)


def _table(data: bytes) -> Kind | Refusal:
    """A table of values as text (RFC 4180): UTF-8 or Windows-1252, at least two columns, nothing like a tag."""
    if not data or b"\0" in data or re.search(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]", data):
        return Refusal(UNKNOWN)
    if _TEXT_MARKUP.search(data) or data[:2] in (b"#!", b"MZ", b"%!") or data.lstrip()[:1] in (b"{", b"["):
        return Refusal(UNKNOWN)
    lines = [line for line in data.removeprefix(b"\xef\xbb\xbf").splitlines() if line.strip()]
    separated = any(all(line.count(mark) for line in lines[:20]) for mark in (b",", b";", b"\t"))
    return KINDS["csv"] if lines and separated else Refusal(UNKNOWN)
