from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import asdict
from pathlib import Path

import pytest

from plugins.feeds import families as feed_families
from plugins.newsroom.choosing import choose
from plugins.publish import environment as room
from plugins.publish.environment import Environment, environment, room_of
from tests import factory

SETTINGS: dict[str, object] = {"SITENAME": "Ruang Berita", "MENU": (("Berita", "berita/"),)}
FEED = feed_families(factory.SITE, factory.SITE_NAME, "id", {})[0]


class Themed:
    """Of a family of pages what matters here."""

    __module__ = "plugins.pages.rekaan"

    def __init__(self, themed: str) -> None:
        self.themed = themed


class Ground:
    """A theme, a register and a few rooms of code; `digests` are those of today."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("theme/templates/base.html", "<html>")
        self.write("theme/static/gaya.css", "body {}")
        self.write("content/register/units.csv", "id,name\n")
        for name in ("feeds", "pages", *room._RENDERING_ROOMS):
            self.write(f"plugins/{name}/__init__.py", '"""Sebuah ruang."""')

    def write(self, path: str, text: str) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    def digests(
        self, *, reading: object = "r", chosen: object = SETTINGS, common: object = "c", units: object = "u"
    ) -> Environment:
        folders = (self.root / "content", self.root / "theme")
        return environment(room.ground(*folders), reading=reading, chosen=chosen, common=common, units=units)

    def changed(self, path: str, text: str = "lain") -> set[str]:
        """Which digests an edit changes."""
        before = self.digests()
        self.write(path, text)
        return differing(before, self.digests())


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ground]:
    monkeypatch.setattr(room, "_PLUGINS", tmp_path / "plugins")
    yield Ground(tmp_path)


def differing(before: Environment, after: Environment) -> set[str]:
    return {name for name, digest in asdict(before).items() if asdict(after)[name] != digest}


def test_the_same_environment_has_the_same_digests(ground: Ground) -> None:
    assert ground.digests() == ground.digests()
    assert ground.digests() == ground.digests(chosen=dict(reversed(SETTINGS.items())))


def test_a_template_changes_what_bytes_are_made_under_and_no_row(ground: Ground) -> None:
    assert ground.changed("theme/templates/base.html") == {"theme"}


@pytest.mark.parametrize(("path", "part"), [("templates/base.html", "templates"), ("static/gaya.css", "static")])
def test_a_part_of_the_theme_changes_the_families_alone_that_use_it(ground: Ground, path: str, part: str) -> None:
    before = ground.digests()
    ground.write(f"theme/{path}", "lain")
    after = ground.digests()
    families = [Themed(themed) for themed in ("templates", "static", "")]
    assert [family.themed for family in families if before.of(family) != after.of(family)] == [part]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("path", "digests"),
    [
        ("units.csv", {"registers"}),
        ("unit_events.csv", {"registers"}),
        ("moves.csv", {"registers", "moves"}),
        ("zones.toml", {"registers", "common", "reading"}),
        ("regions.csv", {"registers", "common"}),
        ("lain.csv", {"registers", "common"}),
    ],
)
def test_a_register_changes_rows_and_views_and_no_bytes_of_an_unchanged_view(
    ground: Ground, path: str, digests: set[str]
) -> None:
    assert ground.changed(f"content/register/{path}") == digests


@pytest.mark.parametrize(
    ("path", "digests"),
    [
        ("plugins/feeds/rss.py", {"code"}),
        ("plugins/publish/writing.py", {"code", "rendering"}),
        ("plugins/newsroom/setup.py", {"code", "rendering"}),
        ("plugins/stories/body.py", {"code", "rendering", "reading"}),
        ("plugins/library/acronyms.txt", {"code", "rendering", "reading"}),
    ],
)
def test_an_edit_of_code_changes_what_its_room_is_needed_for(ground: Ground, path: str, digests: set[str]) -> None:
    assert ground.changed(path) == digests


def test_an_edit_of_a_room_changes_its_families_alone(ground: Ground) -> None:
    from plugins.data import families as data_families

    data = data_families(factory.SITE, factory.SITE_NAME)[0]
    ground.write("plugins/data/__init__.py", "")
    before = ground.digests()
    ground.write("plugins/feeds/rss.py", "lain")
    after = ground.digests()
    assert before.of(FEED) != after.of(FEED)
    assert before.of(data) == after.of(data)


def test_a_part_of_a_family_is_of_the_same_room() -> None:
    (part,) = choose([FEED], [f"{FEED.name}:unit"])
    assert room_of(part) == room_of(FEED) == "feeds"


def test_a_library_that_one_family_renders_with_changes_that_family_alone(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = {"pena_tinta": "Pena_Tinta-1.dist-info", "pelican": "pelican-4.dist-info"}
    monkeypatch.setattr("plugins.publish.environment._installed", lambda: dict(installed))
    own = copy(FEED)
    own.libraries = ("Pena-Tinta",)  # type: ignore[attr-defined]
    before = ground.digests()
    installed["pena_tinta"] = "pena_tinta-2.dist-info"
    after = ground.digests()
    assert before.of(own) != after.of(own)
    assert before.of(FEED) == after.of(FEED)
    assert before.rendering == after.rendering
    installed["pelican"] = "pelican-5.dist-info"
    assert after.of(FEED) != ground.digests().of(FEED)


@pytest.mark.parametrize(
    ("fact", "digests"),
    [
        ("reading", {"reading"}),
        ("chosen", {"rendering"}),
        ("common", {"registers", "common"}),
        ("units", {"registers"}),
    ],
)
def test_each_fact_changes_what_depends_on_it(ground: Ground, fact: str, digests: set[str]) -> None:
    assert differing(ground.digests(), ground.digests(**{fact: "lain"})) == digests


def test_every_room_that_reads_stories_counts_as_reading() -> None:
    from tests.test_architecture import imports_of_rooms, rooms

    below, waiting = set(), ["stories"]
    while waiting:
        room_name = waiting.pop()
        if room_name not in below:
            below.add(room_name)
            waiting += imports_of_rooms()[room_name]
    assert below <= set(room._READING_ROOMS) <= rooms()
