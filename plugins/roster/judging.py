"""A push, or a range of commits, against the roster: every commit by itself, in the order in which they build up.

Roster and registry are those of the branch as it stands before: what is pushed cannot grant itself a right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from plugins.problems import Problem
from plugins.units import read_registry
from plugins.units.rules import EVENTS_PATH, REGIONS_PATH, UNITS_PATH
from plugins.units.tables import decode

from . import commits, fronts, texts
from .changes import Base, Change, Changes, of_merge
from .git import Repository, Signature
from .keyring import keyring, public_keys
from .paths import shown
from .persons import Person, identify
from .register import FILE_NAME, read_roster
from .rights import Ground, judge
from .rows import EMERGENCY, Roster
from .second import Step

MOST_COMMITS = 1_000  # of one push that are judged
MOST_FILES = 1_000  # of one push, each time that a commit changes one: but those of the centre
MOST_TEXT = 4 << 20  # bytes of stories and pages in one push that the rules are asked about: but those of the centre
LARGEST_REGISTER = 16 << 20  # bytes
LARGEST_STORY = 1 << 20  # bytes: what is longer is no story, and no withdrawal of one


@dataclass(frozen=True, slots=True)
class House:
    """What holds for every push: the branch that is published, the content folder with a slash at its end (or empty).

    `day` is the server's, `at` its moment (seconds since 1970, UTC). `pusher` is the identity that the server names
    (`server:…`), or empty. `second` are the kinds of stories that need a second person, `urgent` among them.
    """

    day: date
    main: str = "main"
    content: str = "content/"
    timezone: str = "Asia/Jakarta"
    pusher: str = ""
    second: frozenset[str] = frozenset()
    at: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """What is not allowed, in which commit (empty: the push as a whole) and by whose account (empty: unknown)."""

    problem: Problem
    commit: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """What was allowed by way of exception, for the log.

    `kind` is `darurat`, `tanpa-orang-kedua`, `aturan-dikecualikan` or `pencabutan-bertemuan`.
    """

    kind: str
    account: str
    commit: str
    path: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """The roster and the ground on which it is decided, of one commit."""

    commit: str
    roster: Roster
    ground: Ground
    problems: tuple[Problem, ...] = ()


class TooMuch(Exception):
    """A push of more than is judged at once: the server is held meanwhile. `refusal` says what is too much."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.problem.message)
        self.refusal = refusal


@dataclass(slots=True)
class Judged:
    """What became of a range: its steps, what each commit brought itself, and what is said about it.

    `files` counts what those brought who are not the centre, `text` the bytes of it that the rules are asked about.
    """

    steps: list[Step] = field(default_factory=list)
    brought: list[tuple[commits.Commit, Change]] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    noted: list[Noted] = field(default_factory=list)
    files: int = 0
    text: int = 0

    @property
    def makers(self) -> dict[str, Person]:
        """Who made each commit, by its id."""
        return {step.commit.id: step.person for step in self.steps}


def read_ground(repository: Repository, commit: str, house: House) -> Standing:
    """Roster and registry as they are in a commit; no rights at all where there is no roster."""
    paths = (UNITS_PATH, EVENTS_PATH, REGIONS_PATH, FILE_NAME)
    names = [f"{commit}:{house.content}{path}" for path in paths]
    found = [data for _, _, _, data in repository.objects(names, LARGEST_REGISTER)]
    units, events, regions = (decode(data, path)[0] for data, path in zip(found[:3], paths[:3], strict=True))
    registry, _ = read_registry(units, events, regions, house.timezone)
    roster, problems = read_roster(found[3], registry)
    return Standing(commit, roster, Ground(registry, house.day, house.content), tuple(problems))


def judge_commits(
    repository: Repository, ids: Sequence[str], before: Standing, house: House, *, accepted: Iterable[str] = ()
) -> Judged:
    """Judge commits, parents first. `accepted` stand on other branches of the server (see `persons.identify`).

    Raises TooMuch, before any file is read, where they change more of them than is judged at once.
    """
    judged = Judged()
    read = _read(repository, ids, judged)
    known = set(accepted)
    signed = [one for one in read if one.signed and one.id not in known]
    signatures = _signatures(repository, signed, before.commit, house.content)
    asked: list[tuple[commits.Commit, list[Change], Person]] = []
    for commit, changes, merged in _with_changes(repository, read, judged):
        judged.brought += [(commit, change) for change in changes]
        who = identify(
            commit,
            signatures.get(commit.id),
            before.roster,
            house.day,
            pusher=house.pusher,
            accepted=commit.id in known,
        )
        if commit.id not in known and not (isinstance(who, Person) and who.is_central):
            judged.files += len(changes)
        if judged.files > MOST_FILES:
            told = texts.TOO_MANY_FILES.broken(f"commit {commit.id[:10]}", limit=MOST_FILES)
            raise TooMuch(Refusal(told, commit.id, who.account if isinstance(who, Person) else ""))
        if not isinstance(who, Person):
            judged.refusals.append(Refusal(who, commit.id))
            continue
        made = {change.path: (change.blob_before, change.blob) for change in changes}
        judged.steps.append(Step(commit, who, made, merged))
        asked.append((commit, changes, who))
    for commit, changes, who in asked:
        _judge_changes(repository, commit, changes, who, before.ground, judged)
    return judged


