import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from plugins.data.stories import COLUMNS, StoryDataFamily, row
from plugins.library.changes import StoryChange
from plugins.stories.story import Story
from tests import factory

FAMILY = StoryDataFamily(factory.SITE)
HOME = "https://berita.samudra.example/"


def row_of(story: Story) -> dict[str, Any]:
    """The row that a library gives back of a story, by its columns."""
    with TemporaryDirectory() as folder, factory.shelf(Path(folder), story) as shelf:
        ((card, facts),) = shelf.library().published("all:", "2024-06")
    return dict(zip(COLUMNS, row(card, facts, factory.SITE), strict=True))


def full() -> Story:
    image, file = factory.picture()
    return factory.story(
        event_date="2024-05-31",
        location="Teluk Biru",
        kind="siaran-pers",
        zones=factory.zones("wbk", "zi"),
        stage="pencanangan",
        tags=("paspor", "layanan"),
        units=("kanwil-biru",),
        image=image,
        media=(file,),
        source="https://contoh.example/",
        updated=factory.instant("2024-06-02 08:00"),
    )


def test_a_row_has_the_columns_of_the_contract_in_their_order() -> None:
    assert row_of(full()) == {
        "id": "tag:samudra.example,2024:kanim-teluk-biru/2024/antrean",
        "url": f"{HOME}berita/kanim-teluk-biru/2024/antrean/",
        "unit": "kanim-teluk-biru",
        "units": ["kanwil-biru"],
        "title": "Antrean paspor kini lebih singkat",
        "summary": "Loket tambahan dibuka setiap pagi.",
        "date": "2024-06-01T09:30:00+09:00",
        "updated": "2024-06-02T10:00:00+09:00",
        "event_date": "2024-05-31",
        "location": "Teluk Biru",
        "kind": "siaran-pers",
        "lang": "id",
        "zones": ["wbk", "zi"],
        "stage": "pencanangan",
        "tags": ["paspor", "layanan"],
        "image": f"{HOME}berita/kanim-teluk-biru/2024/antrean/loket.jpg",
        "status": "published",
        "source": "https://contoh.example/",
    }
    assert tuple(row_of(full())) == COLUMNS


def test_a_withdrawn_story_keeps_a_row_with_its_title_dates_and_reason() -> None:
    gone = replace(full(), **{name: getattr(factory.withdrawn(full()), name) for name in ("withdrawn", "updated")})
    found = row_of(gone)
    assert {name: value for name, value in found.items() if value} == {
        "id": "tag:samudra.example,2024:kanim-teluk-biru/2024/antrean",
        "url": f"{HOME}berita/kanim-teluk-biru/2024/antrean/",
        "unit": "kanim-teluk-biru",
        "title": "Antrean paspor kini lebih singkat",
        "summary": "Data keliru.",
        "date": "2024-06-01T09:30:00+09:00",
        "updated": "2024-06-03T00:00:00+09:00",
        "kind": "siaran-pers",
        "lang": "id",
        "status": "withdrawn",
    }
    assert tuple(found) == COLUMNS


def test_of_a_story_withdrawn_for_privacy_only_office_date_and_reason_remain() -> None:
    gone = replace(full(), withdrawn=factory.withdrawn(full(), "privasi", "Permintaan warga.").withdrawn)
    found = row_of(gone)
    assert {name for name, value in found.items() if value} == {
        "id", "url", "unit", "summary", "date", "updated", "status",
    }  # fmt: skip
    assert found["summary"] == "Permintaan warga."
    assert "antrean" not in found["url"]
    assert {name: type(value) for name, value in found.items()} == {
        name: type(value) for name, value in row_of(full()).items()
    }


def test_an_expired_story_says_so() -> None:
    assert row_of(factory.story(expires=factory.instant("2024-07-01")))["status"] == "expired"


def test_a_month_is_cut_in_the_sites_zone_and_newest_first(tmp_path: Path) -> None:
    late = factory.story("kanim-teluk-biru/2024/dini-hari", "2024-07-01 01:30")  # still 30 June in Jakarta
    gone = factory.withdrawn(factory.story("kanim-teluk-biru/2024/dicabut", "2024-06-15 10:00"))
    with factory.shelf(tmp_path, factory.story(), late, gone) as shelf:
        view = FAMILY.view(shelf.library(), "2024-06")
        assert view is not None
        assert FAMILY.view(shelf.library(), "2024-07") is None
        outputs = {output.path: output.content for output in FAMILY.render("2024-06", view)}
    rows = json.loads(outputs["data/berita/2024-06.json"])["stories"]
    assert [one["url"].split("/")[-2] for one in rows] == ["dini-hari", "dicabut", "antrean"]
    lines = list(csv.DictReader(io.StringIO(outputs["data/berita/2024-06.csv"].decode(), newline="")))
    assert [one["id"] for one in lines] == [one["id"] for one in rows]
    assert tuple(lines[0]) == COLUMNS


def test_a_month_of_which_all_was_withdrawn_exists(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, factory.withdrawn(factory.story())) as shelf:
        assert FAMILY.view(shelf.library(), "2024-06") is not None


def test_drafts_and_stories_of_tomorrow_have_no_row(tmp_path: Path) -> None:
    draft = factory.story(status="draft")
    later = factory.story("kanim-teluk-biru/2024/besok", "2024-06-30 09:00")
    with factory.shelf(tmp_path, draft, later, at=factory.places("2024-06-29 09:00")) as shelf:
        assert FAMILY.view(shelf.library(), "2024-06") is None


def test_a_new_story_touches_its_month_and_no_other(tmp_path: Path) -> None:
    with factory.shelf(tmp_path, *factory.stories(3, month="2024-05")) as shelf:
        changes = shelf.take(factory.story())
        assert {key for change in changes for key in FAMILY.touched(change, shelf.library())} == {"2024-06"}


@pytest.mark.parametrize("months", [("2024-05", "2024-06"), ("2024-06", "2024-06")])
def test_a_story_that_moves_in_time_touches_both_months(months: tuple[str, str], tmp_path: Path) -> None:
    before, after = (factory.placed(factory.story(date=f"{month}-10 10:00")) for month in months)
    with factory.shelf(tmp_path) as shelf:
        assert list(FAMILY.touched(StoryChange(before, after), shelf.library())) == sorted(set(months))
