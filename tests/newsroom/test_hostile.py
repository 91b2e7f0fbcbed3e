"""A hostile unit hurts only itself: what lies in its folder is reported or harmless, and nobody else's bytes change."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

import pytest
from lxml import etree

from plugins.problems import show
from tests.building import SITE_URL, build, copy_site, snapshot
from tests.conftest import Built
from tests.newsroom import hostile
from tests.newsroom.harm import harm
from tests.newsroom.linking import dead_links, document, is_page, parse

# What all stories share by contract: front page, date lists, themes, lists by tag, kind and region, shared data files.
_SHARED = re.compile(
    r"(en/)?(feed/)?index\.html|feed\.(xml|json)|atom\.xml|feeds\.opml|sitemap[^/]*\.xml|berita/(\d{4}/.*)?(index\.html|arsip\.xml)"
    r"|data/berita/.*|cari/.*|ringkasan/.*|terbaru\.json|sematan/index\.html|wilayah/index\.html|(zona|tag|jenis|wilayah|ralat)/.+"
)
_OWN = tuple(f"{top}/{hostile.UNIT}/" for top in ("berita", "unit", "en/unit"))
_ROLLUPS = tuple(
    f"{edition}unit/{unit}/{page}"
    for edition in ("", "en/")
    for unit in hostile.ANCESTORS
    for page in ("index.html", "semua/")
)
_IDENTITIES = etree.XPath("//@id")
_FRAME_WITHIN = etree.XPath(
    "//main//*[self::header[contains(@class, 'masthead')] or self::footer[contains(@class, 'foot')]"
    " or contains(concat(' ', @class, ' '), ' preview ')]"
)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """tests/site with the hostile folder laid into it."""
    folder = tmp_path_factory.mktemp("hostile")
    content, output = copy_site(folder), folder / "output"
    hostile.lay(content, folder / "outside")
    report = build(content, output)
    return Built(content, output, report, snapshot(output))


def _codes(site: Built, path: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(problem.code for problem in site.report.problems if problem.path == path))


def test_no_byte_of_any_other_unit_changes(site: Built, attacked: Built) -> None:
    different = {
        path for path in site.files.keys() | attacked.files.keys() if site.files.get(path) != attacked.files.get(path)
    }
    assert sorted(p for p in different if not p.startswith((*_OWN, *_ROLLUPS)) and not _SHARED.fullmatch(p)) == []
    assert different & {"index.html", "feed.xml"}  # the attack did publish something


def test_the_rest_of_the_site_is_published(site: Built, attacked: Built) -> None:
    gone = site.files.keys() - attacked.files.keys()
    assert {path for path in gone if not path.startswith("cari/")} == set()  # whose names change with what is found
    for path in (p for p in site.files if _SHARED.fullmatch(p) and p.count("/") == 4 and p.startswith("berita/")):
        before, after = (set(re.findall(rb'href="(/berita/[a-z][^"]+)"', s.files[path])) for s in (site, attacked))
        assert before <= after, path


@pytest.mark.parametrize("case", hostile.CASES, ids=lambda case: re.sub(r"[^\w./-]+", "_", case.path)[:80])
def test_each_file_is_reported_or_rendered_harmless(attacked: Built, case: hostile.Case) -> None:
    assert _codes(attacked, case.path) == case.codes
    page = f"{case.path.removesuffix('.md')}/index.html"
    if case.path.endswith(".toml"):
        return
    if set(case.codes) <= hostile.WARNINGS:
        assert harm(page, attacked.files[page]) == []
    elif not case.path.endswith("/2024/06.md"):  # the archive of June 2024 stands there
        assert page not in attacked.files


@pytest.mark.parametrize(("name", "code"), hostile.NOT_FILES.items(), ids=ascii)
def test_what_is_no_file_is_reported_and_never_opened(attacked: Built, name: str, code: str) -> None:
    assert _codes(attacked, posixpath.normpath(f"{hostile.FOLDER}/{name}")) == (code,)


def test_nothing_is_reported_but_what_was_done(attacked: Built, site: Built) -> None:
    known = {case.path for case in hostile.CASES} | {problem.path for problem in site.report.problems}
    known |= {posixpath.normpath(f"{hostile.FOLDER}/{name}") for name in hostile.NOT_FILES}
    assert {problem.path for problem in attacked.report.problems} <= known


def test_no_file_needed_the_brake(attacked: Built) -> None:
    # Every limit that these files meet is counted; the alarm is for what nobody foresaw.
    assert [problem.path for problem in attacked.report.problems if problem.code == "tool-error"] == []


def test_nothing_in_the_output_is_harmful(attacked: Built) -> None:
    assert {file: found for file, data in attacked.files.items() if (found := harm(file, data))} == {}


def test_only_recognised_files_are_published(attacked: Built) -> None:
    endings = {Path(path).suffix for path in attacked.files if path.startswith(_OWN)}
    assert endings == {".html", ".xml", ".json", ".opml", ".png", ".csv", ".webp", ".txt"}
    assert [
        path for path in attacked.files if path.endswith("/index.html") and b"<html" not in attacked.files[path]
    ] == []


def test_nothing_from_outside_of_the_tree_is_read(attacked: Built) -> None:
    assert [path for path, data in attacked.files.items() if hostile.SECRET.encode() in data or b"root:" in data] == []


def test_no_template_is_run(attacked: Built) -> None:
    page = attacked.files[f"{hostile.FOLDER}/judul-templat/index.html"].decode()
    assert "{{ 7 * 7 }} {% raw %} ${7*7} {0.__class__} %(x)s" in page
    body = parse(attacked.files[f"{hostile.FOLDER}/isi-templat/index.html"]).select_one(".prose")
    assert body is not None and "{{ 7 * 7 }}" in body.get_text() and "49" not in body.get_text()


def test_every_internal_address_still_leads_somewhere(attacked: Built) -> None:
    assert dead_links(attacked.files, SITE_URL) == []


def test_every_page_keeps_its_frame(attacked: Built) -> None:
    for file, data in attacked.files.items():
        if is_page(file):
            page = document(data)
            identities = _IDENTITIES(page)
            assert len(identities) == len(set(identities)), file
            assert [len(list(page.iter(name))) for name in ("h1", "main", "title")] == [1, 1, 1], file
            assert _FRAME_WITHIN(page) == [], file


def test_no_cell_of_a_table_is_a_formula(attacked: Built) -> None:
    for file, data in attacked.files.items():
        if file.startswith("data/") and file.endswith(".csv"):
            assert re.findall(r'(?m)(?:^|[,;])"?[=+@]', data.decode()) == [], file


def test_problems_are_shown_without_control_characters(attacked: Built) -> None:
    for problem in attacked.report.problems:
        assert all(line.isprintable() for line in show(problem).split("\n")), ascii(show(problem))


def test_taking_the_folder_away_leaves_no_trace(site: Built, attacked: Built, tmp_path: Path) -> None:
    """From the attacked output back to the clean one, incrementally."""
    content, output = copy_site(tmp_path), tmp_path / "output"
    hostile.lay(content, tmp_path / "outside")
    build(content, output)
    again = copy_site(tmp_path / "again")
    content.rename(tmp_path / "attacked")
    again.rename(content)
    build(content, output)
    assert snapshot(output) == site.files
