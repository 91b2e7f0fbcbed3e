"""Digests of days: page and message, and the sheet for the notice board."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from plugins import addresses
from plugins.library import digests
from plugins.library.changes import MadeChange
from plugins.pages import House, qr, theme
from plugins.pages.digest import Digests, newest
from plugins.pages.sheet import Sheets
from tests import factory
from tests.pages import facts
from tests.pages.facts import library, references, touched, view

DIGESTS = Digests(facts.house())
DAY = factory.stories(3)
KEY, ALL, PROVINCE = f"2024-06-01|unit:{factory.UNIT}", "2024-06-01|all:", "2024-06-01|wilayah:91"
BASE = f"unit/{factory.UNIT}/ringkasan/2024/06/01/"
NEXT = factory.story(f"{factory.UNIT}/2024/besok", "2024-06-02 08:00")


@cache
def house() -> House:
    """The house with its true templates."""
    made = theme.environment(facts.house().theme, factory.SITE, factory.SITE_NAME, factory.TIMEZONE)
    return replace(facts.house(), environment=made)


def rendered(of: Digests, shown: dict[str, object], key: str = KEY) -> dict[str, str]:
    return {output.path: output.content.decode() for output in of.render(key, shown)}


def test_a_day_with_stories_has_a_digest_of_its_unit_its_province_and_of_everything(tmp_path: Path) -> None:
    with library(tmp_path, *DAY) as shelf:
        assert sorted(DIGESTS.keys(shelf)) == [ALL, KEY, PROVINCE]
        paths = [view(DIGESTS, shelf, key)["page"]["path"] for key in (ALL, KEY, PROVINCE)]
        empty = [f"2024-06-02|unit:{factory.UNIT}", "2024-06-01|unit:lapas-bukit-hijau", "2024-06-01|unit:tidak-ada"]
        assert [DIGESTS.view(shelf, key) for key in empty] == [None, None, None]
    assert paths == ["ringkasan/2024/06/01/", BASE, "wilayah/91/ringkasan/2024/06/01/"]


def test_a_digest_counts_all_and_shows_the_newest(tmp_path: Path) -> None:
    with library(tmp_path, *factory.stories(60)) as shelf:
        day = view(DIGESTS, shelf, KEY)
    assert (day["total"], day["left"], len(day["stories"])) == (60, 10, 50)
    assert references(day["stories"][:1]) == ["berita-0059"]
    assert day["archive"] == {"label": "Juni 2024", "path": f"unit/{factory.UNIT}/2024/06/"}


def test_the_rest_of_everything_is_in_the_archive_of_that_day(tmp_path: Path) -> None:
    with library(tmp_path, *DAY) as shelf:
        assert view(DIGESTS, shelf, ALL)["archive"]["path"] == "berita/2024/06/01/"


def test_a_unit_bears_its_name_of_that_day(tmp_path: Path) -> None:
    rows = [factory.story(f"lapas-bukit-hijau/2024/{day[5:]}", f"{day} 09:00") for day in ("2024-04-30", "2024-05-02")]
    with library(tmp_path, *rows) as shelf:
        names = [
            view(DIGESTS, shelf, f"{day}|unit:lapas-bukit-hijau")["of"]["name"] for day in ("2024-04-30", "2024-05-02")
        ]
    assert names == ["Lapas Bukit Hijau", "Lapas Kelas I Bukit Hijau"]


def test_a_digest_links_back_and_never_forward(tmp_path: Path) -> None:
    with library(tmp_path, *DAY, NEXT) as shelf:
        assert view(DIGESTS, shelf, KEY)["previous"] is None
        later = view(DIGESTS, shelf, f"2024-06-02|unit:{factory.UNIT}")["previous"]
    assert later == {"label": "Sabtu, 1 Juni 2024", "path": BASE}


def test_a_story_touches_its_three_digests_and_the_next_ones_where_a_day_begins_or_ends(tmp_path: Path) -> None:
    keys = {KEY, ALL, PROVINCE}
    with factory.shelf(tmp_path, NEXT) as shelf:
        assert touched(DIGESTS, shelf, DAY[0]) == keys | {key.replace("06-01", "06-02") for key in keys}
        assert touched(DIGESTS, shelf, DAY[1]) == keys
        assert touched(DIGESTS, shelf, gone=(DAY[1].path,)) == keys
        assert touched(DIGESTS, shelf, factory.withdrawn(DAY[0])) >= {key.replace("06-01", "06-02") for key in keys}
        assert DIGESTS.view(shelf.library(), KEY) is None


def test_the_newest_digest_is_that_of_the_newest_day(tmp_path: Path) -> None:
    with library(tmp_path, *DAY, NEXT) as shelf:
        found = newest(f"unit:{factory.UNIT}", shelf, "id")
        assert found == {"label": "Minggu, 2 Juni 2024", "path": f"unit/{factory.UNIT}/ringkasan/2024/06/02/"}
        assert newest("unit:dewan-angin", shelf, "id") is None


def test_a_digest_is_written_as_page_and_message(tmp_path: Path) -> None:
    of = Digests(house())
    with library(tmp_path, *DAY) as shelf:
        files = rendered(of, view(of, shelf, KEY))
    assert list(files) == [f"{BASE}index.html", f"{BASE}pesan.txt"]
    page = BeautifulSoup(files[f"{BASE}index.html"], "html.parser")
    assert page.select_one("textarea").get_text() == files[f"{BASE}pesan.txt"]
    assert page.select_one("[data-copy]")["data-copy"] == page.select_one("textarea")["id"]
    assert page.select_one("meta[name=robots]") is None


def test_a_digest_names_its_sheet_as_soon_as_that_stands(tmp_path: Path) -> None:
    with library(tmp_path, *DAY) as shelf:
        assert view(DIGESTS, shelf, KEY)["sheet"] == ""
    assert list(DIGESTS.touched(MadeChange("sheet", KEY), shelf)) == [KEY]
    assert list(DIGESTS.touched(MadeChange("card", KEY), shelf)) == []


def sheet(tmp_path: Path, stories: int) -> BeautifulSoup:
    of = Sheets(house())
    with library(tmp_path, *factory.stories(stories)) as shelf:
        assert (of.exists(shelf, KEY), of.exists(shelf, KEY.replace("06-01", "06-02"))) == (True, False)
        files = rendered(of, view(of, shelf, KEY))
    assert list(files) == [f"{BASE}lembar/index.html"]
    return BeautifulSoup(files[f"{BASE}lembar/index.html"], "html.parser")


def test_a_sheet_names_the_unit_and_leads_to_the_digest(tmp_path: Path) -> None:
    made = sheet(tmp_path, 3)
    assert made.select_one("meta[name=robots]")["content"] == "noindex"
    assert made.select_one("h1").get_text() == "Kantor Imigrasi Teluk Biru"
    assert f"{factory.SITE.url}/{BASE}" in made.select_one(".address").get_text()
    assert made.select_one("svg path")["d"] == qr.symbol(f"{factory.SITE.url}/{BASE}").path
    assert not made.select("script, style, [style]")


def test_a_sheet_holds_eight_stories_and_counts_the_rest(tmp_path: Path) -> None:
    made = sheet(tmp_path, 60)
    assert (len(made.select("article")), len(made.select("li"))) == (3, 5)
    assert made.select_one(".left").get_text() == "dan 52 berita lagi"


@pytest.mark.parametrize("name", ["all:", f"unit:{factory.UNIT}", "wilayah:91"])
def test_links_to_a_digest_lead_there_while_it_stands(tmp_path: Path, name: str) -> None:
    sort, _, of = name.partition(":")
    page = digests.page_of(sort, of, "2024-06-01")
    with factory.shelf(tmp_path, DAY[0]) as shelf:
        resolve = shelf.library().resolve
        assert [resolve(path) for path in digests.files_of(page)] == list(digests.files_of(page))
        astray = [page.replace("2024", "2023"), page + "x/", page.rstrip("/"), page.removesuffix("01/")]
        assert [resolve(path) for path in astray] == [None] * 4
        shelf.take(gone=(DAY[0].path,))
        assert resolve(page) is None


def test_a_story_that_links_to_a_digest_is_told_when_it_comes_and_goes(tmp_path: Path) -> None:
    linking = replace(factory.story("dewan-angin/2024/rujukan", "2024-01-05 08:00"), links=(BASE,))
    with factory.shelf(tmp_path, linking) as shelf:
        for changes in (shelf.take(DAY[0]), shelf.take(gone=(DAY[0].path,))):
            assert linking.reference in {
                change.new.story.reference for change in changes if getattr(change.new, "story", None)
            }


@pytest.mark.parametrize(
    "path",
    ["ringkasan/", "ringkasan/2024/", "ringkasan/2024/06/01", "unit/x/ringkasan/2024/06/1/",
     "zona/zi/ringkasan/2024/06/01/", "ringkasan/2024/06/01/lembar", addresses.unit("ringkasan")],
)  # fmt: skip
def test_what_is_no_digest_is_none(path: str) -> None:
    assert digests.at(path) is None
