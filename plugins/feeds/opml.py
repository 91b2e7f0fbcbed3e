"""Every feed of the newsroom as one OPML 2.0 outline: the tree of units, and the themes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape
from typing import Literal, TypedDict, cast
from xml.sax.saxutils import quoteattr

from plugins import addresses
from plugins.feeds import channel
from plugins.feeds.characters import plain
from plugins.library import Library
from plugins.library.changes import Change, ListChange
from plugins.publish.family import Output, View
from plugins.units import Registry

KEY = "all"
_REFERENCE = re.compile(r"&(?=[#\w])")


class Outline(TypedDict):
    """A feed (`xml` and `html` are absolute addresses), or a branch (both are empty) with outlines beneath it."""

    text: str
    xml: str
    html: str
    children: list[Outline]


class OpmlFamily:
    """`feeds.opml`, under one key."""

    name = "opml"
    kind: Literal["core", "deferred"] = "core"
    version = 1
    themed = ""

    def __init__(self, site: addresses.Site, site_name: str, zone_names: Mapping[str, str]) -> None:
        self._site = site
        self._site_name = site_name
        self._zone_names = zone_names

    def keys(self, library: Library) -> Iterable[str]:
        """It always exists."""
        return (KEY,)

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """The tree of units."""
        return (KEY,) if units else ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """Only a theme's feed may begin or end with a story: units have theirs without."""
        return (KEY,) if isinstance(change, ListChange) and change.is_feed_of("zona") else ()

    def view(self, library: Library, key: str) -> View | None:
        """`{title, outlines}`."""
        registry = library.places.registry
        day = channel.today(library)
        themes = [name for name, _ in library.lists("zona") if library.has_feed(f"zona:{name}")]
        ordered = [name for name in self._zone_names if name in themes]
        ordered += [name for name in themes if name not in self._zone_names]
        outlines = [
            self._feed(self._site_name, addresses.FEED, ""),
            *(self._unit(registry, unit, day) for unit in registry.roots(day)),
        ]
        if ordered:
            feeds = [
                self._feed(self._zone_names.get(name, name), addresses.zone_feed(name), addresses.zone(name))
                for name in ordered
            ]
            outlines.append(Outline(text="Zona integritas", xml="", html="", children=feeds))
        return {"title": plain(self._site_name), "outlines": outlines}

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The outline's one file."""
        outlines = cast(list[Outline], view["outlines"])
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<opml version="2.0">',
            f"<head><title>{_element_text(cast(str, view['title']))}</title></head>",
            "<body>",
            *(line for outline in outlines for line in _lines(outline)),
            "</body>",
            "</opml>",
        ]
        yield Output(addresses.OPML, "\n".join([*lines, ""]).encode())

    def _feed(self, text: str, path: str, page: str) -> Outline:
        return Outline(text=plain(text), xml=self._site.absolute(path), html=self._site.absolute(page), children=[])

    def _unit(self, registry: Registry, unit_id: str, day: date) -> Outline:
        name = registry.at(unit_id, day).name
        page = addresses.unit(unit_id)
        own = self._feed(name, addresses.unit_feed(unit_id), page)
        if not registry.had_children(unit_id):
            return own
        everything = self._feed(f"{name} dan semua unit di bawahnya", addresses.rollup_feed(unit_id), page)
        beneath = [self._unit(registry, child, day) for child in registry.children(unit_id, day)]
        return Outline(text=own["text"], xml="", html="", children=[everything, own, *beneath])


def _lines(outline: Outline, depth: int = 1) -> Iterator[str]:
    indent = "  " * depth
    text = _attribute(outline["text"])
    if outline["xml"]:
        addresses_of = f"xmlUrl={quoteattr(outline['xml'])} htmlUrl={quoteattr(outline['html'])}"
        yield f'{indent}<outline type="rss" text={text} title={text} {addresses_of}/>'
        return
    yield f"{indent}<outline text={text}>"
    for child in outline["children"]:
        yield from _lines(child, depth + 1)
    yield f"{indent}</outline>"


def _attribute(text: str) -> str:
    return quoteattr(_markup(text))


def _element_text(text: str) -> str:
    return escape(_markup(text), quote=False)


def _markup(text: str) -> str:
    """OPML takes these texts for HTML (OPML 2.0, "The text attribute"); most readers show them as they are.

    So only what HTML would misread is written as a reference.
    """
    return _REFERENCE.sub("&amp;", text).replace("<", "&lt;")
