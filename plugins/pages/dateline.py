"""How a story of an office begins and ends: place and day before its first sentence, the standfirst, who wrote it.

The ministry's press offices write these into the text itself as often as not, so nothing is said twice.
"""

from __future__ import annotations

import re
from html import unescape

from plugins import dates
from plugins.stories.story import Story

_KINDS = frozenset(("berita", "siaran-pers"))  # an announcement or a speech is dated, but reports from nowhere

_BLOCKS = 10  # paragraphs at whose head a dateline is looked for: captions and notices may come before it
_HEAD = 160  # characters of each
_TAGS = re.compile(r"<[^>]{0,1000}>")
_PARAGRAPH = re.compile(r"<p(?: [^>]{0,200})?>")
_WORD = r"[A-Z][\w.'’]{1,30}"
# `DENPASAR – `, `Padang (ANTARA) - `, `KANAL.CO.ID, JAKARTA – `, `Padang, Sumatera Barat, Kamis (30/5) – `.
_DATELINE = re.compile(
    rf"(?:[A-Z][A-Z.]{{1,30}},\s+)?{_WORD}(?:\s{_WORD}){{0,3}}(?:\s*(?:,|\()[^.!?–—]{{1,60}})?\s*[-–—]{{1,2}}(?=\s|$)"
)
_DASH = re.compile("[-–—&]")  # of what has none, nor a reference that may mean one, the text need not be made
# `(Tedy, Widi)`, `(ags/HUMAS MENPANRB)`, `[iib]`, `(Humas DJHAM)` at the end of the last paragraph.
_SIGNED = re.compile(r"[(\[]\s*[A-Za-z][\w .,&/–-]{1,80}[)\]]\s*$")
_LONG = 300  # characters of a place's name, more than the schema allows


def opening(story: Story) -> tuple[str, str]:
    """The dateline `PADANG, 1 Juni 2024 –` that the page sets before the body, and the body without its first `<p>`.

    Both empty where the story names no place, has a dateline of its own, is none that reports from somewhere, or does
    not begin with a paragraph.
    """
    place = " ".join(story.location[:_LONG].split())
    if story.kind not in _KINDS or not place or not story.body.startswith("<p>") or has_dateline(story.body):
        return "", ""
    day = dates.in_zone(story.instant, story.timezone).date()
    return f"{place.upper()}, {dates.show_date(day, story.lang)} –", story.body.removeprefix("<p>")


def has_dateline(body: str) -> bool:
    """Whether one of the first paragraphs of a body (safe HTML) begins with a place and a dash."""
    starts = (match.end() for _, match in zip(range(_BLOCKS), _PARAGRAPH.finditer(body), strict=False))
    heads = (body[start : start + 4 * _HEAD] for start in starts)
    return any(_DATELINE.match(_text(head)[:_HEAD]) for head in heads if _DASH.search(head))


def names_place(body: str, place: str) -> bool:
    """Whether a body begins with the name of a place: then the byline need not repeat it."""
    return bool(place) and _text(body[: 4 * _HEAD]).casefold().startswith(place.casefold())


def is_signed(body: str) -> bool:
    """Whether a body ends with the name of who wrote it, in brackets."""
    return bool(_SIGNED.search(_text(body[-4 * _HEAD :])[-_HEAD:]))


def standfirst(story: Story) -> str:
    """The summary as a page shows it above the text; empty where the text begins with the same words."""
    if not story.summary:
        return ""
    lead = story.summary.rstrip("…").rstrip(" .,;:")
    head = _text(story.body[: 3 * len(lead) + 4 * _HEAD])
    dateline = _DATELINE.match(head[:_HEAD])
    told = head[dateline.end() :].lstrip() if dateline else head
    return "" if lead and told.startswith(lead) else story.summary


def _text(html: str) -> str:
    """Text of a piece of HTML, blanks folded; a tag that the piece cuts in two is dropped."""
    whole = html.rpartition("<")[0] if html.rfind("<") > html.rfind(">") else html
    if 0 <= whole.find(">") < (whole.find("<") if "<" in whole else len(whole)):
        whole = whole.partition(">")[2]
    return " ".join(unescape(_TAGS.sub("", whole)).split())
