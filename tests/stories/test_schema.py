"""Every key: what it takes, what it refuses, and how that is told."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plugins.problems import ERROR, WARNING, Problem
from plugins.stories import texts
from plugins.stories.frontmatter import read_front
from plugins.stories.keys import NESTED, StoryFields
from plugins.stories.page import PageFields
from plugins.stories.record import keys_of
from plugins.stories.schema import check_front, check_keys, key_table
from plugins.stories.terms import Terms

PATH = "berita/kanim-teluk-biru/2024/layanan.md"
TERMS = Terms(
    timezone="Asia/Makassar",
    reference="kanim-teluk-biru/2024/layanan",
    unit_ids=frozenset({"kanim-teluk-biru", "kanwil-lautan"}),
    zone_ids=("zi", "wbk", "area-6"),
    moves=frozenset({("lapas-karang-jauh/2023/lama", "kanim-teluk-biru/2024/layanan")}),
)
BASE = "title: Kantor buka\ndate: 2024-06-01 09.30\n"


def check(front: str) -> tuple[StoryFields | None, list[Problem]]:
    read, problems = read_front(f"---\n{front}---\n".encode(), PATH)
    assert read is not None
    keys, found = check_front(read, PATH, TERMS)
    return keys, problems + found


def good(front: str) -> StoryFields:
    keys, problems = check(BASE + front)
    assert problems == []
    assert keys is not None
    return keys


def only(front: str) -> Problem:
    keys, problems = check(BASE + front)
    assert keys is None
    assert len(problems) == 1, problems
    return problems[0]


def test_title_and_date_alone_are_a_story() -> None:
    keys = good("")
    assert keys.title == "Kantor buka"
    assert (keys.date.at.isoformat(), keys.date.has_time) == ("2024-06-01T09:30:00+08:00", True)
    assert (keys.kind, keys.lang, keys.status, keys.sample) == ("berita", "id", "published", False)


def test_title_and_date_are_required() -> None:
    _, problems = check("summary: x\n")
    assert [(p.code, p.field, p.line) for p in problems] == [("key-missing", "date", 1), ("key-missing", "title", 1)]
    assert "title: Judul berita" in problems[1].action


def test_a_required_key_under_another_name_is_told_once() -> None:
    _, problems = check("judul: x\nDate: 2024-06-01\n")
    assert [(p.code, p.nearest) for p in problems] == [("key-other-name", "title"), ("key-other-name", "date")]


def test_an_empty_title_is_told_at_its_line() -> None:
    _, problems = check("date: 2024-06-01\ntitle:\n")
    assert [(p.code, p.line) for p in problems] == [("key-missing", 3)]


def test_a_story_withdrawn_for_privacy_need_not_repeat_its_title() -> None:
    keys, problems = check("date: 2024-06-01\nwithdrawn: {date: 2024-06-02, kind: privasi, reason: Data pribadi}\n")
    assert problems == []
    assert keys is not None
    _, problems = check("date: 2024-06-01\nwithdrawn: {date: 2024-06-02, kind: pencabutan, reason: Keliru}\n")
    assert [p.field for p in problems] == ["title"]


@pytest.mark.parametrize(
    ("front", "name", "expected"),
    [
        ("tags: paspor, Layanan Publik\n", "tags", ["paspor", "layanan-publik"]),
        ("tags: [Paspor, '#É-Paspor', a_b]\n", "tags", ["paspor", "e-paspor", "a-b"]),
        ("tags:\n- a\n- b\n", "tags", ["a", "b"]),
        ("author: Sari, S.H., M.H.\n", "author", ["Sari, S.H., M.H."]),
        ("authors: [Sari, Budi]\n", "authors", ["Sari", "Budi"]),
        ("units: kanwil-lautan\n", "units", ["kanwil-lautan"]),
        ("zones: wbk, area-6, -zi\n", "zones", ["wbk", "area-6", "-zi"]),
        ("event_date: 2024-5-30\n", "event_date", "2024-05-30"),
        ("summary: >\n  satu\n  dua\n", "summary", "satu dua"),
        ("sample: ya\n", "sample", True),
        ("lang: en\n", "lang", "en"),
        ("services: [paspor-baru, kanim-teluk-biru/antar]\n", "services", ["paspor-baru", "kanim-teluk-biru/antar"]),
        ("claim: {teks: Gratis, bukti: [a, {b: c}]}\n", "claim", {"teks": "Gratis", "bukti": ["a", {"b": "c"}]}),
        ("source: Siaran pers nomor 12\n", "source", "Siaran pers nomor 12"),
        ("moved_from: kanim-teluk-biru/2023/lama\n", "moved_from", ["kanim-teluk-biru/2023/lama"]),
        ("moved_from: [lapas-karang-jauh/2023/lama]\n", "moved_from", ["lapas-karang-jauh/2023/lama"]),
        ("kind:\nlocation:\n", "kind", "berita"),
    ],
)
def test_values_are_typed(front: str, name: str, expected: object) -> None:
    value = getattr(good(front), name)
    assert (list(value) if isinstance(value, tuple) else value) == expected


def test_nested_values_are_typed() -> None:
    keys = good(
        "image: antrean.jpg\n"
        "images: [a.jpg, {file: b c.jpg, alt: B}]\n"
        "corrections: {date: 2024-06-02, kind: ralat, note: Nama}\n"
        "urgent: {until: 2024-06-02 12:00}\n"
    )
    assert keys.image is not None and keys.image.file == "antrean.jpg"
    assert [image.file for image in keys.images] == ["a.jpg", "b c.jpg"]
    assert keys.corrections[0].kind == "ralat"
    assert keys.urgent is not None and keys.urgent.until is not None
    assert good("urgent: tidak\n").urgent is None
    assert good("urgent: true\n").urgent is not None


def test_titles_keep_what_readers_see_and_lose_what_they_do_not() -> None:
    keys, _ = check('date: 2024-06-01\ntitle: "  Kantor\\u200b  buka\\u00a0pagi "\n')
    assert keys is not None
    assert keys.title == "Kantor buka pagi"


@pytest.mark.parametrize(
    ("front", "code", "field", "near"),
    [
        ("kind: Siaran Pers\n", "not-one-of", "kind", "siaran-pers"),
        ("status: publised\n", "not-one-of", "status", "published"),
        ("lang: jv\n", "not-one-of", "lang", ""),
        ("sample: mungkin\n", "not-one-of", "sample", ""),
        ("kip: serta merta\n", "not-one-of", "kip", "serta-merta"),
        ("event_date: 1 Juni 2024\n", "bad-date", "event_date", "2024-06-01"),
        ("embargo_until: Sabtu, 1 Juni 2024 | 09.30 WIT\n", "bad-moment", "embargo_until", "2024-06-01 09:30 WIT"),
        ("expires: 31/12/2024\n", "bad-moment", "expires", "2024-12-31"),
        ("updated: 2024-02-30\n", "bad-moment", "updated", ""),
        ("updated: 0001-01-01\n", "bad-moment", "updated", ""),
        ("updated: 9999-12-31\n", "bad-moment", "updated", ""),
        ("tags: ['???']\n", "bad-tag", "tags", ""),
        ("tags: Layanan Publik; antrean\n", "bad-tag", "tags", "[layanan-publik, antrean]"),
        (f"tags: [{'a' * 51}]\n", "bad-tag", "tags", ""),
        ("tags: [';']\n", "bad-tag", "tags", ""),
        ("units: [kanwil-lauten]\n", "unknown-unit", "units", "kanwil-lautan"),
        ("zones: [wbkk]\n", "unknown-zone", "zones", "wbk"),
        ("zones: [zi, -zi]\n", "zone-both-ways", "zones", ""),
        ("video: http://contoh.go.id/v\n", "bad-url", "video", ""),
        ("video: javascript:alert(1)\n", "bad-url", "video", ""),
        ("source: javascript:alert(1)\n", "bad-url", "source", ""),
        ("source: https://admin:rahasia@contoh.go.id/\n", "bad-url", "source", ""),
        ("source_story: /berita/kanwil-a/2024/a/\n", "bad-reference", "source_story", "kanwil-a/2024/a"),
        (
            "source_story: https://berita.contoh.go.id/berita/kanwil-a/2024/a/\n",
            "bad-reference",
            "source_story",
            "kanwil-a/2024/a",
        ),
        ("source_story: content/berita/kanwil-a/2024/a.md\n", "bad-reference", "source_story", "kanwil-a/2024/a"),
        ("translation_of: kanim-teluk-biru/2024/con\n", "bad-reference", "translation_of", ""),
        ("moved_from: kanwil-lautan/2023/a\n", "moved-from-other-unit", "moved_from", ""),
        ("moved_from: kanim-teluk-biru/2024/layanan\n", "moved-from-itself", "moved_from", ""),
        ("image: {file: ../rahasia.jpg}\n", "bad-file-name", "image.file", ""),
        ("image: /etc/passwd\n", "bad-file-name", "image.file", ""),
        ("image: https://contoh.go.id/a.jpg\n", "bad-file-name", "image.file", ""),
        ("image: C:\\foto.jpg\n", "bad-file-name", "image.file", "foto.jpg"),
        ("image: {alt: x}\n", "key-missing", "image.file", ""),
        ("image: [a.jpg]\n", "not-mapping", "image", ""),
        ("withdrawn: ya\n", "not-mapping", "withdrawn", ""),
        ("withdrawn: {date: 2024-06-02, kind: privasi}\n", "key-missing", "withdrawn.reason", ""),
        ("withdrawn: {date: 2024-06-02, kind: privat, reason: x}\n", "not-one-of", "withdrawn.kind", "privasi"),
        ("corrections: [{date: 2024-06-02, kind: hak jwb, note: x}]\n", "not-one-of", "corrections.kind", "hak-jawab"),
        ("corrections: [{date: 2024-06-02, knd: ralat, kind: ralat, note: x}]\n", "key-unknown", "knd", "kind"),
        ("summary: [a, b]\n", "not-text", "summary", ""),
        ("tags: {a: b}\n", "not-list", "tags", ""),
        ("embargo_until:\n", "empty", "embargo_until", ""),
        ("withdrawn:\n", "empty", "withdrawn", ""),
        ("status: ~\n", "empty", "status", ""),
        ("agreements: ['a b']\n", "bad-id", "agreements", ""),
        ('location: "a\\nb"\n', "not-one-line", "location", ""),
        ('location: "a\\ab"\n', "unprintable", "location", ""),
        ('location: "a\\u202eb"\n', "unprintable", "location", ""),
        (f"location: {'a' * 301}\n", "too-long", "location", ""),
        (f"tags: [{', '.join(['a'] * 31)}]\n", "too-many", "tags", ""),
        (f"units: [{', '.join(['kanwil-lautan'] * 51)}]\n", "too-many", "units", ""),
        ("author: Sari\nauthors: [Budi]\n", "two-keys", "author", ""),
        ("claim: teks\n", "not-mapping", "claim", ""),
    ],
)
def test_wrong_values_are_told_with_field_and_nearest(front: str, code: str, field: str, near: str) -> None:
    problem = only(front)
    assert (problem.code, problem.field, problem.nearest) == (code, field, near)
    assert problem.line >= 4


@pytest.mark.parametrize(
    ("key", "code", "near"),
    [
        ("save_as", "key-address", ""),
        ("url", "key-address", ""),
        ("slug", "key-address", ""),
        ("id", "key-address", ""),
        ("unit", "key-unit", ""),
        ("category", "key-unit", ""),
        ("template", "key-template", ""),
        ("judul", "key-other-name", "title"),
        ("Embargo-Until", "key-other-name", "embargo_until"),
        ("withdrawm", "key-unknown", "withdrawn"),
        ("sumary", "key-unknown", "summary"),
        ("xyzzy", "key-unknown", ""),
        ("mendesak", "key-other-name", "urgent"),
        ("Serta-merta", "key-other-name", "urgent"),
        ("darurat", "key-other-name", "urgent"),
        ("terjemahan_dari", "key-other-name", "translation_of"),
        ("terjemahan", "key-other-name", "translation_of"),
        ("perkembangan", "key-other-name", "updates"),
        ("pembaruan", "key-other-name", "updates"),
        ("catatan", "key-unknown", ""),
        ("file", "key-outside", ""),
        ("alt", "key-outside", ""),
        ("Caption", "key-outside", ""),
        ("reason", "key-outside", ""),
    ],
)
def test_unknown_keys_get_the_explanation_that_fits(key: str, code: str, near: str) -> None:
    problem = only(f"{key}: x\n")
    assert (problem.code, problem.value, problem.nearest, problem.line) == (code, key, near, 4)


@pytest.mark.parametrize(
    ("front", "field", "near"),
    [
        ("urgent: {sampai: 2024-06-02}\n", "sampai", "until"),
        ("updates: [{date: 2024-06-02, note: x, catatan: y}]\n", "catatan", "note"),
    ],
)
def test_keys_of_mappings_have_other_names_too(front: str, field: str, near: str) -> None:
    problem = only(front)
    assert (problem.code, problem.field, problem.nearest) == ("key-other-name", field, near)


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("2026-11-16 12.00", "{until: 2026-11-16 12.00}"),
        ("2026-11-16", "{until: 2026-11-16}"),
        ("16 November 2026", "{until: 2026-11-16}"),
        ("besok", ""),
        ("treu", "true"),
    ],
)
def test_urgent_names_both_of_its_forms_and_takes_a_moment_for_its_end(written: str, near: str) -> None:
    problem = only(f"urgent: {written}\n")
    assert (problem.code, problem.nearest) == ("not-one-of", near)
    assert problem.allowed == "true, false, {until: 2026-11-16 12.00}"
    if "until" in near:
        assert good(f"urgent: {near}\n").urgent is not None


@pytest.mark.parametrize("name", [*NESTED, "claim"])
def test_the_advice_on_what_should_hold_keys_is_valid_itself(name: str) -> None:
    problem = only(f"{name}: [[teks]]\n")
    assert problem.code == "not-mapping"
    assert good(problem.action.removeprefix("Tulis misalnya: ") + "\n").given[-1] == name


def test_a_text_for_updates_is_answered_with_a_list_of_them() -> None:
    problem = only("updates: teks\n")
    assert problem.action == "Tulis misalnya: updates: [{date: 2026-11-15 09.00, note: Jumlah akhir.}]"


@pytest.mark.parametrize(
    ("front", "example"),
    [
        ("updates: [{date: 2024-06-02}]\n", "note: Jumlah akhir."),
        ("corrections: [{date: 2024-06-02, kind: ralat}]\n", "note: Nama pada alinea kedua diperbaiki."),
        ("withdrawn: {date: 2024-06-02, reason: x}\n", "kind: pencabutan"),
    ],
)
def test_a_missing_key_gets_an_example_of_its_own_mapping(front: str, example: str) -> None:
    assert only(front).action == f"Tambahkan, misalnya: {example}"


@pytest.mark.parametrize(
    ("front", "code", "field"),
    [
        ("urgent: {until: 2024-06-01 09.30}\n", "urgent-over", "urgent.until"),
        ("urgent: {until: 2024-05-31}\n", "urgent-over", "urgent.until"),
        ("embargo_until: 2024-06-03\nurgent: {until: 2024-06-02}\n", "urgent-over", "urgent.until"),
        (
            "updates:\n- {date: 2024-06-01, note: x}\n- {date: 2024-06-01 09.29, note: x}\n",
            "update-too-early",
            "updates.date",
        ),
        ("updates: [{date: 2024-05-31, note: x}]\n", "update-too-early", "updates.date"),
        ("translation_of: kanim-teluk-biru/2024/layanan\n", "translation-of-itself", "translation_of"),
        (
            "moved_from: kanim-teluk-biru/2023/lama\ntranslation_of: kanim-teluk-biru/2023/lama\n",
            "translation-of-itself",
            "translation_of",
        ),
    ],
)
def test_what_can_hardly_be_meant_is_doubted_and_holds_nothing_back(front: str, code: str, field: str) -> None:
    keys, problems = check(BASE + front)
    assert keys is not None
    line = 3 + front.count("\n")
    assert [(p.code, p.field, p.line, p.severity) for p in problems] == [(code, field, line, WARNING)]


@pytest.mark.parametrize(
    "front",
    [
        "urgent: {until: 2024-06-01}\n",  # the whole day
        "urgent: {until: 2024-06-01 09.31}\n",
        "urgent: {until: 2024-06-01 09.00 WIB}\n",  # 10:00 WITA
        "updates: [{date: 2024-06-01, note: x}]\n",
        "updates: [{date: 2024-06-01 09.30, note: x}]\n",
        "translation_of: kanim-teluk-biru/2024/lain\n",
        "withdrawn: {date: 2024-06-02, kind: pencabutan, reason: x}\nurgent: {until: 2024-05-01}\n",
    ],
)
def test_what_can_be_meant_is_not_doubted(front: str) -> None:
    good(front)


def test_expires_is_later_than_both_date_and_embargo() -> None:
    assert only("expires: 2024-06-01 09:30\n").code == "expires-too-early"
    problem = only("embargo_until: 2024-07-01\nexpires: 2024-06-15\n")
    assert (problem.code, problem.line) == ("expires-too-early", 5)
    assert good("expires: 2024-06-01 09:31\n").expires is not None
    assert good("expires: 2024-06-01 09:00 WIB\n").expires is not None  # 10:00 WITA


def test_every_problem_of_a_file_is_told_at_once_at_its_line() -> None:
    keys, problems = check(
        "title: a\ndate: kemarin\nurl: x\nkind: opini\nwithdrawn:\n  date: x\n  kind: y\ncorrections:\n"
        "- {date: 2024-06-02, kind: ralat, note: x}\n- {date: z, kind: ralat, note: x}\nunits: [a, kanwil-lautan, b]\n"
    )
    assert keys is None
    assert [(p.line, p.field) for p in problems] == [
        (3, "date"),
        (4, "url"),
        (5, "kind"),
        (6, "withdrawn.reason"),
        (7, "withdrawn.date"),
        (8, "withdrawn.kind"),
        (11, "corrections.date"),
        (12, "units"),
        (12, "units"),
    ]


def written(name: str, example: Any) -> str:
    return f"{name}: {example}\n" if isinstance(example, str) else yaml.safe_dump({name: example})


@pytest.mark.parametrize("model", [StoryFields, PageFields])
def test_the_examples_of_the_documentation_are_valid(model: type[StoryFields] | type[PageFields]) -> None:
    base = {"title": "Kantor buka", "date": "2024-06-01"}
    for name, info in keys_of(model).items():
        for example in info.examples or ():
            text = "".join(written(key, value) for key, value in {**base, name: example}.items())
            front, problems = read_front(f"---\n{text}---\n".encode(), PATH)
            assert front is not None
            assert [*problems, *check_keys(model, front, PATH, TERMS)[1]] == [], text


@pytest.mark.parametrize("model", [StoryFields, PageFields])
def test_the_documentation_holds_the_table_of_keys(model: type[StoryFields] | type[PageFields]) -> None:
    page = Path(__file__).parents[2] / "docs" / "stories.md"
    assert key_table(model) in page.read_text("utf-8")


def test_every_rule_is_told_in_whole_sentences_under_its_own_code() -> None:
    rules = [rule for rule in vars(texts).values() if isinstance(rule, texts.Rule)]
    assert len({rule.code for rule in rules}) == len(rules) > 50
    for rule in rules:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.code)
        assert rule.message.endswith((".", "{suggestion}"))
        assert rule.action


WORDS = st.sampled_from(["", "a", "2024-06-01", "ya", "-zi", "a,b", "../x", "\0", "٣", "a\nb", "x" * 400, "{}", "%s"])
VALUES = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(WORDS | st.sampled_from(["date", "kind", "file", "until"]), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*keys_of(StoryFields), "x"]), VALUES, max_size=5))
def test_no_values_raise(values: dict[str, Any]) -> None:
    front, _ = read_front(b"---\ntitle: a\ndate: 2024-06-01\n---\n", PATH)
    assert front is not None
    front.values.update(values)
    keys, problems = check_front(front, PATH, TERMS)
    assert (keys is None) == any(problem.severity == ERROR for problem in problems)
    assert all(1 <= problem.line <= 4 for problem in problems)
