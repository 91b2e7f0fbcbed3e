"""A card as an image: 1200 × 630 pixels, as the large sites show a link (Open Graph), in the colours of the masthead.

Few colours: letters are drawn as coverage and mapped to ramps between the ground and their ink, so that the file is
small and is made quickly.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Literal, TypedDict

from plugins.pictures import lettering
from plugins.pictures.fitting import ELLIPSIS, Measure, Setting, fit
from plugins.pictures.lettering import Face

if TYPE_CHECKING:  # Pillow is heavy: imported where a card is drawn
    from PIL import Image

SIZE = (1200, 630)  # pixels; shown at half of it and less

Ink = Literal["white", "soft", "gold", "red"]


class Said(TypedDict):
    """What a card says. `mark` (such as “Contoh”) warns; `labels` are dropped from the end where the line is full."""

    site: str
    kind: str
    mark: str
    title: str
    by: str
    line: str
    labels: list[str]


# The colours of the masthead and the mark (style.css: brand, on-brand, on-brand-muted, gold; mark.svg).
_GROUND = (11, 37, 69)
_INKS: dict[Ink, tuple[int, int, int]] = {
    "white": (255, 255, 255),
    "soft": (201, 213, 232),
    "gold": (242, 185, 29),
    "red": (200, 32, 43),
}
_STEPS = 24  # shades between the ground and an ink
_FIRST = {ink: 1 + place * _STEPS for place, ink in enumerate(_INKS)}  # of the palette; 0 is the ground
_FULL = {ink: first + _STEPS - 1 for ink, first in _FIRST.items()}

_LEFT, _RIGHT = 72, SIZE[0] - 72
_WIDTH = _RIGHT - _LEFT
_HEAD = 96  # the middle of the line of the site's name
_RULE = (150, 156)
_TITLE_TOP = 176
_TITLE_SIZES = ((84, 2), (76, 2), (64, 3), (58, 3), (52, 4), (46, 4), (43, 5))  # pixels to the em, and the most lines
_BY_SIZES = ((38, 1), (34, 1), (30, 2))
_LEADING = 1.22
_LINE = 565  # the baseline of the last line
_LINE_SIZE, _SITE_SIZE, _LABEL_SIZE = 32, 36, 28
_GAP = 24

# The mark on a field of 40 × 40: left, top, right, bottom (mark.svg).
_MARK: tuple[tuple[Ink | None, tuple[float, float, float, float]], ...] = (
    ("white", (4, 4, 30, 36)),
    ("gold", (30, 12, 36, 36)),
    ("red", (8, 9, 26, 16)),
    (None, (8, 20, 26, 22.5)),
    (None, (8, 25, 26, 27.5)),
    (None, (8, 30, 19, 32.5)),
)
_MARK_PLACE, _MARK_SCALE = (_LEFT - 6, _HEAD - 32), 1.6


def draw(said: Said) -> bytes:
    """The card as PNG (RFC 2083 with a palette). The same words make the same bytes."""
    site, kind, mark = (lettering.drawable(said[part]) for part in ("site", "kind", "mark"))
    title, by, line = (lettering.drawable(said[part]) for part in ("title", "by", "line"))
    canvas = _ground().copy()
    right = float(_RIGHT)
    if mark:
        right = _label(canvas, mark, right, _HEAD, filled=True) - _GAP
    if kind:
        right -= lettering.width("strong", _LINE_SIZE, kind)
        _write(canvas, kind, "strong", _LINE_SIZE, "gold", right, _middle(_HEAD, _LINE_SIZE))
        right -= 2 * _GAP
    start = _LEFT + 76
    name = _one_line(site, "strong", _SITE_SIZE, right - start)
    _write(canvas, name, "strong", _SITE_SIZE, "white", start, _middle(_HEAD, _SITE_SIZE))
    line = _one_line(line, "plain", _LINE_SIZE, _WIDTH)
    _write(canvas, line, "plain", _LINE_SIZE, "soft", _LEFT, _LINE)
    _labels(canvas, said["labels"], _LEFT + lettering.width("plain", _LINE_SIZE, line) + _GAP)
    bottom = _from_below(canvas, by if title else "", _LINE - 55 if line else _LINE)
    _title(canvas, title or by or site, bottom)
    target = io.BytesIO()
    canvas.save(target, "PNG", compress_level=6)
    return target.getvalue()


def _from_below(canvas: Image.Image, text: str, baseline: int) -> int:
    """Whose it is, its last line on `baseline`; where its first line begins."""
    set_in = fit(text, _measured("strong", _BY_SIZES), _WIDTH)
    for line in reversed(set_in.lines):
        _write(canvas, line, "strong", set_in.size, "white", _LEFT, baseline)
        baseline -= round(set_in.size * _LEADING)
    return baseline + round(set_in.size * 0.3)


def _title(canvas: Image.Image, text: str, bottom: int) -> None:
    """The headline as large as it may be, in the middle of the field that ends at `bottom`."""
    set_in = headline(text, bottom - _TITLE_TOP)
    leading = round(set_in.size * _LEADING)
    top = (_TITLE_TOP + bottom - leading * len(set_in.lines)) / 2
    for number, line in enumerate(set_in.lines):
        _write(canvas, line, "headline", set_in.size, "white", _LEFT, round(top + leading * (number + 0.78)))


def headline(text: str, height: int) -> Setting:
    """A headline set in lines, `height` pixels high at most. `text` holds what the fonts have, and no more."""
    sizes = [(size, max(1, min(most, int(height / (size * _LEADING))))) for size, most in _TITLE_SIZES]
    return fit(text, _measured("headline", sizes), _WIDTH)


def _measured(face: Face, sizes: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, Measure]]:
    yield from ((size, most, partial(lettering.width, face, size)) for size, most in sizes)


def _one_line(text: str, face: Face, size: int, width: float) -> str:
    """The text on one line, cut after a word where it is wider."""
    lines = fit(text, _measured(face, [(size, 1)]), width).lines
    return lines[0] if lines and lines[0] != ELLIPSIS else ""


def _labels(canvas: Image.Image, labels: Sequence[str], start: float) -> None:
    """As many labels as fit between `start` and the right edge, set from the right."""
    right = float(_RIGHT)
    fitting: list[str] = []
    for label in filter(None, map(lettering.drawable, labels)):
        wide = _wide(label)
        if right - wide < start:
            break
        fitting.append(label)
        right -= wide + _GAP / 2
    right = float(_RIGHT)
    for label in reversed(fitting):
        right = _label(canvas, label, right, _LINE - 11, filled=False) - _GAP / 2


def _wide(label: str) -> float:
    return lettering.width("strong", _LABEL_SIZE, label) + 2 * 16


def _label(canvas: Image.Image, text: str, right: float, middle: int, *, filled: bool) -> float:
    """A word in a box that ends at `right`; where the box begins."""
    from PIL import ImageDraw

    left = round(right - _wide(text))
    box = (left, middle - 24, round(right), middle + 24)
    pen = ImageDraw.Draw(canvas)
    if filled:
        pen.rectangle(box, fill=_FULL["gold"])
        _write(canvas, text, "strong", _LABEL_SIZE, "gold", left + 16, _middle(middle, _LABEL_SIZE), inverse=True)
    else:
        pen.rectangle(box, outline=_FULL["soft"], width=2)
        _write(canvas, text, "strong", _LABEL_SIZE, "soft", left + 16, _middle(middle, _LABEL_SIZE))
    return left


def _middle(of: int, size: int) -> int:
    """The baseline of text in a line whose middle is at `of`: capitals are 0.714 em high."""
    return round(of + size * 0.357)


def _write(
    canvas: Image.Image, text: str, face: Face, size: int, ink: Ink, x: float, baseline: int, *, inverse: bool = False
) -> None:
    """Text that begins at `x`; `inverse` is the ground's colour on a field of the ink."""
    from PIL import Image, ImageDraw

    if not text:
        return
    chosen = lettering.font(face, size)
    left, top, right, bottom = map(round, chosen.getbbox(text, anchor="ls"))
    layer = Image.new("L", (right - left + 2, bottom - top + 2))
    ImageDraw.Draw(layer).text((1 - left, 1 - top), text, fill=255, font=chosen, anchor="ls")
    shades = layer.point(_ramp(ink, inverse))
    canvas.paste(shades, (round(x) + left - 1, baseline + top - 1), layer.point(_COVERED))


