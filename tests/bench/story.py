"""A fabricated story, as every layout holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tests.bench.offices import Office


@dataclass(frozen=True, slots=True)
class Story:
    """A story as all layouts hold it. `date` is aware, in its unit's zone; `zones` include what a theme brings."""

    unit: Office
    slug: str
    date: datetime
    title: str
    summary: str
    location: str
    kind: str
    tags: tuple[str, ...]
    zones: tuple[str, ...]
    author: str
    body: str  # Markdown

    @property
    def reference(self) -> str:
        """`unit/year/slug`."""
        return f"{self.unit.id}/{self.date.year}/{self.slug}"
