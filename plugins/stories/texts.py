"""What is told to those who wrote a file: one row for each rule of front matter, place and file."""

from __future__ import annotations

from plugins.problems import WARNING, Rule

# The file as a whole, its encoding and its YAML.
FILE_TOO_LONG = Rule(
    "file-too-long",
    "Berkas berita ini terlalu besar untuk dibaca.",
    "Pecah menjadi beberapa berita, atau pindahkan data ke lampiran di samping berita.",
)
UTF_16 = Rule(
    "utf-16",
    "Berkas tersimpan dalam pengodean UTF-16 (“Unicode” pada Notepad), sehingga tidak dapat dibaca.",
    "Buka berkas, pilih Simpan Sebagai, lalu pilih pengodean UTF-8; atau serahkan kepada perintah tidy.",
)
NUL = Rule(
    "nul-byte",
    "Baris ini memuat bita nol (NUL), yang tidak pernah ada dalam berkas teks.",
    "Periksa apakah yang disimpan benar-benar teks; ketik ulang baris ini, lalu simpan sebagai UTF-8.",
)
NOT_UTF_8 = Rule(
    "not-utf-8",
    "Baris ini memuat bita {byte}, yang bukan UTF-8.",
    "Simpan ulang berkas dengan pengodean UTF-8, lalu periksa huruf yang rusak pada baris ini; atau serahkan kepada "
    "perintah tidy.",
)
CONTROL_CHARACTER = Rule(
    "control-character",
    "Ada karakter kendali tak terlihat ({code}) di bagian depan.",
    "Hapus karakter itu; biasanya terbawa saat menyalin dari PDF atau WhatsApp. Ketik ulang baris ini.",
)
FRONT_MISSING = Rule(
    "front-matter-missing",
    "Berkas belum memiliki bagian depan: baris pertama harus ---.",
    "Awali berkas dengan empat baris: ---, lalu title: Judul berita, lalu date: 2024-06-01 09:30, lalu --- lagi.",
)
FRONT_UNCLOSED = Rule(
    "front-matter-unclosed",
    "Bagian depan dibuka dengan --- tetapi tidak pernah ditutup.",
    "Tambahkan satu baris --- di bawah kunci terakhir, tepat sebelum isi berita.",
)
FRONT_DASHES = Rule(
    "front-matter-dashes",
    "Garis ini tertulis “{value}”, bukan ---: Word dan ponsel suka menyatukan tiga tanda hubung.",
    "Ketik baris itu menjadi --- (tiga tanda hubung, tanpa spasi); periksa juga garis yang satu lagi.",
)
FRONT_TOO_LONG = Rule(
    "front-matter-too-long", "Bagian depan terlalu panjang.", "Pindahkan isi berita ke bawah baris --- yang kedua."
)
YAML_QUOTE = Rule(
    "yaml-quote",
    "Baris ini tidak dapat dibaca karena tanda bacanya.",
    "Tulis ulang baris ini menjadi: {suggestion}",
)
YAML_WRAPPED = Rule(
    "yaml-wrapped",
    "Baris ini lanjutan dari baris di atasnya, tetapi terbaca sebagai kunci baru.",
    "Gabungkan keduanya menjadi satu baris: {suggestion}",
)
YAML_SYNTAX = Rule(
    "yaml-syntax",
    "Bagian depan tidak dapat dibaca mulai dari baris ini.",
    "Periksa baris ini dan baris di atasnya: kunci, titik dua, satu spasi, lalu isinya; apit isi dengan tanda kutip "
    "bila memuat titik dua, #, @, % atau tanda kutip; menjorokkan baris dengan spasi, bukan Tab.",
)
TAB_INDENT = Rule(
    "tab-indent",
    "Baris ini menjorok dengan Tab, yang tidak dapat dibaca di bagian depan.",
    "Ganti setiap Tab di awal baris dengan dua spasi, juga pada baris-baris sesudahnya.",
)
NOT_KEYS = Rule(
    "front-matter-not-keys",
    "Bagian depan harus berisi baris-baris kunci dan isinya.",
    "Tulis misalnya: title: Judul berita (kunci, titik dua, satu spasi, lalu isinya).",
)
HASHTAG_CUT = Rule(
    "hashtag-cut",
    "Tanda # yang didahului spasi dibaca sebagai catatan: tulisan sesudahnya pada baris ini tidak tayang.",
    "Apit isinya dengan tanda kutip bila # memang bagian dari tulisan.",
    WARNING,
)
SECOND_DOCUMENT = Rule(
    "yaml-second-document",
    "Bagian depan memuat lebih dari satu dokumen YAML.",
    "Hapus baris ... di bagian depan; cukup satu pasang ---.",
)
TOO_MANY_NODES = Rule(
    "front-matter-too-many-values",
    "Bagian depan memuat terlalu banyak kunci dan isi.",
    "Kurangi isi bagian depan; daftar yang panjang ditulis di isi berita.",
)
TOO_DEEP = Rule(
    "front-matter-too-deep",
    "Isi bagian depan bertingkat terlalu dalam.",
    "Sederhanakan: tidak ada kunci yang memerlukan tingkat sedalam ini.",
)
DUPLICATE_KEY = Rule(
    "duplicate-key",
    "Kunci “{field}” ditulis dua kali; yang pertama pada baris {first}.",
    "Hapus salah satu.",
)
KEY_NOT_TEXT = Rule("key-not-text", "Kunci harus berupa satu kata.", "Tulis misalnya: title: Judul berita.")
ANCHOR = Rule(
    "yaml-anchor",
    "Tanda & di awal isi ({value}) adalah jangkar YAML, yang tidak dipakai di sini.",
    "Apit isi dengan tanda kutip bila & memang bagian dari tulisan, atau hapus tandanya.",
)
ALIAS = Rule(
    "yaml-alias",
    "Tanda * di awal isi ({value}) adalah rujukan YAML, yang tidak dipakai di sini.",
    "Apit isi dengan tanda kutip bila * memang bagian dari tulisan, atau tulis isinya lengkap.",
)
YAML_TAG = Rule(
    "yaml-tag",
    "Tanda ! di awal isi ({value}) adalah penanda jenis YAML, yang tidak dipakai di sini.",
    "Apit isi dengan tanda kutip bila ! memang bagian dari tulisan, atau hapus penandanya.",
)

