"""Which characters a feed may hold, and what a text becomes that is shown without markup."""

from __future__ import annotations

import re

# Not allowed in XML 1.0 (control characters, lone surrogates, U+FFFE, U+FFFF), or discouraged there and taken by
# validators and readers as a sign of a broken encoding (C1 controls, noncharacters, the replacement character).
_PLANE_ENDS = "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
_UNFIT = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff{_PLANE_ENDS}]")
_UNUSUAL = re.compile(r"[^\t\n\r -~]+")  # what is worth a closer look: fast, where the long class above is slow
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def fit(text: str) -> str:
    """`text` without the characters that break a feed."""
    if text.replace("\n", "").isprintable() and "\ufffd" not in text:
        return text  # nothing else that Unicode calls printable is unfit, and it is known at once
    return _UNUSUAL.sub(lambda match: _UNFIT.sub("", match.group()), text)


def plain(text: str) -> str:
    """`text` for an element without markup (title, category): one line, tags dropped.

    Half of the readers take a title for HTML and half for text (RSS Advisory Board, Best Practices Profile,
    "Character Data"); without tags both show the same.
    """
    text = fit(text)
    if "<" in text:
        text = _TAG.sub("", text).replace("</", "‹/")
    return " ".join(text.split())
