"""The form in which a story is written: what each key of the schema looks like in the editor, in words of the offices.

The options come from the schema itself; a key that is left out of the form is kept in the file all the same
(`HIDDEN`), and a test holds both tables to the schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from plugins.pages.house import CORRECTION_NAMES, KIND_NAMES
from plugins.stories import fields

Options = Iterable[tuple[str, str]]  # value, label
Widget = dict[str, Any]  # a field as Sveltia's configuration has it

_MOMENT: Widget = {
    "widget": "datetime",
    "format": "YYYY-MM-DD HH:mm",
    "date_format": "YYYY-MM-DD",
    "time_format": "HH:mm",
}
_DAY: Widget = {
    "widget": "datetime",
    "type": "date",
    "format": "YYYY-MM-DD",
    "date_format": "YYYY-MM-DD",
    "time_format": False,
}
_LINE: Widget = {"widget": "string", "maxlength": 300}
_PARAGRAPH: Widget = {"widget": "text", "maxlength": 2_000}
_WITHDRAWAL_NAMES = {"pencabutan": "Pencabutan", "privasi": "Privasi"}
_STATUS_NAMES = {"published": "Siap tayang", "draft": "Draf (belum tayang)"}
_PHOTOS = "image/jpeg,image/png,image/webp"
_DOCUMENTS = ".pdf,.docx,.xlsx,.pptx,.csv"


@dataclass(frozen=True, slots=True)
class Entry:
    """One key in the form: its label, what is said below it, its widget, and its keys if it holds some."""

    name: str
    label: str
    hint: str
    widget: Widget
    keys: tuple[Entry, ...] = ()
    required: bool = False
    more: Mapping[str, Any] = field(default_factory=dict)

    def made(self) -> Widget:
        """The field as Sveltia's configuration has it."""
        found: Widget = {"name": self.name, "label": self.label, "required": self.required, **self.widget, **self.more}
        if self.hint:
            found["hint"] = self.hint
        if self.keys:
            found["fields"] = [key.made() for key in self.keys]
        return found


def select(options: Options, **more: Any) -> Widget:
    """A choice among `options`."""
    return {"widget": "select", "options": [{"value": value, "label": label} for value, label in options], **more}


_PHOTO = (
    Entry(
        "file",
        "Foto",
        "Dikecilkan di perangkat ini; keterangan tersembunyinya (lokasi, waktu, ponsel) dibuang sebelum dikirim.",
        {"widget": "image", "accept": _PHOTOS, "choose_url": False},
        required=True,
    ),
    Entry(
        "alt",
        "Teks pengganti",
        "Apa yang tampak pada foto, untuk pembaca tunanetra. Contoh: Dua pemohon menunggu di loket.",
        _LINE,
    ),
    Entry("caption", "Keterangan foto", "Siapa, sedang apa, di mana, kapan.", _LINE),
    Entry("credit", "Kredit", "Pemotret atau pemilik foto. Contoh: Humas Kanim Teluk Biru", _LINE),
    Entry("consent", "Izin yang difoto", "Contoh: lisan, tertulis, tidak terlihat wajah, acara terbuka.", _LINE),
)

