"""A standing page (about, PPID, service charter) as a row, and the keys of its front matter."""

from __future__ import annotations

from dataclasses import dataclass

from plugins import addresses
from plugins.stories import fields, texts
from plugins.stories.fields import one_of
from plugins.stories.frontmatter import Value
from plugins.stories.record import Record, Slip, key
from plugins.stories.story import Media
from plugins.stories.terms import Terms

UNORDERED = 9999  # of a page that says nothing of its order


def _order(value: Value, terms: Terms) -> str:
    """A whole number of at most four digits."""
    order: str = fields.line(value, terms)
    if not (order.isascii() and order.isdigit() and len(order) <= 4):
        raise Slip(texts.BAD_NUMBER, order, allowed="0 sampai 9999")
    return order


@dataclass(frozen=True, slots=True)
class PageFields(Record):
    """The keys of a standing page."""

    title: str = key(fields.title, description="headline, one line, at most 300 characters", examples=["Tentang kami"])
    summary: str = key(
        fields.paragraph, "", description="without it the beginning of the body", examples=["Siapa kami."]
    )
    lang: str = key(one_of(fields.LANGUAGES), "id", description="`id`, `en`", examples=["en"])
    order: str = key(_order, "", description="a whole number from 0 to 9999: lower comes first", examples=["10"])
    date: str = key(fields.day, "", description="when the page was last brought up to date", examples=["2024-06-01"])


@dataclass(frozen=True, slots=True)
class Page:
    """A standing page. `unit` is empty for the newsroom's own; `updated` is an ISO date or empty."""

    path: str  # of its file, relative to the content folder
    slug: str
    unit: str
    title: str
    summary: str = ""
    lang: str = "id"
    order: int = UNORDERED
    updated: str = ""
    body: str = ""  # safe HTML, with INTERNAL and MEDIA addresses still to be resolved
    links: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()

    @property
    def site_path(self) -> str:
        """The site path of the page."""
        return addresses.unit_page(self.unit, self.slug) if self.unit else addresses.page(self.slug)
