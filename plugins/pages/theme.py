"""The theme's Jinja environment: always escaping, never guessing, in one interface language.

It is made from plain data, so every process that renders can make its own. Nothing in it reads a clock.
"""

from __future__ import annotations

import gettext
import hashlib
import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from io import BytesIO
from pathlib import Path

import jinja2
from jinja2 import compiler, ext, nodes, visitor

from plugins import addresses, dates

_DAYS_CACHED = 8192  # days of news kept formatted, some twenty years
_MOMENTS_CACHED = 8192
_LINKS_CACHED = 8192  # units and zones come again and again

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

_PATHS = {
    "front": "",
    "archive": addresses.archive(),
    "clarifications": addresses.kind("klarifikasi"),
    "directory": addresses.DIRECTORY,
    "zones": addresses.ZONES,
    "regions": addresses.REGIONS,
    "feeds": addresses.FEED_PAGE,
}


def environment(
    theme: Path,
    site: addresses.Site,
    site_name: str,
    timezone: str,
    language: str = "id",
    base: jinja2.Environment | None = None,
    bytecode: Path | None = None,
) -> jinja2.Environment:
    """Make the environment that renders the templates under `theme`, with interface text in `language`.

    `timezone` (an IANA name) is used where a view names none. `base` (Pelican's environment) gives its filters, tests,
    globals, extensions and templates, but ours come first. `bytecode` is an existing folder that keeps compiled
    templates between runs. The caller replaces the global `chrome` before the first page is rendered:
    `{menu: [{label, path}], footer: [{label, path}], preview: bool, about: str}`.
    """
    loader: jinja2.BaseLoader = jinja2.FileSystemLoader(theme / "templates")
    extensions: list[type[ext.Extension] | str] = ["jinja2.ext.i18n"]
    if base is not None:
        extensions += [type(extension) for extension in base.extensions.values()]
        if base.loader is not None:
            loader = jinja2.ChoiceLoader([loader, base.loader])
    result = _Environment(
        loader=loader,
        extensions=extensions,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_bytecode_cache(theme, language, bytecode) if bytecode is not None else None,
    )
    if base is not None:
        result.filters.update(base.filters)
        result.tests.update(base.tests)
        result.globals.update(base.globals)
    translations = catalogue(theme, language)
    result.policies["ext.i18n.trimmed"] = True
    result.install_gettext_translations(translations, newstyle=True)  # type: ignore[attr-defined]
    result.translate = translations.gettext
    result.globals.update(
        site={"name": site_name, "url": site.url},
        paths=_PATHS,
        language=language,
        chrome={"menu": [], "footer": [], "preview": False, "about": ""},
    )
    result.filters.update(
        # Filters, not functions: Jinja calls these directly, functions through the context, five times as slowly.
        link=lru_cache(_LINKS_CACHED)(site.link),
        absolute=site.absolute,
        asset=lambda name: site.link(addresses.asset(name)),
        moment=partial(_moment, default_zone=timezone, locale=language),
        iso=partial(_iso, default_zone=timezone),
        day=partial(_day, locale=language),
        number=partial(_number, locale=language),
        file_size=partial(_file_size, locale=language),
        file_type=_file_type,
        zone_path=addresses.zone,
        web=_web,
        telephone=_telephone,
        whatsapp=_whatsapp,
    )
    return result


