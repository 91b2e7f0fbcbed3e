"""A unit's folder as its worst enemy would fill it: one table of files, and what each is told about.

`UNIT` is an ordinary office of tests/site. Each row names a file under the content folder, its bytes, and the codes
that must be reported for it in order; without an error among them it is published, and must be harmless.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from tests.newsroom.hostile_files import BESIDE, picture

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
    date = "" if front.startswith("date:") else "date: 2024-06-05 08:00\n"
    text = f"---\n{head}{date}{front}\n---\n\n".encode()
    return Case(
        f"{FOLDER}/{slug}.md", text + (body if isinstance(body, bytes) else body.encode()), tuple(codes.split())
    )


_PICTURES = (
    (f"../../{VICTIM}/2024/sketsa-tersembunyi.png", "bad-file-name"),
    ("/etc/passwd", "bad-file-name"),
    ("..\\x.png", "bad-file-name"),
    ("file:///etc/passwd", "bad-file-name"),
    ("https://jahat.example/x.png", "bad-file-name"),
    (".", "file-outside"),
    ("..", "bad-file-name"),
    ("baik.png/../baik.png", "bad-file-name"),
    ("%2e%2e/x.png", "missing-file"),
    ("baik.png\x07", "control-character"),
    ("tautan.png", "file-symbolic-link"),
    ("folder-tautan/sketsa-tersembunyi.png", "file-symbolic-link"),
    ("pipa.png", "file-not-regular"),
    ("raksasa.png", "file-too-many-pixels"),
    ("svg-bernama.png", "file-kind"),
    ("baik.md", "missing-file"),
    ("BAIK.PNG", "missing-file"),
    ("a" * 300 + ".png", "too-long"),
)
_DATES = (
    ("0001-01-01", "bad-moment"),
    ("9999-12-31 23:59", "bad-moment"),
    ("0000-00-00", "bad-moment"),
    ("10000-01-01", "bad-moment"),
    ("2024-02-30", "bad-moment"),
    ("-2024-01-01", "bad-moment"),
    ("1", "bad-moment"),
    ("NaN", "bad-moment"),
    ("2024-06-01T08:00:00+99:99", "bad-moment"),
    ("2024-06-01 08:00 +14:00", ""),
    ("9" * 5_000, "too-long"),
    ("[2024-06-01]", "not-text"),
)
# Where a story may not lie, or what it may not be called, under the unit's folder.
_PLACES = (
    *((f"2024/{name}.md", "place-bad-slug") for name in (
        "CON", "con", "aux", "nul", "Foo", "-x", "index.html", "feed.xml", "a" * 101, "p\u0430spor", "pasp\u00f6r",
        "%2e%2e", "<script>", "{{7*7}}", "a b", "a\\b", "x.md",
    )),
    ("2024/foo.md", ""),
    ("2024/x.MD", "place-bad-slug"),
    ("0001/x.md", "place-bad-year"),
    ("9999/x.md", "place-bad-year"),
    ("20240/x.md", "place-bad-year"),
    ("\u0662\u0660\u0662\u0664/x.md", "place-bad-year"),
    ("2024/01/x.md", "place-no-year"),
    ("x.md", "place-no-year"),
    (f"2024/{VICTIM}/2024/x.md", "place-no-year"),
    (f"{VICTIM}/2024/antrean-paspor.md", "unit-folder-not-beneath"),
    (f"kanwil-jingga/{UNIT}/2024/x.md", "unit-folder-not-beneath"),
    (f"{UNIT}/2024/x.md", "unit-folder-not-beneath"),
    ("unit/x/2024/x.md", "unknown-unit-folder"),
    ("Kanim/2024/x.md", "unknown-unit-folder"),
    ("1945/tua.md", ""),
    ("2100/kelak.md", ""),
)  # fmt: skip
_PAGES = (
    ("semua.md", "place-reserved"),
    ("zona.md", "place-reserved"),
    ("feed.md", "place-reserved"),
    ("2024.md", "place-reserved"),
    ("feed.xml.md", "place-bad-slug"),
    ("index.html.md", "place-bad-slug"),
    ("CON.md", "place-bad-slug"),
    ("2024/06.md", "unknown-unit-folder"),
    (f"{VICTIM}/maklumat.md", "unit-folder-not-beneath"),
    (f"kanwil-jingga/{UNIT}/x.md", "unit-folder-not-beneath"),
    ("index.md", "dead-link html-dropped missing-alt"),
    (f"{VICTIM}.md", "dead-link html-dropped missing-alt"),
)

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
"""
_TEMPLATES = """
]]></content:encoded></item></channel></rss> {{ 7 * 7 }} {% include "base.html" %} ${7*7} <%= 7*7 %>
"""
_FORMULA = '\'=HYPERLINK("https://jahat.example/";"klik")\''


