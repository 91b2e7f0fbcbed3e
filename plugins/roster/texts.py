"""What is told about the roster, and about a push that it does not allow: one row for each rule."""

from __future__ import annotations

from plugins.problems import WARNING, Rule

# The register.
UNREADABLE = Rule("roster-unreadable", "Berkas ini tidak dapat dibaca ({reason}).", "Periksa hak baca berkas ini.")
CELL_MISSING = Rule(
    "roster-cell-missing", "Kolom “{field}” wajib diisi, jadi baris ini tidak memberi hak.", "Isilah kolom “{field}”."
)
BAD_ACCOUNT = Rule(
    "roster-bad-account",
    "Nama akun “{value}” tidak dapat dipakai, jadi baris ini tidak memberi hak.",
    "Tulis nama akun tanpa spasi.",
)
BAD_IDENTITY = Rule(
    "roster-bad-identity",
    "Identitas “{value}” tidak dapat dipakai, jadi baris ini tidak memberi hak.",
    "Tulis sidik jari atau kunci publik SSH (ssh-keygen -lf kunci.pub), sidik jari GPG, atau nama masuk di server.",
)
IDENTITY_TWICE = Rule(
    "roster-identity-twice",
    "“{value}” sudah milik akun “{other}” (baris {first}), jadi baris ini tidak memberi hak.",
    "Satu kunci, nama masuk, atau surel hanya untuk satu akun: hapus dari salah satu baris.",
)
BAD_EMAIL = Rule(
    "roster-bad-email",
    "Alamat surel “{value}” tidak dapat dipakai, jadi baris ini tidak memberi hak.",
    "Tulis seperti yang diatur pada git: git config user.email",
)
BAD_ROLE = Rule(
    "roster-bad-role", "Peran “{value}” tidak dikenal, jadi baris ini tidak memberi hak.", "Perbaiki perannya."
)
UNKNOWN_UNIT = Rule(
    "roster-unknown-unit",
    "Unit “{value}” tidak ada di register, jadi baris ini tidak memberi hak.",
    "Perbaiki id unitnya; semua id ada di kolom pertama register/units.csv.",
)
BAD_DAY = Rule(
    "roster-bad-day",
    "“{value}” pada kolom “{field}” bukan tanggal, jadi baris ini tidak memberi hak.",
    "Tulis tahun-bulan-tanggal, misalnya 2026-01-31.",
)
ENDS_FIRST = Rule(
    "roster-ends-first",
    "Hak ini berakhir ({value}) sebelum dimulai ({begins}).",
    "Perbaiki kolom “from” atau “until”.",
)
END_NEEDED = Rule(
    "roster-end-needed",
    "Peran darurat harus ada tanggal akhirnya, jadi baris ini tidak memberi hak.",
    "Isilah kolom “until” dengan hari terakhir berlakunya, misalnya 2026-12-31.",
)
LOGIN_OF_THE_HOUSE = Rule(
    "roster-login-of-the-house",
    "Peramban saja cukup untuk hak {role} akun “{account}”: barisnya memuat nama masuk ({value}), dan perantara "
    "“{forge}” (baris {first}) menandatangani apa yang dibuat dengan nama masuk itu.",
    "Beri hak {role} kepada kunci saja, dan pindahkan nama masuknya ke baris tersendiri sebagai penyunting. Di GitLab "
    "dan Gitea tanpa pemeriksaan di server, siapa pun dapat memakai hak ini atas namanya.",
    WARNING,
)
NO_CENTRE = Rule(
    "roster-no-centre",
    "Tidak ada akun yang berperan pusat hari ini, jadi tidak seorang pun dapat mengubah register.",
    "Tambahkan baris dengan role “pusat”.",
    WARNING,
)

