from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.pages.landing import Front, Zone, Zones
from plugins.pages.units import Units
from plugins.pages.urgent import Notice, Urgent
from tests import factory
from tests.pages import facts
from tests.pages.facts import library, references, touched, view
from tests.publish.small import Small, small

FRONT, NOTICE, UNITS, URGENT, ZONE, ZONES = (
    family(facts.house()) for family in (Front, Notice, Units, Urgent, Zone, Zones)
)
NOON = factory.places("2024-06-01 12:00")
ALARM = factory.story(extra={"urgent": True})
CALM = factory.story(f"{factory.UNIT}/2024/tenang", "2024-06-01 10:00")


def said(of: object, shelf: object) -> list[dict[str, object]]:
    (output,) = NOTICE.render("urgent-notice", view(NOTICE, shelf, "urgent-notice"))  # type: ignore[arg-type]
    assert output.path == "darurat.json"
    found = json.loads(output.content)
    assert found.keys() == {"urgent"}
    return list(found["urgent"])


def test_without_an_alarm_the_notice_is_empty_and_the_page_stands(tmp_path: Path) -> None:
    with library(tmp_path, CALM, at=NOON) as shelf:
        assert said(NOTICE, shelf) == []
        page = view(URGENT, shelf, "urgent")
    assert (page["now"], page["earlier"], page["page"]["feed"]) == ([], [], "")


def test_what_is_urgent_stands_on_the_front_and_zone_pages_and_on_those_of_its_unit_and_the_ones_above(
    tmp_path: Path,
) -> None:
    with library(tmp_path, ALARM, CALM, at=NOON) as shelf:
        for family, key in ((FRONT, "front"), (ZONES, "zones"), (ZONE, "wbk"), (ZONE, "area-6")):
            assert references(view(family, shelf, key)["urgent"]) == ["antrean"]
        shown = [unit for unit in UNITS.keys(shelf) if view(UNITS, shelf, unit)["urgent"]]
    assert sorted(shown) == ["kanim-teluk-biru", "kanwil-biru", "kementerian-samudra"]


def test_the_page_tells_what_is_urgent_now_and_what_was(tmp_path: Path) -> None:
    earlier = factory.story(f"{factory.UNIT}/2024/lalu", "2024-05-01 10:00", extra={"kip": "serta-merta"})
    withdrawn = replace(factory.withdrawn(factory.story(f"{factory.UNIT}/2024/cabut")), extra={"urgent": True})
    with library(tmp_path, ALARM, CALM, earlier, withdrawn, at=NOON) as shelf:
        page = view(URGENT, shelf, "urgent")
    assert (references(page["now"]), references(page["earlier"])) == (["antrean"], ["lalu"])
    assert (page["page"]["feed"], page["days"]) == ("darurat/feed.xml", 3)


def test_the_notice_names_story_unit_and_moment_and_is_bounded(tmp_path: Path) -> None:
    rows = [
        replace(row, extra={"urgent": True}, title=f"Awas </script> {n}") for n, row in enumerate(factory.stories(9))
    ]
    with library(tmp_path, *rows, at=NOON) as shelf:
        found = said(NOTICE, shelf)
    assert [row["title"] for row in found] == [f"Awas </script> {n}" for n in (8, 7, 6)]
    assert found[0] == {
        "title": "Awas </script> 8",
        "url": "https://berita.samudra.example/berita/kanim-teluk-biru/2024/berita-0008/",
        "unit": "Kanim Teluk Biru",
        "date": "2024-06-01T10:08+09:00",
        "when": "Sabtu, 1 Juni 2024 | 10.08 WIT",
        "lang": "id",
        "sample": False,
    }


def test_no_office_drowns_the_alarm_of_another(tmp_path: Path) -> None:
    crowd = [
        factory.story(f"lapas-bukit-hijau/2024/palsu-{n}", f"2024-06-01 1{n}:00", extra={"urgent": True})
        for n in range(2)
    ]
    more = [
        factory.story(f"lapas-bukit-hijau/2024/lagi-{n}", f"2024-06-01 11:{n}0", extra={"urgent": True})
        for n in range(1, 5)
    ]
    calls = [*crowd, *more, factory.story(f"{factory.UNIT}/2024/lama", "2024-06-01 08:00", extra={"urgent": True})]
    with library(tmp_path, ALARM, *calls, at=NOON) as shelf:
        for shown in (view(FRONT, shelf, "front"), view(ZONES, shelf, "zones"), view(NOTICE, shelf, "urgent-notice")):
            assert references(shown["urgent"]) == ["lagi-4", "antrean", "lagi-3"]
        assert references(view(UNITS, shelf, "kanwil-biru")["urgent"]) == ["lagi-4", "antrean", "lagi-3"]
        assert references(view(UNITS, shelf, factory.UNIT)["urgent"]) == ["antrean", "lama"]
        assert [row["title"] for row in said(NOTICE, shelf)][1] == ALARM.title
        now = references(view(URGENT, shelf, "urgent")["now"])
    assert now == ["lagi-4", "antrean", "lagi-3", "lama", "lagi-2", "lagi-1", "palsu-1", "palsu-0"]


