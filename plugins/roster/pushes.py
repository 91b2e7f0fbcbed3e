"""Everything that is wrong with a push, at once; and what was let through by way of exception."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plugins.problems import Problem
from plugins.stories import tree

from . import contents, fronts, texts
from .changes import Change
from .git import ZEROS, Repository
from .judging import (
    LARGEST_STORY,
    MOST_COMMITS,
    House,
    Judged,
    Noted,
    Refusal,
    Standing,
    judge_commits,
    judge_register,
    read_ground,
)
from .losing import loses_work
from .paths import shown
from .persons import Person
from .refs import BRANCHES, Push, refused
from .rights import may_reach
from .second import Held, second
from .vanishing import vanished

WITHOUT_SECOND = "tanpa-orang-kedua"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A push is taken where nothing is refused. In order of place."""

    refusals: tuple[Refusal, ...]
    noted: tuple[Noted, ...] = ()


def nothing(place: tree.Place | tree.PagePlace, data: bytes, is_new: bool) -> Iterable[Problem]:
    """Where no rules are looked for."""
    return ()


def judge_push(repository: Repository, pushes: Sequence[Push], house: House, look: contents.Look = nothing) -> Verdict:
    """Judge all that one `git push` brings. Raises Failed where git cannot answer: then nothing is taken."""
    main = repository.line("rev-parse", "--verify", "--quiet", f"{BRANCHES}{house.main}^{{commit}}")
    if not main:
        return Verdict((Refusal(texts.NOT_OPENED.broken(BRANCHES + house.main, value=house.main)),))
    before = read_ground(repository, main, house)
    pusher = before.roster.identities.get(house.pusher, "")
    grants = before.roster.of(house.pusher, house.day)
    person = Person(pusher, grants) if grants else None
    refusals: list[Refusal] = []
    noted: list[Noted] = []
    for push in pushes:
        is_main = push.branch == house.main
        sort = "" if push.is_deletion else repository.line("cat-file", "-t", push.new)
        rewrites = sort == "commit" and not push.is_creation and not repository.precedes(push.old, push.new)
        wrong = refused(push, house.main, known=person is not None, rewrites=rewrites)
        if wrong is None and not push.is_deletion and sort != "commit":
            wrong = texts.NOT_A_COMMIT.broken(push.ref, value=push.ref)
        if wrong is None and push.is_deletion and person:
            wrong = loses_work(repository, push, person.grants, before.ground)
        if wrong:
            refusals.append(Refusal(wrong, account=pusher))
        if wrong or push.is_deletion:
            continue
        judged = _judge_branch(repository, push, main, before, house, look)
        if rewrites:
            refusals += _judge_rewriting(repository, push, before, person, judged)
        if is_main and person:
            refusals += _judge_release(push, before, person, judged)
        if is_main:
            refusals += vanished(repository, push.old, push.new, before, house)
        if is_main and house.second:
            _judge_second(repository, push, before, house, person, judged)
        refusals += judged.refusals
        noted += judged.noted
    return Verdict(tuple(sorted(set(refusals))), tuple(dict.fromkeys(noted)))


def _judge_rewriting(
    repository: Repository, push: Push, before: Standing, person: Person | None, judged: Judged
) -> list[Refusal]:
    """A branch that is written anew, by the pusher; where no server names one, by whoever made its newest commit."""
    person = person or next((step.person for step in judged.steps if step.commit.id == push.new), None)
    if person is None:
        return [Refusal(texts.DELETION_NOT_ALLOWED.broken(push.ref, value=push.branch))]
    wrong = loses_work(repository, push, person.grants, before.ground)
    return [Refusal(wrong, account=person.account)] if wrong else []


def _judge_release(push: Push, before: Standing, person: Person, judged: Judged) -> list[Refusal]:
    """What the pusher would publish for others, such as another office's branch before that is ready."""
    makers = {step.commit.id: step.person.account for step in judged.steps}
    return [
        Refusal(
            texts.RELEASES_OTHERS.broken(
                shown(change.path.removeprefix(before.ground.content)), author=author, account=person.account
            ),
            commit.id,
            person.account,
        )
        for commit, change in judged.brought
        if (author := makers.get(commit.id, person.account)) != person.account
        and not may_reach(change, person.grants, before.ground)
    ]


