"""The bytes of a published file as texts, piece by piece: never more than a few megabytes of them at once."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Protocol, cast

from plugins.search import cbor

PIECE = 4 * 1024 * 1024  # bytes
OVERLAP = 16 * 1024  # bytes that two pieces share: more than any mark takes, however wrapped
_MOST = 2 * 1024 * 1024 * 1024  # bytes that a packed file may unpack to
_INDEX_MOST = 64 * 1024 * 1024  # bytes of a part of an index, and of what is packed in what is packed
_DEEP = 3  # packed files in packed files
_SNIFFED = 8192  # bytes
# Texts by their names, so that a NUL among their bytes, or two bytes for each letter, hides nothing.
_TEXTS = (".html", ".xml", ".json", ".csv", ".txt", ".js", ".css", ".opml", ".svg", ".webmanifest")
_OTHERWISE_PACKED = (".br", ".zst", ".xz", ".bz2", ".lz4", ".7z", ".rar", ".tar", ".tgz")
_INDEXES = (".pf_index", ".pf_meta", ".pf_filter")  # Pagefind's; its fragments are JSON


class Stream(Protocol):
    """Whatever gives bytes, one part after another."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes; none at the end."""


class Unreadable(ValueError):
    """A file that cannot be looked into: nobody can vouch for it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a file, or of the member of a packed one; `offset` is where it begins, in bytes.

    `words` are the entries of an index of words, `digest` is the SHA-256 (hexadecimal) of all that was read: then there
    is no data.
    """

    member: str
    offset: int
    data: bytes = b""
    is_text: bool = True
    words: tuple[bytes, ...] = ()
    digest: str = ""


def pieces(name: str, stream: Stream, member: str = "", depth: int = 0) -> Iterator[Piece]:
    """Everything in a file called `name`. Raises Unreadable for what is packed and cannot be unpacked, or OSError."""
    head = stream.read(_SNIFFED)
    rest = _Joined(head, stream)
    if head.startswith(b"\x1f\x8b") and depth < _DEEP:
        try:
            with gzip.open(rest) as inside:
                if name.endswith(_INDEXES):
                    yield _index(inside.read(_INDEX_MOST + 1), member)
                else:
                    yield from pieces(name.removesuffix(".gz"), _Limited(inside), member or "unpacked", depth + 1)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise Unreadable(f"{name}: {error}") from error
    elif head.startswith(b"PK\x03\x04") and depth < _DEEP:
        yield from _members(name, stream if depth == 0 else rest, member, depth)
    else:
        if name.endswith(_OTHERWISE_PACKED):
            raise Unreadable(f"{name}: packed in a way that is not unpacked here")
        yield from _cut(rest, member, is_text=b"\0" not in head or name.endswith(_TEXTS))


def _index(data: bytes, member: str) -> Piece:
    if len(data) > _INDEX_MOST:
        raise Unreadable("a part of an index is larger than any that is made here")
    try:
        value = cbor.decoded(data.removeprefix(b"pagefind_dcd"))
    except ValueError as error:
        raise Unreadable(f"no index of Pagefind's: {error}") from error
    return Piece(member, 0, words=tuple(_texts(value)))


def _texts(value: object) -> Iterator[bytes]:
    if isinstance(value, str):
        yield value.casefold().encode()
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _members(name: str, stream: Stream, member: str, depth: int) -> Iterator[Piece]:
    whole = io.BytesIO(stream.read(_INDEX_MOST)) if isinstance(stream, _Joined) else cast(IO[bytes], stream)
    try:
        with zipfile.ZipFile(whole) as packed:
            yield Piece(member, 0, packed.comment)
            for entry in packed.infolist():
                path = f"{member}!{entry.filename}".removeprefix("!")
                yield Piece(path, 0, entry.filename.encode() + b"\n" + entry.comment)
                with packed.open(entry) as inside:
                    yield from pieces(entry.filename, _Limited(inside), path, depth + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise Unreadable(f"{name}: {error}") from error


def _cut(stream: Stream, member: str, *, is_text: bool) -> Iterator[Piece]:
    kept, offset, digest = b"", 0, hashlib.sha256()
    while data := stream.read(PIECE):
        digest.update(data)
        yield Piece(member, offset - len(kept), kept + data, is_text)
        offset += len(data)
        kept = (kept + data)[-OVERLAP:]
    yield Piece(member, 0, digest=digest.hexdigest())


class _Joined(io.RawIOBase):
    """A stream whose first bytes were read already."""

    def __init__(self, head: bytes, rest: Stream) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes, fewer than `size` at the end only."""
        if size < 0:
            data, self._head = self._head + self._rest.read(), b""
            return data
        data, self._head = self._head[:size], self._head[size:]
        while len(data) < size and (more := self._rest.read(size - len(data))):
            data += more
        return data


class _Limited(io.RawIOBase):
    """A packed stream that ends in an error where it unpacks to more than anybody published."""

    def __init__(self, inside: Stream) -> None:
        self._inside, self._left = inside, _MOST

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises Unreadable where there are too many."""
        data = self._inside.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable(f"unpacks to more than {_MOST} bytes")
        return data
