from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.feeds import characters
from plugins.feeds.characters import fit, plain

any_text = st.text(st.characters())  # control characters, lone surrogates and noncharacters too


@pytest.mark.parametrize(
    "unfit", ["\x00", "\x0b", "\x1f", "\x7f", "\x85", "\ud800", "\udfff", "\ufdd0", "\ufffd", "\ufffe"]
)
def test_characters_that_break_a_feed_are_dropped(unfit: str) -> None:
    assert fit(f"a{unfit}b") == "ab"


@pytest.mark.parametrize("kept", ["\n", "\t", "é", "漢", "–", "😀", "\u200b", "\ue000"])
def test_all_other_characters_stay(kept: str) -> None:
    assert fit(f"a{kept}b") == f"a{kept}b"


def test_noncharacters_beyond_the_first_plane_are_dropped() -> None:
    assert fit("a\U0001fffe\U0010ffffb") == "ab"


@given(st.one_of(any_text, st.text(st.sampled_from("\n\t\r a\ufffd\ufffe\x85\u00a0\u200b\U0001fffe"))))
def test_the_short_look_at_a_text_finds_what_the_long_one_does(text: str) -> None:
    assert fit(text) == characters._UNFIT.sub("", text)


@given(any_text)
def test_what_is_fit_can_stand_in_xml(text: str) -> None:
    element = ElementTree.Element("title")
    element.text = fit(text)
    read = ElementTree.fromstring(ElementTree.tostring(element, encoding="utf-8"))
    assert (read.text or "") == fit(text).replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Layanan <b>baru</b>", "Layanan baru"),
        ("5 < 6 & 7 > 3", "5 < 6 & 7 > 3"),
        ("  dua \n baris ", "dua baris"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("</b<x>>", "‹/b>"),
        ("]]>", "]]>"),
        ("<b>", ""),
    ],
)
def test_a_title_keeps_its_words_and_loses_its_tags(written: str, shown: str) -> None:
    assert plain(written) == shown


@given(any_text)
def test_a_plain_text_has_no_end_tags_and_is_one_line(text: str) -> None:
    assert "</" not in plain(text)
    assert plain(text).split() == plain(text).split(" ") or plain(text) == ""