def _judge_branch(
    repository: Repository, push: Push, main: str, before: Standing, house: House, look: contents.Look
) -> Judged:
    """The commits that a branch gets.

    For the branch that is published these are all that it has not got: what a server keeps elsewhere (merge requests
    of forks) was never judged. Those that stand on another branch were, when they were pushed.
    """
    unseen = repository.commits(push.new, ("--not", "--branches"), MOST_COMMITS)
    ids = repository.commits(push.new, (f"^{main}",), MOST_COMMITS) if push.branch == house.main else unseen
    if len(ids) > MOST_COMMITS:
        return Judged(refusals=[Refusal(texts.TOO_MANY.broken(push.ref, limit=MOST_COMMITS))])
    fresh = set(unseen)
    judged = judge_commits(repository, ids, before, house, accepted=set(ids) - fresh)
    new = [(commit, change) for commit, change in judged.brought if commit.id in fresh]
    judged.refusals += contents.too_large(repository, new, house.content)
    judged.refusals += contents.twins(repository, push.new, judged.brought, house.content)
    judged.refusals += contents.rejected(repository, new, before.ground.registry, house.content, look)
    judged.refusals += judge_register(repository, push.new, before, house, judged)
    return judged


def _judge_second(
    repository: Repository, push: Push, before: Standing, house: House, pusher: Person | None, judged: Judged
) -> None:
    """Stories that are to be published and have nobody but their writer behind them."""

    def at(commit: str, path: str) -> str:
        return next(repository.objects([f"{commit}:{path}"], -1))[0]

    for held in held_stories(repository, push.old, push.new, before, house):

        def drafted_by(commit: str, blob: str, held: Held = held) -> str:
            return _drafter(repository, commit, blob, held, before, judged)

        answer = second(held, judged.steps, before.ground, pusher, at, drafted_by)
        path = held.path.removeprefix(house.content)
        if answer.bypass:
            judged.noted.append(Noted(WITHOUT_SECOND, answer.first, answer.commit, path, answer.bypass))
        elif not answer.by:
            unit = before.ground.registry.units[held.unit].name
            problem = texts.SECOND_NEEDED.broken(
                path, reason=held.reason, unit=unit, account=answer.first, reference=held.reference
            )
            judged.refusals.append(Refusal(problem, account=answer.first))


def held_stories(repository: Repository, old: str, new: str, before: Standing, house: House) -> Iterable[Held]:
    """The stories that differ between two commits and need a second person, by path."""
    (changed,) = repository.differences([(new, old)])
    stories: list[tuple[Change, tree.Place]] = []
    for path in sorted(changed):
        inside = before.ground.inside(path)
        place = tree.classify(inside, before.ground.registry) if inside and inside.startswith("berita/") else None
        if isinstance(place, tree.Place) and not changed[path].is_gone:
            stories.append((changed[path], place))
    for start in range(0, len(stories), contents.TOGETHER):
        part = stories[start : start + contents.TOGETHER]
        names = [name for change, _ in part for name in (change.blob_before, change.blob)]
        fronts_of = iter([fronts.read(data or None) for *_, data in repository.objects(names, LARGEST_STORY)])
        for change, place in part:
            if reason := fronts.is_held(next(fronts_of), next(fronts_of), house.second):
                yield Held(change.path, place.reference, place.unit, reason, change.blob)


def _drafter(repository: Repository, commit: str, blob: str, held: Held, before: Standing, judged: Judged) -> str:
    """Who wrote the version of a story of which the one that is to be published only changes status or date."""
    if blob in ZEROS or not blob:
        return ""
    versions = [fronts.read(data) for *_, data in repository.objects([blob, held.blob], LARGEST_STORY)]
    if not fronts.releases(*versions):
        return ""
    for step in judged.steps:
        if step.made.get(held.path, ("", ""))[1] == blob:
            return step.person.account
    author, _, committer = repository.line("log", "-1", "--format=%ae%n%ce", commit, "--", held.path).partition("\n")
    return before.roster.maker(author.lower(), committer.lower())
