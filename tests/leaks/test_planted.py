"""A leak of each sort, planted by hand: what finds nothing on a silent site has to find these."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from plugins.leaks import output
from plugins.leaks.marks import Marks
from plugins.leaks.output import Looked
from tests.factory import instant
from tests.leaks import site as fifty
from tests.publish.small import small

AS_OF = "2025-01-15 12:00"
REFERENCE = "kanim-teluk/2025/operasi-gabungan-cendrawasih"
TITLE = "Operasi Cendrawasih membongkar gudang ponsel selundupan"
PRIVATE = "kanim-teluk/2025/penangkapan-nelayan-asing"
SENTENCE = "Tim gabungan menyita ratusan ponsel selundupan dari gudang tua di tepi dermaga"
_AREAS = ("Manajemen Perubahan", "Penguatan Pengawasan", "Arsip Berita", "Siaran Pers")


@pytest.fixture(scope="module")
def hidden(tmp_path_factory: pytest.TempPathFactory) -> tuple[Marks, Looked]:
    """The marks of a small newsroom, and what its own site gives away."""
    site = small(tmp_path_factory.mktemp("planted"))
    photo = site.content / "berita/kanim-teluk/2025/penggeledahan-gudang.webp"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(fifty.PICTURE)
    site.story(
        REFERENCE, "2025-01-10 09:00", f"{SENTENCE}.\n\n![Petugas membuka peti](penggeledahan-gudang.webp)",
        title=TITLE, embargo_until="2025-01-15 13:17", tags="[cendrawasih, layanan]",
        moved_from="[kanim-teluk/2025/penyergapan-dermaga]",
    )  # fmt: skip
    site.story("kanim-teluk/2025/layanan", "2025-01-09 09:00", "Loket layanan dibuka.", tags="[layanan]")
    site.story(
        PRIVATE, "2025-01-08 09:00", "Petugas menangkap nelayan asing.", title="Penangkapan nelayan asing",
        withdrawn="{date: 2025-01-09, kind: privasi, reason: Memuat data pribadi.}",
    )  # fmt: skip
    for number, name in enumerate(_AREAS):
        site.story(f"kanim-teluk/2025/{name.lower().replace(' ', '-')}", "2025-02-01", f"## {name}", title=f"Q{number}")
    site.build(AS_OF, defer=False)
    return fifty.searched(site, instant(AS_OF))


def test_a_site_whose_own_words_a_hidden_story_uses_gives_nothing_away(hidden: tuple[Marks, Looked]) -> None:
    """Its areas and archives are called so without any story."""
    marks, looked = hidden
    assert {one.story for one in marks.hidden} >= {REFERENCE, PRIVATE}
    assert looked.leaks == [] and looked.unreadable == []


def packed(text: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("naskah.txt", text)
    return made.getvalue()


PLANTED: dict[str, tuple[str, str | bytes, str]] = {
    "a title in a list": ("berita/index.html", f"<a>{TITLE}</a>", "text"),
    "a title cut short": ("berita/index.html", "<a>Operasi Cendrawasih membongkar gudang…</a>", "text"),
    "the next story": ("berita/x/index.html", f'<a rel="next" href="/berita/{REFERENCE}/">›</a>', "address"),
    "the next story, from here": ("berita/x/index.html", '<a href="../operasi-gabungan-cendrawasih/">›</a>', "text"),
    "an anchor": ("berita/index.html", '<li id="operasi-gabungan-cendrawasih">', "text"),
    "an id of another form": ("data/x.json", '{"id": "kanim-teluk:2025:operasi-gabungan-cendrawasih"}', "text"),
    "a path of Windows": ("x.txt", f"berita\\{REFERENCE}.md".replace("/", "\\"), "text"),
    "a redirect": ("berita/kanim-teluk/2025/penyergapan-dermaga/index.html", "", "address"),
    "another language": ("x/index.html", f'<link hreflang="en" href="/en/berita/{REFERENCE}/">', "address"),
    "the page of its tag": ("tag/cendrawasih/index.html", "<p>0 berita</p>", "address"),
    "the feed of its tag": ("daftar.opml", '<outline xmlUrl="/tag/cendrawasih/feed.xml"/>', "address"),
    "a feed that was changed": ("feed.xml", "<lastBuildDate>Wed, 15 Jan 2025 13:17:00 +0700</lastBuildDate>", "moment"),
    "an entry of Atom": ("atom.xml", "<updated>2025-01-15T06:17:00Z</updated>", "moment"),
    "a sitemap": ("sitemap-2025-01.xml", "<lastmod>2025-01-15T13:17:00+07:00</lastmod>", "moment"),
    "linked data": ("berita/index.html", '{"datePublished":"2025-01-15T13:17:00+07:00"}', "moment"),
    "a page for others": (
        "berita/index.html", '<meta property="article:published_time" content="2025-01-15T13:17:00+07:00">', "moment",
    ),
    "a picture": ("berita/x/foto.webp", fifty.PICTURE, "picture"),
    "a picture's name": ("data/foto.json", '["penggeledahan-gudang-640.webp"]', "text"),
    "a press kit": ("berita/x/bahan.zip", packed(SENTENCE), "text"),
    "a packed page": ("berita/index.html.gz", gzip.compress(SENTENCE.encode()), "text"),
    "a page with a NUL": ("berita/index.html", f"\0<p>{SENTENCE}</p>", "text"),
    "a table of two bytes a letter": ("data/x.csv", SENTENCE.encode("utf-16"), "text"),
    "words of the search": ("cari/2025/kata-x.json", '["cendrawasih", "selundupan", "dermaga", "peti"]', "word"),
    "what is withdrawn for privacy, by its title": ("berita/index.html", "<a>Penangkapan Nelayan Asing</a>", "text"),
    "states of the editor": ("admin/status/kanim-teluk.json", f'[{{"story": "{REFERENCE}"}}]', "address"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_a_leak_is_found(name: str, hidden: tuple[Marks, Looked], tmp_path: Path) -> None:
    path, data, sort = PLANTED[name]
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    looked = output.look(tmp_path, hidden[0], instant(AS_OF), "Asia/Jakarta", 1)
    assert sort in {leak.sort for leak in looked.leaks}
    assert {leak.story for leak in looked.leaks} <= {REFERENCE, PRIVATE, ""}


@pytest.mark.parametrize(
    "text",
    [
        '<a href="/tag/cendrawasih-biru/">#cendrawasih-biru</a> <a href="/tag/layanan/">#layanan</a>',
        '{"event_date": "2025-03-01T09:00:00+07:00", "expires": "2025-02-01T00:00:00+07:00"}',
        '<time datetime="2025-03-01T09:00:00+07:00">1 Maret</time>',
        "<pubDate>Wed, 15 Jan 2025 12:00:00 +0700</pubDate> <lastmod>2025-01-15T04:59:59Z</lastmod>",
        f"<id>tag:x.example,2025:{PRIVATE}</id>",
        '{"date": "2025-99-99T09:00:00Z", "updated": "kemarin"}',
    ],
)
def test_what_is_no_leak_is_not_told(text: str, hidden: tuple[Marks, Looked], tmp_path: Path) -> None:
    (tmp_path / "halaman.html").write_text(text, encoding="utf-8")
    assert output.look(tmp_path, hidden[0], instant(AS_OF), "Asia/Jakarta", 1).leaks == []
