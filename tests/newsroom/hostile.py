"""A unit's folder as its worst enemy would fill it: one table of files, and what each is told about.

`UNIT` is an ordinary office of tests/site. Each row names a file under the content folder, its bytes, and the codes
that must be reported for it in order; without an error among them it is published, and must be harmless.
"""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

UNIT = "kanim-tanjung-fajar"
ANCESTORS = ("kanwil-jingga", "kementerian-samudra")
VICTIM = "kanim-teluk-biru"
VICTIM_STORY = f"{VICTIM}/2024/antrean-paspor"
FOLDER = f"berita/{UNIT}/2024"
SECRET = "rahasia-di-luar-pohon"  # in a file outside of the content folder: it must be nowhere in the output


@dataclass(frozen=True)
class Case:
    """A hostile file: its path under the content folder, its bytes, and the codes reported for it."""

    path: str
    data: bytes
    codes: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """`unit/yyyy/slug` of the story that it would be."""
        return self.path.removeprefix("berita/").removesuffix(".md")


def story(slug: str, front: str = "", body: str | bytes = "Isi.", codes: str = "", title: str = "Judul") -> Case:
    """A story in the hostile folder; `front` are further lines of front matter, `codes` are joined by spaces."""
    head = f"title: {title}\n" if title else ""
    text = f"---\n{head}{'' if 'date:' in front else 'date: 2024-06-05 08:00' + chr(10)}{front}\n---\n\n".encode()
    return Case(f"{FOLDER}/{slug}.md", text + (body if isinstance(body, bytes) else body.encode()), tuple(codes.split()))


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
_BESIDE = {
    "halaman.html": _HTML,
    "gambar.svg": _SVG,
    "svg-bernama.png": _SVG,
    "html-bernama.pdf": _HTML,
    "html-bernama.csv": b"a,b\n<script>alert(1)</script>,2\n",
    "gambar-dan-halaman.png": picture() + _HTML,
    "gif-dan-halaman.gif": b"GIF89a/*" + _HTML + b"*/=1;",
    "halaman-dalam-gambar.png": _png(_PNG_HEADER, zlib.compress(b"\0\1\2\3"), _TEXT_CHUNK),
    "gambar-dan-arsip.jpg": picture("JPEG") + b"PK\x03\x04" + b"\0" * 30 + b"PK\x05\x06" + b"\0" * 18,
    "raksasa.png": png_of(60_000, 60_000),
    "bom.png": png_of(2**31 - 1, 1),
    "terpotong.png": picture()[:40],
    "arsip.zip": b"PK\x05\x06" + b"\0" * 18,
    "program.exe": b"MZ" + b"\0" * 200,
    "index.html": b"kolom,isi\n1,2\n",
    "feed.xml": b"kolom;isi\n1;2\n",
    "baik.png": picture(),
    "terlalu-besar.csv": b"a,b\n" + b"1,2\n" * 2_700_000,
}

_RAW = """
<script>alert(1)</script><script src=//jahat.example/x.js></script><ScRiPt/x>alert(2)</sCrIpT>
<img src=x onerror=alert(1)><img src="javascript:alert(1)"><svg onload=alert(1)><svg><script>1</script></svg>
<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>
<iframe src="https://jahat.example/"></iframe><object data="x"></object><embed src="x"><applet></applet>
<form action="https://jahat.example/"><input name=a><button formaction="javascript:1">x</button></form>
<base href="https://jahat.example/"><meta http-equiv="refresh" content="0;url=https://jahat.example/">
<link rel="stylesheet" href="https://jahat.example/x.css"><style>*{display:none}</style>
<p style="position:fixed;inset:0" onclick="alert(1)" class="masthead" id="isi">menutup</p>
<a href="javascript:alert(1)">a</a><a href=" jAva&#x09;script:alert(1)">b</a><a href="&#106;avascript:alert(1)">c</a>
<a href="data:text/html,<script>1</script>">d</a><a href="vbscript:x">e</a><a href="newsroom:unit/">f</a>
<img src="newsroom-media:baik.png"><img src="data:image/svg+xml,<svg onload=alert(1)>">
</div></div></article></main></body></html><h1>Judul palsu</h1><title>palsu</title><plaintext>
"""
_MARKDOWN = """
[a](javascript:alert(1)) [b](data:text/html;base64,PHNjcmlwdD4=) ![c](javascript:alert(1)) <javascript:alert(1)>
[d]: javascript:alert(1)
[d] [e](JaVaScRiPt&colon;alert(1)) [f](\\u006aavascript:alert(1)) [g](newsroom:../../etc/passwd)
[h](../../../register/units.csv) [i](../../../../../../etc/passwd) [j](/../../etc/passwd) [k](file:///etc/passwd)
[l](https://jahat.example/" onmouseover="alert(1)) [m](<https://jahat.example/ onclick=x>)
![n](" onerror="alert(1)) {: onclick="alert(1)" #isi .masthead }
]]></content:encoded></item></channel></rss> {{ 7 * 7 }} {% include "base.html" %} ${7*7} <%= 7*7 %>
"""
_FORMULA = '\'=HYPERLINK("https://jahat.example/";"klik")\''


