"""How the files that may be published are built: walks over their parts, from the first byte to the last.

Each walk reads headers and lengths only, decodes nothing and ends after at most one look at each byte. A file of
more than 200,000 parts counts as broken.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

_SCAN_END = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")


_MOST_PARTS = 200_000  # of a file: far more than 10 MB of any real one have, and few enough to walk in no time


class Broken(Exception):
    """The bytes begin like their kind and do not go on like it."""


class Trailing(Exception):
    """Something follows the end of the file proper."""


def jpeg_segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(marker, start, end) of each segment of a JPEG (ITU-T T.81, annex B), scans with their coded data.

    The last is the end marker, 0xD9. Raises Broken.
    """
    position = 2
    for _ in range(_MOST_PARTS):
        if position + 2 > len(data) or data[position] != 0xFF:
            raise Broken
        marker = data[position + 1]
        if marker == 0xFF:  # fill
            position += 1
            continue
        if marker == 0xD9:
            yield marker, position, position + 2
            return
        if position + 4 > len(data):
            raise Broken
        end = position + 2 + int.from_bytes(data[position + 2 : position + 4], "big")
        if end > len(data) or end < position + 4:
            raise Broken
        if marker == 0xDA:
            following = _SCAN_END.search(data, end)
            if not following:
                raise Broken
            end = following.start()
        yield marker, position, end
        position = end
    raise Broken


def png_chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """(type, start, end) of each chunk of a PNG (W3C PNG, section 5.3). Raises Broken and Trailing."""
    position = 8
    for _ in range(_MOST_PARTS):
        if position + 12 > len(data):
            break
        end = position + 12 + int.from_bytes(data[position : position + 4], "big")
        if end > len(data):
            raise Broken
        kind = data[position + 4 : position + 8]
        yield kind, position, end
        position = end
        if kind == b"IEND":
            if position != len(data):
                raise Trailing
            return
    raise Broken


def webp_chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """(type, start, end with padding) of each chunk of a WebP (RFC 9649). Raises Broken and Trailing."""
    size = int.from_bytes(data[4:8], "little") + 8
    if size > len(data):
        raise Broken
    if size + size % 2 < len(data):
        raise Trailing
    position = 12
    for _ in range(_MOST_PARTS):
        if position + 8 > size:
            return
        length = int.from_bytes(data[position + 4 : position + 8], "little")
        end = position + 8 + length + length % 2
        if end > size + 1:
            raise Broken
        yield data[position : position + 4], position, min(end, len(data))
        position = end
    raise Broken


def gif_blocks(data: bytes) -> Iterator[tuple[str, int, int]]:
    """(`header`, `image`, `control`, `application` or `text`, start, end) of each block of a GIF89a.

    Raises Broken and Trailing.
    """
    try:
        parts = 0
        position = 13 + (3 * (2 << (data[10] & 7)) if data[10] & 0x80 else 0)
        yield "header", 0, position
        while data[position] != 0x3B:
            start = position
            if data[position] == 0x2C:
                kind = "image"
                table = 3 * (2 << (data[position + 9] & 7)) if data[position + 9] & 0x80 else 0
                position += 11 + table
            elif data[position] == 0x21:
                kind = {0xF9: "control", 0xFF: "application"}.get(data[position + 1], "text")
                position += 2
            else:
                raise Broken
            while data[position]:
                position += 1 + data[position]
                parts += 1
            position += 1
            parts += 1
            if parts > _MOST_PARTS:
                raise Broken
            yield kind, start, position
    except IndexError:
        raise Broken from None
    if position + 1 != len(data):
        raise Trailing


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[tuple[bytes, int, int, int]]:
    """(type, start, start of its content, end) of each box of an ISO base media file (ISO/IEC 14496-12).

    Raises Broken where boxes do not fill the space exactly.
    """
    stop = len(data) if end is None else end
    position = start
    for _ in range(_MOST_PARTS):
        if position >= stop:
            return
        if position + 8 > stop:
            raise Broken
        size, kind = struct.unpack_from(">I4s", data, position)
        content = position + 8
        if size == 1 and position + 16 <= stop:
            size, content = int.from_bytes(data[position + 8 : position + 16], "big"), position + 16
        elif size == 0:
            size = stop - position
        if size < content - position or position + size > stop or not kind.replace(b"\xa9", b"c").isascii():
            raise Broken
        yield kind, position, content, position + size
        position += size
    raise Broken


