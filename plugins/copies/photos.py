"""Photos by what they show: the same picture is known again when it was scaled, compressed or brightened.

A difference hash (dHash): of the picture in nine by eight grey fields, whether each field is brighter than the next. It
needs nothing but Pillow, which is here for other reasons; a library for it would bring NumPy and SciPy along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps

_ACROSS, _DOWN = 8, 8
BITS = _ACROSS * _DOWN
ALIKE = 10  # bits in which two hashes of one picture may differ
_PLAIN = 8  # bits: a hash with fewer of one sort is of a plain surface, and says nothing


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo and what it shows: `name` is the caller's own, `hash` that of `photo_hash`."""

    name: str
    hash: int


def photo_hash(picture: Image.Image) -> int | None:
    """The hash of a picture, turned as EXIF says; None of one that is too plain to be told from others.

    Raises OSError where the file behind the picture is broken.
    """
    upright = ImageOps.exif_transpose(picture).convert("L")
    fields = upright.resize((_ACROSS + 1, _DOWN), Image.Resampling.LANCZOS).tobytes()
    found = 0
    for row in range(_DOWN):
        for column in range(_ACROSS):
            place = row * (_ACROSS + 1) + column
            found = found << 1 | (fields[place] > fields[place + 1])
    return found if _PLAIN <= found.bit_count() <= BITS - _PLAIN else None


def distance(one: int, other: int) -> int:
    """In how many of the 64 bits two hashes differ."""
    return (one ^ other).bit_count()


def reused(photo: Photo, earlier: Iterable[Photo]) -> Iterator[tuple[Photo, int]]:
    """The earlier photos that show the same, each with its distance: the nearest first, then by name."""
    near = [(found, distance(photo.hash, found.hash)) for found in earlier]
    yield from sorted((pair for pair in near if pair[1] <= ALIKE), key=lambda pair: (pair[1], pair[0].name))
