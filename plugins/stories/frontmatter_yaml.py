"""Front matter as YAML: events of its parser, gathered into plain values, and its errors in plain words.

What YAML offers beyond mappings, lists and text (anchors, aliases, tags, several documents) is refused, and everything
is counted before it is built, so that no file can cost more than its size.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from plugins.problems import Problem, Rule, shorten
from plugins.stories import texts
from plugins.stories.frontmatter import MAX_NODES, Location, Read, Value

MAX_DEPTH = 6  # mappings and lists inside one another

_KEY_LINE = re.compile(r"(?P<indent>[ \t]*(?:- +)?)(?P<key>[A-Za-z_][\w-]*)[ \t]*:(?P<space>[ \t]*)(?P<value>\S.*)")
_COMMENT = re.compile(r"\s+#\s.*")  # as YAML has it, and as drafts explain their keys
_QUOTATION = re.compile(r"(['\"]).+?\1(?=[\s,.:;!?)])")  # words in quotation marks that begin a value, not all of it
_LONGEST_SUGGESTION = 300  # characters; beyond it a line is not repeated in a message
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml where there is one: ten times faster


def read_yaml(front: str, path: str) -> tuple[Read | None, list[Problem]]:
    """The values and lines of front matter, or None; with all problems. Line 1 is the one before it."""
    tree = _Tree(path)
    try:
        values = tree.read(front)
    except _Refused:
        return None, tree.problems
    except yaml.YAMLError as error:
        return None, [*tree.problems, _explain(error, front, path)]
    if values is None:
        return None, [*tree.problems, _no_mapping(front, path)]
    return (values, tree.lines), tree.problems


class _Refused(Exception):
    """A limit is passed: reading stops, the reason is among the problems."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    value: list[Value] | dict[str, Value]
    location: Location
    key: str | None = None  # of a mapping: the key that waits for its value
    ignored: bool = False  # the value that waits belongs to a key that counts no more


@dataclass(slots=True)
class _Tree:
    """Events of the YAML parser, gathered into plain values. One use."""

    path: str
    problems: list[Problem] = field(default_factory=list)
    lines: dict[Location, int] = field(default_factory=dict)

    def read(self, front: str) -> dict[str, Value] | None:
        """The values; None where the front matter is no mapping. Raises yaml.YAMLError or _Refused."""
        loader = _LOADER(front)
        stack: list[_Open] = []
        root: Value | None = None
        nodes = documents = 0
        try:
            while (event := loader.get_event()) is not None:
                line = event.start_mark.line + 2
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self._refuse(texts.SECOND_DOCUMENT, line)
                elif isinstance(event, yaml.CollectionEndEvent):
                    stack.pop()
                elif isinstance(event, yaml.NodeEvent):
                    nodes += 1
                    if nodes > MAX_NODES:
                        self._refuse(texts.TOO_MANY_NODES, line, allowed=f"paling banyak {MAX_NODES}")
                    value = self._value(event, line, len(stack))
                    if stack:
                        opened = self._place(stack[-1], value, line)
                    else:
                        root, opened = value, None if isinstance(value, str) else _Open(value, ())
                    if opened:
                        stack.append(opened)
        finally:
            loader.dispose()
        if root is None or root == "":
            return {}
        return root if isinstance(root, dict) else None

    def _value(self, event: yaml.NodeEvent, line: int, depth: int) -> Value:
        if isinstance(event, yaml.AliasEvent):
            self.problems.append(texts.ALIAS.broken(self.path, line, value=f"*{event.anchor}"))
            return ""
        if event.anchor is not None:
            self.problems.append(texts.ANCHOR.broken(self.path, line, value=f"&{event.anchor}"))
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.problems.append(texts.YAML_TAG.broken(self.path, line, value=tag))
        if isinstance(event, yaml.ScalarEvent):
            value, plain = str(event.value), bool(event.implicit[0])
            if not value.isascii():  # an escaped half of a surrogate pair could never be written out again
                value = value.encode("utf-8", "replace").decode()
            return "" if plain and value == "~" else value
        if depth >= MAX_DEPTH:
            self._refuse(texts.TOO_DEEP, line, allowed=f"paling dalam {MAX_DEPTH} tingkat")
        return {} if isinstance(event, yaml.MappingStartEvent) else []

    def _place(self, parent: _Open, value: Value, line: int) -> _Open | None:
        """Put a value where it belongs; what it opens, if it is a list or mapping."""
        if isinstance(parent.value, list):
            location = (*parent.location, len(parent.value))
            self.lines[location] = line
            parent.value.append(value)
        elif parent.key is None:
            if not isinstance(value, str):
                self._refuse(texts.KEY_NOT_TEXT, line)
            location = (*parent.location, value)
            parent.key, parent.ignored = value, value in parent.value
            if parent.ignored:
                first = self.lines[location]
                self.problems.append(texts.DUPLICATE_KEY.broken(self.path, line, field=value, value=value, first=first))
            else:
                self.lines[location] = line
            return None
        else:
            location = (*parent.location, parent.key)
            if not parent.ignored:
                parent.value[parent.key] = value
            else:
                location = (*location, "")  # its own lines must not hide those of the first
            parent.key = None
        return None if isinstance(value, str) else _Open(value, location)

    def _refuse(self, rule: Rule, line: int, allowed: str = "") -> NoReturn:
        self.problems.append(rule.broken(self.path, line, allowed=allowed))
        raise _Refused


