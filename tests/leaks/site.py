"""A small newsroom with fifty embargoed stories, and public ones that come as near to them as they can."""

from __future__ import annotations

from pathlib import Path

from plugins.leaks import content, output
from plugins.leaks.marks import Marks
from plugins.leaks.output import Looked
from tests import building
from tests.factory import instant
from tests.publish.small import Small, small

EMBARGO = "2025-02-01 10:00"
BEFORE, AFTER = instant(EMBARGO) - 60, instant(EMBARGO) + 60
COUNT = 50
_UNITS = ("kanim-teluk", "lapas-bukit", "kanwil-barat")
_KINDS = ("berita", "siaran-pers", "pengumuman", "sambutan", "klarifikasi")
PICTURE = (building.SITE / "berita/kanim-karang-jingga/2024/loket.webp").read_bytes()
SHARED = (building.SITE / "berita/kanim-karang-jingga/2024/loket.gif").read_bytes()


def reference(number: int) -> str:
    return f"{_UNITS[number % len(_UNITS)]}/2025/{spelled(number)}-disepakati"


def spelled(number: int) -> str:
    """A number as a word that no other text has."""
    return "zq" + "".join("abcdefghij"[int(digit)] for digit in f"{number:03}") + "ra"


def newsroom(folder: Path) -> Small:
    """The site, not yet built."""
    site = small(folder)
    for number in range(COUNT):
        _embargoed(site, number)
    _public(site)
    _twins(site)
    return site


def _embargoed(site: Small, number: int) -> None:
    unit, year, slug = reference(number).split("/")
    word = spelled(number)
    photo = number % 5 == 0
    if photo:
        picture = site.content / f"berita/{unit}/{year}/{word}.webp"
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(PICTURE)
        (picture.parent / "dipakai-bersama.gif").write_bytes(SHARED)
    image = f"{{file: {word}.webp, alt: Penandatanganan {word} oleh kedua belah pihak}}" if photo else ""
    keys = {
        "title": f"Perjanjian {word} disepakati dua lembaga",
        "summary": f"Ringkasan perjanjian {word} yang baru dibuka besok pagi.",
        "date": "2025-01-20 08:00" if number % 2 else EMBARGO,
        **({"embargo_until": EMBARGO} if number % 2 else {}),
        "kind": _KINDS[number % len(_KINDS)],
        "tags": f"[perjanjian-{word}, layanan]",
        "author": f"Pewarta {word.title()}",
        **({"image": image} if photo else {}),
        **({"moved_from": f"[{unit}/{year}/dahulu-{word}]"} if number % 7 == 0 else {}),
        **({"kip": "serta-merta"} if number % 11 == 0 else {}),
        **(
            {"corrections": f"[{{date: {EMBARGO}, kind: ralat, note: Angka {word} diperbaiki.}}]"}
            if number == 3
            else {}
        ),
    }
    front = "".join(f"{key}: {value}\n" for key, value in keys.items())
    body = (
        f"Kedua lembaga menandatangani naskah **{word}** tentang pertukaran data keimigrasian pada sore hari.\n\n"
        f"Nilai kerja sama {word} mencapai tiga puluh miliar rupiah dan berlaku lima tahun sejak ditandatangani.\n"
    )
    shared = "\n![Loket](dipakai-bersama.gif)\n" if photo else ""
    site.write(f"berita/{unit}/{year}/{slug}.md", f"---\n{front}---\n\n{body}{shared}")


TWINS = ("kanwil-barat/2025/siaran-sama", "lapas-bukit/2025/siaran-sama")
_RELEASE = " ".join(
    f"Kementerian membuka layanan terpadu {place} bagi warga yang mengurus paspor dan izin tinggal mulai pekan ini."
    for place in ("di pelabuhan", "di bandara", "di pasar induk", "di kampus", "di balai kota", "di rumah sakit")
)


def _twins(site: Small) -> None:
    """A public release, and the same under embargo: of an office above it, and of one that says whose it is."""
    title = "Layanan terpadu dibuka serentak"
    site.story("kanim-teluk/2025/siaran-sama", "2025-01-25 11:00", _RELEASE, title=title)
    site.story(TWINS[0], "2025-01-24 11:00", _RELEASE, title=title, embargo_until=EMBARGO)
    site.story(
        TWINS[1], "2025-01-25 12:00", _RELEASE, title=title, embargo_until=EMBARGO,
        source_story="kanim-teluk/2025/siaran-sama",
    )  # fmt: skip


def _public(site: Small) -> None:
    """Stories that name embargoed ones in every way that a file has."""
    secret, other = reference(1), reference(5)
    site.write(
        "unit/kanim-teluk/profil-kantor.md", f"---\ntitle: Profil kantor\n---\n\nLihat [ini](/berita/{secret}/).\n"
    )
    site.write("halaman/tentang.md", f"---\ntitle: Tentang\n---\n\nLihat [ini](/berita/{other}/).\n")
    site.story("kanim-teluk/2025/bertaut", "2025-01-25 09:00", f"Lihat [kabar berikut](/berita/{secret}/) segera.")
    site.story("kanim-teluk/2025/bertaut-berkas", "2025-01-25 09:10", f"Lihat [berkas](../../{other}.md) segera.")
    site.story("kanim-teluk/2025/menyebut", "2025-01-25 09:20", "Kabar.", source_story=secret)
    site.story("kanim-teluk/2025/english", "2025-01-25 09:30", "News.", translation_of=secret, lang="en")
    site.story("kanim-teluk/2025/serempak", "2025-01-25 09:40", "Kabar.", tags="[layanan]", units="[lapas-bukit]")
    site.story(
        "kanim-teluk/2025/beralasan",
        "2025-01-25 09:50",
        "Kabar yang terbit.<!-- jangan sebut gubernur terpilih sebelum pelantikan -->",
        waive="[{rule: angka, reason: Angka resmi menunggu tanda tangan menteri keuangan baru}]",
        updates=f"[{{date: {EMBARGO}, note: Hasil sidang tertutup memenangkan pemohon ketiga seluruhnya}}]",
    )
    folder = site.content / "berita/lapas-bukit/2025"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "dipakai-bersama.gif").write_bytes(SHARED)
    site.story("lapas-bukit/2025/berfoto", "2025-01-25 10:00", "![Loket](dipakai-bersama.gif)")


def searched(site: Small, as_of: int, output_folder: Path | None = None) -> tuple[Marks, Looked]:
    """What is hidden at a moment, and what of it the output shows."""
    registers = building.job(site.content, site.output, None, as_of, {})[1]
    marks = content.load(registers, building.ROOT / "theme", as_of, 1)
    return marks, output.look(output_folder or site.output, marks, as_of, "Asia/Jakarta", 1)
