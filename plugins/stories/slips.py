"""Slips of the pen and what was meant: dates written as people speak them, file names with capitals, foreign keys."""

from __future__ import annotations

import re
import unicodedata

from plugins.addresses import DEVICE_NAMES
from plugins.dates import parse_date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb peb february",
            "maret mar march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu agt ags aug august",
            "september sept sep",
            "oktober okt oct october",
            "november nov nopember",
            "desember des dec december",
        ),
        1,
    )
    for name in names.split()
}
_DAY_FIRST = re.compile(
    r"(?:[A-Za-z'’]+,?\s+)?(?P<day>[0-9]{1,2})(?:[\s./-]+)(?P<month>[0-9]{1,2}|[A-Za-z]+)(?:[\s./,-]+)(?P<year>[0-9]{4})\b"
    r"(?P<rest>.*)"
)
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})[./ -](?P<month>[0-9]{1,2})[./ -](?P<day>[0-9]{1,2})(?P<rest>\b.*)")
_HOUR = re.compile(r"\b([01]?[0-9]|2[0-3])[.:]([0-5][0-9])(?:\s*(WIB|WITA|WIT)\b)?")

# Keys of other systems and of Indonesian, and what they are called here, in a story or in one of its mappings.
OTHER_NAMES = {
    "judul": "title",
    "headline": "title",
    "tanggal": "date",
    "published": "date",
    "tanggal_kegiatan": "event_date",
    "ringkasan": "summary",
    "description": "summary",
    "excerpt": "summary",
    "deskripsi": "summary",
    "lokasi": "location",
    "tempat": "location",
    "jenis": "kind",
    "type": "kind",
    "zona": "zones",
    "tag": "tags",
    "label": "tags",
    "topik": "tags",
    "keywords": "tags",
    "gambar": "image",
    "foto": "image",
    "cover": "image",
    "thumbnail": "image",
    "penulis": "author",
    "penyunting": "editor",
    "redaktur": "editor",
    "draft": "status",
    "publishdate": "embargo_until",
    "embargo": "embargo_until",
    "expirydate": "expires",
    "modified": "updated",
    "lastmod": "updated",
    "ralat": "corrections",
    "koreksi": "corrections",
    "dicabut": "withdrawn",
    "pencabutan": "withdrawn",
    "bahasa": "lang",
    "language": "lang",
    "sumber": "source",
    "lampiran": "attachments",
    "kontak": "contact",
    "contoh": "sample",
    "mendesak": "urgent",
    "serta_merta": "urgent",
    "darurat": "urgent",
    "sampai": "until",
    "terjemahan": "translation_of",
    "terjemahan_dari": "translation_of",
    "perkembangan": "updates",
    "pembaruan": "updates",
    "catatan": "note",
}
# Values as people say them, and what they are called here.
OTHER_VALUES = {
    "terbit": "published",
    "tayang": "published",
    "publikasi": "published",
    "publik": "published",
    "final": "published",
    "konsep": "draft",
    "draf": "draft",
    "belum": "draft",
    "rilis": "siaran-pers",
    "rilis pers": "siaran-pers",
    "pers rilis": "siaran-pers",
    "press release": "siaran-pers",
    "pidato": "sambutan",
    "hoaks": "klarifikasi",
    "typo": "ralat",
    "salah ketik": "ralat",
    "hak koreksi": "koreksi",
    "update": "pemutakhiran",
    "dicabut": "pencabutan",
    "ditarik": "pencabutan",
    "pribadi": "privasi",
    "privacy": "privasi",
    "indonesia": "id",
    "inggris": "en",
}
ADDRESS_KEYS = frozenset(
    ("save_as", "url", "slug", "id", "guid", "path", "permalink", "aliases", "redirect", "identity", "reference")
)
UNIT_KEYS = frozenset(("unit", "unit_id", "category", "kategori", "satker"))
TEMPLATE_KEYS = frozenset(("template", "layout", "theme", "css", "stylesheet", "javascript"))


def suggest_moment(text: str) -> str:
    """`2024-06-01 09:30 WIB` for `Sabtu, 1 Juni 2024 | 09.30 WIB`; an empty text where nothing fits."""
    text = text.strip("“”‘’\"' ")
    match = _YEAR_FIRST.match(text) or _DAY_FIRST.match(text)
    if not match:
        return ""
    month = _MONTHS.get(match["month"].lower()) or (int(match["month"]) if match["month"].isdigit() else 0)
    try:
        day = parse_date(f"{match['year']}-{month}-{match['day']}").isoformat()
    except ValueError:
        return ""
    hour = _HOUR.search(match["rest"])
    if not hour:
        return day
    return f"{day} {int(hour[1]):02}:{hour[2]}" + (f" {hour[3]}" if hour[3] else "")


def slug_of(name: str) -> str:
    """The slug nearest to `name`: small letters, digits and hyphens, at most 100, never a device name of Windows."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:100].strip("-")
    return slug + "-berita" if slug in DEVICE_NAMES else slug or "berita"
