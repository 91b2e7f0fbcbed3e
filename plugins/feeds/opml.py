"""Feeds as OPML 2.0: the tree of them all, and for every unit and province an outline to import.

Feed readers do not merge the same story from two feeds, so an outline to import never holds feeds that overlap: a unit
with units beneath it is its roll-up alone, a province is one feed. The tree is a directory, and says that it overlaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape
from typing import Literal, TypedDict, cast
from xml.sax.saxutils import quoteattr

from plugins import addresses
from plugins.feeds.characters import plain
from plugins.feeds.wording import label
from plugins.library import Library, ListName
from plugins.library.changes import Change, ListChange
from plugins.publish.family import Output, View
from plugins.units import Profile

KEY = "all"
_IN_THE_TREE = ("zona", "jenis", "wilayah", "darurat")  # sorts of lists whose feeds begin and end with stories
_REFERENCE = re.compile(r"&(?=[#\w])")


class Outline(TypedDict):
    """A feed (`xml` and `html` are absolute addresses), or a branch (both are empty) with outlines beneath it.

    `description` names the office's press officer, where it is known.
    """

    text: str
    xml: str
    html: str
    description: str
    children: list[Outline]


class OpmlFamily:
    """Keys: `all` for `feeds.opml`, and to import `unit:kanim-padang`, `wilayah:13`."""

    name = "opml"
    kind: Literal["core", "deferred"] = "core"
    version = 2
    themed = ""

    def __init__(self, site: addresses.Site, site_name: str, zone_names: Mapping[str, str]) -> None:
        self._site = site
        self._site_name = site_name
        self._zone_names = zone_names

    def keys(self, library: Library) -> Iterable[str]:
        """The tree, every registered unit, every province that has a feed."""
        yield KEY
        yield from (f"unit:{unit}" for unit in sorted(library.places.registry.units))
        yield from (f"wilayah:{code}" for code in _with_feed("wilayah", library))

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """The tree, and their own."""
        if units:
            yield KEY
        yield from (f"unit:{unit}" for unit in sorted(units))

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """What names a feed that begins or ends with a story; units have theirs without."""
        if isinstance(change, ListChange) and any(change.is_feed_of(sort) for sort in _IN_THE_TREE):
            yield KEY
            if change.is_feed_of("wilayah"):
                yield change.name

    def view(self, library: Library, key: str) -> View | None:
        """`{path, title, outlines}`."""
        of = ListName.parse(key)
        if of.sort == "unit" and of.of in library.places.registry.units:
            feed = self._to_follow(of.of, library)
            return {"path": addresses.unit_opml(of.of), "title": feed["text"], "outlines": [feed]}
        if of.sort == "wilayah" and library.has_feed(key):
            feed = self._region(of.of, library)
            return {"path": addresses.region_opml(of.of), "title": feed["text"], "outlines": [feed]}
        if key != KEY:
            return None
        title = plain(f"Semua umpan {self._site_name} (untuk dijelajahi; isinya beririsan)")
        return {"path": addresses.OPML, "title": title, "outlines": self._tree(library)}

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
        yield Output(cast(str, view["path"]), "\n".join([*lines, ""]).encode())

    def _tree(self, library: Library) -> list[Outline]:
        """Everything, corrections, what is urgent; units; then the branches that have a feed."""
        day = library.places.today
        single = [
            self._feed(self._site_name, addresses.FEED, ""),
            self._feed("Ralat dan pencabutan", addresses.CORRECTIONS_FEED, addresses.CORRECTIONS),
        ]
        if library.has_feed("darurat:"):
            single.append(self._feed("Informasi serta-merta", addresses.URGENT_FEED, ""))
        branches = {
            "Zona integritas": self._zones(library),
            "Wilayah": [self._region(code, library) for code in _with_feed("wilayah", library)],
            "Jenis berita": [
                self._feed(label(kind), addresses.kind_feed(kind), addresses.kind(kind))
                for kind in _with_feed("jenis", library)
            ],
        }
        return [
            *single,
            *(self._unit(unit, library, day) for unit in library.places.registry.roots(day)),
            *(_branch(text, feeds) for text, feeds in branches.items() if feeds),
        ]

    def _zones(self, library: Library) -> list[Outline]:
        found = _with_feed("zona", library)
        ordered = [name for name in self._zone_names if name in found]
        ordered += [name for name in found if name not in self._zone_names]
        return [
            self._feed(self._zone_names.get(name, name), addresses.zone_feed(name), addresses.zone(name))
            for name in ordered
        ]

    def _unit(self, unit_id: str, library: Library, day: date) -> Outline:
        """A unit in the tree: the roll-up first, then its own feed, then the units beneath it."""
        registry = library.places.registry
        name, contact = registry.at(unit_id, day).name, _contact(library.places.profiles.get(unit_id))
        own = self._feed(name, addresses.unit_feed(unit_id), addresses.unit(unit_id), contact)
        if not registry.had_children(unit_id):
            return own
        text = f"{name} dan semua unit di bawahnya"
        everything = self._feed(text, addresses.rollup_feed(unit_id), addresses.unit(unit_id), contact)
        beneath = [self._unit(child, library, day) for child in registry.children(unit_id, day)]
        return _branch(own["text"], [everything, own, *beneath])

    def _to_follow(self, unit_id: str, library: Library) -> Outline:
        """The one feed in which every story of the unit, and of all that ever were beneath it, stands once."""
        registry = library.places.registry
        feed = addresses.rollup_feed if registry.had_children(unit_id) else addresses.unit_feed
        name = registry.at(unit_id, library.places.today).name
        contact = _contact(library.places.profiles.get(unit_id))
        return self._feed(name, feed(unit_id), addresses.unit(unit_id), contact)

    def _region(self, code: str, library: Library) -> Outline:
        region = library.places.registry.regions.get(code)
        return self._feed(region.name if region else code, addresses.region_feed(code), addresses.region(code))

    def _feed(self, text: str, path: str, page: str, contact: str = "") -> Outline:
        return Outline(
            text=plain(text),
            xml=self._site.absolute(path),
            html=self._site.absolute(page),
            description=plain(contact),
            children=[],
        )


def _with_feed(sort: str, library: Library) -> list[str]:
    return [of for of, _ in library.lists(sort) if library.has_feed(f"{sort}:{of}")]


def _branch(text: str, children: list[Outline]) -> Outline:
    return Outline(text=text, xml="", html="", description="", children=children)


def _contact(profile: Profile | None) -> str:
    contact = profile.contact if profile else None
    if contact is None:
        return ""
    return f"Narahubung: {', '.join(filter(None, (contact.name, contact.phone, contact.email)))}"


def _lines(outline: Outline, depth: int = 1) -> Iterator[str]:
    indent = "  " * depth
    text = _attribute(outline["text"])
    if outline["xml"]:
        described = f" description={_attribute(outline['description'])}" if outline["description"] else ""
        addresses_of = f"xmlUrl={quoteattr(outline['xml'])} htmlUrl={quoteattr(outline['html'])}"
        yield f'{indent}<outline type="rss" text={text} title={text}{described} {addresses_of}/>'
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
