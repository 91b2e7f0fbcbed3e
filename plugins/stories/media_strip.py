"""Metadata taken out of files without touching what is seen and heard: part by part, nothing decoded."""

from __future__ import annotations

from collections.abc import Callable

from plugins.stories.media_structure import Broken, Trailing, boxes, gif_blocks, jpeg_segments, png_chunks, webp_chunks

# What stays of a PNG: pixels, colours, transparency and animation (W3C PNG, section 11; PNG third edition).
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs cICP mDCV cLLI acTL fcTL fdAT".split()
)
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_METADATA_FLAGS = 0x08 | 0x04  # EXIF, XMP (RFC 9649, section 2.7)
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
# Boxes of a film in which cameras note place, time and owner, and those in which such boxes are found.
_MP4_METADATA = frozenset({b"udta", b"meta", b"uuid"})
_MP4_CONTAINERS = frozenset({b"moov", b"trak", b"mdia", b"moof", b"traf"})


def strip(data: bytes, kind: str) -> bytes:
    """`data` without metadata, or as it is where `kind` has no rule here. Raises ValueError for a broken file."""
    if kind not in _STRIPPERS:
        return data
    try:
        return _STRIPPERS[kind](data)
    except (Broken, Trailing) as error:
        raise ValueError(f"broken {kind}") from error


def _jpeg(data: bytes) -> bytes:
    """Application segments but JFIF, the colour profile and Adobe's colour transform go, and all after the end."""
    parts = [data[:2]]
    for marker, start, end in jpeg_segments(data):
        name = data[start + 4 : start + 16]
        kept = (
            (marker == 0xE0 and name[:5] == b"JFIF\0")
            or (marker == 0xE2 and name == b"ICC_PROFILE\0")
            or (marker == 0xEE and name[:5] == b"Adobe")
            or not (0xE0 <= marker <= 0xEF or marker == 0xFE)
        )
        if kept:
            # The thumbnail that a JFIF header may hold goes too: it shows the picture before it was cropped.
            parts.append(_bare_jfif(data[start:end]) if marker == 0xE0 else data[start:end])
    return b"".join(parts)


def _bare_jfif(segment: bytes) -> bytes:
    return b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0" if len(segment) >= 18 else b""


def _png(data: bytes) -> bytes:
    return data[:8] + b"".join(data[start:end] for kind, start, end in png_chunks(data) if kind in _PNG_KEPT)


def _webp(data: bytes) -> bytes:
    parts = []
    for kind, start, end in webp_chunks(data):
        if kind not in _WEBP_KEPT:
            continue
        chunk = data[start:end]
        if kind == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_METADATA_FLAGS]) + chunk[9:]
        parts.append(chunk)
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _gif(data: bytes) -> bytes:
    """Comments, plain text and what applications left go; what makes a picture move and repeat stays."""
    parts = [
        data[start:end]
        for kind, start, end in gif_blocks(data)
        if kind in ("header", "image", "control")
        or (kind == "application" and data[start + 3 : start + 14] in _GIF_LOOPS)
    ]
    return b"".join(parts) + b"\x3b"


def _mp4(data: bytes) -> bytes:
    """Metadata boxes become free space of the same size: nothing else moves, so every offset in the file holds."""
    result = bytearray(data)

    def blank(start: int, stop: int, depth: int) -> None:
        for kind, at, content, end in boxes(data, start, stop):
            if kind in _MP4_METADATA:
                result[at + 4 : at + 8] = b"free"
                result[content:end] = bytes(end - content)
            elif kind in _MP4_CONTAINERS and depth < 8:
                blank(content, end, depth + 1)

    blank(0, len(data), 0)
    return bytes(result)


_STRIPPERS: dict[str, Callable[[bytes], bytes]] = {
    "jpeg": _jpeg, "png": _png, "webp": _webp, "gif": _gif, "mp4": _mp4
}  # fmt: skip
