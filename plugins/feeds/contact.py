"""Whom journalists may reach at an office, and how an item tells it."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from urllib.parse import quote

from plugins.feeds.wording import text
from plugins.units import PressContact, dialled


@lru_cache(2048)  # offices: one line for all their stories
def paragraph(office: str, contact: PressContact) -> str:
    """HTML that says who answers for an office, with links to call and to write."""
    parts = [text(office), text(contact.name)]
    if contact.phone:
        parts.append(f'<a href="{escape(f"tel:{dialled(contact.phone)}")}">{text(contact.phone)}</a>')
    if contact.email:
        parts.append(f'<a href="mailto:{escape(quote(contact.email, safe="@+"))}">{text(contact.email)}</a>')
    return f"<p>Narahubung: {', '.join(part for part in parts if part)}</p>"
