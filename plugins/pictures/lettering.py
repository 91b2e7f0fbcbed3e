"""The fonts of cards: Noto Serif for headlines, Noto Sans for the rest, as their packages bring them (SIL OFL 1.1).

Text is laid out by Pillow's own engine, which is the same wherever Pillow is; the other needs a library of the system.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import fontpkg_noto_sans
import fontpkg_noto_serif

if TYPE_CHECKING:  # Pillow is heavy: imported where a card is drawn
    from PIL import ImageFont

Face = Literal["headline", "strong", "plain"]

_FOLDERS = {
    "headline": fontpkg_noto_serif.ROOT / "files" / "NotoSerif[wdth,wght].ttf",
    "strong": fontpkg_noto_sans.ROOT / "files" / "NotoSans[wdth,wght].ttf",
    "plain": fontpkg_noto_sans.ROOT / "files" / "NotoSans[wdth,wght].ttf",
}
_WEIGHTS = {"headline": 700, "strong": 600, "plain": 400}
_WIDTH = 100  # percent: not condensed
_NO_CHARACTER = "\uffff"  # a noncharacter: what the font draws in place of what it lacks


@lru_cache(64)
def font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """A font in a size (pixels to the em)."""
    from PIL import ImageFont

    made = ImageFont.truetype(_FOLDERS[face], size, layout_engine=ImageFont.Layout.BASIC)
    made.set_variation_by_axes([_WEIGHTS[face], _WIDTH])
    return made


@lru_cache(16_384)
def _advance(face: Face, size: int, character: str) -> float:
    return font(face, size).getlength(character)


def width(face: Face, size: int, text: str) -> float:
    """How wide a text is, in pixels: that of its characters together, for Pillow's own engine knows no kerning."""
    return sum(_advance(face, size, character) for character in text)


def drawable(text: str) -> str:
    """The text as far as the fonts have it, on one line: a reader sees no boxes in place of letters.

    Characters in other writing, emoji and invisible ones (Unicode categories C and Z) are dropped, not replaced.
    """
    folded = unicodedata.normalize("NFC", text)
    kept = "".join(" " if character.isspace() else character for character in folded if _is_drawn(character))
    return " ".join(kept.split())


@lru_cache(8192)
def _is_drawn(character: str) -> bool:
    if character.isspace():
        return True
    if unicodedata.category(character)[0] in "CZ":
        return False
    return all(_glyph(face, character) != _glyph(face, _NO_CHARACTER) for face in ("headline", "strong"))


def _glyph(face: Literal["headline", "strong"], character: str) -> bytes:
    mask = font(face, 16).getmask(character)
    return bytes(mask) + str(mask.size).encode()
