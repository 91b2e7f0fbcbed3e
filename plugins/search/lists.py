"""What a browser asks before it searches: which bundles stand, and which units it may choose from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Literal

from plugins.addresses import made
from plugins.library import Library
from plugins.library.changes import Change, MadeChange
from plugins.publish.family import Output, View
from plugins.search.bundles import periods
from plugins.search.family import BUNDLES, ENGINE, VOCABULARY, engine_at

UNITS = f"{made.SEARCH}unit.json"
_VERSION = re.compile(r"pagefind\.(.+)\.pf_meta$")
_WORDS = re.compile(rf"{VOCABULARY}(\d+)-[0-9a-f]+\.json$")


class SearchList:
    """The bundles that stand, newest first. Paths in it are below its own folder.

    `version` is another whenever anything of the bundle is, so that no browser mixes an old part with a new one.
    """

    name = "search-list"
    kind: Literal["core", "deferred"] = "core"
    version = 1
    themed = ""

    def keys(self, library: Library) -> Iterable[str]:
        """The one."""
        return ("list",)

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Nothing."""
        return ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """Files of bundles and of the engine that come or go."""
        return ("list",) if isinstance(change, MadeChange) and change.family in (BUNDLES, ENGINE) else ()

    def view(self, library: Library, key: str) -> View:
        """Nothing to search as long as nothing is made."""
        shown = (_bundle(name, library) for name in library.made_keys(BUNDLES))
        found = sorted(
            (bundle for bundle in shown if bundle), key=lambda bundle: (str(bundle["to"]), str(bundle["name"]))
        )
        return {"engine": engine_at(library).removeprefix(made.SEARCH), "bundles": found[::-1]}

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The file."""
        yield Output(made.SEARCH_BUNDLES, _json(view))


def _bundle(name: str, library: Library) -> dict[str, object] | None:
    folder = made.search_bundle(name)
    facts, words = library.made_at(f"{folder}pagefind."), library.made_at(f"{folder}{VOCABULARY}")
    version, counted = _VERSION.search(facts or ""), _WORDS.search(words or "")
    if not version or not counted:
        return None
    months = periods(name)
    return {
        "name": name,
        "from": months[-1],
        "to": months[0],
        "stories": int(counted[1]),
        "version": version[1],
        "words": counted[0],
    }


class SearchUnits:
    """The names of all units, today's, for the filter of the search page."""

    name = "search-units"
    kind: Literal["core", "deferred"] = "core"
    version = 1
    themed = ""

    def keys(self, library: Library) -> Iterable[str]:
        """The one."""
        return ("units",)

    def concerned(self, units: frozenset[str], library: Library) -> Iterable[str]:
        """Any unit."""
        return ("units",) if units else ()

    def touched(self, change: Change, library: Library) -> Iterable[str]:
        """Nothing: registers alone."""
        return ()

    def view(self, library: Library, key: str) -> View:
        """Id and name of each, by name."""
        registry, today = library.places.registry, library.places.today
        names = [(unit, registry.at(unit, today).name) for unit in registry.units]
        return {"units": [list(unit) for unit in sorted(names, key=lambda unit: (unit[1].casefold(), unit[0]))]}

    def render(self, key: str, view: View) -> Iterable[Output]:
        """The file."""
        yield Output(UNITS, _json(view))


def _json(view: View) -> bytes:
    return json.dumps(view, ensure_ascii=False, separators=(",", ":")).encode()
