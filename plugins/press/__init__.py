"""Press: what newsrooms take over as it is, ninjs for their systems and press kits for people. See docs/press.md."""

from __future__ import annotations

from collections.abc import Mapping

from plugins import addresses
from plugins.press.kit import PressKitFamily
from plugins.press.ninjs import NinjsFamily
from plugins.publish.family import Family
from plugins.stories.roots import Roots


def families(site: addresses.Site, zone_names: Mapping[str, str], roots: Roots) -> list[Family]:
    """The families of this room. `zone_names`: the names of themes and areas by id; `roots`: where files lie."""
    return [NinjsFamily(site, zone_names), PressKitFamily(site, roots)]
