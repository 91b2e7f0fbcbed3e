"""The newest stories of a list, for other sites."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from plugins.addresses import made
from plugins.library import Library
from plugins.pages import House, theme
from plugins.pages.widget import WidgetGuide, Widgets
from tests import factory
from tests.pages import facts
from tests.pages.facts import library, touched, view

STATIC = facts.house().theme / "static"
OWN = f"unit:{factory.UNIT}"


@cache
def house() -> House:
    """The house with its true templates."""
    made = theme.environment(facts.house().theme, factory.SITE, factory.SITE_NAME, factory.TIMEZONE)
    return replace(facts.house(), environment=made)


WIDGETS = Widgets(house())


def written(shelf: Library, key: str) -> tuple[dict[str, Any], BeautifulSoup]:
    """The data and the frame of a list."""
    data, frame = (output.content.decode() for output in WIDGETS.render(key, view(WIDGETS, shelf, key)))
    return json.loads(data), BeautifulSoup(frame, "html.parser")


def test_every_unit_every_theme_and_every_roll_up_has_a_widget_even_without_stories(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        keys = list(WIDGETS.keys(empty))
        assert {"all:", OWN, "semua:kanwil-biru", "zona:wbk", "zona:area-6"} <= set(keys)
        assert f"semua:{factory.UNIT}" not in keys
        for key in keys:
            data, frame = written(empty, key)
            assert (data["items"], frame.select_one("main > p").get_text()) == ([], "Belum ada berita.")
        assert [WIDGETS.view(empty, key) for key in (f"semua:{factory.UNIT}", "unit:x", "zona:x", "tag:x")] == [
            None
        ] * 4


@pytest.mark.parametrize(
    ("key", "data", "frame"),
    [
        ("all:", "terbaru.json", "sematan/index.html"),
        (OWN, f"unit/{factory.UNIT}/terbaru.json", f"unit/{factory.UNIT}/sematan/index.html"),
        ("semua:kanwil-biru", "unit/kanwil-biru/semua/terbaru.json", "unit/kanwil-biru/semua/sematan/index.html"),
        ("zona:wbk", "zona/wbk/terbaru.json", "zona/wbk/sematan/index.html"),
    ],
)
def test_a_list_is_written_as_data_and_as_a_page_where_the_script_asks_for_them(
    tmp_path: Path, key: str, data: str, frame: str
) -> None:
    with library(tmp_path) as empty:
        outputs = WIDGETS.render(key, view(WIDGETS, empty, key))
        assert [output.path for output in outputs] == [data, frame]
        pages = [path.removesuffix("index.html") for path in (data, frame)]
        places = replace(factory.places(), landings=frozenset({"zona/wbk/"}))
        resolve = Library(empty._db, places).resolve
        assert [resolve(path) for path in (*pages, made.WIDGET_GUIDE, "sematan.js")] == [
            *pages,
            made.WIDGET_GUIDE,
            "sematan.js",
        ]


def test_links_to_widgets_that_do_not_exist_lead_nowhere(tmp_path: Path) -> None:
    paths = [
        "unit/x/sematan/",
        f"unit/{factory.UNIT}/semua/terbaru.json",
        "zona/x/terbaru.json",
        "zona/zi/semua/sematan/",
    ]
    with library(tmp_path) as empty:
        assert [empty.resolve(path) for path in paths] == [None] * 4


def test_the_data_are_what_their_contract_says(tmp_path: Path) -> None:
    row = replace(factory.story(zones=factory.zones("wbk"), lang="en"), sample=True)
    with library(tmp_path, row) as shelf:
        data, _ = written(shelf, OWN)
    home = factory.SITE.url
    assert data == {
        "version": 1,
        "list": OWN,
        "title": "Kanim Teluk Biru",
        "path": "unit/kanim-teluk-biru/",
        "url": f"{home}/unit/kanim-teluk-biru/",
        "language": "id",
        "urgent": [],
        "items": [
            {
                "title": row.title,
                "path": "berita/kanim-teluk-biru/2024/antrean/",
                "url": f"{home}/berita/kanim-teluk-biru/2024/antrean/",
                "unit": "kanim-teluk-biru",
                "unit_name": "Kanim Teluk Biru",
                "unit_url": f"{home}/unit/kanim-teluk-biru/",
                "date": "2024-06-01T09:30+09:00",
                "kind": "berita",
                "kind_name": "Berita",
                "themes": [{"id": "wbk", "name": facts.taxonomy().theme("wbk").name}],
                "language": "en",
                "sample": True,
            }
        ],
    }


def test_a_day_without_an_hour_is_a_day(tmp_path: Path) -> None:
    with library(tmp_path, factory.story(date="2024-06-01")) as shelf:
        assert written(shelf, OWN)[0]["items"][0]["date"] == "2024-06-01"


def test_ten_stories_are_shown_and_an_older_one_changes_nothing(tmp_path: Path) -> None:
    rows = factory.stories(12)
    with factory.shelf(tmp_path, *rows[1:]) as shelf:
        before = view(WIDGETS, shelf.library(), OWN)
        assert len(before["items"]) == 10
        assert OWN in touched(WIDGETS, shelf, rows[0])
        assert view(WIDGETS, shelf.library(), OWN) == before


def test_a_story_touches_the_lists_that_hold_it(tmp_path: Path) -> None:
    with factory.shelf(tmp_path) as shelf:
        keys = touched(WIDGETS, shelf, factory.story(zones=factory.zones("wbk")))
    assert keys == {"all:", OWN, "semua:kanwil-biru", "semua:kementerian-samudra", "zona:wbk"}


def test_what_a_unit_beneath_calls_urgent_stands_above_the_news_until_it_ends(tmp_path: Path) -> None:
    row = factory.story(date="2024-12-31 08:00", extra={"kip": "serta-merta"})
    with factory.shelf(tmp_path) as shelf:
        assert {OWN, "unit:kanwil-biru", "semua:kanwil-biru"} <= touched(WIDGETS, shelf, row)
        for key in ("all:", OWN, "unit:kanwil-biru", "semua:kanwil-biru"):
            data, frame = written(shelf.library(), key)
            assert [item["title"] for item in data["urgent"]] == [row.title], key
            assert row.title in frame.select_one(".urgent").get_text()
        assert written(shelf.library(), "unit:kanwil-jingga")[0]["urgent"] == []


def test_a_frame_has_no_script_and_its_links_leave_it(tmp_path: Path) -> None:
    hostile = '"><script>x</script>'
    with library(tmp_path, factory.story(title=hostile)) as shelf:
        frame = written(shelf, "all:")[1]
    assert not frame.select("script, style, [style]")
    assert {(link["target"], *link["rel"]) for link in frame.select("a")} == {("_blank", "noopener")}
    assert frame.select_one(".news a").get_text() == hostile
    assert frame.select_one("meta[name=robots]")["content"] == "noindex"


def test_a_unit_that_is_called_otherwise_concerns_its_widgets(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        assert set(WIDGETS.concerned(frozenset({"kanwil-biru"}), empty)) == {"unit:kanwil-biru", "semua:kanwil-biru"}
        assert set(WIDGETS.concerned(frozenset(), empty)) == set()


# The page for webmasters


def test_the_guide_lists_every_unit_that_lives_and_shows_what_to_copy(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        guide = WidgetGuide(house())
        (page,) = guide.render("widget-guide", view(guide, empty, "widget-guide"))
    soup = BeautifulSoup(page.content, "html.parser")
    units = {option["value"] for option in soup.select("option") if option.get("value", "").startswith("unit/")}
    living = {f"unit/{unit}" for unit in factory.registry().units}
    assert units == living - {"unit/badan-lama", "unit/rupbasan-pulau-fajar", "unit/dewan-angin"}
    assert soup.select_one("option[value='unit/kanwil-biru']").has_attr("data-rollup")


def test_the_guide_begins_with_all_news(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        guide = WidgetGuide(house())
        (page,) = guide.render("widget-guide", view(guide, empty, "widget-guide"))
    soup = BeautifulSoup(page.content, "html.parser")
    first = soup.select_one("#pasang-daftar option")
    assert (first["value"], first["data-name"], first.get_text()) == ("", factory.SITE_NAME, "Semua berita")
    assert soup.select("#pasang-daftar option[selected]") == [first]
    assert soup.select_one("#pasang-semua").find_parent("p").has_attr("hidden")
    assert soup.select_one("#kode-skrip").get_text() == (
        f'<p data-sematan><a href="{factory.SITE.url}/">{factory.SITE_NAME}</a></p>\n'
        f'<script src="{factory.SITE.url}/sematan.js" referrerpolicy="no-referrer" async></script>'
    )
    assert f'src="{factory.SITE.url}/sematan/"' in soup.select_one("#kode-bingkai").get_text()
    assert soup.select_one("[data-shown]")["href"] == "/sematan/"


# The script


def test_the_script_is_small_and_keeps_to_itself() -> None:
    script = (STATIC / "sematan.js").read_text(encoding="utf-8")
    assert len(gzip.compress(script.encode(), mtime=0)) < 3_000
    assert not re.search(
        r"innerHTML|insertAdjacent|document\.write|eval|document\.cookie|[lL]ocalStorage|sessionStorage|beacon", script
    )
    assert not re.search(r"\.style\b|https?://", script)
    assert set(re.findall(r'credentials: "(\w+)"|referrerPolicy: "([\w-]+)"', script)) == {
        ("omit", ""),
        ("", "no-referrer"),
    }
