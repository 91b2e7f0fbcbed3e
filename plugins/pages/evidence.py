"""Why a story bears a tag of the integrity zone, said so that a citizen can judge it: which words, where, or who."""

from __future__ import annotations

from collections.abc import Iterable

from plugins import addresses
from plugins.pages.house import House
from plugins.stories.story import Match, ZoneTag


def reasons(tag: ZoneTag, house: House) -> dict[str, object]:
    """A tag with `by` (`tagger`, `editor`), and the phrases that spoke for it (`matches`) and `against` it.

    Each phrase once, as it is written in the story, with every part of the story in which it stands.
    """
    return {
        "theme": tag.theme,
        "name": house.zone_name(tag.theme),
        "path": addresses.zone(tag.theme),
        "by": tag.by,
        "matches": _phrases(match for match in tag.matches if match.weight >= 0),
        "against": _phrases(match for match in tag.matches if match.weight < 0),
    }


def _phrases(matches: Iterable[Match]) -> list[dict[str, object]]:
    found: dict[str, tuple[str, list[str]]] = {}
    for match in matches:
        where = found.setdefault(match.phrase, (match.text or match.phrase, []))[1]
        if match.where not in where:
            where.append(match.where)
    return [{"text": text, "where": where} for text, where in found.values()]
