"""The theme's Jinja environment: always escaping, never guessing, in one interface language.

It is made from plain data, so every process that renders can make its own. Nothing in it reads a clock.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, cast

import jinja2
import jinja2.ext
from markupsafe import Markup, escape

from plugins import addresses, dates
from plugins.addresses import made
from plugins.pages import calendar, chart, languages, province_map, security, templates
from plugins.units import dialled

# How many results of a filter are kept: units, zones and days come again and again, and a story on some ten pages.
_kept = lru_cache(8192, typed=True)

_FILE_TYPES = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PPTX",
    "text/csv": "CSV",
    "audio/mpeg": "MP3",
    "video/mp4": "MP4",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WebP",
    "image/gif": "GIF",
    "image/avif": "AVIF",
}

# What people call the forms of a feed, and their media types (RFC 4287, JSON Feed 1.1).
_FEED_FORMS = {
    "rss": ("RSS", "application/rss+xml"),
    "atom": ("Atom", "application/atom+xml"),
    "json": ("JSON", "application/feed+json"),
}

_SEPARATORS = {"id": ".", "en": ","}  # of thousands

_PATHS = {
    "front": "",
    "archive": addresses.archive(),
    "clarifications": addresses.kind("klarifikasi"),
    "directory": addresses.DIRECTORY,
    "zones": addresses.ZONES,
    "regions": addresses.REGIONS,
    "feeds": addresses.FEED_PAGE,
    "corrections": addresses.CORRECTIONS,
    "widget": made.WIDGET_GUIDE,
    "announcements": addresses.kind("pengumuman"),
    "search": made.SEARCH,
    "urgent": addresses.URGENT,
    "urgent_notice": made.URGENT_NOTICE,
}


def environment(
    theme: Path,
    site: addresses.Site,
    site_name: str,
    timezone: str,
    language: str = "id",
    base: jinja2.Environment | None = None,
    bytecode: Path | None = None,
    *,
    editions: tuple[str, ...] = (),
) -> jinja2.Environment:
    """Make the environment that renders the templates under `theme`, with interface text in `language`.

    `timezone` (an IANA name) is used where a view names none. `base` (Pelican's environment) gives its filters, tests,
    globals, extensions and templates, but ours come first. `bytecode` is an existing folder that keeps compiled
    templates between runs. `editions` are the languages of a site that has an English edition, its own first; links in
    that edition stay in it where they can. The caller replaces the global `chrome` before the first page is rendered:
    `{menu: [{label, path}], footer: [{label, path}], preview: bool, about: str}`.
    """
    loader: jinja2.BaseLoader = jinja2.FileSystemLoader(theme / "templates")
    extensions: list[type[jinja2.ext.Extension] | str] = ["jinja2.ext.i18n"]
    if base is not None:
        extensions += [type(extension) for extension in base.extensions.values()]
        if base.loader is not None:
            loader = jinja2.ChoiceLoader([loader, base.loader])
    source = languages.catalogue_file(theme, language)
    # What filters are made with: Jinja settles `''|absolute` when it compiles a template, and keeps the result.
    made_with = (language, "+".join(editions), timezone, site.url, *site.feed_forms)
    settled = (*made_with, source.read_text(encoding="utf-8") if source.is_file() else "")
    result = templates.Environment(
        loader=loader,
        extensions=extensions,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=templates.bytecode_cache(bytecode, theme / "templates", *settled) if bytecode else None,
    )
    if base is not None:
        result.filters.update(base.filters)
        result.tests.update(base.tests)
        result.globals.update(base.globals)
    translations = languages.catalogue(theme, language, bytecode)
    result.policies["ext.i18n.trimmed"] = True
    result.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    result.translate = translations.gettext
    result.folder = theme / "templates"
    result.globals.update(
        site={"name": escape(site_name), "url": site.url},
        paths=_PATHS,
        language=language,
        chrome={"menu": [], "footer": [], "preview": False, "about": ""},
    )
    parts, abroad = _Parts(result), language in editions[1:]
    # Filters, not functions: Jinja calls these directly, functions through the context, five times as slowly.
    result.filters.update(
        masthead=parts.masthead,
        foot=parts.foot,
        chip=parts.chip,
        link=_kept(lambda path: escape(site.link(languages.in_english(path) if abroad else path))),
        hreflang=_kept(partial(languages.hreflang, editions, language)),
        editions=_kept(partial(languages.editions, site, editions)),
        absolute=_kept(lambda path: escape(site.absolute(path))),
        asset=lambda name: site.link(addresses.asset(name)),
        lang_in=_kept(_lang_in),
        moment=_kept(partial(_moment, default_zone=timezone, locale=language)),
        iso=_kept(partial(_iso, default_zone=timezone)),
        day=_kept(partial(_day, locale=language)),
        hour=_kept(partial(_hour, default_zone=timezone, locale=language)),
        number=_kept(partial(_number, locale=language)),
        file_size=partial(_file_size, locale=language),
        file_type=_file_type,
        feed_forms=_kept(partial(_feed_forms, site)),
        zone_path=addresses.zone,
        calendar=partial(calendar.month, locale=language),
        chart=partial(chart.chart, locale=language),
        province_map=province_map.province_map,
        islands=province_map.islands,
        policy=lambda path: Markup(security.policy(path)),  # noqa: S704 - constants, for between double quotes
        web=_web,
        telephone=dialled,
        whatsapp=_whatsapp,
    )
    return result


class _Parts:
    """Parts of pages that come again and again, each rendered once for each way in which it may look."""

    def __init__(self, environment: jinja2.Environment) -> None:
        self._environment = environment
        self._mastheads: dict[tuple[Markup, tuple[str, ...]], Markup] = {}
        self._feet: dict[Markup, Markup] = {}
        self._chips: dict[str, Markup] = {}

    def masthead(self, path: str, interface: Markup) -> Markup:
        """The head of the page at a site path; `interface` is the `lang` attribute of what is not the page's own."""
        chrome = cast(Mapping[str, Any], self._environment.globals["chrome"])
        menu, path = chrome["menu"], path.removeprefix(made.ENGLISH)
        marks = tuple(_mark(item["path"], path) for item in menu)
        found = self._mastheads.get((interface, marks))
        if found is None:
            items = [{**item, "mark": mark} for item, mark in zip(menu, marks, strict=True)]
            found = self._mastheads[interface, marks] = self._made("masthead.html", interface=interface, menu=items)
        return found

    def foot(self, interface: Markup) -> Markup:
        """What the foot of every page begins with."""
        if interface not in self._feet:
            self._feet[interface] = self._made("foot.html", interface=interface)
        return self._feet[interface]

    def chip(self, theme: str) -> Markup:
        """A theme among those of a card."""
        if theme not in self._chips:
            self._chips[theme] = self._made("chip.html", theme=theme)
        return self._chips[theme]

    def _made(self, template: str, **view: object) -> Markup:
        return Markup(self._environment.get_template(template).render(view))  # noqa: S704 - a template has escaped it


def _mark(item: str, path: str) -> str:
    """The value of `aria-current` (WAI-ARIA 1.2) of a menu item on the page at `path`."""
    return "page" if item == path else "true" if item and path.startswith(item) else ""


def _moment(instant: int, has_time: bool = True, timezone: str = "", *, default_zone: str, locale: str) -> str:
    """`Sabtu, 1 Juni 2024 | 09.30 WIB` of seconds since 1970 (UTC), or the day alone."""
    at = dates.in_zone(instant, timezone or default_zone)
    day = dates.show_day(at.date(), locale)
    return f"{day} | {at:%H.%M} {dates.zone_label(at)}" if has_time else day


def _iso(instant: int, has_time: bool = True, timezone: str = "", *, default_zone: str) -> str:
    """The value of `<time datetime>` (HTML, 4.5.14): `2024-06-01T09:30+07:00`, or `2024-06-01`."""
    at = dates.in_zone(instant, timezone or default_zone)
    return at.isoformat(timespec="minutes") if has_time else at.date().isoformat()


def _day(iso_date: str, *, locale: str) -> str:
    """`Sabtu, 1 Juni 2024` of `2024-06-01`. Raises ValueError where it is no date."""
    return dates.show_day(date.fromisoformat(iso_date), locale)


def _hour(instant: int, day: str, timezone: str = "", *, default_zone: str, locale: str) -> str:
    """`09.30 WIB` of seconds since 1970 (UTC) under the heading of `day`; with its date where that is another there."""
    at = dates.in_zone(instant, timezone or default_zone)
    hour = f"{at:%H.%M} {dates.zone_label(at)}"
    return hour if at.date().isoformat() == day else f"{dates.show_date(at.date(), locale)} | {hour}"


def _number(value: int, *, locale: str) -> str:
    """`1.064`, with the thousands separator of the language."""
    if locale in _SEPARATORS:
        return f"{value:,}".replace(",", _SEPARATORS[locale])
    from babel.numbers import format_decimal  # heavy: the languages of the editions do without

    return format_decimal(value, locale=locale)


def _lang_in(language: str, around: str) -> Markup:
    """The `lang` attribute of text within text of another language (WCAG 3.1.2); nothing within its own."""
    return Markup() if language == around else Markup(' lang="{}"').format(language)


def _file_size(size: int, *, locale: str) -> str:
    """`780 KB`, `1,2 MB` of bytes, in powers of 1,000; never less than 1 KB."""
    from babel.numbers import format_decimal

    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{format_decimal(size / 1_000_000, format='0.#', locale=locale)} MB"


def _file_type(media_type: str) -> str:
    """`PDF` of `application/pdf`: what people call a media type."""
    return _FILE_TYPES.get(media_type, media_type)


def _feed_forms(site: addresses.Site, path: str) -> list[dict[str, str]]:
    """`{path, label, type}` of each form in which the feed at a site path is written."""
    return [
        dict(zip(("path", "label", "type"), (addresses.feed_in(form, path), *_FEED_FORMS[form]), strict=True))
        for form in site.forms_of(path)
    ]


def _web(address: str) -> str:
    """The address if a browser may follow it from a page of ours (http, https), else an empty string."""
    return address if re.match(r"https?://[^\s/]", address, re.IGNORECASE) else ""


def _whatsapp(number: str) -> str:
    """The chat address of a mobile number as written, `0812…` taken as Indonesian; empty where it is no number."""
    digits = re.sub(r"\D", "", number)
    digits = f"62{digits[1:]}" if digits.startswith("0") else digits
    return f"https://wa.me/{digits}" if re.fullmatch(r"[1-9]\d{7,14}", digits) else ""
