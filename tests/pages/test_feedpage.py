from pathlib import Path
from typing import Any

from plugins.pages.feedpage import FeedPage
from tests import factory
from tests.pages import facts
from tests.pages.facts import library, touched, view

FEEDS = FeedPage(facts.house())


def branches(tree: dict[str, Any]) -> list[dict[str, Any]]:
    return [tree, *(branch for child in tree["children"] for branch in branches(child))]


def test_every_unit_has_its_feed_and_those_with_units_under_them_a_roll_up(tmp_path: Path) -> None:
    with library(tmp_path) as empty:
        page = view(FEEDS, empty, "feeds")
    found = [branch for tree in page["sections"][-1]["trees"] for branch in branches(tree)]
    registry = factory.registry()
    assert sorted(branch["path"] for branch in found) == sorted(f"unit/{unit}/feed.xml" for unit in registry.units)
    rollups = {branch["rollup_path"] for branch in found} - {""}
    assert rollups == {f"unit/{unit}/semua/feed.xml" for unit in registry.units if registry.had_children(unit)}


def test_a_theme_s_feed_is_offered_from_its_first_story_on(tmp_path: Path) -> None:
    story = factory.story(zones=factory.zones("wbk"))
    with factory.shelf(tmp_path, factory.story(f"{factory.UNIT}/2024/lain")) as shelf:
        assert view(FEEDS, shelf.library(), "feeds")["sections"][1]["feeds"] == []
        assert touched(FEEDS, shelf, story) == {"feeds"}
        (feed,) = view(FEEDS, shelf.library(), "feeds")["sections"][1]["feeds"]
    assert feed["path"] == "zona/wbk/feed.xml"


def test_a_story_without_themes_leaves_the_page_alone(tmp_path: Path) -> None:
    with factory.shelf(tmp_path) as shelf:
        assert touched(FEEDS, shelf, factory.story()) == set()
