"""What a push brings, whoever brings it: files that are too large, twins in case, what the rules reject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from plugins.problems import Problem
from plugins.stories import tree
from plugins.units import Registry, holds_rows

from . import fronts, texts
from .changes import PLAIN, Change
from .commits import Commit
from .git import Repository
from .judging import LARGEST_STORY, Noted, Refusal
from .paths import folded, shown, unsound
from .persons import Person

LARGEST_FILE = 10 << 20  # bytes, as for files beside a story
TOGETHER = 200  # stories whose bytes are held at once
WAIVED, WITHDRAWN_ALL_THE_SAME = "aturan-dikecualikan", "pencabutan-bertemuan"


@dataclass(frozen=True, slots=True)
class Looked:
    """What the rejecting rules find in a version: `problems` count, `waived` its author excuses, each with why."""

    problems: tuple[Problem, ...] = ()
    waived: tuple[tuple[Problem, str], ...] = ()


# Asked about a version of a story, or of a standing page. Of one that `withdraws` only what its page will still show is
# looked at; else what is withdrawn is read as though it were not.
Look = Callable[[tree.Place | tree.PagePlace, bytes, bool], Looked]

Text = tuple[Commit, Change, tree.Place | tree.PagePlace]


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
                other = next((name for name in same if name != part), part)
                refusals.append(
                    Refusal(texts.CASE_TWIN.broken(shown(path.removeprefix(content)), value=part, other=other), commit)
                )
    return refusals


def written(brought: Sequence[tuple[Commit, Change]], registry: Registry, content: str) -> list[Text]:
    """The versions of stories and standing pages among what came."""
    found: list[Text] = []
    for commit, change in brought:
        path = change.path.removeprefix(content)
        if change.mode == PLAIN and change.path.startswith(content) and not unsound(path):
            place = _place(path, registry)
            if place is not None:
                found.append((commit, change, place))
    return found


def amount(repository: Repository, texts_of: Sequence[Text], makers: Mapping[str, Person]) -> int:
    """How many bytes the rules would have to read of those who are not the centre. Reads none."""
    theirs = [
        change.blob for commit, change, _ in texts_of if not (maker := makers.get(commit.id)) or not maker.is_central
    ]
    return sum(size for _, _, size, _ in repository.objects(theirs, -1) if size <= LARGEST_STORY)


def rejected(
    repository: Repository, texts_of: Sequence[Text], look: Look, makers: Mapping[str, Person]
) -> tuple[list[Refusal], list[Noted]]:
    """What the rules reject in any version of a story or page that came, and was not in the version before it.

    Nothing holds back a withdrawal; but a new file is none, whatever it says, nor is what was withdrawn before. What
    is too long to be judged is refused. Noted is what an author excuses, and what the page of a withdrawal will show;
    `makers` says who made each commit.
    """
    refusals: list[Refusal] = []
    noted: list[Noted] = []
    for start in range(0, len(texts_of), TOGETHER):
        part = texts_of[start : start + TOGETHER]
        versions = list(repository.objects([change.blob for _, change, _ in part], LARGEST_STORY))
        for (commit, change, place), (_, _, size, data) in zip(part, versions, strict=True):
            if size > LARGEST_STORY:
                if not place.path.startswith("register/"):  # the centre's may be long: `check` judges them
                    told = texts.TEXT_TOO_LONG.broken(place.path, kilobytes=size >> 10, limit=LARGEST_STORY >> 10)
                    refusals.append(Refusal(told, commit.id))
                continue
            found = look(place, data, False)
            if not found.problems and not found.waived:
                continue
            earlier = [] if change.is_new else [change.blob_before]
            before = next((data for *_, data in repository.objects(earlier, LARGEST_STORY)), b"")
            account = makers[commit.id].account if commit.id in makers else ""
            was, now = fronts.withdrawal(fronts.read(before or None)), fronts.withdrawal(fronts.read(data))
            if not change.is_new and fronts.takes_back(was, now):
                codes = dict.fromkeys(problem.code for problem in look(place, data, True).problems)
                noted += [Noted(WITHDRAWN_ALL_THE_SAME, account, commit.id, place.path, code) for code in codes]
                continue
            old = look(place, before, bool(was) and not now) if earlier else Looked()
            refusals += [Refusal(problem, commit.id) for problem in _new(found.problems, old.problems)]
            reasons = dict(found.waived)
            for problem in _new(reasons, [problem for problem, _ in old.waived]):
                reason = f"{problem.code}: {reasons[problem]}"
                noted.append(Noted(WAIVED, account, commit.id, place.path, reason))
    return refusals, noted


def _new(now: Iterable[Problem], before: Iterable[Problem]) -> Iterator[Problem]:
    """Those that are there more often than before, by code and value."""
    old = Counter((problem.code, problem.value) for problem in before)
    for problem in now:
        old[problem.code, problem.value] -= 1
        if old[problem.code, problem.value] < 0:
            yield problem


def _place(path: str, registry: Registry) -> tree.Place | tree.PagePlace | None:
    """The story or standing page that a content path stands for; a file of rows that come out passes for a page."""
    if holds_rows(path):
        return tree.PagePlace(path, "", "")
    classify = {"berita": tree.classify, "unit": tree.classify_page, "halaman": tree.classify_page}
    found = classify[top](path, registry) if (top := path.partition("/")[0]) in classify and "/" in path else None
    return None if isinstance(found, Problem) else found


def _names(data: bytes, id_bytes: int) -> Iterable[str]:
    """The names in a tree object: `mode name NUL id`, again and again."""
    at = 0
    while at < len(data):
        space, end = data.index(b" ", at), data.index(b"\0", at)
        yield data[space + 1 : end].decode("utf-8", "surrogateescape")
        at = end + 1 + id_bytes
