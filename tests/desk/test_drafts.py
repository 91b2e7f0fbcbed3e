import os
import unicodedata
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins import addresses, dates, zones
from plugins.desk import drafts
from plugins.pages.house import KIND_NAMES
from plugins.stories import tree
from plugins.stories.reader import Context, read_story
from plugins.stories.roots import Roots
from tests import factory

MOMENT = dates.parse_moment("2024-06-01 09:30", "Asia/Jayapura").at
TITLES = st.text(min_size=1, max_size=120).filter(lambda text: text.strip())


def draft(title: str = "Loket buka Sabtu", kind: str = "berita", moment: datetime = MOMENT) -> drafts.Draft:
    return drafts.draft(factory.UNIT, title, kind, moment, "WIT", drafts.slug_for(title))


def read(story: drafts.Draft) -> tuple[object, list[str]]:
    context = Context(
        factory.registry(),
        zones.load(Path("/nonexistent"))[0],
        factory.SITE.url,
        "Asia/Jakarta",
        Roots(Path("/nonexistent")),
    )
    place = tree.classify(story.path, factory.registry())
    assert isinstance(place, tree.Place)
    reading = read_story(story.text.encode(), place, context)
    return reading.story, [problem.code for problem in reading.problems if problem.severity == "error"]


@pytest.mark.parametrize("kind", sorted(KIND_NAMES))
def test_a_new_story_of_any_kind_is_a_sound_draft(kind: str) -> None:
    story, problems = read(draft(kind=kind))
    assert problems == []
    assert (story.status, story.kind, story.title) == ("draft", kind, "Loket buka Sabtu")  # type: ignore[attr-defined]
    assert (story.instant, story.timezone) == (int(MOMENT.timestamp()), "Asia/Jayapura")  # type: ignore[attr-defined]


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")),
        min_size=1,
        max_size=80,
    )
)
def test_any_printable_title_survives_its_quoting(title: str) -> None:
    title = " ".join(unicodedata.normalize("NFC", title).split())
    if title:
        story, problems = read(draft(title))
        assert problems == []
        assert story.title == title  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "title", ["Loket\n---\nstatus: published", "Loket\r\nbuka", "Loket\x85buka", "Loket\u2028buka"]
)
def test_a_title_of_several_lines_becomes_one(title: str) -> None:
    story, problems = read(draft(title))
    assert problems == []
    assert (story.status, story.title) == ("draft", " ".join(title.split()))  # type: ignore[attr-defined]


def test_a_draft_lies_in_its_unit_s_folder_of_the_year() -> None:
    assert draft().path == f"berita/{factory.UNIT}/2024/loket-buka-sabtu.md"


@given(TITLES, st.lists(TITLES, max_size=4))
def test_a_file_name_is_valid_short_and_not_taken(title: str, others: list[str]) -> None:
    taken: list[str] = []
    for other in (*others, title, title):
        slug = drafts.slug_for(other, taken)
        assert addresses.is_slug(slug)
        assert slug not in taken
        assert len(slug) <= 63
        taken.append(slug)


def test_a_long_title_is_cut_at_a_word() -> None:
    slug = drafts.slug_for("Kantor imigrasi membuka layanan paspor pada akhir pekan selama bulan Juni")
    assert slug == "kantor-imigrasi-membuka-layanan-paspor-pada-akhir-pekan"


@pytest.mark.parametrize(
    "text", ["kanim-teluk-biru", "Kantor Imigrasi Teluk Biru", "kanim teluk biru", " Imigrasi Teluk Biru "]
)
def test_a_unit_is_found_by_any_of_its_names(text: str) -> None:
    assert drafts.find_unit(text, factory.registry()) == (factory.UNIT, [])


@pytest.mark.parametrize(
    ("text", "candidate"),
    [("kanim-teluk-bru", "kanim-teluk-biru"), ("bukit", "lapas-bukit-hijau"), ("kantor wilayah", "kanwil-jingga")],
)
def test_what_is_nearly_a_unit_is_suggested(text: str, candidate: str) -> None:
    unit, candidates = drafts.find_unit(text, factory.registry())
    assert unit == ""
    assert candidate in candidates


@pytest.mark.parametrize("text", ["", "   ", "zzzzzz"])
def test_nothing_is_suggested_for_nothing(text: str) -> None:
    assert drafts.find_unit(text, factory.registry()) == ("", [])


def test_a_units_folders_are_found_where_its_ancestors_hold_them(tmp_path: Path) -> None:
    own = ("berita/kanim-teluk-biru", "berita/kanwil-biru/kanim-teluk-biru")
    deep = "berita/kementerian-samudra/kanwil-biru/kanim-teluk-biru"
    stray = "berita/kanwil-jingga/kanim-teluk-biru"  # no office above it at any date
    for folder in (deep, *own, stray):
        (tmp_path / folder).mkdir(parents=True)
    assert drafts.unit_folders(tmp_path, factory.UNIT, factory.registry()) == [*own, deep]


def test_to_find_a_units_folders_no_folder_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the editor of a thousand offices would list those of all others a thousand times."""
    (tmp_path / "berita" / factory.UNIT).mkdir(parents=True)
    for listing in ("scandir", "listdir"):
        monkeypatch.setattr(os, listing, lambda *given: pytest.fail("a folder is listed"))
    assert drafts.unit_folders(tmp_path, factory.UNIT, factory.registry()) == [f"berita/{factory.UNIT}"]
