"""Everything that is wrong with a push, at once; and what was let through by way of exception."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from plugins.stories import tree
from plugins.stories.history import takes_down

from . import contents, fronts, texts
from .changes import Change
from .git import ZEROS, Repository
from .judging import (
    LARGEST_STORY,
    MOST_COMMITS,
    MOST_FILES,
    MOST_TEXT,
    House,
    Judged,
    Noted,
    Refusal,
    Standing,
    TooMuch,
    judge_commits,
    judge_register,
    read_ground,
)
from .losing import loses_work
from .paths import shown
from .persons import Person
from .refs import BRANCHES, Push, refused
from .rights import may_reach
from .second import Held, Step, second
from .vanishing import vanished

MOST_BRANCHES = 100  # of one push, but by the centre
WITHOUT_SECOND = "tanpa-orang-kedua"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A push is taken where nothing is refused. In order of place."""

    refusals: tuple[Refusal, ...]
    noted: tuple[Noted, ...] = ()


def nothing(place: tree.Place | tree.PagePlace, data: bytes, withdraws: bool) -> contents.Looked:
    """Where no rules are looked for."""
    return contents.Looked()


def judge_push(repository: Repository, pushes: Sequence[Push], house: House, look: contents.Look = nothing) -> Verdict:
    """Judge all that one `git push` brings. Raises Failed where git cannot answer: then nothing is taken."""
    try:
        return _judge_push(repository, pushes, house, look)
    except TooMuch as much:
        return Verdict((much.refusal,))


def _judge_push(repository: Repository, pushes: Sequence[Push], house: House, look: contents.Look) -> Verdict:
    main = repository.line("rev-parse", "--verify", "--quiet", f"{BRANCHES}{house.main}^{{commit}}")
    if not main:
        return Verdict((Refusal(texts.NOT_OPENED.broken(BRANCHES + house.main, value=house.main)),))
    before = read_ground(repository, main, house)
    pusher = before.roster.identities.get(house.pusher, "")
    grants = before.roster.of(house.pusher, house.day)
    person = Person(pusher, grants) if grants else None
    if len(pushes) > MOST_BRANCHES and not (person and person.is_central):
        told = texts.TOO_MANY_BRANCHES.broken("git push", count=len(pushes), limit=MOST_BRANCHES)
        raise TooMuch(Refusal(told, account=pusher))
    refusals: list[Refusal] = []
    noted: list[Noted] = []
    files = text = 0
    commits = {push.new for push in pushes if not push.is_deletion and repository.sort(push.new) == "commit"}
    rewritten = {
        push.branch
        for push in pushes
        if push.new in commits and not push.is_creation and not repository.precedes(push.old, push.new)
    }
    leaving = {*rewritten, *(push.branch for push in pushes if push.is_deletion)} - {""}
    aliases = repository.aliases([push.ref for push in pushes])
    for push in pushes:
        is_main, rewrites = push.branch == house.main, push.branch in rewritten
        wrong = refused(push, house.main, known=person is not None, rewrites=rewrites)
        if wrong is None and push.ref in aliases:  # else what is pushed there would be pushed to the other, unjudged
            wrong = texts.REF_NOT_ALLOWED.broken(push.ref, value=push.branch, branch=house.main)
        if wrong is None and not push.is_deletion and push.new not in commits:
            wrong = texts.NOT_A_COMMIT.broken(push.ref, value=push.ref)
        if wrong is None and push.is_deletion and person:
            wrong = loses_work(repository, push, leaving, person.grants, before.ground)
        if wrong:
            refusals.append(Refusal(wrong, account=pusher))
        if wrong or push.is_deletion:
            continue
        judged = _judge_branch(repository, push, main, before, house, look)
        files, text = files + judged.files, text + judged.text
        if files > MOST_FILES:
            raise TooMuch(Refusal(texts.TOO_MANY_FILES.broken(push.ref, limit=MOST_FILES), account=pusher))
        if text > MOST_TEXT:
            raise TooMuch(Refusal(texts.TOO_MUCH_TEXT.broken(push.ref, limit=MOST_TEXT >> 20), account=pusher))
        if rewrites:
            refusals += _judge_rewriting(repository, push, leaving, before, person, judged)
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
    repository: Repository,
    push: Push,
    leaving: Collection[str],
    before: Standing,
    person: Person | None,
    judged: Judged,
) -> list[Refusal]:
    """A branch that is written anew, by the pusher; where no server names one, by whoever made its newest commit."""
    person = person or next((step.person for step in judged.steps if step.commit.id == push.new), None)
    if person is None:
        return [Refusal(texts.DELETION_NOT_ALLOWED.broken(push.ref, value=push.branch))]
    wrong = loses_work(repository, push, leaving, person.grants, before.ground)
    return [Refusal(wrong, account=person.account)] if wrong else []


