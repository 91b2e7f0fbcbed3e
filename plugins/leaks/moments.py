"""Moments at which a site says that something came out, changed or was made: one to come tells of what is not out yet.

Pure. What a story says of other days (of an event, of an end) is not among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime

_MOMENT = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)"  # RFC 3339
    r"|[A-Z][a-z]{2}, \d\d? [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:GMT|[+-]\d{4})"  # RFC 5322
)
# RSS, Atom, Dublin Core, JSON Feed, sitemaps, schema.org, Open Graph, ninjs, and this newsroom's own data.
_NAMED = re.compile(
    r"(?<![a-z_])(?:lastBuildDate|pubDate|date|issued|created|updated|published|modified|lastmod|publication_date"
    r"|date_published|date_modified|datePublished|dateModified|dateCreated|uploadDate|published_time|modified_time"
    r"|updated_time|firstCreated|versionCreated)[\"'\\]*(?:\s*[:=>]|\s+content=)\s*[\"'\\]*\Z"
)
_BEFORE = 40  # characters that a name and what stands between take


def to_come(text: str, as_of: int) -> Iterator[str]:
    """The moments after the instant `as_of` that a published text names as such of its own, as it writes them."""
    for found in _MOMENT.finditer(text):
        if _NAMED.search(text[max(0, found.start() - _BEFORE) : found.start()]) and _instant(found[0]) > as_of:
            yield found[0]


def _instant(moment: str) -> float:
    try:
        read = datetime.fromisoformat(moment) if moment[:1].isdigit() else parsedate_to_datetime(moment)
    except ValueError:
        return 0
    return read.timestamp()