def is_mp3(data: bytes) -> bool:
    """Whether the first frame (ISO/IEC 11172-3) stands at the start, or right after an ID3v2 tag."""
    start = 0
    if data[:3] == b"ID3" and len(data) > 10:
        start = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
        while start < len(data) and data[start] == 0:
            start += 1
    return is_mp3_frame(data, start)


def is_mp3_frame(data: bytes, start: int) -> bool:
    """Whether a frame of layer III begins at `start`."""
    head = data[start : start + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:
        return False
    return (head[1] >> 3) & 3 != 1 and head[2] >> 4 not in (0, 15) and (head[2] >> 2) & 3 != 3


def picture_size(data: bytes, kind: str) -> tuple[int, int, int] | None:
    """(width, height, frames) that decoding a picture takes, from its headers; None where they give none.

    Width and height are as stored, before EXIF orientation; the largest where a file gives several.
    """
    try:
        width, height, frames = _SIZES[kind](data)
    except (Broken, Trailing, IndexError, struct.error):
        return None
    return (width, height, frames) if width > 0 and height > 0 and frames > 0 else None


_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _jpeg_size(data: bytes) -> tuple[int, int, int]:
    sizes = [
        struct.unpack_from(">HH", data, start + 5) for marker, start, _ in jpeg_segments(data) if marker in _JPEG_FRAMES
    ]
    if len(sizes) != 1:
        raise Broken
    height, width = sizes[0]
    return width, height, 1


def _png_size(data: bytes) -> tuple[int, int, int]:
    frames = 1
    for position, (kind, start, end) in enumerate(png_chunks(data)):
        if (kind == b"IHDR") != (position == 0) or (kind == b"IHDR" and end - start != 25):
            raise Broken
        if kind == b"acTL":
            frames = max(frames, int.from_bytes(data[start + 8 : start + 12], "big"))
    width, height = struct.unpack_from(">II", data, 16)
    return width, height, frames


def _webp_size(data: bytes) -> tuple[int, int, int]:
    sizes: list[tuple[int, int]] = []
    frames = 0
    for kind, start, _ in webp_chunks(data):
        body = start + 8
        if kind == b"VP8X":
            sizes.append((_little3(data, body + 4) + 1, _little3(data, body + 7) + 1))
        elif kind == b"VP8 ":
            width, height = struct.unpack_from("<HH", data, body + 6)
            sizes.append((width & 0x3FFF, height & 0x3FFF))
        elif kind == b"VP8L":
            bits = struct.unpack_from("<I", data, body + 1)[0]
            sizes.append(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
        elif kind == b"ANMF":
            sizes.append((_little3(data, body + 6) + 1, _little3(data, body + 9) + 1))
            frames += 1
    return max(width for width, _ in sizes or [(0, 0)]), max(height for _, height in sizes or [(0, 0)]), max(frames, 1)


def _little3(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 3], "little")


def _gif_size(data: bytes) -> tuple[int, int, int]:
    width, height = struct.unpack_from("<HH", data, 6)
    frames = 0
    for kind, start, _ in gif_blocks(data):
        if kind == "image":
            left, top, across, down = struct.unpack_from("<HHHH", data, start + 1)
            width, height, frames = max(width, left + across), max(height, top + down), frames + 1
    return width, height, frames


def _avif_size(data: bytes) -> tuple[int, int, int]:
    """The largest `ispe` property or track (ISO/IEC 23008-12); an image sequence counts its samples (`stsz`)."""
    width = height = 0
    for match in re.finditer(rb"\0\0\0\x14ispe\0\0\0\0", data):
        across, down = struct.unpack_from(">II", data, match.end())
        width, height = max(width, across), max(height, down)
    frames = [struct.unpack_from(">I", data, match.end() + 8)[0] for match in re.finditer(rb"stsz", data)]
    return width, height, max(frames, default=1) or 1


_SIZES = {"jpeg": _jpeg_size, "png": _png_size, "webp": _webp_size, "gif": _gif_size, "avif": _avif_size}
