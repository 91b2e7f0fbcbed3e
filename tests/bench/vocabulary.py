"""What the fabricated stories say: sentences of office life, without any real person, place or office.

None speaks of the integrity zone, so that a story's themes are those that its front matter names and no others.
"""

from __future__ import annotations

HEADS = (
    "Teluk", "Bukit", "Karang", "Pulau", "Muara", "Pasir", "Danau", "Rimba", "Lembah", "Padang", "Sungai", "Tanjung",
    "Ujung", "Rawa", "Telaga", "Kuala", "Selat", "Hulu", "Batu", "Gunung",
)  # fmt: skip
TAILS = (
    "Biru", "Jingga", "Fajar", "Senja", "Kencana", "Permai", "Hijau", "Putih", "Lestari", "Cendana", "Melati", "Embun",
    "Mutiara", "Rembulan", "Surya", "Kenari", "Pelangi", "Merpati", "Anggrek", "Cemara",
)  # fmt: skip

# Sorts of technical offices: part of the id, name with its class, short name, class.
SORTS = (
    ("kanim", "Kantor Imigrasi Kelas II", "Kanim", "II"),
    ("lapas", "Lembaga Pemasyarakatan Kelas IIA", "Lapas", "IIA"),
    ("rutan", "Rumah Tahanan Negara Kelas IIB", "Rutan", "IIB"),
    ("bapas", "Balai Pemasyarakatan Kelas II", "Bapas", "II"),
    ("lpka", "Lembaga Pembinaan Khusus Anak Kelas II", "LPKA", "II"),
    ("rupbasan", "Rumah Penyimpanan Benda Sitaan Negara Kelas I", "Rupbasan", "I"),
    ("bhp", "Balai Harta Peninggalan", "BHP", ""),
)
MAIN_UNITS = (
    ("setjen-samudra", "Sekretariat Jenderal Samudra"),
    ("itjen-samudra", "Inspektorat Jenderal Samudra"),
    ("ditjen-pelabuhan", "Direktorat Jenderal Pelabuhan"),
    ("ditjen-mercusuar", "Direktorat Jenderal Mercusuar"),
    ("ditjen-arus", "Direktorat Jenderal Arus"),
    ("ditjen-pesisir", "Direktorat Jenderal Pesisir"),
    ("ditjen-kepulauan", "Direktorat Jenderal Kepulauan"),
    ("badan-peta-laut", "Badan Peta Laut"),
    ("badan-cuaca-samudra", "Badan Cuaca Samudra"),
    ("badan-diklat-samudra", "Badan Diklat Samudra"),
)
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")

TAGS = tuple(
    f"{subject}-{matter}"
    for subject in ("paspor", "kunjungan", "arsip", "pelatihan", "kebun", "perpustakaan", "olahraga", "kesehatan",
                    "rapat", "kerja-sama", "gedung", "kendaraan", "bahan-makanan", "upacara", "pameran")
    for matter in ("rutin", "bulanan", "daerah", "bersama")
)  # fmt: skip
AUTHORS = ("Humas", "Tim Humas", "Tata Usaha", "Urusan Umum", "Redaksi Unit")
KINDS = ("berita", "siaran-pers", "pengumuman", "sambutan", "klarifikasi")
KIND_WEIGHTS = (78, 8, 9, 3, 2)

SLOTS = {
    "subject": (
        "kebun sayur", "ruang baca", "perpustakaan kecil", "dapur umum", "bengkel kayu", "lapangan upacara",
        "ruang rapat utama", "gudang perlengkapan", "kendaraan dinas", "ruang musik", "taman halaman depan",
        "klinik kantor", "koperasi kantor", "kolam ikan", "peralatan dapur", "panel listrik", "sumur bor",
        "papan nama gedung", "aula serbaguna", "menara air", "ruang makan", "musala kantor",
    ),
    "act": (
        "memeriksa", "membersihkan", "menata ulang", "mendata", "memperbaiki", "membuka", "menambah", "meninjau",
        "menghitung ulang isi", "memindahkan", "mengecat", "menyiapkan",
    ),
    "people": (
        "rombongan tamu", "para mahasiswa magang", "keluarga pengunjung", "pengurus koperasi", "tim kebersihan",
        "kelompok tani setempat", "pengelola gudang", "panitia kecil", "tukang kayu", "relawan perpustakaan",
        "peserta lokakarya", "juru masak", "tim dokumentasi", "pengemudi dinas", "pelatih olahraga",
    ),
    "day": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"),
    "month": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
        "November", "Desember",
    ),
    "number": tuple(str(number) for number in range(3, 99)),
    "hour": tuple(f"{hour:02}.{minute:02}" for hour in range(7, 17) for minute in (0, 15, 30, 45)),
    "thing": (
        "bibit cabai", "buku bacaan", "kursi lipat", "lemari besi", "karung beras", "lampu hemat daya", "pipa air",
        "papan tulis", "alat jahit", "meja kayu", "benih ikan nila", "kotak obat", "peta lama", "kertas bekas",
        "seragam olahraga", "kain batik", "roti manis", "mesin pemotong rumput", "tempat sampah", "pot bunga",
    ),
    "weather": ("cerah", "berawan", "hujan ringan", "berangin", "panas terik"),
    "result": (
        "berjalan lancar", "selesai lebih awal", "ditunda satu pekan", "diulang bulan depan", "diikuti banyak orang",
        "dicatat dalam buku harian", "ditutup dengan makan bersama", "mendapat sambutan hangat",
    ),
}  # fmt: skip