def _yaml_bomb() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(lines)


CASES = [
    # What front matter may not choose.
    story("save-as", "save_as: index.html"),
    story("url", "url: javascript:alert(1)"),
    story("template", "template: base"),
    story("unit", f"unit: {VICTIM}"),
    story("slug", "slug: ../../../index"),
    story("id", f"id: tag:samudra.example,2024:{VICTIM_STORY}"),
    story("category", 'category: "><script>alert(1)</script>'),
    story("category-dikutip", "category: '\"><script>alert(1)</script>'"),
    story("path", "path: /etc/passwd\nsource_path: /etc/passwd\noutput: ../../x"),
    story("units", f"units: [{VICTIM}, kanwil-biru, lapas-bukit-hijau, balai-arus-utara]"),
    story("units-palsu", "units: ['../x', \"><script>\", tidak-ada]"),
    story("moved-from", f"moved_from: [{VICTIM_STORY}]"),
    story("moved-from-dipindah", "moved_from: [lapas-bukit-hijau/2024/penyerahan-lama]"),
    story("moved-from-jalur", "moved_from: [../../index.html, 'kanim-teluk-biru/2024/../2024/x', /]"),
    story("source-story", f"source_story: {VICTIM_STORY}\ntranslation_of: {VICTIM_STORY}"),
    story("source", "source: javascript:alert(1)"),
    story("video", "video: javascript:alert(1)"),
    story("kind", "kind: ../../index"),
    story("zones", "zones: [zi/../../x, '\"><script>']"),
    story("tags", "tags: ['../../x', '\"><script>alert(1)</script>', feed.xml, '2024', index.html, CON]"),
    story("tags-nama", "tags: [2024, semua, con, feed-xml]"),
    story("kunci-banyak", "\n".join(f"kunci{n}: x" for n in range(10_000))),
    story("kunci-seratus", "\n".join(f"kunci{n}: x" for n in range(90))),
    story("tag-banyak", f"tags: [{', '.join(f't{n}' for n in range(5_000))}]"),
    story("kunci-python", "__class__: x\n__init__: y\nmodel_config: z\nself: w"),
    # Text that would like to be more.
    story("judul-skrip", title="'\"><script>alert(1)</script></title>'"),
    story("judul-templat", title="'{{ 7 * 7 }} {% raw %} ${7*7} {0.__class__} %(x)s'"),
    story("judul-rtl", title="'Judul \u202eexe.fdp'"),
    story("judul-nul", title="'Judul \x00'"),
    story("judul-kendali", title='"Judul \\u0001 \\uFFFE"'),
    story("judul-terminal", title='"Judul \\e[31mmerah"'),
    story("judul-panjang", title="x" * 5_000),
    story("judul-rumus", f"summary: {_FORMULA}\nlocation: '+1+1'", title=_FORMULA),
    story("judul-cdata", title="'Judul ]]></title></channel> &lt;b&gt; &amp;amp;'"),
    story("alt-skrip", "image: {file: baik.png, alt: '\" onerror=\"alert(1)', caption: '<script>1</script>', credit: '<b>'}"),
    story("penulis", "authors: ['<script>alert(1)</script>', '\" onclick=x']\neditor: '{{ 1 }}'\nlocation: '<svg onload=1>'"),
    story("ralat", "corrections: [{date: 2024-06-06, kind: ralat, note: '<script>alert(1)</script> {{ 7*7 }}'}]"),
    story("cabut", "withdrawn: {date: 2024-06-06, kind: pencabutan, reason: '<script>alert(1)</script>'}"),
    # YAML.
    story("yaml-bom", _yaml_bomb()),
    story("yaml-tag", "summary: !!python/object/apply:os.system ['true']"),
    story("yaml-tag-lain", "summary: !!binary aGFsbw=="),
    story("yaml-merge", "<<: {status: published}"),
    story("yaml-dalam", f"claim: {'[' * 20_000}"),
    story("yaml-dalam-peta", f"claim: {'{a: ' * 5_000}{'}' * 5_000}"),
    story("yaml-ganda", "title: Dua"),
    story("yaml-dokumen", "...\n---\ntitle: Dua"),
    story("yaml-kutip", "summary: 'tidak ditutup"),
    story("yaml-bukan-peta", "- a\n- b", title=""),
    story("yaml-panjang", f"summary: {'x' * 70_000}"),
    Case(f"{FOLDER}/tanpa-penutup.md", b"---\ntitle: x\n" + b"a: b\n" * 5_000),
    Case(f"{FOLDER}/kosong.md", b""),
    # Bytes.
    story("bukan-utf-8", body=b"\xff\xfe\xfa"),
    story("pengganti", body=b"\xed\xa0\x80"),
    story("nul", body=b"a\0b"),
    Case(f"{FOLDER}/utf-16.md", "---\ntitle: x\ndate: 2024-06-05\n---\n".encode("utf-16")),
    story("kendali", body="a\x08\x0b\x1b[31mb\ufffe\u2028c"),
    Case(f"{FOLDER}/program.md", b"\x7fELF" + bytes(range(256)) * 40),
    # Bodies.
    story("lima-mega", body="kata " * 1_000_000),
    story("kurung", body="[" * 20_000),
    story("kurung-gambar", body="![" * 20_000),
    story("kurung-tautan", body="[a](" * 20_000),
    story("kutipan", body="> " * 5_000 + "x"),
    story("kutipan-baris", body="\n".join(">" * n + " x" for n in range(1, 500))),
    story("daftar", body="\n".join("  " * n + "- x" for n in range(500))),
    story("bintang", body="*" * 50_000),
    story("bintang-kata", body="**a " * 20_000),
    story("petik", body="`a " * 20_000),
    story("tag-html", body="<div>" * 20_000),
    story("tabel", body="|a" * 20_000 + "\n" + "|-" * 20_000),
    story("catatan-kaki", body="[^a] " * 5_000 + "\n\n[^a]: x"),
    story("definisi", body="\n".join(f"[{n}]: https://contoh.example/{n}" for n in range(5_000))),
    story("singkatan", body="\n".join(f"*[A{n}]: b" for n in range(5_000)) + "\n\n" + "A1 " * 5_000),
    story("judul-bagian", body="# x\n\n" * 5_000),
    story("baris-kosong", body="\n" * 200_000),
    story("html-mentah", body=_RAW),
    story("markdown-jahat", body=_MARKDOWN),
    story("id-kembar", body='# Isi\n\n# Isi\n\n<p id="isi-isi">x</p>\n\n<p id="lampiran">y</p>\n\n[a](#isi-isi)'),
    story("tautan-sendiri", body=f"[a](/berita/{UNIT}/2024/tautan-sendiri/) [b](tautan-sendiri.md) [c](/unit/{UNIT}/)"),
    # Files beside a story.
    *(
        story(f"berkas-{n}", f"attachments: [{{file: {name}}}]", body=f"![x]({name}) [y]({name})")
        for n, name in enumerate(_BESIDE)
    ),
    *(
        story(f"gambar-{n}", f"image: {{file: '{name}', alt: x}}")
        for n, name in enumerate(
            (f"../../{VICTIM}/2024/sketsa-tersembunyi.png", "/etc/passwd", "..\\x.png", "file:///etc/passwd",
             "https://jahat.example/x.png", ".", "..", "baik.png/../baik.png", "%2e%2e/x.png", "baik.png\x07",
             "tautan.png", "folder-tautan/sketsa-tersembunyi.png", "pipa.png", "raksasa.png", "svg-bernama.png",
             "baik.md", "BAIK.PNG", "a" * 300 + ".png")
        )
    ),
    # Dates.
    *(
        story(f"tanggal-{n}", f"date: {date}")
        for n, date in enumerate(
            ("0001-01-01", "9999-12-31 23:59", "0000-00-00", "10000-01-01", "2024-02-30", "-2024-01-01", "1", "NaN",
             "2024-06-01T08:00:00+99:99", "2024-06-01 08:00 +14:00", "٢٠٢٤-٠٦-٠١", "9" * 5_000, "[2024-06-01]")
        )
    ),
    story("kedaluwarsa", "expires: 9999-12-31 23:59 -12:00"),
    story("embargo", "embargo_until: 0001-01-01"),
    story("ralat-lama", "corrections: [{date: 0001-01-01, kind: ralat, note: x}]"),
    story("ralat-kelak", "corrections: [{date: 2099-01-01, kind: ralat, note: x}]"),
    # Names and places.
    *(
        Case(f"berita/{UNIT}/{name}", b"---\ntitle: x\ndate: 2024-06-05\n---\n")
        for name in (
            "2024/CON.md", "2024/con.md", "2024/aux.md", "2024/Foo.md", "2024/foo.md", "2024/..md", "2024/-x.md",
            "2024/index.html.md", "2024/feed.xml.md", f"2024/{'a' * 101}.md", "2024/x.MD", "2024/p\u0430spor.md",
            "2024/pasp\u00f6r.md", "2024/%2e%2e.md", "2024/<script>.md", "2024/{{7*7}}.md", "2024/a b.md",
            "2024/baris\nbaru.md", "2024/\u202efdp.md", "0001/x.md", "9999/x.md", "\u0662\u0660\u0662\u0664/x.md",
            "20240/x.md", "2024/01/x.md", f"2024/{VICTIM}/2024/x.md", f"{VICTIM}/2024/antrean-paspor.md",
            f"kanwil-jingga/{UNIT}/2024/x.md", f"{UNIT}/2024/x.md", "x.md", "unit/x/2024/x.md", "Kanim/2024/x.md",
            "1945/tua.md", "2100/kelak.md",
        )
    ),
    # Pages and the profile.
    *(
        Case(f"unit/{UNIT}/{name}", b"---\ntitle: x\n---\n\n" + _RAW.encode())
        for name in (
            "semua.md", "zona.md", "feed.md", "feed.xml.md", "2024.md", "index.md", f"{VICTIM}.md", "index.html.md",
            f"{VICTIM}/maklumat.md", f"kanwil-jingga/{UNIT}/x.md", "2024/06.md", "CON.md",
        )
    ),
    Case(f"unit/{UNIT}/kunci.md", b"---\ntitle: x\nsave_as: index.html\ntemplate: x\nurl: /\norder: 99999999999999999999\n---\n"),
    Case(
        f"unit/{UNIT}/profil.toml",
        b'address = "</address><script>alert(1)</script>"\nhours = "{{ 7 * 7 }}"\nwebsite = "javascript:alert(1)"\n'
        b'complaint = "data:text/html,x"\nphone = "<svg onload=1>"\nwhatsapp = "javascript:1"\n'
        b'email = "a@b.example\\"><script>"\nname = "Kementerian"\nparent = "kanim-teluk-biru"\n'
        b'accepts = ["kanim-teluk-biru", "kanim-teluk-biru/2024/antrean-paspor", "../x", 7]\n'
        b'[press_contact]\nname = "\\"><img src=x onerror=alert(1)>"\nemail = "javascript:1"\n'
        b'[social]\n"><script>" = "https://jahat.example/"\nx = "javascript:alert(1)"\n',
    ),
    Case(f"unit/{UNIT}/{VICTIM}/profil.toml", b'address = "Direbut"\naccepts = ["kanim-tanjung-fajar"]\n'),
]  # fmt: skip


