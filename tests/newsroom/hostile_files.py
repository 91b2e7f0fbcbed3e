"""What a hostile office puts beside its stories: pages that call themselves pictures, pictures that are bombs."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image


def png_of(width: int, height: int) -> bytes:
    """A PNG whose header says how large it is, and which holds next to nothing."""
    return _png(struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0), zlib.compress(b"\0" * 100))


def _png(header: bytes, pixels: bytes, *more: tuple[bytes, bytes]) -> bytes:
    chunks = [(b"IHDR", header), *more, (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def picture(kind: str = "PNG") -> bytes:
    """A small and honest picture."""
    made = io.BytesIO()
    Image.new("RGB", (8, 8), (120, 40, 40)).save(made, kind)
    return made.getvalue()


_HTML = b"<!doctype html><html><body><script>alert(1)</script></body></html>"
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
_TEXT_CHUNK = (b"tEXt", b"Comment\0<script>alert('dalam gambar')</script>")
_PNG_HEADER = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
# Files beside a story: their bytes, and the code reported where a story refers to them.
BESIDE = {
    "halaman.html": (_HTML, "file-kind"),
    "gambar.svg": (_SVG, "file-kind"),
    "svg-bernama.png": (_SVG, "file-kind"),
    "html-bernama.pdf": (_HTML, "file-kind"),
    "html-bernama.csv": (b"a,b\n<script>alert(1)</script>,2\n", "file-kind"),
    "gambar-dan-halaman.png": (picture() + _HTML, "file-two-things"),
    "gif-dan-halaman.gif": (b"GIF89a/*" + _HTML + b"*/=1;", "file-broken"),
    "halaman-dalam-gambar.png": (_png(_PNG_HEADER, zlib.compress(b"\0\1\2\3"), _TEXT_CHUNK), "file-two-things"),
    "gambar-dan-arsip.jpg": (
        picture("JPEG") + b"PK\x03\x04" + b"\0" * 30 + b"PK\x05\x06" + b"\0" * 18,
        "file-two-things",
    ),
    "raksasa.png": (png_of(60_000, 60_000), "file-too-many-pixels"),
    "bom.png": (png_of(2**31 - 1, 1), "file-too-many-pixels"),
    "terpotong.png": (picture()[:40], "file-broken"),
    "arsip.zip": (b"PK\x05\x06" + b"\0" * 18, "file-kind"),
    "program.exe": (b"MZ" + b"\0" * 200, "file-kind"),
    "index.html": (b"kolom,isi\n1,2\n", "not-a-picture"),  # an honest table with a page's name
    "feed.xml": (b"kolom;isi\n1;2\n", "not-a-picture"),
    "baik.png": (picture(), ""),
    "terlalu-besar.csv": (b"a,b\n" + b"1,2\n" * 2_700_000, "file-too-large"),
}
