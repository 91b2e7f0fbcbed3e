"""The registers of a content folder, loaded once for a build, and what is wrong in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from plugins import addresses, dates, sources, units, zones
from plugins.library import Places
from plugins.problems import Problem
from plugins.publish.environment import Environment, digest, environment, ground
from plugins.publish.kept import kept
from plugins.stories.moves import load_moves
from plugins.stories.reader import Context
from plugins.stories.roots import Root, Roots


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
    urgent_days: int = 3,
    settings: Mapping[str, object],
    state: Path | None = None,
    cache: Path | None = None,
) -> Registers:
    """Load the registers under `content`. `settings` are the further values on which the output depends;
    for `urgent_days` see `Places`.

    Under `state` lies what was fetched from units' own repositories: it takes the place of these units' folders. In
    `cache` is kept what was made of registers that are still the same.
    """
    made_by = ground(content, theme)
    registry, problems = kept(
        cache, "units", made_by.of_units(timezone), lambda: units.load_registry(content, timezone)
    )
    taxonomy, wrong = kept(cache, "zones", made_by.of_zones(), lambda: zones.load(content))
    moves, astray = load_moves(content)
    origins, strange = sources.load(content, registry, dates.in_zone(as_of, timezone).date())
    mounted = sources.mounts(state, origins) if state else []
    roots = Roots(content, {mount.prefix: Root(mount.repository, mount.head, _taken(mount)) for mount in mounted})
    profiles, more = units.load_profiles(content, registry, {prefix: root.folder for prefix, root in roots.heads()})
    hidden = sources.hidden(content, mounted, origins)
    provinces = {code for code in map(registry.province, registry.units) if code in registry.regions}
    landings = frozenset({*map(addresses.zone, taxonomy.ids), *map(addresses.region, provinces)})
    places = Places(site, timezone, registry, profiles, as_of, preview, landings, urgent_days)
    # Names and parents of units change on certain days: what is shown depends on the last of these, on no clock.
    era = max((e.date for u in registry.units for e in registry.events(u) if e.date <= places.today), default="")
    accepts = {unit: profile.accepts for unit, profile in profiles.items() if profile.accepts}
    return Registers(
        context=Context(
            roots=roots, registry=registry, taxonomy=taxonomy, moves=moves, site_url=site.url, timezone=timezone
        ),
        places=places,
        taxonomy=taxonomy,
        environment=environment(
            made_by,
            reading={"site": [site.url, site.authority], "timezone": timezone, "units": _as_read(registry)},
            chosen={**settings, "site": [site.url, site.authority], "timezone": timezone, "preview": preview},
            common={
                "site": site.authority,
                "timezone": timezone,
                "preview": preview,
                "accepts": accepts,
                "urgent_days": urgent_days,
            },
            units={"era": era, "profiles": profiles},
        ),
        problems=sorted(
            [*problems, *more, *wrong, *astray, *strange, *hidden, *units.warnings(registry, places.today)]
        ),
    )


def _taken(mount: sources.Mount) -> str:
    """The name of the checkout, which says under which terms files were taken: wherever in it the content lies."""
    return next((part.name for part in (mount.repository, *mount.repository.parents) if mount.head in part.name), "")


def fingerprints(places: Places) -> dict[str, str]:
    """For each unit a digest of what the registers say of it, and of the units above it, on any day and today.

    The rows of its stories are placed by that, and it is what views say of the unit. What a unit above it has beneath
    it, or how it is reached, is that unit's business alone.
    """
    registry = places.registry
    standing = {
        unit: digest(
            [
                asdict(registry.units[unit]),
                asdict(registry.at(unit, places.today)),
                [asdict(event) for event in registry.events(unit)],
                registry.had_children(unit),
                registry.province(unit),
            ]
        )
        for unit in sorted(registry.units)
    }
    return {
        unit: digest(
            [
                standing[unit],
                [standing[above] for above in registry.ancestors_ever(unit)],
                [asdict(event) for _, event in registry.predecessors(unit)],
                sorted(registry.children_ever.get(unit, ())),
                places.profiles.get(unit),
            ]
        )
        for unit in standing
    }


def _as_read(registry: units.Registry) -> list[tuple[str, str, tuple[str, ...]]]:
    """What reading a story asks the registry for: which units there are, where they are, and which hold which."""
    return [(unit, registry.timezone(unit), registry.ancestors_ever(unit)) for unit in sorted(registry.units)]