def _yaml_bomb() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(lines)


CASES = [
    # What front matter may not choose.
    story("save-as", "save_as: index.html", codes="key-address"),
    story("url", "url: javascript:alert(1)", codes="key-address"),
    story("template", "template: base", codes="key-template"),
    story("unit", f"unit: {VICTIM}", codes="key-unit"),
    story("slug", "slug: ../../../index", codes="key-address"),
    story("id", f"id: tag:samudra.example,2024:{VICTIM_STORY}", codes="key-address"),
    story("category", 'category: "><script>alert(1)</script>', codes="yaml-quote"),
    story("category-dikutip", "category: '\"><script>alert(1)</script>'", codes="key-unit"),
    story("path", "path: /etc/passwd\nsource_path: /etc/passwd\noutput: ../../x", codes="key-address key-unknown"),
    story("units", f"units: [{VICTIM}, kanwil-biru, lapas-bukit-hijau, balai-arus-utara]"),
    story("units-palsu", "units: ['../x', \"><script>\", tidak-ada]", codes="unknown-unit"),
    story("moved-from", f"moved_from: [{VICTIM_STORY}]", codes="moved-from-other-unit"),
    story("moved-from-dipindah", "moved_from: [lapas-bukit-hijau/2024/penyerahan-lama]", codes="moved-from-other-unit"),
    story("moved-from-jalur", "moved_from: [../../index.html, 'kanim-x/2024/../2024/x', /]", codes="bad-reference"),
    story("source-story", f"source_story: {VICTIM_STORY}\ntranslation_of: {VICTIM_STORY}"),
    story("source", "source: javascript:alert(1)", codes="bad-url"),
    story("video", "video: javascript:alert(1)", codes="bad-url"),
    story("kind", "kind: ../../index", codes="not-one-of"),
    story("zones", "zones: [zi/../../x, '\"><script>']", codes="unknown-zone"),
    story("tags", "tags: ['../../x', '\"><script>1</script>', feed.xml, '2024', index.html, CON]", codes="bad-tag"),
    story("tags-nama", "tags: [2024, semua, feed-xml]"),
    story("tags-con", "tags: [con]", codes="bad-tag"),
    story("kunci-banyak", "\n".join(f"kunci{n}: x" for n in range(10_000)), codes="front-matter-too-long"),
    story("kunci-seratus", "\n".join(f"kunci{n}: x" for n in range(90)), codes="key-unknown"),
    story("tag-banyak", f"tags: [{', '.join(f't{n}' for n in range(5_000))}]", codes="front-matter-too-many-values"),
    story("kunci-python", "__class__: x\n__init__: y\nmodel_config: z\nself: w", codes="key-unknown"),
    # Text that would like to be more.
    story("judul-skrip", title="'\"><script>alert(1)</script></title>'"),
    story("judul-templat", title="'{{ 7 * 7 }} {% raw %} ${7*7} {0.__class__} %(x)s'"),
    story("judul-rtl", title="'Judul \u202eexe.fdp'", codes="unprintable"),
    story("judul-nul", title="'Judul \x00'", codes="nul-byte"),
    story("judul-kendali", title='"Judul \\u0001 \\uFFFE"', codes="unprintable"),
    story("judul-terminal", title='"Judul \\e[31mmerah"', codes="unprintable"),
    story("judul-panjang", title="x" * 5_000, codes="too-long"),
    story("judul-rumus", f"summary: {_FORMULA}\nlocation: '+1+1'", title=_FORMULA),
    story("judul-cdata", title="'Judul ]]></title></channel> &lt;b&gt; &amp;amp;'"),
    story("alt-skrip", "image: {file: baik.png, alt: '\" onerror=\"alert(1)', caption: '<script>', credit: '<b>'}"),
    story("penulis", "authors: ['<script>1</script>', '\" onclick=x']\neditor: '{{ 1 }}'\nlocation: '<svg onload=1>'"),
    story("ralat", "corrections: [{date: 2024-06-06, kind: ralat, note: '<script>alert(1)</script> {{ 7*7 }}'}]"),
    story("cabut", "withdrawn: {date: 2024-06-06, kind: pencabutan, reason: '<script>alert(1)</script>'}"),
    # YAML.
    story("yaml-bom", _yaml_bomb(), codes="key-unknown yaml-anchor yaml-alias"),
    story("yaml-tag", "summary: !!python/object/apply:os.system ['true']", codes="not-text yaml-tag"),
    story("yaml-tag-lain", "summary: !!binary aGFsbw==", codes="yaml-tag"),
    story("yaml-merge", "<<: {status: published}", codes="key-unknown"),
    story("yaml-dalam", f"claim: {'[' * 20_000}", codes="front-matter-too-deep"),
    story("yaml-dalam-peta", f"claim: {'{a: ' * 5_000}{'}' * 5_000}", codes="front-matter-too-deep"),
    story("yaml-ganda", "title: Dua", codes="duplicate-key"),
    story("yaml-dokumen", "...\n---\ntitle: Dua"),
    story("yaml-kutip", "summary: 'tidak ditutup", codes="yaml-quote"),
    story("yaml-bukan-peta", "- a\n- b", title="", codes="yaml-syntax"),
    story("yaml-panjang", f"summary: {'x' * 70_000}", codes="front-matter-too-long"),
    Case(f"{FOLDER}/tanpa-penutup.md", b"---\ntitle: x\n" + b"a: b\n" * 5_000, ("front-matter-unclosed",)),
    Case(f"{FOLDER}/kosong.md", b"", ("front-matter-missing",)),
    # Bytes.
    story("bukan-utf-8", body=b"\xff\xfe\xfa", codes="not-utf-8"),
    story("pengganti", body=b"\xed\xa0\x80", codes="not-utf-8"),
    story("bita-nol", body=b"a\0b", codes="nul-byte"),
    Case(f"{FOLDER}/utf-16.md", "---\ntitle: x\ndate: 2024-06-05\n---\n".encode("utf-16"), ("utf-16",)),
    story("kendali", body="a\x08\x0b\x1b[31mb\ufffe\u2028c", codes="body-control-characters"),
    Case(f"{FOLDER}/program.md", b"\x7fELF" + bytes(range(256)) * 40, ("nul-byte",)),
    # Bodies.
    story("lima-mega", body="kata " * 1_000_000, codes="file-too-long"),
    story("kurung", body="[" * 20_000, codes="body-too-many"),
    story("kurung-gambar", body="![" * 20_000, codes="body-too-many"),
    story("kurung-tautan", body="[a](" * 20_000, codes="body-too-many"),
    story("kutipan", body="> " * 5_000 + "x", codes="body-nesting"),
    story("kutipan-baris", body="\n".join(">" * n + " x" for n in range(1, 500)), codes="body-too-many body-nesting"),
    story("daftar", body="\n".join("  " * n + "- x" for n in range(500)), codes="body-too-many body-nesting"),
    story("bintang", body="*" * 50_000, codes="body-too-many"),
    story("bintang-kata", body="**a " * 20_000, codes="body-too-many"),
    story("petik", body="`a " * 20_000, codes="body-too-many"),
    story("tag-html", body="<div>" * 20_000, codes="body-too-many"),
    story("tabel", body="|a" * 20_000 + "\n" + "|-" * 20_000, codes="body-too-many"),
    story("catatan-kaki", body="[^a] " * 5_000 + "\n\n[^a]: x", codes="body-too-many"),
    story("definisi", body="\n".join(f"[{n}]: https://x.example/{n}" for n in range(5_000)), codes="body-too-many"),
    story("singkatan", body="\n".join(f"*[A{n}]: b" for n in range(5_000)) + "\n\nA1", codes="body-too-many"),
    story("judul-bagian", body="# x\n\n" * 5_000, codes="body-too-many"),
    story("baris-kosong", body="\n" * 200_000, codes="body-too-many"),
    story("html-mentah", body=_RAW, codes="dead-link html-dropped missing-alt"),
    story("markdown-jahat", body=_MARKDOWN, codes="dead-link"),
    story("isi-templat", body=_TEMPLATES),
    story("id-kembar", body='# Isi\n\n# Isi\n\n<p id="isi-isi">x</p>\n\n<p id="lampiran">y</p>\n\n[a](#isi-isi)'),
    story("tautan-sendiri", body=f"[a](/berita/{UNIT}/2024/tautan-sendiri/) [b](tautan-sendiri.md) [c](/unit/{UNIT}/)"),
    # Files beside a story.
    *(
        story(f"berkas-{n}", f"attachments: [{{file: {name}}}]", body=f"![x]({name}) [y]({name})", codes=code)
        for n, (name, (_, code)) in enumerate(BESIDE.items())
    ),
    *(
        story(f"gambar-{n}", f"image: {{file: '{name}', alt: x}}", codes=code)
        for n, (name, code) in enumerate(_PICTURES)
    ),
    # Dates.
    *(story(f"tanggal-{n}", f"date: {date}", codes=code) for n, (date, code) in enumerate(_DATES)),
    story("kedaluwarsa", "expires: 9999-12-31 23:59 -12:00", codes="bad-moment"),
    story("embargo", "embargo_until: 0001-01-01", codes="bad-moment"),
    story("ralat-lama", "corrections: [{date: 0001-01-01, kind: ralat, note: x}]", codes="bad-moment"),
    story("ralat-kelak", "corrections: [{date: 2099-01-01, kind: ralat, note: x}]"),
    # Names and places.
    *(
        Case(f"berita/{UNIT}/{place}", b"---\ntitle: x\ndate: 2024-06-05\n---\n", tuple(code.split()))
        for place, code in _PLACES
    ),
    # Pages and the profile.
    *(
        Case(f"unit/{UNIT}/{place}", b"---\ntitle: x\n---\n\n" + _RAW.encode(), tuple(code.split()))
        for place, code in _PAGES
    ),
    Case(
        f"unit/{UNIT}/kunci.md",
        b"---\ntitle: x\nsave_as: index.html\ntemplate: x\nurl: /\norder: 99999999999999999999\n---\n",
        ("key-address", "key-template", "bad-number"),
    ),
    Case(
        f"unit/{UNIT}/profil.toml",
        b'address = "</address><script>alert(1)</script>"\nhours = "{{ 7 * 7 }}"\nwebsite = "javascript:alert(1)"\n'
        b'complaint = "data:text/html,x"\nphone = "<svg onload=1>"\nwhatsapp = "javascript:1"\n'
        b'email = "a@b.example\\"><script>"\nname = "Kementerian"\nparent = "kanim-teluk-biru"\n'
        b'accepts = ["kanim-teluk-biru", "kanim-teluk-biru/2024/antrean-paspor", "../x", 7]\n'
        b'[press_contact]\nname = "\\"><img src=x onerror=alert(1)>"\nemail = "javascript:1"\n'
        b'[social]\n"><script>" = "https://jahat.example/"\nx = "javascript:alert(1)"\n',
        ("profile-wrong-value", "profile-unknown-key"),
    ),
    Case(
        f"unit/{UNIT}/{VICTIM}/profil.toml",
        b'address = "Direbut"\naccepts = ["kanim-tanjung-fajar"]\n',
        ("unit-folder-not-beneath",),
    ),
]  # fmt: skip