def test_no_number_of_false_alarms_hides_a_true_one(tmp_path: Path) -> None:
    crowd = [
        factory.story(f"lapas-bukit-hijau/2024/palsu-{n}", f"2024-06-01 11:{n % 60:02}", extra={"urgent": True})
        for n in range(120)
    ]
    with library(tmp_path, ALARM, *crowd, at=NOON) as shelf:
        assert references(view(FRONT, shelf, "front")["urgent"])[1] == "antrean"
        page = view(URGENT, shelf, "urgent")
    assert (references(page["now"])[1], len(page["now"]), page["earlier"]) == ("antrean", 50, [])


def test_an_alarm_without_end_ends_by_itself(site: Small) -> None:
    site.story("kanim-teluk/2024/alarm", "2024-07-01 09:00", urgent="{until: 2099-01-01 10:00}")
    site.build("2024-07-31 08:59")
    assert len(json.loads(site.files["darurat.json"])["urgent"]) == 1
    site.build("2024-07-31 09:00")
    assert json.loads(site.files["darurat.json"]) == {"urgent": []}
    assert site.files == site.clean("2024-07-31 09:00")


def test_an_alarm_touches_the_pages_that_show_it_and_a_calm_story_none_of_them(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, at=NOON) as shelf:
        assert touched(NOTICE, shelf, CALM) | touched(URGENT, shelf, CALM) | touched(ZONES, shelf, CALM) == set()
    for family, keys in (
        (NOTICE, {"urgent-notice"}),
        (URGENT, {"urgent"}),
        (ZONES, {"zones"}),
        (ZONE, set(facts.taxonomy().ids)),
    ):
        with factory.shelf(tmp_path / family.name, at=NOON) as shelf:
            assert touched(family, shelf, ALARM) == keys
            assert touched(family, shelf, replace(ALARM, title="Lain")) == keys
            assert touched(family, shelf, replace(ALARM, extra={})) == keys  # it is taken back
            assert touched(family, shelf, replace(ALARM, extra={}, title="Lagi")) == set()


# In a whole site


@pytest.fixture
def site(tmp_path: Path) -> Small:
    made = small(tmp_path)
    for number in range(4):
        made.story(f"lapas-bukit/2024/berita-{number}", f"2024-06-0{number + 1} 08:00", zones="[wbk]")
    made.story("kanim-teluk/2024/alarm", "2024-07-01 09:00")
    return made


_IN_ENGLISH_TOO = (
    "feed/index.html", "index.html",
    "unit/kanim-teluk/index.html", "unit/kanwil-barat/index.html", "unit/kementerian-laut/index.html",
)  # fmt: skip
_SHOWN = {
    *_IN_ENGLISH_TOO, *(f"en/{path}" for path in _IN_ENGLISH_TOO), "darurat.json", "darurat/feed.xml",
    "darurat/index.html", "feeds.opml", "zona/index.html",
    *(f"zona/{theme}/index.html" for theme in facts.taxonomy().ids),
}  # fmt: skip


def changed(old: dict[str, bytes], new: dict[str, bytes]) -> set[str]:
    """The files that differ, without those made for other sites: these say of each story whether it is urgent."""
    found = {path for path in new if new[path] != old.get(path)}
    return {path for path in found if not path.endswith(("terbaru.json", "sematan/index.html"))}


def test_raising_an_alarm_and_its_end_write_only_the_pages_that_carry_it(site: Small) -> None:
    site.build("2024-07-01 10:00")
    before = site.files
    site.story("kanim-teluk/2024/alarm", "2024-07-01 09:00", urgent="{until: 2024-07-01 18:00}")
    site.build("2024-07-01 11:00")
    raised = site.files
    assert changed(before, raised) == _SHOWN
    assert before.keys() <= raised.keys()
    assert "/berita/kanim-teluk/2024/alarm/" in site.page("zona/wbk/").split("<main")[0]
    assert raised == site.clean("2024-07-01 11:00")

    site.build("2024-07-01 17:59")
    assert site.files == raised
    site.build("2024-07-01 18:00")
    ended = site.files
    assert json.loads(ended["darurat.json"]) == {"urgent": []}
    remembered = {path for path in _SHOWN if path.removeprefix("en/").startswith(("feed", "darurat/feed"))}
    assert changed(raised, ended) == _SHOWN - remembered
    assert ended == site.clean("2024-07-01 18:00")


def test_for_how_long_news_are_urgent_is_a_setting_that_changes_what_stands(site: Small) -> None:
    site.story("kanim-teluk/2024/alarm", "2024-07-01 09:00", kip="serta-merta")
    for days, urgent in ((3, False), (10, True), (0, True), (1, False)):
        site.build("2024-07-05 09:00", URGENT_DAYS=days)
        assert bool(json.loads(site.files["darurat.json"])["urgent"]) is urgent
        assert site.files == site.clean("2024-07-05 09:00", URGENT_DAYS=days)


@pytest.mark.parametrize("days", [-1, 400, "3", 1.5])
def test_a_number_of_days_that_is_none_is_refused(site: Small, days: object) -> None:
    with pytest.raises(ValueError, match="URGENT_DAYS"):
        site.build(URGENT_DAYS=days)
