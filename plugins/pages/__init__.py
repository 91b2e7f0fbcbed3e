"""Pages: views over the library as HTML, and the theme that renders them."""

from __future__ import annotations

from plugins.pages.archives import Archives
from plugins.pages.corrections import Corrections
from plugins.pages.digest import Digests
from plugins.pages.directory import Directory
from plugins.pages.english import English
from plugins.pages.feedpage import FeedPage
from plugins.pages.files import MediaFiles, Redirects, ThemeFiles
from plugins.pages.house import House
from plugins.pages.landing import Front, Lists, Zone, Zones
from plugins.pages.regions import Region, Regions
from plugins.pages.searchpage import SearchPage
from plugins.pages.sheet import Sheets
from plugins.pages.standing import NotFound, StandingPages
from plugins.pages.story import Stories
from plugins.pages.units import Units
from plugins.pages.urgent import Notice, Urgent
from plugins.pages.widget import WidgetGuide, Widgets
from plugins.publish.family import Family
from plugins.stories.roots import Roots

_IN_ENGLISH_TOO = (Directory, FeedPage, Front, Units)
_PAGES = (
    *_IN_ENGLISH_TOO,
    Archives,
    Corrections,
    Digests,
    Lists,
    NotFound,
    Notice,
    Redirects,
    Region,
    Regions,
    SearchPage,
    Sheets,
    StandingPages,
    Urgent,
    WidgetGuide,
    Widgets,
    Zone,
    Zones,
)


def families(house: House, roots: Roots, english: House | None = None) -> list[Family]:
    """All families of pages, and the files that pages refer to. `english` is the house of an English edition."""
    abroad = [English(family(english)) for family in _IN_ENGLISH_TOO] if english else []
    own = [family(house) for family in _PAGES]
    return [*own, *abroad, Stories(house, english), MediaFiles(roots), ThemeFiles(house)]


__all__ = ["House", "families"]
