"""Writing one key into front matter, and leaving every other byte of the file as it is.

Comments, quoting, order, line ends and a byte order mark stay: lines are put in or replaced where the YAML parser says
that the key stands, and the result is read again. What cannot be done so is not done.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from plugins.stories.frontmatter import Front, Value, decode, read_front

Item: TypeAlias = "str | Mapping[str, str]"  # of a list: a plain word, or a record of keys and their values

_WHOLE_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_FENCE = re.compile(r"---[ \t]*")
_BREAKS_OF_YAML = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " ", "\xa0": " "})  # as they are read
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_/.-]*(?: [0-9]{2}\.[0-9]{2})?")


class Uneditable(ValueError):
    """The front matter is written in a way that only a person should change."""


def append(data: bytes, key: str, item: Item) -> bytes:
    """The file with one more item at the end of the list `key`, which may be missing, empty, or a single value.

    Raises Uneditable where the file cannot be read, or not so changed.
    """
    front, text = _front(data), _Text.of(data)
    value = front.values.get(key, "")
    node = text.value_of(key)
    if node is None:
        text.add_key(key, _lines_of_list(key, item))
    elif isinstance(node, yaml.SequenceNode):
        text.add_item(node, item)
    elif isinstance(node, yaml.MappingNode) and isinstance(item, Mapping):
        text.make_list(node, item)
    elif isinstance(node, yaml.ScalarNode) and value == "" and node.style is None:
        text.insert(text.last_line(node) + 1, [f"{text.indent}  {line}" for line in _block_item(item)])
    elif isinstance(node, yaml.ScalarNode) and isinstance(item, str):
        text.replace_inline(node, f"[{', '.join([*map(_scalar, _items(value)), _scalar(item)])}]")  # type: ignore[arg-type]
    else:
        raise Uneditable(key)
    return _checked(text.data, front, key, [*_items(value), _folded(item)])


def put(data: bytes, key: str, record: Mapping[str, str]) -> bytes:
    """The file with `record` under `key`, in place of what was there. Raises Uneditable as `append` does."""
    front, text = _front(data), _Text.of(data)
    lines = _lines_of_record(key, record)
    if text.value_of(key) is None:
        text.add_key(key, lines)
    else:
        text.replace_key(key, lines)
    return _checked(text.data, front, key, _folded(record))


def as_written(key: str, item: Item, *, listed: bool = True) -> str:
    """The lines that a person would have to add, for a message."""
    lines = _lines_of_list(key, item) if listed or isinstance(item, str) else _lines_of_record(key, item)
    return "\n".join(lines)


def _front(data: bytes) -> Front:
    front, problems = read_front(data, "")
    if front is None or any(problem.severity == "error" for problem in problems):
        raise Uneditable("---")
    return front


def _checked(data: bytes, before: Front, key: str, expected: Value) -> bytes:
    """`data`, if it says what `before` said but for `key`, whose value is as expected. Raises Uneditable else."""
    after, problems = read_front(data, "")
    if after is None or any(problem.severity == "error" for problem in problems) or after.body != before.body:
        raise Uneditable(key)
    if _stripped({**before.values, key: expected}) != _stripped(after.values):
        raise Uneditable(key)
    return data


def _stripped(value: Value) -> Value:
    """A value without line ends at its end: a text over many lines has one only where another key follows."""
    if isinstance(value, str):
        return value.rstrip("\n")
    if isinstance(value, dict):
        return {name: _stripped(part) for name, part in value.items()}
    return [_stripped(part) for part in value]


def _folded(item: Item) -> Value:
    """An item as it is read again: on one line."""
    if isinstance(item, str):
        return " ".join(item.split())
    return {name: " ".join(value.split()) for name, value in item.items()}


def _items(value: Value) -> list[Value]:
    """A value as the list that it stands for: text divided at its commas."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return [value] if isinstance(value, dict) else list(value)


def _lines_of_list(key: str, item: Item) -> list[str]:
    if isinstance(item, str):
        return [f"{key}: [{_scalar(item)}]"]
    return [f"{key}:", *(f"  {line}" for line in _block_item(item))]


def _lines_of_record(key: str, record: Mapping[str, str]) -> list[str]:
    return [f"{key}:", *(f"  {name}: {_scalar(value)}" for name, value in record.items())]


def _block_item(item: Item) -> list[str]:
    if isinstance(item, str):
        return [f"- {_scalar(item)}"]
    return [f"{'  ' if n else '- '}{name}: {_scalar(value)}" for n, (name, value) in enumerate(item.items())]


def _flow_item(item: Item) -> str:
    if isinstance(item, str):
        return _scalar(item)
    return "{" + ", ".join(f"{name}: {_scalar(value)}" for name, value in item.items()) + "}"


