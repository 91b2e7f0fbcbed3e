"""Which release is a copy of which: a function of texts, dates and ranks, whatever the order in which they are read.

Releases are judged in order of moment, level and number, each by those before it alone. So a later one never changes
what an earlier one is: who led stays in every list.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from plugins.copies.signatures import bands, similarity

WINDOW = 7 * 86_400  # seconds: of what is older nothing is a copy
LIKE = 0.8  # similarity from which on two texts are the same release
COMPARED = 32  # releases of a band that one is compared with, the earliest of the window first


class Order(NamedTuple):
    """The place of a release among all others."""

    moment: int
    level: int
    number: int


def number_of(reference: str) -> int:
    """A number of 63 bits for a reference: of one moment and level, offices lead by it, and not by their names."""
    return int.from_bytes(hashlib.blake2b(reference.encode(), digest_size=8).digest(), "big") >> 1


@dataclass(frozen=True, slots=True)
class Release:
    """A story that is out, as far as it is compared.

    `moment` is in seconds since 1970 (UTC); the smaller its `level`, the higher its unit stood in the tree that day.
    `first` says that its office calls its own text the first, so that it joins none.
    """

    reference: str
    moment: int
    level: int
    signature: bytes = field(repr=False)
    first: bool = False
    order: Order = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "order", Order(self.moment, self.level, number_of(self.reference)))

    @property
    def unit(self) -> str:
        """The unit that put it out."""
        return self.reference.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a release is: a copy of `original`, or, where that is empty, one that leads.

    `line` is the reference of the release whose text those that lead took up: a lower unit's, or its own.
    """

    original: str
    line: str


@dataclass(frozen=True, slots=True)
class Told:
    """A release that leads, and the line it belongs to."""

    release: Release
    line: str


def judge(release: Release, leading: Iterable[Told]) -> Standing:
    """What a release is, by those that lead and come before it within reach (see `within_reach`).

    It joins the single one that is most like it, of several the earliest. Where a higher unit took up the same text
    meanwhile, and that too is like this one, it joins the highest instead. A release of a higher level than these
    leads beside them: no lower unit hides what a higher one says.
    """
    others = [told for told in leading if told.release.unit != release.unit and not release.first]
    like = [(-similarity(release.signature, told.release.signature), told) for told in others]
    near = [(rank, told) for rank, told in like if -rank >= LIKE]
    if not near:
        return Standing("", release.reference)
    _, best = min(near, key=lambda found: (found[0], found[1].release.order))
    line = [told.release for _, told in near if told.line == best.line]
    head = min(line, key=lambda found: (found.level, found.order))
    return Standing("", best.line) if release.level < head.level else Standing(head.reference, best.line)


def are_alike(one: Release, other: Release) -> bool:
    """Whether two texts are the same release, whatever their offices say of it."""
    return similarity(one.signature, other.signature) >= LIKE


def within_reach(release: Release, moment: int) -> bool:
    """Whether something of that moment is no older than the window of a release, and no newer than it."""
    return release.moment - WINDOW <= moment <= release.moment


def groups(releases: Iterable[Release]) -> Iterator[tuple[Release, Standing]]:
    """What each release is; `releases` come in their order. Only those of a window are in memory."""
    leading: deque[tuple[Told, tuple[bytes, ...]]] = deque()
    banded: dict[bytes, list[Told]] = {}
    for release in releases:
        while leading and not within_reach(release, leading[0][0].release.moment):
            for band in leading.popleft()[1]:
                if len(banded[band]) > 1:
                    del banded[band][0]
                else:
                    del banded[band]
        own = tuple(dict.fromkeys(bands(release.signature)))
        near = [told for band in own if band in banded for told in banded[band][:COMPARED]]
        standing = judge(release, {told.release.reference: told for told in near}.values())
        if not standing.original:
            told = Told(release, standing.line)
            leading.append((told, own))
            for band in own:
                banded.setdefault(band, []).append(told)
        yield release, standing


@dataclass(frozen=True, slots=True)
class Member:
    """A release of a group, and the wider lists in which it would stand by itself."""

    release: Release
    wide: tuple[str, ...]


def shown_once(original: Member, copies: Sequence[Member]) -> dict[str, tuple[str, ...]]:
    """The lists that each copy, by reference, leaves to another of its group, sorted.

    Every list shows a release once: the original, or where that is not in it, the first of the copies that are.
    """
    taken = set(original.wide)
    left: dict[str, tuple[str, ...]] = {}
    for copy in sorted(copies, key=lambda member: member.release.order):
        left[copy.release.reference] = tuple(sorted(taken.intersection(copy.wide)))
        taken.update(copy.wide)
    return left


def offices(original: str, copies: Iterable[str]) -> int:
    """How many other units put the release out, by references."""
    return len({reference.partition("/")[0] for reference in copies} - {original.partition("/")[0]})
