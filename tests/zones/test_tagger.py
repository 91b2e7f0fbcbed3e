"""What a tag means (the labelling rules), told as behaviour of the tagger with the default taxonomy."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.zones import Tagging, default, parse, tag
from plugins.zones.tagger import MOST_MATCHES

BIRU = "Kantor Imigrasi Kelas II Teluk Biru"
UNRELATED = "Cuaca di teluk cerah sepanjang hari."


def tagged(title: str, body: str = "", summary: str = "") -> Tagging:
    return tag(title, summary, body, default())


@pytest.mark.parametrize(
    ("title", "body", "themes"),
    [
        (f"{BIRU} Canangkan Zona Integritas Menuju WBK/WBBM", "", {"zi", "wbk", "wbbm", "area-1"}),
        ("Rutan Teluk Biru Mencanangkan ZI", "", {"zi", "area-1"}),
        ("Lapas Teluk Biru Raih Predikat WBK", "", {"zi", "wbk"}),
        ("Pegawai Rutan Teluk Biru Teken Pakta Integritas", "", {"area-1"}),
        ("SOP Kontrol Pintu Ditulis Ulang", "", {"area-2"}),
        ("PPID Teluk Biru Jawab Semua Permohonan Informasi", "", {"area-2"}),
        ("Kakanwil Melantik 12 Pejabat Pengawas", "", {"area-3"}),
        ("Tes Urine Mendadak bagi Petugas Rutan", "", {"area-3"}),
        ("Kepala Seksi Teken Perjanjian Kinerja", "", {"area-4"}),
        ("UPG Teluk Biru Catat Enam Laporan Gratifikasi", "", {"area-5"}),
        ("Masih 40 Pejabat Belum Lapor LHKPN", "", {"area-5"}),
        ("Hasil Survei Kepuasan Masyarakat Diumumkan", "", {"area-6"}),
        ("Paspor Keliling Jemput Bola ke Pulau", "", {"area-6"}),
        ("Rutan Teluk Biru Boyong Piala WBBM", "", {"zi", "wbbm"}),
        ("Tiga Pegawai yang Bolos Diberi Surat Peringatan", "", {"area-3"}),
        ("Jangan Beri Uang Rokok kepada Petugas", "", {"area-5"}),
        ("KTP Diantar ke Rumah Warga", "", {"area-6"}),
        ("Meja Khusus bagi Penyandang Disabilitas", "", {"area-6"}),
        ("Aplikasi Baru: Pemohon Bisa Cek Berkas", "", {"area-6"}),
    ],
)
def test_content_gives_its_tags(title: str, body: str, themes: set[str]) -> None:
    assert set(tagged(title, body).themes) == themes


@pytest.mark.parametrize(
    "title",
    [
        "Ahli Gizi Tinjau Dapur Rutan",
        "Dana ZIS Pegawai Disalurkan",
        "Pelatihan Las bagi WBP",
        "Mutasi 45 Narapidana ke Pulau Seberang",
        "Timpora Perkuat Pengawasan Orang Asing",
        "Promosi Produk UMKM di Alun-alun",
        "APBD Perubahan Dibahas",
        "Kementerian Raih Opini WTP",
        "Tata Laksana Pasien Hepatitis",
        "Pelayanan Gereja di Lapas",
        "Wisudawan Terbaik Raih IPK 3,94",
        "Zona Merah, Kunjungan Ditutup",
        "Perjanjian Kerja Sama dengan Universitas",
        "Petugas TPI Periksa Awak Kapal",
        "Semua Berjalan Sesuai SOP",
        "Tim Teluk Biru Juara ZI Cup II",
        "Mantan Kepala Desa Dituntut, Terdakwa Terima Gratifikasi",
        "Polres Tindaklanjuti Dumas, Tambang Liar Ditutup",
        "Siswa SMA Belajar Bahaya Gratifikasi",
        "Karang Taruna Jadi Agen Perubahan Desa",
        "Pesan Bupati: Jadilah Santri Berakhlak Mulia",
        "Caleg Teken Pakta Integritas Pemilu Damai",
        "Narapidana Lulus Uji Kompetensi Las",
        "Bupati Lantik 12 Kepala Desa",
        "Peta Risiko Banjir Disusun",
        "Dinas Kearsipan Pindah Gedung",
    ],
)
def test_a_word_that_only_looks_alike_gives_none(title: str) -> None:
    assert tagged(title, UNRELATED).themes == ()


def test_a_slogan_in_one_sentence_of_the_body_is_no_theme() -> None:
    body = f"{UNRELATED}\n\nPanen lele hari ini 800 kilogram.\n\nIkan dijual ke pasar.\n\nMaju terus demi WBK!"
    assert tagged("Panen Lele", body).themes == ()


def test_two_sentences_of_the_body_are_a_theme() -> None:
    body = f"{UNRELATED}\n\nRapat dimulai pagi.\n\nTim membahas zona integritas.\n\nZona integritas milik semua."
    assert "zi" in tagged("Rapat Pagi", body).themes


def test_the_same_sentence_twice_counts_once() -> None:
    body = f"{UNRELATED}\n\nRapat dimulai pagi.\n\n" + "Tim membahas zona integritas.\n\n" * 5
    assert "zi" not in tagged("Rapat Pagi", body).themes


def test_a_defined_predicate_is_not_the_units_aim() -> None:
    body = "WBK ialah predikat bagi unit yang berhasil.\n\nPegawai mencatat."
    themes = tagged("Sosialisasi Pembangunan Zona Integritas", body).themes
    assert "zi" in themes and "wbk" not in themes


def test_a_list_of_areas_is_evidence_for_none() -> None:
    body = (
        "Enam area dinilai: manajemen perubahan, penataan tata laksana, penataan sistem manajemen SDM, "
        "penguatan akuntabilitas, penguatan pengawasan, dan pelayanan publik."
    )
    assert set(tagged("TPI Nilai Enam Area Calon WBK", body).themes) == {"zi", "wbk"}


def test_the_areas_told_item_by_item_are_given() -> None:
    body = (
        "Tiga pokja melapor.\n\n- Pokja II: tujuh SOP selesai direvisi dan naskah dinas elektronik dipakai\n"
        "- Pokja III: 12 pegawai dilatih, SKP disetujui\n- Pokja V: dua gratifikasi dilaporkan, SPIP diperbarui"
    )
    themes = set(tagged("Pembangunan Zona Integritas Teluk Biru Dilaporkan", body).themes)
    assert themes == {"zi", "area-2", "area-3", "area-5"}


def test_a_meeting_on_the_zone_is_area_1_unless_it_serves_another_area() -> None:
    title = "Rapat Pembangunan ZI Teluk Biru"
    assert tagged(title, "Rapat dibuka pagi.").themes == ("zi", "area-1")
    assert tagged(title, "Rapat menulis ulang SOP kontrol pintu.").themes == ("zi", "area-2")


def test_a_hope_in_the_lead_is_no_theme() -> None:
    assert tagged("Gedung Baru Diresmikan", "Ia berharap kelak kantor itu meraih WBK.").themes == ()


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("Lapas Teluk Biru Canangkan Zona Integritas Menuju WBK", "pencanangan"),
        ("Lapas Teluk Biru Raih Predikat WBK", "penetapan-predikat"),
        ("Lima Satker Ikuti Desk Evaluasi TPN, Calon WBK", "evaluasi-tpn"),
        ("Predikat WBK Kantor Teluk Biru Dicabut", "pencabutan"),
        ("Tiga Kantor Diusulkan Meraih WBK", "pengusulan"),
        ("Panen Lele", ""),
    ],
)
def test_the_stage_is_told(title: str, stage: str) -> None:
    assert tagged(title).stage == stage


def test_a_predicate_of_the_past_is_not_the_stage() -> None:
    body = "Kantor itu membangun zona integritas menuju WBBM.\n\nPegawai rapat.\n\nIa meraih predikat WBK pada 2020."
    assert tagged("Teluk Biru Menuju WBBM", body).stage == "pembangunan"


def test_menuju_is_not_meraih() -> None:
    aim, gain = tagged("Lapas Teluk Biru Menuju WBK"), tagged("Lapas Teluk Biru Meraih Predikat WBK")
    assert aim.themes == gain.themes == ("zi", "wbk")
    assert aim.stage != "penetapan-predikat" == gain.stage


SMALL = """
[[theme]]
id = "arsip"
name = "Arsip"
short_name = "Arsip"
description = "Satu. Dua."
threshold = 3
veto = ["arsip nasional"]
negative = ["arsip pribadi"]
neutral = ["jalan arsip"]
other = ["museum"]
[[theme.rule]]
weight = "strong"
all_of = [["arsip"]]
unless_near = ["hilang"]
window = 3
[[theme.rule]]
weight = "strong"
all_of = [["berkas"], ["~simpan"]]
within = 4
unless = ["narapidana"]
"""


@pytest.mark.parametrize(
    ("body", "given"),
    [
        ("Arsip ditata.", True),
        ("Arsip yang lama hilang.", False),
        ("Arsip ditata oleh empat petugas sebelum ada yang hilang.", True),
        ("Arsip Nasional menata arsip.", False),
        ("Berkas lama disimpan.", True),
        ("Berkas itu sudah sejak lama sekali tidak disimpan.", False),
        ("Berkas narapidana disimpan.", False),
        ("Arsip pribadi.", False),
        ("Jalan Arsip ditutup.", False),
        ("Di Jalan Arsip ada arsip.", True),
        ("Arsip museum ditata.", False),
        ("Museum dibuka. Arsip ditata.", False),
        ("Museum dibuka. Arsip ditata. Arsip disusun.", True),
    ],
)
def test_rules_and_their_vetoes(body: str, given: bool) -> None:
    taxonomy, problems = parse(SMALL)
    assert taxonomy is not None, problems
    assert bool(tag("", "", body, taxonomy).tags) is given


TEXT = (
    "pegawai ZI gizi zona integritas menuju WBK WBBM. meraih predikat melantik pejabat SOP gratifikasi\n\n survei "
    "kepuasan masyarakat narapidana Sesuai kinerja capaian target, “Arsip” TPI! e-office"
)
WORDS = st.sampled_from(TEXT.split(" "))


@settings(max_examples=60)
@given(st.lists(WORDS, max_size=60).map(" ".join), st.lists(WORDS, max_size=12).map(" ".join))
def test_every_match_is_quoted_from_the_story_and_no_run_differs(body: str, title: str) -> None:
    tagging = tagged(title, body, title.lower())
    texts = {"title": title, "summary": title.lower(), "body": body}
    for found in tagging.tags:
        assert 0 < len(found.matches) <= MOST_MATCHES
        assert all(match.text and match.text in texts[match.where] for match in found.matches)
    assert tagged(title, body, title.lower()) == tagging
    assert not {"wbk", "wbbm"} & set(tagging.themes) or "zi" in tagging.themes


@settings(max_examples=40)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_an_unrelated_sentence_at_the_end_changes_nothing(body: str) -> None:
    assert tagged("Kabar Teluk Biru", f"{body}\n\n{UNRELATED}") == tagged("Kabar Teluk Biru", body)


def test_a_hostile_story_keeps_few_matches() -> None:
    body = " ".join(f"zona integritas {number}." for number in range(3000)) + "WBK " * 3000
    assert all(len(found.matches) <= MOST_MATCHES for found in tagged("x", body).tags)
