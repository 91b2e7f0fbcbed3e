from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "theme" / "static" / "style.css").read_text()


def test_the_stylesheet_asks_no_one_else_and_is_small() -> None:
    assert not re.search(r"@import|url\(|@font-face", CSS)
    assert len(CSS.encode()) < 32_000


# Contrast (WCAG 2.2: 1.4.3 for text, 1.4.11 for controls and focus; 1.4.6 where more is asked for)


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


_PLAIN, _DARK, _MORE, _MORE_DARK = map(tokens, CSS[: CSS.index("/* Ground */")].split("@media"))
LIGHT, DARK = _PLAIN, {**_PLAIN, **_DARK}
MORE, MORE_DARK = {**_PLAIN, **_MORE}, {**_PLAIN, **_DARK, **_MORE, **_MORE_DARK}  # as the cascade has it


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


GROUNDS = ("paper", "wash", "notice", "alert")
TEXT_PAIRS = [
    *((text, ground) for text in ("ink", "muted", "link", "visited", "accent") for ground in GROUNDS),
    ("on-chip", "chip"),
    ("on-brand", "brand"),
    ("on-brand-muted", "brand"),
    ("on-focus", "focus"),
    ("on-focus", "gold"),
    ("on-urgent", "urgent"),
]
CONTROL_PAIRS = [
    ("control", "paper"),
    ("focus-line", "paper"),
    ("focus-line", "wash"),
    ("focus", "brand"),
    ("gold", "brand"),
    ("focus", "urgent"),
    ("on-brand-muted", "brand"),
]


@pytest.mark.parametrize(
    ("scheme", "text", "control"),
    [(LIGHT, 4.5, 3), (DARK, 4.5, 3), (MORE, 7, 4.5), (MORE_DARK, 7, 4.5)],
    ids=["light", "dark", "more contrast", "more contrast, dark"],
)
def test_every_pair_of_colours_has_enough_contrast(scheme: dict[str, str], text: float, control: float) -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert {pair for pair in TEXT_PAIRS if contrast(scheme[pair[0]], scheme[pair[1]]) < text} == set()
    assert {pair for pair in CONTROL_PAIRS if contrast(scheme[pair[0]], scheme[pair[1]]) < control} == set()


def test_nothing_moves_by_itself() -> None:
    assert not re.search(r"animation|transition|@keyframes|scroll-behavior", CSS)


def test_colours_are_named_in_the_tokens_alone() -> None:
    rules = CSS[CSS.index("/* Ground */") : CSS.index("@media print")]
    assert re.findall(r"#[0-9a-f]{3,8}\b(?![\w-]*\s*[{>,])", rules) == []
    assert set(re.findall(r"var\(--([\w-]+)\)", CSS)) == set(re.findall(r"--([\w-]+):", CSS))
