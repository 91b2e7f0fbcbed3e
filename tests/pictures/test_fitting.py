from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plugins.pictures.drawing import headline
from plugins.pictures.fitting import ELLIPSIS, fit, wrap

TEXTS = st.lists(st.text("abcde-,.", min_size=1, max_size=30), max_size=60).map(" ".join)


def sizes(*most: int) -> list[tuple[int, int, object]]:
    """Sizes of three, two and one pixel a character, with so many lines each."""
    return [
        (size, lines, lambda text, size=size: size * len(text)) for size, lines in zip((3, 2, 1), most, strict=True)
    ]


@given(TEXTS, st.integers(1, 5), st.integers(12, 100))
def test_no_line_is_wider_than_its_field_and_there_are_no_more_than_may_be(text: str, most: int, width: int) -> None:
    found = fit(text, sizes(most, most, most), width)  # type: ignore[arg-type]
    assert all(found.size * len(line) <= width for line in found.lines)
    assert len(found.lines) <= most


@given(TEXTS, st.integers(12, 100))
def test_what_is_whole_has_every_character_in_order_and_what_is_not_says_so(text: str, width: int) -> None:
    found = fit(text, sizes(2, 3, 4), width)  # type: ignore[arg-type]
    shown, written = "".join(found.lines).replace(" ", ""), text.replace(" ", "")
    if found.whole:
        assert shown == written
    else:
        assert shown.endswith(ELLIPSIS)
        assert written.startswith(shown.removesuffix(ELLIPSIS))


@given(TEXTS, st.integers(31, 100))
def test_words_that_fit_are_never_broken(text: str, width: int) -> None:
    found = fit(text, [(1, 99, len)], width)
    assert " ".join(found.lines).split() == text.split()


@given(TEXTS, st.integers(31, 100))
def test_even_lines_are_no_more_than_full_ones(text: str, width: int) -> None:
    assert len(fit(text, [(1, 99, len)], width).lines) == len(wrap(text.split(), len, width))


def test_the_largest_size_that_holds_all_is_taken() -> None:
    assert fit("satu dua tiga", sizes(1, 1, 1), 26).size == 2  # type: ignore[arg-type]
    assert fit("satu dua tiga", sizes(2, 1, 1), 26).size == 3  # type: ignore[arg-type]


def test_a_text_too_long_ends_after_a_word() -> None:
    found = fit("Kepala kantor membuka rapat, koordinasi", [(1, 1, len)], 29)
    assert (found.lines, found.whole) == (("Kepala kantor membuka rapat…",), False)


def test_nothing_has_no_lines() -> None:
    assert fit("", [(1, 2, len)], 10).lines == ()


def test_the_lines_of_a_headline_are_even() -> None:
    short, long = sorted(len(line) for line in headline("Kantor imigrasi membuka layanan paspor Sabtu", 300).lines)
    assert long - short < 8


def test_a_long_headline_is_set_smaller_and_in_no_more_than_five_lines() -> None:
    word = "Pembangunan Zona Integritas menuju Wilayah Bebas dari Korupsi "
    short, long, longest = (headline(word * times, 300) for times in (1, 3, 9))
    assert short.size > long.size >= longest.size
    assert long.whole
    assert not longest.whole
    assert len(longest.lines) == 5