# Keys.
KEY_MISSING = Rule(
    "key-missing",
    "Kunci wajib “{field}” belum ada atau masih kosong.",
    "Tambahkan, misalnya: {example}",
)
KEY_UNKNOWN = Rule(
    "key-unknown",
    "Kunci “{value}” tidak dikenal.",
    "Perbaiki ejaannya, atau hapus baris ini. Semua kunci dijelaskan di docs/humas.md.",
)
KEY_OUTSIDE = Rule(
    "key-outside",
    "Kunci “{value}” ada di dalam “{outer}”, bukan sejajar dengannya.",
    "Taruh di bawah baris {outer}: dan awali dengan dua spasi; atau tulis dalam satu baris: {example}",
)
KEY_OTHER_NAME = Rule(
    "key-other-name",
    "Kunci “{value}” di sini bernama “{nearest}”.",
    "Ganti “{value}” menjadi “{nearest}”.",
)
KEY_ADDRESS = Rule(
    "key-address",
    "Kunci “{value}” tidak dipakai: alamat dan identitas berita selalu berasal dari letak berkasnya.",
    "Hapus baris ini. Untuk mengganti alamat, pindahkan berkas dan tulis alamat lama di moved_from.",
)
KEY_UNIT = Rule(
    "key-unit",
    "Kunci “{value}” tidak dipakai: unit pemilik berita selalu berasal dari foldernya.",
    "Hapus baris ini. Unit lain yang ikut bekerja ditulis di units.",
)
KEY_TEMPLATE = Rule(
    "key-template",
    "Kunci “{value}” tidak dipakai: tampilan halaman sama untuk semua berita.",
    "Hapus baris ini.",
)
TWO_KEYS = Rule(
    "two-keys",
    "“{field}” dan “{other}” tidak boleh ada bersama-sama.",
    "Pilih satu; untuk beberapa nama: {example}",
)