def _judge_release(push: Push, before: Standing, person: Person, judged: Judged) -> list[Refusal]:
    """What the pusher would publish for others, such as another office's branch before that is ready."""
    makers = judged.makers
    return [
        Refusal(
            texts.RELEASES_OTHERS.broken(
                shown(change.path.removeprefix(before.ground.content)), author=author, account=person.account
            ),
            commit.id,
            person.account,
        )
        for commit, change in judged.brought
        if (author := makers.get(commit.id, person).account) != person.account
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
    texts_of = contents.written(new, before.ground.registry, house.content)
    judged.text = contents.amount(repository, texts_of, judged.makers)
    if judged.text > MOST_TEXT:
        raise TooMuch(Refusal(texts.TOO_MUCH_TEXT.broken(push.ref, limit=MOST_TEXT >> 20)))
    refused, noted = contents.rejected(repository, texts_of, look, judged.makers)
    judged.refusals += refused
    judged.noted += noted
    judged.refusals += judge_register(repository, push.new, before, house, judged)
    return judged


def _judge_second(
    repository: Repository, push: Push, before: Standing, house: House, pusher: Person | None, judged: Judged
) -> None:
    """Stories that are to be published and have nobody but their writer behind them."""

    def at(commit: str, path: str) -> str:
        return next(repository.objects([f"{commit}:{path}"], -1))[0]

    for held in held_stories(repository, push.old, push.new, before, house, judged.steps):

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


def held_stories(
    repository: Repository, old: str, new: str, before: Standing, house: House, steps: Sequence[Step] = ()
) -> Iterable[Held]:
    """The stories that differ between two commits and need a second person, by path.

    A version that needs none may be broken in whatever way; the build then shows the last good one. So where `steps`
    brought an earlier version that needs a second person, that is the one that is held.
    """
    (changed,) = repository.differences([(new, old)])
    earlier: dict[str, list[str]] = {}
    for step in steps:
        for path, (_, blob) in step.made.items():
            earlier.setdefault(path, []).append(blob)
    stories: list[tuple[Change, tree.Place]] = []
    for path in sorted(changed):
        inside = before.ground.inside(path)
        place = tree.classify(inside, before.ground.registry) if inside and inside.startswith("berita/") else None
        if isinstance(place, tree.Place) and not changed[path].is_gone:
            stories.append((changed[path], place))
    for start in range(0, len(stories), contents.TOGETHER):
        part = stories[start : start + contents.TOGETHER]
        blobs = [(change.blob_before, change.blob, *earlier.get(change.path, [])) for change, _ in part]
        names = [name for of_story in blobs for name in of_story if name not in ZEROS]
        held = {name: data for name, _, _, data in repository.objects(names, LARGEST_STORY)}
        for (change, place), (was, now, *others) in zip(part, blobs, strict=True):
            first, last = (fronts.read(held.get(name)) for name in (was, now))
            is_down = last is not None and fronts.is_taken_down(last)
            corrected = last is not None and fronts.corrects(first, last)
            for blob in (now, *reversed(others)):
                if blob != now and is_down and takes_down(held.get(now, b""), held.get(blob, b"")):
                    continue
                version = fronts.read(held.get(blob))
                if reason := fronts.is_held(first, version, house.second, corrected=corrected and blob != now):
                    yield Held(change.path, place.reference, place.unit, reason, blob)
                    break


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
