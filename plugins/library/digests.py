"""What has a digest of each day on which it has stories, and where the digest stands."""

from __future__ import annotations

import re
from collections.abc import Callable

from plugins import addresses
from plugins.addresses import made

# By sort of list the page whose address that of the digest begins with.
_PAGES: dict[str, Callable[[str], str]] = {
    "all": lambda of: "",
    "unit": addresses.unit,
    "wilayah": addresses.region,
}
SORTS = frozenset(_PAGES)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def page_of(sort: str, of: str, day: str) -> str:
    """The site path of the digest of a day (`2024-06-01`). Raises KeyError for sorts of lists that have none."""
    return made.digest(_PAGES[sort](of), day)


def files_of(page: str) -> tuple[str, str]:
    """The site paths of the digest at a path: its page, and its text for messengers."""
    return page, made.digest_message(page)


def at(path: str) -> tuple[str, str] | None:
    """The name of the list and the day whose digest, in one of its forms, an address seems to be."""
    match path.split("/"):
        case ["ringkasan", *dated]:
            sort, of = "all", ""
        case ["unit" | "wilayah" as sort, of, "ringkasan", *dated]:
            pass
        case _:
            return None
    day = "-".join(dated[:3])
    return (f"{sort}:{of}", day) if _DAY.fullmatch(day) and path in files_of(page_of(sort, of, day)) else None
