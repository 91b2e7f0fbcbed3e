"""How a phrase is written, and that it is met where it stands and nowhere else."""

from __future__ import annotations

import pytest

from plugins.zones.patterns import Finder, PhraseError, variants
from plugins.zones.words import sentences


def met(phrase: str, text: str, **groups: list[str]) -> bool:
    finder = Finder([phrase], groups)
    return any(finder.find(sentence.words) for sentence in sentences(text))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("zona integritas", "Pembangunan ZONA Integritas dimulai"),
        ("zona integritas", "zona integritasnya diuji"),
        ("ZI", "pembangunan ZI"),
        ("Z.I.", "pembangunan Z.I. dimulai"),
        ("e-office", "lewat e-office"),
        ("e-office", "lewat E Office"),
        ("WBK WBBM", "menuju WBK/WBBM"),
        ("WBK WBBM", "menuju WBK-WBBM"),
        ("wilayah bebas [dari] korupsi", "Wilayah Bebas Korupsi"),
        ("wilayah bebas [dari] korupsi", "Wilayah Bebas dari Korupsi"),
        ("pelayanan|layanan publik", "layanan publik"),
        ("tata laksana|tatalaksana", "tim tata laksana"),
        ("~canang zona integritas", "mencanangkan Zona Integritas"),
        ("kelas|klas IIA", "Lapas Klas IIA"),
    ],
)
def test_a_phrase_is_met(phrase: str, text: str) -> None:
    assert met(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("ZI", "ahli gizi menata gazi"),
        ("ZI", "dana ZIS disalurkan"),
        ("ZI", "keluarga zi"),
        ("WBK", "pelatihan WBP dan WBS"),
        ("zona integritas", "zona merah. Integritas pegawai"),
        ("SOP", "sop buntut"),
        ("wilayah bebas [dari] korupsi", "wilayah bebas asap"),
    ],
)
def test_another_word_is_no_match(phrase: str, text: str) -> None:
    assert not met(phrase, text)


def test_a_group_stands_for_each_of_its_phrases() -> None:
    assert met("@staff", "para petugas jaga", staff=["pegawai", "petugas jaga"])


@pytest.mark.parametrize(
    "phrase",
    ["", "  ", "zona [integritas", "[dua kata] zona", "~ab x", "~Canang", "a ~ b", "&", "x@y", "a b c d e f g h i"],
)
def test_an_unreadable_phrase_is_an_error(phrase: str) -> None:
    with pytest.raises(PhraseError):
        variants(phrase)


def test_variants_are_counted() -> None:
    assert len(variants("a|b c|d [e]")) == 8
    with pytest.raises(PhraseError):
        variants("a|b|c|d a|b|c|d a|b|c|d a|b")
