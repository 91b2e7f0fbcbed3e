"""Mistakes of the first weeks at the desk: each is met by a message that says exactly what to do."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from plugins.desk.__main__ import main
from tests.factory import instant
from tests.publish.small import AS_OF, small
from tests.stories.test_media import picture

FOLDER = "berita/kanim-teluk/2024/"
GOOD = "title: Loket buka\ndate: 2024-06-01 09.30\n"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100)


@dataclass(frozen=True, slots=True)
class Mistake:
    """A file, and of the message that must come: line, code, the nearest value, and words of what to do."""

    what: str
    name: str
    data: str | bytes
    line: int
    code: str
    says: str
    nearest: str = ""
    beside: Mapping[str, bytes] | None = None

    @property
    def path(self) -> str:
        return self.name if "/" in self.name else FOLDER + self.name


def story(front: str, body: str = "Isi.") -> str:
    return f"---\n{front}---\n\n{body}\n"


MISTAKES = (
    Mistake(
        "a colon in the title", "a1.md", story("title: Teluk: loket buka\ndate: 2024-06-01\n"),
        2, "yaml-quote", 'menjadi: title: "Teluk: loket buka"',
    ),
    Mistake(
        "a quotation that begins the title", "a2.md", story('title: "Loket" dibuka\ndate: 2024-06-01\n'),
        2, "yaml-quote", "menjadi: title: '\"Loket\" dibuka'",
    ),
    Mistake(
        "no space behind the colon", "a3.md", story("title:Loket buka\ndate:2024-06-01\n"),
        2, "yaml-quote", "menjadi: title: Loket buka",
    ),
    Mistake(
        "a month in words", "a4.md", story("title: A\ndate: Sabtu, 1 Juni 2024 pukul 09.30 WIB\n"),
        3, "bad-moment", "Tulis tahun-bulan-tanggal", "2024-06-01 09:30 WIB",
    ),
    Mistake(
        "the day first", "a5.md", story("title: A\ndate: 01/06/2024\n"),
        3, "bad-moment", "Tulis tahun-bulan-tanggal", "2024-06-01",
    ),
    Mistake(
        "an Indonesian key", "a6.md", story("judul: A\ndate: 2024-06-01\n"),
        2, "key-other-name", "Ganti “judul” menjadi “title”.", "title",
    ),
    Mistake(
        "a key with a slip", "a7.md", story(GOOD + "sumary: Ringkas\n"),
        4, "key-unknown", "Perbaiki ejaannya, atau hapus baris ini.", "summary",
    ),
    Mistake(
        "a status as people say it", "a8.md", story(GOOD + "status: terbit\n"),
        4, "not-one-of", "Pilih salah satu yang boleh.", "published",
    ),
    Mistake(
        "a kind as people say it", "a9.md", story(GOOD + "kind: Press Release\n"),
        4, "not-one-of", "Pilih salah satu yang boleh.", "siaran-pers",
    ),
    Mistake(
        "an office with a slip", "b1.md", story(GOOD + "units: [kanwil-bara]\n"),
        4, "unknown-unit", "Periksa ejaannya di register/units.csv", "kanwil-barat",
    ),
    Mistake(
        "a folder with a slip", "berita/kanim-teluc/2024/b2.md", story(GOOD),
        0, "unknown-unit-folder", "Perbaiki nama foldernya", "kanim-teluk",
    ),
    Mistake(
        "no folder of the year", "berita/kanim-teluk/b3.md", story(GOOD),
        0, "place-no-year", "misalnya berita/kanim-teluk/2024/b3.md",
    ),
    Mistake(
        "capitals and spaces in the file's name", "Loket Buka.md", story(GOOD),
        0, "place-bad-slug", "Ganti namanya menjadi loket-buka.md.",
    ),
    Mistake(
        "an ending that Notepad adds", "b5.md.txt", story(GOOD),
        0, "place-bad-slug", "Ganti namanya menjadi b5.md.",
    ),
    Mistake(
        "a text pasted from WhatsApp without anything before it", "b6.md", "Loket buka\n\nTeluk – Loket buka.\n",
        1, "front-matter-missing", "Awali berkas dengan empat baris",
    ),
    Mistake(
        "a dash that Word made of three hyphens", "b7.md", f"—\n{GOOD}—\n\nIsi.\n",
        1, "front-matter-dashes", "Ketik baris itu menjadi ---",
    ),
    Mistake(
        "a closing line of another dash", "b8.md", f"---\n{GOOD}–––\n\nIsi.\n",
        4, "front-matter-dashes", "Ketik baris itu menjadi ---",
    ),
    Mistake(
        "no closing line", "b9.md", f"---\n{GOOD}\nIsi.\n",
        1, "front-matter-unclosed", "Tambahkan satu baris ---",
    ),
    Mistake(
        "a tab before a key", "c1.md", story(GOOD + "image:\n\tfile: foto.jpg\n"),
        5, "tab-indent", "Ganti setiap Tab di awal baris dengan dua spasi",
    ),
    Mistake(
        "quotation marks of Windows-1252", "c2.md", story(GOOD, "Kata “kunci”.").encode("cp1252"),
        6, "not-utf-8", "Simpan ulang berkas dengan pengodean UTF-8",
    ),
    Mistake(
        "a file that Notepad calls Unicode", "c3.md", story(GOOD).encode("utf-16"),
        1, "utf-16", "pilih pengodean UTF-8",
    ),
    Mistake(
        "a photo in other capitals", "c4.md", story(GOOD, "![Loket](foto-loket.jpg)"),
        6, "missing-file", "samakan namanya", "Foto-Loket.JPG", {"Foto-Loket.JPG": picture("JPEG")},
    ),
    Mistake(
        "a photo's place on the office PC", "c5.md", story(GOOD + "image: C:\\Users\\humas\\loket.jpg\n"),
        4, "bad-file-name", "Taruh berkas di folder yang sama dengan berita", "loket.jpg",
    ),
    Mistake(
        "a photo as an iPhone takes it", "c6.md", story(GOOD, "![Loket](IMG_1.HEIC)"),
        6, "file-kind", "foto HEIC dari iPhone: JPEG", "", {"IMG_1.HEIC": HEIC},
    ),
    Mistake(
        "a name that Windows cannot hold", "c7.md", story(GOOD, "[Jadwal](jadwal?.csv)"),
        0, "name-windows", "Ganti namanya menjadi jadwal-.csv", "", {"jadwal?.csv": b"a,b\n1,2\n"},
    ),
    Mistake(
        "a hashtag", "c8.md", story(GOOD + "tags: #paspor #loket\n"),
        4, "hashtag-cut", "Apit isinya dengan tanda kutip",
    ),
    Mistake(
        "a withdrawal without its reason", "c9.md", story(GOOD + "withdrawn: ya\n"),
        4, "not-mapping", "Tulis misalnya: withdrawn: {date: ",
    ),
    Mistake(
        "an address chosen by a key", "d1.md", story(GOOD + "slug: loket-baru\n"),
        4, "key-address", "Hapus baris ini.",
    ),
    Mistake(
        "a key written twice", "d2.md", story(GOOD + "title: Lagi\n"),
        4, "duplicate-key", "Hapus salah satu.",
    ),
    Mistake(
        "a summary that goes on in the next line", "d4.md", story("summary: Loket dibuka\nsampai malam.\n" + GOOD),
        3, "yaml-wrapped", "menjadi satu baris: summary: Loket dibuka sampai malam.",
    ),
    Mistake(
        "keys of a photo that are not indented", "d5.md", story(GOOD + "image:\nfile: foto.jpg\nalt: Loket\n"),
        5, "key-outside", "awali dengan dua spasi; atau tulis dalam satu baris: image: {file:",
    ),
    Mistake(
        "keywords parted by semicolons", "d6.md", story(GOOD + "tags: paspor; antrean\n"),
        4, "bad-tag", "beberapa kata kunci: tags: [", "[paspor, antrean]",
    ),
    Mistake(
        "a story named by its address on the web", "d7.md",
        story(GOOD + "source_story: https://berita.contoh.go.id/berita/kanim-teluk/2024/lama/\n"),
        4, "bad-reference", "Tulis unit/tahun/nama-berkas", "kanim-teluk/2024/lama",
    ),
    Mistake(
        "a link to a story that is not there", "d3.md", story(GOOD, "[Lama](/berita/kanim-teluk/2024/lamaa/)"),
        6, "dead-link", "Perbaiki alamatnya",
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What a check of all of them says, each in its own file: one does not hide another."""
    folder = tmp_path_factory.mktemp("mistakes")
    site = small(folder)
    for mistake in MISTAKES:
        data = mistake.data if isinstance(mistake.data, bytes) else mistake.data.encode()
        for name, content in {mistake.path: data, **{FOLDER + n: b for n, b in (mistake.beside or {}).items()}}.items():
            (site.content / name).parent.mkdir(parents=True, exist_ok=True)
            (site.content / name).write_bytes(content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", str(instant(AS_OF)))
        out = folder / "told.json"
        with out.open("w", encoding="utf-8") as file:
            patch.setattr("sys.stdout", file)
            assert main(["check", str(site.content), "--format", "json"]) == 1
    found: list[dict[str, Any]] = json.loads(out.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.what)
def test_a_mistake_is_met_by_what_to_do(mistake: Mistake, told: list[dict[str, Any]]) -> None:
    path = FOLDER + "jadwal?.csv" if mistake.code == "name-windows" else mistake.path
    found = [problem for problem in told if problem["path"] == path and problem["code"] == mistake.code]
    assert found, [problem for problem in told if problem["path"] == path]
    assert found[0]["line"] == mistake.line
    assert mistake.says in found[0]["action"]
    assert found[0]["nearest"] == mistake.nearest
    assert found[0]["message"][0].isupper() or found[0]["message"].startswith("“")
