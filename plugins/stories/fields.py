"""The values that front matter may hold: each a small function from text to a typed value,
for the keys of a record.

Each raises a Slip that carries a row of `texts` and its facts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from plugins.addresses import STORY_REFERENCE, is_slug
from plugins.dates import Moment, parse_moment
from plugins.problems import shorten
from plugins.stories import texts
from plugins.stories.frontmatter import Value
from plugins.stories.record import Check, Read, Slip, Slips, read_record, with_slips
from plugins.stories.slips import OTHER_VALUES, suggest_moment
from plugins.stories.terms import Terms

KINDS = ("berita", "siaran-pers", "pengumuman", "sambutan", "klarifikasi")
STATUSES = ("published", "draft")
LANGUAGES = ("id", "en")  # BCP 47
CORRECTION_KINDS = ("ralat", "koreksi", "hak-jawab", "pemutakhiran")  # Peraturan Dewan Pers 1/2012
WITHDRAWAL_KINDS = ("pencabutan", "privasi")
KIP_CLASSES = ("berkala", "serta-merta", "setiap-saat")  # UU 14/2008, Pasal 9 to 11
BOOLEANS = {"true": True, "ya": True, "yes": True, "false": False, "tidak": False, "no": False}

MOMENT_FORMS = "2024-06-01, 2024-06-01 09:30, 2024-06-01 09.30 WIB, 2024-06-01T09:30:00+07:00; tahun 1945 sampai 2100"
DATE_FORMS = "2024-06-01; tahun 1945 sampai 2100"
TAG_FORM = "huruf a-z, angka dan tanda hubung, paling banyak 50 karakter"

# Characters that break feeds (XML 1.0, 2.2) or turn the reading order around (Unicode TR 36).
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_UNSEEN = str.maketrans(dict.fromkeys("\u00ad\u200b\u200e\u200f\u2060\ufeff"))  # pasted along, without any meaning
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S*")
_ON_A_DISK = re.compile(r"(?:file:/*)?[A-Za-z]:[/\\](?:.*[/\\])?(?P<name>[^/\\]+)")  # of a file on an office PC
_ID = re.compile(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*){0,3}")
_WHERE = re.compile(r"(?:https?://[^/]*)?/?(?:content/)?(?:berita/)?")  # as in the address bar, or the folder
_BETWEEN_TAGS = re.compile(r"[,;/|&#]")
_TAG = re.compile(r"[a-z0-9-]{1,50}")


def exact(value: Value, longest: int, lines: int = 1) -> str:
    """Text as written, at most `longest` characters on one line (or on many), free of control characters."""
    if not isinstance(value, str):
        raise Slip(texts.NOT_TEXT)
    written = value.strip()
    if not written:
        raise Slip(texts.EMPTY)
    if len(written) > longest:
        raise Slip(texts.TOO_LONG, written, length=len(written), allowed=f"paling banyak {longest} karakter")
    if not written.isprintable() and (odd := _CONTROL.search(written)):
        raise Slip(texts.UNPRINTABLE, written, code=f"U+{ord(odd[0]):04X}")
    if lines == 1 and ("\n" in written or "\r" in written):
        raise Slip(texts.NOT_ONE_LINE, written)
    return written


def text_of(value: Value, longest: int, lines: int = 1) -> str:
    """Text in Unicode's normal form C, its white space folded and characters without any width dropped."""
    written = exact(value, longest, lines)
    if written.isascii():
        return " ".join(written.split())
    folded = " ".join(written.translate(_UNSEEN).split())
    if not folded:
        raise Slip(texts.EMPTY)
    return unicodedata.normalize("NFC", folded)


def text(longest: int, lines: int = 1) -> Check:
    """The check of a text of at most `longest` characters."""
    return lambda value, terms: text_of(value, longest, lines)


def one_of(options: tuple[str, ...]) -> Check:
    """The check of a word out of a fixed list."""

    def check(value: Value, terms: Terms) -> str:
        word = text_of(value, 300)
        if word not in options:
            other = OTHER_VALUES.get(word.lower())
            meant = {"nearest": other} if other in options else {}
            raise Slip(texts.NOT_ONE_OF, word, options=options, **meant)
        return word

    return check


def many(one: Check, most: int, *, comma: bool = True, mappings: bool = False) -> Check:
    """A list of at most `most` values; one value counts as a list too, text divided at its commas if `comma`."""

    def check(value: Value, terms: Terms) -> tuple[Any, ...]:
        if isinstance(value, str):
            parts = value.split(",") if comma else [value]
            value = [part.strip() for part in parts if part.strip()]
        elif isinstance(value, dict) and mappings:
            value = [value]
        if not isinstance(value, list):
            raise Slip(texts.NOT_LIST)
        if len(value) > most:
            raise Slip(texts.TOO_MANY, count=len(value), allowed=f"paling banyak {most}")
        good: dict[int, Any] = {}
        slips: list[Slip] = []
        for number, part in enumerate(value):
            with_slips(number, one, part, terms, good, slips)
        if slips:
            raise Slips(slips)
        return tuple(good.values())

    return check


def record(model: type[Read], short: str = "") -> Check:
    """The check of a mapping as `model` has it; where only text is written, it is the value of the key `short`."""
    written = mapping(short)
    return lambda value, terms: read_record(model, written(value), terms)


def mapping(short: str = "") -> Callable[[Value], dict[str, Value]]:
    """A function that takes a mapping, or text as the value of the key `short`."""

    def check(value: Value) -> dict[str, Value]:
        if value == "":
            raise Slip(texts.EMPTY)
        if isinstance(value, str) and short:
            return {short: value}
        if not isinstance(value, dict):
            raise Slip(texts.NOT_MAPPING, value if isinstance(value, str) else "")
        return {key: part for key, part in value.items() if part != ""}

    return check