def lay(content: Path, outside: Path) -> None:
    """Write every case into a content folder, and what is no file: links out of it, a FIFO, broken names."""
    for case in CASES:
        _write(content / case.path, case.data)
    folder = content / FOLDER
    for name, data in _BESIDE.items():
        _write(folder / name, data)
    _write(outside / "rahasia.md", f"---\ntitle: {SECRET}\ndate: 2024-06-05\n---\n{SECRET}\n".encode())
    _write(outside / "gambar.png", picture())
    (folder / "tautan.md").symlink_to(outside / "rahasia.md")
    (folder / "tautan.png").symlink_to(outside / "gambar.png")
    (folder / "tautan-dalam.md").symlink_to(content / f"berita/{VICTIM}/2024/rencana-rahasia.md")
    (folder / "folder-tautan").symlink_to(content / f"berita/{VICTIM}/2024", target_is_directory=True)
    (content / f"berita/{UNIT}/2023").symlink_to(outside, target_is_directory=True)
    (content / f"unit/{UNIT}/tautan.md").symlink_to(outside / "rahasia.md")
    (folder / "putus.md").symlink_to(outside / "tidak-ada")
    (folder / "lingkaran.md").symlink_to(folder / "lingkaran.md")
    for name in ("pipa.md", "pipa.png"):
        os.mkfifo(folder / name)
    (folder / os.fsdecode(b"rusak-\xff.md")).write_bytes(b"---\ntitle: x\ndate: 2024-06-05\n---\n")
    (folder / "folder.md").mkdir()


NOT_FILES = {
    "tautan.md": "symbolic-link",
    "tautan.png": "symbolic-link",
    "tautan-dalam.md": "symbolic-link",
    "folder-tautan": "symbolic-link",
    "putus.md": "symbolic-link",
    "lingkaran.md": "symbolic-link",
    "pipa.md": "not-a-file",
    "pipa.png": "not-a-file",
    "rusak-\ufffd.md": "name-broken",
}


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def published() -> Iterator[Case]:
    """The stories among the cases for which no error is expected."""
    warnings = {"dead-link", "missing-file", "missing-alt", "not-a-picture", "image-no-picture", "hashtag-cut"}
    yield from (case for case in CASES if case.path.startswith("berita/") and set(case.codes) <= warnings)
