from __future__ import annotations

import gzip
import hashlib
import io
import zipfile

import pytest

from plugins.leaks.unpacking import OVERLAP, PIECE, Piece, Unreadable, pieces
from plugins.search import cbor

SECRET = b"naskah yang belum boleh terbaca"


def read(name: str, data: bytes) -> list[Piece]:
    return list(pieces(name, io.BytesIO(data)))


def packed(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_a_packed_text_is_unpacked() -> None:
    assert read("a.pf_fragment", gzip.compress(SECRET))[0].data == SECRET


def test_members_of_an_archive_are_named_and_looked_into_also_one_in_another() -> None:
    found = read("siaran.zip", packed(luar=packed(dalam=SECRET)))
    assert ("luar!dalam", SECRET) in [(piece.member, piece.data) for piece in found]
    assert b"dalam\n" in [piece.data for piece in found]


def test_the_words_of_an_index_are_told_one_by_one() -> None:
    (found,) = read("a.pf_index", cbor.packed([["rahasia", [1, 2]], ["Negara", []]]))
    assert found.words == (b"rahasia", b"negara")


def test_a_file_ends_with_its_digest() -> None:
    assert read("foto.webp", SECRET)[-1].digest == hashlib.sha256(SECRET).hexdigest()


def test_what_lies_across_two_pieces_is_whole_in_the_second() -> None:
    data = b"x" * (PIECE - 10) + SECRET + b"y" * 100
    first, second, _ = read("halaman.html", data)
    assert SECRET not in first.data and SECRET in second.data
    assert data[second.offset :].startswith(second.data) and len(second.data) < OVERLAP + 200


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", gzip.compress(SECRET * 100)[:-20]),
        ("a.pf_meta", gzip.compress(b"bukan indeks")),
        ("siaran.zip", packed(a=SECRET)[:40]),
        ("halaman.html.br", b"\x1b\x1e"),
    ],
    ids=["a page cut short", "no index", "an archive cut short", "another packing"],  # the bytes hold the moment
)
def test_what_cannot_be_unpacked_is_not_vouched_for(name: str, data: bytes) -> None:
    with pytest.raises(Unreadable):
        read(name, data)
