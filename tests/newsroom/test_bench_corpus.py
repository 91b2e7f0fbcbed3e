"""The bench's corpus: always the same, sound, and with the themes that its front matter names."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
import yaml

from plugins.publish import registers
from plugins.publish.registers import Registers
from plugins.stories.reader import Place, read_story
from tests import factory
from tests.bench import corpus, hugo, newsroom, stock
from tests.bench.offices import offices, write_registers
from tests.bench.story import Story
from tests.building import ROOT

NUMBER = 400


@pytest.fixture(scope="module")
def stories() -> list[Story]:
    return list(corpus.stories(NUMBER))


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Registers:
    content = tmp_path_factory.mktemp("content")
    write_registers(content)
    loaded = registers.load(
        content, ROOT / "theme", site=factory.SITE, timezone=factory.TIMEZONE, as_of=int(newsroom.AS_OF), settings={}
    )
    assert loaded.problems == []
    return loaded


def test_the_registry_has_the_ministrys_shape(loaded: Registers) -> None:
    kinds = Counter(unit.kind for unit in loaded.places.registry.units.values())
    assert kinds == {"instansi": 1, "utama": 10, "kanwil": 33, "upt": 1020}
    kind = {unit.id: unit.kind for unit in offices()}
    assert {kind[unit.parent] for unit in offices() if unit.kind == "upt"} == {"kanwil", "utama"}


def test_the_same_number_gives_the_same_stories(stories: list[Story]) -> None:
    assert list(islice(corpus.stories(NUMBER), 50)) == stories[:50]


def test_every_story_reads_without_a_problem_and_has_the_themes_that_were_written(
    stories: list[Story], loaded: Registers
) -> None:
    for story in stories:
        path = f"berita/{story.reference}.md"
        place = Place(path, story.unit.id, str(story.date.year), story.slug)
        reading = read_story(newsroom.text(story).encode(), place, loaded.context)
        assert reading.problems == ()
        assert reading.story is not None
        assert {tag.theme for tag in reading.story.zones} == set(story.zones)
        assert reading.story.instant == story.date.timestamp()


def test_about_a_third_has_themes(stories: list[Story]) -> None:
    assert 0.3 < sum(bool(story.zones) for story in stories) / NUMBER < 0.4


def test_stories_are_as_long_as_an_offices(stories: list[Story]) -> None:
    words = [len(story.body.split()) for story in stories]
    assert min(words) >= 100 and max(words) <= 700
    assert 250 < sum(words) / NUMBER < 310


def test_stories_come_in_order_over_five_years_and_rest_at_weekends(stories: list[Story]) -> None:
    days = [story.date.replace(tzinfo=None) for story in stories]
    assert days == sorted(days)
    assert corpus.FIRST_DAY <= days[0].date() <= days[-1].date() <= corpus.LAST_DAY
    assert sum(day.weekday() >= 5 for day in days) < NUMBER / 7


def test_internal_links_lead_to_earlier_stories_of_the_same_unit(stories: list[Story]) -> None:
    seen: set[str] = set()
    linked = 0
    for story in stories:
        for reference in re.findall(r"\(/berita/([^)]+)/\)", story.body):
            assert reference in seen and reference.split("/")[0] == story.unit.id
            linked += 1
        seen.add(story.reference)
    assert linked > 10


def test_every_layout_holds_the_same_stories(stories: list[Story], tmp_path: Path) -> None:
    layouts = (newsroom.Newsroom(tmp_path / "ours"), hugo.Hugo(tmp_path / "hugo"), stock.Stock(tmp_path / "stock"))
    for layout in layouts:
        layout.begin(offices())
    for story in stories[:20]:
        for layout in layouts:
            layout.add(story)
        ours = (tmp_path / "ours/berita" / f"{story.reference}.md").read_text(encoding="utf-8").split("---\n", 2)
        other = (tmp_path / "hugo/content/berita" / f"{story.reference}.md").read_text(encoding="utf-8")
        third = (tmp_path / "stock" / f"{story.reference}.md").read_text(encoding="utf-8")
        assert ours[2] == other.split("+++\n")[2] == "\n" + third.split("\n\n", 1)[1]
        front, toml = yaml.safe_load(ours[1]), tomllib.loads(other.split("+++\n")[1])
        assert front["title"] == toml["title"] and f"Title: {front['title']}\n" in third
        assert front.get("zones", []) == toml.get("zona", []) == list(story.zones)


def test_what_is_edited_is_an_office_under_a_regional_one(tmp_path: Path) -> None:
    facts = corpus.write(NUMBER, [newsroom.Newsroom(tmp_path)])
    (unit,) = (unit for unit in offices() if unit.id == facts.unit)
    assert unit.kind == "upt" and unit.parent.startswith("kanwil-")
    assert (tmp_path / "berita" / f"{facts.oldest}.md").is_file()
    assert len(list(tmp_path.glob("berita/*/*/*.md"))) == NUMBER
