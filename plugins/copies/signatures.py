"""Texts as MinHash signatures (Broder 1997), and their bands, by which like ones are found: locality-sensitive hashing.

A signature is 128 bytes: of each of 128 minima the lowest. The share of equal ones estimates how much two texts
have in common (Jaccard's index of their shingles), with a standard error of 0.04 at most.
"""

from __future__ import annotations

from operator import eq

import rensa

from plugins.copies.words import shingles

VALUES = 128  # minima of a signature
BANDS, ROWS = 8, 4  # of texts that share 0.9 of their shingles all but 1 in 5,000 share a band, at 0.8 98.5%, at 0.2 1%
_SEED = 1_945


def signature(body: str) -> bytes:
    """The signature of a body (safe HTML); empty where the text is too short to be compared."""
    found = shingles(body)
    if not found:
        return b""
    made = rensa.RMinHash(num_perm=VALUES, seed=_SEED)
    made.update(found)
    return bytes([value & 0xFF for value in made.digest()])  # of two texts one in 256 is equal by chance


def similarity(one: bytes, other: bytes) -> float:
    """How much two texts have in common, from 0 to 1, by their signatures; 0 where one of them has none."""
    if not one or not other:
        return 0.0
    alike: int = sum(map(eq, one, other))
    return alike / VALUES


def bands(of: bytes) -> tuple[bytes, ...]:
    """The bands of a signature: who shares none is not compared."""
    return tuple([of[place : place + ROWS] for place in range(0, BANDS * ROWS, ROWS)]) if of else ()
