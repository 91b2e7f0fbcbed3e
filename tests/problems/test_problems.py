import string

from hypothesis import given
from hypothesis import strategies as st

from plugins.problems import ERROR, WARNING, Rule, errors, nearest, shorten, show

KIND = Rule("story-unknown-kind", "Jenis “{value}” tidak dikenal pada {field}.", "Mungkin maksudnya {nearest}.")
KINDS = ("berita", "pengumuman", "siaran-pers")


def test_a_broken_rule_fills_its_texts_and_finds_the_nearest_option() -> None:
    problem = KIND.broken("berita/a/2024/x.md", 4, field="kind", value="pengumumam", options=KINDS)
    assert (problem.path, problem.line, problem.code) == ("berita/a/2024/x.md", 4, "story-unknown-kind")
    assert problem.message == "Jenis “pengumumam” tidak dikenal pada kind."
    assert (problem.nearest, problem.action) == ("pengumuman", "Mungkin maksudnya pengumuman.")
    assert problem.allowed == "berita, pengumuman, siaran-pers"
    assert problem.severity == ERROR


def test_many_options_are_searched_but_not_listed() -> None:
    problem = KIND.broken("x.md", value="unit-07x", options=[f"unit-{number:02}" for number in range(40)])
    assert (problem.nearest, problem.allowed) == ("unit-07", "")


def test_what_is_allowed_may_be_said_in_words() -> None:
    problem = KIND.broken("x.md", value="berta", allowed="satu kata", options=KINDS)
    assert (problem.allowed, problem.nearest) == ("satu kata", "berita")


def test_no_value_is_shown_as_none() -> None:
    assert KIND.broken("x.md", value=None).value == ""


def test_a_value_with_braces_is_not_taken_for_a_placeholder() -> None:
    assert KIND.broken("x.md", value="{0.__class__}").message == "Jenis “{0.__class__}” tidak dikenal pada ."


def test_nothing_is_near_to_what_resembles_nothing() -> None:
    assert nearest("zzzz", KINDS) == ""
    assert nearest("  BERTA ", KINDS) == "berita"


@given(
    st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=8), max_size=12), st.text(max_size=8), st.randoms()
)
def test_the_nearest_option_does_not_depend_on_their_order(options: list[str], value: str, random: object) -> None:
    shuffled = list(options)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert nearest(value, options) == nearest(value, shuffled)


@given(st.text(max_size=600))
def test_a_shown_value_is_one_short_printable_line(text: str) -> None:
    shown = shorten(text)
    assert len(shown) <= 80
    assert shown.isprintable()
    assert shown == " ".join(shown.split())


@given(st.text(string.ascii_letters, max_size=80))
def test_a_short_plain_value_is_shown_as_it_is(text: str) -> None:
    assert shorten(text) == text


def test_a_long_value_ends_with_an_ellipsis() -> None:
    assert shorten("a" * 81) == "a" * 79 + "…"


def test_control_characters_are_seen() -> None:
    assert shorten("a\x00b\x1b[31m\nc") == "a�b�[31m c"


def test_a_problem_says_where_what_and_what_next() -> None:
    problem = KIND.broken("x.md", 3, field="kind", value="berta", options=KINDS)
    assert show(problem).splitlines() == [
        "x.md:3: KESALAHAN [story-unknown-kind] Jenis “berta” tidak dikenal pada kind.",
        "    Tertulis: “berta”",
        "    Yang boleh: berita, pengumuman, siaran-pers",
        "    Mungkin maksudnya: berita",
        "    Langkah: Mungkin maksudnya berita.",
    ]


def test_a_problem_without_a_line_or_details_is_short() -> None:
    rule = Rule("note", "Ada yang janggal.", "", WARNING)
    assert show(rule.broken("x.md")) == "x.md: PERINGATAN [note] Ada yang janggal."


def test_errors_are_those_that_hold_a_file_back_in_order_of_place() -> None:
    warning = Rule("note", "Janggal.", "", WARNING)
    later, earlier = KIND.broken("x.md", 10), KIND.broken("x.md", 9)
    assert errors([later, warning.broken("a.md"), earlier]) == [earlier, later]