def moment(value: Value, terms: Terms) -> Moment:
    """A moment; without an offset in the zone of the terms."""
    word = text_of(value, 300)
    try:
        return parse_moment(word, terms.timezone)
    except (ValueError, OverflowError):
        raise Slip(texts.BAD_MOMENT, word, allowed=MOMENT_FORMS, nearest=suggest_moment(word)) from None


def moment_meant(word: str, terms: Terms) -> str:
    """`word` if it is a moment, else the moment nearest to it; an empty text where there is none."""
    try:
        parse_moment(word, terms.timezone)
    except (ValueError, OverflowError):
        return suggest_moment(word)
    return shorten(word)


def day(value: Value, terms: Terms) -> str:
    """A day, in ISO 8601."""
    word = text_of(value, 300)
    try:
        return parse_moment(word, terms.timezone).at.date().isoformat()
    except (ValueError, OverflowError):
        raise Slip(texts.BAD_DATE, word, allowed=DATE_FORMS, nearest=suggest_moment(word)) from None


def flag_of(value: Value) -> bool:
    """True or false, in English or Indonesian."""
    word = text_of(value, 300).lower()
    if word not in BOOLEANS:
        raise Slip(texts.NOT_ONE_OF, word, options=("true", "false"))
    return BOOLEANS[word]


def flag(value: Value, terms: Terms) -> bool:
    """The check of `flag_of`."""
    return flag_of(value)


def tag(value: Value, terms: Terms) -> str:
    """A tag, made small and hyphenated."""
    word = text_of(value, 300)
    name = _tag(word)
    if not name:
        parts = [_tag(part) for part in _BETWEEN_TAGS.split(word) if part.strip()]
        meant = f"[{', '.join(parts)}]" if parts and all(parts) else ""
        raise Slip(texts.BAD_TAG, word, allowed=TAG_FORM, nearest=meant)
    return name


def _tag(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[\s_-]+", "-", plain.strip().lstrip("#")).strip("-")
    return name if _TAG.fullmatch(name) and is_slug(name) else ""


def unit_id(value: Value, terms: Terms) -> str:
    """A unit of the registry."""
    word = text_of(value, 300)
    if word not in terms.unit_ids:
        raise Slip(texts.UNKNOWN_UNIT, word, options=terms.unit_ids)
    return word


def zone(value: Value, terms: Terms) -> str:
    """A theme of the taxonomy, perhaps with a minus."""
    word = text_of(value, 300)
    themes = terms.zone_ids
    if word.removeprefix("-") not in themes:
        raise Slip(texts.UNKNOWN_ZONE, word, options=themes)
    return word


def reference(value: Value, terms: Terms) -> str:
    """The address of a story: `unit/year/slug`."""
    word = text_of(value, 300)
    if not _is_reference(word):
        plain = _WHERE.sub("", word, count=1).removesuffix("/").removesuffix(".md")
        raise Slip(texts.BAD_REFERENCE, word, nearest=plain if _is_reference(plain) else "")
    return word


def _is_reference(word: str) -> bool:
    match = STORY_REFERENCE.fullmatch(word)
    return bool(match and is_slug(match["slug"]))


def former(value: Value, terms: Terms) -> str:
    """A former address of the same story."""
    old = reference(value, terms)
    if old == terms.reference:
        raise Slip(texts.MOVED_FROM_ITSELF, old)
    same_unit = old.split("/")[0] == terms.reference.split("/")[0]
    if not same_unit and (old, terms.reference) not in terms.moves:
        raise Slip(texts.MOVED_FROM_OTHER_UNIT, old, reference=terms.reference)
    return old


def identifier(value: Value, terms: Terms) -> str:
    """An id, perhaps with slashes."""
    word = text_of(value, 160)
    if not _ID.fullmatch(word):
        raise Slip(texts.BAD_ID, word, allowed="huruf a-z, angka dan tanda hubung, dengan / di antara bagiannya")
    return word


def rule_code(value: Value, terms: Terms) -> str:
    """The code of a rule, in small letters: messages write R-FOTO, and so may authors."""
    return identifier(text_of(value, 160).lower(), terms)


def url(*schemes: str) -> Check:
    """The check of an address on the web, of one of `schemes`, with a host and without user or password."""

    def check(value: Value, terms: Terms) -> str:
        word = text_of(value, 2000)
        try:
            parts = urlsplit(word)
            good = parts.scheme in schemes and parts.hostname and not parts.username and " " not in word
        except ValueError:
            good = False
        if not good:
            raise Slip(texts.BAD_URL, word, scheme=" atau ".join(f"{scheme}://" for scheme in schemes))
        return word

    return check


_web_address = url("https", "http")


def source(value: Value, terms: Terms) -> str:
    """Text, or an address on the web."""
    word = text_of(value, 500)
    return _web_address(word, terms) if _SCHEME.fullmatch(word) else word


def file_name(value: Value, terms: Terms) -> str:
    """The name of a file beside the story."""
    word = exact(value, 300)
    if _SCHEME.match(word) or word.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", word):
        on_a_disk = _ON_A_DISK.fullmatch(word)
        raise Slip(texts.BAD_FILE_NAME, word, **({"nearest": on_a_disk["name"]} if on_a_disk else {}))
    return word


def free(value: Value) -> Value:
    """Any value, as long as its texts hold no invisible characters: what a later room gives a meaning to."""
    if isinstance(value, list):
        return [free(part) for part in value]
    if isinstance(value, dict):
        return {text_of(key, 100): free(part) for key, part in value.items()}
    return text_of(value, 5000, lines=100) if value else ""


title = line = text(300)
paragraph = text(2000, lines=100)
