"""Feeds as RSS 2.0, Atom and JSON Feed, their history, and the tree of them all. See docs/feeds.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plugins import addresses
from plugins.feeds.archive import FeedArchiveFamily
from plugins.feeds.channel import Publisher
from plugins.feeds.family import FeedFamily
from plugins.feeds.opml import OpmlFamily
from plugins.publish.family import Family


def families(
    site: addresses.Site,
    site_name: str,
    language: str,
    zone_names: Mapping[str, str],
    *,
    hubs: Sequence[str] = (),
) -> list[Family]:
    """The families of this room.

    `zone_names` are the taxonomy's names by id, in order; `hubs` the addresses at which changes are announced (WebSub).
    """
    publisher = Publisher(site, site_name, language, zone_names, hubs)
    return [
        FeedFamily(publisher),
        FeedArchiveFamily(publisher),
        OpmlFamily(site, site_name, zone_names),
    ]
