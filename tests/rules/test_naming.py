"""Names of offices and people, and slips in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.rules.naming import misspelt, names_of, two_ways
from plugins.rules.similar import distance, slip

NAMES = names_of(
    [
        "Kantor Imigrasi Kelas I TPI Teluk Biru",
        "Kanim Teluk Biru",
        "Lembaga Pemasyarakatan Kelas IIA Bukit Hijau",
        "Kantor Wilayah Kementerian Samudra Jingga",
        "Sekretariat Jenderal",
        "Samudra",
    ],
    ["Kabupaten Teluk Hijau", "sekretaris"],
)
words = st.text("abcde", min_size=1, max_size=9)


def told(text: str) -> list[tuple[str, str]]:
    return [(text[start:end], meant) for start, end, meant in misspelt(text, NAMES)]


@given(words, words)
def test_distance_is_the_same_both_ways_and_nought_for_equals_alone(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one, other) <= max(len(one), len(other))


@given(st.text("abcdefgh", min_size=6, max_size=9), st.integers(1, 4))
def test_one_exchange_omission_or_doubling_is_a_slip(word: str, at: int) -> None:
    exchanged = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assert slip(exchanged, word) == (exchanged != word)
    assert slip(word[:at] + word[at + 1 :], word)
    assert slip(word[:at] + word[at] + word[at:], word)


@pytest.mark.parametrize(("one", "other"), [("lapas", "kapas"), ("biru", "baru"), ("batam", "batang"[:4]), ("a", "a")])
def test_short_words_and_other_beginnings_are_other_words(one: str, other: str) -> None:
    assert not slip(one, other)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Kantor Imgrasi Kelas I Teluk Biru", "Kantor Imigrasi Kelas I TPI Teluk Biru"),
        ("Lembaga Pemasyaraktan Bukit Hijau", "Lembaga Pemasyarakatan Kelas IIA Bukit Hijau"),
        ("Kantor Wilayah Kementrian Samudra Jingga", "Kantor Wilayah Kementerian Samudra Jingga"),
        ("Kantor Wilayah Kementerian Samudra Jinnga", "Kantor Wilayah Kementerian Samudra Jingga"),
    ],
)
def test_one_slip_in_a_name_is_told_with_the_name(written: str, meant: str) -> None:
    assert told(f"Rapat di {written}, Senin") == [(written, meant)]


@pytest.mark.parametrize(
    "text",
    [
        "Kantor Imigrasi Kelas II Non TPI Teluk Biru",  # the class is no part of the name
        "Kantor Imigrasi Teluk Hijau",  # a place that is known
        "Kantor Pajak Teluk Biru",  # another office
        "Sekretaris Jenderal hadir",  # a word that is known
        "kantor imgrasi teluk biru",  # small letters: no name
        "Kantor Imgrasi. Teluk Biru",  # two sentences
    ],
)
def test_what_is_another_name_or_none_passes(text: str) -> None:
    assert told(text) == []


def test_every_name_of_the_registry_passes() -> None:
    assert all(told(name) == [] for name in NAMES.shown.values())


def test_a_person_spelled_in_two_ways_is_told_with_the_first_spelling() -> None:
    texts = ["Menurut Hantor Situmorang, rapat dibuka.", "Dalam sambutannya Hantor Sitomorang berterima kasih."]
    ((number, start, end, meant),) = two_ways(texts, frozenset())
    assert (number, texts[number][start:end], meant) == (1, "Hantor Sitomorang", "Hantor Situmorang")


@pytest.mark.parametrize(
    "texts",
    [
        ["Sari Dewi dan Sari Devi"],  # too short to tell
        ["Budi Hartono dan Budi Hartati"],  # two persons
        ["Kepala Sekolah hadir, kepala sekolahan itu juga; Kepala Sekolahan pamit"],  # words, as the small ones show
        ["Rina Wijaya hadir", "Rina Wijaya pamit"],
    ],
)
def test_two_persons_pass(texts: list[str]) -> None:
    assert list(two_ways(texts, frozenset())) == []


def test_known_words_are_no_persons() -> None:
    texts = ["Dinas Samudra dan Dinas Samudera"]
    assert list(two_ways(texts, frozenset()))
    assert list(two_ways(texts, frozenset({"samudra", "samudera"}))) == []
