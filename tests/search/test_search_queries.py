"""The scripts of the page find what the list of queries says, in an index that Pagefind made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import factory
from tests.search.asking import ask, site
from tests.search.queries import QUERIES, STORIES


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The stories of `queries.py`, half of them of another office and with a theme, and one of an earlier year."""
    rows = []
    for number, (slug, (title, summary, body)) in enumerate(STORIES.items()):
        unit = factory.UNIT if number % 2 else "rupbasan-pulau-fajar"
        facts: dict[str, Any] = {"title": title, "summary": summary, "body": body}
        if number % 2:
            facts["zones"] = factory.zones("wbk")
            facts["kind"] = "siaran-pers"
        rows.append(factory.story(f"{unit}/2024/{slug}", f"2024-06-{number + 1:02} 09:30", **facts))
    old = factory.story(f"{factory.UNIT}/2023/paspor-lama", "2023-02-03", title="Paspor lama", body="<p>Dahulu.</p>")
    folder = tmp_path_factory.mktemp("search")
    with factory.shelf(folder, *rows, old) as shelf:
        yield site(folder / "site", shelf.library())


@pytest.fixture(scope="module")
def answers(searched: Path) -> dict[str, dict[str, Any]]:
    found = ask(searched, [{"query": query.text, "year": "2024"} for query in QUERIES])
    return {query.text: answer for query, answer in zip(QUERIES, found, strict=True)}


def slugs(answer: dict[str, Any]) -> set[str]:
    return {result["path"].split("/")[-2] for part in answer["found"] for result in part["results"]}


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.text)
def test_a_query_finds_what_it_means(query: Any, answers: dict[str, dict[str, Any]]) -> None:
    answer = answers[query.text]
    assert query.found <= slugs(answer)
    assert not query.not_found & slugs(answer)
    assert answer["meant"] == (query.meant or answer["meant"])
    assert query.found or not slugs(answer)
    assert bool(query.meant) <= (answer["meant"] != query.text)


def test_what_cannot_be_found_is_named(searched: Path) -> None:
    (answer,) = ask(searched, [{"query": "paspor xylofon", "year": "2024"}])
    assert answer["missing"] == ["xylofon"]


def test_a_word_that_any_bundle_has_is_not_missing(searched: Path) -> None:
    one, two = ask(searched, [{"query": "harmonisasi dahulu"}, {"query": "xylofon dahulu"}])
    assert (slugs(one), one["missing"]) == (set(), [])
    assert (slugs(two), two["missing"]) == (set(), ["xylofon"])


@pytest.mark.parametrize(
    ("query", "several"), [("cara membuat paspor", True), ("cara paspor", False), ("e-lapor", False), ('"a b"', False)]
)
def test_it_is_told_whether_a_story_has_to_have_more_than_one_word(query: str, several: bool, searched: Path) -> None:
    (answer,) = ask(searched, [{"query": query, "year": "2024"}])
    assert (answer["several"], answer["meant"]) == (several, query)


def test_a_query_taken_literally_is_not_corrected(searched: Path) -> None:
    (answer,) = ask(searched, [{"query": "pasport", "year": "2024", "literally": True}])
    assert (slugs(answer), answer["missing"]) == (set(), ["pasport"])


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({"unit": factory.UNIT}, 7),
        ({"unit": "kanwil-biru"}, 7),
        ({"unit": "kementerian-samudra"}, 15),
        ({"wilayah": "92"}, 8),
        ({"zona": "wbk"}, 7),
        ({"jenis": "siaran-pers"}, 7),
        ({"jenis": "siaran-pers", "wilayah": "92"}, 0),
    ],
)
def test_filters_narrow_what_is_found(filters: dict[str, str], number: int, searched: Path) -> None:
    (answer,) = ask(searched, [{"query": "", "filters": filters, "year": "2024"}])
    assert [part["total"] for part in answer["found"]] == [number]


def test_the_newest_bundle_comes_first_and_a_year_chooses_its_own(searched: Path) -> None:
    both, old = ask(searched, [{"query": "paspor"}, {"query": "paspor", "year": "2023"}])
    assert [part["bundle"] for part in both["found"]] == ["2024", "2023"]
    assert slugs(old) == {"paspor-lama"}


def test_a_result_says_title_office_day_and_kind(searched: Path) -> None:
    (answer,) = ask(searched, [{"query": "kunjungan", "year": "2024"}])
    (result,) = answer["found"][0]["results"]
    assert result["meta"] == {
        "title": "Keluarga berkunjung ke Lapas Bukit Hijau",
        "unit": "Kantor Imigrasi Teluk Biru",
        "tanggal": "2024-06-02",
        "jenis": "siaran-pers",
    }
    assert "<mark>kunjungan</mark>" in result["excerpt"]


def test_the_words_for_corrections_are_fetched_only_where_a_word_is_unknown(searched: Path) -> None:
    known, unknown = ask(searched, [{"query": "paspor", "year": "2024"}, {"query": "pasport", "year": "2024"}])
    assert not [path for path, _ in known["fetched"] if "kata-" in path]
    assert [path for path, _ in unknown["fetched"] if "kata-" in path]
