"""What humas are told when a register, an event or a folder of a unit is wrong: one table of texts."""

from __future__ import annotations

from plugins.problems import WARNING, Rule

UNITS_PATH = "register/units.csv"
EVENTS_PATH = "register/unit_events.csv"
REGIONS_PATH = "register/regions.csv"

ID_ALLOWED = (
    "huruf kecil a-z, angka dan tanda hubung; diawali huruf; paling banyak 50 karakter; bukan nama perangkat Windows"
)
TIMEZONE_ALLOWED = "WIB, WITA, WIT, atau nama IANA seperti Asia/Jakarta"
DATE_ALLOWED = "tahun-bulan-tanggal, misalnya 2024-10-21"
CODE_ALLOWED = "huruf, angka, titik dan tanda hubung, misalnya 13 atau 13.71"

# The file as a table.
REGISTER_MISSING = Rule(
    "register-missing",
    "Register unit kerja tidak ada atau kosong, jadi tidak satu unit pun dikenal.",
    "Buat berkas ini dengan baris pertama “id,name,kind,parent”, lalu satu baris untuk setiap unit.",
)
REGISTER_UNREADABLE = Rule(
    "register-unreadable",
    "Berkas ini tidak dapat dibaca ({reason}).",
    "Pastikan ini file biasa yang boleh dibaca, bukan folder.",
)
NOT_UTF8 = Rule(
    "not-utf8",
    "Baris ini memuat huruf yang bukan UTF-8; huruf itu ditampilkan sebagai �.",
    "Simpan ulang file sebagai “CSV UTF-8”.",
)
ROW_BROKEN = Rule(
    "row-broken",
    "Tanda kutip di baris ini tidak berpasangan, jadi baris ini diabaikan.",
    "Tutup tanda kutip ganda pada baris yang sama; satu baris memuat satu catatan.",
)
ROW_TOO_LONG = Rule(
    "row-too-long",
    "Baris ini berisi {count} kolom, padahal kepala tabel hanya {expected}, jadi baris ini diabaikan.",
    "Apit nilai yang memuat koma dengan tanda kutip ganda.",
)
COLUMN_MISSING = Rule(
    "column-missing",
    "Kolom wajib “{field}” tidak ada, jadi isi berkas ini belum dapat dipakai.",
    "Tambahkan “{field}” di baris pertama dan isilah di setiap baris.",
)
COLUMN_UNKNOWN = Rule(
    "column-unknown",
    "Kolom “{value}” tidak dikenal, jadi isinya diabaikan.",
    "Perbaiki nama kolomnya, atau hapus kolom ini.",
    WARNING,
)
COLUMN_TWICE = Rule(
    "column-twice",
    "Kolom “{value}” ditulis dua kali; yang dipakai hanya yang pertama.",
    "Hapus salah satu kolom.",
)
CONTROL_CHARACTER = Rule(
    "control-character",
    "Kolom “{field}” memuat karakter kendali yang tidak terlihat; karakter itu dibuang.",
    "Ketik ulang nilai ini tanpa menyalinnya dari aplikasi lain.",
)
CELL_MISSING = Rule(
    "cell-missing",
    "Kolom “{field}” wajib diisi{recovery}.",
    "Isilah kolom “{field}” pada baris ini.",
)

# Rows of units and regions.
BAD_ID = Rule(
    "bad-id",
    "Id “{value}” tidak dapat dipakai, jadi baris ini diabaikan.",
    "Tulis id yang tetap, misalnya kanim-padang: tanpa kelas, karena kelas dapat berubah.",
)
DUPLICATE_ID = Rule(
    "duplicate-id",
    "“{value}” sudah dipakai di baris {first}; yang dipakai hanya baris {first}.",
    "Beri id lain, atau hapus salah satu baris. Id tidak pernah dipakai ulang.",
)
UNKNOWN_PARENT = Rule(
    "unknown-parent",
    "Unit induk “{value}” tidak ada di register; {recovery}.",
    "Perbaiki id induknya, atau daftarkan unit itu di register/units.csv.",
)
PARENT_CYCLE = Rule(
    "parent-cycle",
    "Susunan induk berputar: {cycle}; sampai diperbaiki “{unit}” diperlakukan sebagai unit tanpa induk.",
    "Perbaiki kolom “parent” salah satu unit dalam lingkaran ini.",
)
UNKNOWN_TIMEZONE = Rule(
    "unknown-timezone",
    "Zona waktu “{value}” tidak dikenal; dipakai zona provinsi, induk, atau situs.",
    "Perbaiki zona waktunya, atau kosongkan kolom ini.",
)
UNKNOWN_REGION = Rule(
    "unknown-region",
    "Kode wilayah “{value}” tidak ada di register/regions.csv, jadi diabaikan.",
    "Pakai kode wilayah Kemendagri, atau kosongkan kolom ini.",
)
BAD_REGION_CODE = Rule(
    "bad-region-code",
    "Kode wilayah “{value}” tidak dapat dipakai, jadi baris ini diabaikan.",
    "Perbaiki kodenya.",
)

