"""The values that front matter may hold: each a small function from text to a typed value, and a name for the schema.

Each raises a PydanticCustomError that carries a row of `texts` and its facts; `problem_of` turns it into a Problem.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from typing import Annotated, Any, cast
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from plugins.addresses import STORY_REFERENCE, is_slug
from plugins.dates import Moment, parse_moment
from plugins.problems import Problem, Rule
from plugins.stories import texts
from plugins.stories.frontmatter import Value
from plugins.stories.slips import suggest_moment

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
_ID = re.compile(r"[a-z0-9][a-z0-9-]*(?:/[a-z0-9][a-z0-9-]*){0,3}")
_TAG = re.compile(r"[a-z0-9-]{1,50}")


@dataclass(frozen=True, slots=True)
class Terms:
    """What the values of one story are judged by. `timezone` (IANA) is its unit's, `reference` its address."""

    timezone: str
    reference: str
    unit_ids: Set[str]
    zone_ids: tuple[str, ...]
    moves: frozenset[tuple[str, str]] = frozenset()


def slip(rule: Rule, value: object = "", **facts: Any) -> PydanticCustomError:
    """The error that stands for `rule` broken with `value`; facts as `Rule.broken` takes them."""
    return PydanticCustomError("slip", "{code}", {"code": rule.code, "rule": rule, "value": value, "facts": facts})


def problem_of(context: dict[str, Any], path: str, line: int, field: str) -> Problem:
    """The problem of which an error of `slip` tells."""
    rule, facts = cast(Rule, context["rule"]), context["facts"]
    problem = rule.broken(path, line, field=field, value=context["value"], **facts)
    # A nearest value that is no near miss but a translation (1 Juni 2024) is given as a fact.
    return replace(problem, nearest=facts["nearest"]) if "nearest" in facts else problem


def terms_of(info: ValidationInfo) -> Terms:
    """The terms that the schema was given."""
    return cast(Terms, info.context)


def exact(value: Value, longest: int, lines: int = 1) -> str:
    """Text as written, at most `longest` characters on one line (or on many), free of control characters."""
    if not isinstance(value, str):
        raise slip(texts.NOT_TEXT)
    written = value.strip()
    if not written:
        raise slip(texts.EMPTY)
    if len(written) > longest:
        raise slip(texts.TOO_LONG, written, length=len(written), allowed=f"paling banyak {longest} karakter")
    if odd := _CONTROL.search(written):
        raise slip(texts.UNPRINTABLE, written, code=f"U+{ord(odd[0]):04X}")
    if lines == 1 and ("\n" in written or "\r" in written):
        raise slip(texts.NOT_ONE_LINE, written)
    return written


def text_of(value: Value, longest: int, lines: int = 1) -> str:
    """Text in Unicode's normal form C, its white space folded and characters without any width dropped."""
    written = exact(value, longest, lines).translate(_UNSEEN)
    if not written.strip():
        raise slip(texts.EMPTY)
    return unicodedata.normalize("NFC", " ".join(written.split()))


def text(longest: int, lines: int = 1) -> PlainValidator:
    """The validator of a text of at most `longest` characters."""
    return PlainValidator(lambda value: text_of(value, longest, lines))


def one_of(options: tuple[str, ...]) -> PlainValidator:
    """The validator of a word out of a fixed list."""

    def check(value: Value) -> str:
        word = text_of(value, 300)
        if word not in options:
            raise slip(texts.NOT_ONE_OF, word, options=options)
        return word

    return PlainValidator(check)


def many(most: int, *, comma: bool = True, mappings: bool = False) -> BeforeValidator:
    """A list of at most `most` values; one value counts as a list too, text divided at its commas if `comma`."""

    def check(value: Value) -> list[Value]:
        if isinstance(value, str):
            parts = value.split(",") if comma else [value]
            value = [part.strip() for part in parts if part.strip()]
        elif isinstance(value, dict) and mappings:
            value = [value]
        if not isinstance(value, list):
            raise slip(texts.NOT_LIST)
        if len(value) > most:
            raise slip(texts.TOO_MANY, count=len(value), allowed=f"paling banyak {most}")
        return value

    return BeforeValidator(check)


def mapping(keys: str, short: str = "") -> BeforeValidator:
    """A mapping of the keys told in `keys`; where only text is written, it is the value of the key `short`."""

    def check(value: Value) -> dict[str, Value]:
        if value == "":
            raise slip(texts.EMPTY)
        if isinstance(value, str) and short:
            return {short: value}
        if not isinstance(value, dict):
            raise slip(texts.NOT_MAPPING, value if isinstance(value, str) else "", keys=keys)
        return {key: part for key, part in value.items() if part != ""}

    return BeforeValidator(check)


def _moment(value: Value, info: ValidationInfo) -> Moment:
    word = text_of(value, 300)
    try:
        return parse_moment(word, terms_of(info).timezone)
    except (ValueError, OverflowError):
        raise slip(texts.BAD_MOMENT, word, allowed=MOMENT_FORMS, nearest=suggest_moment(word)) from None


