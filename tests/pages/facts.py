"""The house of the fabricated newsroom, and libraries to look at through its families of pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from plugins import zones
from plugins.library import Library
from plugins.library.changes import Change
from plugins.library.placing import Places
from plugins.pages import House
from plugins.stories.page import Page
from plugins.stories.story import Story
from tests import factory


@cache
def taxonomy() -> zones.Taxonomy:
    """The themes and areas that the newsroom brings along."""
    return zones.load(Path("/nonexistent"))[0]


@cache
def house() -> House:
    """The newsroom's own facts, with an environment that has no templates: these tests look at views."""
    return House(
        site=factory.SITE,
        name=factory.SITE_NAME,
        timezone=factory.TIMEZONE,
        language="id",
        about="Berita kantor-kantor rekaan.",
        theme=Path(__file__).resolve().parents[2] / "theme",
        taxonomy=taxonomy(),
        menus={"berita/": "Berita", "halaman/pedoman/": "Pedoman"},
        environment=jinja2.Environment(autoescape=True),
    )


@contextmanager
def library(folder: Path, *rows: Story | Page, at: Places | None = None) -> Iterator[Library]:
    """A library with these rows."""
    with factory.shelf(folder, *rows, at=at) as shelf:
        yield shelf.library()


def touched(family: Any, shelf: factory.Shelf, *rows: Story | Page, gone: tuple[str, ...] = ()) -> set[str]:
    """The keys of a family that taking in these rows touches."""
    changes: list[Change] = shelf.take(*rows, gone=gone)
    return {key for change in changes for key in family.touched(change, shelf.library())}


def view(family: Any, of: Library, key: str) -> dict[str, Any]:
    """The view of a key that exists."""
    found = family.view(of, key)
    assert found is not None
    return dict(found)


def references(cards: list[dict[str, Any]]) -> list[str]:
    """The last parts of the references of cards."""
    return [card["reference"].rpartition("/")[2] for card in cards]
