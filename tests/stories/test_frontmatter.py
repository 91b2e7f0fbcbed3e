"""Bytes into values with lines; every sort of broken file told with its line."""

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plugins.problems import ERROR, Problem
from plugins.stories import frontmatter_yaml
from plugins.stories.frontmatter import MAX_FRONT_BYTES, MAX_NODES, Front, read_front, read_simple
from plugins.stories.frontmatter_yaml import MAX_DEPTH, read_yaml

PATH = "berita/kanim-teluk-biru/2024/layanan.md"


def good(data: str | bytes) -> Front:
    front, problems = read_front(data if isinstance(data, bytes) else data.encode(), PATH)
    assert problems == []
    assert front is not None
    return front


def only(data: str | bytes) -> Problem:
    _, problems = read_front(data if isinstance(data, bytes) else data.encode(), PATH)
    assert len(problems) == 1, problems
    return problems[0]


def test_scalars_stay_text_and_every_value_has_its_line() -> None:
    front = good("---\ntitle: No\ndate: 2024-06-01\ntags: [a, 9:30]\nimage:\n  file: x.jpg\n  alt: ~\n---\nIsi\n")
    assert front.values == {
        "title": "No",
        "date": "2024-06-01",
        "tags": ["a", "9:30"],
        "image": {"file": "x.jpg", "alt": ""},
    }
    assert [front.line(place) for place in (("title",), ("tags", 1), ("image",), ("image", "alt"))] == [2, 4, 5, 7]
    assert (front.body, front.body_line) == ("Isi\n", 9)


def test_a_place_without_a_line_has_that_of_what_is_around_it() -> None:
    front = good("---\ntitle: a\nimage: {file: x}\n---\n")
    assert front.line(("image", "credit")) == 3
    assert front.line(("withdrawn", "date")) == 1


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_byte_order_mark_and_line_ends_make_no_difference(ending: str, mark: str) -> None:
    front = good((mark + "---\ntitle: a\n---\nSatu\nDua\n".replace("\n", ending)).encode())
    assert front.values == {"title": "a"}
    assert front.body == "Satu\nDua\n"


def test_a_rule_in_the_body_belongs_to_the_body() -> None:
    assert good("---\ntitle: a\n---\nSatu\n\n---\nDua").body == "Satu\n\n---\nDua"


def test_unicode_line_separators_do_not_shift_lines() -> None:
    front = good("---\ntitle: a\u2028b\ndate: c\n---\n")
    assert front.values["title"] == "a b"
    assert front.line(("date",)) == 3


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Isi saja\n", "front-matter-missing", 1),
        ("", "front-matter-missing", 1),
        ("\n---\ntitle: a\n---\n", "front-matter-missing", 1),
        ("---\ntitle: a\nIsi\n", "front-matter-unclosed", 1),
        ("---\n- a\n- b\n---\n", "front-matter-not-keys", 2),
        ("---\nhanya tulisan\n---\n", "front-matter-not-keys", 2),
        ("---\ntitle: a\ntitle: b\n---\n", "duplicate-key", 3),
        ("---\nimage: {file: a, file: b}\n---\n", "duplicate-key", 2),
        ("---\ntitle: &a b\n---\n", "yaml-anchor", 2),
        ("---\ntitle: a\ntags: *a\n---\n", "yaml-alias", 3),
        ("---\ntitle: !!python/object:os.system a\n---\n", "yaml-tag", 2),
        ("---\ntitle: !rahasia a\n---\n", "yaml-tag", 2),
        ("---\ntitle: a\n--- b\n---\n", "yaml-second-document", 3),
        ("---\n? {a: b}\n: c\n---\n", "key-not-text", 2),
        ("---\ntitle: a\n  - b: c\n d: e\n---\n", "yaml-syntax", 3),
        ("---\ntitle: a\nb\nc\ndate: d\n---\n", "yaml-wrapped", 3),
        ("---\ntitle: a\x07b\n---\n", "control-character", 2),
        ("---\ntitle: a\n---\nIsi\0\n", "nul-byte", 4),
    ],
)
def test_broken_files_name_the_rule_and_the_line(text: str, code: str, line: int) -> None:
    problem = only(text)
    assert (problem.code, problem.line, problem.severity) == (code, line, ERROR)


def test_bytes_that_are_not_utf_8_are_named_with_their_line() -> None:
    problem = only(b"\xef\xbb\xbf---\r\ntitle: Jum\x92at\r\n---\r\n")
    assert (problem.code, problem.line) == ("not-utf-8", 2)
    assert "0x92" in problem.message


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_recognised(codec: str) -> None:
    assert only(("\ufeff---\ntitle: a\n---\n").encode(codec)).code == "utf-16"


