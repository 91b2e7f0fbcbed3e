"""Full-text search: bundles of the index, the engine, and the lists that a browser needs. See docs/search.md."""

from __future__ import annotations

from plugins.publish.family import Family
from plugins.search.family import SearchBundles, SearchEngine
from plugins.search.lists import SearchList, SearchUnits


def families() -> list[Family]:
    """The families of this room."""
    return [SearchBundles(), SearchEngine(), SearchList(), SearchUnits()]
