"""The newsroom's settings: Pelican settings, each with its default and a line that says what it is for."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plugins.addresses import FEED_FORMS


@dataclass(frozen=True, slots=True)
class Setting:
    """A row of the table: the setting's name, default and meaning."""

    name: str
    default: Any
    meaning: str


SETTINGS = (
    Setting("AUTHORITY", "redaksi.example", "The fixed part of every story's id (RFC 4151). Never change it."),
    Setting("ABOUT", "", "One or two sentences about the newsroom, in the interface language."),
    Setting("ENGLISH", True, "Whether front page, units and page of feeds have an English edition under `/en/`."),
    Setting("ABOUT_ENGLISH", "", "What ABOUT says, in English; empty: the English edition leaves it out."),
    Setting("MENU", (), "The main menu: pairs of label and site path."),
    Setting("FOOTER", (), "Links in the footer: pairs of label and site path."),
    Setting("PROCESSES", 0, "How many processes read and render; 0 takes one for each core."),
    Setting("FAMILIES", (), "Families of views to make, by name, or name and sort of list (`feed:unit`); empty: all."),
    Setting("STATE_PATH", ".state", "The folder of the publish log and of what is fetched from units' repositories."),
    Setting("FEED_FORMS", tuple(FEED_FORMS), "The forms of feeds: `rss`, and beside it `atom` and `json`."),
    Setting("HUBS", (), "Addresses of WebSub hubs: every feed names them, and `publish` tells them what changed."),
    Setting(
        "URGENT_DAYS",
        3,
        "For how many days news are urgent that do not say it themselves; 0: until they expire. What they say holds for"
        " 30 days at most.",
    ),
    Setting("DEFERRED", "now", "When cards, picture sizes and search are made: `now`, after each build, or `later`."),
    Setting(
        "TWO_PERSON",
        ("siaran-pers", "klarifikasi", "urgent"),
        "Kinds of stories that the hook on the server lets through only with a second person; `urgent`: urgent news.",
    ),
    Setting(
        "RULES",
        {},
        "What the editorial rules are changed to, by code: `severity` (`error`, `warning`, `off`), a threshold, or"
        " `exempt` (stories as `unit/year/slug`). See rules.md.",
    ),
    Setting("PREVIEW", False, "Show drafts, scheduled and embargoed stories too, under a banner."),
)  # fmt: skip

# Of Pelican's own settings the newsroom uses PATH, OUTPUT_PATH, CACHE_PATH, THEME, SITENAME, SITEURL, TIMEZONE and
# DEFAULT_LANG, and sets those below: its own generator and writer take the place of Pelican's for stories.
PELICAN_SETTINGS: Mapping[str, Any] = {
    "ARTICLE_PATHS": [],
    "PAGE_PATHS": [],
    "STATIC_PATHS": [],
    "THEME_STATIC_PATHS": [],  # our own family publishes them, and writes only what changed
    "DIRECT_TEMPLATES": [],
    "FEED_ALL_ATOM": None,
    "FEED_ALL_RSS": None,
    "CATEGORY_FEED_ATOM": None,
    "TRANSLATION_FEED_ATOM": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "READERS": {"rst": None, "html": None},  # only Markdown is read, by ourselves
    "DELETE_OUTPUT_DIRECTORY": False,
    "LOAD_CONTENT_CACHE": False,
    "CACHE_CONTENT": False,
}


def with_defaults(settings: dict[str, Any]) -> None:
    """Fill in what the configuration leaves out, in place."""
    for setting in SETTINGS:
        settings.setdefault(setting.name, setting.default)
    settings.update(PELICAN_SETTINGS)


def keep_templates(settings: dict[str, Any]) -> None:
    """Keep what Pelican compiles, in place: its own generators load four templates on each run, to write nothing."""
    import jinja2  # here, for the desk reads settings too and has no templates

    folder = Path(settings["CACHE_PATH"]) / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    cache = jinja2.FileSystemBytecodeCache(str(folder), "pelican-%s.cache")
    settings["JINJA_ENVIRONMENT"] = {**settings["JINJA_ENVIRONMENT"], "bytecode_cache": cache}


def processes(settings: Mapping[str, Any]) -> int:
    """How many processes to use."""
    return int(settings["PROCESSES"]) or os.cpu_count() or 1


def as_of() -> int:
    """The moment of the build in seconds since 1970 (UTC): SOURCE_DATE_EPOCH if it is set, else now.

    It is compared with what is due, and never printed. Raises ValueError where SOURCE_DATE_EPOCH is no number.
    """
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    return int(fixed) if fixed else int(time.time())


def library_path(settings: Mapping[str, Any], content: Path, output: Path) -> Path:
    """The library of this pair of content and output, so that two trees never mix."""
    return Path(settings["CACHE_PATH"]) / f"{_digest(content, output)}.sqlite"


def state_path(settings: Mapping[str, Any], output: Path) -> Path:
    """Where the publish log of an output lies: beside those of others, under a name that people recognise."""
    return Path(settings["STATE_PATH"]) / f"{output.resolve().name}-{_digest(output)[:8]}"


def _digest(*folders: Path) -> str:
    return hashlib.sha256("\0".join(str(folder.resolve()) for folder in folders).encode()).hexdigest()[:16]
