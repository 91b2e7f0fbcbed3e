"""Numbers of persons are found however they are parted, and other numbers of offices are not taken for them."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.rules import table
from plugins.rules.patterns import matches, prepare
from plugins.rules.verifying import VERIFIERS, Facts, mail, number

RULES = [rule for rule in table.rules() if rule.code in ("R-NIK", "R-HP")]
BETWEEN = (" ", ".", "-", "/", ",", "_", "·", "–", "\n", ", ", " - ", " / ")


def codes(text: str) -> set[str]:
    facts = Facts(frozenset(), table.words())
    return {rule.code for rule in RULES if any(matches([prepare(text)], rule.patterns, facts))}


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """A NIK by its structure."""
    place = draw(st.sampled_from(["3275", "1371", "7371", "9471", "5171"]))
    day = draw(st.integers(1, 28)) + draw(st.sampled_from([0, 40]))
    month, year, serial = draw(st.integers(1, 12)), draw(st.integers(0, 99)), draw(st.integers(1, 90))
    return f"{place}{draw(st.integers(1, 30)):02}{day:02}{month:02}{year:02}{serial:04}"


@given(numbers(), st.integers(2, 14), st.sampled_from(BETWEEN))
def test_a_number_in_halves_is_found(number: str, at: int, between: str) -> None:
    if between == "." and at < 4:  # 32.750 is how thousands are written
        return
    assert codes(f"Pemohon {number[:at]}{between}{number[at:]} dilayani.") == {"R-NIK"}


@given(numbers(), st.data())
def test_letters_that_stand_for_digits_hide_no_number(number: str, data: st.DataObject) -> None:
    other = {"0": "0Oo", "1": "1lI"}
    written = "".join(data.draw(st.sampled_from(other.get(digit, digit))) for digit in number)
    assert codes(f"Pemohon {written} dilayani.") == {"R-NIK"}


@given(
    st.sampled_from(["0", "62", "+62", "+62 ", "(+62) ", "+62 (0) ", "0062 "]),
    st.sampled_from(["811", "852", "878", "895"]),
    st.integers(1_000_000, 99_999_999),
    st.sampled_from(["", " ", ".", "-", " - ", "_", "·"]),
)
def test_a_telephone_number_is_found_in_any_form(country: str, net: str, rest: int, between: str) -> None:
    parts = between.join((f"{country}{net}", str(rest)[:4], str(rest)[4:]))
    assert codes(f"Hubungi Rudi di {parts}.") == {"R-HP"}
    assert number(parts) == f"62{net}{rest}"


@pytest.mark.parametrize(
    "written",
    ["a.b@gmail.com", "A.B [at] gmail.com", "a.b(at)gmail(dot)com", "a.b @ gmail . com", "a.b at gmail dot com"],
)
def test_a_mail_address_is_the_same_however_it_is_spelled(written: str) -> None:
    assert mail(written) == "a.b@gmail.com"
    assert not VERIFIERS["free_mail"](written, Facts(frozenset({"a.b@gmail.com"}), table.words()))


# What else offices write in digits

Chance = random.Random


def day(chance: Chance) -> str:
    sign, year = chance.choice("/-."), chance.choice((chance.randint(2010, 2026), chance.randint(10, 26)))
    return f"{chance.randint(1, 31):02}{sign}{chance.randint(1, 12):02}{sign}{year}"


def hour(chance: Chance) -> str:
    return f"{chance.randint(7, 21):02}.{chance.choice(('00', '15', '30', '45'))}"


def hours(chance: Chance) -> str:
    return f"{hour(chance)}-{hour(chance)}"


def thousands(chance: Chance) -> str:
    return f"{chance.randint(1_000, 99_999_999_999):,}".replace(",", ".")


def count(chance: Chance) -> str:
    return str(chance.randint(1, 99_999))


def score(chance: Chance) -> str:
    return f"{chance.randint(10, 25)}-{chance.randint(5, 25)}"


def year(chance: Chance) -> str:
    return str(chance.randint(1945, 2026))


def postcode(chance: Chance) -> str:
    return str(chance.randint(10_000, 99_999))


def region(chance: Chance) -> str:
    return (
        f"{chance.randint(11, 94)}.{chance.randint(1, 79):02}.{chance.randint(1, 30):02}.{chance.randint(1001, 2020)}"
    )


def coordinate(chance: Chance) -> str:
    return f"{-chance.uniform(0, 11):.{chance.randint(4, 7)}f}, {chance.uniform(95, 141):.{chance.randint(4, 7)}f}"


def pensioned(chance: Chance) -> str:
    born = f"{chance.randint(1965, 1999)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    return f"NIP {born} {chance.randint(1990, 2022)}{chance.randint(1, 12):02} 1 {chance.randint(1, 20):03}"


def account(chance: Chance) -> str:
    parts = (chance.randint(100, 999), chance.randint(100, 999), chance.randint(511111, 539999))
    return f"{chance.randint(1000, 9999)}.EBA.{'.'.join(map(str, parts))}"


def stamp(chance: Chance) -> str:
    return f"{chance.randint(1, 31):02}{chance.randint(1, 12):02}{chance.randint(2015, 2026)}"


@pytest.mark.parametrize(
    "made",
    [day, hours, thousands, count, score, year, postcode, region, coordinate, pensioned, account, stamp],
    ids=lambda made: made.__name__,
)
def test_other_numbers_in_a_row_are_nobodys(made: Callable[[Chance], str]) -> None:
    chance = Chance(6)  # the same numbers in each run
    for _ in range(40):
        row = [made(chance) for _ in range(4)]
        for text in (f"Tercatat {', '.join(row)}.", f"Tercatat {' dan '.join(row)}.", f"Tercatat {row[0]} - {row[1]}."):
            assert codes(text) == set(), text