@pytest.mark.parametrize(
    ("line", "suggestion"),
    [
        ("title: Apel: pagi", 'title: "Apel: pagi"'),
        ("title: @humas", 'title: "@humas"'),
        ('title: "Apel" pagi', "title: '\"Apel\" pagi'"),
        ('title: "Apel "Akbar" pagi"', "title: 'Apel \"Akbar\" pagi'"),
        ("title: Apel: pagi   # judul: satu kalimat", 'title: "Apel: pagi"'),
        ("title: 'Jum'at", 'title: "Jum\'at"'),
        ('title: "Apel', 'title: "Apel"'),
        ("\ttitle: Apel", 'title: "Apel"'),
        ("title:Apel", "title: Apel"),
        ("title: [HOAKS] Kabar", 'title: "[HOAKS] Kabar"'),
        ("title: [a, b", "title: [a, b]"),
        ("title: “Apel: pagi”", 'title: "Apel: pagi"'),
    ],
)
def test_a_line_that_yaml_cannot_read_is_shown_properly_quoted(line: str, suggestion: str) -> None:
    problem = only(f"---\n{line}\n---\nIsi\n")
    assert (problem.code, problem.line) == ("yaml-quote", 2)
    assert problem.action.endswith(": " + suggestion)
    assert good(f"---\n{suggestion}\n---\n").values.keys() == {"title"}


def test_the_broken_line_is_found_among_good_ones() -> None:
    problem = only("---\ndate: 2024-06-01\nsummary: Hari ini: ramai\nkind: berita\n---\n")
    assert (problem.line, problem.code) == (3, "yaml-quote")


@pytest.mark.parametrize(
    ("before", "line", "suggestion"),
    [
        ("summary: Loket dibuka", "sampai malam.", "summary: Loket dibuka sampai malam."),
        ("summary: Loket dibuka", "pukul: 08.00", ""),  # this may be a key
        ("summary: 'Loket'", "dibuka malam.", "summary: \"'Loket' dibuka malam.\""),
    ],
)
def test_a_line_that_goes_on_in_the_next_is_shown_on_one(before: str, line: str, suggestion: str) -> None:
    front, problems = read_front(f"---\ntitle: a\n{before}\n{line}\ndate: b\n---\nIsi\n".encode(), PATH)
    if not suggestion:
        assert front is not None
        return
    assert [(problem.code, problem.line) for problem in problems] == [("yaml-wrapped", 4)]
    assert problems[0].action.endswith(": " + suggestion)
    assert good(f"---\n{suggestion}\n---\n").values.keys() == {"summary"}


def test_a_line_too_long_to_repeat_gets_no_suggestion() -> None:
    assert only(f"---\ntitle: a: {'b' * 400}\n---\n").code == "yaml-syntax"


@pytest.mark.parametrize("line", ["title: Juara #1", "title: #IndonesiaMelayani", "  - #paspor"])
def test_a_hashtag_that_yaml_would_swallow_is_warned_of(line: str) -> None:
    _, problems = read_front(f"---\ndate: a\ntags:\n{line}\n---\n".encode(), PATH)
    assert [(p.severity, p.line) for p in problems if p.code == "hashtag-cut"] == [("warning", 4)]


@pytest.mark.parametrize("line", ["date: 2024-06-01  # terbit", 'title: "Juara #1"', "tags: [a, b] #x", "url: a#b"])
def test_comments_and_quoted_hashtags_are_not_warned_of(line: str) -> None:
    assert good(f"---\n{line}\n---\n").values


def test_limits_hold_exactly() -> None:
    def listed(count: int) -> str:
        return f"---\ntags: [{', '.join(['a'] * count)}]\n---\n"

    def nested(depth: int) -> str:
        return f"---\nclaim: {'[' * (depth - 1)}{']' * (depth - 1)}\n---\n"

    assert good(listed(MAX_NODES - 3))  # the mapping, the key and the list are nodes too
    assert only(listed(MAX_NODES - 2)).code == "front-matter-too-many-values"
    assert good(nested(MAX_DEPTH))
    assert only(nested(MAX_DEPTH + 1)).code == "front-matter-too-deep"
    assert good(f"---\ntitle: {'a' * (MAX_FRONT_BYTES - 7)}\n---\n")
    assert only(f"---\ntitle: {'a' * (MAX_FRONT_BYTES - 6)}\n---\n").code == "front-matter-too-long"


def test_a_bomb_of_aliases_is_refused_without_being_built() -> None:
    rows = "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10))
    front, problems = read_front(f"---\na0: &a0 x\n{rows}---\n".encode(), PATH)
    assert front is None or len(front.values) <= MAX_NODES
    assert {p.code for p in problems} >= {"yaml-anchor", "yaml-alias"}


