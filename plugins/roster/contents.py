"""What a push brings, whoever brings it: files that are too large, twins in case, what the rules reject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import ceil

from plugins.problems import ERROR, Problem
from plugins.stories import tree
from plugins.units import Registry

from . import fronts, texts
from .changes import PLAIN, Change
from .commits import Commit
from .git import Repository
from .judging import LARGEST_STORY, Refusal
from .paths import folded, shown, unsound

LARGEST_FILE = 10 << 20  # bytes, as for files beside a story
TOGETHER = 200  # stories whose bytes are held at once

# What the editorial rules find in a version of a story, or of a standing page; and whether it is the first.
Look = Callable[[tree.Place | tree.PagePlace, bytes, bool], Iterable[Problem]]


def too_large(repository: Repository, brought: Sequence[tuple[Commit, Change]], content: str) -> list[Refusal]:
    """The files over 10 MB, in whatever commit: what is once in the history stays there."""
    added = [(commit, change) for commit, change in brought if not change.is_gone and change.mode != "160000"]
    sizes = repository.objects([change.blob for _, change in added], -1)
    return [
        Refusal(
            texts.TOO_LARGE.broken(
                shown(change.path.removeprefix(content)),
                megabytes=f"{ceil(size * 10 / (1 << 20)) / 10:.1f}".replace(".", ","),
                limit=LARGEST_FILE >> 20,
            ),
            commit.id,
        )
        for (commit, change), (_, _, size, _) in zip(added, sizes, strict=True)
        if size > LARGEST_FILE
    ]


def twins(repository: Repository, tip: str, brought: Sequence[tuple[Commit, Change]], content: str) -> list[Refusal]:
    """Names that came with these commits and differ at the tip in case alone from another in their folder."""
    new = {path: commit.id for commit, change in brought if change.is_new and not unsound(path := change.path)}
    folders = sorted({"/".join(path.split("/")[:depth]) for path in new for depth in range(path.count("/") + 1)})
    listed = repository.objects([f"{tip}:{folder}" for folder in folders], LARGEST_STORY << 4)
    spelled: dict[str, dict[str, list[str]]] = {}
    for folder, (name, sort, _, data) in zip(folders, listed, strict=True):
        names = spelled.setdefault(folder, {})
        for entry in _names(data, len(name) // 2) if sort == "tree" else ():
            names.setdefault(folded(entry), []).append(entry)
    refusals = []
    for path, commit in new.items():
        parts = path.split("/")
        for depth, part in enumerate(parts):
            folder = "/".join(parts[:depth])
            same = spelled[folder].get(folded(part), [])
            if part in same and len(same) > 1:
                other = next(name for name in same if name != part)
                refusals.append(
                    Refusal(texts.CASE_TWIN.broken(shown(path.removeprefix(content)), value=part, other=other), commit)
                )
    return refusals


def rejected(
    repository: Repository,
    brought: Sequence[tuple[Commit, Change]],
    registry: Registry,
    content: str,
    look: Look,
) -> list[Refusal]:
    """What the rules reject in any version of a story or page that came, and was not in the version before it.

    Nothing holds back a withdrawal; but a new file is none, whatever it says. What is too long to be judged is refused.
    """
    texts_of: list[tuple[Commit, Change, tree.Place | tree.PagePlace]] = []
    for commit, change in brought:
        path = change.path.removeprefix(content)
        if change.mode == PLAIN and change.path.startswith(content) and not unsound(path):
            place = _place(path, registry)
            if place is not None:
                texts_of.append((commit, change, place))
    refusals = []
    for start in range(0, len(texts_of), TOGETHER):
        part = texts_of[start : start + TOGETHER]
        versions = list(repository.objects([change.blob for _, change, _ in part], LARGEST_STORY))
        for (commit, change, place), (_, _, size, data) in zip(part, versions, strict=True):
            if size > LARGEST_STORY:
                told = texts.TEXT_TOO_LONG.broken(place.path, kilobytes=size >> 10, limit=LARGEST_STORY >> 10)
                refusals.append(Refusal(told, commit.id))
                continue
            found = [problem for problem in look(place, data, change.is_new) if problem.severity == ERROR]
            if not found or (not change.is_new and _is_withdrawn(data)):
                continue
            old: Counter[tuple[str, str]] = Counter()
            for *_, before in repository.objects([] if change.is_new else [change.blob_before], LARGEST_STORY):
                old.update((problem.code, problem.value) for problem in look(place, before, False))
            for problem in found:
                old[problem.code, problem.value] -= 1  # as often as it was there
                if old[problem.code, problem.value] < 0:
                    refusals.append(Refusal(problem, commit.id))
    return refusals


def _place(path: str, registry: Registry) -> tree.Place | tree.PagePlace | None:
    """The story or standing page that a content path stands for."""
    classify = {"berita": tree.classify, "unit": tree.classify_page, "halaman": tree.classify_page}
    found = classify[top](path, registry) if (top := path.partition("/")[0]) in classify and "/" in path else None
    return None if isinstance(found, Problem) else found


def _is_withdrawn(data: bytes) -> bool:
    front = fronts.read(data)
    return bool(front and front.values.get("withdrawn"))


def _names(data: bytes, id_bytes: int) -> Iterable[str]:
    """The names in a tree object: `mode name NUL id`, again and again."""
    at = 0
    while at < len(data):
        space, end = data.index(b" ", at), data.index(b"\0", at)
        yield data[space + 1 : end].decode("utf-8", "surrogateescape")
        at = end + 1 + id_bytes
