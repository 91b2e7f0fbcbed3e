"""Every page of the fabricated site as HTML: well formed, with its headings, languages and texts in order."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from tests.building import SITE_URL
from tests.conftest import Built
from tests.newsroom.linking import is_page, page_path, parse


@pytest.fixture(scope="module")
def soups(site: Built) -> dict[str, BeautifulSoup]:
    return {file: parse(data) for file, data in site.files.items() if is_page(file)}


def test_pages_are_well_formed(site: Built) -> None:
    mistakes = {}
    for file, data in site.files.items():
        if is_page(file):
            parser = etree.HTMLParser()
            etree.fromstring(data, parser)
            # libxml2 knows HTML 4: the names of newer elements are no mistakes.
            told = [entry.message for entry in parser.error_log if entry.type_name != "HTML_UNKNOWN_TAG"]
            if told:
                mistakes[file] = told
    assert mistakes == {}


def test_every_page_has_one_heading_a_language_and_no_id_twice(soups: dict[str, BeautifulSoup]) -> None:
    for file, soup in soups.items():
        assert len(soup.find_all("h1")) == 1, file
        assert soup.html is not None and soup.html.get("lang") in ("id", "en"), file
        twice = [name for name, count in Counter(e["id"] for e in soup.find_all(id=True)).items() if count > 1]
        assert twice == [], file
        assert soup.title is not None and soup.title.get_text(strip=True), file
        named = {str(e["aria-labelledby"]) for e in soup.find_all(attrs={"aria-labelledby": True})}
        assert [name for name in sorted(named) if soup.find(id=name) is None] == [], file


def test_headings_do_not_skip_a_level(soups: dict[str, BeautifulSoup]) -> None:
    for file, soup in soups.items():
        levels = [int(heading.name[1]) for heading in soup.select("main :is(h1, h2, h3, h4, h5, h6)")]
        assert levels[:1] == [1], file
        assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == [], (file, levels)


def test_pictures_have_a_text_and_a_size(soups: dict[str, BeautifulSoup]) -> None:
    for file, soup in soups.items():
        for picture in soup.find_all("img"):
            assert {"alt", "width", "height"} <= picture.attrs.keys(), (file, picture)


def test_a_page_names_its_own_address(soups: dict[str, BeautifulSoup]) -> None:
    for file, soup in soups.items():
        canonical = soup.select_one("link[rel=canonical]")
        assert canonical is not None, file
        if soup.select_one("meta[http-equiv=refresh]") is None:
            assert canonical["href"] == f"{SITE_URL}/{page_path(file)}", file


def test_pages_are_in_the_language_of_their_text(soups: dict[str, BeautifulSoup]) -> None:
    for file in ("berita/kementerian-samudra/2024/sea-day/index.html", "halaman/pedoman/index.html"):
        soup = soups[file]
        heading = soup.find("h1")
        assert heading is not None
        languages = [str(element["lang"]) for element in [heading, *heading.parents] if element.get("lang")]
        assert languages[0] == "en", file


def test_bodies_keep_their_structure(soups: dict[str, BeautifulSoup]) -> None:
    antrean = soups["berita/kanim-teluk-biru/2024/antrean-paspor/index.html"]
    for selector in (".prose table th", ".prose figure figcaption", ".prose .footnote li", ".prose a.footnote-ref"):
        assert antrean.select(selector), selector
    panen = soups["berita/lapas-bukit-hijau/2024/panen-rumput-laut/index.html"]
    for selector in (".prose dl dt", ".prose pre code", ".prose blockquote", ".prose ol ul li"):
        assert panen.select(selector), selector
    assert panen.select(".prose img") == []  # a picture of another site becomes a link
    assert panen.select('.prose a[href="https://foto.example/pantai.jpg"]')
