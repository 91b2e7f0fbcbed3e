"""Title, dateline, lead and length; links and pictures; what the keys say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.problems import Problem
from plugins.rules import prose, table
from plugins.rules.checking import judge
from plugins.rules.draft import Draft, Passage
from plugins.rules.links import host
from plugins.stories.tree import Place
from tests.rules.desk import draft, judged

HEAD = "---\ntitle: Loket baru dibuka\ndate: 2024-06-03 09.00\n"


def story(body: str, *lines: str) -> str:
    return HEAD + "".join(f"{line}\n" for line in lines) + f"---\n\n{body}\n"


def told(text: str, code: str) -> list[Problem]:
    verdict = judged(text)
    return [
        problem for problem in (*verdict.problems, *(one.problem for one in verdict.shared)) if problem.code == code
    ]


# Datelines


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Padang - Humas", "Padang"),
        ("Padang (ANTARA) -", "Padang"),
        ("DENPASAR – Kementerian", "DENPASAR"),
        ("REPUBLIKA.CO.ID, JAKARTA – Kepala", "JAKARTA"),
        ("**SUNGAI LIRANG –** Lembaga", "SUNGAI LIRANG"),
        ("Banda Aceh, Humas — Rapat", "Banda Aceh"),
        ("TELUK BIRU (22/11) -- Rapat", "TELUK BIRU"),
        ("Teluk\xa0Biru –\xa0Rapat", "Teluk Biru"),
    ],
)
def test_datelines_as_offices_write_them(text: str, city: str) -> None:
    line = prose.dateline(text)
    assert line is not None
    assert line.city.replace("\xa0", " ") == city


@pytest.mark.parametrize(
    "text", ["Padang. Rapat", "Rapat di Padang – itu", "padang - rapat", "Padang-Pariaman", "", "Anak-anak itu"]
)
def test_what_is_no_dateline(text: str) -> None:
    assert prose.dateline(text) is None


def test_a_place_with_another_sign_is_told_with_its_dash() -> None:
    (problem,) = told(story("Padang. Kantor membuka loket, Senin (3/6/2024)."), "F-DATELINE")
    assert "diikuti “.”" in problem.message
    assert "“Padang –" in problem.action
    assert told(story("Padang. Kantor membuka dua loket baru bagi warga, Senin (3/6/2024)."), "F-5W1H") == []


def test_a_city_with_a_slip_is_told_with_the_city() -> None:
    (problem,) = told(story("Padnag – Kantor membuka loket."), "F-DATELINE")
    assert "Padang" in problem.message


def test_the_dash_of_another_place_is_suggested_from_the_key() -> None:
    (problem,) = told(story("Kantor membuka loket.", "location: Bukit Hijau"), "F-DATELINE")
    assert "“Bukit Hijau –" in problem.action


# Sentences and paragraphs


@given(
    st.lists(
        st.sampled_from(["Rapat dibuka. ", "Ia hadir! ", "Dr. Sari, S.H., pulang. ", "Jl. Besar No. 5 itu. "]),
        min_size=1,
    )
)
def test_abbreviations_end_no_sentence(parts: list[str]) -> None:
    text = "".join(parts)
    spans = list(prose.sentences(text))
    assert [text[start:end] for start, end in spans] == parts
    assert spans[0][0] == 0


def test_only_running_text_is_read_as_paragraphs() -> None:
    others = "# Judul\n\n- daftar\n\n| a |\n| - |\n\n> kutipan\n\n```\nkode\n\nkode lagi\n```\n\n![](a.jpg)"
    body = f"Padang – Rapat.\n\n{others}\n\nAkhir."
    texts = [passage.text.strip() for passage in prose.paragraphs(draft(story(body)))]
    assert texts == ["Padang – Rapat.", "Akhir."]


def test_a_long_sentence_is_told_at_its_own_line() -> None:
    words = " ".join(["kata"] * 50)
    (problem,) = told(story(f"Padang – Rapat dibuka.\n\nHadir semua. Lalu {words}."), "F-KALIMAT")
    assert (problem.line, problem.column) == (8, 14)
    assert "51 kata" in problem.message


def test_withdrawn_news_and_announcements_may_be_short() -> None:
    assert told(story("Padang – Rapat."), "F-PENDEK")
    assert told(story("Padang – Rapat.", "kind: pengumuman"), "F-PENDEK") == []


# Titles


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("KANTOR IMIGRASI TELUK BIRU BUKA LOKET", "huruf besar"),
        ("Loket dibuka??", "tanda baca"),
        ("Loket dibuka!", "tanda baca"),
        ("Gempar loket baru", "pemancing"),
        ("Loket " + "baru " * 30, "karakter"),
    ],
)
def test_loud_titles(title: str, said: str) -> None:
    (problem, *_) = told(HEAD.replace("Loket baru dibuka", title.strip()) + "---\n\nPadang – Rapat.\n", "F-JUDUL")
    assert said in problem.message
    assert problem.line == 2


# Links


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://WWW.Contoh.example:8080/a", "contoh.example"),
        ("//contoh.example/a", "contoh.example"),
        ("http://contoh.example.", "contoh.example"),
        ("/berita/a/", ""),
        ("mailto:a@contoh.example", ""),
        ("javascript:x", ""),
        ("http://[", ""),
    ],
)
def test_hosts(address: str, name: str) -> None:
    assert host(address) == name


def test_our_own_hosts_and_those_of_government_are_no_news() -> None:
    body = "Padang – [a](https://www.redaksi.example/x) [b](https://a.b.go.id/) [c](https://lain.example/) [d](https://lain.example/e)"
    assert [problem.value for problem in told(story(body), "F-SITUS")] == ["https://lain.example/"]


def test_a_name_that_ends_alike_is_another_host() -> None:
    assert told(story("Padang – [a](https://palsugo.id/)"), "F-SITUS")


def test_many_links_are_no_heap_where_there_is_as_much_text() -> None:
    links = " ".join(f"[rujukan {number}](https://rujukan.example/{number})" for number in range(9))
    assert told(story(f"Padang – {links}"), "R-TAUTAN")
    assert told(story(f"Padang – {'kata ' * 250} {links}"), "R-TAUTAN") == []


# Pictures and people


def test_a_photo_says_all_that_it_lacks() -> None:
    (problem,) = told(story("Padang – Rapat.", "images: [{file: a.jpg, alt: Rapat di aula}]"), "R-FOTO")
    assert "caption, credit, consent" in problem.message
    assert problem.line == 4


@pytest.mark.parametrize(
    ("consent", "enough"),
    [("ada", False), ("izin tertulis 3 Juni 2024", True), ("wajah disamarkan", True), ("tidak perlu: gedung", True)],
)
def test_photos_from_places_of_custody_say_which_consent(consent: str, enough: bool) -> None:
    image = f'image: {{file: a.jpg, alt: Rapat di aula, caption: Rapat, credit: Humas, consent: "{consent}"}}'
    place = Place("berita/rutan-pasir-putih/2024/contoh.md", "rutan-pasir-putih", "2024", "contoh")
    (rule,) = (rule for rule in table.rules() if rule.code == "R-FOTO")
    assert bool(judge(draft(story("Padang – Rapat.", image), place), [rule]).problems) != enough
    assert judge(draft(story("Padang – Rapat.", image)), [rule]).problems == ()


def test_an_alt_that_is_the_files_name_says_nothing() -> None:
    image = "image: {file: rapat.jpg, alt: rapat.jpg, caption: Rapat, credit: Humas, consent: izin}"
    (problem,) = told(story("Padang – Rapat.", image), "R-FOTO")
    assert problem.message.endswith("alt.")


def test_no_rule_of_the_table_fails_on_an_empty_draft() -> None:
    assert prose.dateline("") is None
    assert list(prose.paragraphs(Draft("a.md", passages=(Passage("body", " \n", 1),)))) == []
    assert judged("---\ntitle: x\ndate: 2024-06-03\n---\n").problems == ()


@pytest.mark.parametrize(("words", "expected"), [(45, 0), (46, 1)])
def test_the_dateline_is_no_part_of_the_first_sentence(words: int, expected: int) -> None:
    text = f"Kota Teluk Biru – {' '.join(['kata'] * words)}.\n\n{' '.join(['Kata'] * 45)}."
    assert len(told(story(text), "F-KALIMAT")) == expected
