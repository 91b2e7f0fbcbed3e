"""What is told about `register/sources.toml` and about the repositories that it lists: one row for each rule."""

from __future__ import annotations

from plugins.problems import WARNING, Rule

# The register.
UNREADABLE = Rule(
    "sources-unreadable", "Daftar sumber ini tidak dapat dibaca ({reason}).", "Periksa hak baca berkas ini."
)
NOT_TOML = Rule(
    "sources-not-toml",
    "Daftar sumber ini tidak terbaca sebagai TOML (pesan pembacanya: {reason}). Yang dipakai ialah {instead}.",
    "Perbaiki baris itu, lalu jalankan lagi.",
)
UNKNOWN_KEY = Rule(
    "sources-unknown-key",
    "Kunci “{field}” tidak dikenal, jadi diabaikan.",
    "Perbaiki nama kuncinya, atau hapus baris ini.",
)
MISSING = Rule("sources-missing", "Kunci “{field}” belum ada pada sumber ini.", "Tambahkan baris: {example}")
WRONG_TYPE = Rule(
    "sources-wrong-type", "Isi “{field}” bukan {expected}, jadi tidak dipakai.", "Tulis misalnya: {example}"
)
WRONG_NAME = Rule(
    "sources-wrong-name",
    "Nama sumber “{value}” tidak dapat dipakai, jadi sumber ini dilewati.",
    "Ganti namanya: dipakai sebagai nama folder.",
)
NAME_TWICE = Rule(
    "sources-name-twice", "Nama sumber “{value}” dipakai dua kali, jadi yang ini dilewati.", "Beri nama lain."
)
WRONG_URL = Rule(
    "sources-wrong-url",
    "Alamat repositori ini tidak dapat dipakai: {reason}. Isi yang terakhir diambil tetap dipakai.",
    "Tulis misalnya: {example}",
)
WRONG_BRANCH = Rule(
    "sources-wrong-branch",
    "“{value}” bukan nama cabang. Isi yang terakhir diambil tetap dipakai.",
    'Tulis misalnya: branch = "main"',
)
WRONG_FOLDER = Rule(
    "sources-wrong-folder",
    "“{value}” bukan nama folder di dalam repositori, jadi sumber ini dilewati.",
    'Tulis misalnya: folder = "content", atau kosongkan.',
)
UNKNOWN_UNIT = Rule("sources-unknown-unit", "Unit “{value}” tidak terdaftar, jadi diabaikan.", "Perbaiki id unitnya.")
UNIT_TWICE = Rule(
    "sources-unit-twice",
    "Unit “{value}” sudah ditulis oleh sumber “{other}”, jadi di sini diabaikan.",
    "Hapus unit itu dari salah satu sumber: tiap unit hanya ditulis dari satu repositori.",
)
NO_UNITS = Rule(
    "sources-no-units", "Sumber ini tidak menulis satu unit pun, jadi dilewati.", "Sebutkan unit yang boleh ditulisnya."
)
FILES_IN_CONTENT = Rule(
    "sources-files-in-content",
    "Unit “{value}” ditulis dari repositori “{source}”, tetapi masih mempunyai berkas di sini.",
    "Pindahkan berkasnya ke repositori itu, atau hapus unit itu dari register/sources.toml.",
)
FOLDER_HIDDEN = Rule(
    "sources-folder-hidden",
    "Folder ini tidak dibaca, karena repositori “{source}” mempunyai folder yang sama.",
    "Pindahkan berkasnya ke repositori itu, lalu hapus folder ini.",
    WARNING,
)

