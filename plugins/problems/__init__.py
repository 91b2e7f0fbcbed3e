"""What is wrong in the content, and how it is told to the people who wrote it.

A room keeps its texts in a table of `Rule`s; a `Problem` is one rule broken in one place. The texts are Indonesian,
because humas read them; the codes are English, because engineers and later commands do.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]

ERROR: Severity = "error"
WARNING: Severity = "warning"

_VALUE_LENGTH = 80  # characters of the offending value that a message repeats


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One rule broken in one place.

    `path` is relative to the content folder, with slashes; `line` and `column` count from 1, 0 where none can be named.
    `value` is what was written, shortened; `allowed`, `nearest`, `action` and `why` (a law) may be empty.
    """

    path: str
    line: int
    code: str
    field: str
    value: str
    message: str
    allowed: str
    nearest: str
    action: str
    severity: Severity = ERROR
    column: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of a room's table of texts. `message` and `action` are Indonesian format strings."""

    code: str
    message: str
    action: str
    severity: Severity = ERROR

    def broken(
        self,
        path: str,
        line: int = 0,
        *,
        field: str = "",
        value: object = "",
        allowed: str | Iterable[str] = "",
        options: Iterable[str] = (),
        **facts: object,
    ) -> Problem:
        """The problem of breaking this rule at `path`:`line`.

        `options` are the valid values among which the nearest is looked for (and, where `allowed` is not given and
        they are few, listed); `facts` fill the placeholders of the texts, beside `{field}`, `{value}`, `{nearest}`.
        """
        known = sorted(set(options))
        text = "" if value is None else str(value)
        near = nearest(text[:_VALUE_LENGTH], known)  # a likely slip is as long as what was meant
        if not allowed and known and len(known) <= 12:
            allowed = known
        names = {"field": field, "value": shorten(text), "nearest": near, **facts}
        return Problem(
            path=path,
            line=line,
            code=self.code,
            field=field,
            value=shorten(text),
            message=self.message.format(**names),
            allowed=allowed if isinstance(allowed, str) else ", ".join(allowed),
            nearest=near,
            action=self.action.format(**names),
            severity=self.severity,
        )


def nearest(value: str, options: Iterable[str]) -> str:
    """The option most like `value`, or an empty string where none is near enough to be a likely slip."""
    ordered = sorted(set(options))
    close = difflib.get_close_matches(value.strip().lower(), ordered, n=1, cutoff=0.6)
    return close[0] if close else ""


def shorten(value: str) -> str:
    """`value` on one line, at most 80 characters, control characters shown as `�`: a message stays a message."""
    cut = value[: 4 * _VALUE_LENGTH]
    line = " ".join("".join(c if c.isprintable() or c.isspace() else "�" for c in cut).split())
    return line if len(line) <= _VALUE_LENGTH else line[: _VALUE_LENGTH - 1] + "…"


_SEVERITY_NAMES: dict[Severity, str] = {"error": "KESALAHAN", "warning": "PERINGATAN"}


def show(problem: Problem) -> str:
    """A problem as humas read it, over a few lines: where, what, the value, what is allowed, the next step."""
    place = f"{problem.path}:{problem.line}" if problem.line else problem.path
    place += f":{problem.column}" if problem.line and problem.column else ""
    lines = [f"{place}: {_SEVERITY_NAMES[problem.severity]} [{problem.code}] {problem.message}"]
    details = (
        ("Tertulis", f"“{problem.value}”" if problem.value else ""),
        ("Yang boleh", problem.allowed),
        ("Mungkin maksudnya", problem.nearest),
        ("Mengapa", problem.why),
        ("Langkah", problem.action),
    )
    lines += [f"    {name}: {text}" for name, text in details if text]
    return "\n".join(lines)


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Only those that hold a file back, in order of place."""
    return sorted(p for p in problems if p.severity == ERROR)
