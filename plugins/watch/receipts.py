"""Receipts: of each commit, and of what fell due, what became of its stories, and when. Pure.

They answer "sudah tayang belum?". Nothing of them is for the public.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from plugins import addresses
from plugins.problems import Problem, errors, show
from plugins.stories import tree
from plugins.watch.git import GONE, Changed, Commit

if TYPE_CHECKING:
    from plugins.library.standing import Standing

StoryState = Literal[
    "tayang", "terjadwal", "draf", "ditahan", "ditarik", "kedaluwarsa", "pindah", "tidak-ada", "menunggu"
]
State = Literal["tayang", "ditahan", "menunggu"]
DeployState = Literal["tidak-ada", "menunggu", "berhasil", "gagal"]

# The commit's word is out.
DONE: frozenset[StoryState] = frozenset({"tayang", "ditarik", "kedaluwarsa", "pindah", "tidak-ada"})
MOST = 1000  # stories, files and feeds that one receipt names; totals say how many there were

GATE = "Penerbitan ini mengubah lebih banyak berita sekaligus daripada biasanya. Pengelola harus menyetujuinya dahulu."
_BY_STATE: Mapping[str, StoryState] = {"live": "tayang", "expired": "kedaluwarsa", "withdrawn": "ditarik"}
_FEED = re.compile(r"(?:.*/)?" + re.escape(addresses.FEED))


@dataclass(frozen=True, slots=True)
class Story:
    """What became of one story of a commit. `path` is its content path, `reference` empty where the path gives none.

    `address` is where it stands now; `until` is the moment at which a scheduled story appears; `earlier_stands` says
    that the version before is still up; `problems` are written out for humas.
    """

    path: str
    reference: str
    state: StoryState
    address: str = ""
    until: str = ""
    timezone: str = ""
    earlier_stands: bool = False
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deploy:
    """What the deploy command did with it, and at which moment."""

    state: DeployState = "tidak-ada"
    at: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Of a commit, or of a moment at which something fell due (`due`; the commit is then the one that stood).

    Moments are `moment` texts (UTC), empty where they are not known yet; `timezone` is the site's. `feeds` are those
    that the publish changed in which the commit went out, with others perhaps.
    """

    commit: str
    arrived: str
    state: State
    timezone: str
    reason: str = ""
    authored: str = ""
    committed: str = ""
    due: str = ""
    live: str = ""
    seconds_from_commit: float | None = None
    seconds_from_arrival: float | None = None
    units: tuple[str, ...] = ()
    stories: tuple[Story, ...] = ()
    stories_total: int = 0
    files: tuple[str, ...] = ()
    files_total: int = 0
    feeds: tuple[str, ...] = ()
    feeds_total: int = 0
    log_head: str = ""
    deploy: Deploy = field(default=Deploy())


@dataclass(frozen=True, slots=True)
class Published:
    """What of a publish goes into receipts: its end (seconds since 1970, UTC), its feeds, the head of the log."""

    live: float
    feeds: tuple[str, ...]
    log_head: str
    refused: str = ""


