"""From Pelican's settings to a job: the registers loaded, the families of all rooms gathered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plugins import addresses
from plugins.addresses import made
from plugins.library.scan import FOLDERS
from plugins.newsroom.settings import as_of, library_path, processes, state_path
from plugins.publish import registers
from plugins.publish.registers import Registers
from plugins.stories.roots import Roots
from plugins.zones import Taxonomy

if TYPE_CHECKING:  # what makes pages and publishes is imported where that is done: those who read registers need none
    import jinja2

    from plugins.pages import House
    from plugins.publish.family import Family
    from plugins.publish.job import Job, Progress
    from plugins.publish.outward import Outward

# Settings that bytes need, beside the address and zone of the site.
_SHOWN = (
    "SITENAME", "DEFAULT_LANG", "ENGLISH", "ABOUT", "ABOUT_ENGLISH", "MENU", "FOOTER", "JINJA_FILTERS", "FAMILIES",
    "FEED_FORMS", "HUBS",
)  # fmt: skip
_MOST_URGENT_DAYS = 366


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
    photos: Path  # keeps coded photos between runs
    chosen: tuple[str, ...] = ()  # families, as the setting FAMILIES names them
    hubs: tuple[str, ...] = ()  # their addresses, which every feed names
    editions: tuple[str, ...] = ()  # languages, the site's own first, where it has an English edition
    about_english: str = ""


def make_families(front: Front, base: jinja2.Environment | None = None) -> Sequence[Family]:
    """The families of every room."""
    from plugins import data, feeds, pages, pictures, press, search
    from plugins.newsroom.choosing import choose

    front.templates.mkdir(parents=True, exist_ok=True)
    house = _house(front, front.language, front.about, base)
    english = _house(front, front.editions[1], front.about_english, base) if front.editions else None
    zone_names = {theme.id: theme.name for theme in front.taxonomy.themes}
    short_names = {theme.id: theme.short_name or theme.name for theme in front.taxonomy.themes}
    families = [
        *pages.families(house, front.roots, english),
        *feeds.families(front.site, front.name, front.language, zone_names, hubs=front.hubs),
        *data.families(front.site, front.name, english=bool(front.editions)),
        *press.families(front.site, zone_names, front.roots),
        *search.families(),
        *pictures.families(front.name, front.about, short_names, front.roots, front.photos),
    ]
    return choose(families, front.chosen)


def _house(front: Front, language: str, about: str, base: jinja2.Environment | None) -> House:
    """The house as it speaks one language."""
    from plugins.pages import House
    from plugins.pages.theme import environment

    env = environment(
        front.theme, front.site, front.name, front.timezone, language, base, front.templates, editions=front.editions
    )
    house = House(
        site=front.site,
        name=front.name,
        timezone=front.timezone,
        language=language,
        about=about,
        theme=front.theme,
        taxonomy=front.taxonomy,
        menus={path: label for label, path in (*front.footer, *front.menu)},
        environment=env,
    )
    env.globals["chrome"] = {
        "menu": [{"label": house.say(label), "path": path} for label, path in front.menu],
        "footer": [{"label": house.say(label), "path": path} for label, path in front.footer],
        "preview": front.preview,
        "about": about,
    }
    return house


def load(settings: Mapping[str, Any], *, preview: bool = False) -> Registers:
    """The registers of the content folder that the settings name."""
    return registers.load(
        Path(settings["PATH"]),
        Path(settings["THEME"]),
        site=_site(settings),
        timezone=settings["TIMEZONE"],
        as_of=as_of(),
        preview=preview or bool(settings["PREVIEW"]),
        urgent_days=_urgent_days(settings),
        state=Path(settings["STATE_PATH"]),
        cache=Path(settings["CACHE_PATH"]),
        settings={name: settings[name] for name in _SHOWN},
    )


def job(settings: Mapping[str, Any], base: jinja2.Environment | None, progress: Progress) -> tuple[Job, Registers]:
    """What is to be built, by Pelican's settings.

    Raises ValueError where the output would mix with its sources, or a setting is not as it has to be.
    """
    from plugins.hubs.request import hub_addresses
    from plugins.publish.job import Job
    from plugins.publish.writing import keep_apart

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
        photos=Path(settings["CACHE_PATH"]) / "photos",
        chosen=tuple(settings["FAMILIES"]),
        hubs=hub_addresses(settings["HUBS"]),
        editions=_editions(settings),
        about_english=settings["ABOUT_ENGLISH"],
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


def _editions(settings: Mapping[str, Any]) -> tuple[str, ...]:
    own, other = settings["DEFAULT_LANG"], made.ENGLISH.rstrip("/")
    return (own, other) if settings["ENGLISH"] and own != other else ()


def _urgent_days(settings: Mapping[str, Any]) -> int:
    days = settings["URGENT_DAYS"]
    if not isinstance(days, int) or not 0 <= days <= _MOST_URGENT_DAYS:
        raise ValueError(f"URGENT_DAYS is {days!r}: it takes a whole number from 0 to {_MOST_URGENT_DAYS}")
    return days


def _outward(settings: Mapping[str, Any], output: Path, as_of: int) -> Outward | None:
    """What the command `publish` asks for beside a build."""
    from plugins.publish.outward import Outward

    asked = settings.get("PUBLISH")
    if asked is None:
        return None
    return Outward(state_path(settings, output), output, as_of, frozenset(asked["allow"]), asked["adopt"])


def _site(settings: Mapping[str, Any]) -> addresses.Site:
    forms = tuple(settings["FEED_FORMS"])
    if "rss" not in forms or set(forms) - addresses.FEED_FORMS.keys():
        raise ValueError(f"FEED_FORMS is {forms}: it takes rss, and of {', '.join(addresses.FEED_FORMS)} what you like")
    return addresses.Site(settings["SITEURL"].rstrip("/"), settings["AUTHORITY"], forms)