# Values.
NOT_TEXT = Rule("not-text", "“{field}” harus berupa satu tulisan.", "Tulis isinya pada baris yang sama: {field}: …")
NOT_LIST = Rule("not-list", "“{field}” harus berupa daftar.", "Tulis dalam kurung siku, dipisah koma: {field}: [a, b]")
NOT_MAPPING = Rule(
    "not-mapping",
    "“{field}” harus berisi kunci-kunci di dalamnya.",
    "Tulis misalnya: {field}: {example}",
)
EMPTY = Rule("empty", "“{field}” tidak boleh kosong.", "Isi, atau hapus barisnya bila memang tidak ada.")
TOO_LONG = Rule(
    "too-long",
    "“{field}” terlalu panjang: {length} karakter.",
    "Ringkas tulisannya; selengkapnya dapat ditulis di isi berita.",
)
TOO_MANY = Rule("too-many", "“{field}” memuat terlalu banyak isi: {count}.", "Kurangi daftarnya.")
NOT_ONE_LINE = Rule("not-one-line", "“{field}” harus satu baris saja.", "Gabungkan menjadi satu baris.")
UNPRINTABLE = Rule(
    "unprintable",
    "“{field}” memuat karakter kendali tak terlihat ({code}).",
    "Hapus karakter itu; ketik ulang tulisannya.",
)
NOT_ONE_OF = Rule("not-one-of", "“{value}” bukan nilai yang dikenal untuk “{field}”.", "Pilih salah satu yang boleh.")
BAD_MOMENT = Rule(
    "bad-moment",
    "“{value}” bukan tanggal (dan jam) yang dapat dibaca untuk “{field}”.",
    "Tulis tahun-bulan-tanggal, lalu jam bila perlu.",
)
BAD_DATE = Rule("bad-date", "“{value}” bukan tanggal yang dapat dibaca untuk “{field}”.", "Tulis tahun-bulan-tanggal.")
BAD_TAG = Rule(
    "bad-tag",
    "“{value}” tidak dapat dijadikan tag.",
    "Pakai kata pendek tanpa tanda baca, misalnya layanan-publik; beberapa kata kunci: tags: [paspor, layanan-publik].",
)
BAD_ID = Rule("bad-id", "“{value}” bukan kode yang benar untuk “{field}”.", "Salin kodenya dari register.")
UNKNOWN_UNIT = Rule(
    "unknown-unit",
    "Unit “{value}” tidak ada di register.",
    "Periksa ejaannya di register/units.csv, atau minta pengelola register menambahkannya.",
)
UNKNOWN_ZONE = Rule(
    "unknown-zone",
    "“{value}” bukan tema atau area zona integritas.",
    "Pilih salah satu yang boleh; beri tanda minus di depan untuk mencabut tag, misalnya -zi.",
)
ZONE_BOTH_WAYS = Rule(
    "zone-both-ways",
    "“{value}” ditulis sekaligus dipasang dan dicabut.",
    "Pilih salah satu: {theme} atau -{theme}.",
)
BAD_REFERENCE = Rule(
    "bad-reference",
    "“{value}” bukan rujukan berita.",
    "Tulis unit/tahun/nama-berkas tanpa .md, misalnya kanim-contoh/2024/layanan-baru.",
)
BAD_URL = Rule(
    "bad-url",
    "“{value}” bukan alamat web yang boleh dipakai.",
    "Tulis alamat lengkap yang diawali {scheme}.",
)
BAD_FILE_NAME = Rule(
    "bad-file-name",
    "“{value}” bukan nama berkas di samping berita.",
    "Taruh berkas di folder yang sama dengan berita (atau di bawahnya), lalu tulis namanya saja.",
)
EXPIRES_TOO_EARLY = Rule(
    "expires-too-early",
    "“expires” ({value}) tidak lebih lambat daripada saat berita tayang ({appears}).",
    "Tulis saat yang lebih lambat daripada date dan embargo_until, atau hapus expires.",
)
MOVED_FROM_ITSELF = Rule(
    "moved-from-itself",
    "“{value}” adalah alamat berita ini sendiri.",
    "Hapus dari moved_from; yang ditulis hanya alamat-alamat lama.",
)
MOVED_FROM_OTHER_UNIT = Rule(
    "moved-from-other-unit",
    "“{value}” milik unit lain, dan pemindahannya belum tercatat.",
    "Minta pengelola register menambahkan baris {value},{reference} di register/moves.csv, atau hapus dari moved_from.",
)
BAD_NUMBER = Rule("bad-number", "“{value}” bukan bilangan yang benar untuk “{field}”.", "Tulis bilangan bulat.")
IMAGE_NO_PICTURE = Rule(
    "image-no-picture",
    "“{value}” bukan gambar; berita tayang tanpa gambar utama.",
    "Pakai foto berformat JPEG, PNG, WebP, GIF atau AVIF.",
    WARNING,
)
IMAGE_NO_ALT = Rule(
    "image-no-alt",
    "Foto utama “{value}” belum memiliki teks pengganti untuk pembaca tunanetra.",
    "Tambahkan di bawah image: alt: yang tampak pada foto itu.",
    WARNING,
)
UNTIL_TOO_LATE = Rule(
    "until-too-late", "Berita mendesak paling lama {days} hari sejak terbit; sesudah itu “{field}” diabaikan.",
    "Tulis paling lambat {latest}; bila keadaan berlanjut, tulis berita baru.", WARNING,
)  # fmt: skip

