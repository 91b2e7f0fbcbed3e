"""Pages: views over the library as HTML, and the theme that renders them."""

from __future__ import annotations

from plugins.pages.archives import Archives
from plugins.pages.corrections import Corrections
from plugins.pages.feedpage import FeedPage
from plugins.pages.files import MediaFiles, Redirects, ThemeFiles
from plugins.pages.house import House
from plugins.pages.landing import Front, Lists, Regions, Zone, Zones
from plugins.pages.standing import NotFound, StandingPages
from plugins.pages.story import Stories
from plugins.pages.units import Directory, Units
from plugins.publish.family import Family
from plugins.stories.roots import Roots

_PAGES = (Archives, Corrections, Directory, FeedPage, Front, Lists, NotFound, Redirects, Regions, StandingPages)


def families(house: House, roots: Roots) -> list[Family]:
    """All families of pages, and the files that pages refer to."""
    return [*(family(house) for family in (*_PAGES, Stories, Units, Zone, Zones)), MediaFiles(roots), ThemeFiles(house)]


__all__ = ["House", "families"]
