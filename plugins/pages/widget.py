"""The newest stories of a list for other sites: the data that `sematan.js` shows there, the page for an `<iframe>`, and
how webmasters put either on a site."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TypedDict, cast

from plugins import addresses, dates
from plugins.addresses import made
from plugins.library import Library, ListName
from plugins.library.cards import Card
from plugins.library.changes import Change, StoryChange
from plugins.library.lists import EVERYTHING, URGENT_NOW_OF
from plugins.pages.archives import list_heading
from plugins.pages.house import LEVEL_NAMES, Link, PageFamily
from plugins.pages.levels import level_name
from plugins.pages.urgent import noticed
from plugins.publish.family import Output, View

VERSION = 1  # of the data: raised when a field is taken away or means something else
_STORIES = 10
_SORTS = frozenset({"all", "unit", "semua", "zona"})


class Item(TypedDict):
    """A story, as far as a widget shows it: the fields of its card."""

    title: str
    path: str
    unit: str
    unit_name: str
    unit_path: str
    instant: int
    has_time: bool
    timezone: str
    kind: str
    zones: list[str]
    lang: str
    sample: bool


class Widgets(PageFamily):
    """Keys are names of lists: `all:`, `unit:kanim-padang`, `semua:kanwil-jambi`, `zona:wbk`."""

    name = "widget"
    template = "sematan-bingkai.html"

    def keys(self, library: Library) -> Iterable[str]:
        """Everything, all units, roll-ups, themes and areas, with stories or without."""
        registry = library.places.registry
        yield EVERYTHING
        yield from (f"zona:{theme}" for theme in self.house.taxonomy.ids)
        for unit in sorted(registry.units):
            yield f"unit:{unit}"
            if registry.had_children(unit):
                yield f"semua:{unit}"

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Their own and their roll-ups, which bear their names."""
        return [f"{sort}:{unit}" for unit in sorted(units) for sort in ("unit", "semua")]

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The lists in which either side stands, and those of the units that call it urgent; the digest tells whether
        it is among the newest.
        """
        if isinstance(change, StoryChange):
            for name in sorted({name for side in change.sides for name in side.lists}):
                if name.startswith(URGENT_NOW_OF):
                    unit = name.removeprefix(URGENT_NOW_OF)
                    yield from (f"unit:{unit}", f"semua:{unit}")
                elif name.partition(":")[0] in _SORTS:
                    yield name

    def view(self, library: Library, key: str) -> View | None:
        """The newest stories, and what is urgent now: of a unit what it or a unit beneath it calls so."""
        of = ListName.parse(key)
        if not self._exists(of, library):
            return None
        title = list_heading(key, library, self.house) if of.of else self.house.name
        home = of.path() if of.of else ""
        path = made.rollup_frame(home) if of.sort == "semua" else made.frame(home)
        urgent = noticed(library, of.of) if of.sort != "zona" else []
        shown = [*urgent, *library.newest(key, _STORIES)]
        return {
            "page": self.house.frame(f"Berita {title}" if of.of else title, path, noindex=True),
            "name": key,
            "title": title,
            "home": home,
            "data": made.rollup_newest(home) if of.sort == "semua" else made.newest(home),
            "own": of.sort == "unit",
            "urgent": [_item(card) for card in urgent],
            "items": [_item(card) for card in shown[len(urgent) :]],
            "themes": {theme: self.house.zone_name(theme) for card in shown for theme in card["zones"]},
        }

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The data, and the page that shows the same."""
        yield Output(str(view["data"]), self._data(view))
        yield from super().render(key, view)

    def _exists(self, of: ListName, library: Library) -> bool:
        registry = library.places.registry
        if of.sort == "zona":
            return of.of in self.house.taxonomy.ids
        if of.sort == "semua":
            return of.of in registry.units and registry.had_children(of.of)
        return of.of in registry.units if of.sort == "unit" else str(of) == EVERYTHING

    def _data(self, view: View) -> bytes:
        """What docs/widget.md promises."""
        document = {
            "version": VERSION,
            "list": view["name"],
            "title": view["title"],
            "path": view["home"],
            "url": self.house.site.absolute(str(view["home"])),
            "language": self.house.language,
            "urgent": [self._told(item, view) for item in cast(Sequence[Item], view["urgent"])],
            "items": [self._told(item, view) for item in cast(Sequence[Item], view["items"])],
        }
        return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

    def _told(self, item: Item, view: View) -> dict[str, object]:
        names = cast(Mapping[str, str], view["themes"])
        at, absolute = dates.in_zone(item["instant"], item["timezone"]), self.house.site.absolute
        return {
            "title": item["title"],
            "path": item["path"],
            "url": absolute(item["path"]),
            "unit": item["unit"],
            "unit_name": item["unit_name"],
            "unit_url": absolute(item["unit_path"]),
            "date": at.isoformat(timespec="minutes") if item["has_time"] else at.date().isoformat(),
            "kind": item["kind"],
            "kind_name": self.house.kind_name(item["kind"]),
            "themes": [{"id": theme, "name": names[theme]} for theme in item["zones"]],
            "language": item["lang"],
            "sample": item["sample"],
        }


class WidgetGuide(PageFamily):
    """The page on which a webmaster picks a list, and copies what to put on the site."""

    name = "widget-guide"
    template = "sematan.html"

    def keys(self, library: Library) -> Iterable[str]:
        """The one page."""
        return ("widget-guide",)

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """It lists all units."""
        return self.keys(library) if units else ()

    def view(self, library: Library, key: str) -> View:
        """Units by level, each with whether it has a roll-up; themes and areas; the texts to copy for all news."""
        registry, today = library.places.registry, library.places.today
        groups: dict[str, list[dict[str, object]]] = {}
        for state in sorted((registry.at(unit, today) for unit in registry.units), key=lambda s: (s.name, s.id)):
            if not state.ended:
                name = state.short_name or state.name
                unit = {"id": state.id, "name": name, "rollup": registry.had_children(state.id)}
                groups.setdefault(state.kind, []).append(unit)
        order = [*LEVEL_NAMES, *sorted(groups)]
        kinds = sorted(groups, key=order.index)
        return {
            "page": self.house.frame(
                "Pasang berita kami di situs Anda",
                made.WIDGET_GUIDE,
                description="Berita terbaru sebuah kantor di situs lain: satu baris, tanpa pelacak.",
                crumbs=[Link(label="Umpan RSS", path=addresses.FEED_PAGE)],
            ),
            "groups": [{"label": level_name(kind, self.house.say), "units": groups[kind]} for kind in kinds],
            "themes": [{"id": theme.id, "name": theme.name} for theme in self.house.taxonomy.themes],
            **self._example(),
        }

    def _example(self) -> dict[str, object]:
        """The texts to copy for the whole newsroom, as pasang.js writes them: it always has news."""
        title, absolute = escape(self.house.name), self.house.site.absolute
        return {
            "script_code": f'<p data-sematan><a href="{absolute("")}">{title}</a></p>\n'
            f'<script src="{absolute(made.WIDGET_SCRIPT)}" referrerpolicy="no-referrer" async></script>',
            "frame_code": f'<iframe src="{absolute(made.frame(""))}" title="{title}" width="100%" height="520"'
            ' frameborder="0" loading="lazy" referrerpolicy="no-referrer"></iframe>',
            "shown": made.frame(""),
        }


def _item(card: Card) -> Item:
    return cast(Item, {name: value for name, value in cast(Mapping[str, object], card).items() if name in _FIELDS})


_FIELDS = frozenset(Item.__annotations__)