def catalogue(theme: Path, language: str) -> gettext.NullTranslations:
    """The interface text of `language`, compiled in memory; the source strings, Indonesian, where it has none."""
    source = _catalogue_file(theme, language)
    if not source.is_file():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo  # heavy: the language of the source strings does without
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with source.open("rb") as text:
        write_mo(compiled, read_po(text, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


class _Translator(visitor.NodeTransformer):
    """Puts the text of the interface's language in place of `_("…")`: an environment has one language for good."""

    def __init__(self, translate: Callable[[str], str]) -> None:
        self.translate = translate

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        """Translate `_("…")` and `{% trans %}…{% endtrans %}` where no value has to be filled in."""
        if isinstance(node.node, nodes.Name) and node.node.name in ("_", "gettext"):
            match node.args, node.kwargs:
                case [nodes.Const(value=str() as text)], []:
                    return nodes.Const(self.translate(text) % {}, lineno=node.lineno)
        return self.generic_visit(node)


class _CodeGenerator(compiler.CodeGenerator):
    environment: _Environment

    def visit_Template(self, node: nodes.Template, frame: compiler.Frame | None = None) -> None:
        _Translator(self.environment.translate).visit(node)
        super().visit_Template(node, frame)


class _Environment(jinja2.Environment):
    """Two things are cheaper than in Jinja's own: interface text is translated when a template is compiled, and
    `card.title` looks for the key first, which also keeps a key called `items` or `copy` from meaning a method.
    """

    code_generator_class = _CodeGenerator
    translate: Callable[[str], str]

    def getattr(self, obj: object, attribute: str) -> object:
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


def _catalogue_file(theme: Path, language: str) -> Path:
    return theme / "locale" / language / "LC_MESSAGES" / "newsroom.po"


def _bytecode_cache(theme: Path, language: str, folder: Path) -> jinja2.BytecodeCache:
    """Keep apart what was compiled with other interface text."""
    source = _catalogue_file(theme, language)
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:16] if source.is_file() else "source"
    return jinja2.FileSystemBytecodeCache(str(folder), f"{language}-{digest}-%s.cache")


@lru_cache(_MOMENTS_CACHED)
def _moment(instant: int, has_time: bool = True, timezone: str = "", *, default_zone: str, locale: str) -> str:
    """`Sabtu, 1 Juni 2024 | 09.30 WIB` of seconds since 1970 (UTC), or the day alone."""
    at = dates.in_zone(instant, timezone or default_zone)
    day = _show_day(at.date(), locale)
    return f"{day} | {at:%H.%M} {dates.zone_label(at)}" if has_time else day


@lru_cache(_MOMENTS_CACHED)
def _iso(instant: int, has_time: bool = True, timezone: str = "", *, default_zone: str) -> str:
    """The value of `<time datetime>` (HTML, 4.5.14): `2024-06-01T09:30+07:00`, or `2024-06-01`."""
    at = dates.in_zone(instant, timezone or default_zone)
    return at.isoformat(timespec="minutes") if has_time else at.date().isoformat()


def _day(iso_date: str, *, locale: str) -> str:
    """`Sabtu, 1 Juni 2024` of `2024-06-01`. Raises ValueError where it is no date."""
    return _show_day(date.fromisoformat(iso_date), locale)


# Babel takes some 50 microseconds to format a day, and tens of thousands of pages show the same few days.
_show_day = lru_cache(_DAYS_CACHED)(dates.show_day)


@lru_cache(_DAYS_CACHED)
def _number(value: int, *, locale: str) -> str:
    """`1.064`, with the thousands separator of the language."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=locale)


def _file_size(size: int, *, locale: str) -> str:
    """`780 KB`, `1,2 MB` of bytes, in powers of 1,000; never less than 1 KB."""
    from babel.numbers import format_decimal

    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{format_decimal(size / 1_000_000, format='0.#', locale=locale)} MB"


def _file_type(media_type: str) -> str:
    """`PDF` of `application/pdf`: what people call a media type."""
    return _FILE_TYPES.get(media_type, media_type)


def _web(address: str) -> str:
    """The address if a browser may follow it from a page of ours (http, https), else an empty string."""
    return address if re.match(r"https?://[^\s/]", address, re.IGNORECASE) else ""


def _telephone(number: str) -> str:
    """`+62751123456`-like digits of a number as written, for `tel:` (RFC 3966); empty where there are too few."""
    digits = re.sub(r"[^\d+]", "", number)
    return digits if re.fullmatch(r"\+?\d{3,15}", digits) else ""


def _whatsapp(number: str) -> str:
    """The chat address of a mobile number as written, `0812…` taken as Indonesian; empty where it is no number."""
    digits = re.sub(r"\D", "", number)
    digits = f"62{digits[1:]}" if digits.startswith("0") else digits
    return f"https://wa.me/{digits}" if re.fullmatch(r"[1-9]\d{7,14}", digits) else ""
