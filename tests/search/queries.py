"""What people type, and which stories they mean: written down before there was anything to search with.

The stories are fabricated, and so are the offices. Each query has the stories that must be found, by their slugs, and
those that must not; what is in neither may come or not.
"""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

# slug: (title, summary, body)
STORIES: dict[str, tuple[str, str, str]] = {
    "layanan-paspor": (
        "Kanim Teluk Biru buka layanan paspor akhir pekan",
        "Warga dilayani pada hari Sabtu.",
        "<p>Petugas melayani pemohon paspor sejak pagi. Antrean kini lebih singkat.</p>",
    ),
    "kunjungan-keluarga": (
        "Keluarga berkunjung ke Lapas Bukit Hijau",
        "Jam kunjungan ditambah.",
        "<p>Keluarga mengunjungi warga binaan dengan tertib. Barang bawaan diperiksa petugas.</p>",
    ),
    "pengawasan-orang-asing": (
        "Tim mengawasi orang asing di pelabuhan",
        "Pengawasan digelar bersama.",
        "<p>Petugas menangkap dua orang yang melanggar izin tinggal. Mereka dideportasi.</p>",
    ),
    "kawasan-wisata": (
        "Kawasan wisata Pulau Fajar makin ramai",
        "Pos pelayanan didirikan.",
        "<p>Wisatawan mancanegara singgah di kawasan itu setiap pekan.</p>",
    ),
    "penyuluhan-hukum": (
        "Penyuluhan hukum di desa",
        "Penyuluh menjelaskan bantuan hukum gratis.",
        "<p>Warga desa bertanya tentang sengketa tanah. Perekaman biometrik direncanakan di balai desa.</p>",
    ),
    "pelantikan-pejabat": (
        "Kepala kantor melantik tujuh pejabat",
        "Pelantikan berlangsung khidmat.",
        "<p>Pejabat yang dilantik mengucapkan sumpah jabatan.</p>",
    ),
    "remisi-kemerdekaan": (
        "Ratusan narapidana terima remisi",
        "Remisi umum diberikan pada hari kemerdekaan.",
        "<p>Tiga orang langsung bebas. Remisi diserahkan oleh kepala lapas.</p>",
    ),
    "zona-integritas": (
        "Kanim Teluk Biru bangun zona integritas",
        "Pembangunan zona integritas menuju WBK dicanangkan.",
        "<p>Seluruh pegawai menandatangani pakta integritas. Gratifikasi ditolak.</p>",
    ),
    "aduan-masyarakat": (
        "Kanal pengaduan masyarakat diperbarui",
        "Warga dapat mengadu lewat telepon.",
        "<p>Setiap aduan ditindaklanjuti dalam tiga hari.</p>",
    ),
    "kerja-sama": (
        "Kantor wilayah dan kampus sepakati kerja sama",
        "Nota kesepahaman ditandatangani.",
        "<p>Mahasiswa akan bekerja magang, dan dosen mengerjakan penelitian bersama.</p>",
    ),
    "sidak-kamar": (
        "Petugas menggeledah kamar hunian",
        "Penggeledahan menemukan barang terlarang.",
        "<p>Telepon genggam disita dan dimusnahkan. Keamanan diperketat.</p>",
    ),
    "kelola-aset": (
        "Pengelolaan aset negara dinilai baik",
        "Kantor mengelola arsip dan barang dengan cermat.",
        "<p>Laporan keuangan diserahkan tepat waktu.</p>",
    ),
    "harmonisasi": (
        "Harmonisasi rancangan peraturan daerah",
        "Perancang menelaah tiga rancangan.",
        "<p>Rapat pengharmonisasian dihadiri biro hukum provinsi.</p>",
    ),
    "merek-kolektif": (
        "Merek kolektif petani garam didaftarkan",
        "Pendaftaran merek didampingi.",
        "<p>Kekayaan intelektual memberi nilai tambah. Sentranya diresmikan, dan kemandirian petani tumbuh.</p>",
    ),
    "e-lapor": (
        "Kantor membuka kanal e-Lapor",
        "Keluhan masuk lewat gawai.",
        "<p>Petugas membuat panduan singkat. Antre di loket tidak perlu lagi, dan perizinan selesai di rumah.</p>",
    ),
}


class Query(NamedTuple):
    """`meant` is what is searched for instead, where the page says so."""

    text: str
    found: Set[str]
    not_found: Set[str] = frozenset()
    meant: str = ""


NOTHING: Set[str] = frozenset()

