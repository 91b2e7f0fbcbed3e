"""Mappings with known keys: what each key takes, and reading one into a frozen record with every slip in its place.

A record is a frozen dataclass whose fields are made by `key`: the one table from which checks, messages and
documentation come. A check is a function from what was written, and the terms of the story, to a typed value.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, TypeVar

from plugins.problems import Problem, Rule
from plugins.stories import texts
from plugins.stories.frontmatter import Location, Value
from plugins.stories.terms import Terms

Check = Callable[[Value, Terms], Any]
Read = TypeVar("Read", bound="Record")


class Slip(ValueError):
    """`rule` broken with `value`; `facts` as `Rule.broken` takes them. `location` is told by what read the value."""

    def __init__(self, rule: Rule, value: object = "", **facts: Any) -> None:
        super().__init__(rule.code)
        self.rule = rule
        self.value = value
        self.facts = facts
        self.location: Location = ()

    def problem(self, path: str, line: int, name: str) -> Problem:
        """The problem of which it tells."""
        problem = self.rule.broken(path, line, field=name, value=self.value, **self.facts)
        # A nearest value that is no near miss but a translation (1 Juni 2024) is given as a fact.
        return replace(problem, nearest=self.facts["nearest"]) if "nearest" in self.facts else problem


class Slips(ValueError):
    """All slips of one value that holds others, each at its location in it."""

    def __init__(self, slips: list[Slip]) -> None:
        super().__init__(len(slips))
        self.slips = slips


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a record. Descriptions are for the documentation, and every example is valid."""

    check: Check
    required: bool
    description: str
    examples: tuple[Value, ...]


def key(check: Check, default: Any = dataclasses.MISSING, description: str = "", examples: Iterable[Value] = ()) -> Any:
    """The field of a record; without a default, mappings must have the key."""
    about = Key(check, default is dataclasses.MISSING, description, tuple(examples))
    return field(default=default, metadata={"key": about}, kw_only=True)


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with these keys and no others; `given` are those that were written, in the order of the record."""

    given: tuple[str, ...] = field(default=(), kw_only=True)
    together: ClassVar[Callable[[Mapping[str, Any]], Mapping[str, Slip]]] = lambda values: {}
    """What is wrong with values that are good one by one, by key."""


_keys: dict[type[Record], dict[str, Key]] = {}  # of each record that was asked for


def keys_of(model: type[Record]) -> dict[str, Key]:
    """The keys of a record in its order."""
    if model not in _keys:
        parts = dataclasses.fields(model)
        _keys[model] = {part.name: part.metadata["key"] for part in parts if "key" in part.metadata}
    return _keys[model]


def read_record(model: type[Read], values: Mapping[str, Value], terms: Terms) -> Read:
    """The record that `values` say. Raises Slips with all that is wrong with them."""
    keys = keys_of(model)
    slips = [Slip(texts.KEY_UNKNOWN, name) for name in values if name not in keys]
    for unknown in slips:
        unknown.location = (str(unknown.value),)
    good: dict[str, Any] = {}
    for name, about in keys.items():
        if name in values:
            with_slips(name, about.check, values[name], terms, good, slips)
        elif about.required:
            missing = Slip(texts.KEY_MISSING)
            missing.location = (name,)
            slips.append(missing)
    for name, slip in model.together(good).items():
        slip.location = (name,)
        slips.append(slip)
    if slips:
        raise Slips(slips)
    return model(**good, given=tuple(good))


def with_slips(
    place: str | int, check: Check, value: Value, terms: Terms, good: dict[Any, Any], slips: list[Slip]
) -> None:
    """Add what `check` makes of the `value` at `place` to the `good` ones, or to the `slips`."""
    try:
        good[place] = check(value, terms)
    except Slip as slip:
        slip.location = (place, *slip.location)
        slips.append(slip)
    except Slips as several:
        for inner in several.slips:
            inner.location = (place, *inner.location)
        slips += several.slips
