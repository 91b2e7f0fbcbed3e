"""One full view for each template, of fictional offices, and what makes it bare or hostile."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from plugins.pages.province_map import GRID

View = dict[str, Any]

HOSTILE = "\"'><script>x</script><b onload=x>&"

# Not free text: what the schema, the registry or the addresses have already held to a form.
_FORMED = {
    "date", "day", "event_date", "list", "fetchpriority", "has_time", "height", "instant", "kind", "lang", "level",
    "path", "size", "state", "theme", "timezone", "updated", "width", "by", "where", "body", "type",
    "feed", "kit", "ninjs", "opml", "archive", "region_path", "unit_path", "target", "code", "id",
    "zones", "own_feed", "everything", "corrections_feed", "urgent_feed", "under", "takes",
    "digest", "home", "message", "sheet", "shown", "period",
}  # fmt: skip
_OPTIONAL = {
    "ask", "expires", "image", "lead", "parent", "press_contact", "previous", "profile", "province", "share", "up",
    "video", "withdrawn",
}  # fmt: skip
_MAY_BE_EMPTY = {
    "digest", "about", "address", "alt", "basis", "city", "complaint", "current_name", "description", "editor", "email",
    "ended_note", "event_date", "feed", "hours", "intro", "kit", "location", "ninjs", "note", "opml", "part", "phone",
    "region_path", "source", "stage_name", "summary", "unit_class", "updated", "website", "whatsapp",
    "own_feed", "urgent_feed", "card", "dateline", "dissolved", "founded", "place", "standfirst",
}  # fmt: skip


def page(**changes: Any) -> View:
    frame = {
        "title": "Judul halaman",
        "description": "Uraian singkat",
        "path": "halaman/tentang/",
        "lang": "id",
        "feed": "feed.xml",
        "crumbs": [{"label": "Beranda", "path": ""}, {"label": "Unit", "path": "unit/"}],
        "noindex": False,
        "card": "kartu.png",
        "canonical": "",
    }
    return {**frame, **changes}


PHOTO = {
    "path": "berita/foto.jpg",
    "alt": "Loket",
    "width": 1200,
    "height": 800,
    "digest": "0" * 12,
    "sources": [
        {"type": "image/webp", "sizes": [{"path": f"berita/{width}.webp", "width": width} for width in (360, 720)]}
    ],
}


def card(**changes: Any) -> View:
    row = {
        "reference": "kanim-teluk-biru/2024/layanan",
        "path": "berita/kanim-teluk-biru/2024/layanan/",
        "id": "tag:contoh.test,2024:kanim-teluk-biru/2024/layanan",
        "title": "Kantor buka layanan Sabtu",
        "summary": "Kuota tambahan sampai akhir Juni.",
        "instant": 1717209000,
        "has_time": True,
        "timezone": "Asia/Jakarta",
        "unit": "kanim-teluk-biru",
        "unit_path": "unit/kanim-teluk-biru/",
        "unit_name": "Kanim Teluk Biru",
        "kind": "siaran-pers",
        "kind_link": {"label": "Siaran pers", "path": "jenis/siaran-pers/"},
        "lang": "id",
        "zones": ["wbk", "area-6"],
        "stage": "pembangunan",
        "tags": ["paspor"],
        "image": PHOTO,
        "state": "live",
        "sample": True,
        "location": "Teluk Biru",
        "also": 2,
    }
    return {**row, **changes}


def story(**changes: Any) -> View:
    moment = {"instant": 1717300000, "timezone": "Asia/Makassar"}
    details = {
        "dateline": "TELUK BIRU, 1 Juni 2024 –",
        "body": Markup("Isi <em>berita</em>.</p>"),
        "standfirst": "Kuota tambahan sampai akhir Juni.",
        "place": "Teluk Biru",
        "signed": False,
        "video": {"url": "https://video.contoh.test/v", "host": "video.contoh.test", "path": "", "type": "", "size": 0},
        "updates": [{"id": "pembaruan-20240602-1100", "note": "Loket ditutup.", "has_time": True, **moment}],
        "translations": [
            {"lang": "en", "path": "berita/kanim-teluk-biru/2024/hours/", "title": "Hours", "original": False}
        ],
        "alternates": True,
        "share": {
            "targets": [{"network": "WhatsApp", "address": "https://wa.me/?text=Kantor%20buka"}],
            "copies": [{"id": "x", "network": "X", "text": "Kantor buka", "length": 11, "limit": 280}],
        },
        "event_date": "2024-05-30",
        "authors": ["Rani Putri", "Tedy"],
        "editor": "B. Santoso",
        "image": {**card()["image"], "sources": [], "caption": "Loket pada Sabtu pertama.", "credit": "Humas"},
        "images": [{**card()["image"], "sources": [], "caption": "Antrean.", "credit": "Humas"}],
        "kit": "berita/kanim-teluk-biru/2024/layanan/siaran.zip",
        "ninjs": "berita/kanim-teluk-biru/2024/layanan/ninjs.json",
        "corrections": [{"kind": "ralat", "kind_name": "Ralat", "note": "Kuota 150.", "has_time": True, **moment}],
        "zone_tags": [
            {"theme": "wbk", "name": "WBK", "path": "zona/wbk/", "by": "editor", "matches": [], "against": []},
            {
                "theme": "area-6",
                "name": "Area 6",
                "path": "zona/area-6/",
                "by": "tagger",
                "matches": [{"text": "maklumat pelayanan", "where": ["title", "body"]}],
                "against": [{"text": "pelayanan gereja", "where": ["body"]}],
            },
        ],
        "stage_name": "Pembangunan",
        "tag_links": [{"label": "paspor", "path": "tag/paspor/"}],
        "further_units": [{"name": "Kanwil Contoh", "path": "unit/kanwil-contoh/"}],
        "source": "https://contoh.test/asal",
        "expires": moment,
        "withdrawn": None,
        "attachments": [{"label": "Maklumat", "path": "berita/m.pdf", "type": "application/pdf", "size": 1245000}],
        "updated": {**moment, "has_time": True},
    }
    return {**card(), **details, **changes}


def withdrawal(**changes: Any) -> View:
    row = {"kind": "pencabutan", "kind_name": "Pencabutan", "reason": "Korban anak.", "has_time": True}
    return {**row, "instant": 1717300000, "timezone": "Asia/Jakarta", **changes}


PLACE = {"name": "Kanwil Contoh", "path": "unit/kanwil-contoh/"}
LABEL = {"label": "Juni 2024", "path": "berita/2024/06/"}
PERIODS = [{**LABEL, "period": f"{2024 - back // 12}-{12 - back % 12:02}", "count": 1064 + back} for back in range(14)]
DAYS = [{**LABEL, "period": f"2024-06-{day:02}", "count": day} for day in (30, 9, 1)]
STORY_UNIT = {
    "id": "kanim-teluk-biru",
    "short_name": "Kanim Teluk Biru",
    "name": "Kantor Imigrasi Teluk Biru",
    "path": "unit/kanim-teluk-biru/",
    "current_name": "Kantor Imigrasi Kelas I Teluk Biru",
    "ancestors": [PLACE, PLACE],
}
UNIT = {
    **STORY_UNIT,
    "kind": "upt",
    "kind_label": "Unit pelaksana teknis",
    "unit_class": "I",
    "city": "Teluk Biru",
    "province": {"name": "Sumatera Contoh", "path": "wilayah/13/"},
    "parent": PLACE,
    "ended": True,
    "ended_note": "Digabung.",
    "founded": "2020-01-01",
    "dissolved": "2024-11-05",
}
PROFILE = {
    "address": "Jalan Pelabuhan 12",
    "hours": "Senin–Jumat 08.00–15.30",
    "phone": "(0751) 123456",
    "email": "humas@contoh.test",
    "whatsapp": "0812-3456-7890",
    "website": "https://contoh.test",
    "complaint": "https://lapor.contoh.test",
    "complaint_name": "lapor.contoh.test",
    "press_contact": {"name": "Rani Putri", "phone": "0812 3456 7891", "email": "rani@contoh.test"},
    "social": [{"network": "Instagram", "url": "https://instagram.contoh.test"}],
}
LISTED = {**PLACE, "id": "kanwil-contoh", "short_name": "Kanwil", "ended": True, "city": "Kota", "province": "13"}
LEAF = {
    "id": "lapas-a",
    "label": "Lapas A",
    "name": "Lembaga Pemasyarakatan A",
    "ended": True,
    "feed": "unit/lapas-a/feed.xml",
    "own_feed": "",
    "opml": "unit/lapas-a/feeds.opml",
    "under": ["kanwil-lama"],
    "takes": ["lapas-b"],
    "press_contact": {"name": "Rani Putri", "phone": "0812 3456 7891", "email": "rani@contoh.test"},
    "beneath": 0,
    "children": [],
}
BRANCH = {
    **LEAF,
    "id": "kanwil",
    "feed": "unit/kanwil/semua/feed.xml",
    "own_feed": "unit/kanwil/feed.xml",
    "beneath": 2,
    "children": [LEAF, {**LEAF, "id": "lapas-b", "press_contact": {"name": "", "phone": "lihat situs", "email": ""}}],
}
NOTICE = {
    "kind": "ralat",
    "kind_name": "Ralat",
    "note": "Kuota 150.",
    "instant": 1717300000,
    "has_time": True,
    "timezone": "Asia/Makassar",
    "title": "Kantor buka layanan Sabtu",
    "path": "berita/kanim-teluk-biru/2024/layanan/",
    "lang": "en",
    "sample": True,
    "unit_name": "Kanim Teluk Biru",
    "unit_path": "unit/kanim-teluk-biru/",
}
THEME = {"theme": "area-6", "name": "Area 6", "path": "zona/area-6/", "count": 1234, "about": "Layanan publik."}
PROVINCE = {"code": "13", "name": "Sumatera Contoh", "path": "wilayah/13/", "count": 5, "units": 1}
PROVINCES = [{**PROVINCE, "code": code, "path": f"wilayah/{code}/" if code != "95" else ""} for code in sorted(GRID)]

DIGEST = {
    "of": {"name": "Kantor Imigrasi Teluk Biru", "short": "Kanim", "path": "unit/kanim-teluk-biru/", "unit": False},
    "day": "2024-06-01",
    "left": 51,
    "sheet": "unit/kanim-teluk-biru/ringkasan/2024/06/01/lembar/",
    "message": "unit/kanim-teluk-biru/ringkasan/2024/06/01/pesan.txt",
}

FULL: dict[str, View] = {
    "front.html": {
        "digest": LABEL,
        "lead": card(),
        "urgent": [card(), card(lang="en", sample=False)],
        "days": [{"day": "2024-06-01", "stories": [card(), card(image=None)]}],
        "panels": [{"list": "jenis:klarifikasi", "path": "jenis/klarifikasi/", "newest": [card(kind="klarifikasi")]}],
        "zones": [{**THEME, "newest": [card()]}],
        "regions": [PROVINCE],
        "units_total": 1064,
    },
    "story.html": {
        "story": story(),
        "unit": STORY_UNIT,
        "older": [card()],
        "original": None,
        "copies": [PLACE, PLACE],
        "further_copies": 3,
    },
    "archive.html": {
        "digest": "ringkasan/2024/06/01/",
        "heading": "Juni 2024",
        "level": "month",
        "period": "2024-06",
        "periods": DAYS,
        "stories": [card()],
        "kinds": PERIODS[:1],
        "data": [LABEL],
        "up": LABEL,
        "previous": LABEL,
    },
    "directory.html": {
        "roots": [
            {
                **LISTED,
                "groups": [
                    {
                        "kind": "upt",
                        "label": "UPT",
                        "sections": [
                            {"label": "", "region_path": "", "units": [LISTED]},
                            {"label": "Contoh", "region_path": "wilayah/13/", "units": [LISTED]},
                        ],
                    }
                ],
            }
        ],
        "levels": [{"kind": "kanwil", "label": "Kantor wilayah"}, {"kind": "upt", "label": "UPT"}],
        "provinces": PROVINCES,
        "total": 2,
    },
    "unit.html": {
        "digest": LABEL,
        "unit": UNIT,
        "profile": PROFILE,
        "ask": {**PLACE, "phone": "(0751) 654321", "email": "kanwil@contoh.test"},
        "history": [{"date": "2024-11-05", "label": "Digabung", "basis": "Perpres", "source": "x", "links": [PLACE]}],
        "successors": [PLACE],
        "predecessors": [PLACE],
        "urgent": [card()],
        "successor_unknown": False,
        "newest": [card()],
        "newest_under": [card()],
        "groups": [{"label": "Lapas", "units": [PLACE] * 13}, {"label": "Rutan", "units": [PLACE]}],
        "months": PERIODS,
        "rollup_months": PERIODS[:1],
        "pages": [LABEL],
        "feeds": [LABEL],
        "opml": "unit/lapas-a/feeds.opml",
    },
    "urgent.html": {"now": [card()], "earlier": [card()], "days": 3},
    "zones.html": {"urgent": [card()], "themes": [THEME], "areas": [THEME]},
    "zone.html": {
        "urgent": [card()],
        "zone": {**THEME, "kind": "area", "components": [{"label": "Standar Pelayanan", "part": "Pemenuhan"}]},
        "newest": [card()],
        "years": PERIODS,
    },
    "list.html": {"heading": "paspor", "newest": [card()], "months": PERIODS},
    "regions.html": {"provinces": PROVINCES},
    "region.html": {
        "digest": LABEL,
        "heading": "Sumatera Contoh",
        "intro": "Berita dari kantor-kantor di wilayah ini.",
        "count": 61,
        "newest": [card()],
        "months": PERIODS,
        "groups": [
            {"label": "Kantor wilayah", "units": [{**PLACE, "ended": True}]},
            {"label": "Unit pelaksana teknis", "units": [{**PLACE, "ended": False}] * 9},
        ],
    },
    "feeds.html": {
        "opml": "feeds.opml",
        "data": [LABEL],
        "archive": "berita/",
        "everything": "feed.xml",
        "corrections_feed": "ralat/feed.xml",
        "urgent_feed": "darurat/feed.xml",
        "provinces": [
            {"id": "13", "label": "Sumatera Contoh", "feed": "wilayah/13/feed.xml", "opml": "wilayah/13/feeds.opml"}
        ],
        "themes": [{"id": "wbk", "label": "WBK", "feed": "zona/wbk/feed.xml"}],
        "kinds": [{"label": "Klarifikasi", "feed": "jenis/klarifikasi/feed.xml"}],
        "units": [BRANCH],
    },
    "corrections.html": {"notices": [NOTICE, {**NOTICE, "title": "", "note": ""}], "feed": "ralat/feed.xml"},
    "page.html": {"page": page(body=Markup("<p>Isi.</p>"), updated="2024-06-01")},
    "ringkasan.html": {
        **DIGEST,
        "total": 61,
        "stories": [card()],
        "archive": LABEL,
        "previous": LABEL,
        "text": "*Judul*\n",
    },
    "lembar.html": {
        **DIGEST,
        "top": [card()],
        "headlines": [card(state="expired"), card(lang="en", sample=False)],
        "digest": "unit/kanim-teluk-biru/ringkasan/2024/06/01/",
        "code": {"size": 49, "path": "m0 .5m4 4h7"},
    },
    "sematan-bingkai.html": {
        "title": "Kanim Teluk Biru",
        "home": "unit/kanim-teluk-biru/",
        "own": False,
        "urgent": [card()],
        "items": [card(), card(lang="en", sample=False)],
    },
    "sematan.html": {
        "groups": [{"label": "UPT", "units": [{"id": "kanim-teluk-biru", "name": "Kanim", "rollup": True}]}],
        "themes": [{"id": "wbk", "name": "WBK"}],
        "script_code": "<p>",
        "frame_code": "<iframe>",
        "shown": "unit/kanim-teluk-biru/sematan/",
    },
    "cari.html": {
        "provinces": [{"id": "91", "label": "Provinsi Biru"}],
        "themes": [{"id": "wbk", "label": "WBK"}],
        "kinds": [{"id": "berita", "label": "Berita"}],
    },
    "404.html": {},
    "redirect.html": {"target": "berita/kanim-teluk-biru/2024/layanan/"},
}


def full(template: str) -> View:
    return {"page": page(), **FULL[template]}


def bare(template: str) -> View:
    """The same with nothing that a view may leave out."""
    return {key: _bare(key, value) for key, value in full(template).items()}


def hostile(template: str) -> View:
    """The same with markup in every text that people write."""
    return {key: _hostile(key, value) for key, value in full(template).items()}


def _bare(key: str, value: Any) -> Any:
    if key in _OPTIONAL or (key == "updated" and isinstance(value, dict)):
        return None
    if isinstance(value, dict):
        return {name: _bare(name, inner) for name, inner in value.items()}
    if isinstance(value, list):
        return []
    return "" if key in _MAY_BE_EMPTY else value


def _hostile(key: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _hostile(name, inner) for name, inner in value.items()}
    if isinstance(value, list) and key not in _FORMED:
        return [_hostile(key, inner) for inner in value]
    return HOSTILE if isinstance(value, str) and key not in _FORMED else value