_COVERED = [0] + [255] * 255


@lru_cache(8)
def _ramp(ink: Ink, inverse: bool) -> list[int]:
    """From coverage (0 to 255) to the palette."""
    first, last = _FIRST[ink], _STEPS - 1
    return [
        first + (last - round(value * last / 255) if inverse else round(value * last / 255)) for value in range(256)
    ]


@lru_cache(1)
def _ground() -> Image.Image:
    """What all cards have in common."""
    from PIL import Image, ImageDraw

    canvas = Image.new("P", SIZE, 0)
    canvas.putpalette(_palette())
    pen = ImageDraw.Draw(canvas)
    for ink, (left, top, right, bottom) in _MARK:
        (x, y), scale = _MARK_PLACE, _MARK_SCALE
        box = [round(x + left * scale), round(y + top * scale), round(x + right * scale), round(y + bottom * scale)]
        pen.rectangle((box[0], box[1], box[2] - 1, box[3] - 1), fill=_FULL[ink] if ink else 0)
    pen.rectangle((_LEFT, _RULE[0], _LEFT + 120, _RULE[1]), fill=_FULL["gold"])
    return canvas


def _palette() -> list[int]:
    colours = [*_GROUND]
    for ink in _INKS.values():
        for step in range(_STEPS):
            share = step / (_STEPS - 1)
            colours += [round(ground + (full - ground) * share) for ground, full in zip(_GROUND, ink, strict=True)]
    return colours
