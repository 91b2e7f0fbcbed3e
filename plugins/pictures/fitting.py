"""Text set in lines of a width. Pure: what measures a text is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Measure = Callable[[str], float]  # how wide a text is, in pixels

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines of text in a size; `whole` unless words were left out at the end."""

    size: int
    lines: tuple[str, ...]
    whole: bool


def fit(text: str, sizes: Iterable[tuple[int, int, Measure]], width: float) -> Setting:
    """The text in the first of the sizes in which it is whole, else cut short in the last, with an ellipsis.

    A size is its number, the most lines it may take (one at least), and what measures it. Lines of one text are made as
    even as may be, and none is wider than `width`; a word that is wider is broken. Without words there are no lines.
    """
    setting = Setting(0, (), True)
    for size, most, measure in sizes:
        lines = wrap(_pieces(text.split(), measure, width), measure, width)
        if len(lines) <= most:
            return Setting(size, tuple(_evened(lines, measure, width)), True)
        setting = Setting(size, tuple(_cut(lines[:most], measure, width)), False)
    return setting


def wrap(words: Sequence[str], measure: Measure, width: float) -> list[str]:
    """The words in as few lines as they need, each as full as it may be."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _pieces(words: Iterable[str], measure: Measure, width: float) -> list[str]:
    """The words, those broken that no line could hold."""
    pieces: list[str] = []
    for word in words:
        rest = word
        while measure(rest) > width and len(rest) > 1:
            size = next((n for n in range(len(rest) - 1, 1, -1) if measure(rest[:n]) <= width), 1)
            pieces.append(rest[:size])
            rest = rest[size:]
        pieces.append(rest)
    return pieces


def _evened(lines: Sequence[str], measure: Measure, width: float) -> Sequence[str]:
    """The same number of lines at the least width that holds them: no last line of one short word."""
    words = " ".join(lines).split(" ")
    low, high, best = max((measure(word) for word in words), default=0.0), width, lines
    while high - low > 8:  # pixels: nobody sees less
        middle = (low + high) / 2
        tried = wrap(words, measure, middle)
        if len(tried) <= len(lines):
            best, high = tried, middle
        else:
            low = middle
    return best


def _cut(lines: Sequence[str], measure: Measure, width: float) -> list[str]:
    """Lines of which the last ends with an ellipsis, after a word where that leaves one."""
    *kept, last = lines
    while " " in last and measure(last + ELLIPSIS) > width:
        last = last.rpartition(" ")[0]
    while last and measure(last + ELLIPSIS) > width:
        last = last[:-1]
    return [*kept, last.rstrip(" ,;:–—-") + ELLIPSIS]
