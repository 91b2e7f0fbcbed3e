"""What cannot be seen, and what only looks like a letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.rules.letters import as_seen, invisible, mixed_scripts, pasted, sign, styled


@given(st.text(st.characters(max_codepoint=0x7E, min_codepoint=0x20)))
def test_plain_text_is_seen_as_it_is(text: str) -> None:
    assert as_seen(text) == (text, list(range(len(text))))


@given(st.text())
def test_every_character_has_its_place(text: str) -> None:
    read, places = as_seen(text)
    assert len(read) == len(places)
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@pytest.mark.parametrize(
    "text", ["slоt", "ѕlot", "𝐬𝐥𝐨𝐭", "ｓｌｏｔ", "ꜱʟᴏᴛ", "s\u200blo\u2060t", "s\u00adlot", "ѕӏοт", "ⓢⓛⓞⓣ"]
)
def test_what_looks_like_a_word_is_read_as_it(text: str) -> None:
    assert as_seen(text)[0] == "slot"


@pytest.mark.parametrize("text", ["Москва", "Αθήνα", "kafé", "90 μm", "5 kΩ", "α-tokoferol", "Đà Nẵng", "ß", "日本"])
def test_foreign_words_and_units_are_no_mixture(text: str) -> None:
    assert list(mixed_scripts(text)) == []


def test_a_mixture_says_what_it_seems_to_be() -> None:
    ((start, end, facts),) = mixed_scripts("Di kаntor")
    assert (start, end, facts["word"], facts["letter"], facts["script"]) == (3, 9, "kantor", "а", "Cyrillic")


def test_one_styled_sign_is_a_sign_and_several_are_a_word() -> None:
    assert list(styled("12 ℃ dan ①")) == []
    assert [facts["word"] for _, _, facts in styled("ini 𝗣𝗲𝗻𝘁𝗶𝗻𝗴 !")] == ["Penting"]


@pytest.mark.parametrize("hidden", ["\u200b", "\u2060", "\u200d", "\ufeff"])
def test_unseen_signs_are_grave_within_a_word_and_needless_beside_it(hidden: str) -> None:
    assert [(start, end) for start, end, _ in invisible(f"kan{hidden}tor")] == [(3, 4)]
    assert list(pasted(f"kan{hidden}tor")) == []
    assert list(invisible(f"kantor{hidden} baru")) == []
    assert [(start, end) for start, end, _ in pasted(f"kantor{hidden} baru")] == [(6, 7)]


@pytest.mark.parametrize("text", ["a\u202eb", "\u3164", "\U000e0041", "\u2066x", "\u2800"])
def test_fillers_overrides_and_hidden_tags_are_grave_anywhere(text: str) -> None:
    assert list(invisible(text))


@pytest.mark.parametrize("text", ["👨‍👩‍👧", "❤️", "می‌خواهم", "\U0001f3f4\U000e0067\U000e0062\U000e007f", "biasa saja"])
def test_emoji_and_scripts_that_need_joiners_keep_them(text: str) -> None:
    assert [*invisible(text), *pasted(text)] == []


def test_a_sign_is_told_by_number_and_name() -> None:
    assert sign("\u200b") == "U+200B ZERO WIDTH SPACE"
