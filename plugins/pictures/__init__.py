"""Pictures made of stories: photos in smaller sizes, and the cards that other sites show. See docs/pictures.md."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from plugins.pictures.cards import Cards
from plugins.pictures.sizes import Sizes
from plugins.publish.family import Family
from plugins.stories.roots import Roots


def families(site_name: str, about: str, zone_names: Mapping[str, str], roots: Roots, kept: Path) -> list[Family]:
    """The families of this room.

    `about` says in a sentence what the site is; `zone_names` are short names of themes by id, in order; `kept` is a
    folder, made when it is needed, that keeps coded photos from build to build.
    """
    return [Sizes(roots, kept), Cards(site_name, about, zone_names)]