# Where a file lies.
PLACE_NO_YEAR = Rule(
    "place-no-year",
    "Berita harus berada tepat di dalam folder tahun milik unitnya.",
    "Pindahkan ke berita/<unit>/<tahun>/<nama>.md, misalnya {example}.",
)
PLACE_BAD_YEAR = Rule("place-bad-year", "“{value}” bukan folder tahun.", "Beri nama empat angka, misalnya 2024.")
PLACE_BAD_SLUG = Rule(
    "place-bad-slug",
    "Nama berkas “{value}” tidak dapat dipakai sebagai alamat.",
    "Ganti namanya menjadi {corrected}.",
)
PLACE_RESERVED = Rule(
    "place-reserved",
    "Nama “{value}” sudah dipakai oleh halaman bawaan.",
    "Ganti namanya, misalnya menjadi {corrected}.",
)
PLACE_PAGE = Rule(
    "place-page",
    "Halaman tetap harus berada tepat di folder halaman/ atau di folder unitnya.",
    "Pindahkan ke halaman/<nama>.md atau unit/<unit>/<nama>.md.",
)
PLACE_TWICE = Rule(
    "place-twice",
    "Ada dua berkas untuk berita yang sama ({reference}); yang lain: {other}.",
    "Gabungkan keduanya, atau ganti nama berkas yang lebih baru.",
)
NAME_BROKEN = Rule(
    "name-broken",
    "Nama berkas atau foldernya memuat karakter yang rusak, sehingga isinya tidak dibaca.",
    "Ganti namanya dengan huruf kecil, angka dan tanda hubung saja.",
)
SYMBOLIC_LINK = Rule(
    "symbolic-link",
    "Ini tautan simbolis, bukan berkas; isinya tidak dibaca.",
    "Ganti dengan salinan berkas aslinya.",
)
NOT_A_FILE = Rule("not-a-file", "Ini bukan berkas biasa; isinya tidak dibaca.", "Hapus dari folder ini.")
UNREADABLE = Rule("unreadable", "Berkas atau folder ini tidak dapat dibaca.", "Periksa izin bacanya, lalu ulangi.")
