"""The little of CBOR (RFC 8949) that Pagefind's files are written in: whole numbers, texts, arrays; and their cover."""

from __future__ import annotations

import gzip
import hashlib
from typing import Any

_SIGNATURE = b"pagefind_dcd"
_NUMBER, _NEGATIVE, _TEXT, _ARRAY = 0, 1, 3, 4  # major types (section 3.1)
_LENGTHS = {24: 1, 25: 2, 26: 4, 27: 8}  # bytes behind the first, by its lower five bits
_STEMS = 7  # digits of the names that Pagefind gives to files


def unpacked(content: bytes) -> Any:
    """The value of a file. Raises ValueError where it is none of Pagefind's."""
    data = gzip.decompress(content)
    if not data.startswith(_SIGNATURE):
        raise ValueError("no file of Pagefind's")
    return decoded(data[len(_SIGNATURE) :])


def packed(value: object) -> bytes:
    """A file that holds a value; the same bytes whenever it is made."""
    return gzip.compress(_SIGNATURE + encoded(value), compresslevel=9, mtime=0)


def digest(content: bytes) -> str:
    """By what a file is named after its bytes."""
    return hashlib.sha256(content).hexdigest()[:_STEMS]


def encoded(value: object) -> bytes:
    """A whole number, a text, or a list of such. Raises TypeError for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return _head(_NUMBER, value) if value >= 0 else _head(_NEGATIVE, -1 - value)
    if isinstance(value, str):
        text = value.encode()
        return _head(_TEXT, len(text)) + text
    if isinstance(value, list):
        return _head(_ARRAY, len(value)) + b"".join(map(encoded, value))
    raise TypeError(f"{type(value).__name__} has no place in an index")


def _head(major: int, value: int) -> bytes:
    for low, length in ((value, 0), *_LENGTHS.items()):
        if (length == 0 and value < 24) or (length and value < 1 << 8 * length):
            return bytes([major << 5 | low]) + (value.to_bytes(length, "big") if length else b"")
    raise TypeError(f"{value} is too large for an index")


def decoded(data: bytes) -> Any:
    """The reverse of `encoded`. Raises ValueError for what it does not write."""
    try:
        value, end = _decoded(data, 0)
    except (IndexError, UnicodeDecodeError) as error:
        raise ValueError("cut short") from error
    if end != len(data):
        raise ValueError(f"{len(data) - end} bytes too many")
    return value


def _decoded(data: bytes, at: int) -> tuple[Any, int]:
    major, low = data[at] >> 5, data[at] & 31
    length = _LENGTHS.get(low, 0)
    if low > 23 and not length:
        raise ValueError(f"a length of no known form at byte {at}")
    at += 1
    number = int.from_bytes(data[at : at + length], "big") if length else low
    at += length
    if major == _NUMBER:
        return number, at
    if major == _NEGATIVE:
        return -1 - number, at
    if major == _TEXT:
        if at + number > len(data):
            raise IndexError
        return data[at : at + number].decode(), at + number
    if major != _ARRAY:
        raise ValueError(f"a value of a kind that indexes do without at byte {at}")
    values = []
    for _ in range(number):
        value, at = _decoded(data, at)
        values.append(value)
    return values, at
