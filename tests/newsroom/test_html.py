"""Every page of the fabricated site as HTML: well formed, with its headings, languages and texts in order."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from lxml import etree

from tests.building import SITE_URL
from tests.conftest import Built
from tests.newsroom.linking import document, is_page, page_path, parse

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_IDENTITIES = etree.XPath("//@id")
_NAMED = etree.XPath("//@aria-labelledby")


@pytest.fixture(scope="module")
def pages(site: Built) -> dict[str, etree._Element]:
    return {file: document(data) for file, data in site.files.items() if is_page(file)}


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


def test_every_page_has_one_heading_a_language_and_no_id_twice(pages: dict[str, etree._Element]) -> None:
    for file, page in pages.items():
        assert len(list(page.iter("h1"))) == 1, file
        assert page.tag == "html" and page.get("lang") in ("id", "en"), file
        identities = Counter(_IDENTITIES(page))
        assert [name for name, count in identities.items() if count > 1] == [], file
        assert (page.findtext("head/title") or "").strip(), file
        assert sorted(set(_NAMED(page)) - identities.keys()) == [], file


def test_headings_do_not_skip_a_level(pages: dict[str, etree._Element]) -> None:
    for file, page in pages.items():
        levels = [int(heading.tag[1]) for main in page.iter("main") for heading in main.iter(*_HEADINGS)]
        assert levels[:1] == [1], file
        assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == [], (file, levels)


def test_pictures_have_a_text_and_a_size(pages: dict[str, etree._Element]) -> None:
    for file, page in pages.items():
        for picture in page.iter("img"):
            assert {"alt", "width", "height"} <= set(picture.keys()), (file, etree.tostring(picture))


def test_a_page_names_its_own_address(pages: dict[str, etree._Element]) -> None:
    for file, page in pages.items():
        canonical = page.find("head/link[@rel='canonical']")
        assert canonical is not None, file
        if page.find("head/meta[@http-equiv='refresh']") is None:
            assert canonical.get("href") == f"{SITE_URL}/{page_path(file)}", file


@pytest.mark.parametrize("file", ["berita/kementerian-samudra/2024/sea-day/index.html", "halaman/pedoman/index.html"])
def test_pages_are_in_the_language_of_their_text(site: Built, file: str) -> None:
    heading = parse(site.files[file]).find("h1")
    assert heading is not None
    languages = [str(element["lang"]) for element in [heading, *heading.parents] if element.get("lang")]
    assert languages[0] == "en"


def test_bodies_keep_their_structure(site: Built) -> None:
    antrean = parse(site.files["berita/kanim-teluk-biru/2024/antrean-paspor/index.html"])
    for selector in (".prose table th", ".prose figure figcaption", ".prose .footnote li", ".prose a.footnote-ref"):
        assert antrean.select(selector), selector
    panen = parse(site.files["berita/lapas-bukit-hijau/2024/panen-rumput-laut/index.html"])
    for selector in (".prose dl dt", ".prose pre code", ".prose blockquote", ".prose ol ul li"):
        assert panen.select(selector), selector
    assert panen.select(".prose img") == []  # a picture of another site becomes a link
    assert panen.select('.prose a[href="https://foto.example/pantai.jpg"]')
