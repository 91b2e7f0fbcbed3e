"""Stories that were public in the last commit and no longer would be: nothing published moves or vanishes (rule 6).

A story is taken back by `withdrawn`, which leaves a page that says so, and moved by `moved_from`, which leaves a
redirect.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from plugins.library import Places, place
from plugins.problems import Problem
from plugins.roster.texts import HIDDEN, VANISHED
from plugins.stories import history, reader, tree


def gone(
    context: reader.Context,
    places: Places,
    *,
    visible: Collection[str],
    broken: Collection[str],
    moved: Collection[str],
) -> Iterator[Problem]:
    """What is wrong with files that changed since the last commit.

    `visible` are the references that would be public now, `broken` the paths that an error holds back (their last
    good version stays up), `moved` the references that a moved_from names.
    """
    for path in history.changed(context.roots.content, "berita"):
        reference = _was_public(path, context, places)
        if reference is None or reference in visible or reference in moved or path in broken:
            continue
        rule = HIDDEN if Path(context.roots.content, path).exists() else VANISHED
        yield rule.broken(path, reference=reference)


def _was_public(path: str, context: reader.Context, places: Places) -> str | None:
    """The reference of the story that the last commit showed at a path, or None."""
    where = tree.classify(path, context.registry)
    data = history.committed(context.roots.content, path) if isinstance(where, tree.Place) else None
    if data is None or not isinstance(where, tree.Place):
        return None
    story = reader.read_story(data, where, context).story
    return story.reference if story and place(story, places).visible else None