def moment(seconds: float) -> str:
    """`2026-11-21T21:44:17.123Z`. Also of a date that no calendar holds: then the nearest that it does."""
    earliest, latest = 0.0, 253_402_300_799.0
    at = datetime.fromtimestamp(min(max(seconds, earliest), latest), UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def seconds(text: str) -> float:
    """Seconds since 1970 (UTC) of a `moment`. Raises ValueError."""
    return datetime.fromisoformat(text).timestamp()


def reference_of(path: str) -> str:
    """The reference that a content path gives to its story, or an empty text."""
    parts = path.split("/")
    if len(parts) < 4 or parts[0] != "berita" or not tree.is_text(path):
        return ""
    reference = "/".join((*parts[-3:-1], parts[-1].rpartition(".")[0]))
    return reference if addresses.STORY_REFERENCE.fullmatch(reference) else ""


def is_story(path: str) -> bool:
    """Whether a file is meant as a story, wherever it lies."""
    return path.startswith("berita/") and tree.is_text(path)


def unit_of(path: str) -> str:
    """The unit to which a content path belongs, or an empty text."""
    top, *folders = path.split("/")[:-1] or [""]
    if top not in ("berita", "unit"):
        return ""
    named = [folder for folder in folders if addresses.UNIT_ID.fullmatch(folder)]
    return named[-1] if named else ""


def stories_of(commits: Iterable[Commit]) -> list[Changed]:
    """Every story file that these commits changed, once, in order."""
    found = {change.path: change for commit in commits for change in commit.changed if is_story(change.path)}
    return [found[path] for path in sorted(found)]


def judge(
    path: str,
    standing: Standing | None,
    problems: Sequence[Problem],
    *,
    site_url: str,
    held: bool,
    gone: bool,
    moved: str = "",
) -> Story:
    """What became of a story. `held`: the gate has not let its file in; `gone`: the file is deleted.

    `moved` is the site path to which the address of its file leads, if it does.
    """
    reference = reference_of(path)
    shown = standing is not None and standing.state != "hidden"
    address = addresses.Site(site_url, "").absolute(standing.path) if standing and shown else ""
    timezone = standing.timezone if standing else ""
    wrong = tuple(show(problem) for problem in errors(problems))
    if held or wrong:
        told = wrong or (GATE,)
        return Story(path, reference, "ditahan", address, "", timezone, earlier_stands=shown, problems=told)
    if standing is None or (gone and standing.source == path):
        if moved:
            return Story(path, reference, "pindah", addresses.Site(site_url, "").absolute(moved))
        return Story(path, reference, "tidak-ada")
    if shown:
        return Story(path, reference, _BY_STATE[standing.state], address, "", timezone)
    if standing.draft:
        return Story(path, reference, "draf", timezone=timezone)
    return Story(path, reference, "terjadwal", until=moment(standing.instant), timezone=timezone)


def waiting(commit: Commit, arrived: float, timezone: str, reason: str = "") -> Receipt:
    """The receipt of a commit that is not out yet."""
    paths = sorted({change.path for change in commit.changed})
    texts = [path for path in paths if is_story(path)]
    others = [path for path in paths if not is_story(path)]
    return Receipt(
        commit=commit.id,
        arrived=moment(arrived),
        state="menunggu",
        timezone=timezone,
        reason=reason,
        authored=moment(commit.authored),
        committed=moment(commit.committed),
        units=tuple(sorted({unit_of(path) for path in paths} - {""})),
        stories=tuple(Story(path, reference_of(path), "menunggu") for path in texts[:MOST]),
        stories_total=len(texts),
        files=tuple(others[:MOST]),
        files_total=len(others),
    )


def finished(receipt: Receipt, published: Published, stories: Mapping[str, Story], deploy: Deploy) -> Receipt:
    """The receipt after a publish, `stories` by content path."""
    mine = tuple(stories.get(story.path, story) for story in receipt.stories)
    held = bool(published.refused) and (not mine or any(story.problems == (GATE,) for story in mine))
    # Of a commit that is held in part, some stories are out all the same: since when, has to be known of these.
    out = not held or any(story.state in DONE for story in mine)
    began = seconds(receipt.due or receipt.arrived)
    return replace(
        receipt,
        state="ditahan" if held else "tayang",
        reason=GATE if held else "",
        live=moment(published.live) if out else "",
        seconds_from_commit=_between(seconds(receipt.committed), published.live) if out and not receipt.due else None,
        seconds_from_arrival=_between(began, published.live) if out else None,
        stories=mine,
        feeds=published.feeds[:MOST] if out else (),
        feeds_total=len(published.feeds) if out else 0,
        log_head=published.log_head,
        deploy=deploy if out else Deploy(),
    )


def fallen_due(commit: str, due: float, stories: Sequence[Story], timezone: str) -> Receipt:
    """The receipt, to be finished, of stories that fell due at a moment (seconds since 1970, UTC)."""
    shown = sorted(stories, key=lambda story: story.path)
    return Receipt(
        commit=commit,
        arrived=moment(due),
        state="menunggu",
        timezone=timezone,
        due=moment(due),
        units=tuple(sorted({unit_of(story.path) for story in shown} - {""})),
        stories=tuple(shown[:MOST]),
        stories_total=len(shown),
    )


def feeds(paths: Iterable[str]) -> tuple[str, ...]:
    """The feeds among output paths."""
    return tuple(sorted({path for path in paths if _FEED.fullmatch(path)}))


def held_back(changed: Collection[Changed], taken_in: Mapping[str, str]) -> frozenset[str]:
    """Of the files that a refused publish would have taken in, those that the library does not have so."""
    return frozenset(
        change.path
        for change in changed
        if taken_in.get(change.path, "") != ("" if change.mode == GONE else change.blob)
    )


def _between(begin: float, end: float) -> float:
    return round(end - begin, 3)
