"""What stories say themselves of where their text is from (`source_story`)."""

from __future__ import annotations

from collections.abc import Callable

STEPS = 8  # at most, from a story to the one whose text it retells


def follow(reference: str, source: Callable[[str], str | None]) -> str:
    """The story that a story names in the end, or an empty text where what it names leads nowhere.

    `source` gives the story that another names, None where it names none that is out. A circle leads nowhere, nor does
    a way of more than `STEPS` steps, or one back to the same unit: what an office retells of its own is another story.
    """
    named = source(reference)
    for _ in range(STEPS):
        if named is None:
            break
        following = source(named)
        if following is None:
            return named if named.partition("/")[0] != reference.partition("/")[0] else ""
        named = following
    return ""
