"""What is left of a messenger or an office program in a text that was pasted, and what a blank made of a link."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.rules.draft import BODY, Draft
from plugins.rules.rule import Found, Rule

_CLOCK = r"\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s?[AP]M)?"
_CALENDAR = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
# `[14/11/26 09.12] Sari: …`, `[09.12, 14/11/2026] Sari: …`; what it says how, and where it is found.
_LEFT = (
    (
        "jam dan nama pengirim pesan terbawa",
        re.compile(
            rf"^\[?(?:{_CALENDAR},?\s(?:pukul\s)?{_CLOCK}|{_CLOCK},\s{_CALENDAR})\]?\s?(?:-\s?)?[^:\n]{{1,40}}:(?=\s)",
            re.IGNORECASE | re.MULTILINE,
        ),
    ),
    ("butir dari Word belum menjadi daftar; tulis “- ” di depannya", re.compile(r"^[•●▪◦‣](?=\s)", re.MULTILINE)),
    ("tautan terputus oleh spasi di antara ] dan (", re.compile(r"\[[^\[\]\n]{1,200}\]\s(?=\(https?://)")),
)


def find(draft: Draft, rule: Rule) -> Iterator[Found]:
    """The first of each in the body; fact `how`."""
    for how, left in _LEFT:
        blocks = (passage for passage in draft.passages if passage.field == BODY)
        found = ((passage, match) for passage in blocks if (match := left.search(passage.text)))
        for passage, match in found:
            yield Found(passage, match.start(), match.end(), {"how": how})
            break
