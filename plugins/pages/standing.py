"""Pages that stand without stories: the newsroom's own, the units' own, the page for an address that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from plugins import addresses
from plugins.library import Library
from plugins.library.changes import Change, PageChange
from plugins.pages.house import Link, PageFamily
from plugins.publish.family import View
from plugins.stories.body import resolve_links

_OWN = addresses.page("")[:-1]  # where the newsroom's own pages stand
_UNWRITTEN = "Halaman ini belum ditulis."


class StandingPages(PageFamily):
    """Keys are site paths: `halaman/tentang/`, `unit/kanim-padang/layanan/`."""

    name = "page"
    template = "page.html"

    def keys(self, library: Library) -> Iterable[str]:
        """Those that somebody wrote, and those to which every page leads, so that no menu leads nowhere."""
        menus = {path for path in self.house.menus if path.startswith(_OWN)}
        return sorted(menus | {page.site_path for page in library.pages("")})

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Their own pages, which say whose they are."""
        return (page.site_path for unit in sorted(units) for page in library.pages(addresses.unit(unit)))

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """The page itself."""
        if isinstance(change, PageChange):
            yield from (side.site_path for side in change.sides)

    def view(self, library: Library, key: str) -> View | None:
        """Title, body and where it belongs."""
        page = library.page(key)
        if page is None:
            return self._unwritten(key)
        site, crumbs = self.house.site, []
        if page.unit:
            unit = library.places.registry.at(page.unit, library.places.today)
            own = Link(label=unit.short_name or unit.name, path=addresses.unit(page.unit))
            crumbs = [Link(label="Unit", path=addresses.DIRECTORY), own]

        def link(target: str) -> str | None:
            found = library.resolve(target)
            return None if found is None else site.link(found)

        body = resolve_links(page.body, link, lambda name: site.link(key + name))
        frame = self.house.frame(page.title, key, description=page.summary, crumbs=crumbs, lang=page.lang)
        return {"page": {**frame, "body": Markup(body), "updated": page.updated}}  # noqa: S704 - made safe by stories.body

    def _unwritten(self, key: str) -> View | None:
        if key not in self.house.menus or not key.startswith(_OWN):
            return None
        frame = self.house.frame(self.house.menus[key], key, noindex=True)
        return {"page": {**frame, "body": _UNWRITTEN, "updated": ""}}


class NotFound(PageFamily):
    """The page for an address that leads nowhere."""

    name = "not-found"
    template = "404.html"

    def keys(self, library: Library) -> Iterable[str]:
        """The one page."""
        return ("404",)

    def view(self, library: Library, key: str) -> View:
        """Nothing of its own."""
        return {"page": self.house.frame("Halaman tidak ditemukan", "404.html", noindex=True)}