def _scalar(value: str) -> str:
    """A value in YAML, on one line: plain where nothing in it can be misread, else between double quotes."""
    line = " ".join(value.split())
    if _PLAIN.fullmatch(line):
        return line
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass(slots=True)
class _Text:
    """The lines of a file with their ends, the last line of its front matter, and the YAML between."""

    mark: bytes  # a byte order mark, or nothing
    lines: list[str]
    closing: int  # the number of the line that ends the front matter, from 0
    root: yaml.MappingNode | None

    @classmethod
    def of(cls, data: bytes) -> _Text:
        mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
        text, _ = decode(data, "")
        if text is None:
            raise Uneditable("UTF-8")
        lines = _WHOLE_LINES.findall(data[len(mark) :].decode())
        closing = next(n for n, line in enumerate(lines) if n and _FENCE.fullmatch(line.rstrip("\r\n")))
        front = "\n".join(line.rstrip("\r\n") for line in lines[1:closing]).translate(_BREAKS_OF_YAML)
        try:
            root: Any = yaml.compose(front, Loader=yaml.BaseLoader)
        except yaml.YAMLError as error:
            raise Uneditable("---") from error
        if root is not None and (not isinstance(root, yaml.MappingNode) or root.flow_style):
            raise Uneditable("---")
        return cls(mark, lines, closing, root)

    @property
    def data(self) -> bytes:
        return self.mark + "".join(self.lines).encode()

    @property
    def indent(self) -> str:
        """What stands before every key."""
        return " " * self.root.start_mark.column if self.root is not None else ""

    def pair(self, key: str) -> tuple[yaml.Node, yaml.Node] | None:
        pairs = self.root.value if self.root is not None else []
        return next(((name, value) for name, value in pairs if name.value == key), None)

    def value_of(self, key: str) -> yaml.Node | None:
        pair = self.pair(key)
        return pair[1] if pair else None

    # Nodes tell lines of the front matter from 0; the file has one line more before them.

    def last_line(self, node: yaml.Node) -> int:
        """The number of the file's last line of a node."""
        mark = _end(node)
        line: int = mark.line
        past = mark.column == 0 and line > node.start_mark.line
        return min(line + (0 if past else 1), self.closing - 1)

    def insert(self, at: int, lines: Sequence[str]) -> None:
        """Put lines before the line `at`, with the ends that the line before it has."""
        above = self.lines[at - 1]
        end = above[len(above.rstrip("\r\n")) :]
        self.lines[at:at] = [line + end for line in lines]

    def add_key(self, key: str, lines: Sequence[str]) -> None:
        self.insert(self.closing, [self.indent + line for line in lines])

    def replace_key(self, key: str, lines: Sequence[str]) -> None:
        name, value = self.pair(key) or (None, None)
        if name is None or value is None:
            raise Uneditable(key)
        first, last = name.start_mark.line + 1, self.last_line(value)
        self.insert(first, [self.indent + line for line in lines])
        del self.lines[first + len(lines) : last + 1 + len(lines)]

    def add_item(self, node: yaml.SequenceNode, item: Item) -> None:
        if node.flow_style:
            if node.value:
                self._change(_end(node.value[-1]), lambda before, after: f"{before}, {_flow_item(item)}{after}")
            else:
                self._change(node.start_mark, lambda before, after: f"{before}[{_flow_item(item)}{after[1:]}")
            return
        dash = " " * node.start_mark.column
        self.insert(self.last_line(node) + 1, [dash + line for line in _block_item(item)])

    def make_list(self, node: yaml.MappingNode, item: Item) -> None:
        """A single record becomes the first of two."""
        if node.flow_style:
            self._change(node.end_mark, lambda before, after: f"{before}, {_flow_item(item)}]{after}")
            self._change(node.start_mark, lambda before, after: f"{before}[{after}")
            return
        first, last, column = node.start_mark.line + 1, self.last_line(node), node.start_mark.column
        self.insert(last + 1, [" " * column + line for line in _block_item(item)])
        for number in range(first, last + 1):
            line = self.lines[number]
            if line.strip() and not line[:column].strip():  # comments may stand further left
                self.lines[number] = line[:column] + ("- " if number == first else "  ") + line[column:]

    def replace_inline(self, node: yaml.ScalarNode, written: str) -> None:
        if node.start_mark.line != node.end_mark.line or node.style in ("|", ">"):
            raise Uneditable(written)
        length = node.end_mark.column - node.start_mark.column
        self._change(node.start_mark, lambda before, after: f"{before}{written}{after[length:]}")

    def _change(self, mark: Any, change: Callable[[str, str], str]) -> None:
        line = self.lines[mark.line + 1]
        self.lines[mark.line + 1] = change(line[: mark.column], line[mark.column :])


def _end(node: yaml.Node) -> Any:
    """Where the text of a node ends; that of a block collection is told from its last part."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node.end_mark
