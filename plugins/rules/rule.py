"""A rule: what is looked for, what is told and why, and what passes. The rows are data (`table/*.toml`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from plugins.problems import ERROR, Severity
from plugins.rules.draft import Draft, Passage

Scope = Literal["sentence", "passage"]
Side = Literal["before", "after", "around"]


@dataclass(frozen=True, slots=True)
class Found:
    """A rule broken in `passage` from offset `start` to `end`. `facts` fill placeholders of the rule's texts."""

    passage: Passage
    start: int = 0
    end: int = 0
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Condition:
    """What must (`near`) or must not (`unless`) stand near a match: a regular expression.

    `scope` is `sentence` (the default) or `passage`; `within` narrows it to so many characters before and after the
    match (0: as many as `patterns.WIDEST`); `side` to one of them. `any_case`: capitals and small letters are the same.
    """

    find: str
    scope: Scope = "sentence"
    within: int = 0
    side: Side = "around"
    any_case: bool = True


@dataclass(frozen=True, slots=True)
class Pattern:
    """A portable way to find something: data only, and the same in Python and in JavaScript.

    `find` is a regular expression over the text as `reading.plain` has it; what group `group` of it holds is what was
    found. `verify` names a function that must agree (`verifying.VERIFIERS`). `raw`: addresses of links are looked at
    too. Where a text has fewer digits than `digits`, or in small letters none of the `hints`, the expression would
    find nothing and is not tried: these two are for speed alone.
    """

    find: str
    group: int = 0
    any_case: bool = False
    raw: bool = False
    verify: str = ""
    digits: int = 0
    hints: tuple[str, ...] = ()
    near: tuple[Condition, ...] = ()  # each of them
    unless: tuple[Condition, ...] = ()  # none of them


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table. Texts are Indonesian format strings: `{value}` is what was found, further facts as given."""

    code: str  # as in R-NIK: people quote it
    name: str
    what: str
    why: str  # the law, or the house rule
    action: str
    severity: Severity = ERROR
    waivable: bool = True
    decided_by: str = ""  # who decides instead, where it is not waivable
    masked: bool = False  # what was found is told only in part: reports are read by many
    drafts: bool = True  # looked for in drafts too
    pages: bool = False  # looked for on standing pages too
    rows: bool = False  # looked for in profiles and registers too
    archive: bool = False  # looked for once it is known what the archive holds that is like the draft
    languages: tuple[str, ...] = ()  # of the story; none: any
    once: str = ""  # the name of a fact: findings stay only where no other file has it (see `checking.Shared`)
    most: int = 20  # findings of it that are told in one file
    thresholds: Mapping[str, Any] = field(default_factory=dict)
    exempt: frozenset[str] = frozenset()  # stories that are excused by the settings, which only the centre writes
    finder: str = "patterns.find"  # module and function in this room
    patterns: tuple[Pattern, ...] = ()


Finder = Callable[[Draft, Rule], Iterable[Found]]