TITLES = (
    "{Subject} di {city} {result}",
    "{city} {act} {subject} bersama {people}",
    "{number} {thing} tiba di {city}",
    "{People} berkunjung ke {city}",
    "Kegiatan {day} pagi di {city} {result}",
    "{Subject} ditata ulang, {people} ikut membantu",
    "Catatan bulan {month}: {subject} dan {thing}",
    "{city} membagikan {number} {thing}",
)

SENTENCES = (
    "Kegiatan dimulai pukul {hour} di halaman depan kantor, saat cuaca {weather} dan angin bertiup pelan dari laut.",
    "Sejak {day} pagi, {people} {act} {subject} dengan peralatan yang dipinjam dari kantor tetangga.",
    "Sebanyak {number} {thing} dikirim dari {city} dan tiba dalam keadaan baik sebelum tengah hari.",
    "Setelah itu, {people} berjalan menuju {subject} untuk melihat sendiri apa yang sudah berubah sejak bulan {month}.",
    "Pekerjaan itu {result}, kata seorang anggota panitia sambil menunjukkan daftar barang yang sudah dicatat.",
    "Di sela kegiatan, {people} membagikan {number} {thing} kepada tamu yang datang dari {city}.",
    "Cuaca {weather} tidak menghalangi acara, sebab tenda besar sudah dipasang sejak {day} sore.",
    "Menurut catatan, {subject} terakhir kali diperbarui pada bulan {month} dan sejak itu dipakai hampir setiap hari.",
    "Rombongan kemudian {act} {subject}, lalu duduk bersama untuk menyusun rencana sampai akhir bulan {month}.",
    "Tahun lalu kegiatan serupa hanya diikuti {number} orang, sedangkan kali ini kursi tambahan harus disiapkan.",
    "Panitia menyediakan {number} {thing} dan minuman hangat bagi siapa saja yang datang lebih awal.",
    "Ruang di sebelah timur dipakai untuk menyimpan {thing}, sementara ruang lain dibiarkan kosong sampai {month}.",
    "Seusai acara, {people} merapikan kursi, menggulung kabel, dan mengembalikan {thing} ke tempat semula.",
    "Dari {city}, perjalanan memakan waktu sekitar {number} menit karena jalan sedang diperlebar.",
    "Daftar lengkapnya ditempel di dekat pintu masuk dan dibacakan sekali lagi pada pukul {hour}.",
    "Seorang tamu dari {city} bercerita bahwa {subject} di tempatnya juga baru saja ditata ulang.",
    "Musik daerah mengiringi {people} yang berjalan pelan mengelilingi {subject} sampai matahari terbenam.",
    "Pada {day} berikutnya, kegiatan akan dilanjutkan dengan lomba kecil yang hadiahnya {number} {thing}.",
    "Karena lahan terbatas, sebagian {thing} ditanam di dalam pot dan diletakkan di sepanjang pagar.",
    "Barang yang rusak dipisahkan, difoto, lalu ditimbang satu per satu sebelum dibawa ke gudang di {city}.",
    "Mereka juga {act} {subject} yang selama ini jarang dipakai karena letaknya jauh dari gerbang.",
    "Hasil panen bulan {month} mencapai {number} kilogram dan sebagian dimasak untuk makan siang bersama.",
    "Menjelang pukul {hour}, hujan turun sebentar, lalu acara dipindahkan ke aula tanpa mengubah susunan.",
    "Foto bersama diambil di depan {subject} sebelum {people} kembali ke {city} dengan dua bus kecil.",
    "Buku tamu mencatat {number} nama, terbanyak sejak buku itu dibuka pada bulan {month}.",
    "Bagi yang belum sempat hadir, kegiatan akan diadakan lagi di {city} pada {day} pekan ketiga.",
    "Kegiatan ini {result} dan menjadi bahan obrolan sepanjang sore di warung dekat gerbang.",
    "Sebuah peta sederhana menunjukkan letak {subject}, pintu keluar, dan tempat menaruh {thing}.",
    "Air disalurkan lewat pipa sepanjang {number} meter yang dipasang sendiri oleh {people}.",
    "Setiap {day}, {subject} dibuka mulai pukul {hour} dan ditutup ketika hari mulai gelap.",
    "Usulan itu datang dari {people} yang sudah lama ingin {subject} dipakai untuk kegiatan bersama.",
    "Panitia berterima kasih kepada {people} yang meminjamkan {number} {thing} tanpa meminta imbalan.",
    "Acara ditutup dengan doa, lalu hadirin mencicipi masakan khas {city} yang dibawa dari rumah.",
    "Keesokan harinya, {number} {thing} lagi didatangkan supaya semua yang terdaftar mendapat bagian.",
    "Sampai bulan {month}, {people} akan bergantian menjaga {subject} menurut jadwal yang sudah disepakati.",
    "Warna baru dipilih melalui pemungutan suara kecil yang dimenangkan hijau muda dengan {number} suara.",
)
QUOTES = (
    "Kami senang {subject} ini akhirnya dapat dipakai lagi, dan semoga bulan {month} nanti lebih ramai.",
    "Semua dikerjakan bersama, sedikit demi sedikit, sampai {thing} terakhir selesai dipasang.",
    "Perjalanan dari {city} memang jauh, tetapi sambutannya membuat kami lupa lelah.",
)
HEADINGS = ("Jalannya kegiatan", "Rencana bulan {month}", "Cerita dari {city}", "Tentang {subject}")
ITEMS = ("{number} {thing}", "{subject}", "kunjungan ke {city}", "catatan bulan {month}")
LINKS = ("kegiatan sebelumnya", "catatan yang lalu", "kabar terdahulu dari kantor ini")
EXTERNAL = "https://contoh.example/kabar/{number}"