QUERIES = (
    # As it stands
    Query("paspor", {"layanan-paspor"}, {"remisi-kemerdekaan", "penyuluhan-hukum"}),
    Query("PASPOR", {"layanan-paspor"}),
    Query("zona integritas", {"zona-integritas"}, {"layanan-paspor"}),
    Query('"zona integritas"', {"zona-integritas"}),
    Query('"integritas zona"', NOTHING, {"zona-integritas"}),
    Query("bukit hijau", {"kunjungan-keluarga"}, {"layanan-paspor"}),
    Query("kepala lapas", {"remisi-kemerdekaan"}, {"pelantikan-pejabat"}),
    # Affixes
    Query("pelayanan", {"layanan-paspor", "kawasan-wisata"}),
    Query("melayani", {"layanan-paspor"}),
    Query("dilayani", {"layanan-paspor"}),
    Query("paspornya", {"layanan-paspor"}),
    Query("mengunjungi", {"kunjungan-keluarga"}),
    Query("dikunjungi", {"kunjungan-keluarga"}),
    Query("pengunjung", {"kunjungan-keluarga"}),
    Query("kunjungi", {"kunjungan-keluarga"}),
    Query("pengawas", {"pengawasan-orang-asing"}, {"kawasan-wisata"}),
    Query("diawasi", {"pengawasan-orang-asing"}, {"kawasan-wisata"}),
    Query("awasi", {"pengawasan-orang-asing"}),
    Query("kawasan", {"kawasan-wisata"}, {"pengawasan-orang-asing"}),
    Query("ditangkap", {"pengawasan-orang-asing"}),
    Query("penangkapan", {"pengawasan-orang-asing"}),
    Query("pemeriksaan", {"kunjungan-keluarga"}),
    Query("periksa", {"kunjungan-keluarga"}),
    Query("disuluh", {"penyuluhan-hukum"}),
    Query("dilantiknya", {"pelantikan-pejabat"}),
    Query("penyerahan", {"remisi-kemerdekaan", "kelola-aset"}),
    Query("membangun", {"zona-integritas"}),
    Query("pengaduan", {"aduan-masyarakat"}),
    Query("diadukan", {"aduan-masyarakat"}),
    Query("pekerjaan", {"kerja-sama"}),
    Query("digeledah", {"sidak-kamar"}),
    Query("penyitaan", {"sidak-kamar"}),
    Query("dikelola", {"kelola-aset"}),
    Query("kelola", {"kelola-aset"}),
    Query("mendaftarkan merek", {"merek-kolektif"}, {"kelola-aset"}),
    Query("telaah", {"harmonisasi"}),
    Query("ditelaah", {"harmonisasi"}),
    Query("peresmian", {"merek-kolektif"}),
    Query("mandiri", {"merek-kolektif"}),
    Query("direkam", {"penyuluhan-hukum"}),
    Query("perencanaan", {"penyuluhan-hukum"}),
    Query("pemusnahan", {"sidak-kamar"}),
    Query("penandatanganan", {"kerja-sama", "zona-integritas"}),
    Query("penyelesaian", {"e-lapor"}),
    # Not done with typing
    Query("imigr", {"kunjungan-keluarga"}, {"layanan-paspor"}),  # in the name of the office
    Query("narapi", {"remisi-kemerdekaan"}),
    Query("harmoni", {"harmonisasi"}),
    # Mistyped
    Query("pasport", {"layanan-paspor"}, {"remisi-kemerdekaan"}, "paspor"),
    Query("papsor", {"layanan-paspor"}, {"kelola-aset"}, "paspor"),
    Query("narapidna", {"remisi-kemerdekaan"}, NOTHING, "narapidana"),
    Query("penyuluhann hukum", {"penyuluhan-hukum"}, {"harmonisasi"}, "penyuluhan hukum"),
    Query("intgritas", {"zona-integritas"}, NOTHING, "integritas"),
    Query("gratifiksi", {"zona-integritas"}, NOTHING, "gratifikasi"),
    Query("pelayananan", {"layanan-paspor"}),
    Query("dilantk", {"pelantikan-pejabat"}, NOTHING, "dilantik"),
    Query("remsi", {"remisi-kemerdekaan"}, NOTHING, "remisi"),
    Query("haromnisasi", {"harmonisasi"}, NOTHING, "harmonisasi"),
    # Joined by a hyphen
    Query("e-lapor", {"e-lapor"}, {"layanan-paspor"}),
    Query("E-LAPOR kanal", {"e-lapor"}),
    Query("e-paspor", {"layanan-paspor"}, {"e-lapor"}),
    # Spelled otherwise
    Query("antri", {"e-lapor"}, {"aduan-masyarakat"}),
    Query("antrian", {"layanan-paspor"}),
    Query("mengantri", {"e-lapor"}),
    Query("perijinan", {"e-lapor"}),
    # Asked as a question
    Query("bagaimana cara membuat panduan", {"e-lapor"}, {"layanan-paspor"}),
    Query("apa itu remisi", {"remisi-kemerdekaan"}),
    Query("pelayanan di kawasan", {"kawasan-wisata"}, {"layanan-paspor"}),
    # Each word is known, and no story has all of them
    Query("cara membuat paspor", NOTHING, set(STORIES)),
    # Nothing to be found
    Query("xylofon", NOTHING, set(STORIES)),
    Query("paspor xylofon", NOTHING, set(STORIES)),
)