# A ref that is pushed.
MAIN_GONE = Rule("push-main-gone", "Cabang “{value}” tidak boleh dihapus.", "Kirim tanpa menghapus cabang ini.")
MAIN_REWRITTEN = Rule(
    "push-main-rewritten",
    "Riwayat cabang “{value}” tidak boleh ditulis ulang: yang sudah terkirim akan hilang.",
    "Jalankan git pull, lalu kirim lagi tanpa --force.",
)
NOT_A_COMMIT = Rule(
    "push-not-a-commit", "“{value}” menunjuk sesuatu yang bukan commit.", "Kirim cabang yang berisi commit."
)
REF_NOT_ALLOWED = Rule(
    "push-ref-not-allowed",
    "“{value}” bukan cabang, jadi hanya pengelola di server yang boleh mengubahnya.",
    "Kirim cabang saja: git push origin {branch}",
)
DELETION_NOT_ALLOWED = Rule(
    "push-deletion-not-allowed",
    "Cabang “{value}” hanya boleh dihapus atau ditulis ulang oleh akun yang tercatat dalam daftar kontributor.",
    "Minta pengelola menghapusnya, atau kirim ke cabang lain.",
)
LOSES_WORK = Rule(
    "push-loses-work",
    "Cabang “{value}” memuat pekerjaan kantor lain yang belum ada di cabang lain ({file}); pekerjaan itu akan hilang.",
    "Kirim ke cabang lain. Untuk menghapus cabang ini, minta penulisnya atau pusat.",
)
RELEASES_OTHERS = Rule(
    "push-releases-others",
    "Ini pekerjaan akun “{author}”, dan akun “{account}” tidak boleh menerbitkannya.",
    "Kirim hanya pekerjaan kantor sendiri. Yang ini diterbitkan oleh penulisnya, penyuntingnya, atau pusat.",
)
NOT_OPENED = Rule(
    "push-not-opened",
    "Cabang “{value}” belum ada di server, jadi belum ada daftar kontributor yang berlaku.",
    "Pengelola server memasang isi pertama sebelum memasang pemeriksaan ini.",
)
TOO_MANY = Rule(
    "push-too-many",
    "Kiriman ini memuat lebih dari {limit} commit yang belum diperiksa.",
    "Kirim bertahap, atau gabungkan dahulu: git rebase -i",
)
TOO_MANY_FILES = Rule(
    "push-too-many-files",
    "Kiriman ini mengubah lebih dari {limit} berkas, jadi tidak diperiksa.",
    "Kirim bertahap, misalnya satu bulan berita sekali kirim; kiriman yang besar dapat dititipkan kepada pusat.",
)
TOO_MUCH_TEXT = Rule(
    "push-too-much-text",
    "Naskah dalam kiriman ini lebih dari {limit} MB, jadi tidak diperiksa.",
    TOO_MANY_FILES.action,
)
TOO_MANY_BRANCHES = Rule(
    "push-too-many-branches",
    "Kiriman ini mengubah {count} cabang sekaligus; paling banyak {limit}.",
    "Kirim cabang yang Anda kerjakan saja: git push origin nama-cabang",
)

# A commit.
MALFORMED = Rule(
    "commit-malformed", "Commit ini tidak tersusun seperti yang dibuat git ({reason}).", "Buat ulang commit ini."
)
UNSIGNED = Rule(
    "commit-unsigned",
    "Pembuat commit ini tidak dapat dipastikan: tidak bertanda tangan, dan server tidak menyebut siapa pengirimnya.",
    "Tanda tangani: git commit --amend -S --no-edit, lalu kirim lagi.",
)
BAD_SIGNATURE = Rule(
    "commit-bad-signature",
    "Tanda tangan commit ini tidak sah ({reason}).",
    "Tanda tangani ulang dengan kunci Anda sendiri: git commit --amend -S --no-edit",
)
UNKNOWN_IDENTITY = Rule(
    "commit-unknown-identity",
    "“{value}” tidak tercatat dalam daftar kontributor yang berlaku, atau haknya tidak berlaku pada hari ini.",
    "Minta pusat mencatat atau memperpanjangnya di register/contributors.csv.",
)
FORGED = Rule(
    "commit-forged",
    "{role} yang tertulis pada commit ini (“{value}”) bukan milik akun “{account}”.",
    "Tulis surel Anda sendiri: git config user.email …, lalu git commit --amend --reset-author --no-edit -S",
)
UNKNOWN_AUTHOR = Rule(
    "commit-unknown-author",
    "Commit ini dibuat lewat peramban atas nama “{value}”; surel itu tidak tercatat, bersama nama masuknya, dalam "
    "daftar kontributor yang berlaku hari ini.",
    "Minta pusat mencatat surel itu dan server:nama-masuk dalam satu baris register/contributors.csv, atau pilih surel "
    "yang sudah tercatat di pengaturan akun Anda.",
)
NOT_RELAYED = Rule(
    "commit-not-relayed",
    "Commit ini ditandatangani dengan kunci perantara, tetapi tidak dibuat di halamannya: pengirimnya “{value}”.",
    "Tanda tangani dengan kunci Anda sendiri: git commit --amend -S --no-edit, atau buat perubahannya di peramban.",
)
MANY_PARENTS = Rule(
    "commit-many-parents",
    "Commit ini menggabungkan lebih dari dua cabang sekaligus.",
    "Gabungkan satu per satu: git merge cabang",
)
UNRELATED = Rule(
    "commit-unrelated",
    "Commit ini menggabungkan dua riwayat yang tidak berhubungan.",
    "Salin berkasnya ke cabang yang dibuat dari cabang utama, lalu kirim cabang itu.",
)

