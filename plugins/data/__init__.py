"""Data: stories and units as JSON and CSV, and the sitemap by which search engines find pages. See docs/data.md."""

from __future__ import annotations

from plugins import addresses
from plugins.data.news import NewsSitemapFamily
from plugins.data.sitemap import LandingSitemapFamily, MonthSitemapFamily, SitemapIndexFamily, StandingSitemapFamily
from plugins.data.stories import StoryDataFamily
from plugins.data.units import UnitDataFamily
from plugins.publish.family import Family


def families(site: addresses.Site, site_name: str, *, english: bool = False) -> list[Family]:
    """The families of this room. `site_name` is what the news sitemap calls the publication.

    `english` says whether some pages have an English edition too.
    """
    return [
        StoryDataFamily(site),
        UnitDataFamily(site),
        SitemapIndexFamily(site),
        MonthSitemapFamily(site),
        LandingSitemapFamily(site),
        StandingSitemapFamily(site, english=english),
        NewsSitemapFamily(site, site_name),
    ]
