"""The gate: whether a publish does more at once than a newsroom does. Pure.

A newsroom publishes, changes and corrects; a slip of a script or of a register deletes, re-dates or re-identifies many
stories at once, or takes away the feeds that people follow. The gate stops the second and never holds back a withdrawal
or a correction.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from plugins.publish.movements import Kind, Movement, Shown, Standing


@dataclass(frozen=True, slots=True)
class Limit:
    """A publish stops where more than `stories` stories, and more than `percent` of those out, move in these ways.

    The kinds of one limit count together: forty stories harmed in two ways are forty stories harmed, and a rename of a
    folder by a script is part deletion, part change of ids. A kind that is allowed does not count.
    """

    kinds: tuple[Kind, ...]
    stories: int
    percent: int
    of_units: bool  # whether it holds for each unit too, by what that unit has out


LIMITS = (  # source: the newsroom's design
    Limit(("removed", "redated", "reidentified"), stories=20, percent=5, of_units=True),
    Limit(("published",), stories=200, percent=0, of_units=False),
)
FEEDS_AT_ONCE, FEEDS_PERCENT = 20, 5  # a publish stops where more feeds than both end
FLAGS: dict[Kind, str] = {  # what `--allow` takes
    "removed": "deletions",
    "redated": "dates",
    "reidentified": "ids",
    "published": "announcements",
}
FEEDS = "feeds"  # what it takes for feeds that end
ALLOWED = (*FLAGS.values(), FEEDS)
_WORDS: dict[Kind, str] = {
    "removed": "deleted",
    "redated": "re-dated",
    "reidentified": "given another id",
    "published": "announced",
}
_EXAMPLES = 5  # references that a refusal names of each kind
_SCOPES = 10  # refusals that a message writes out


@dataclass(frozen=True, slots=True)
class Part:
    """How many stories would move in one way, some of their references, and the flag that allows it."""

    kind: Kind
    number: int
    examples: tuple[str, ...]
    flag: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A limit that a publish exceeds: of a unit, or of the whole site where `unit` is empty."""

    limit: Limit
    unit: str
    out: int  # stories that the unit, or the site, had out before
    parts: tuple[Part, ...]  # in the order of the limit's kinds

    @property
    def number(self) -> int:
        """How many stories would move in any of the ways that the limit counts."""
        return sum(part.number for part in self.parts)


@dataclass(frozen=True, slots=True)
class Ending:
    """The output paths of feeds that a publish would take away, and how many feeds were out before."""

    paths: tuple[str, ...] = ()
    out: int = 0

    def exceeds(self, allowed: Collection[str] = ()) -> bool:
        """Whether these are more than end at once in the life of a newsroom. A withdrawal ends no feed."""
        number = len(self.paths)
        return FEEDS not in allowed and number > FEEDS_AT_ONCE and number * 100 > FEEDS_PERCENT * self.out


def judge(moves: Iterable[Movement], standing: Standing, *, allowed: Collection[str] = ()) -> list[Refusal]:
    """The limits that these movements exceed, the site's before the units', whatever the order of the movements.

    `standing` is what was out before them, `allowed` are values of `FLAGS`. The publish may go on where the list is
    empty. A first publish announces nothing to anybody, and is not asked about.
    """
    by_kind: dict[Kind, list[Shown]] = defaultdict(list)
    for move in moves:
        if move.kind in FLAGS and FLAGS[move.kind] not in allowed:
            by_kind[move.kind].append(move.before or move.story)
    refusals = []
    for limit in LIMITS:
        counted = {kind: by_kind[kind] for kind in limit.kinds if by_kind.get(kind)}
        units = Counter(story.unit for stories in counted.values() for story in stories) if limit.of_units else {}
        scopes = [("", sum(map(len, counted.values())), standing.total)]
        scopes += [(unit, units[unit], standing.of_unit(unit)) for unit in sorted(units)]
        refusals += [
            Refusal(limit, unit, out, _parts(counted, unit))
            for unit, number, out in scopes
            if number > limit.stories and number * 100 > limit.percent * out
        ]
    return refusals


def _parts(counted: dict[Kind, list[Shown]], unit: str) -> tuple[Part, ...]:
    parts = []
    for kind, stories in counted.items():
        references = [story.reference for story in stories if not unit or story.unit == unit]
        if references:
            parts.append(Part(kind, len(references), tuple(heapq.nsmallest(_EXAMPLES, references)), FLAGS[kind]))
    return tuple(parts)


# What is said about it


def message(refusals: Collection[Refusal], ending: Ending | None = None) -> str:
    """What would happen, examples, and the flags that allow it, for the engineer who publishes.

    `ending` is given where too many feeds would end.
    """
    lines = ["Refused: this publish does more at once than is usual. Withdrawals and corrections are not held back."]
    for refusal in list(refusals)[:_SCOPES]:
        lines.append(f"  {_told(refusal)}:")
        for part in refusal.parts:
            more = ", …" if part.number > len(part.examples) else ""
            examples = ", ".join(part.examples)
            lines.append(f"    {part.number} {_WORDS[part.kind]}: {examples}{more} (--allow {part.flag})")
    if len(refusals) > _SCOPES:
        lines.append(f"  … and {len(refusals) - _SCOPES} more units.")
    flags = sorted({part.flag for refusal in refusals for part in refusal.parts})
    if ending:
        number, examples = len(ending.paths), ", ".join(heapq.nsmallest(_EXAMPLES, ending.paths))
        lines.append(f"  {number} of the {ending.out} feeds that people may follow would end:")
        lines.append(f"    {examples}, … (--allow {FEEDS})")
        flags.append(FEEDS)
    lines.append(f"If that is meant: {' '.join(f'--allow {flag}' for flag in flags)}. If not: mend the content first.")
    return "\n".join(lines)


def adoption_message(output: str) -> str:
    """What to do about an output that holds a site of which no publish log knows."""
    return (
        f"Refused: {output} holds a site, and no publish log says what of it is out. If it is this newsroom's, publish "
        "once with --adopt (make: ADOPT=1): every story then counts as out already. If the log was lost, put a copy of "
        "it back instead."
    )


def _told(refusal: Refusal) -> str:
    whose = f"the unit {refusal.unit}" if refusal.unit else "the site"
    if not refusal.limit.percent:
        return f"{refusal.number} stories at once, where {refusal.limit.stories} are usual"
    most = f"more than {refusal.limit.stories}, and more than {refusal.limit.percent} %"
    return f"{refusal.number} of the {refusal.out} stories that {whose} has out ({most})"
