"""The page on which a journalist finds every feed."""

from __future__ import annotations

from collections.abc import Iterable

from plugins import addresses
from plugins.library import Library
from plugins.library.changes import Change, ListChange
from plugins.pages.house import PageFamily
from plugins.publish.family import View


class FeedPage(PageFamily):
    """The one page: the site's own feed, those of themes and areas, and the tree of units."""

    name = "feed-page"
    template = "feeds.html"

    def keys(self, library: Library) -> Iterable[str]:
        """The one page."""
        return ("feeds",)

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """The tree of units."""
        return self.keys(library) if units else ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """A theme's feed begins with its first story."""
        return ("feeds",) if isinstance(change, ListChange) and change.is_feed_of("zona") else ()

    def view(self, library: Library, key: str) -> View:
        """Feeds by section; units as a tree, each with its own feed and that of all under it."""
        registry, today = library.places.registry, library.places.today
        themes = [theme for theme in self.house.taxonomy.themes if library.has_feed(f"zona:{theme.id}")]
        return {
            "page": self.house.frame("Umpan RSS", addresses.FEED_PAGE, feed=addresses.FEED),
            "opml": addresses.OPML,
            "data": [{"label": ending.upper(), "path": addresses.data("units", ending)} for ending in ("csv", "json")],
            "archive": addresses.archive(),
            "sections": [
                {
                    "heading": "Semua berita",
                    "feeds": [{"label": self.house.name, "path": addresses.FEED, "note": "seluruh unit"}],
                    "trees": [],
                },
                {
                    "heading": "Zona Integritas",
                    "feeds": [
                        {"label": theme.name, "path": addresses.zone_feed(theme.id), "note": ""} for theme in themes
                    ],
                    "trees": [],
                },
                {
                    "heading": "Unit",
                    "feeds": [],
                    "trees": [self._branch(root, library) for root in registry.roots(today)],
                },
            ],
        }

    def _branch(self, unit_id: str, library: Library) -> dict[str, object]:
        registry, today = library.places.registry, library.places.today
        unit = registry.at(unit_id, today)
        return {
            "label": unit.short_name or unit.name,
            "ended": unit.ended,
            "path": addresses.unit_feed(unit_id),
            "rollup_path": addresses.rollup_feed(unit_id) if registry.had_children(unit_id) else "",
            "children": [self._branch(child, library) for child in registry.children(unit_id, today)],
        }
