"""Stories that are public and no longer would be: nothing published moves or vanishes.

A story is taken back by `withdrawn`, which leaves a page that says so, and moved by `moved_from`, which leads on.
"""

from __future__ import annotations

from collections.abc import Iterable

from plugins.stories import tree
from plugins.stories.frontmatter import Front
from plugins.stories.moves import PATH as MOVES
from plugins.stories.moves import read_moves

from . import fronts, texts
from .changes import Change
from .git import Repository
from .judging import LARGEST_REGISTER, LARGEST_STORY, House, Refusal, Standing

TOGETHER = 200  # stories whose bytes are held at once


def vanished(repository: Repository, old: str, new: str, before: Standing, house: House) -> list[Refusal]:
    """The stories that `old` shows at the moment of the house, and `new`, which follows it, does not."""
    (changed,) = repository.differences([(new, old)])
    gone: list[tuple[Change, tree.Place]] = []
    moved: set[tuple[str, str]] = set()
    for change, place, earlier, later in _versions(repository, changed.values(), before):
        zone = before.ground.registry.timezone(place.unit)
        stays = fronts.is_shown(later, house.at, zone)
        if stays:  # a draft leads nobody on
            moved.update((claimed, place.reference) for claimed in fronts.moved_from(later))
        unread = later is None and not change.is_gone  # a broken file: the last good version stays up
        if fronts.is_shown(earlier, house.at, zone) and not unread and not stays:
            gone.append((change, place))
    led_on = {claimed for claimed, _ in _heeded(repository, new, moved, house.content)}
    return [
        Refusal((texts.VANISHED if change.is_gone else texts.HIDDEN).broken(place.path, reference=place.reference))
        for change, place in gone
        if place.reference not in led_on
    ]


def _heeded(repository: Repository, commit: str, moved: set[tuple[str, str]], content: str) -> set[tuple[str, str]]:
    """The moves (from, to) that the build follows: within a unit, and those that the centre has entered."""
    abroad = {pair for pair in moved if pair[0].partition("/")[0] != pair[1].partition("/")[0]}
    if not abroad:
        return moved
    (written,) = repository.objects([f"{commit}:{content}{MOVES}"], LARGEST_REGISTER)
    return moved - (abroad - read_moves(written[3].decode("utf-8-sig", "replace"))[0])


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
