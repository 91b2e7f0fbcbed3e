"""QR codes (ISO/IEC 18004) of addresses, as a path of SVG. The library qrcode makes the modules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# The standard would try eight masks and take the best-looking; readers take any, and one takes a tenth of the time.
MASK = 3
QUIET = 4  # modules that stay empty around the symbol
_DARK = re.compile("1+")


class Symbol(NamedTuple):
    """A code with its quiet zone: how many modules it is wide, and the dark ones as lines of an SVG path."""

    size: int
    path: str


def symbol(text: str) -> Symbol:
    """The code of a text, of which a seventh may be smudged (level M). Raises ValueError where it is too long."""
    rows = matrix(text)
    return Symbol(len(rows) + 2 * QUIET, "".join(_lines(rows)))


def matrix(text: str) -> list[str]:
    """The rows of the code of a text, `1` for each dark module. Raises ValueError where it is too long."""
    import qrcode  # heavy: only sheets of paper have codes
    from qrcode.constants import ERROR_CORRECT_M

    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=MASK, border=0)
    code.add_data(text.encode(), optimize=0)
    code.make(fit=True)
    return ["".join("01"[bool(module)] for module in row) for row in code.modules]


def _lines(rows: list[str]) -> Iterator[str]:
    """The dark modules as horizontal lines, one module thick, each told from the end of the one before."""
    x, y = -QUIET, 0
    yield "m0 .5"
    for number, row in enumerate(rows, QUIET):
        for run in _DARK.finditer(row):
            yield f"m{run.start() - x} {number - y}h{run.end() - run.start()}"
            x, y = run.end(), number