# Rows of events.
BAD_DATE = Rule(
    "bad-date",
    "“{value}” bukan tanggal yang dapat dipakai, jadi peristiwa ini diabaikan.",
    "Tulis tanggal berlakunya menurut dasar hukumnya.",
)
UNKNOWN_EVENT = Rule(
    "unknown-event",
    "Jenis peristiwa “{value}” tidak dikenal, jadi baris ini diabaikan.",
    "Pilih salah satu jenis peristiwa yang ada.",
)
UNKNOWN_UNIT = Rule(
    "unknown-unit",
    "Unit “{value}” tidak ada di register/units.csv, jadi peristiwa ini diabaikan.",
    "Perbaiki id unitnya, atau daftarkan unit itu lebih dahulu.",
)
UNKNOWN_SUCCESSOR = Rule(
    "unknown-successor",
    "Unit penerus “{value}” tidak ada di register/units.csv, jadi peristiwa ini diabaikan.",
    "Perbaiki id penerusnya, atau daftarkan unit itu lebih dahulu. Nama di luar register ditulis di kolom “name” "
    "dengan peristiwa transferred.",
)
SUCCESSOR_SELF = Rule(
    "successor-self",
    "“{value}” tidak dapat menjadi penerus dirinya sendiri, jadi peristiwa ini diabaikan.",
    "Tulis unit penerusnya; bila hanya namanya yang berubah, pakai renamed.",
)
SUCCESSOR_COUNT = Rule(
    "successor-count",
    "Peristiwa {event} harus mempunyai {expected}, tetapi tertulis {count}; peristiwa ini diabaikan.",
    "Sesuaikan kolom “successors” (pisahkan dengan titik koma), atau pilih jenis peristiwa lain.",
)
EVENT_CELL_MISSING = Rule(
    "event-cell-missing",
    "Peristiwa {event} memerlukan kolom “{field}”, jadi peristiwa ini diabaikan.",
    "Isilah kolom “{field}” pada baris ini.",
)
EVENT_CELL_UNUSED = Rule(
    "event-cell-unused",
    "Kolom “{field}” tidak berarti apa-apa untuk peristiwa {event}, jadi isinya diabaikan.",
    "Kosongkan kolom ini, atau tulis peristiwanya di baris tersendiri.",
    WARNING,
)
DATES_OUT_OF_ORDER = Rule(
    "dates-out-of-order",
    "Tanggal peristiwa “{unit}” ini lebih awal daripada {previous} di baris {first}; "
    "peristiwanya dipakai menurut urutan tanggal.",
    "Perbaiki tanggalnya, atau urutkan barisnya dari yang paling awal.",
)
EVENT_AFTER_END = Rule(
    "event-after-end",
    "“{unit}” sudah berakhir ({end}, baris {first}), jadi peristiwa sesudahnya ini diabaikan.",
    "Hapus baris ini, atau perbaiki peristiwa yang mengakhiri unit itu.",
)
CREATED_NOT_FIRST = Rule(
    "created-not-first",
    "“{unit}” sudah ada sebelum peristiwa created ini, jadi baris ini diabaikan.",
    "Tulis created hanya satu kali, sebagai peristiwa pertama unit itu.",
)
MOVE_CYCLE = Rule(
    "move-cycle",
    "Dengan pindah ke “{value}” susunan induk berputar: {cycle}; peristiwa ini diabaikan.",
    "Perbaiki kolom “parent”, atau pindahkan lebih dahulu unit di atasnya.",
)
SUCCESSOR_ABSENT = Rule(
    "successor-absent",
    "Unit penerus “{value}” {why}.",
    "Samakan tanggal kedua peristiwa, atau perbaiki penerusnya.",
)
NAME_KEEPS_CLASS = Rule(
    "name-keeps-class",
    "Kelas “{unit}” berubah menjadi {value}, tetapi namanya masih “{name}”.",
    "Bila namanya ikut berubah, isilah kolom “name” baris ini, misalnya “{suggestion}”.",
    WARNING,
)

# The registry on a day.
ENDED_PARENT = Rule(
    "ended-parent",
    "“{name}” berakhir pada {end}, tetapi {count} unit masih berada di bawahnya: {children}.",
    "Bila dasarnya sudah ada, tambahkan peristiwa moved (atau akhir) setiap unit itu di register/unit_events.csv.",
    WARNING,
)
PARENT_NOT_BEGUN = Rule(
    "parent-not-begun",
    "“{name}” belum dibentuk, tetapi {count} unit sudah berada di bawahnya: {children}.",
    "Perbaiki tanggal created, atau tambahkan peristiwa moved untuk setiap unit itu.",
    WARNING,
)

# Folders named after units.
NO_UNIT_FOLDER = Rule(
    "no-unit-folder",
    "Berkas ini tidak berada di dalam folder sebuah unit.",
    "Pindahkan ke folder yang bernama id unitnya.",
)
UNKNOWN_UNIT_FOLDER = Rule(
    "unknown-unit-folder",
    "Folder “{value}” bukan id unit yang terdaftar.",
    "Perbaiki nama foldernya, atau daftarkan unit itu di register/units.csv.",
)
UNIT_FOLDER_NOT_BENEATH = Rule(
    "unit-folder-not-beneath",
    "Folder “{value}” berada di dalam “{above}”, padahal “{above}” tidak pernah menjadi atasan “{value}”.",
    "Pindahkan folder “{value}” ke luar dari “{above}”.",
)
