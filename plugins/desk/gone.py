"""Stories that were public in the last commit and no longer would be: nothing published moves or vanishes (rule 6).

A story is taken back by `withdrawn`, which leaves a page that says so, and moved by `moved_from`, which leaves a
redirect.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from plugins.library import Places, place
from plugins.problems import Problem
from plugins.roster.texts import HIDDEN, VANISHED
from plugins.stories import history, reader, tree

_FOLDER = "berita"


def gone(
    context: reader.Context,
    places: Places,
    is_found: Callable[[str], bool],
    broken: Collection[str],
    only: Collection[str] | None = None,
) -> Iterator[Problem]:
    """What is wrong with files, of those in `only` (None: of all), that changed since the last commit.

    `is_found` says whether a reference would be public now, or leads on to another by moved_from; `broken` are the
    paths that an error holds back (their last good version stays up).
    """
    for path in history.changed(context.roots.content, _FOLDER, only):
        reference = _was_public(path, context, places)
        if reference is None or path in broken or is_found(reference):
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
