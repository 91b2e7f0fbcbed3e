"""An acronym that a story spells out otherwise is not the one of the taxonomy."""

from __future__ import annotations

import pytest

from plugins.zones import default, parse, tag
from plugins.zones.acronyms import Acronyms
from plugins.zones.taxonomy import Acronym
from plugins.zones.words import WORD

KNOWN = Acronyms(
    [
        Acronym("WBS", ("whistle blowing system",), ("panti laras",)),
        Acronym("ZI", ("zona integritas",), ("zakat dan infak", "zona integrasi")),
    ]
)


def foreign(text: str) -> set[str]:
    return set(KNOWN.foreign(KNOWN.among(WORD.findall(text)), text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Warga Binaan Sosial (WBS) pulang.", {"WBS"}),
        ("WBS (Warga Binaan Sosial) pulang.", {"WBS"}),
        ("Warga Binaan Sosial, disingkat WBS, pulang.", {"WBS"}),
        ("WBS, singkatan dari Warga Binaan Sosial, pulang.", {"WBS"}),
        ("Zona dan Inovasi (ZI) dibuka.", {"ZI"}),
        ("Whistle-Blowing System (WBS) dibuka.", set()),
        ("Sistem pengaduan (WBS) dibuka.", set()),
        ("Zona Intergitas (ZI) dicanangkan.", set()),
        ("Zona Integrasi (ZI) angkutan.", {"ZI"}),
        ("WBS dibuka.", set()),
        ("Panti Laras memulangkan WBS.", {"WBS"}),
        ("Panti Laras membuka WBS, sebuah whistle blowing system.", set()),
        ("Zakat dan infak dihimpun.", set()),
        ("Whistle Blowing System (WBS) di panti bagi Warga Binaan Sosial (WBS).", set()),
    ],
)
def test_what_the_story_spells_out_decides(text: str, expected: set[str]) -> None:
    assert foreign(text) == expected


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        ("SKM Buka Pendaftaran", "Sekolah Kader Madani (SKM) membuka pendaftaran."),
        ("UPP Lepas Kapal", "Unit Penyelenggara Pelabuhan (UPP) melepas kapal."),
        ("WBBM Berkemah", "Warga Bina Bakti Muda (WBBM) berkemah menuju WBBM mandiri."),
        ("SKP Pasien Diperiksa", "Surveior menelusuri sasaran keselamatan pasien."),
        ("Penghimpunan ZI Naik", "Zakat dan infak dari pegawai naik."),
    ],
)
def test_another_meaning_gives_no_tag(title: str, lead: str) -> None:
    assert tag(title, "", lead, default()).themes == ()


def test_the_own_meaning_gives_its_tag() -> None:
    assert tag("SKM Dibuka", "", "Survei Kepuasan Masyarakat (SKM) dibuka.", default()).themes == ("area-6",)


def test_a_taxonomy_may_name_acronyms_of_its_own_and_add_to_others() -> None:
    text = 'extends = "default"\n[[acronym]]\nshort = "ZI"\nothers = ["zona indah"]\n[[acronym]]\nshort = "ABC"\n'
    taxonomy, problems = parse(text + 'means = ["aku baca cerita"]\n')
    assert problems == [] and taxonomy is not None
    assert tag("ZI Teluk Biru", "", "Zona indah itu dibuka.", taxonomy).themes == ()
    assert "zi" in tag("ZI Teluk Biru", "", "Zona itu dibuka.", taxonomy).themes
    assert "ABC" in {acronym.short for acronym in taxonomy.acronyms}
