"""Whom journalists may reach at an office, and how an item tells it."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from urllib.parse import quote

from plugins.feeds.wording import text
from plugins.units import PressContact

_EXTENSION = re.compile(r"(?i)ext\.?")


@lru_cache(2048)  # offices: one line for all their stories
def paragraph(office: str, contact: PressContact) -> str:
    """HTML that says who answers for an office, with links to call and to write."""
    parts = [text(office), text(contact.name)]
    if contact.phone:
        parts.append(f'<a href="{escape(telephone(contact.phone))}">{text(contact.phone)}</a>')
    if contact.email:
        parts.append(f'<a href="mailto:{escape(quote(contact.email, safe="@+"))}">{text(contact.email)}</a>')
    return f"<p>Narahubung: {', '.join(part for part in parts if part)}</p>"


def telephone(number: str) -> str:
    """The address of a telephone number as written (RFC 3966): `(021) 555-0100 ext. 6` is `tel:0215550100;ext=6`."""
    main, *further = (re.sub(r"\D", "", part) for part in _EXTENSION.split(number, maxsplit=1))
    plus = "+" if number.strip().startswith("+") else ""
    return f"tel:{plus}{main}" + "".join(f";ext={digits}" for digits in further if digits)