def test_all_problems_come_at_once() -> None:
    _, problems = read_front(b"---\na: &x b\nc: *x\na: !y d\n---\n", PATH)
    assert [(p.code, p.line) for p in problems] == [
        ("yaml-anchor", 2),
        ("yaml-alias", 3),
        ("duplicate-key", 4),
        ("yaml-tag", 4),
    ]


def test_the_parser_without_libyaml_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "---\ntitle: 'Jum''at: é'\ntags: [a, ~]\nimage:\n  file: x\n---\n"
    fast = good(text)
    monkeypatch.setattr(frontmatter_yaml, "_LOADER", yaml.BaseLoader)
    assert good(text) == fast
    assert only("---\ntitle: Apel: pagi\n---\n").code == "yaml-quote"
    assert good('---\ntitle: "a\\ud800b"\n---\n').values == {"title": "a?b"}


YAMLISH = st.lists(
    st.sampled_from(["---", "\n", "\r\n", "\r", "title", ":", " ", "- ", "[", "]", "{", "}", "'", '"', "#", "&a", "*a"])
    | st.sampled_from(["!t", "|", ">", "\t", "\ufeff", "\x85", "\u2028", "%YAML 1.1", "...", "?", "~", "\0", "\ud7ff"])
).map(lambda parts: "".join(parts).encode())


@given(st.binary(max_size=200) | YAMLISH | YAMLISH.map(lambda data: b"---\n" + data + b"\n---\nIsi"))
def test_no_bytes_raise_and_every_line_told_exists(data: bytes) -> None:
    front, problems = read_front(data, PATH)
    lines = len(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"))
    assert front is not None or problems
    assert all(1 <= problem.line <= lines for problem in problems)
    if front is not None:
        assert all(1 <= line <= lines for line in (*front.lines.values(), front.body_line))


def test_a_tab_that_indents_is_told_as_such() -> None:
    problem = only("---\ntitle: a\nimage:\n\tfile: x.jpg\n\talt: y\n---\n")
    assert (problem.code, problem.line) == ("tab-indent", 4)


def test_a_hard_space_behind_a_colon_is_a_space() -> None:
    assert good("---\ntitle:\u00a0Loket\u00a0buka\n---\n").values == {"title": "Loket buka"}


# --- what is read without YAML ----------------------------------------------------------------------------------------

_SIGNS = ": # #1 a#b a:b a: \" ' \\ , [ ] { } ~ & * ! | > % @ ` ? - --"
_WORDS = st.sampled_from((*f"a Kantor 2024-06-01 09:30 09.30 é “b” -zi {_SIGNS}".split(" "), "", " "))
_TEXT = st.lists(_WORDS, max_size=5).map(" ".join) | st.lists(_WORDS, max_size=5).map("".join)
_VALUES = st.one_of(
    _TEXT,
    _TEXT.map(lambda text: f'"{text}"'),
    _TEXT.map(lambda text: f"'{text}'"),
    st.lists(_TEXT, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
    st.lists(_WORDS, max_size=4).map(lambda items: f"[{','.join(items)}]"),
)
_KEYS = st.sampled_from(("title", "date", "tags", "a_b", "A-1", "x y", "-", "1", "  a", "- b", "é", "a:"))
_LINES = st.tuples(
    _KEYS, st.sampled_from((": ", ": ", ":", ":  ", " : ", "")), _VALUES, st.sampled_from(("", " "))
).map("".join)


@settings(max_examples=300)
@given(
    st.lists(_LINES | st.sampled_from(("", " ", "---", "...", "# x", "? a", "title:", "\u200ba: b")), max_size=4).map(
        "\n".join
    )
)
@example('title: "Kantor buka"\ndate: 2024-06-01 09:30\ntags: [paspor, layanan-publik, -zi]\n\nlocation:\neditor: x  ')
def test_simple_lines_say_what_yaml_says(front: str) -> None:
    found = read_simple(front)
    assert found is None or (found, []) == read_yaml(front, PATH)


def test_what_offices_write_is_simple() -> None:
    front = (
        "title: \"Kantor: buka\"\ndate: 2024-06-01 09:30\nauthor: Sari, S.H.\nzones: [zi, -area-1]\nlocation: 'Biru'"
    )
    values = {"title": "Kantor: buka", "date": "2024-06-01 09:30", "author": "Sari, S.H."}
    found = read_simple(front)
    assert found is not None
    assert found[0] == {**values, "zones": ["zi", "-area-1"], "location": "Biru"}
