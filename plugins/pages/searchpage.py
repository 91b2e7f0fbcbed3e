"""The page of search. What it searches is made elsewhere: the page names only what registers and the taxonomy say."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.addresses import made
from plugins.library import Library
from plugins.pages.house import KIND_NAMES, PageFamily
from plugins.publish.family import View


class SearchPage(PageFamily):
    """The one page: a form, and ways to find news without it. No story touches it."""

    name = "search-page"
    template = "cari.html"

    def keys(self, library: Library) -> Iterable[str]:
        """The one page."""
        return ("search",)

    def view(self, library: Library, key: str) -> View:
        """What the filters offer, but for units and years, which the script fetches."""
        regions = library.places.registry.regions
        provinces = [region for region in regions.values() if region.parent not in regions]
        return {
            "page": self.house.frame("Cari berita", made.SEARCH),
            "provinces": [
                {"id": region.code, "label": region.name}
                for region in sorted(provinces, key=lambda region: (region.name.casefold(), region.code))
            ],
            "themes": [
                {"id": theme.id, "label": theme.short_name or theme.name} for theme in self.house.taxonomy.themes
            ],
            "kinds": [{"id": kind, "label": label} for kind, label in KIND_NAMES.items()],
        }
