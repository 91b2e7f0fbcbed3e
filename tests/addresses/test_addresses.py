import re
from urllib.parse import quote, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins import addresses
from plugins.addresses import Site

UNIT_IDS = st.from_regex(addresses.UNIT_ID, fullmatch=True)
SLUGS = st.from_regex(addresses.SLUG, fullmatch=True)
YEARS = st.integers(1945, 2100).map(str)
REFERENCES = st.tuples(UNIT_IDS, YEARS, SLUGS).map("/".join)
SITE = Site("https://berita.samudra.example/kabar", "samudra.example")


@pytest.mark.parametrize("text", ["a", "9-alasan", "x" * 100, "konsol"])
def test_slugs_are_small_letters_digits_and_hyphens(text: str) -> None:
    assert addresses.is_slug(text)


@pytest.mark.parametrize(
    "text", ["", "-a", "A", "a_b", "a.b", "a/b", "é", "a\n", "x" * 101, "con", "prn", "aux", "nul", "com1", "lpt9"]
)
def test_other_names_are_no_slugs(text: str) -> None:
    assert not addresses.is_slug(text)


@pytest.mark.parametrize(
    ("text", "valid"),
    [("kanim-9", True), ("k" * 50, True), ("k" * 51, False), ("9-kanim", False), ("-a", False), ("nul", False)],
)
def test_unit_ids_start_with_a_letter(text: str, valid: bool) -> None:
    assert addresses.is_unit_id(text) is valid


@given(REFERENCES)
def test_every_reference_has_one_address_one_id_and_one_file(reference: str) -> None:
    assert addresses.STORY_REFERENCE.fullmatch(reference)
    assert addresses.story(reference) == f"berita/{reference}/"
    assert addresses.file(addresses.story(reference)) == f"berita/{reference}/index.html"
    assert SITE.tag_id(reference) == f"tag:samudra.example,{reference.split('/')[1]}:{reference}"


@given(UNIT_IDS, SLUGS)
def test_a_unit_s_archives_never_share_an_address_with_its_pages(unit: str, slug: str) -> None:
    taken = {addresses.unit_archive(unit, "2024-06"), addresses.rollup_archive(unit, "2024-06"), addresses.unit(unit)}
    if slug not in addresses.RESERVED_UNIT_PAGES and not addresses.YEAR.fullmatch(slug):
        page = addresses.unit_page(unit, slug)
        assert not any(path.startswith(page) for path in taken)


@given(st.text(st.characters(codec="utf-8", exclude_characters="?#"), max_size=30))
def test_links_keep_the_path_and_stay_on_the_site(path: str) -> None:
    assert unquote(SITE.link(path)) == f"/kabar/{path}"
    assert urlsplit(SITE.absolute("x/" + path)).hostname == "berita.samudra.example"
    assert re.fullmatch(r"[!-~]*", SITE.absolute(path))


@pytest.mark.parametrize(
    ("url", "base"),
    [("https://a.example", "/"), ("https://a.example/berita", "/berita/"), ("http://localhost:8000", "/"), ("", "/")],
)
def test_the_base_of_a_site_has_slashes_at_both_ends(url: str, base: str) -> None:
    assert Site(url, "a.example").base == base


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (addresses.archive(), "berita/"),
        (addresses.archive("2024-06-01"), "berita/2024/06/01/"),
        (addresses.unit_archive("kanim-a", "2024-06"), "unit/kanim-a/2024/06/"),
        (addresses.rollup_archive("kanwil-a", "2024-06"), "unit/kanwil-a/semua/2024/06/"),
        (addresses.zone("wbk"), "zona/wbk/"),
        (addresses.zone("area-1", "2024"), "zona/area-1/2024/"),
        (addresses.tag("paspor", "2024-06"), "tag/paspor/2024/06/"),
        (addresses.kind("klarifikasi"), "jenis/klarifikasi/"),
        (addresses.region("13.71"), "wilayah/13.71/"),
        (addresses.page("tentang"), "halaman/tentang/"),
        (addresses.unit_feed("kanim-a"), "unit/kanim-a/feed.xml"),
        (addresses.rollup_feed("kanwil-a"), "unit/kanwil-a/semua/feed.xml"),
        (addresses.zone_feed("zi"), "zona/zi/feed.xml"),
        (addresses.asset("style.css"), "theme/style.css"),
    ],
)
def test_addresses_are_those_of_the_contract(path: str, expected: str) -> None:
    assert path == expected


@pytest.mark.parametrize(
    ("path", "file"), [("", "index.html"), ("berita/", "berita/index.html"), ("feed.xml", "feed.xml")]
)
def test_pages_are_index_files(path: str, file: str) -> None:
    assert addresses.file(path) == file


@given(st.one_of(st.text(), st.text("aZ09-._~/%' &")))
def test_a_path_is_written_as_the_standard_library_quotes_it(path: str) -> None:
    assert addresses.Site("https://x.example/a", "x").link(path) == "/a/" + quote(path)
    assert addresses.Site("https://x.example/a", "x").absolute(path) == "https://x.example/a/" + quote(path)


@given(REFERENCES, st.sampled_from(["", "index.html", "kartu.png", "ukuran/foto-360.webp"]))
def test_what_lies_in_the_folder_of_a_story_tells_its_reference(reference: str, name: str) -> None:
    assert addresses.reference_of(f"{addresses.story(reference)}{name}") == reference


@pytest.mark.parametrize("path", ["", "kartu.png", "berita/index.html", "berita/2024/06/index.html", "unit/a/2024/b/c"])
def test_elsewhere_lies_no_story(path: str) -> None:
    assert addresses.reference_of(path) == ""
