"""Every kind of page of the fabricated site, with one that stands for all of it."""

from __future__ import annotations

import re
from typing import NamedTuple


class Kind(NamedTuple):
    """`name` is that of its files among the golden trees; `path` the site path of one; `pattern` that of all."""

    name: str
    path: str
    pattern: str


_STORY = r"berita/[a-z][a-z0-9-]*/\d{4}/[a-z0-9-]+/"
_UNIT = r"unit/[a-z][a-z0-9-]*/"
_OFFICE = "berita/kanim-teluk-biru/2024/"

# What is said of a story sets its page apart: the first pattern that fits counts.
KINDS = (
    Kind("front", "", r""),
    Kind("front-in-english", "en/", r"en/"),
    Kind("directory-in-english", "en/unit/", r"en/unit/"),
    Kind("unit-in-english", "en/unit/kanim-teluk-biru/", r"en/unit/[a-z][a-z0-9-]*/"),
    Kind("feeds-in-english", "en/feed/", r"en/feed/"),
    Kind("not-found", "404.html", r"404\.html"),
    Kind("story-withdrawn", f"{_OFFICE}kabar-keliru/", f"{_OFFICE}kabar-keliru/"),
    Kind("story-withdrawn-for-privacy", f"{_OFFICE}dicabut-e4a9c2f85322/", r"berita/[^/]+/\d{4}/dicabut-[0-9a-f]{12}/"),
    Kind("story-expired", f"{_OFFICE}pengumuman-libur/", f"{_OFFICE}pengumuman-libur/"),
    Kind("story-corrected", f"{_OFFICE}ralat-jadwal/", f"{_OFFICE}ralat-jadwal/"),
    Kind("story-in-english", "berita/kementerian-samudra/2024/sea-day/", r"berita/kementerian-samudra/2024/sea-day/"),
    Kind(
        "story-with-everything",
        "berita/kanim-karang-jingga/2024/lengkap/",
        r"berita/kanim-karang-jingga/2024/lengkap/",
    ),
    Kind("story", f"{_OFFICE}antrean-paspor/", _STORY),
    Kind("archive", "berita/", r"berita/"),
    Kind("archive-of-a-year", "berita/2024/", r"berita/\d{4}/"),
    Kind("archive-of-a-month", "berita/2024/06/", r"berita/\d{4}/\d\d/"),
    Kind("archive-of-a-day", "berita/2024/06/15/", r"berita/\d{4}/\d\d/\d\d/"),
    Kind("directory", "unit/", r"unit/"),
    Kind("unit-with-offices-beneath", "unit/kanwil-biru/", r"unit/(?:kanwil-[a-z]+|kementerian-samudra)/"),
    Kind("unit-without-profile", "unit/balai-arus-utara/", r"unit/(?:balai|rutan|rupbasan)-[a-z-]+/"),
    Kind("unit", "unit/kanim-teluk-biru/", _UNIT),
    Kind("unit-page", "unit/kanim-teluk-biru/maklumat/", rf"{_UNIT}(?!sematan/)[a-z][a-z0-9-]*/"),
    Kind("unit-archive", "unit/kanim-teluk-biru/2024/06/", rf"{_UNIT}(?:semua/)?\d{{4}}/(?:\d\d/){{0,2}}"),
    Kind("zones", "zona/", r"zona/"),
    Kind("zone", "zona/wbk/", r"zona/[a-z0-9-]+/"),
    Kind("zone-archive", "zona/wbk/2024/07/", r"zona/[a-z0-9-]+/\d{4}/(?:\d\d/){0,2}"),
    Kind("regions", "wilayah/", r"wilayah/"),
    Kind("region", "wilayah/91/", r"wilayah/\d+/"),
    Kind("list", "tag/paspor/", r"(?:tag|jenis)/[a-z0-9-]+/"),
    Kind("list-archive", "tag/paspor/2024/06/", r"(?:tag|jenis|wilayah)/[a-z0-9-]+/\d{4}/(?:\d\d/){0,2}"),
    Kind("feeds", "feed/", r"feed/"),
    Kind("corrections", "ralat/", r"ralat/"),
    Kind("urgent", "darurat/", r"darurat/"),
    Kind("digest", "unit/kanim-teluk-biru/ringkasan/2024/07/15/", r"(?:.+/)?ringkasan/\d{4}/\d\d/\d\d/"),
    Kind("digest-sheet", "ringkasan/2024/07/02/lembar/", r"(?:.+/)?ringkasan/\d{4}/\d\d/\d\d/lembar/"),
    Kind("frame", "unit/kanim-teluk-biru/sematan/", r"(?:unit/[^/]+/(?:semua/)?|zona/[^/]+/)?sematan/"),
    Kind("widget", "sematan/pasang/", r"sematan/pasang/"),
    Kind("search", "cari/", r"cari/"),
    Kind("standing-page", "halaman/pedoman/", r"halaman/[a-z0-9-]+/"),
)
_BY_PATTERN = [(re.compile(kind.pattern), kind) for kind in KINDS]


def kind_of(path: str) -> Kind | None:
    """The kind of the page at a site path; None where it is of none that is known."""
    return next((kind for pattern, kind in _BY_PATTERN if pattern.fullmatch(path)), None)


def named(*names: str) -> list[Kind]:
    """Those with these names."""
    return [next(kind for kind in KINDS if kind.name == name) for name in names]
