"""Whose word counts: the tagger proposes, the editor's `zones:` decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .tagger import Match, Tagging
from .taxonomy import Taxonomy

By = Literal["editor", "tagger"]


@dataclass(frozen=True, slots=True)
class DecidedTag:
    """A tag as it is published: who gave it, and the tagger's score and evidence where it agrees (else 0 and none)."""

    theme: str
    by: By
    score: int
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """The tags of a story in the order of the taxonomy, and its stage (`""` without an integrity-zone theme)."""

    tags: tuple[DecidedTag, ...]
    stage: str

    @property
    def themes(self) -> tuple[str, ...]:
        """The ids of the tags."""
        return tuple(tag.theme for tag in self.tags)


def decide(tagging: Tagging, editor_zones: Sequence[str], taxonomy: Taxonomy) -> Decision:
    """The tags that stand after the editor's word.

    Any entry without a minus makes the list the whole truth: the tagger's tags are replaced. Only minuses: the
    tagger's tags less those. A theme brings what it requires (wbk and wbbm bring zi) unless a minus forbids it.
    Entries that are no id of the taxonomy are passed over: reading the story has reported them.
    """
    if not tagging.tags and not editor_zones:  # as of most stories
        return Decision((), "")
    entries = [entry.strip() for entry in editor_zones]
    refused = {entry[1:] for entry in entries if entry.startswith("-")}
    wanted = {entry for entry in entries if entry in taxonomy.ids}
    given = set(wanted) or set(tagging.themes)
    given |= {implied for theme in sorted(given) for implied in taxonomy.implied(theme)}
    given -= refused
    found = {tag.theme: tag for tag in tagging.tags}
    tags = []
    for theme in taxonomy.ids:
        if theme not in given:
            continue
        proposed = found.get(theme)
        by: By = "editor" if wanted else "tagger"
        tags.append(DecidedTag(theme, by, proposed.score if proposed else 0, proposed.matches if proposed else ()))
    zone = any(not taxonomy.theme(tag.theme).is_area for tag in tags)
    return Decision(tuple(tags), tagging.stage if zone else "")
