"""Quotations without a speaker and figures without a source, and what is neither."""

from __future__ import annotations

import pytest

from tests.rules.desk import told

HEAD = "---\ntitle: Loket dibuka lebih pagi\ndate: 2024-11-18 09.30\n"
QUOTE = "“Kami ingin setiap warga dilayani dengan cepat dan ramah.”"


def how(body: str, keys: str = "") -> list[str]:
    return [problem.message for problem in told(f"{HEAD}{keys}---\n\nPadang – {body}\n", "F-SUMBER")]


def test_a_quotation_that_nobody_says_is_told_where_it_stands() -> None:
    (problem,) = told(f"{HEAD}---\n\nPadang – Loket dibuka.\n\n{QUOTE}\n", "F-SUMBER")
    assert (problem.line, problem.column) == (8, 1) and "siapa yang berkata" in problem.message


@pytest.mark.parametrize(
    "said",
    [
        "kata Ratna", "ujarnya", "Ratna menjelaskan", "Ratna mengatakan demikian", "menurut Ratna", "begitu pesannya",
        "Ratna berharap", "Ratna mengakui", "Ratna menyampaikan", "demikian sambutannya", "Ratna mengimbau warga",
    ],
)  # fmt: skip
def test_whoever_says_it_by_whatever_word_is_a_speaker(said: str) -> None:
    assert how(f"Loket dibuka. {QUOTE} {said}.") == []


def test_words_behind_the_comma_of_a_quotation_tell_whose_it_is() -> None:
    assert how(f"Loket dibuka. {QUOTE.replace('.”', ',”')} senyum Ratna.") == []


@pytest.mark.parametrize("what", ["dengan tema", "bertajuk", "Spanduk bertuliskan", "Pasal itu berbunyi", "moto"])
def test_mottoes_themes_and_laws_are_nobodys_words(what: str) -> None:
    assert how(f"Loket dibuka. Acara {what} {QUOTE}") == []


@pytest.mark.parametrize("speaker", ["Siti", "Pak Budi", "Tanya (Pemohon)"])
def test_a_name_and_a_colon_before_it_tell_whose_it_is(speaker: str) -> None:
    assert how(f"Loket dibuka.\n\n{speaker}: {QUOTE}") == []


@pytest.mark.parametrize("share", ["82 persen", "82,5%", "9 %"])
def test_a_share_without_a_source_is_told(share: str) -> None:
    assert ["angka ini" in told for told in how(f"Sebanyak {share} warga puas.")] == [True]
    assert how(f"Berdasarkan survei, {share} warga puas.") == []
    assert how(f"Sebanyak {share} warga puas.\n\nDemikian laporan kantor.") == []


def test_long_news_in_which_nobody_is_heard_is_told_once() -> None:
    long = "Petugas menata ruang tunggu dan merapikan kursi sampai sore.\n\n" * 30
    assert ["tidak seorang pun" in told for told in how(long)] == [True]
    assert how(long + "“Kami senang,” kata Ratna.") == []


@pytest.mark.parametrize("keys", ["kind: pengumuman\n", "source: Kantor Berita\n", "lang: en\n"])
def test_announcements_and_what_others_wrote_pass(keys: str) -> None:
    assert how(f"Sebanyak 82 persen warga puas. {QUOTE}", keys) == []
