"""In which sizes and forms a photo can be had: what the macro `picture` (picture.html) makes its sources of.

Sizes are made after the publish. A page names those that stand; until then, and where there are none, it shows the
photo as it was published.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape, unescape
from typing import Any, TypedDict

from plugins.library import Library
from plugins.library.cards import Card
from plugins.library.changes import Change, MadeChange
from plugins.stories.story import MEDIA

SIZES = "sizes"  # the family that makes them
_FORMS = {"webp": "image/webp"}  # a browser takes the first that it can show
_SIZE = re.compile(r".*-(?P<digest>[0-9a-f]{12})-(?P<width>\d+)\.(?P<form>\w+)")
_IN_BODY = re.compile(rf'<img src="{MEDIA}([^"]*)"(?: [a-z]+="[^"]*")*>')


class Size(TypedDict):
    """A file of a photo: its site path, and how many pixels wide it is."""

    path: str
    width: int


class Source(TypedDict):
    """A photo in one form, the smallest first. `type` is a media type."""

    type: str
    sizes: list[Size]


def sources(library: Library, reference: str, name: str, digest: str) -> list[Source]:
    """The sizes that stand of the photo published as `name` beside a story, by form, the smallest form first.

    `digest` is that of the file as it is now (hexadecimal; its first twelve digits are enough): sizes of another are
    about to go.
    """
    forms: dict[str, list[Size]] = {form: [] for form in _FORMS}
    for path in library.made(SIZES, f"{reference}|{digest[:12]}|{name}"):
        found = _SIZE.fullmatch(path)
        if found and found["form"] in forms and found["digest"] == digest[:12]:
            forms[found["form"]].append(Size(path=path, width=int(found["width"])))
    return [
        Source(type=_FORMS[form], sizes=sorted(of, key=lambda size: size["width"])) for form, of in forms.items() if of
    ]


def pictured(library: Library, cards: Sequence[Card]) -> list[Mapping[str, Any]]:
    """Cards whose photos are shown: each image with its `sources`."""
    return [
        {**card, "image": {**image, "sources": _of_card(library, card)}} if (image := card["image"]) else {**card}
        for card in cards
    ]


def _of_card(library: Library, card: Card) -> list[Source]:
    image = card["image"]
    return sources(library, card["reference"], image["path"].rpartition("/")[2], image["digest"]) if image else []


def in_body(body: str, of: Callable[[str], list[Source]], link: Callable[[str], str], shown: str) -> str:
    """A story's body, its addresses not yet resolved, with the sizes of its photos, as `picture.html` has them.

    `of` gives the sources of a photo by its published name, `link` the address of a site path, both as plain text;
    `shown` is the attribute `sizes`.
    """

    def picture(match: re.Match[str]) -> str:
        found = "".join(
            f'<source type="{source["type"]}" srcset="{escape(_srcset(source, link))}" sizes="{escape(shown)}">'
            for source in of(unescape(match.group(1)))
        )
        return f"<picture>{found}{match.group()}</picture>" if found else match.group()

    return _IN_BODY.sub(picture, body) if MEDIA in body else body


def _srcset(source: Source, link: Callable[[str], str]) -> str:
    return ", ".join(f"{link(size['path'])} {size['width']}w" for size in source["sizes"])


def story_of(change: Change) -> str | None:
    """The reference of the story whose photo came to have other sizes; None of any other change."""
    if isinstance(change, MadeChange) and change.family == SIZES:
        return change.key.partition("|")[0]
    return None