# A source that kept its last good state: `{name}` is the source, `{state}` what is shown meanwhile.
FILE_NOT_ALLOWED = Rule(
    "source-file-not-allowed",
    "Sumber “{name}” berada di komputer ini (file://), dan itu tidak diizinkan. {state}",
    'Pakai alamat https, atau jalankan: make pull PULL="--allow-file"',
)
GIT_NOT_ALLOWED = Rule(
    "source-git-not-allowed",
    "Sumber “{name}” beralamat git://, yang dapat diubah orang di tengah jalan, dan itu tidak diizinkan. {state}",
    'Pakai alamat https, atau jalankan: make pull PULL="--allow-git"',
)
UNREACHABLE = Rule(
    "source-unreachable",
    "Sumber “{name}” tidak dapat diambil (pesan git: {reason}). {state}",
    "Periksa alamat, hak akses dan jaringan repositori itu.",
)
TOO_SLOW = Rule(
    "source-too-slow",
    "Sumber “{name}” tidak selesai dalam {seconds} detik. {state}",
    'Periksa server itu, atau beri waktu lebih lama: make pull PULL="--timeout 300"',
)
TOO_LARGE = Rule(
    "source-too-large",
    "Sumber “{name}” melebihi batas {limit}. {state}",
    'Keluarkan berkas besar dari repositori itu, atau naikkan batas ukurannya: make pull PULL="--largest-mb 10240"',
)
BRANCH_GONE = Rule(
    "source-branch-gone",
    "Cabang “{value}” tidak ada pada sumber “{name}”. {state}",
    "Perbaiki “branch” dalam register/sources.toml, atau pulihkan cabang itu.",
)
REWRITTEN = Rule(
    "source-rewritten",
    "Riwayat sumber “{name}” ditulis ulang: {head} bukan kelanjutan dari {before}. {state}",
    'Tanyakan kepada unitnya. Bila memang disengaja, jalankan: make pull PULL="--accept-rewritten {name}"',
)
EMPTIED = Rule(
    "source-emptied",
    "Sumber “{name}” tidak lagi memuat satu berkas pun dari unitnya. {state}",
    "Tanyakan kepada unitnya; berita ditarik dengan “withdrawn”, bukan dihapus.",
)
DAMAGED = Rule(
    "source-damaged",
    "Repositori sumber “{name}” rusak atau memuat nama yang berbahaya (pesan git: {reason}). {state}",
    "Minta unitnya memperbaiki repositori itu.",
)
NOT_STORED = Rule(
    "source-not-stored",
    "Sumber “{name}” tidak dapat disimpan di sini: {reason}. {state}",
    "Periksa ruang kosong dan hak tulis folder .state.",
)

# A file of a source that is not taken, while the others are.
NOT_ITS_UNIT = Rule(
    "source-not-its-unit",
    "{count} berkas di sini tidak diambil: sumber “{name}” tidak boleh menulis folder ini.",
    "Pindahkan ke folder unit sendiri, atau tambahkan unitnya dalam register/sources.toml.",
)
NOT_ITS_FOLDER = Rule(
    "source-not-its-folder",
    "{count} berkas di sini tidak diambil: folder ini hanya ditulis oleh redaksi, bukan oleh sumber “{name}”.",
    "Hapus dari repositori itu.",
)
NOT_A_FILE = Rule(
    "source-not-a-file",
    "Ini {kind}, bukan berkas biasa, jadi tidak diambil dari sumber “{name}”.",
    "Ganti dengan berkas biasa.",
)
FILE_TOO_LARGE = Rule(
    "source-file-too-large",
    "Berkas ini melebihi batas {limit}, jadi tidak diambil dari sumber “{name}”.",
    "Perkecil berkasnya.",
)
MISNAMED = Rule(
    "source-misnamed",
    "Nama berkas ini memuat karakter yang tidak boleh, jadi tidak diambil dari sumber “{name}”.",
    "Ganti namanya: huruf a-z, angka dan tanda hubung.",
)
TWIN = Rule(
    "source-twin",
    "Nama ini hanya berbeda huruf besar-kecilnya dari “{other}”, jadi tidak diambil dari sumber “{name}”.",
    "Hapus atau ganti nama salah satu.",
)
MORE = Rule("source-more", "Masih ada {count} masalah lain pada sumber “{name}”.", "Perbaiki dahulu yang di atas.")

STATE_KEPT = "Keadaan baik yang terakhir ({head}) tetap dipakai."
STATE_NONE = "Sumber ini belum pernah berhasil diambil, jadi beritanya belum tampil."
