"""The table of rules, read from `table/*.toml`, and what the setting RULES changes in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from plugins.problems import ERROR, WARNING, nearest
from plugins.rules.rule import Condition, Pattern, Rule

FOLDER = Path(__file__).parent / "table"
_LIST_NAME = re.compile(r"\{\{(\w+)\}\}")
_SEVERITIES = (ERROR, WARNING, "off")


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule as the newsroom ships it, in the order of its code."""
    return tuple(sorted((_rule(row) for table in _tables() for row in table.get("rule", [])), key=lambda r: r.code))


@cache
def words() -> Mapping[str, frozenset[str]]:
    """The lists of words of all tables, by name."""
    return {name: frozenset(listed) for name, listed in _lists().items()}


def chosen(settings: Mapping[str, Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules as the setting RULES has them: `{code: {"severity": …, "exempt": […], threshold: …}}`.

    Severity is `error`, `warning` or `off`. Raises ValueError (Indonesian) with all that it cannot mean.
    """
    known = {rule.code: rule for rule in rules()}
    wrong: list[str] = []
    made = dict(known)
    for code, changes in settings.items():
        if code not in known:
            near = nearest(code, [name.lower() for name in known]).upper()
            wrong.append(f"aturan “{code}” tidak dikenal." + (f" Mungkin maksudnya {near}." if near else ""))
        elif not isinstance(changes, Mapping):
            wrong.append(f'{code}: tulis isinya dalam kurung kurawal, misalnya {{"severity": "warning"}}.')
        else:
            made[code] = _changed(known[code], changes, wrong)
    if wrong:
        raise ValueError("\n".join(f"RULES: {line}" for line in wrong))
    return tuple(rule for code, rule in made.items() if settings.get(code, {}).get("severity") != "off")


def _changed(rule: Rule, changes: Mapping[str, Any], wrong: list[str]) -> Rule:
    """The rule with these changes; what cannot be is added to `wrong`."""
    limits = dict(rule.thresholds)
    for name, value in changes.items():
        if name == "severity" and value in _SEVERITIES:
            rule = replace(rule, severity=rule.severity if value == "off" else value)
        elif name == "severity":
            wrong.append(f"{rule.code}: severity “{value}” tidak dikenal. Yang boleh: {', '.join(_SEVERITIES)}.")
        elif name == "exempt" and isinstance(value, list | tuple) and all(isinstance(of, str) for of in value):
            rule = replace(rule, exempt=frozenset(value))
        elif (
            name in limits
            and isinstance(value, bool) == isinstance(limits[name], bool)
            and (isinstance(value, type(limits[name])) or (isinstance(limits[name], float) and isinstance(value, int)))
        ):
            limits[name] = value
        elif name in limits:
            wrong.append(f"{rule.code}: “{name}” tidak boleh berisi {value!r}. Bawaannya {limits[name]!r}.")
        else:
            options = ("severity", "exempt", *limits)
            wrong.append(f"{rule.code}: “{name}” tidak dikenal. Yang boleh: {', '.join(options)}.")
    return replace(rule, thresholds=limits)


@cache
def _tables() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml")))


@cache
def _lists() -> dict[str, list[str]]:
    return {name: listed for table in _tables() for name, listed in table.get("words", {}).items()}


_LISTED = {"languages": tuple, "exempt": frozenset}


def _rule(row: Mapping[str, Any]) -> Rule:
    """A row as a rule. Raises TypeError where a key is none of a rule's."""
    given = {name: _LISTED[name](value) if name in _LISTED else value for name, value in row.items()}
    given["patterns"] = tuple(_pattern(pattern) for pattern in row.get("patterns", ()))
    missing = {field.name for field in fields(Rule)} & given.keys() ^ given.keys()
    if missing:
        raise TypeError(f"{row.get('code')}: {sorted(missing)}")
    return Rule(**given)


def _pattern(row: Mapping[str, Any]) -> Pattern:
    conditions = {name: tuple(_condition(condition) for condition in row.get(name, ())) for name in ("near", "unless")}
    hints = tuple(word for hint in row.get("hints", ()) for word in _lists().get(hint.strip("{}"), [hint]))
    return Pattern(**{**row, **conditions, "find": _filled(row["find"]), "hints": hints})


def _condition(row: Mapping[str, Any] | str) -> Condition:
    """A condition; a mere text is its expression."""
    given = {"find": row} if isinstance(row, str) else dict(row)
    return Condition(**{**given, "find": _filled(given["find"])})


def _filled(expression: str) -> str:
    """An expression with the words of a list, one or the other, in place of its name in two curly brackets."""

    def one_of(match: re.Match[str]) -> str:
        return f"(?:{'|'.join(_lists()[match[1]])})"

    for _ in range(3):  # lists may name lists
        expression = _LIST_NAME.sub(one_of, expression)
    return expression
