"""Cards: the picture that other sites and messengers show with a link to a story, to a unit, or to the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal, TypedDict, cast

from plugins import addresses, dates
from plugins.addresses import made
from plugins.library import Library, Placed
from plugins.library.changes import Change, StoryChange
from plugins.pictures import drawing
from plugins.publish.family import Output, View
from plugins.units import Registry

SITE = "site"  # the key of the site's own card
_UNIT = "unit/"  # + id: keys of units; other keys are story references
_LONGEST = 300  # characters of a headline that are looked at

# What cards call kinds of story; a plain story needs no name.
_KINDS = {
    "siaran-pers": "Siaran pers",
    "pengumuman": "Pengumuman",
    "sambutan": "Sambutan",
    "klarifikasi": "Klarifikasi",
}
_SAMPLE = "Contoh"


class CardView(TypedDict):
    """The site path of a card, and what it says."""

    path: str
    said: drawing.Said


class Cards:
    """Keys are story references, `unit/<id>` and `site`. A view holds what is drawn: nothing else draws a card anew."""

    name = "card"
    kind: Literal["core", "deferred"] = "deferred"
    version = 1
    themed = ""
    libraries = ("fontpkg-noto-sans", "fontpkg-noto-serif")  # and Pillow, with which stories are read too

    def __init__(self, site_name: str, about: str, zone_names: Mapping[str, str]) -> None:
        self._site = site_name
        self._about = about
        self._zones = dict(zone_names)

    def writes(self, path: str) -> bool:
        """Whether a file at that path may be a card: no other is called so."""
        return path.rpartition("/")[2] == made.card("")

    def keys(self, library: Library) -> Iterable[str]:
        """The site, every unit, every story that stands."""
        yield SITE
        yield from (f"{_UNIT}{unit}" for unit in library.places.registry.units)
        for placed in library.placed():
            if placed.archived:
                yield placed.story.reference

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """The units, those whose parents they are, and their stories: these are named."""
        below = library.places.registry.children_ever
        for unit in sorted(units):
            yield f"{_UNIT}{unit}"
            yield from (f"{_UNIT}{child}" for child in below.get(unit, ()))
            yield from library.references(unit)

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The story."""
        if isinstance(change, StoryChange):
            yield from sorted({side.story.reference for side in change.sides})

    def exists(self, library: Library, key: str) -> bool:
        """Whether there is such a story or unit, and the story is not withdrawn."""
        if key == SITE:
            return True
        if key.startswith(_UNIT):
            return key.removeprefix(_UNIT) in library.places.registry.units
        placed = library.story(key)
        return placed is not None and placed.archived

    def view(self, library: Library, key: str) -> View | None:
        """Its words."""
        if key == SITE:
            said = self._said(title=self._site, by=self._about, site="")
            return cast(View, CardView(path=made.card(""), said=said))
        if key.startswith(_UNIT):
            return self._of_unit(library, key.removeprefix(_UNIT))
        placed = library.story(key)
        if placed is None or not placed.archived:
            return None
        return cast(View, CardView(path=made.card(placed.path), said=self._of_story(placed, library.places.registry)))

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The picture."""
        card = cast(CardView, view)
        yield Output(card["path"], drawing.draw(card["said"]))

    def _of_story(self, placed: Placed, registry: Registry) -> drawing.Said:
        story = placed.story
        day = dates.in_zone(story.instant, story.timezone).date()
        return self._said(
            kind=_KINDS.get(story.kind, ""),
            mark=_SAMPLE if story.sample else "",
            title=" ".join(story.title.split())[:_LONGEST],
            by=registry.at(story.unit, day).name,
            line=dates.show_day(day),
            labels=[name for theme, name in self._zones.items() if theme in placed.card["zones"]],
        )

    def _of_unit(self, library: Library, unit: str) -> View | None:
        registry, today = library.places.registry, library.places.today
        if unit not in registry.units:
            return None
        said = self._said(
            title=registry.at(unit, today).name,
            by=_parent(registry, unit, today),
            line=_place(registry, unit),
        )
        return cast(View, CardView(path=made.card(addresses.unit(unit)), said=said))

    def _said(self, *, title: str, by: str, line: str = "", site: str | None = None, **more: object) -> drawing.Said:
        said = {"site": self._site if site is None else site, "title": title, "by": by, "line": line, **more}
        return cast(drawing.Said, {"kind": "", "mark": "", "labels": [], **said})


def _parent(registry: Registry, unit: str, today: date) -> str:
    above = registry.ancestors(unit, today)
    return registry.at(above[0], today).name if above else ""


def _place(registry: Registry, unit: str) -> str:
    """Where it is, as the register says it: `Padang, Sumatera Barat`."""
    region = registry.regions.get(registry.province(unit))
    return ", ".join(filter(None, (registry.units[unit].city, region.name if region else "")))
