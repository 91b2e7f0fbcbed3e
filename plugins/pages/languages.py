"""The languages of the interface: their catalogues, and the editions of the site."""

from __future__ import annotations

import gettext
import hashlib
import os
from io import BytesIO
from pathlib import Path

from markupsafe import Markup

from plugins import addresses
from plugins.addresses import made

_LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}


def catalogue(theme: Path, language: str, kept: Path | None = None) -> gettext.NullTranslations:
    """The interface text of `language`; the source strings, Indonesian, where it has none.

    `kept` is an existing folder that keeps compiled catalogues between runs.
    """
    source = catalogue_file(theme, language)
    if not source.is_file():
        return gettext.NullTranslations()
    text = source.read_bytes()
    compiled = kept / f"{language}-{hashlib.sha256(text).hexdigest()[:16]}.mo" if kept else None
    if compiled and compiled.is_file():
        return gettext.GNUTranslations(BytesIO(compiled.read_bytes()))
    from babel.messages.mofile import write_mo  # heavy: done once for each edit of a catalogue
    from babel.messages.pofile import read_po

    fresh = BytesIO()
    write_mo(fresh, read_po(BytesIO(text), locale=language))
    if compiled:
        _keep(compiled, fresh.getvalue())
    fresh.seek(0)
    return gettext.GNUTranslations(fresh)


def _keep(file: Path, data: bytes) -> None:
    """Write a file that other processes may be reading, or writing too."""
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    unfinished.write_bytes(data)
    unfinished.replace(file)


def catalogue_file(theme: Path, language: str) -> Path:
    """Where the catalogue of a language is, if there is one."""
    return theme / "locale" / language / "LC_MESSAGES" / "newsroom.po"


def in_english(path: str) -> str:
    """Where a link in the English edition leads: to the page's own English edition, where it has one."""
    return made.in_english(path) if made.has_english(path) else path


def hreflang(languages: tuple[str, ...], language: str, path: str) -> Markup:
    """The `hreflang` attribute of a link out of the edition in `language`, to a page that has no other than its own.

    `languages` are those of the editions, the site's own first. `path` is no story's: these bear their own language.
    """
    leaves = language in languages[1:] and not made.has_english(path)
    return Markup(' hreflang="{}"').format(languages[0]) if leaves else Markup()


def editions(site: addresses.Site, languages: tuple[str, ...], path: str) -> list[dict[str, str]]:
    """`{lang, label, address, absolute}` of each edition of the page at a site path, where it has more than one."""
    own = path.removeprefix(made.ENGLISH)
    paths = (own, made.in_english(own)) if made.has_english(own) else ()
    return [
        {"lang": lang, "label": _LANGUAGES.get(lang, lang), "address": site.link(at), "absolute": site.absolute(at)}
        for lang, at in zip(languages, paths, strict=False)
    ]
