"""Fabricated releases: one that many offices put out, and others of the same sort of event."""

from __future__ import annotations

import random

_RELEASE = (
    "{place} – {office} menggelar layanan paspor simpatik bagi warga yang tidak sempat datang pada hari kerja."
    " Sebanyak {count} pemohon dilayani sejak pukul {hour}.00 sampai loket ditutup menjelang petang.",
    "Kepala {office}, {head}, mengatakan kegiatan serentak ini digelar agar pelayanan makin dekat dengan masyarakat."
    " Petugas tambahan ditempatkan di ruang tunggu untuk membantu pemohon lanjut usia mengisi formulir dan memeriksa"
    " kelengkapan berkas sebelum foto dan wawancara.",
    "Pemohon cukup membawa kartu tanda penduduk, kartu keluarga, dan akta kelahiran atau ijazah. Biaya dibayar melalui"
    " bank atau kantor pos, sehingga petugas tidak menerima uang tunai. Paspor dapat diambil {days} hari kerja setelah"
    " pembayaran, atau dikirim ke rumah lewat kurir.",
    "{quotation} ujar {head}. Pengaduan dapat disampaikan"
    " melalui loket pengaduan atau kanal resmi {office}. Kegiatan berikutnya digelar pada {date}.",
)
_QUOTATIONS = (
    '"Kami mengajak masyarakat mengurus sendiri paspornya tanpa perantara,"',
    "“Layanan seperti ini kami buka lagi selama warga masih membutuhkannya, apa pun cuacanya,”",
    "“Terima kasih kepada pegawai yang rela masuk pada hari libur demi warga,”",
)
_NAMES = ("Ratna Wijaya", "Bagus Prakoso", "Siti Marlina", "Yohanis Lado", "Made Sudira", "Agus Hartanto")
_PLACES = ("Teluk Biru", "Bukit Hijau", "Pulau Fajar", "Tanjung Senja", "Kota Karang", "Muara Jingga")
# Of each pair of clauses one story tells one: facts of their own around the same sort of event.
_ACTS = (
    "membuka loket keliling di balai desa bersama perangkat setempat",
    "memperkenalkan antrean daring kepada pelajar sekolah menengah",
    "menutup sementara ruang foto karena perbaikan jaringan listrik",
    "menambah kursi roda dan jalur landai di pintu masuk gedung",
    "melatih petugas baru membaca dokumen yang rusak terkena banjir",
    "mengumumkan hasil survei kepuasan masyarakat triwulan ini",
)
_FOLLOWS = (
    "warga yang datang dari pulau seberang menumpang perahu nelayan sejak subuh dan menunggu dengan tertib",
    "beberapa pemohon meminta jadwal ulang karena berkasnya belum lengkap dan namanya berbeda pada ijazah",
    "petugas mencatat setiap masukan pada papan tulis lalu membahasnya dalam rapat mingguan bersama pimpinan",
    "para guru pendamping berharap kunjungan serupa diadakan kembali menjelang libur panjang sekolah",
    "teknisi memeriksa kabel cadangan serta mesin pembangkit sambil menjaga server tetap menyala",
    "relawan penyandang disabilitas mencoba jalur baru itu dan memberi catatan tentang lebar pintu",
)
_ENDS = (
    "Berkas yang lembap dikeringkan satu demi satu sebelum dipindai, sementara salinannya disimpan di lemari besi.",
    "Nilai tertinggi diberikan untuk keramahan petugas, sedangkan kecepatan jaringan masih perlu dibenahi.",
    "Layanan dialihkan ke kantor terdekat selama perbaikan berlangsung, dan pemohon dikabari lewat pesan singkat.",
    "Anak-anak menggambar peta negara tujuan impian mereka, kemudian bertanya tentang syarat belajar di luar negeri.",
    "Aturan baru tentang masa berlaku paspor dijelaskan pula dengan contoh yang mudah diingat oleh peserta.",
)


def release(office: str, seed: int) -> str:
    """The body of the one release, as an office puts it out: names, places, figures, dates, quotation are its own."""
    chance = random.Random(seed)
    filled = {
        "office": office,
        "head": chance.choice(_NAMES),
        "quotation": chance.choice(_QUOTATIONS),
        "place": chance.choice(_PLACES).upper(),
        "count": str(chance.randint(11, 480)),
        "hour": str(chance.randint(7, 9)),
        "days": chance.choice(("3", "4", "tiga", "empat")),
        "date": f"{chance.randint(1, 28)} Juni 2024",
    }
    return body([part.format(**filled) for part in _RELEASE])


def alike(seed: int) -> str:
    """The body of another story of the same sort: the same opening and closing words, facts of its own between."""
    chance = random.Random(seed)
    act, follow = _ACTS[seed % 6], _FOLLOWS[seed // 6 % 6]
    more = chance.sample(_FOLLOWS, 2)
    middle = [
        f"Kali ini kantor {act}; {follow}.",
        chance.choice(_ENDS),
        f"Di ruang tunggu {more[0]}.",
        f"Lalu {more[1]}.",
    ]
    return body(
        [
            f"{chance.choice(_PLACES).upper()} – Kantor menggelar layanan paspor simpatik bagi warga setempat.",
            *middle,
            f"Sebanyak {chance.randint(5, 90)} pemohon dilayani. Pengaduan dapat disampaikan melalui loket pengaduan.",
        ]
    )


def monthly(number: int) -> str:
    """The body of one of twelve stories that offices write from one pattern, each with a sentence of its own."""
    place = _PLACES[number % 6]
    return body(
        [
            f"{place.upper()} – Kantor {place} kembali menggelar layanan paspor keliling bulanan di kelurahan. Sebanyak"
            f" {20 + number} pemohon dilayani dalam kegiatan yang berlangsung sejak pagi itu.",
            "Layanan paspor keliling merupakan inovasi untuk mendekatkan layanan kepada masyarakat yang jauh dari"
            " kantor imigrasi. Pemohon cukup membawa dokumen persyaratan lengkap dan mengikuti tahapan pemeriksaan"
            " berkas, pengambilan foto, serta wawancara di tempat.",
            f"Kali ini {(*_ACTS, *_FOLLOWS)[number]}.",
            f'"Kami berharap masyarakat makin mudah memperoleh layanan," kata Kepala Kantor {place}. Paspor diambil'
            " di kantor setelah selesai dicetak.",
        ]
    )


def drifting(step: int) -> str:
    """The text of a chain in which each differs a little from the one before it, and much from those before that."""
    numbers = (place + 1_000 if place < step * 18 else place for place in range(240))
    return body([" ".join(f"kata{_letters(number)}" for number in numbers)])


def body(paragraphs: list[str]) -> str:
    """Paragraphs as safe HTML."""
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))
