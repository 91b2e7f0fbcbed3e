"""What a reader sees is judged, however it is wrapped up in the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.rules.patterns import prepare
from plugins.rules.unwrapping import UNSEEN, unwrapped
from tests.rules.desk import told

NUMBER = "3273014507900003"
MATHEMATICAL, ARABIC, WIDE = 0x1D7CE, 0x660, 0xFF10
HEAD = "---\ntitle: Loket dibuka lebih pagi\ndate: 2024-11-18 09.30\n---\n"

# Each shows the same sixteen digits on the page.
WRAPPED = {
    "half in bold": f"{NUMBER[:8]}**{NUMBER[8:]}**",
    "each digit in bold": "".join(f"**{digit}**" for digit in NUMBER),
    "underlined halves": f"_{NUMBER[:8]}_<i>{NUMBER[8:]}</i>",
    "a comment between": f"{NUMBER[:8]}<!-- a > b -->{NUMBER[8:]}",
    "a tag between": f'{NUMBER[:8]}<span class="x">{NUMBER[8:]}</span>',
    "entities": "".join(f"&#{ord(digit)};" for digit in NUMBER),
    "hexadecimal entities": "".join(f"&#x{ord(digit):x};" for digit in NUMBER),
    "a soft hyphen by name": f"{NUMBER[:8]}&shy;{NUMBER[8:]}",
    "nothing that is seen": "\u200b\u2063\ufe0f".join(NUMBER),
    "half a link": f"{NUMBER[:8]}[{NUMBER[8:]}](https://kantor.example)",
    "half code": f"{NUMBER[:8]}`{NUMBER[8:]}`",
    "escaped dots": r"\.".join((NUMBER[:4], NUMBER[4:8], NUMBER[8:12], NUMBER[12:])),
    "mathematical digits": "".join(chr(MATHEMATICAL + int(digit)) for digit in NUMBER),
    "Arabic digits": "".join(chr(ARABIC + int(digit)) for digit in NUMBER),
    "two lines": f"{NUMBER[:8]}<br>{NUMBER[8:]}",
    "digits of keys": "\ufe0f\u20e3".join(NUMBER),
}


@pytest.mark.parametrize("name", WRAPPED)
def test_a_number_is_found_however_it_is_wrapped(name: str) -> None:
    (found,) = told(f"{HEAD}Pemohon {WRAPPED[name]} dilayani.\n", "R-NIK")
    assert found.line == 5 and 9 <= found.column <= 11, "where the number begins, or its wrapping"
    assert NUMBER not in found.value


@pytest.mark.parametrize("text", ["Main sl**o**t ga<b></b>cor", "Main sl&#111;t gac<!-- -->or"])
def test_an_offer_of_gambling_is_found_however_it_is_wrapped(text: str) -> None:
    assert [problem.column for problem in told(f"{HEAD}{text} malam ini.\n", "R-JUDI")] == [6]


@pytest.mark.parametrize(
    "text",
    [
        "Nomor rekening **3273014507900003** untuk setoran.",
        "Surel kantor: kanimtelukbiru@gmail.com",
        "| 32730145 | 07900003 |",
        "32730145 dan<br>07900003",
        "Dari 3.273 orang, *1.450* datang, 790 pulang, 0003 menunggu.",
    ],
)
def test_what_stands_apart_on_the_page_stays_apart(text: str) -> None:
    assert not told(f"{HEAD}{text}\n", "R-NIK") and not told(f"{HEAD}{text}\n", "R-HP")


def test_a_text_without_wrapping_has_no_second_form() -> None:
    assert unwrapped("Loket – “pagi” dibuka pukul 07.00…") is None
    assert prepare("Loket dibuka.").within is None


@given(st.text(alphabet="a1 *_&#;<>!-/[]()\\`~\n\u200b\u00ad\u0663\uff11é", max_size=60))
def test_each_character_keeps_its_place(text: str) -> None:
    made = unwrapped(text)
    if made is None:
        return
    assert len(made.text) == len(made.starts) == len(made.ends)
    assert list(made.starts) == sorted(made.starts)
    assert all(start < end <= len(text) for start, end in zip(made.starts, made.ends, strict=True))
    for sign, start, end in zip(made.text, made.starts, made.ends, strict=True):
        assert end - start > 1 or text[start] == sign or not text[start].isascii()


def test_comments_without_an_end_are_looked_for_once() -> None:
    """Half a million signs: were each beginning searched to the end, this would take minutes."""
    text = "<!--" * 125_000
    assert unwrapped(text + "*") == unwrapped(text + "**")


def test_signs_that_nobody_sees_are_data_for_both_implementations() -> None:
    assert UNSEEN.isascii() and " " not in UNSEEN
