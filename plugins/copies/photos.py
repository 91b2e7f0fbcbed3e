"""Photos by what they show: the same picture is known again when it was scaled, compressed or brightened.

A difference hash (dHash): of the picture in eight by eight grey fields, whether each is brighter than the next to its
right, then than the next below. It needs nothing but Pillow, which is here for other reasons; a library for it would
bring NumPy and SciPy along.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # whoever has no photo to look at does not wait for Pillow
    from PIL import Image

_SIDE = 8  # fields
_HALF = _SIDE * _SIDE
BITS = 2 * _HALF
ALIKE = 15  # bits in which two hashes of one picture may differ
_FEW = 8  # hashes for which looking at all known ones is quicker than to sort these first
_WIDE = 16  # bits of a part
_SLIPS = ALIKE // (BITS // _WIDE)  # of hashes that are alike, one part at least differs in no more bits
_SLIPPED = [
    sum(1 << place for place in places) for many in range(_SLIPS + 1) for places in combinations(range(_WIDE), many)
]
_PLAIN = 6  # bits: a half with fewer of one sort is of a plain surface, and the hash says nothing


def photo_hash(picture: Image.Image) -> int | None:
    """The hash of a picture, turned as EXIF says; None of one that is too plain to be told from others.

    Raises OSError where the file behind the picture is broken.
    """
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(picture).convert("L")
    across = _half(upright.resize((_SIDE + 1, _SIDE), Image.Resampling.LANCZOS), (1, 0))
    down = _half(upright.resize((_SIDE, _SIDE + 1), Image.Resampling.LANCZOS), (0, 1))
    plain = any(not _PLAIN <= half.bit_count() <= _HALF - _PLAIN for half in (across, down))
    return None if plain else across << _HALF | down


def _half(fields: Image.Image, step: tuple[int, int]) -> int:
    """Whether each field is brighter than the one that is a step from it, a bit each."""
    grey, wide, found = fields.tobytes(), fields.width, 0
    for row in range(_SIDE):
        for column in range(_SIDE):
            place = row * wide + column
            found = found << 1 | (grey[place] > grey[place + step[0] + step[1] * wide])
    return found


def distance(one: int, other: int) -> int:
    """In how many bits two hashes differ."""
    return (one ^ other).bit_count()


def alike(asked: Collection[int], known: Collection[int]) -> dict[int, list[int]]:
    """Of each asked hash the known ones that show the same, the nearest first, then the smaller."""
    if len(asked) <= _FEW:
        return {one: _nearest(one, known) for one in asked}
    by_part: dict[tuple[int, int], list[int]] = {}
    for other in sorted(set(known)):
        for part in _parts(other):
            by_part.setdefault(part, []).append(other)
    return {one: _nearest(one, _sharing(one, by_part)) for one in asked}


def _nearest(one: int, others: Iterable[int]) -> list[int]:
    near = {other for other in others if (one ^ other).bit_count() <= ALIKE}
    return sorted(near, key=lambda other: (distance(one, other), other))


def _sharing(one: int, by_part: Mapping[tuple[int, int], list[int]]) -> Iterator[int]:
    """Those that have a part in common with one, but for `_SLIPS` bits: no other can be alike."""
    for number, part in _parts(one):
        for slip in _SLIPPED:
            yield from by_part.get((number, part ^ slip), ())


def _parts(of: int) -> Iterator[tuple[int, int]]:
    return ((number, of >> number * _WIDE & (1 << _WIDE) - 1) for number in range(BITS // _WIDE))
