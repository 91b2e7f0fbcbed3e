"""From Pelican's settings to a job: the registers loaded, the families of all rooms gathered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import jinja2

from plugins import addresses, data, feeds, pages, press
from plugins.hubs.request import hub_addresses
from plugins.library.scan import FOLDERS
from plugins.newsroom.choosing import choose
from plugins.newsroom.settings import as_of, library_path, processes, state_path
from plugins.pages.theme import environment
from plugins.publish import registers
from plugins.publish.family import Family
from plugins.publish.job import Job, Progress
from plugins.publish.outward import Outward
from plugins.publish.registers import Registers
from plugins.publish.writing import keep_apart
from plugins.stories.roots import Roots
from plugins.zones import Taxonomy

# Settings that bytes need, beside the address and zone of the site.
_SHOWN = ("SITENAME", "DEFAULT_LANG", "ABOUT", "MENU", "FOOTER", "JINJA_FILTERS", "FAMILIES", "FEED_FORMS", "HUBS")


@dataclass(frozen=True, slots=True)
class Front:
    """What families are made of: plain data, so that each process can make its own."""

    site: addresses.Site
    name: str
    about: str
    timezone: str
    language: str
    theme: Path
    roots: Roots
    taxonomy: Taxonomy
    menu: tuple[tuple[str, str], ...]
    footer: tuple[tuple[str, str], ...]
    preview: bool
    templates: Path  # keeps compiled templates between runs
    chosen: tuple[str, ...] = ()  # families, as the setting FAMILIES names them
    hubs: tuple[str, ...] = ()  # their addresses, which every feed names


def make_families(front: Front, base: jinja2.Environment | None = None) -> Sequence[Family]:
    """The families of every room."""
    front.templates.mkdir(parents=True, exist_ok=True)
    env = environment(front.theme, front.site, front.name, front.timezone, front.language, base, front.templates)
    env.globals["chrome"] = {
        "menu": [{"label": label, "path": path} for label, path in front.menu],
        "footer": [{"label": label, "path": path} for label, path in front.footer],
        "preview": front.preview,
        "about": front.about,
    }
    house = pages.House(
        site=front.site,
        name=front.name,
        timezone=front.timezone,
        language=front.language,
        about=front.about,
        theme=front.theme,
        taxonomy=front.taxonomy,
        menus={path: label for label, path in (*front.footer, *front.menu)},
        environment=env,
    )
    zone_names = {theme.id: theme.name for theme in front.taxonomy.themes}
    made = [
        *pages.families(house, front.roots),
        *feeds.families(front.site, front.name, front.language, zone_names, hubs=front.hubs),
        *data.families(front.site, front.name),
        *press.families(front.site, zone_names, front.roots),
    ]
    return choose(made, front.chosen)


def load(settings: Mapping[str, Any], *, preview: bool = False) -> Registers:
    """The registers of the content folder that the settings name."""
    return registers.load(
        Path(settings["PATH"]),
        Path(settings["THEME"]),
        site=_site(settings),
        timezone=settings["TIMEZONE"],
        as_of=as_of(),
        preview=preview or bool(settings["PREVIEW"]),
        state=Path(settings["STATE_PATH"]),
        cache=Path(settings["CACHE_PATH"]),
        settings={name: settings[name] for name in _SHOWN},
    )


def job(settings: Mapping[str, Any], base: jinja2.Environment | None, progress: Progress) -> tuple[Job, Registers]:
    """What is to be built, by Pelican's settings.

    Raises ValueError where the output would mix with its sources, or a setting is not as it has to be.
    """
    content, output, theme = (Path(settings[name]) for name in ("PATH", "OUTPUT_PATH", "THEME"))
    sources = (theme, *(content / folder for folder in (*FOLDERS, "register")))
    keep_apart(output, (Path(settings["CACHE_PATH"]), Path(settings["STATE_PATH"])), sources)
    loaded = load(settings)
    front = Front(
        site=_site(settings),
        name=settings["SITENAME"],
        about=settings["ABOUT"],
        timezone=settings["TIMEZONE"],
        language=settings["DEFAULT_LANG"],
        theme=theme,
        roots=loaded.context.roots,
        taxonomy=loaded.taxonomy,
        menu=tuple(map(tuple, settings["MENU"])),
        footer=tuple(map(tuple, settings["FOOTER"])),
        preview=loaded.places.preview,
        templates=Path(settings["CACHE_PATH"]) / "templates",
        chosen=tuple(settings["FAMILIES"]),
        hubs=hub_addresses(settings["HUBS"]),
    )
    return (
        Job(
            content=content,
            output=output,
            library=library_path(settings, content, output),
            places=loaded.places,
            context=loaded.context,
            environment=loaded.environment,
            make_families=partial(make_families, front, base),
            processes=processes(settings),
            progress=progress,
            outward=_outward(settings, output, loaded.places.as_of),
        ),
        loaded,
    )


def _outward(settings: Mapping[str, Any], output: Path, as_of: int) -> Outward | None:
    """What the command `publish` asks for beside a build."""
    asked = settings.get("PUBLISH")
    if asked is None:
        return None
    return Outward(state_path(settings, output), output, as_of, frozenset(asked["allow"]), asked["adopt"])


def _site(settings: Mapping[str, Any]) -> addresses.Site:
    forms = tuple(settings["FEED_FORMS"])
    if "rss" not in forms or set(forms) - addresses.FEED_FORMS.keys():
        raise ValueError(f"FEED_FORMS is {forms}: it takes rss, and of {', '.join(addresses.FEED_FORMS)} what you like")
    return addresses.Site(settings["SITEURL"].rstrip("/"), settings["AUTHORITY"], forms)