# A file.
NOT_YOURS = Rule(
    "file-not-yours",
    "Akun “{account}” tidak boleh menulis untuk “{unit}”.",
    "Kirim hanya berkas kantor sendiri. Bila seharusnya boleh, minta pusat mengubah register/contributors.csv.",
)
CENTRAL = Rule(
    "file-central",
    "Berkas ini hanya boleh diubah oleh pusat: {reason}.",
    "Keluarkan dari kiriman ini, atau minta pusat mengubahnya.",
)
NOT_A_FILE = Rule(
    "file-not-plain",
    "Ini {kind}, bukan berkas biasa.",
    "Ganti dengan berkas biasa, lalu kirim lagi.",
)
BAD_NAME = Rule(
    "file-bad-name",
    "Nama berkas ini tidak dapat dipakai di setiap komputer: {reason}.",
    "Ganti namanya: huruf a-z, angka, titik dan tanda hubung.",
)
CASE_TWIN = Rule(
    "file-case-twin",
    "Nama ini hanya berbeda huruf besar-kecilnya dari “{other}”; di Windows keduanya berkas yang sama.",
    "Ganti atau hapus salah satu.",
)
NO_YEAR = Rule(
    "file-no-year",
    "Berkas di luar folder tahun tidak dipakai.",
    "Pindahkan ke folder berita yang memakainya, misalnya {example}.",
)
TOO_LARGE = Rule(
    "file-too-large",
    "Berkas ini {megabytes} MB; paling besar {limit} MB.",
    "Perkecil dahulu: foto cukup selebar 1600 piksel, PDF disimpan ulang dengan kualitas layar. Video ditaruh di situs "
    "video dan ditaut dengan kunci “video”. Lalu buat ulang commit ini, supaya riwayat tidak menyimpan berkas besar.",
)
TEXT_TOO_LONG = Rule(
    "file-text-too-long",
    "Naskah ini {kilobytes} KB, terlalu panjang untuk diperiksa; paling besar {limit} KB.",
    "Bagi menjadi beberapa berita, atau lampirkan selebihnya sebagai PDF. Lalu buat ulang commit ini.",
)
VANISHED = Rule(
    "story-gone",
    "Berita ini sudah tayang, tetapi berkasnya dihapus atau dipindahkan begitu saja.",
    "Kembalikan berkasnya. Untuk menarik berita, isi kunci withdrawn; untuk memindahkannya, tulis "
    "moved_from: [{reference}] di berkas yang baru.",
)
HIDDEN = Rule(
    "story-hidden",
    "Berita ini sudah tayang, tetapi kini berstatus draft atau bertanggal di masa depan.",
    "Kembalikan status dan tanggalnya. Untuk menarik berita, isi kunci withdrawn beserta alasannya.",
)
ONLY_WITHDRAWAL = Rule(
    "file-only-withdrawal",
    "Peran darurat hanya boleh mengisi “withdrawn” atau “expires” pada berita yang sudah ada.",
    "Kembalikan selebihnya seperti semula; isi berita boleh dikosongkan bila dicabut.",
)
LAST_CENTRE = Rule(
    "register-last-centre",
    "Dengan perubahan ini tidak ada lagi akun pusat yang berlaku, sehingga register tidak dapat diubah siapa pun.",
    "Pertahankan setidaknya satu baris pusat yang berlaku hari ini.",
)

# The second person.
SECOND_NEEDED = Rule(
    "story-second-person",
    "Berita ini ({reason}) perlu persetujuan orang kedua dari {unit} atau kantor di atasnya, selain “{account}”.",
    "Minta orang kedua menggabungkan cabang Anda, atau menyetujui dengan: "
    'git commit -S --allow-empty -m "Setuju" --trailer "Reviewed: {reference}"',
)
WAITING = Rule(
    "story-waiting",
    "Berita ini menunggu {hours} jam di cabang “{branch}”; ditulis oleh {author}.",
    "Periksa, lalu gabungkan ke cabang “{main}” atau beri tahu penulisnya.",
    WARNING,
)
WAITING_AHEAD = Rule(
    "story-waiting-ahead",
    "Berita ini menunggu di cabang “{branch}”, entah sejak kapan: jam commit-nya di masa depan; ditulis oleh {author}.",
    WAITING.action,
    WARNING,
)
