"""From a file that is open to a draft: every text with the line and column at which the file has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plugins.rules.draft import BODY, Draft, Known, Link, Office, Passage, Photo
from plugins.rules.reading import plain
from plugins.stories.frontmatter import Front, Location, Value, decode, read_front
from plugins.stories.keys import StoryFields
from plugins.stories.reader import Opened
from plugins.stories.tree import PagePlace, Place
from plugins.units import Registry

MOST_PASSAGES = 2_000  # blocks of one body; what comes after them is one more
# What stands in these keys is no text that anyone reads.
_NO_TEXT = frozenset(
    {"date", "event_date", "status", "kind", "zones", "units", "embargo_until", "expires", "moved_from", "lang"}
    | {"sample", "source_story", "translation_of", "updated", "file", "kip", "until", "rule", "campaign", "event"}
    | {"services", "agreements", "urgent"}
)
_PICTURES = ("image", "images")
_BLOCKS = re.compile(r"[^\n](?:[^\n]|\n(?!\n|[ \t]+\n))*")
_LINK = re.compile(r"(?<!!)\[(?P<text>[^\[\]\n]{0,500})\]\(<?(?P<address>[^()\s<>]{1,2000}(?:\([^()\s]{0,200}\))?)")
_PICTURE = re.compile(r"!\[(?P<alt>[^\[\]\n]{0,2000})\]\(<?(?P<file>[^()\s<>]{1,500})")
_BARE = re.compile(r"<?\b(?P<address>https?://[^\s<>\"')\]]{1,2000})", re.IGNORECASE)
_HREF = re.compile(
    r"<a\s[^>]{0,300}?href\s*=\s*[\"']?(?P<address>[^\s\"'>]{1,2000})[^>]{0,300}>(?P<text>[^<]{0,500})", re.I
)


@dataclass(frozen=True, slots=True)
class Desk:
    """What drafts are made with; the same for all. `language` is that of stories that do not say theirs."""

    registry: Registry
    known: Known
    language: str = "id"


def draft_of(data: bytes, place: Place | PagePlace, opened: Opened | None, desk: Desk) -> Draft:
    """The draft in the bytes of the file at `place`; `opened` is what is known of its front matter, if anything.

    Where front matter cannot be read, the whole file is one text: what must not be published is found there too.
    """
    front = opened.front if opened else read_front(data, place.path)[0]
    keys = opened.keys if opened else None
    if front is None:
        text, _ = decode(data, place.path)
        whole = text if text is not None else data.decode("utf-8", "replace").replace("\0", "")
        front = Front({}, {}, whole, 1)
    passages = (*_values(front, data), *_blocks(front.body, front.body_line))
    language = front.values.get("lang")
    return Draft(
        path=place.path,
        reference=place.reference if isinstance(place, Place) else "",
        lang=language if isinstance(language, str) and language else desk.language,
        keys=keys,
        office=_office(place.unit, keys, desk.registry),
        known=desk.known,
        passages=passages,
        photos=tuple(_photos(keys, front, passages)),
        links=tuple(_links(passages)),
        timezone=desk.registry.timezone(place.unit) if place.unit else desk.registry.default_timezone,
        lines={_named(location): line for location, line in front.lines.items()},
    )


def _named(location: Location) -> str:
    return ".".join(map(str, location))


def _values(front: Front, data: bytes) -> Iterator[Passage]:
    """The texts of front matter, each where the file writes it."""
    lines = (decode(data, "")[0] or "").split("\n") if front.values else []
    for location, text in _texts(front.values, ()):
        line = front.line(location)
        written = lines[line - 1] if 0 < line <= len(lines) else ""
        column = written.find(text) + 1
        yield Passage(_named(location), text, line, column)


def _texts(value: Value, location: Location) -> Iterator[tuple[Location, str]]:
    if isinstance(value, str):
        if value:
            yield location, value
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _texts(part, (*location, number))
    else:
        for name, part in value.items():
            if name not in _NO_TEXT:
                yield from _texts(part, (*location, name))


def _blocks(body: str, first_line: int) -> Iterator[Passage]:
    """The blocks of a body: what stands between empty lines."""
    line, last = first_line, 0
    for number, match in enumerate(_BLOCKS.finditer(body)):
        line += body.count("\n", last, match.start())
        last = match.start()
        column = match.start() - (body.rfind("\n", 0, match.start()) + 1) + 1
        if number == MOST_PASSAGES:
            yield Passage(BODY, body[last:], line, column)
            return
        yield Passage(BODY, match[0], line, column)


def _office(unit: str, keys: StoryFields | None, registry: Registry) -> Office:
    if not unit or unit not in registry.units:
        return Office()
    day = keys.date.at.date() if keys else date.max
    row, state = registry.units[unit], registry.at(unit, day)
    return Office(
        id=unit,
        name=state.name,
        short_name=state.short_name,
        aliases=row.aliases,
        kind=state.kind,
        type=row.type,
        unit_class=state.unit_class,
        city=row.city,
        ancestors=registry.ancestors(unit, day),
    )


def _photos(keys: StoryFields | None, front: Front, passages: tuple[Passage, ...]) -> Iterator[Photo]:
    if keys is not None:
        named = [(("image",), keys.image)] if keys.image else []
        several = [(("images", number), written) for number, written in enumerate(keys.images)]
        for location, written in (*named, *several):
            yield Photo(
                field=_named(location),
                file=written.file,
                line=front.line(location),
                alt=written.alt,
                caption=written.caption,
                credit=written.credit,
                consent=written.consent,
            )
    for passage in passages:
        if passage.field == BODY and "![" in passage.text:
            for match in _PICTURE.finditer(passage.text):
                yield Photo(BODY, match["file"], passage.place(match.start())[0], alt=match["alt"].strip())


def _links(passages: tuple[Passage, ...]) -> Iterator[Link]:
    for passage in passages:
        text = passage.text
        if passage.field.partition(".")[0] in _PICTURES and "://" not in text:
            continue
        taken: list[tuple[int, int]] = []
        for form in (_LINK, _HREF) if passage.field == BODY else ():
            for match in form.finditer(text):
                taken.append(match.span())
                yield Link(match["text"], match["address"], passage, *match.span("address"))
        if "://" in text:
            ends = iter(sorted(taken))
            start, end = next(ends, (len(text), len(text)))
            for match in _BARE.finditer(text):
                while match.start() >= end and start < len(text):
                    start, end = next(ends, (len(text), len(text)))
                if match.start() < start:
                    address = match["address"].rstrip(".,;:!?")
                    at = match.start("address")
                    yield Link(plain(address), address, passage, at, at + len(address))