def _day(value: Value, info: ValidationInfo) -> str:
    word = text_of(value, 300)
    try:
        return parse_moment(word, terms_of(info).timezone).at.date().isoformat()
    except (ValueError, OverflowError):
        raise slip(texts.BAD_DATE, word, allowed=DATE_FORMS, nearest=suggest_moment(word)) from None


def flag_of(value: Value) -> bool:
    """True or false, in English or Indonesian."""
    word = text_of(value, 300).lower()
    if word not in BOOLEANS:
        raise slip(texts.NOT_ONE_OF, word, options=("true", "false"))
    return BOOLEANS[word]


def _tag(value: Value) -> str:
    word = text_of(value, 300)
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[\s_-]+", "-", plain.lstrip("#")).strip("-")
    if not _TAG.fullmatch(name) or not is_slug(name):
        raise slip(texts.BAD_TAG, word, allowed=TAG_FORM)
    return name


def _unit(value: Value, info: ValidationInfo) -> str:
    word = text_of(value, 300)
    if word not in terms_of(info).unit_ids:
        raise slip(texts.UNKNOWN_UNIT, word, options=terms_of(info).unit_ids)
    return word


def _zone(value: Value, info: ValidationInfo) -> str:
    word = text_of(value, 300)
    themes = terms_of(info).zone_ids
    if word.removeprefix("-") not in themes:
        raise slip(texts.UNKNOWN_ZONE, word, options=themes)
    return word


def _reference(value: Value) -> str:
    word = text_of(value, 300)
    if not _is_reference(word):
        plain = word.removeprefix("/").removeprefix("berita/").removesuffix("/").removesuffix(".md")
        raise slip(texts.BAD_REFERENCE, word, nearest=plain if _is_reference(plain) else "")
    return word


def _is_reference(word: str) -> bool:
    match = STORY_REFERENCE.fullmatch(word)
    return bool(match and is_slug(match["slug"]))


def _former(value: Value, info: ValidationInfo) -> str:
    reference, terms = _reference(value), terms_of(info)
    if reference == terms.reference:
        raise slip(texts.MOVED_FROM_ITSELF, reference)
    same_unit = reference.split("/")[0] == terms.reference.split("/")[0]
    if not same_unit and (reference, terms.reference) not in terms.moves:
        raise slip(texts.MOVED_FROM_OTHER_UNIT, reference, reference=terms.reference)
    return reference


def _id(value: Value) -> str:
    word = text_of(value, 160)
    if not _ID.fullmatch(word):
        raise slip(texts.BAD_ID, word, allowed="huruf a-z, angka dan tanda hubung, dengan / di antara bagiannya")
    return word


def url(*schemes: str) -> Callable[[Value], str]:
    """A function that takes an address on the web, of one of `schemes`, with a host and without user or password."""

    def check(value: Value) -> str:
        word = text_of(value, 2000)
        try:
            parts = urlsplit(word)
            good = parts.scheme in schemes and parts.hostname and not parts.username and " " not in word
        except ValueError:
            good = False
        if not good:
            raise slip(texts.BAD_URL, word, scheme=" atau ".join(f"{scheme}://" for scheme in schemes))
        return word

    return check


def _source(value: Value) -> str:
    word = text_of(value, 500)
    return url("https", "http")(word) if _SCHEME.fullmatch(word) else word


def _file(value: Value) -> str:
    word = exact(value, 300)
    if _SCHEME.match(word) or word.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", word):
        raise slip(texts.BAD_FILE_NAME, word)
    return word


def _free(value: Value) -> Value:
    """Any value, as long as its texts hold no invisible characters: what a later room gives a meaning to."""
    if isinstance(value, list):
        return [_free(part) for part in value]
    if isinstance(value, dict):
        return {text_of(key, 100): _free(part) for key, part in value.items()}
    return text_of(value, 5000, lines=100) if value else ""


Title = Annotated[str, text(300)]
Line = Annotated[str, text(300)]
Paragraph = Annotated[str, text(2000, lines=100)]
When = Annotated[Moment, PlainValidator(_moment)]
Day = Annotated[str, PlainValidator(_day)]
Flag = Annotated[bool, PlainValidator(flag_of)]
Tag = Annotated[str, PlainValidator(_tag)]
UnitId = Annotated[str, PlainValidator(_unit)]
Zone = Annotated[str, PlainValidator(_zone)]
Reference = Annotated[str, PlainValidator(_reference)]
Former = Annotated[str, PlainValidator(_former)]
Id = Annotated[str, PlainValidator(_id)]
VideoAddress = Annotated[str, PlainValidator(url("https"))]
Source = Annotated[str, PlainValidator(_source)]
FileName = Annotated[str, PlainValidator(_file)]
FREE = AfterValidator(_free)