def _explain(error: yaml.YAMLError, front: str, path: str) -> Problem:
    """A YAML error in plain words, with the line as it should have been written where that can be told."""
    lines = front.split("\n")
    marks = [getattr(error, name, None) for name in ("context_mark", "problem_mark")]
    places = [min(mark.line, len(lines) - 1) for mark in marks if mark is not None]
    told = places[-1] if places else 0
    for number in dict.fromkeys((*places, max(told - 1, 0))):
        indent = lines[number][: -len(lines[number].lstrip()) or None]
        if "\t" in indent and number and lines[number - 1].rstrip().endswith(":"):
            return texts.TAB_INDENT.broken(path, number + 2, value=lines[number].strip())
        if suggestion := _quoted(lines[number]):
            mended = [*lines[:number], suggestion, *lines[number + 1 :]]
            if _first_error("\n".join(mended)) > _first_error(front):
                value = lines[number].strip()
                return texts.YAML_QUOTE.broken(path, number + 2, value=value, suggestion=suggestion.strip())
        if joined := _joined(lines, number):
            mended = [*lines[: number - 1], joined, "", *lines[number + 1 :]]
            if _first_error("\n".join(mended)) > _first_error(front):
                return texts.YAML_WRAPPED.broken(path, number + 2, value=lines[number], suggestion=joined)
    return texts.YAML_SYNTAX.broken(path, told + 2, value=lines[told].strip())


def _no_mapping(front: str, path: str) -> Problem:
    for number, line in enumerate(front.split("\n"), 2):
        match = _KEY_LINE.fullmatch(line)
        if match and not match["space"] and len(line) <= _LONGEST_SUGGESTION:
            suggestion = f"{match['key']}: {match['value']}"
            return texts.YAML_QUOTE.broken(path, number, value=line, suggestion=suggestion)
    return texts.NOT_KEYS.broken(path, 2, value=shorten(front))


def _first_error(front: str) -> int:
    """The line of the first error, counted from 0; one past the last where there is none."""
    loader = _LOADER(front)
    try:
        while loader.get_event() is not None:
            pass
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return mark.line if mark else 0
    finally:
        loader.dispose()
    return front.count("\n") + 2


def _joined(lines: list[str], number: int) -> str:
    """A line that is no key, behind the one before it, which is one; quoted where that is needed; else empty."""
    line = lines[number].rstrip()
    if not number or not line or line[0] in " \t#-" or _KEY_LINE.fullmatch(line):
        return ""
    before = lines[number - 1].rstrip()
    if not _KEY_LINE.fullmatch(before) or len(before) + len(line) > _LONGEST_SUGGESTION:
        return ""
    joined = f"{before} {line}"
    return joined if _first_error(joined) > 0 else _quoted(joined)


def _quoted(line: str) -> str:
    """`title: "Apel: pagi"` for `title: Apel: pagi`, `[a, b]` for `[a, b`; empty for a line without key and value."""
    match = _KEY_LINE.fullmatch(line.rstrip())
    if not match or len(line) > _LONGEST_SUGGESTION:
        return ""
    value = _COMMENT.sub("", match["value"]) or match["value"]
    start = f"{match['indent'].replace(chr(9), '  ')}{match['key']}: "
    closing = {"[": "]", "{": "}"}.get(value[0])
    if closing and value.count(closing) < value.count(value[0]):
        return start + value + closing
    if value[0] in "\"'" and (value.endswith(value[0]) or not _QUOTATION.match(value)):
        value = value[1:].removesuffix(value[0])
    elif value[0] in "“‘" and value[-1] in "”’":  # quotation marks of a word processor, meant as YAML's
        value = value[1:-1]
    plain = '"' not in value and "\\" not in value
    return start + (f'"{value}"' if plain else "'" + value.replace("'", "''") + "'")
