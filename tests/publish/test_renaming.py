"""A reorganisation is one line in register/unit_events.csv: no address and no id changes by it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.publish.small import EVENTS, Small, small

BEFORE, AFTER = "kanim-teluk/2024/lama", "kanim-teluk/2024/baru"
OLD_NAME, NEW_NAME = "Kantor Imigrasi Teluk", "Kantor Imigrasi Kelas I Teluk"
RENAMED = f"2024-06-01,kanim-teluk,renamed,{NEW_NAME},,,,Keputusan contoh 7/2024,\n"
MOVED = "2024-06-01,kanim-teluk,moved,,kanwil-timur,,,Keputusan contoh 8/2024,\n"


@pytest.fixture
def site(tmp_path: Path) -> Small:
    made = small(tmp_path)
    made.story(AFTER, "2024-07-01 08:00")
    return made


def ids(site: Small) -> dict[str, list[str]]:
    return {
        path: re.findall(rb"<guid[^>]*>([^<]*)", data) or re.findall(rb'"id": *"(tag:[^"]*)"', data)
        for path, data in site.files.items()
        if path.endswith((".xml", ".json"))
    }  # type: ignore[return-value]


def rename(site: Small) -> set[str]:
    site.build()
    addresses, known = set(site.files), ids(site)
    site.write("register/unit_events.csv", EVENTS + RENAMED)
    report = site.build()
    assert set(site.files) == addresses
    assert ids(site) == known
    return set(report.written)


def test_new_stories_carry_the_new_name_and_old_ones_keep_theirs(site: Small) -> None:
    rename(site)
    old, new = site.page(f"berita/{BEFORE}"), site.page(f"berita/{AFTER}")
    assert NEW_NAME in new
    assert OLD_NAME in old  # and beside it, what the unit is called today
    assert site.page("berita/2024/03/05").count("Kanim Teluk") > 0
    assert NEW_NAME in site.page("berita/2024/07/01")
    assert NEW_NAME not in site.page("berita/2024/03/05")
    assert site.files == site.clean()


def test_the_unit_s_page_and_its_feed_say_what_happened(site: Small) -> None:
    rename(site)
    page, feed = site.page("unit/kanim-teluk"), site.files["unit/kanim-teluk/feed.xml"].decode()
    assert NEW_NAME in page
    assert "Keputusan contoh 7/2024" in page
    assert NEW_NAME in feed
    assert "1 Juni 2024" in feed


def test_other_units_stories_are_not_written_again(site: Small) -> None:
    site.story("lapas-bukit/2024/lain", "2024-07-02 08:00")
    assert "berita/lapas-bukit/2024/lain/index.html" not in rename(site)


def test_an_event_to_come_changes_nothing_until_its_day(site: Small) -> None:
    site.build("2024-05-20 12:00")
    site.write("register/unit_events.csv", EVENTS + RENAMED)
    report = site.build("2024-05-20 12:00")
    assert report.written == []
    report = site.build("2024-06-01 00:00")
    assert "unit/kanim-teluk/index.html" in report.written
    assert site.files == site.clean("2024-06-01 00:00")


def test_a_unit_that_moves_takes_its_new_stories_along_and_leaves_the_old_ones(site: Small) -> None:
    registers = (site.content / "register/units.csv").read_text()
    site.write("register/units.csv", registers + "kanwil-timur,Kantor Wilayah Timur,,kanwil,kementerian-laut,,\n")
    site.build()
    known = ids(site)
    site.write("register/unit_events.csv", EVENTS + MOVED)
    site.build()
    assert f"/berita/{AFTER}/" in site.page("unit/kanwil-timur/semua/2024/07")
    assert f"/berita/{BEFORE}/" in site.page("unit/kanwil-barat/semua/2024/03")
    assert "unit/kanwil-barat/semua/2024/07/index.html" not in site.files
    assert ids(site)["unit/kanim-teluk/feed.xml"] == known["unit/kanim-teluk/feed.xml"]
    assert site.files == site.clean()


def test_a_replaced_unit_s_page_and_feed_lead_to_its_successor(site: Small) -> None:
    registers = (site.content / "register/units.csv").read_text()
    site.write("register/units.csv", registers + "kanim-teluk-raya,Kantor Imigrasi Teluk Raya,,upt,kanwil-barat,,\n")
    site.write(
        "register/unit_events.csv",
        EVENTS
        + "2024-08-01,kanim-teluk-raya,created,,,,,Keputusan contoh 9/2024,\n"
        + "2024-08-01,kanim-teluk,replaced,,,,kanim-teluk-raya,Keputusan contoh 9/2024,\n",
    )
    site.build()
    assert "/unit/kanim-teluk-raya/" in site.page("unit/kanim-teluk")
    assert "/unit/kanim-teluk/" in site.page("unit/kanim-teluk-raya")
    assert "Kantor Imigrasi Teluk Raya" in site.files["unit/kanim-teluk/feed.xml"].decode()
    assert OLD_NAME in site.page(f"berita/{BEFORE}")
