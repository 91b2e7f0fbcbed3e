"""Numbers as Indonesian offices write them: `1.020`, `78,5`, `dua belas`."""

from __future__ import annotations

import re

_NAMES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_UNITS = {word: value for value, word in enumerate(_NAMES)}
_FIXED = {"sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000}
_TIMES = {"puluh": 10, "ratus": 100}
_WORD = rf"(?:{'|'.join([*_UNITS, *_FIXED, *_TIMES, 'belas', 'ribu'])})"

WHOLE = rf"(?:(?<![\d.,/])(?:\d{{1,3}}(?:\.\d{{3}})+|\d{{1,9}})(?![\d/]|[.,]\d)|\b{_WORD}(?: {_WORD}){{0,8}}\b)"
DECIMAL = r"(?<![\d.,/])(?:\d{1,3}(?:\.\d{3})+|\d{1,9})(?:,\d{1,4})?(?![\d/]|[.,]\d)"


def whole(text: str) -> int:
    """The value of what `WHOLE` matches, in any case. Raises ValueError where the words make no number."""
    if text[0].isdigit():
        return int(text.replace(".", ""))
    total = group = last = 0
    for word in text.lower().split():
        if word in _UNITS:
            group, last = group + _UNITS[word], _UNITS[word]
        elif word in _FIXED and _FIXED[word] < 1000:
            group, last = group + _FIXED[word], 0
        elif word == "seribu":
            total += 1000
        elif word == "ribu":
            total, group, last = total + (group or 1) * 1000, 0, 0
        elif last == 0:
            raise ValueError(text)
        elif word == "belas":
            group, last = group + 10, 0
        else:
            group, last = group - last + last * _TIMES[word], 0
    return total + group


def decimal(text: str) -> float:
    """The value of what `DECIMAL` matches."""
    return float(text.replace(".", "").replace(",", "."))


def shown(value: float) -> str:
    """A number as it is written in Indonesian: `1.020`, `78,5`."""
    text = f"{value:,.1f}".removesuffix(".0")
    return text.translate(str.maketrans(",.", ".,"))


_ALIGNED = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_CELL = re.compile(r"(?<!\\)\|")


def table(text: str) -> list[tuple[int, list[str]]]:
    """The rows of a Markdown table: the offset of each in `text`, and its cells. Empty where it is none."""
    lines = text.split("\n")
    if len(lines) < 3 or "|" not in lines[0] or not _ALIGNED.fullmatch(lines[1].strip()):
        return []
    rows, at = [], 0
    for number, line in enumerate(lines):
        if number != 1 and line.strip():
            rows.append((at, [cell.strip() for cell in _CELL.split(line.strip().strip("|"))]))
        at += len(line) + 1
    return rows
