"""Feeds: RSS 2.0 of all stories, of every unit, roll-up and theme, and the tree of them all. See docs/feeds.md."""

from __future__ import annotations

from collections.abc import Mapping

from plugins import addresses
from plugins.feeds.family import FeedFamily
from plugins.feeds.opml import OpmlFamily
from plugins.publish.family import Family


def families(site: addresses.Site, site_name: str, language: str, zone_names: Mapping[str, str]) -> list[Family]:
    """The families of this room. `zone_names` are the taxonomy's names by id, in order."""
    return [
        FeedFamily(site, site_name, language, zone_names),
        OpmlFamily(site, site_name, zone_names),
    ]