def lay(content: Path, outside: Path) -> None:
    """Write every case into a content folder, and what is no file: links out of it, a FIFO, broken names."""
    for case in CASES:
        _write(content / case.path, case.data)
    folder = content / FOLDER
    for name, (data, _) in BESIDE.items():
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
    (content / f"unit/{UNIT}/data.csv").symlink_to("/proc/self/environ")
    for fifo in (folder / "pipa.md", folder / "pipa.png", content / f"unit/{UNIT}/pipa.toml"):
        os.mkfifo(fifo)
    for name in (b"rusak-\xff.md", b"baris\nbaru.md", "\u202efdp.md".encode()):
        (folder / os.fsdecode(name)).write_bytes(b"---\ntitle: x\ndate: 2024-06-05\n---\n")
    (folder / "folder.md").mkdir()


# What is no file, or has no name: under the unit's folder of stories, and what it is told to be.
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
    "baris\ufffdbaru.md": "name-broken",
    "\ufffdfdp.md": "name-broken",
    "../2023": "symbolic-link",
    f"../../../unit/{UNIT}/tautan.md": "symbolic-link",
    f"../../../unit/{UNIT}/data.csv": "symbolic-link",
    f"../../../unit/{UNIT}/pipa.toml": "not-a-file",
}


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


WARNINGS = frozenset(
    {
        "dead-link",
        "html-dropped",
        "missing-file",
        "missing-alt",
        "not-a-picture",
        "image-no-picture",
        "body-control-characters",
    }
)
