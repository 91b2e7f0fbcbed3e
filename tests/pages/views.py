"""One full view for each template, of fictional offices, and what makes it bare or hostile."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

View = dict[str, Any]

HOSTILE = "\"'><script>x</script><b onload=x>&"

# Not free text: what the schema, the registry or the addresses have already held to a form.
_FORMED = {
    "date", "event_date", "fetchpriority", "has_time", "height", "instant", "kind", "lang", "level", "path", "size",
    "state", "theme", "timezone", "updated", "width", "by", "where", "body", "type",
    "feed", "kit", "ninjs", "opml", "archive", "region_path", "unit_path", "target", "code", "id",
    "zones", "own_feed", "everything", "corrections_feed", "urgent_feed", "under", "takes",
}  # fmt: skip
_OPTIONAL = {
    "expires", "image", "lead", "parent", "press_contact", "previous", "profile", "province", "up", "withdrawn",
}  # fmt: skip
_MAY_BE_EMPTY = {
    "about", "address", "alt", "basis", "city", "complaint", "current_name", "description", "editor", "email",
    "ended_note", "event_date", "feed", "hours", "intro", "kit", "location", "ninjs", "note", "opml", "part", "phone",
    "region_path", "source", "stage_name", "summary", "unit_class", "updated", "website", "whatsapp",
    "own_feed", "urgent_feed",
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
    }
    return {**frame, **changes}


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
        "image": {"path": "berita/foto.jpg", "alt": "Loket", "width": 1200, "height": 800},
        "state": "live",
        "sample": True,
        "location": "Teluk Biru",
    }
    return {**row, **changes}


def story(**changes: Any) -> View:
    moment = {"instant": 1717300000, "timezone": "Asia/Makassar"}
    details = {
        "body": Markup("<p>Isi <em>berita</em>.</p>"),
        "event_date": "2024-05-30",
        "authors": ["Rani Putri", "Tedy"],
        "editor": "B. Santoso",
        "image": {**card()["image"], "caption": "Loket pada Sabtu pertama.", "credit": "Humas"},
        "images": [{**card()["image"], "caption": "Antrean.", "credit": "Humas"}],
        "kit": "berita/kanim-teluk-biru/2024/layanan/siaran.zip",
        "ninjs": "berita/kanim-teluk-biru/2024/layanan/ninjs.json",
        "corrections": [{"kind": "ralat", "kind_name": "Ralat", "note": "Kuota 150.", "has_time": True, **moment}],
        "zone_tags": [
            {"theme": "wbk", "name": "WBK", "path": "zona/wbk/", "by": "editor", "matches": []},
            {
                "theme": "area-6",
                "name": "Area 6",
                "path": "zona/area-6/",
                "by": "tagger",
                "matches": [{"phrase": "maklumat pelayanan", "text": "maklumat pelayanan", "where": "title"}],
            },
        ],
        "stage_name": "Pembangunan",
        "tag_links": [{"label": "paspor", "path": "tag/paspor/"}],
        "further_units": [{"name": "Kanwil Contoh", "path": "unit/kanwil-contoh/"}],
        "source": "https://contoh.test/asal",
        "expires": moment,
        "withdrawn": None,
        "attachments": [{"label": "Maklumat", "path": "berita/m.pdf", "type": "application/pdf", "size": 1245000}],
        "updated": moment,
    }
    return {**card(), **details, **changes}


def withdrawal(**changes: Any) -> View:
    row = {"kind": "pencabutan", "kind_name": "Pencabutan", "reason": "Korban anak.", "has_time": True}
    return {**row, "instant": 1717300000, "timezone": "Asia/Jakarta", **changes}


PLACE = {"name": "Kanwil Contoh", "path": "unit/kanwil-contoh/"}
LABEL = {"label": "Juni 2024", "path": "berita/2024/06/"}
PERIODS = [{**LABEL, "count": 1064}] * 14
STORY_UNIT = {
    "id": "kanim-teluk-biru",
    "name": "Kantor Imigrasi Teluk Biru",
    "path": "unit/kanim-teluk-biru/",
    "current_name": "Kantor Imigrasi Kelas I Teluk Biru",
    "ancestors": [PLACE, PLACE],
}
UNIT = {
    **STORY_UNIT,
    "short_name": "Kanim Teluk Biru",
    "kind": "upt",
    "kind_label": "Unit pelaksana teknis",
    "unit_class": "I",
    "city": "Teluk Biru",
    "province": {"name": "Sumatera Contoh", "path": "wilayah/13/"},
    "parent": PLACE,
    "ended": True,
    "ended_note": "Digabung.",
}
PROFILE = {
    "address": "Jalan Pelabuhan 12",
    "hours": "Senin–Jumat 08.00–15.30",
    "phone": "(0751) 123456",
    "email": "humas@contoh.test",
    "whatsapp": "0812-3456-7890",
    "website": "https://contoh.test",
    "complaint": "https://lapor.contoh.test",
    "press_contact": {"name": "Rani Putri", "phone": "0812 3456 7891", "email": "rani@contoh.test"},
    "social": [{"network": "Instagram", "url": "https://instagram.contoh.test"}],
}
LISTED = {**PLACE, "id": "kanwil-contoh", "short_name": "Kanwil", "ended": True, "city": "Kota Contoh"}
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

FULL: dict[str, View] = {
    "front.html": {
        "lead": card(),
        "latest": [card(), card(image=None)],
        "zones": [{**THEME, "newest": [card()]}],
        "regions": [PROVINCE],
        "clarifications": [card(kind="klarifikasi")],
        "units_total": 1064,
    },
    "story.html": {"story": story(), "unit": STORY_UNIT, "older": [card()]},
    "archive.html": {
        "heading": "Juni 2024",
        "level": "month",
        "periods": PERIODS,
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
        "provinces": [PROVINCE],
        "total": 2,
    },
    "unit.html": {
        "unit": UNIT,
        "profile": PROFILE,
        "history": [{"date": "2024-11-05", "label": "Digabung", "basis": "Perpres", "source": "x", "links": [PLACE]}],
        "successors": [PLACE],
        "predecessors": [PLACE],
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
    "zones.html": {"themes": [THEME], "areas": [THEME]},
    "zone.html": {
        "zone": {**THEME, "kind": "area", "components": [{"label": "Standar Pelayanan", "part": "Pemenuhan"}]},
        "newest": [card()],
        "years": PERIODS,
    },
    "list.html": {"heading": "paspor", "intro": "Topik.", "newest": [card()], "months": PERIODS, "units": [PLACE]},
    "regions.html": {"provinces": [PROVINCE]},
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
