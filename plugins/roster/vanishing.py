"""Stories that are public and no longer would be: nothing published moves or vanishes.

A story is taken back by `withdrawn`, which leaves a page that says so, and moved by `moved_from`, which leads on.
"""

from __future__ import annotations

from collections.abc import Iterable

from plugins.stories import tree
from plugins.stories.frontmatter import Front

from . import fronts, texts
from .changes import Change
from .git import Repository
from .judging import LARGEST_STORY, House, Refusal, Standing

TOGETHER = 200  # stories whose bytes are held at once


def vanished(repository: Repository, old: str, new: str, before: Standing, house: House) -> list[Refusal]:
    """The stories that `old` shows at the moment of the house, and `new`, which follows it, does not."""
    (changed,) = repository.differences([(new, old)])
    gone: list[tuple[Change, tree.Place]] = []
    moved: set[str] = set()
    for change, place, earlier, later in _versions(repository, changed.values(), before):
        zone = before.ground.registry.timezone(place.unit)
        stays = fronts.is_shown(later, house.at, zone)
        if stays:  # a draft leads nobody on
            moved.update(fronts.moved_from(later))
        unread = later is None and not change.is_gone  # a broken file: the last good version stays up
        if fronts.is_shown(earlier, house.at, zone) and not unread and not stays:
            gone.append((change, place))
    return [
        Refusal((texts.VANISHED if change.is_gone else texts.HIDDEN).broken(place.path, reference=place.reference))
        for change, place in gone
        if place.reference not in moved
    ]


def _versions(
    repository: Repository, changes: Iterable[Change], before: Standing
) -> Iterable[tuple[Change, tree.Place, Front | None, Front | None]]:
    """Each changed story with its place and both versions, by path."""
    stories: list[tuple[Change, tree.Place]] = []
    for change in sorted(changes, key=lambda one: one.path):
        inside = before.ground.inside(change.path)
        place = tree.classify(inside, before.ground.registry) if inside and inside.startswith("berita/") else None
        if isinstance(place, tree.Place):
            stories.append((change, place))
    for start in range(0, len(stories), TOGETHER):
        part = stories[start : start + TOGETHER]
        names = [name for change, _ in part for name in (change.blob_before, change.blob)]
        read = iter([fronts.read(data or None) for *_, data in repository.objects(names, LARGEST_STORY)])
        for change, place in part:
            yield change, place, next(read), next(read)
