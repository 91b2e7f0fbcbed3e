"""The registers of a content folder, loaded once for a build, and what is wrong in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path

from plugins import addresses, units, zones
from plugins.library import Places
from plugins.problems import Problem
from plugins.publish.environment import Environment, environment
from plugins.stories.moves import load_moves
from plugins.stories.reader import Context


@dataclass(frozen=True, slots=True)
class Registers:
    """What stories are read and placed by."""

    context: Context
    places: Places
    taxonomy: zones.Taxonomy
    environment: Environment
    problems: list[Problem]


def load(
    content: Path,
    theme: Path,
    *,
    site: addresses.Site,
    timezone: str,
    as_of: int,
    preview: bool = False,
    settings: Mapping[str, object],
) -> Registers:
    """Load the registers under `content`. `settings` are the further values on which the output depends."""
    registry, problems = units.load_registry(content, timezone)
    profiles, more = units.load_profiles(content, registry)
    taxonomy, wrong = zones.load(content)
    moves, astray = load_moves(content)
    provinces = {code for code in map(registry.province, registry.units) if code in registry.regions}
    landings = frozenset({*map(addresses.zone, taxonomy.ids), *map(addresses.region, provinces)})
    places = Places(site, timezone, registry, profiles, as_of, preview, landings)
    facts = {
        **settings,
        "site": [site.url, site.authority],
        "timezone": timezone,
        "preview": preview,
        # Names and parents of units change on certain days: what is shown depends on the last of these, on no clock.
        "era": max((e.date for u in registry.units for e in registry.events(u) if e.date <= places.today), default=""),
    }
    return Registers(
        context=Context(
            content=content, registry=registry, taxonomy=taxonomy, moves=moves, site_url=site.url, timezone=timezone
        ),
        places=places,
        taxonomy=taxonomy,
        environment=environment(
            facts,
            (content / "register").rglob("*"),
            theme,
            {unit_id: astuple(profile) for unit_id, profile in profiles.items()},
        ),
        problems=sorted([*problems, *more, *wrong, *astray, *units.warnings(registry, places.today)]),
    )
