"""What the page of a withdrawn story still says, without what must not be said: long numbers and addresses.

Nothing holds back a withdrawal, whatever its words are; so its words are made harmless here, by their shape alone.
"""

from __future__ import annotations

import re
from dataclasses import replace

from plugins.problems import WARNING, Problem, Rule
from plugins.stories.frontmatter import Front
from plugins.stories.story import Story

MASK = "•••"
MASKED = Rule(
    "withdrawn-masked",
    "Nomor panjang, surel atau alamat web pada “{field}” tidak ditampilkan di halaman berita yang dicabut ini; di sana "
    f"tertulis {MASK}.",
    "Tulis kalimatnya tanpa itu. Isi kunci ini tetap terbaca di berkasnya.",
    WARNING,
)

_SEPARATED = r"(?:[ \u00a0().:/_+\u2010-\u2015-]{1,3}|,)"
_HOUR = r"\d{1,2}[.:]\d\d"
# What looks like a long number and is none that is anybody's: days, hours, sums of money.
_HARMLESS = (
    rf"(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?:[ T]{_HOUR})?(?!\d)|(?<!\d)\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:19|20)\d\d(?!\d)"
    rf"|(?<![\d.:-]){_HOUR}(?:\s?[-\u2013]\s?{_HOUR})?(?![ .:/-]?\d)"
    r"|(?<![\d.])[1-9]\d{0,2}(?:\.\d{3}){1,3}(?![ .-]?\d)"
)
_ENDINGS = (  # of bare web addresses; `dr.Siti` and `M.Si` are none
    "app art asia bet biz cc click club co com fun gg icu id info io link live ly me mobi my net one online org pro "
    "shop site space store to top tv vip website win ws xyz"
)
_TOLD = re.compile(
    rf"(?P<kept>{_HARMLESS})"
    r"|\b[^\s@<>]{1,64}@[^\s@<>]{1,255}"
    r"|\b(?:https?://|www\.)\S+"
    rf"|\b(?:[\w-]{{1,63}}\.){{1,4}}(?:{'|'.join(_ENDINGS.split())})\b(?:/\S*)?"
    rf"|\d+(?:{_SEPARATED}\d+)*",
    re.IGNORECASE,
)
_DIGITS, _LONG = 9, 6  # of a number in several parts (a telephone has no fewer), and in one
_OURS = re.compile(r"[\w.-]+\.go\.id", re.IGNORECASE)  # not linked; it says where else to look


def masked(text: str) -> str:
    """A text in which numbers of six digits and more (in parts: nine), e-mail and web addresses are dots."""
    return _TOLD.sub(_replaced, text)


def of_withdrawn(story: Story, front: Front) -> tuple[Story, list[Problem]]:
    """The row of a withdrawn story with what its page says made harmless, and what is told of it."""
    gone = story.withdrawn
    if gone is None:
        return story, []
    corrections = tuple(replace(told, note=masked(told.note)) for told in story.corrections)
    row = replace(
        story,
        title=masked(story.title),
        withdrawn=replace(gone, reason=masked(gone.reason)),
        corrections=corrections,
    )
    fields = (
        ("title", row.title != story.title),
        ("withdrawn", row.withdrawn != gone),
        ("corrections", corrections != story.corrections),
    )
    return row, [MASKED.broken(story.path, front.line((name,)), field=name) for name, is_so in fields if is_so]


def _replaced(match: re.Match[str]) -> str:
    told = match[0]
    digits = sum(sign.isdecimal() for sign in told)
    is_number = not any(sign.isalpha() or sign == "@" for sign in told)
    longest = max(map(len, re.findall(r"\d+", told)), default=0)
    if match["kept"] or (is_number and longest < _LONG and digits < _DIGITS) or _OURS.fullmatch(told):
        return told
    return MASK
