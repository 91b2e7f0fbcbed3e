"""Gambling that is offered, however it is spelt, and news about it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.rules import table
from plugins.rules.gambling import offered, offered_at

RULE = next(rule for rule in table.rules() if rule.code == "R-JUDI")
OFFERS, UNCLEAR, WORDS = (RULE.thresholds[name] for name in ("offers", "unclear", "words"))
HOSTS = RULE.thresholds["hosts"]
FORMS = {"a": "aA4@", "e": "eE3", "g": "gG9", "i": "iI1", "l": "lL1", "o": "oO0", "s": "sS5", "t": "tT7"}


def read(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in offered(text, OFFERS, UNCLEAR, WORDS)]


@pytest.mark.parametrize("phrase", [*OFFERS, *UNCLEAR])
def test_every_phrase_of_the_table_is_found(phrase: str) -> None:
    assert read(f"Info {phrase} untuk warga")


@given(st.sampled_from(OFFERS), st.data())
def test_letters_may_be_digits_and_capitals(phrase: str, data: st.DataObject) -> None:
    written = "".join(data.draw(st.sampled_from(FORMS.get(letter, letter))) for letter in phrase)
    assert read(f"Info {written} untuk warga")


@given(st.sampled_from([phrase for phrase in OFFERS if phrase.isalpha()]), st.sampled_from(" .-_*|"))
def test_letters_may_stand_apart(phrase: str, sign: str) -> None:
    written = sign.join(phrase)
    assert read(f"Info {written} untuk warga") == [written]


def test_the_place_is_that_in_the_text_as_written() -> None:
    assert read("Info s\u200bl\u200bоt gаcor untuk warga") == ["s\u200bl\u200bоt gаcor"]


def test_one_word_that_news_is_about_is_no_offer_but_several_are() -> None:
    assert read("Warga membicarakan togel.") == []
    assert read("Warga membicarakan togel, judol, dan jackpot.") == ["togel", "judol", "jackpot"]


def test_what_tells_of_fighting_it_passes_unless_it_offers() -> None:
    assert read("Polisi memblokir situs slot gacor.") == []
    assert read("Situs slot gacor anti blokir, klik di sini.")


def test_a_slot_in_a_queue_is_no_machine() -> None:
    assert read("Slot online untuk antrean paspor dibuka, daftar slot kunjungan di papan.") == []
    assert read("Slot online dibuka.") == ["Slot online"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://gacor-88.example/", True),
        ("https://www.s.example/slot-gacor-hari-ini/", True),
        ("https://kanim.go.id/slot%2dgacor?x=situs+togel", True),
        ("https://kanim.go.id/uploads/slot-gacor.html", True),
        ("https://kabar.example/polisi-blokir-situs-judi-slot", False),
        ("https://www.kominfo.go.id/berantas-judi-online", False),
        ("https://kanim.go.id/kuota-slot-antrean", False),
        ("https://parlaymen.example.go.id/", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_addresses(address: str, told: bool) -> None:
    assert bool(offered_at(address, HOSTS, OFFERS)) == told