# The keys in the order of the form.
FORM: tuple[Entry, ...] = (
    Entry(
        "title",
        "Judul",
        "Kalimat aktif dan lengkap, bukan huruf besar semua. Contoh: Kanim Teluk Biru buka layanan paspor akhir pekan",
        {"widget": "string", "maxlength": 300},
        required=True,
    ),
    Entry(
        "kind",
        "Jenis",
        "",
        select(((kind, KIND_NAMES[kind]) for kind in fields.KINDS), default="berita"),
        required=True,
    ),
    Entry("date", "Waktu tayang", "Jam setempat kantor Anda.", {**_MOMENT, "default": "{{now}}"}, required=True),
    Entry("event_date", "Tanggal kegiatan", "Hari kejadiannya, bukan hari menulisnya.", _DAY),
    Entry("location", "Kota", "Kota tempat kejadian. Contoh: Teluk Biru", _LINE),
    Entry("summary", "Ringkasan", "Satu atau dua kalimat: siapa, apa, di mana, kapan.", _PARAGRAPH),
    Entry(
        "body",
        "Isi berita",
        "Teras (siapa, apa, kapan, di mana), kutipan, latar, penutup. Tanpa NIK, nomor telepon, atau alamat warga.",
        {
            "widget": "richtext",
            "modes": ["rich_text", "raw"],
            "buttons": [
                "bold",
                "italic",
                "link",
                "heading-two",
                "heading-three",
                "quote",
                "bulleted-list",
                "numbered-list",
            ],
            "editor_components": [],
            "minimal": False,
        },
    ),
    Entry("image", "Foto utama", "", {"widget": "object", "collapsed": False}, _PHOTO),
    Entry("images", "Foto lain", "", {"widget": "list", "label_singular": "foto", "collapsed": False}, _PHOTO),
    Entry(
        "attachments",
        "Lampiran",
        "PDF, Word, Excel, PowerPoint, atau CSV; paling besar 10 MB.",
        {"widget": "list", "label_singular": "lampiran", "collapsed": True},
        (
            Entry("file", "Berkas", "", {"widget": "file", "accept": _DOCUMENTS, "choose_url": False}, required=True),
            Entry("title", "Nama lampiran", "", _LINE),
        ),
    ),
    Entry(
        "author",
        "Penulis",
        "Satu nama setiap baris.",
        {"widget": "list", "label_singular": "penulis", "field": {"name": "name", "label": "Nama", **_LINE}},
    ),
    Entry("editor", "Penyunting", "", _LINE),
    Entry("tags", "Kata kunci", "Satu kata kunci setiap kotak. Contoh: paspor", {"widget": "list"}),
    Entry(
        "zones",
        "Tanda ZI, WBK, WBBM, dan area",
        "Biasanya dikosongkan: tanda dipasang otomatis. Isi hanya bila yang otomatis keliru.",
        {},
    ),
    Entry("units", "Kantor lain yang ikut", "", {}),
    Entry(
        "status",
        "Keadaan",
        "",
        select(((status, _STATUS_NAMES[status]) for status in fields.STATUSES), default="published"),
        required=True,
    ),
    Entry(
        "embargo_until",
        "Embargo sampai",
        "Berita baru tampak sesudah waktu ini. Kosongkan bila tidak ada embargo.",
        _MOMENT,
    ),
    Entry("expires", "Berlaku sampai", "Sesudah waktu ini berita turun dari daftar. Untuk pengumuman.", _MOMENT),
    Entry(
        "source",
        "Sumber",
        "Bila diceritakan ulang dari tempat lain: alamat atau namanya.",
        {"widget": "string", "maxlength": 500},
    ),
    Entry("contact", "Narahubung wartawan", "Hanya nomor atau surel resmi kantor.", _LINE),
    Entry("responsible", "Penanggung jawab", "", _LINE),
    Entry(
        "updates",
        "Perkembangan",
        "Tambahan sesudah terbit.",
        {"widget": "list", "label_singular": "perkembangan", "collapsed": True},
        (
            Entry("date", "Waktu", "", _MOMENT, required=True),
            Entry("note", "Apa yang baru", "", _PARAGRAPH, required=True),
        ),
    ),
    Entry(
        "corrections",
        "Ralat dan koreksi",
        "",
        {"widget": "list", "label_singular": "ralat", "collapsed": True},
        (
            Entry("date", "Waktu", "", _MOMENT, required=True),
            Entry(
                "kind",
                "Jenis",
                "",
                select((kind, CORRECTION_NAMES[kind]) for kind in fields.CORRECTION_KINDS),
                required=True,
            ),
            Entry("note", "Apa yang diperbaiki", "Sebut yang keliru dan yang benar.", _PARAGRAPH, required=True),
        ),
    ),
    Entry(
        "withdrawn",
        "Pencabutan",
        "Berita tidak dihapus: halamannya tinggal dengan alasan.",
        {"widget": "object", "collapsed": True},
        (
            Entry("date", "Waktu", "", _MOMENT, required=True),
            Entry(
                "kind",
                "Jenis",
                "Privasi: judul pun tidak tampak lagi.",
                select(_WITHDRAWAL_NAMES.items()),
                required=True,
            ),
            Entry("reason", "Alasan", "", _PARAGRAPH, required=True),
        ),
    ),
    Entry(
        "waive",
        "Pengecualian aturan",
        "Bila pemeriksaan keliru: kode aturan dan alasannya; tercatat.",
        {"widget": "list", "label_singular": "pengecualian", "collapsed": True},
        (
            Entry("rule", "Kode aturan", "Contoh: f-judul", _LINE, required=True),
            Entry("reason", "Alasan", "", _PARAGRAPH, required=True),
        ),
    ),
)

# Keys that are rare or for those who work on files: not shown, and kept as they are.
HIDDEN = (
    "authors", "moved_from", "lang", "sample", "source_story", "translation_of", "updated", "video", "kip",
    "urgent", "campaign", "event", "services", "agreements", "claim",
)  # fmt: skip


def form(zones: Options, units: Options) -> list[Widget]:
    """Sveltia's fields for a story; `zones` and `units` are what may be chosen there, with their names."""
    chosen = {"zones": select(zones, multiple=True), "units": select(units, multiple=True)}
    shown = [
        entry.made() | chosen.get(entry.name, {}) for entry in FORM if chosen.get(entry.name, {}).get("options") != []
    ]
    return [*shown, *({"name": name, "widget": "hidden"} for name in HIDDEN)]
