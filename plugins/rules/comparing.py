"""Amounts that contradict each other: what was and what became of it, money and its parts, a house and who lives there.

As in `figures`, only what can hardly be meant is told: all amounts must stand in one sentence, in one form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.rules.numbers import DECIMAL, decimal, shown

Told = tuple[int, int, str]  # start, end, and what is wrong (Indonesian)

_SCALES = {"": 1.0, "ribu": 1e3, "juta": 1e6, "miliar": 1e9, "milyar": 1e9, "triliun": 1e12, "trilyun": 1e12}
_SCALE = r"(?: (?:ribu|juta|mili?ar|milyar|trili?un|trilyun))?\b"
_PERCENT = r" ?(?:persen\b|%)"
_ABOUT = r"(?P<about>sekitar |hampir |lebih dari |kurang lebih |kira-kira )?"
_SHARE = rf"{_ABOUT}(?:sebesar |sebanyak )?(?P<share>{DECIMAL}){_PERCENT}"
_RISES, _FALLS = r"(?:naik|meningkat|bertambah|tumbuh|kenaikan|peningkatan)", r"(?:turun|menurun|berkurang|penurunan)"
_AMOUNT = rf"(?:Rp\.? ?)?{DECIMAL}{_SCALE}(?!{_PERCENT})"
_FROM_TO = (
    rf"dari (?:sebelumnya )?(?:sebanyak |sebesar )?(?P<before>{_AMOUNT})(?: [a-z]+){{0,4}}"
    rf" (?:menjadi|ke) (?:sebanyak |sebesar )?(?P<after>{_AMOUNT})"
)
_MOVE = rf"(?P<move>{_RISES}|{_FALLS})"
# `naik 25 persen dari 200 menjadi 250`, and `dari 200 menjadi 250 orang, atau naik 25 persen`.
_CHANGES = (
    re.compile(rf"\b{_MOVE},? (?:hingga |sampai )?{_SHARE},? (?:yaitu |yakni )?{_FROM_TO}", re.IGNORECASE),
    re.compile(
        rf"\b{_MOVE} {_FROM_TO}(?: [a-z]+){{0,3}}(?:, atau|,| atau| \() ?(?:naik |turun |meningkat |menurun )?{_SHARE}",
        re.IGNORECASE,
    ),
)
_MONEY = rf"Rp\.? ?{DECIMAL}{_SCALE}"
_SUM_OF_MONEY = re.compile(
    rf"(?P<total>{_MONEY})(?: [A-Za-z-]+){{0,6}},? (?:yang )?(?:terdiri (?:dari|atas)|dengan rincian|yakni|yaitu):? "
    rf"(?P<parts>{_MONEY} [^.;:]{{3,300}})",
    re.IGNORECASE,
)
_PART = re.compile(rf"(?:^|, (?:dan |serta )?| dan | serta )(?:sebesar )?(?P<part>{_MONEY})", re.IGNORECASE)
_ANY = re.compile(r"\d+(?:[.,]\d+)*")
_CAPACITY = re.compile(
    rf"\b(?:ber)?kapasitas(?:nya)?(?: [a-z]+){{0,3}} (?P<room>{DECIMAL})(?: [a-z]+){{0,4}},?"
    r"(?: [a-z]+){0,4} (?:dihuni|diisi|berisi|menampung|penghuninya|penghuni)"
    rf"(?: [a-z]+){{0,2}} (?P<people>{DECIMAL})"
    rf"[^.;\d]{{0,40}}?(?:kelebihan|over ?kapasitas|overcrowd\w*|melebihi)(?: [a-z]+){{0,3}} {_SHARE}",
    re.IGNORECASE,
)
_NOT_ALL = re.compile(r"\b(?:antara lain|di ?antara(?:nya)?|termasuk|sisanya|selebihnya|sebagian)\b", re.IGNORECASE)
_NEAR = 0.1  # of the total: parts that miss it by more are no parts of it
_SPARE, _SPARE_ABOUT = 1.0, 3.0  # percent: what is rounded, and what is told as about so much


def contradictions(sentence: str) -> Iterator[Told]:
    """What does not agree in a sentence."""
    if "persen" in sentence or "%" in sentence:
        yield from _changed(sentence)
        yield from _crowded(sentence)
    if "Rp" in sentence:
        yield from _money(sentence)


def amount(text: str) -> float:
    """The value of an amount as stories write it: `Rp2,5 miliar`, `250`."""
    number, _, scale = text.lower().removeprefix("rp").lstrip(". ").partition(" ")
    return decimal(number) * _SCALES[scale.strip()]


def _changed(sentence: str) -> Iterator[Told]:
    for form in _CHANGES:
        for match in form.finditer(sentence):
            before, after, share = amount(match["before"]), amount(match["after"]), decimal(match["share"])
            if _is_year(match["before"]) and _is_year(match["after"]):
                continue
            if before < 1000 and not _scaled(match["before"]):  # `dari 2 menjadi 2,5 juta`: both in millions
                before *= _SCALES[_scaled(match["after"])]
            if not before or (after < before) == bool(re.fullmatch(_RISES, match["move"], re.IGNORECASE)):
                continue
            change = abs(after - before) / before * 100
            if abs(change - share) > max(_SPARE_ABOUT if match["about"] else _SPARE, change * 0.02):
                how = (
                    f"dari {match['before']} menjadi {match['after']} adalah {shown(round(change, 1))} persen, "
                    f"tetapi tertulis {match['share']} persen"
                )
                yield match.start(), match.end(), how


def _crowded(sentence: str) -> Iterator[Told]:
    for match in _CAPACITY.finditer(sentence):
        room, people, share = decimal(match["room"]), decimal(match["people"]), decimal(match["share"])
        if not 0 < room < people:
            continue
        more = (people - room) / room * 100
        spare = _SPARE_ABOUT if match["about"] else _SPARE
        if min(abs(more - share), abs(more + 100 - share)) > spare:  # both are said: how much more, and how much in all
            how = (
                f"{match['people']} orang pada kapasitas {match['room']} adalah kelebihan "
                f"{shown(round(more, 1))} persen, tetapi tertulis {match['share']} persen"
            )
            yield match.start(), match.end(), how


def _money(sentence: str) -> Iterator[Told]:
    match = _SUM_OF_MONEY.search(sentence)
    if match is None or _NOT_ALL.search(sentence):
        return
    parts = [part["part"] for part in _PART.finditer(match["parts"])]
    if len(parts) < 2 or len(parts) != len(_ANY.findall(match["parts"])):
        return
    total, values = amount(match["total"]), [amount(part) for part in parts]
    wrong = abs(sum(values) - total)
    rounded = sum(_step(part) for part in (*parts, match["total"])) / 2
    if max(values) < total and rounded < wrong <= _NEAR * total + rounded:
        how = f"{' + '.join(parts)} berjumlah Rp{_in(sum(values), match['total'])}, tetapi tertulis {match['total']}"
        yield match.start(), match.end(), how


def _in(value: float, like: str) -> str:
    """A value in the scale of another amount."""
    scale = _scaled(like)
    return f"{shown(value / _SCALES[scale])} {scale}".strip()


def _scaled(text: str) -> str:
    return text.lower().removeprefix("rp").lstrip(". ").partition(" ")[2].strip()


def _step(text: str) -> float:
    """How much the last digit of an amount is worth, where it is told in a scale; else nothing is rounded."""
    scale = _scaled(text)
    return _SCALES[scale] / 10 ** len(text.partition(",")[2].partition(" ")[0]) if scale and "," in text else 0.0


def _is_year(text: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", text) is not None