def _signatures(
    repository: Repository, signed: Sequence[commits.Commit], before: str, content: str
) -> dict[str, Signature]:
    """What git says of signatures, by the public keys that stand in the commit before."""
    ids = [commit.id for commit in signed]
    if not any(commit.openpgp for commit in signed):
        return repository.signatures(ids)
    with keyring(public_keys(repository, before, content)) as folder:
        return repository.signatures(ids, folder)


def brought_by(repository: Repository, ids: Sequence[str], judged: Judged) -> Iterable[tuple[commits.Commit, Change]]:
    """What each commit brings itself; those that are no commits as git makes them become refusals in `judged`."""
    for commit, changes, _ in _with_changes(repository, _read(repository, ids, judged), judged):
        for change in changes:
            yield commit, change


def _judge_changes(
    repository: Repository,
    commit: commits.Commit,
    changes: Sequence[Change],
    who: Person,
    ground: Ground,
    judged: Judged,
) -> None:
    def is_withdrawal(change: Change) -> bool:
        if len(commit.parents) != 1 or change.is_new or change.is_gone:
            return False
        versions = [data for *_, data in repository.objects([change.blob_before, change.blob], LARGEST_STORY)]
        return fronts.withdraws(*(fronts.read(data) for data in versions))

    for change in changes:
        answer = judge(change, who.grants, ground, is_withdrawal)
        if isinstance(answer, Problem):
            judged.refusals.append(Refusal(answer, commit.id, who.account))
        elif answer.role == EMERGENCY:
            path = shown(change.path.removeprefix(ground.content))
            judged.noted.append(Noted(EMERGENCY, who.account, commit.id, path))


def _read(repository: Repository, ids: Sequence[str], judged: Judged) -> list[commits.Commit]:
    read = []
    for commit, (_, _, size, data) in zip(ids, repository.objects(ids, commits.LARGEST), strict=True):
        try:
            if size > commits.LARGEST:
                raise commits.Malformed(f"lebih dari {commits.LARGEST // 1024} KB")
            read.append(commits.parse(commit, data))
        except commits.Malformed as error:
            problem = texts.MALFORMED.broken(f"commit {commit[:10]}", reason=str(error))
            judged.refusals.append(Refusal(problem, commit))
    return read


def _with_changes(
    repository: Repository, read: Sequence[commits.Commit], judged: Judged
) -> Iterable[tuple[commits.Commit, list[Change], dict[str, str]]]:
    """Each commit with what it brings itself, and with what a merge takes over into its first parent."""
    bases: dict[str, list[str]] = {}
    pairs: list[tuple[str, str]] = []
    sound = []
    for commit in read:
        if len(commit.parents) > 2:
            judged.refusals.append(Refusal(texts.MANY_PARENTS.broken(f"commit {commit.id[:10]}"), commit.id))
            continue
        if len(commit.parents) == 2:
            bases[commit.id] = repository.bases(*commit.parents)
            if not bases[commit.id]:
                judged.refusals.append(Refusal(texts.UNRELATED.broken(f"commit {commit.id[:10]}"), commit.id))
                continue
        sound.append(commit)
        pairs += [(commit.id, parent) for parent in commit.parents or ("",)]
        pairs += [(parent, base) for base in bases.get(commit.id, ()) for parent in commit.parents]
    differences = iter(repository.differences(pairs))
    for commit in sound:
        first: Changes = next(differences)
        if len(commit.parents) < 2:
            yield commit, [first[path] for path in sorted(first)], {}
            continue
        second: Changes = next(differences)
        settled = [Base(next(differences).keys(), next(differences).keys()) for _ in bases[commit.id]]
        brought = of_merge(first, second, settled)
        own = {change.path for change in brought}
        yield commit, brought, {path: change.blob for path, change in first.items() if path not in own}


def judge_register(repository: Repository, tip: str, before: Standing, house: House, judged: Judged) -> list[Refusal]:
    """What is wrong with a roster that a range changed, as it is at its tip: nobody may lock everybody out."""
    path = house.content + FILE_NAME
    touching = [(commit, change) for commit, change in judged.brought if change.path == path]
    if not touching:
        return []
    commit = touching[-1][0].id
    after = read_ground(repository, tip, house)
    wrong = [problem for problem in after.problems if problem not in before.problems and problem.severity == "error"]
    if not after.roster.has_centre(house.day):
        wrong.append(texts.LAST_CENTRE.broken(FILE_NAME))
    return [Refusal(problem, commit) for problem in wrong]
